//! A store in memory: for tests, and for looking at what a bundle or a dry run would hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::{Bound, Range};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use colloquy_protocol::{Key, Prefix, SpaceId};

use super::{
    Capabilities, Changes, Cursor, Entry, PROBE_SPACE, Page, Put, Remote, RemoteError, Spaces,
};

/// Entries on a page, as S3 does it.
const PAGE: usize = 1000;

/// A store in memory. Clones are the same store, as seen by another device.
#[derive(Clone)]
pub struct Memory {
    held: Arc<Mutex<Held>>,
    page: usize,
}

#[derive(Default)]
struct Held {
    /// By their names, in whose order listings come.
    objects: BTreeMap<String, (Key, Vec<u8>)>,
    /// How often something changed.
    version: u64,
}

impl Memory {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::with_page(PAGE)
    }

    /// An empty store that lists so many entries at a time, at least one.
    #[must_use]
    pub fn with_page(entries: usize) -> Self {
        Self {
            held: Arc::default(),
            page: entries.max(1),
        }
    }

    /// How many objects it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.held().objects.len()
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        // No function here can stop half-way through a change, so what a panic elsewhere left is whole.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Memory")
            .field("objects", &self.len())
            .finish_non_exhaustive()
    }
}

impl Remote for Memory {
    async fn put_new(&self, key: &Key, bytes: &[u8]) -> Result<Put, RemoteError> {
        let mut held = self.held();
        match held.objects.get(&key.to_string()) {
            Some((_, there)) if there == bytes => return Ok(Put::Same),
            Some(_) => return Ok(Put::Different),
            None => {}
        }
        held.objects.insert(key.to_string(), (*key, bytes.to_vec()));
        held.version += 1;
        Ok(Put::Created)
    }

    async fn get(
        &self,
        key: &Key,
        range: Option<Range<u64>>,
    ) -> Result<Option<Vec<u8>>, RemoteError> {
        let held = self.held();
        let object = held.objects.get(&key.to_string());
        Ok(object.map(|(_, bytes)| bytes[within(range, bytes.len())].to_vec()))
    }

    async fn list(&self, prefix: &Prefix, cursor: Option<&Cursor>) -> Result<Page, RemoteError> {
        let held = self.held();
        let prefix = prefix.to_string();
        let after = cursor.filter(|cursor| cursor.0 > prefix);
        let from = after.map_or(Bound::Included(prefix.as_str()), |cursor| {
            Bound::Excluded(cursor.0.as_str())
        });
        let found = held.objects.range::<str, _>((from, Bound::Unbounded));
        let mut found = found.take_while(|(name, _)| name.starts_with(&prefix));
        let mut page = Page::default();
        let mut last = None;
        for (name, (key, bytes)) in found.by_ref().take(self.page) {
            page.entries.push(Entry {
                key: *key,
                size: bytes.len() as u64,
            });
            last = Some(name);
        }
        page.next = last
            .filter(|_| found.next().is_some())
            .map(|name| Cursor(name.clone()));
        Ok(page)
    }

    async fn changes(
        &self,
        cursor: Option<&Cursor>,
        _wait: Duration,
    ) -> Result<Changes, RemoteError> {
        let now = Cursor(self.held().version.to_string());
        Ok(Changes {
            changed: cursor != Some(&now),
            cursor: now,
        })
    }

    async fn delete(&self, keys: &[Key]) -> Result<(), RemoteError> {
        let mut held = self.held();
        for key in keys {
            if held.objects.remove(&key.to_string()).is_some() {
                held.version += 1;
            }
        }
        Ok(())
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::default()
    }
}

impl Spaces for Memory {
    async fn spaces(&self) -> Result<Vec<SpaceId>, RemoteError> {
        let held = self.held();
        let spaces = held.objects.values().map(|(key, _)| key.space());
        let spaces: BTreeSet<SpaceId> = spaces.filter(|space| *space != PROBE_SPACE).collect();
        Ok(spaces.into_iter().collect())
    }
}

/// The part of an object of so many bytes that a range asks for; all of it when none is given.
pub(super) fn within(range: Option<Range<u64>>, length: usize) -> Range<usize> {
    let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(length);
    let Some(range) = range else {
        return 0..length;
    };
    let start = place(range.start);
    start..place(range.end).max(start)
}
