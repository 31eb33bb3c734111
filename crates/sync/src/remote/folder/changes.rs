//! A cheap look whether anything changed: a hash over the names in the folder.
//!
//! Names say almost everything, as objects are immutable. Of heads, requests and links also size
//! and date count: a drive may show a name first and its content later. Pieces of attachments are
//! many and never come alone, so for them the dates of their folders are enough.

use std::fmt::Write;
use std::time::SystemTime;

use colloquy_protocol::Hash;

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
        look.folder(&top)?;
    }
    Ok(Hash::of(look.seen.as_bytes()).to_string())
}

struct Look<'call> {
    root: &'call Root,
    seen: String,
}

impl Look<'_> {
    /// Notes what lies in a folder and below it.
    fn folder(&mut self, folder: &str) -> Result<(), RemoteError> {
        let has_dates = ["/heads/", "/join/", "/link/"]
            .iter()
            .any(|kind| folder.ends_with(kind));
        for (leaf, kind) in list::names(self.root, folder)? {
            self.seen.push_str(&leaf);
            self.seen.push('\n');
            let is_folder = kind.is_some_and(|kind| kind.is_dir());
            if !is_folder && !has_dates {
                continue;
            }
            let name = format!("{folder}{leaf}");
            if has_dates || folder.ends_with("/blob/") {
                self.date(&name)?;
            } else if list::holds_ours(&name) {
                self.folder(&name)?;
            }
        }
        Ok(())
    }

    /// Notes size and date of a file, or the date of a folder.
    fn date(&mut self, name: &str) -> Result<(), RemoteError> {
        let Some(found) = self.root.look(name.trim_end_matches('/'))? else {
            return Ok(());
        };
        let modified = found.modified().ok();
        let since = modified.and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok());
        let nanoseconds = since.map_or(0, |since| since.as_nanos());
        // Writing to a string can't fail.
        let _ = writeln!(self.seen, "{} {nanoseconds}", found.len());
        Ok(())
    }
}
