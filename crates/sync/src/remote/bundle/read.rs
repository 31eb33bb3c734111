//! A bundle as a store that can only be read.

use std::fmt;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::{Bound, Range};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use colloquy_protocol::{Hash, Key, Prefix, SpaceId};

use crate::remote::disk::blocking;
use crate::remote::memory::within;
use crate::remote::{
    Capabilities, Changes, Cursor, Entry, PROBE_SPACE, Page, Put, Remote, RemoteError, Spaces,
    fault,
};

use super::index::{self, Findings, Place, Places};
use super::{Limits, rank};

/// Entries on a page.
const PAGE: usize = 1000;

/// A bundle file, read through once. Clones share it.
#[derive(Clone)]
pub struct Bundle {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    places: Places,
    findings: Findings,
    /// Tells this opening's objects from those of another.
    fingerprint: Hash,
}

impl Bundle {
    /// Reads through a bundle file. One that was cut short or damaged is open as far as it is whole:
    /// see [`Bundle::findings`].
    ///
    /// # Errors
    ///
    /// [`RemoteError::Unreachable`] when it is not there, [`RemoteError::Refused`] when it may not be
    /// read, [`RemoteError::Failed`] when it is no bundle or one of a later version.
    pub async fn open(path: &Path) -> Result<Self, RemoteError> {
        Self::open_within(path, Limits::default()).await
    }

    /// The same, reading on only while it is within these limits.
    ///
    /// # Errors
    ///
    /// As [`Bundle::open`].
    pub async fn open_within(path: &Path, limits: Limits) -> Result<Self, RemoteError> {
        let path = path.to_path_buf();
        blocking(move || {
            let (places, findings) = index::read(&path, limits)?;
            let hashes = places.values().flat_map(|place| *place.hash.as_bytes());
            let fingerprint = Hash::of(&hashes.collect::<Vec<u8>>());
            Ok(Self {
                inner: Arc::new(Inner {
                    path,
                    places,
                    findings,
                    fingerprint,
                }),
            })
        })
        .await
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// What was wrong with it.
    #[must_use]
    pub fn findings(&self) -> &Findings {
        &self.inner.findings
    }

    /// How many whole objects it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.inner.places.len()
    }

    /// Whether it holds no whole object.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.inner.places.is_empty()
    }

    /// The objects in the order in which they can be applied.
    pub(super) fn keys(&self) -> Vec<Key> {
        let mut keys: Vec<Key> = self.inner.places.values().map(|place| place.key).collect();
        keys.sort_unstable_by_key(|key| (rank(key), *key));
        keys
    }

    fn read_only(&self) -> RemoteError {
        RemoteError::Refused(format!(
            "{}: a bundle can only be read",
            self.inner.path.display()
        ))
    }
}

impl fmt::Debug for Bundle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Bundle({}, {} objects)",
            self.inner.path.display(),
            self.len()
        )
    }
}

impl Remote for Bundle {
    async fn put_new(&self, _: &Key, _: &[u8]) -> Result<Put, RemoteError> {
        Err(self.read_only())
    }

    async fn get(
        &self,
        key: &Key,
        range: Option<Range<u64>>,
    ) -> Result<Option<Vec<u8>>, RemoteError> {
        let Some(place) = self.inner.places.get(&key.to_string()).copied() else {
            return Ok(None);
        };
        let path = self.inner.path.clone();
        let bytes = blocking(move || read(&path, place)).await?;
        let wanted = within(range, bytes.len());
        Ok(Some(bytes[wanted].to_vec()))
    }

    async fn list(&self, prefix: &Prefix, cursor: Option<&Cursor>) -> Result<Page, RemoteError> {
        let prefix = prefix.to_string();
        let after = cursor.filter(|cursor| cursor.0 > prefix);
        let from = after.map_or(Bound::Included(prefix.as_str()), |cursor| {
            Bound::Excluded(cursor.0.as_str())
        });
        let found = self.inner.places.range::<str, _>((from, Bound::Unbounded));
        let mut found = found.take_while(|(name, _)| name.starts_with(&prefix));
        let mut page = Page::default();
        let mut last = None;
        for (name, place) in found.by_ref().take(PAGE) {
            page.entries.push(Entry {
                key: place.key,
                size: place.length as u64,
            });
            last = Some(name);
        }
        page.next = last
            .filter(|_| found.next().is_some())
            .map(|name| Cursor(name.clone()));
        if cursor.is_none() {
            let unknown = self.inner.findings.unknown.iter();
            page.foreign = unknown
                .filter(|name| name.starts_with(&prefix))
                .cloned()
                .collect();
        }
        Ok(page)
    }

    async fn changes(
        &self,
        cursor: Option<&Cursor>,
        _wait: Duration,
    ) -> Result<Changes, RemoteError> {
        // What was read at the opening is what it holds.
        let now = Cursor(self.inner.fingerprint.to_string());
        Ok(Changes {
            changed: cursor != Some(&now),
            cursor: now,
        })
    }

    async fn delete(&self, _: &[Key]) -> Result<(), RemoteError> {
        Err(self.read_only())
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::default()
    }
}

impl Spaces for Bundle {
    async fn spaces(&self) -> Result<Vec<SpaceId>, RemoteError> {
        let mut spaces: Vec<SpaceId> = self
            .inner
            .places
            .values()
            .map(|place| place.key.space())
            .filter(|space| *space != PROBE_SPACE)
            .collect();
        spaces.sort_unstable();
        spaces.dedup();
        Ok(spaces)
    }
}

/// Reads one object; it may have been altered since the file was read through.
fn read(path: &Path, place: Place) -> Result<Vec<u8>, RemoteError> {
    let at = |error: &std::io::Error| fault::of_io(error, &path.display().to_string());
    let mut file = File::open(path).map_err(|error| at(&error))?;
    file.seek(SeekFrom::Start(place.offset))
        .map_err(|error| at(&error))?;
    let mut bytes = Vec::with_capacity(place.length);
    file.take(place.length as u64)
        .read_to_end(&mut bytes)
        .map_err(|error| at(&error))?;
    if Hash::of(&bytes) != place.hash {
        return Err(RemoteError::Failed(format!(
            "{}: altered while it was in use",
            path.display()
        )));
    }
    Ok(bytes)
}
