//! Applying a bundle: its objects into another store.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use colloquy_protocol::{DeviceTag, Key, Prefix, SpaceId};

use crate::remote::{Put, Remote, RemoteError};

use super::read::Bundle;

/// What came of applying a bundle. What was wrong with the bundle itself: [`Bundle::findings`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// Objects that the store did not have.
    pub created: u64,
    /// Objects that it had.
    pub same: u64,
    /// Heads older than those that the store has; they were left out.
    pub outdated: u64,
    /// Objects of which the store has other bytes; those stayed.
    pub different: Vec<Key>,
    /// Objects that could not be read or stored, each with the reason.
    pub failed: Vec<(Key, RemoteError)>,
    /// What ended it early: the store can't be reached, is full, refuses. Doing it again goes on
    /// where it ended.
    pub stopped: Option<RemoteError>,
}

impl Applied {
    /// Whether all that is whole in the bundle is now in the store.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.different.is_empty() && self.failed.is_empty() && self.stopped.is_none()
    }
}

/// Puts the objects of a bundle into a store, heads last. Nothing is removed or overwritten.
pub async fn apply<R: Remote>(bundle: &Bundle, remote: &R) -> Applied {
    let mut applied = Applied::default();
    let mut newest = Newest::default();
    for key in bundle.keys() {
        match newest.is_outdated(remote, &key).await {
            Ok(false) => {}
            Ok(true) => {
                applied.outdated += 1;
                continue;
            }
            Err(error) => {
                applied.stopped = Some(error);
                break;
            }
        }
        match copy(bundle, remote, &key).await {
            Ok(Put::Created) => applied.created += 1,
            Ok(Put::Same) => applied.same += 1,
            Ok(Put::Different) => applied.different.push(key),
            Err(error @ RemoteError::Failed(_)) => applied.failed.push((key, error)),
            Err(error) => {
                applied.stopped = Some(error);
                break;
            }
        }
    }
    applied
}

async fn copy<R: Remote>(bundle: &Bundle, remote: &R, key: &Key) -> Result<Put, RemoteError> {
    let bytes = bundle.get(key, None).await?;
    let bytes = bytes.ok_or_else(|| RemoteError::Failed(format!("{key}: not in the bundle")))?;
    remote.put_new(key, &bytes).await
}

/// The newest head of each device in the store, asked for once a space.
#[derive(Default)]
struct Newest {
    by_space: BTreeMap<SpaceId, BTreeMap<DeviceTag, u64>>,
}

impl Newest {
    /// Whether an object is a head older than one that the store has: its owner has removed it.
    async fn is_outdated<R: Remote>(&mut self, remote: &R, key: &Key) -> Result<bool, RemoteError> {
        let Key::Head {
            space,
            tag,
            counter,
        } = *key
        else {
            return Ok(false);
        };
        let heads = match self.by_space.entry(space) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(heads(remote, space).await?),
        };
        Ok(heads.get(&tag).is_some_and(|newest| *newest > counter))
    }
}

async fn heads<R: Remote>(
    remote: &R,
    space: SpaceId,
) -> Result<BTreeMap<DeviceTag, u64>, RemoteError> {
    let mut newest = BTreeMap::new();
    let mut cursor = None;
    loop {
        let page = remote.list(&Prefix::Heads(space), cursor.as_ref()).await?;
        for entry in page.entries {
            if let Key::Head { tag, counter, .. } = entry.key {
                let known = newest.entry(tag).or_insert(counter);
                *known = counter.max(*known);
            }
        }
        cursor = page.next;
        if cursor.is_none() {
            return Ok(newest);
        }
    }
}
