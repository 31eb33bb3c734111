//! One sync engine a data folder.
//!
//! **Context.** The app, its background task and the command line may all be asked to sync one data
//! folder. Two engines would number two different segments alike.
//!
//! **Design.** An exclusive lock of the operating system on `sync.lock`, which the kernel lets go of
//! when its holder ends, however it ends; a file that merely exists means nothing. `sync.holder`
//! beside it says who holds the lock, for people: it is a file of its own because on Windows nobody
//! else can read a locked one. The standard library has locks since Rust 1.89 (flock on Unix,
//! `LockFileEx` on Windows), so no crate is needed.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// What is locked.
const LOCK: &str = "sync.lock";
/// Who holds the lock: a process id in digits.
const HOLDER: &str = "sync.holder";

/// Why syncing a data folder can't begin.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Somebody else is syncing it.
    #[error("another process is syncing this data folder{}", of(*process))]
    Held {
        /// Its id, where it could be read.
        process: Option<u32>,
    },
    /// The lock can't be asked for.
    #[error("the lock {path} can't be taken: {source}")]
    Failed {
        /// The lock's file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

fn of(process: Option<u32>) -> String {
    process.map_or_else(String::new, |process| format!(" (process {process})"))
}

/// The right to sync a data folder; let go of when dropped, or when the process ends.
#[derive(Debug)]
pub struct SyncLock {
    // Closing the file unlocks it.
    _file: File,
    holder: PathBuf,
}

impl SyncLock {
    /// Takes the lock of a data folder, without waiting for it.
    ///
    /// # Errors
    ///
    /// [`LockError::Held`] when somebody else has it, also in this process; [`LockError::Failed`]
    /// when the folder can't be written or its file system has no locks.
    pub fn take(data_folder: &Path) -> Result<Self, LockError> {
        let path = data_folder.join(LOCK);
        let holder = data_folder.join(HOLDER);
        let failed = |source| LockError::Failed {
            path: path.clone(),
            source,
        };
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {
                // Only for people: the lock is what counts.
                let _ = fs::write(&holder, std::process::id().to_string());
                Ok(Self {
                    _file: file,
                    holder,
                })
            }
            Err(TryLockError::WouldBlock) => Err(LockError::Held {
                process: read_holder(&holder),
            }),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }
}

impl Drop for SyncLock {
    fn drop(&mut self) {
        // The lock's own file stays: removing it would let two others lock two files of one name.
        let _ = fs::remove_file(&self.holder);
    }
}

fn read_holder(path: &Path) -> Option<u32> {
    fs::read_to_string(path).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_engine_is_told_who_syncs() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = SyncLock::take(folder.path()).expect("free");
        match SyncLock::take(folder.path()) {
            Err(error @ LockError::Held { process }) => {
                assert_eq!(process, Some(std::process::id()));
                let text = error.to_string();
                assert!(text.contains(&std::process::id().to_string()), "{text}");
            }
            other => panic!("{other:?}"),
        }
        drop(first);
        let second = SyncLock::take(folder.path()).expect("free again");
        assert!(folder.path().join(LOCK).exists());
        drop(second);
        assert!(!folder.path().join(HOLDER).exists());
    }

    #[test]
    fn what_a_killed_process_left_holds_nobody_up() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(LOCK), "").expect("a file");
        fs::write(folder.path().join(HOLDER), "4000000").expect("a file");
        let _lock = SyncLock::take(folder.path()).expect("nobody holds it");
        let told = SyncLock::take(folder.path());
        assert!(
            matches!(told, Err(LockError::Held { process }) if process == Some(std::process::id()))
        );
    }

    #[test]
    fn a_holder_that_can_not_be_read_is_not_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let _lock = SyncLock::take(folder.path()).expect("free");
        fs::write(folder.path().join(HOLDER), "half a wor").expect("a file");
        match SyncLock::take(folder.path()) {
            Err(LockError::Held { process: None }) => {}
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let missing = folder.path().join("gone");
        let error = SyncLock::take(&missing).expect_err("no folder");
        assert!(error.to_string().contains("gone"), "{error}");
    }
}
