//! A folder as a store: one that a cloud drive shares, a USB stick, a network drive.
//!
//! **Context.** Others are at work in it: drives that copy, truncate, delay, rename and remove, sticks
//! that are pulled out, programs that leave their own files, and perhaps somebody who lays traps.
//!
//! **Design.** A key is a path below the folder: only digits, lower-case letters, `-` and `.`, so it
//! is safe on every file system, also those that do not tell `A` from `a`. `OpenDAL` 0.59 moves the
//! bytes. What it does not do is done here, with the standard library:
//! - **Never overwrite.** Its atomic write renames over whatever is there. So it writes to
//!   `v1/.staging/`, with fsync of the file, and `publish` moves that to its name in a way that
//!   fails when the name is taken, then makes the folder durable too (`put`, `staging`).
//! - **Never leave the folder.** It follows symbolic links and creates a folder that is gone, such
//!   as the place where a stick was. Every path is looked at first (`plain`).
//! - **Listings in the order of names**, in pages, with what is foreign (`list`), and a cheap look
//!   whether anything changed (`changes`).
//!
//! Folders that became empty stay: a drive that removes one may take along what another machine has
//! just put there.

mod changes;
mod delete;
mod get;
mod list;
mod plain;
mod put;
mod staging;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use colloquy_protocol::bundle::MAX_OBJECT;
use colloquy_protocol::{Key, Prefix, SpaceId};
use opendal::Operator;
use opendal::services::Fs;

use super::disk::blocking;
use super::{Capabilities, Changes, Cursor, Page, Put, Remote, RemoteError, Spaces, fault};

/// No object of ours is larger, bytes; a file that is was put there by somebody else.
const LARGEST_OBJECT: u64 = MAX_OBJECT as u64;

/// The folder in the store that holds everything of this version.
const VERSION: &str = "v1";

/// A folder as a store. Clones share one.
#[derive(Clone)]
pub struct Folder {
    inner: Arc<Inner>,
}

struct Inner {
    operator: Operator,
    root: Root,
    /// Whether what killed writers left was looked for.
    swept: AtomicBool,
}

/// The folder's place, for the work that is done without `OpenDAL`.
#[derive(Debug, Clone)]
struct Root {
    /// Without links in it; on Windows in a form that knows no limit of 260 characters.
    resolved: PathBuf,
    /// As it was chosen: for messages.
    path: PathBuf,
    /// Tells file systems apart, where the system numbers them: what stands at a mount point
    /// after the stick is gone is another one.
    device: Option<u64>,
}

impl Folder {
    /// Opens an existing folder. It is never created: where it is missing, a stick is not plugged in
    /// or a drive is not signed in, and what would be created is not the store.
    ///
    /// # Errors
    ///
    /// [`RemoteError::Unreachable`] when it is not there, [`RemoteError::Refused`] when it may not
    /// be looked into.
    pub async fn open(path: &Path) -> Result<Self, RemoteError> {
        let path = path.to_path_buf();
        blocking(move || {
            let root = Root::find(&path)?;
            let text = root.resolved.to_str().ok_or_else(|| {
                RemoteError::Failed(format!("{}: the path is not Unicode", path.display()))
            })?;
            let operator = Operator::new(Fs::default().root(text))
                .map_err(|error| fault::of_opendal(&error, text))?;
            Ok(Self {
                inner: Arc::new(Inner {
                    operator,
                    root,
                    swept: AtomicBool::new(false),
                }),
            })
        })
        .await
    }

    /// Where it is, as it was chosen.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.inner.root.path
    }

    /// Does work that waits for the file system where waiting harms nobody.
    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Root) -> Result<T, RemoteError> + Send + 'static,
    ) -> Result<T, RemoteError> {
        let inner = Arc::clone(&self.inner);
        blocking(move || work(&inner.root)).await
    }
}

impl fmt::Debug for Folder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Folder({})", self.path().display())
    }
}

impl Remote for Folder {
    async fn put_new(&self, key: &Key, bytes: &[u8]) -> Result<Put, RemoteError> {
        put::put_new(self, key, bytes).await
    }

    async fn get(
        &self,
        key: &Key,
        range: Option<Range<u64>>,
    ) -> Result<Option<Vec<u8>>, RemoteError> {
        get::get(self, key, range).await
    }

    async fn list(&self, prefix: &Prefix, cursor: Option<&Cursor>) -> Result<Page, RemoteError> {
        let prefix = prefix.to_string();
        let after = cursor.map(|cursor| cursor.0.clone());
        self.off_thread(move |root| list::page(root, &prefix, after.as_deref()))
            .await
    }

    async fn changes(
        &self,
        cursor: Option<&Cursor>,
        _wait: Duration,
    ) -> Result<Changes, RemoteError> {
        let now = Cursor(self.off_thread(changes::fingerprint).await?);
        Ok(Changes {
            changed: cursor != Some(&now),
            cursor: now,
        })
    }

    async fn delete(&self, keys: &[Key]) -> Result<(), RemoteError> {
        delete::delete(self, keys).await
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            waits: false,
            largest_object: Some(LARGEST_OBJECT),
        }
    }
}

impl Spaces for Folder {
    async fn spaces(&self) -> Result<Vec<SpaceId>, RemoteError> {
        let mut spaces = self.off_thread(list::spaces).await?;
        spaces.retain(|space| *space != super::PROBE_SPACE);
        Ok(spaces)
    }
}
