//! Listing objects in the order of their names, and what lies between them.

use std::fs::{self, FileType};
use std::io::ErrorKind;

use colloquy_protocol::{DeviceTag, Key, SpaceId};

use crate::remote::{Cursor, Entry, Page, RemoteError, fault};

use super::{Root, VERSION};

/// Names on a page, ours and foreign.
const PAGE: usize = 1000;

/// One page of what lies below a prefix, after a name.
pub(super) fn page(root: &Root, prefix: &str, after: Option<&str>) -> Result<Page, RemoteError> {
    let mut walk = Walk {
        root,
        after: after.unwrap_or_default(),
        last: String::new(),
        page: Page::default(),
    };
    if root.parents(prefix)? {
        walk.folder(prefix)?;
    }
    Ok(walk.page)
}

/// The spaces that lie in the folder.
pub(super) fn spaces(root: &Root) -> Result<Vec<SpaceId>, RemoteError> {
    let below = format!("{VERSION}/");
    if !root.parents(&below)? {
        return Ok(Vec::new());
    }
    let names = names(root, &below)?;
    let folders = names
        .into_iter()
        .filter(|(_, kind)| kind.is_some_and(|kind| kind.is_dir()));
    Ok(folders
        .filter_map(|(name, _)| name.trim_end_matches('/').parse().ok())
        .collect())
}

struct Walk<'call> {
    root: &'call Root,
    after: &'call str,
    last: String,
    page: Page,
}

impl Walk<'_> {
    /// Visits a folder; `false` when the page is full.
    fn folder(&mut self, folder: &str) -> Result<bool, RemoteError> {
        for (leaf, kind) in names(self.root, folder)? {
            let name = format!("{folder}{leaf}");
            let goes_on = match kind {
                Some(kind) if kind.is_dir() && holds_ours(&name) => {
                    let is_past = name.as_str() > self.after || self.after.starts_with(&name);
                    !is_past || self.folder(&name)?
                }
                Some(kind) if kind.is_file() => self.file(name)?,
                _ => self.add(name, |page, name| page.foreign.push(name)),
            };
            if !goes_on {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn file(&mut self, name: String) -> Result<bool, RemoteError> {
        let Ok(key) = name.parse::<Key>() else {
            return Ok(self.add(name, |page, name| page.foreign.push(name)));
        };
        if name.as_str() <= self.after {
            return Ok(true);
        }
        // It may have gone since its name was read.
        let Some(found) = self.root.look(&name)? else {
            return Ok(true);
        };
        let size = found.len();
        Ok(self.add(name, |page, _| page.entries.push(Entry { key, size })))
    }

    /// Puts a name on the page if there is room.
    fn add(&mut self, name: String, put: impl FnOnce(&mut Page, String)) -> bool {
        if name.as_str() <= self.after {
            return true;
        }
        if self.page.entries.len() + self.page.foreign.len() == PAGE {
            self.page.next = Some(Cursor(std::mem::take(&mut self.last)));
            return false;
        }
        self.last.clone_from(&name);
        put(&mut self.page, name);
        true
    }
}

/// What lies in a folder, in the order of names, folders with `/` at their end. A name that is not
/// Unicode has no kind: it can only be reported. A folder that is not there is empty.
pub(super) fn names(
    root: &Root,
    folder: &str,
) -> Result<Vec<(String, Option<FileType>)>, RemoteError> {
    let at = |error: &std::io::Error| fault::of_io(error, &root.place(folder));
    let entries = match fs::read_dir(root.join(folder)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            // Or the whole store went away.
            return root.check().map(|()| Vec::new());
        }
        Err(error) => return Err(at(&error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| at(&error))?;
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(at(&error)),
        };
        let name = entry.file_name();
        let end = if kind.is_dir() { "/" } else { "" };
        names.push(match name.to_str() {
            Some(name) => ([name, end].concat(), Some(kind)),
            None => (format!("{}{end}", name.to_string_lossy()), None),
        });
    }
    names.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    Ok(names)
}

/// Whether objects of ours can lie directly or further down in a folder, by its name with `/` at
/// its end.
pub(super) fn holds_ours(folder: &str) -> bool {
    let parts: Vec<&str> = folder.trim_end_matches('/').split('/').collect();
    let is_space = |text: &str| text.parse::<SpaceId>().is_ok();
    let is_tag = |text: &str| text.parse::<DeviceTag>().is_ok();
    let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    match parts.as_slice() {
        [version] => *version == VERSION,
        [_, space] => is_space(space),
        [_, _, kind] => matches!(*kind, "gov" | "heads" | "dev" | "blob" | "join" | "link"),
        [_, _, "gov" | "dev", tag] => is_tag(tag),
        [_, _, "blob", start] => start.len() == 2 && start.bytes().all(is_hex),
        [_, _, "dev", _, kind] => matches!(*kind, "s" | "c"),
        _ => false,
    }
}
