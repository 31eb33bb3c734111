//! Reading an object.
//!
//! A file that a drive is still bringing can be missing under its name, short, growing or full of
//! zeros. Those are told apart from data; a file that is whole by its size but altered is given as
//! it is: its hash or signature tells. What is wrong with one file is [`RemoteError::Failed`], as
//! long as the folder itself is there: the other objects can still be read.

use std::ops::Range;
use std::time::SystemTime;

use colloquy_protocol::{Hash, Key};

use crate::remote::memory::within;
use crate::remote::{RemoteError, fault};

use super::{Folder, LARGEST_OBJECT, Root};

/// What a file looked like at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    length: u64,
    /// Only compared with another look.
    modified: Option<SystemTime>,
}

pub(super) async fn get(
    folder: &Folder,
    key: &Key,
    range: Option<Range<u64>>,
) -> Result<Option<Vec<u8>>, RemoteError> {
    let name = key.to_string();
    let look = {
        let name = name.clone();
        move |root: &Root| look(root, &name)
    };
    let Some(before) = folder.off_thread(look.clone()).await? else {
        return Ok(None);
    };
    let length = usize::try_from(before.length).unwrap_or(usize::MAX);
    let wanted = within(range, length);
    let bytes = read(folder, &name, wanted.clone()).await?;
    if key.hash() == Some(Hash::of(&bytes)) {
        return Ok(Some(bytes));
    }
    let after = folder.off_thread(look).await?;
    if after != Some(before) || bytes.len() != wanted.len() {
        // Somebody is writing it, or the drive is filling it in.
        return Err(changing(&folder.inner.root, &name));
    }
    // Every object of ours begins with the letters of its format, so zeros alone are room that was
    // made for one. Part of an object may well be zeros; then all of it is looked at.
    if is_blank(&bytes)
        && (bytes.len() == length || is_blank(&read(folder, &name, 0..length).await?))
    {
        return Err(fault::elsewhere(&folder.inner.root.place(&name)));
    }
    Ok(Some(bytes))
}

/// Bytes, at least one, that are all zero.
fn is_blank(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|byte| *byte == 0)
}

async fn read(folder: &Folder, name: &str, part: Range<usize>) -> Result<Vec<u8>, RemoteError> {
    if part.is_empty() {
        return Ok(Vec::new());
    }
    let part = part.start as u64..part.end as u64;
    let root = &folder.inner.root;
    let error = match folder.inner.operator.read_with(name).range(part).await {
        Ok(bytes) => return Ok(bytes.to_vec()),
        Err(error) => error,
    };
    // It became shorter, or went away, since it was looked at.
    if matches!(
        error.kind(),
        opendal::ErrorKind::RangeNotSatisfied | opendal::ErrorKind::NotFound
    ) {
        return Err(changing(root, name));
    }
    let error = fault::of_opendal(&error, &root.place(name));
    folder.off_thread(Root::check).await?;
    Err(match error {
        RemoteError::Unreachable(text) => RemoteError::Failed(text),
        RemoteError::Busy { .. } => root.trouble(name, "in use by another program"),
        other => other,
    })
}

fn changing(root: &Root, name: &str) -> RemoteError {
    root.trouble(name, "it is being written at this moment")
}

/// Looks at an object's file; `None` when there is none.
fn look(root: &Root, name: &str) -> Result<Option<Look>, RemoteError> {
    if !root.parents(name)? {
        return Ok(None);
    }
    let Some(found) = root.look(name)? else {
        return if has_placeholder(root, name)? {
            Err(fault::elsewhere(&root.place(name)))
        } else {
            Ok(None)
        };
    };
    if !found.is_file() {
        return Err(root.trouble(name, "not a file"));
    }
    if found.len() > LARGEST_OBJECT {
        return Err(root.trouble(name, "larger than any object of ours"));
    }
    Ok(Some(Look {
        length: found.len(),
        modified: found.modified().ok(),
    }))
}

/// Whether a drive's stand-in lies beside the place of a file: iCloud (up to macOS 13), Nextcloud,
/// ownCloud.
fn has_placeholder(root: &Root, name: &str) -> Result<bool, RemoteError> {
    let (above, leaf) = name.rsplit_once('/').unwrap_or(("", name));
    for stand_in in [
        format!("{above}/.{leaf}.icloud"),
        format!("{name}.nextcloud"),
        format!("{name}.owncloud"),
    ] {
        if root.look(&stand_in)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
