//! Storing an object: whole under its name, or not there at all.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::atomic::Ordering;

use colloquy_protocol::Key;
use tempfile::TempPath;

use crate::remote::disk::sync_folder;
use crate::remote::{Put, RemoteError, fault};

use super::{Folder, LARGEST_OBJECT, Root, get, staging};

/// How often the name may be taken and free again before we give up for now.
const TRIES: usize = 3;

pub(super) async fn put_new(folder: &Folder, key: &Key, bytes: &[u8]) -> Result<Put, RemoteError> {
    let name = key.to_string();
    if bytes.len() as u64 > LARGEST_OBJECT {
        let place = folder.inner.root.place(&name);
        return Err(RemoteError::Refused(format!(
            "{place}: an object of {} bytes, at most {LARGEST_OBJECT}",
            bytes.len()
        )));
    }
    for _ in 0..TRIES {
        if let Some(there) = get::get(folder, key, None).await? {
            return Ok(if there == bytes {
                Put::Same
            } else {
                Put::Different
            });
        }
        let staged = staging::write(folder, bytes).await?;
        let is_first = !folder.inner.swept.swap(true, Ordering::Relaxed);
        let name = name.clone();
        let publish = move |root: &Root| {
            if is_first {
                staging::sweep(root, &staged);
            }
            publish(root, &name, staged)
        };
        if folder.off_thread(publish).await? {
            return Ok(Put::Created);
        }
    }
    let root = &folder.inner.root;
    Err(root.trouble(&name, "it comes and goes at this moment"))
}

/// Moves a staged file to its name and makes that durable; `false` when the name is taken.
fn publish(root: &Root, name: &str, staged: TempPath) -> Result<bool, RemoteError> {
    root.make_parents(name)?;
    let target = root.join(name);
    let staged = match staged.persist_noclobber(&target) {
        Ok(()) => return settle(root, name).map(|()| true),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => error.path,
    };
    rename_if_free(root, name, &staged)
}

/// The same for file systems of some sticks and network drives, which know neither a rename that
/// overwrites nothing nor links. Two writers of one name at one moment are then not told apart; our
/// names have one writer each, and a hash or a counter in them.
pub(super) fn rename_if_free(root: &Root, name: &str, staged: &Path) -> Result<bool, RemoteError> {
    if root.look(name)?.is_some() {
        return Ok(false);
    }
    match fs::rename(staged, root.join(name)) {
        Ok(()) => settle(root, name).map(|()| true),
        Err(error) => Err(fault::of_io(&error, &root.place(name))),
    }
}

/// Makes the new name durable.
fn settle(root: &Root, name: &str) -> Result<(), RemoteError> {
    match root.join(name).parent() {
        Some(above) => sync_folder(above).map_err(|error| fault::of_io(&error, &root.place(name))),
        None => Ok(()),
    }
}

impl Root {
    /// Makes the folders above a name, never the store's own.
    pub(super) fn make_parents(&self, name: &str) -> Result<(), RemoteError> {
        if self.parents(name)? {
            return Ok(());
        }
        for (at, _) in name.match_indices('/') {
            let path = self.join(&name[..at]);
            match fs::create_dir(&path) {
                Ok(()) => {
                    if let Some(above) = path.parent() {
                        sync_folder(above)
                            .map_err(|error| fault::of_io(&error, &self.place(&name[..at])))?;
                    }
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(fault::of_io(&error, &self.place(&name[..at]))),
            }
        }
        // Something that is no folder may have been in the way.
        match self.parents(name)? {
            true => Ok(()),
            false => Err(RemoteError::Busy { retry_after: None }),
        }
    }
}
