//! What the stores on disk share.

use std::io;
use std::path::Path;

use super::RemoteError;

/// Does work that waits for the file system on the runtime's threads for waiting.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, RemoteError> + Send + 'static,
) -> Result<T, RemoteError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(RemoteError::Failed(error.to_string())),
    }
}

/// Writes a folder's list of names to the disk, where the system can.
#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    match std::fs::File::open(path).and_then(|folder| folder.sync_all()) {
        // Network drives that can't; their server decides.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        other => other,
    }
}

/// Windows offers this for no folder; its file systems keep a journal of names.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
