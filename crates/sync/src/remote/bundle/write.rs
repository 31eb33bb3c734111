//! Writing a bundle: to a temporary file beside its place, then under its name.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use colloquy_protocol::bundle::{BundleError, Writer};
use colloquy_protocol::{Key, Prefix, SpaceId};
use tempfile::TempPath;

use crate::remote::disk::{blocking, sync_folder};
use crate::remote::{Remote, RemoteError, fault};

use super::{Choice, Limits, is_named, rank};

/// Why a bundle was not written. There is then no file, or the one that was there before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The store that it was to be taken from failed.
    #[error(transparent)]
    Store(#[from] RemoteError),
    /// The file can't be written.
    #[error("the bundle can't be written: {0}")]
    File(RemoteError),
    /// It would hold more than it may.
    #[error("the bundle would hold {objects} objects of {bytes} bytes in all")]
    TooLarge {
        /// Objects that were chosen.
        objects: u64,
        /// Their size by the store's listing.
        bytes: u64,
    },
}

/// What went into a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Objects.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Objects of the store that were left out, as they are not what their names promise or could
    /// not be read at present.
    pub left_out: Vec<Key>,
}

/// Writes the chosen objects of some spaces to a file. A file of this name is replaced when the new
/// one is whole.
///
/// # Errors
///
/// See [`WriteError`].
pub async fn write<R: Remote>(
    remote: &R,
    spaces: &[SpaceId],
    choice: &impl Choice,
    limits: Limits,
    path: &Path,
) -> Result<Written, WriteError> {
    let keys = chosen(remote, spaces, choice, limits).await?;
    let mut written = Written::default();
    let mut file = on_disk(path, create).await?;
    for key in keys {
        let bytes = match remote.get(&key, None).await {
            Ok(Some(bytes)) if is_named(&key, &bytes) => bytes,
            Ok(Some(_)) | Err(RemoteError::Failed(_)) => {
                written.left_out.push(key);
                continue;
            }
            // Its owner has removed it since it was listed.
            Ok(None) => continue,
            Err(error) => return Err(error.into()),
        };
        written.objects += 1;
        written.bytes += bytes.len() as u64;
        if written.bytes > limits.bytes {
            return Err(too_large(&written));
        }
        file = on_disk(path, move |path| add(file, &key, &bytes, path)).await?;
    }
    on_disk(path, move |path| finish(file, path)).await?;
    Ok(written)
}

/// The names of the chosen objects, in the order in which they are written.
async fn chosen<R: Remote>(
    remote: &R,
    spaces: &[SpaceId],
    choice: &impl Choice,
    limits: Limits,
) -> Result<Vec<Key>, WriteError> {
    let mut keys = Vec::new();
    let mut wanted = Written::default();
    for space in spaces {
        let mut cursor = None;
        loop {
            let page = remote.list(&Prefix::Space(*space), cursor.as_ref()).await?;
            for entry in page.entries {
                if choice.wants(&entry.key) {
                    wanted.objects += 1;
                    wanted.bytes = wanted.bytes.saturating_add(entry.size);
                    // The names are only kept while they are within the limits.
                    if wanted.objects <= limits.objects {
                        keys.push(entry.key);
                    }
                }
            }
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
    }
    if wanted.objects > limits.objects || wanted.bytes > limits.bytes {
        return Err(too_large(&wanted));
    }
    keys.sort_unstable_by_key(|key| (rank(key), *key));
    keys.dedup();
    Ok(keys)
}

const fn too_large(found: &Written) -> WriteError {
    WriteError::TooLarge {
        objects: found.objects,
        bytes: found.bytes,
    }
}

/// A bundle that is being written. The file goes when the value is dropped.
struct Unfinished {
    writer: Writer<BufWriter<File>>,
    // After the writer: Windows removes no file that is open.
    path: TempPath,
}

async fn on_disk<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce(&Path) -> Result<T, RemoteError> + Send + 'static,
) -> Result<T, WriteError> {
    let path = PathBuf::from(path);
    blocking(move || work(&path))
        .await
        .map_err(WriteError::File)
}

fn create(path: &Path) -> Result<Unfinished, RemoteError> {
    let at = |error: &std::io::Error| fault::of_io(error, &path.display().to_string());
    // In the same folder, so that giving it its name is one step.
    let above = path
        .parent()
        .filter(|above| !above.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let (file, temporary) = tempfile::Builder::new()
        .prefix("~colloquy-")
        .suffix(".tmp")
        .tempfile_in(above)
        .map_err(|error| at(&error))?
        .into_parts();
    Ok(Unfinished {
        writer: Writer::new(BufWriter::new(file)).map_err(|error| failed(&error, path))?,
        path: temporary,
    })
}

fn add(
    mut file: Unfinished,
    key: &Key,
    bytes: &[u8],
    path: &Path,
) -> Result<Unfinished, RemoteError> {
    file.writer
        .add(key, bytes)
        .map_err(|error| failed(&error, path))?;
    Ok(file)
}

fn finish(unfinished: Unfinished, path: &Path) -> Result<(), RemoteError> {
    let at = |error: &std::io::Error| fault::of_io(error, &path.display().to_string());
    let Unfinished {
        writer,
        path: temporary,
    } = unfinished;
    let file = writer.finish().map_err(|error| failed(&error, path))?;
    let file = file.into_inner().map_err(|error| at(&error.into_error()))?;
    file.sync_all().map_err(|error| at(&error))?;
    drop(file);
    temporary.persist(path).map_err(|error| at(&error.error))?;
    match path.parent().filter(|above| !above.as_os_str().is_empty()) {
        Some(above) => sync_folder(above).map_err(|error| at(&error)),
        None => Ok(()),
    }
}

fn failed(error: &BundleError, path: &Path) -> RemoteError {
    let place = path.display().to_string();
    match error {
        BundleError::Io(error) => fault::of_io(error, &place),
        other => RemoteError::Failed(format!("{place}: {other}")),
    }
}
