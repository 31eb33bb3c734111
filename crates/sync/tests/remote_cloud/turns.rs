//! The drive and we take turns, so that after each step it is known what must be there.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use colloquy_protocol::{Key, Prefix};
use colloquy_sync::remote::conformance::{Object, everything, sample, segment, space, tag};
use colloquy_sync::remote::{Cursor, Folder, Put, Remote, RemoteError};
use tempfile::TempDir;

use super::drive::{Dice, Drive, files};

struct Table {
    kept: TempDir,
    folder: Folder,
    drive: Drive,
    dice: Dice,
    /// All that is ever written.
    objects: Vec<Object>,
    cursor: Option<Cursor>,
    /// The names and sizes when `cursor` was given.
    seen: Vec<(String, usize)>,
}

impl Table {
    async fn new(seed: u64) -> Self {
        let kept = TempDir::new().expect("a folder");
        let folder = Folder::open(kept.path()).await.expect("the folder");
        let drive = Drive::new(kept.path(), seed);
        let mut objects = everything();
        objects
            .extend((0..20).map(|number| segment(space(0), tag(3), number, sample(number, 1000))));
        Self {
            kept,
            folder,
            drive,
            dice: Dice::new(seed + 1_000_000),
            objects,
            cursor: None,
            seen: Vec::new(),
        }
    }

    fn root(&self) -> &Path {
        self.kept.path()
    }

    async fn step(&mut self) {
        let object = self.dice.pick(&self.objects).cloned().expect("some");
        match self.dice.below(8) {
            0..=3 => self.put(object).await,
            4 | 5 => self.get(object).await,
            6 => self.list().await,
            _ => self.look().await,
        }
    }

    /// A put tells the truth and changes nothing but its own name, which it never overwrites.
    async fn put(&self, (key, bytes): Object) {
        let mut before = files(self.root());
        let put = self.folder.put_new(&key, &bytes).await;
        let there = before.get(&key.to_string()).cloned();
        match &put {
            Ok(Put::Created) => {
                assert_eq!(there, None, "{key} was overwritten");
                before.insert(key.to_string(), bytes);
            }
            Ok(Put::Same) => assert_eq!(there, Some(bytes), "{key}"),
            Ok(Put::Different) => assert!(there.is_some_and(|there| there != bytes), "{key}"),
            Err(error) => self.assert_elsewhere(&key, error),
        }
        assert!(files(self.root()) == before, "{key}: {put:?}");
    }

    /// What is read is what lies there, and room that was made is not.
    async fn get(&self, (key, bytes): Object) {
        let there = files(self.root()).remove(&key.to_string());
        match self.folder.get(&key, None).await {
            Ok(got) => {
                assert_eq!(got, there, "{key}");
                // Whole, or cut short, which its hash or signature tells.
                assert!(got.is_none_or(|got| bytes.starts_with(&got)), "{key}");
            }
            Err(error) => self.assert_elsewhere(&key, &error),
        }
    }

    /// The store fails only where the drive keeps the object elsewhere.
    fn assert_elsewhere(&self, key: &Key, error: &RemoteError) {
        let files = files(self.root());
        let name = key.to_string();
        let leaf = name.rsplit('/').next().unwrap_or_default();
        let is_blank = files
            .get(&name)
            .is_some_and(|bytes| bytes.iter().all(|byte| *byte == 0));
        let has_stand_in = files.keys().any(|other| {
            other.contains(leaf) && (other.ends_with(".icloud") || other.ends_with(".nextcloud"))
        });
        assert!(is_blank || has_stand_in, "{key}: {error}");
        assert!(
            matches!(error, RemoteError::Failed(text) if text.contains("not on this computer"))
        );
    }

    /// A listing is what lies there, ours apart from what is foreign.
    async fn list(&self) {
        let prefix = Prefix::Space(space(0));
        let (mut ours, mut foreign) = (BTreeMap::new(), Vec::new());
        let mut cursor = None;
        loop {
            let page = self
                .folder
                .list(&prefix, cursor.as_ref())
                .await
                .expect("a page");
            ours.extend(page.entries.iter().map(|entry| (entry.key, entry.size)));
            foreign.extend(page.foreign);
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        let mut there = files(self.root());
        there.retain(|name, _| name.starts_with(&prefix.to_string()));
        let (mut expected, mut others) = (BTreeMap::new(), Vec::new());
        for (name, bytes) in there {
            match name.parse::<Key>() {
                Ok(key) => drop(expected.insert(key, bytes.len() as u64)),
                Err(_) => others.push(name),
            }
        }
        assert_eq!(ours, expected);
        assert_eq!(foreign, others);
    }

    /// No change of a name or a size of a head stays unseen.
    async fn look(&mut self) {
        let now = self
            .folder
            .changes(self.cursor.as_ref(), Duration::ZERO)
            .await;
        let now = now.expect("a look");
        let seen = self.visible();
        assert!(now.changed || self.seen == seen);
        self.cursor = Some(now.cursor);
        self.seen = seen;
    }

    fn visible(&self) -> Vec<(String, usize)> {
        let mut found = Vec::new();
        for (name, bytes) in files(self.root()) {
            match name.parse::<Key>() {
                Ok(Key::Head { .. } | Key::Join { .. } | Key::Link { .. }) => {
                    found.push((name, bytes.len()));
                }
                Ok(Key::Blob { .. }) | Err(_) => {}
                Ok(_) => found.push((name, 0)),
            }
        }
        found
    }

    /// After the storm: each owner puts right what is missing or torn, and then all is there.
    async fn heal(&mut self) {
        self.drive.settle();
        for (key, bytes) in &self.objects {
            let is_whole = matches!(
                self.folder.get(key, None).await,
                Ok(Some(there)) if there == *bytes
            );
            if !is_whole {
                self.folder.delete(&[*key]).await.expect("removed");
                assert_eq!(
                    self.folder.put_new(key, bytes).await,
                    Ok(Put::Created),
                    "{key}"
                );
            }
        }
        for (key, bytes) in &self.objects {
            assert_eq!(
                self.folder.get(key, None).await.as_ref(),
                Ok(&Some(bytes.clone()))
            );
        }
        let files = files(self.root());
        for (name, bytes) in &self.drive.made {
            assert_eq!(files.get(name), Some(bytes), "{name} is the drive's own");
        }
    }
}

async fn storm(seeds: std::ops::Range<u64>) {
    for seed in seeds {
        println!("seed {seed}");
        let mut table = Table::new(seed).await;
        for _ in 0..100 {
            for _ in 0..table.dice.below(4) {
                table.drive.act();
            }
            table.step().await;
        }
        table.heal().await;
    }
}

#[tokio::test]
async fn storms_do_no_harm_1() {
    storm(0..5).await;
}

#[tokio::test]
async fn storms_do_no_harm_2() {
    storm(5..10).await;
}

#[tokio::test]
async fn storms_do_no_harm_3() {
    storm(10..15).await;
}
