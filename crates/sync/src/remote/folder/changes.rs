//! A cheap look whether anything changed: a hash over the names in the folder.
//!
//! Names say almost everything, as objects are immutable. Of heads, requests and links also size
//! and date count: a drive may show a name first and its content later. Pieces of attachments are
//! many and never come alone, so for them the dates of their folders are enough.

use std::fmt::Write;
use std::time::SystemTime;

use colloquy_protocol::{Hash, SpaceId};

use crate::remote::RemoteError;

use super::{Root, VERSION, list};

/// A text that changes when something in the store does.
pub(super) fn fingerprint(root: &Root) -> Result<String, RemoteError> {
    let mut look = Look {
        root,
        seen: String::new(),
    };
    let top = format!("{VERSION}/");
    if root.parents(&top)? {
        for space in look.folders(&top)? {
            let id = space[top.len()..].trim_end_matches('/');
            if id.parse::<SpaceId>().is_ok() {
                look.space(&space)?;
            }
        }
    }
    Ok(Hash::of(look.seen.as_bytes()).to_string())
}

struct Look<'call> {
    root: &'call Root,
    seen: String,
}

impl Look<'_> {
    fn space(&mut self, space: &str) -> Result<(), RemoteError> {
        self.names(space)?;
        for kind in ["heads/", "join/", "link/"] {
            let folder = format!("{space}{kind}");
            for name in self.names(&folder)? {
                self.date(&name)?;
            }
        }
        for author in self.folders(&format!("{space}gov/"))? {
            self.names(&author)?;
        }
        for device in self.folders(&format!("{space}dev/"))? {
            self.names(&format!("{device}s/"))?;
            self.names(&format!("{device}c/"))?;
        }
        for pieces in self.folders(&format!("{space}blob/"))? {
            self.date(&pieces)?;
        }
        Ok(())
    }

    /// Notes the names in a folder and gives them.
    fn names(&mut self, folder: &str) -> Result<Vec<String>, RemoteError> {
        self.note(folder);
        // A link to a folder is not followed.
        let found = self.root.look(folder.trim_end_matches('/'))?;
        if !found.is_some_and(|found| found.is_dir()) {
            return Ok(Vec::new());
        }
        let names = list::names(self.root, folder)?;
        let names: Vec<String> = names
            .into_iter()
            .map(|(leaf, _)| format!("{folder}{leaf}"))
            .collect();
        for name in &names {
            self.note(&name[folder.len()..]);
        }
        Ok(names)
    }

    /// Notes the names in a folder and gives the folders among them.
    fn folders(&mut self, folder: &str) -> Result<Vec<String>, RemoteError> {
        let mut names = self.names(folder)?;
        names.retain(|name| name.ends_with('/'));
        Ok(names)
    }

    /// Notes size and date of a file, or the date of a folder.
    fn date(&mut self, name: &str) -> Result<(), RemoteError> {
        let Some(found) = self.root.look(name)? else {
            return Ok(());
        };
        let modified = found.modified().ok();
        let since = modified.and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok());
        let nanoseconds = since.map_or(0, |since| since.as_nanos());
        // Writing to a string can't fail.
        let _ = writeln!(self.seen, "{} {nanoseconds}", found.len());
        Ok(())
    }

    fn note(&mut self, name: &str) {
        self.seen.push_str(name);
        self.seen.push('\n');
    }
}
