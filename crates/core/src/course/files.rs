//! A course as files: reading a folder, and the rules for paths.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::CourseFiles;
use super::markup::links::is_picture;
use crate::{Code, Error, Result};

/// The largest file of a course.
pub const LARGEST_FILE: u64 = 32 << 20;
/// The most that all files of a course hold together.
pub const LARGEST_SUM: u64 = 512 << 20;
/// The most files a course has.
pub const MOST_FILES: usize = 10_000;
const DEEPEST_FOLDER: usize = 16;

/// Reads the files of a course's folder that a course can use: TOML, Markdown and pictures.
/// What starts with a dot is skipped.
///
/// # Errors
/// `not_found` when there is no such folder, `bad_package` when it holds a link that leaves it,
/// a name that is not UTF-8, or more than a course may.
pub fn from_folder(folder: &Path) -> Result<CourseFiles> {
    read_folder(folder, &|path| {
        path.ends_with(".toml") || path.ends_with(".md") || is_picture(path)
    })
}

/// Reads the files of a folder whose paths are wanted.
pub(crate) fn read_folder(folder: &Path, wanted: &dyn Fn(&str) -> bool) -> Result<CourseFiles> {
    let root = fs::canonicalize(folder).map_err(|error| Error::file("open", folder, &error))?;
    let mut reading = Reading {
        root: &root,
        wanted,
        files: CourseFiles::new(),
        sum: 0,
    };
    reading.folder(&root, "", 0)?;
    Ok(reading.files)
}

struct Reading<'a> {
    root: &'a Path,
    wanted: &'a dyn Fn(&str) -> bool,
    files: CourseFiles,
    sum: u64,
}

impl Reading<'_> {
    fn folder(&mut self, folder: &Path, prefix: &str, depth: usize) -> Result<()> {
        let failed = |error: std::io::Error| Error::file("read", folder, &error);
        if depth > DEEPEST_FOLDER {
            return Err(refuse(prefix, "is nested too deeply"));
        }
        let entries: std::io::Result<Vec<_>> = fs::read_dir(folder).map_err(failed)?.collect();
        for entry in entries.map_err(failed)? {
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                return Err(refuse(
                    &name.to_string_lossy(),
                    "has a name that is not UTF-8",
                ));
            };
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{prefix}{name}");
            let place = self.follow(entry.path(), &path)?;
            let found =
                fs::metadata(&place).map_err(|error| Error::file("read", &place, &error))?;
            if found.is_dir() {
                self.folder(&place, &format!("{path}/"), depth + 1)?;
            } else if (self.wanted)(&path) {
                self.file(&place, path, found.len())?;
            }
        }
        Ok(())
    }

    /// Follows a symbolic link, if it stays in the folder.
    fn follow(&self, place: PathBuf, path: &str) -> Result<PathBuf> {
        if !place.is_symlink() {
            return Ok(place);
        }
        let target =
            fs::canonicalize(&place).map_err(|error| Error::file("follow", &place, &error))?;
        if target.starts_with(self.root) {
            return Ok(target);
        }
        Err(refuse(path, "is a link that leaves the folder"))
    }

    fn file(&mut self, place: &Path, path: String, length: u64) -> Result<()> {
        self.sum += length;
        if length > LARGEST_FILE {
            return Err(refuse(&path, "is larger than 32 MiB"));
        }
        if self.sum > LARGEST_SUM {
            return Err(refuse(&path, "would bring the course to more than 512 MiB"));
        }
        if self.files.len() >= MOST_FILES {
            return Err(refuse(&path, "would be more than 10,000 files"));
        }
        if let Err(reason) = safe_path(&path) {
            return Err(refuse(&path, reason));
        }
        let bytes = fs::read(place).map_err(|error| Error::file("read", place, &error))?;
        self.files.insert(path, bytes);
        Ok(())
    }
}

fn refuse(path: &str, reason: &str) -> Error {
    let path = path.escape_debug().to_string();
    Error::new(
        Code::BadPackage,
        format!("This folder cannot be read as a course: {path} {reason}."),
    )
    .with("file", path)
}

/// Writes files into a folder that does not exist or is empty.
///
/// # Errors
/// `invalid_input` when the folder holds something, else when it cannot be written.
pub fn to_folder(files: &CourseFiles, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|error| Error::file("create", folder, &error))?;
    let mut entries = fs::read_dir(folder).map_err(|error| Error::file("read", folder, &error))?;
    if entries.next().is_some() {
        let message = format!("{} is not empty. Choose a new folder.", folder.display());
        return Err(Error::invalid(message).with("path", folder.display()));
    }
    for (path, bytes) in files {
        if let Err(reason) = safe_path(path) {
            return Err(refuse(path, reason));
        }
        let place = folder.join(path);
        let parent = place.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| Error::file("create", parent, &error))?;
        fs::write(&place, bytes).map_err(|error| Error::file("write", &place, &error))?;
    }
    Ok(())
}

/// Whether a path may stand in a course; if not, why.
pub(crate) fn safe_path(path: &str) -> Result<(), &'static str> {
    if path.is_empty() {
        return Err("has no name");
    }
    if path.len() > 400 {
        return Err("has a name that is too long");
    }
    if path.chars().any(char::is_control) {
        return Err("has a control character in its name");
    }
    if path.contains('\\') {
        return Err("has a backslash in its name");
    }
    if path.contains(':') {
        return Err("has a colon in its name");
    }
    if path.starts_with('/') {
        return Err("has an absolute path");
    }
    if path.split('/').any(|part| part == "..") {
        return Err("leads out of the package");
    }
    if path.split('/').any(|part| part.is_empty() || part == ".") {
        return Err("has an empty part in its path");
    }
    Ok(())
}

/// The path that a relative address means, seen from a page; `None` if it leaves the course.
pub(crate) fn join(page: &str, address: &str) -> Option<String> {
    let mut parts: Vec<String> = match page.rsplit_once('/') {
        Some((folder, _)) if !address.starts_with('/') => {
            folder.split('/').map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(percent_decode(part)),
        }
    }
    Some(parts.join("/"))
}

fn percent_decode(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = hex
            .filter(|_| first == b'%')
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| part.to_owned())
}

/// Orders names by their leading number, then by the rest: `2-b` before `10-a`.
pub(crate) fn natural(a: &str, b: &str) -> Ordering {
    let number = |name: &str| {
        let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        name[..digits].parse::<u64>().ok()
    };
    match (number(a), number(b)) {
        (Some(x), Some(y)) => x.cmp(&y).then_with(|| a.cmp(b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.cmp(b),
    }
}

/// Paths that are the same on a file system that does not tell capital letters apart.
pub(crate) fn same_but_case<'p>(paths: impl Iterator<Item = &'p str>) -> Option<String> {
    let mut seen = BTreeSet::new();
    paths
        .map(str::to_owned)
        .find(|path| !seen.insert(path.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_order_as_numbers() {
        let mut names = vec!["b", "10-x", "2-y", "02-a", "a", "1"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["1", "02-a", "2-y", "10-x", "a", "b"]);
    }

    #[test]
    fn addresses_stay_in_the_course() {
        assert_eq!(
            join("m/l.md", "../fig/a%20b.png").as_deref(),
            Some("fig/a b.png")
        );
        assert_eq!(join("m/l.md", "./x.md").as_deref(), Some("m/x.md"));
        assert_eq!(join("m/l.md", "../../x.md"), None);
        assert_eq!(join("l.md", "a%zz/%ff").as_deref(), Some("a%zz/%ff"));
    }

    #[test]
    fn paths_that_do_harm_are_refused() {
        for bad in [
            "", "/a", "a/../b", "..", "a\\b", "C:x", "a\0b", "a//b", "a/./b", "a/",
        ] {
            assert!(safe_path(bad).is_err(), "{bad:?}");
        }
        assert!(safe_path("modul 1/größe.md").is_ok());
    }

    #[test]
    fn a_folder_is_read_without_hidden_files_and_foreign_links() {
        let folder = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("m/.git")).unwrap();
        for path in [
            "course.toml",
            "m/a.md",
            "m/.hidden.md",
            "m/.git/x.md",
            "m/notes.docx",
        ] {
            fs::write(folder.path().join(path), path).unwrap();
        }
        let files = from_folder(folder.path()).unwrap();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["course.toml", "m/a.md"]);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path().join("m/a.md"), folder.path().join("b.md"))
                .unwrap();
            assert_eq!(from_folder(folder.path()).unwrap()["b.md"], b"m/a.md");
            std::os::unix::fs::symlink(outside.path(), folder.path().join("out")).unwrap();
            let error = from_folder(folder.path()).unwrap_err();
            assert_eq!(error.code, Code::BadPackage);
            assert!(
                error
                    .message
                    .contains("out is a link that leaves the folder"),
                "{error}"
            );
        }
    }
}
