//! A cloud drive that does everything that real ones have been seen to do, from a seed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use colloquy_protocol::Key;

/// Numbers that follow from a seed (xorshift64*, Vigna 2016).
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`, which is at least 1.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end
    }

    pub fn pick<'list, T>(&mut self, list: &'list [T]) -> Option<&'list T> {
        match list.len() {
            0 => None,
            length => list.get(self.below(length)),
        }
    }
}

/// All files below the folder by their names, staging apart: found without any code of the store.
pub fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.ends_with(".staging") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(bytes) = fs::read(&path) {
                let name = path.strip_prefix(root).expect("below the folder");
                found.insert(name.to_str().expect("Unicode").replace('\\', "/"), bytes);
            }
        }
    }
    found
}

/// Which of the files are named like objects.
pub fn ours(root: &Path) -> Vec<String> {
    let mut names: Vec<String> = files(root).into_keys().collect();
    names.retain(|name| name.parse::<Key>().is_ok());
    names
}

pub struct Drive {
    root: PathBuf,
    dice: Dice,
    /// What is on the drive's servers and not in the folder at present.
    elsewhere: BTreeMap<String, Vec<u8>>,
    /// Stand-ins for some of it.
    stand_ins: Vec<String>,
    /// States of the folder that it may go back to.
    snapshots: Vec<BTreeMap<String, Vec<u8>>>,
    /// What the drive itself made.
    pub made: BTreeMap<String, Vec<u8>>,
}

impl Drive {
    pub fn new(root: &Path, seed: u64) -> Self {
        Self {
            root: root.to_path_buf(),
            dice: Dice::new(seed),
            elsewhere: BTreeMap::new(),
            stand_ins: Vec::new(),
            snapshots: Vec::new(),
            made: BTreeMap::new(),
        }
    }

    /// Does one of its tricks.
    pub fn act(&mut self) {
        let ours = ours(&self.root);
        let Some(name) = self.dice.pick(&ours).cloned() else {
            return self.leave_system_file();
        };
        match self.dice.below(10) {
            0 | 1 => self.copy(&name),
            2 => self.truncate(&name),
            3 => self.blank(&name),
            4 => self.take_away(&name, false),
            5 => self.take_away(&name, true),
            6 => self.bring_back(),
            7 => self.remove(&name),
            8 => self.roll_back(),
            _ => self.leave_system_file(),
        }
    }

    /// Does only what makes copies and files of its own.
    pub fn act_beside(&mut self) {
        match self.dice.pick(&ours(&self.root)).cloned() {
            Some(name) => self.copy(&name),
            None => self.leave_system_file(),
        }
    }

    /// Comes to rest: everything that is elsewhere is here again, what was removed stays so.
    pub fn settle(&mut self) {
        while !self.elsewhere.is_empty() {
            self.bring_back();
        }
    }

    fn make(&mut self, name: String, bytes: Vec<u8>) {
        self.write(&name, &bytes);
        self.made.insert(name, bytes);
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.root.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        // As real ones do: beside it first.
        let beside = self.root.join(".drive");
        fs::write(&beside, bytes).expect("written");
        fs::rename(beside, path).expect("renamed");
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.root.join(name)).unwrap_or_default()
    }

    fn copy(&mut self, name: &str) {
        let number = self.made.len();
        let copy = match self.dice.below(6) {
            0 => format!("{name} (Ada's conflicted copy 2026-11-{number})"),
            1 => format!("{name}-DESKTOP-{number}"),
            2 => format!("{name}.sync-conflict-20261123-{number}-ABCDEFG"),
            3 => format!("{name} ({number})"),
            4 => format!("{name} {number}"),
            _ => format!("{name}_conflict-20261123-{number}"),
        };
        let mut bytes = self.read(name);
        if self.dice.below(2) == 0 {
            bytes.push(7);
        }
        self.make(copy, bytes);
    }

    fn truncate(&mut self, name: &str) {
        let bytes = self.read(name);
        let length = self.dice.below(bytes.len() + 1);
        self.write(name, &bytes[..length]);
    }

    fn blank(&mut self, name: &str) {
        let length = self.read(name).len();
        self.write(name, &vec![0; length]);
    }

    fn take_away(&mut self, name: &str, leaves_stand_in: bool) {
        let bytes = self.read(name);
        if fs::remove_file(self.root.join(name)).is_err() {
            return;
        }
        self.elsewhere.insert(name.to_owned(), bytes);
        if leaves_stand_in {
            let (above, leaf) = name.rsplit_once('/').expect("a folder");
            let stand_in = match self.dice.below(2) {
                0 => format!("{above}/.{leaf}.icloud"),
                _ => format!("{name}.nextcloud"),
            };
            self.write(&stand_in, b"elsewhere");
            self.stand_ins.push(stand_in);
        }
    }

    /// In any order: the last that went may be the first to come.
    fn bring_back(&mut self) {
        let names: Vec<String> = self.elsewhere.keys().cloned().collect();
        let Some(name) = self.dice.pick(&names) else {
            return;
        };
        let bytes = self.elsewhere.remove(name).unwrap_or_default();
        // What was written here in the meantime wins.
        if !self.root.join(name).exists() {
            self.write(name, &bytes);
        }
        let (root, leaf) = (&self.root, name.rsplit('/').next().unwrap_or_default());
        self.stand_ins.retain(|stand_in| {
            let stands_for_it = stand_in.contains(leaf);
            if stands_for_it {
                let _ = fs::remove_file(root.join(stand_in));
            }
            !stands_for_it
        });
    }

    fn remove(&self, name: &str) {
        let _ = fs::remove_file(self.root.join(name));
    }

    /// Goes back to a state of before, or notes the present one for later.
    fn roll_back(&mut self) {
        if self.dice.below(2) == 0 {
            let mut now = files(&self.root);
            now.retain(|name, _| name.parse::<Key>().is_ok());
            self.snapshots.push(now);
            return;
        }
        let Some(then) = self.dice.pick(&self.snapshots).cloned() else {
            return;
        };
        for name in ours(&self.root) {
            if !then.contains_key(&name) {
                self.remove(&name);
            }
        }
        for (name, bytes) in then {
            self.write(&name, &bytes);
        }
    }

    fn leave_system_file(&mut self) {
        let folders: Vec<String> = ours(&self.root)
            .iter()
            .filter_map(|name| Some(name.rsplit_once('/')?.0.to_owned()))
            .collect();
        let folder = self.dice.pick(&folders).cloned();
        let leaves = [".DS_Store", "desktop.ini", "~$x.tmp", "Thumbs.db", "._x"];
        let leaf = leaves[self.dice.below(leaves.len())];
        let name = folder.map_or(leaf.to_owned(), |folder| format!("{folder}/{leaf}"));
        self.make(name, b"the system's".to_vec());
    }
}
