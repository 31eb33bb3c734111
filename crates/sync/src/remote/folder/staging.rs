//! Half-written files: where they lie until they are whole, and what becomes of those whose writer
//! was killed.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use opendal::ErrorKind;
use tempfile::TempPath;

use crate::remote::{RemoteError, fault};

use super::{Folder, Root};

/// In the same file system, so that moving a file out of it is one step. Below `v1/`, so that
/// somebody's folder gets one thing of ours only.
pub(super) const STAGING: &str = "v1/.staging/";

/// A staged file so much older than a new one was left by a writer that was killed.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// Names that are tried before giving up; another machine may use the same ones at the same time.
const TRIES: usize = 64;

static STAGED: AtomicU64 = AtomicU64::new(0);

/// Writes bytes to a new file in the staging folder, down to the disk. The file goes when the value
/// is dropped.
pub(super) async fn write(folder: &Folder, bytes: &[u8]) -> Result<TempPath, RemoteError> {
    let content = opendal::Buffer::from(bytes.to_vec());
    for _ in 0..TRIES {
        let name = format!(
            "{STAGING}~{}-{}.tmp",
            std::process::id(),
            STAGED.fetch_add(1, Ordering::Relaxed)
        );
        let place = folder.inner.root.place(&name);
        let prepared = folder
            .off_thread({
                let name = name.clone();
                move |root| prepare(root, &name)
            })
            .await?;
        let operator = &folder.inner.operator;
        match operator
            .write_with(&name, content.clone())
            .if_not_exists(true)
            .await
        {
            Ok(_) => return Ok(prepared),
            Err(error) if error.kind() == ErrorKind::ConditionNotMatch => {
                // Another machine's file: it is not ours to remove.
                forget(prepared);
            }
            Err(error) => return Err(fault::of_opendal(&error, &place)),
        }
    }
    Err(RemoteError::Busy { retry_after: None })
}

/// Makes the staging folder, and the value that removes the file when its writer stops half-way.
fn prepare(root: &Root, name: &str) -> Result<TempPath, RemoteError> {
    root.make_parents(name)?;
    TempPath::try_from_path(root.join(name))
        .map_err(|error| fault::of_io(&error, &root.place(name)))
}

/// Leaves the file where it is.
fn forget(path: TempPath) {
    // On Unix this does nothing but not remove it; on Windows it may fail to unset an attribute.
    if let Err(error) = path.keep() {
        let mut path = error.path;
        path.disable_cleanup(true);
    }
}

/// Removes staged files that are much older than this new one. Their age is that between two files
/// of one folder, so no machine's clock matters. What can't be removed is left.
pub(super) fn sweep(root: &Root, new: &Path) {
    let Some(now) = modified(new) else { return };
    let Ok(entries) = fs::read_dir(root.join(STAGING)) else {
        return;
    };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(is_staged);
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        let age = modified(&entry.path()).and_then(|then| now.duration_since(then).ok());
        if is_ours && is_file && age.is_some_and(|age| age > ABANDONED) {
            // It is tried again by the next writer.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    fs::symlink_metadata(path)
        .and_then(|found| found.modified())
        .ok()
}

/// Whether a file in the staging folder has a name that [`write`] gives.
fn is_staged(name: &str) -> bool {
    let numbers = name
        .strip_prefix('~')
        .and_then(|name| name.strip_suffix(".tmp"))
        .and_then(|numbers| numbers.split_once('-'));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.is_some_and(|(process, count)| is_number(process) && is_number(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_we_give_are_ours() {
        assert!(is_staged("~123-0.tmp"));
        for other in [
            "123-0.tmp",
            "~123.tmp",
            "~-1.tmp",
            "~1-.tmp",
            "~1-2.tmp.icloud",
            "~a-1.tmp",
            "~1-2 (1).tmp",
        ] {
            assert!(!is_staged(other), "{other}");
        }
    }
}
