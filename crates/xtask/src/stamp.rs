//! Stamps: a small file that says what something was made from, so that it is made again only after
//! a change.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A hash of one file's bytes. It is compared on one machine only, so std's hasher will do.
pub fn of_file(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(of_bytes(&bytes))
}

/// A hash of everything in a folder (names and bytes), without the entries named in `skip` at any
/// depth. A folder that doesn't exist has a hash too: that of an empty one.
pub fn of_folder(folder: &Path, skip: &[&str]) -> Result<String> {
    let mut files = BTreeMap::new();
    collect(folder, "", skip, &mut files)?;
    let mut hasher = DefaultHasher::new();
    for (name, path) in &files {
        name.hash(&mut hasher);
        of_file(path)?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Whether the stamp at `path` says `expected`.
pub fn matches(path: &Path, expected: &str) -> bool {
    std::fs::read_to_string(path).is_ok_and(|found| found.trim() == expected)
}

/// Writes a stamp, making its folder if needed.
pub fn write(path: &Path, stamp: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    std::fs::write(path, format!("{stamp}\n"))
        .with_context(|| format!("cannot write {}", path.display()))
}

fn of_bytes(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn collect(
    folder: &Path,
    prefix: &str,
    skip: &[&str],
    files: &mut BTreeMap<String, PathBuf>,
) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot list {}", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if skip.contains(&name.as_str()) {
            continue;
        }
        let relative = format!("{prefix}/{name}");
        let kind = entry
            .file_type()
            .with_context(|| format!("cannot look at {}", entry.path().display()))?;
        if kind.is_dir() {
            collect(&entry.path(), &relative, skip, files)?;
        } else if kind.is_file() {
            files.insert(relative, entry.path());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use xshell::Shell;

    use super::*;

    #[test]
    fn a_stamp_changes_with_names_and_bytes_and_with_nothing_else() {
        let shell = Shell::new().unwrap();
        let dir = shell.create_temp_dir().unwrap();
        let file = |name: &str, text: &str| shell.write_file(dir.path().join(name), text).unwrap();
        let now = || of_folder(dir.path(), &["node_modules"]).unwrap();

        let empty = now();
        assert_eq!(empty, of_folder(&dir.path().join("absent"), &[]).unwrap());
        file("src/a.ts", "1");
        let one = now();
        assert_ne!(one, empty);
        file("src/node_modules/x.js", "not looked at");
        assert_eq!(now(), one);
        file("src/a.ts", "2");
        assert_ne!(now(), one);
        file("src/a.ts", "1");
        assert_eq!(now(), one);
        shell.remove_path(dir.path().join("src/a.ts")).unwrap();
        file("src/b.ts", "1");
        assert_ne!(now(), one);
    }

    #[test]
    fn a_written_stamp_matches_only_itself() {
        let shell = Shell::new().unwrap();
        let dir = shell.create_temp_dir().unwrap();
        let path = dir.path().join("deep/.stamp");
        assert!(!matches(&path, "abc"));
        write(&path, "abc").unwrap();
        assert!(matches(&path, "abc"));
        assert!(!matches(&path, "abd"));
    }
}
