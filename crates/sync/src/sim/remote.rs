//! A store of objects with every fault there is, and the truth about what it did.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use colloquy_protocol::{DeviceTag, Hash, Key, Prefix, SignPublic, SpaceId};

use super::rng::SimRng;
use crate::remote::{Cursor, Entry, Page, Put, RemoteError};
use crate::request::{Answer, Request};

/// How often things go wrong: so many times in a thousand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Faults {
    /// A request is lost, or the store is busy, or fails.
    pub drop: u64,
    /// A request is done and its answer is lost.
    pub lost_answer: u64,
    /// What is put is cut off somewhere, and the answer is that all is well, or not.
    pub torn: u64,
    /// What is read has a bit turned over, or ends early.
    pub flip: u64,
    /// A listing leaves things out.
    pub stale: u64,
    /// What is put is seen by others only later.
    pub delay: u64,
    /// A conflicted copy appears.
    pub foreign: u64,
    /// There is no room, or writing is refused.
    pub full: u64,
}

#[derive(Debug, Clone)]
struct Object {
    bytes: Arc<[u8]>,
    /// Who put it, and when others see it.
    by: usize,
    visible: u64,
}

type Objects = BTreeMap<Key, Object>;

/// How one device sees the store.
#[derive(Debug, Clone, Default)]
struct View {
    /// Not at all.
    cut_off: bool,
    /// As it was.
    frozen: Option<Objects>,
}

/// See the module.
#[derive(Debug)]
pub struct SimRemote {
    pub(super) space: SpaceId,
    objects: Objects,
    views: Vec<View>,
    foreign: Vec<String>,
    tick: u64,
    /// Faults from now on.
    pub faults: Faults,
    /// Requests that were answered.
    pub requests: u64,
    /// Damaged objects that were given out by the last request: not what was put under the name.
    pub damaged: Vec<Key>,
    /// Who signs under each name.
    pub signers: BTreeMap<DeviceTag, SignPublic>,
    /// Names under which copies of a profile write.
    pub copied: BTreeSet<DeviceTag>,
    /// What was ever put, whole: the bytes of segments and entries by name.
    pub ever: BTreeMap<Key, Arc<[u8]>>,
    /// What was ever damaged at the store.
    rotten: BTreeSet<Key>,
    pub(super) nonces: BTreeMap<[u8; 24], Hash>,
    pub(super) announced: BTreeMap<DeviceTag, u64>,
    /// What no engine may do.
    pub broken: Vec<String>,
}

impl SimRemote {
    /// An empty store of one space, for so many devices.
    #[must_use]
    pub fn new(space: SpaceId) -> Self {
        Self {
            space,
            objects: BTreeMap::new(),
            views: Vec::new(),
            foreign: Vec::new(),
            tick: 0,
            faults: Faults::default(),
            requests: 0,
            damaged: Vec::new(),
            signers: BTreeMap::new(),
            copied: BTreeSet::new(),
            ever: BTreeMap::new(),
            rotten: BTreeSet::new(),
            nonces: BTreeMap::new(),
            announced: BTreeMap::new(),
            broken: Vec::new(),
        }
    }

    /// Room for one more device.
    pub fn join(&mut self) -> usize {
        self.views.push(View::default());
        self.views.len() - 1
    }

    /// Cuts a device off, or lets it back.
    pub fn cut_off(&mut self, device: usize, cut_off: bool) {
        self.views[device].cut_off = cut_off;
    }

    /// Shows a device the store as it is now for as long as it stays so, or as it is again.
    pub fn freeze(&mut self, device: usize, frozen: bool) {
        self.views[device].frozen = frozen.then(|| self.objects.clone());
    }

    /// Somebody deletes an object.
    pub fn lose(&mut self, rng: &mut SimRng) -> Option<Key> {
        let keys: Vec<Key> = self.objects.keys().copied().collect();
        let key = *rng.pick(&keys)?;
        self.objects.remove(&key);
        Some(key)
    }

    /// An object rots.
    pub fn rot(&mut self, rng: &mut SimRng) -> Option<Key> {
        let keys: Vec<Key> = self.objects.keys().copied().collect();
        let key = *rng.pick(&keys)?;
        self.rot_this(&key, rng);
        Some(key)
    }

    /// Somebody deletes this object.
    pub fn lose_this(&mut self, key: &Key) {
        self.objects.remove(key);
    }

    /// This object rots.
    pub fn rot_this(&mut self, key: &Key, rng: &mut SimRng) {
        let Some(object) = self.objects.get_mut(key) else {
            return;
        };
        object.bytes = damage(&object.bytes, rng).into();
        self.rotten.insert(*key);
    }

    /// The store as it is, to go back to.
    pub fn snapshot(&self) -> impl FnOnce(&mut Self) + 'static {
        let objects = self.objects.clone();
        move |remote| remote.objects = objects
    }

    /// Removes everything.
    pub fn wipe(&mut self) {
        self.objects.clear();
    }

    /// Nothing goes wrong any more.
    pub fn heal(&mut self) {
        self.faults = Faults::default();
        for view in &mut self.views {
            *view = View::default();
        }
        for object in self.objects.values_mut() {
            object.visible = 0;
        }
        self.foreign.clear();
    }

    /// Names of all objects, with their sizes.
    pub fn listed(&self) -> impl Iterator<Item = (&Key, usize)> {
        self.objects
            .iter()
            .map(|(key, object)| (key, object.bytes.len()))
    }

    /// Answers a device's request.
    pub fn handle(&mut self, device: usize, request: &Request, rng: &mut SimRng) -> Answer {
        self.tick += 1;
        self.requests += 1;
        self.damaged.clear();
        let refuse = self.refusal(device, request, rng);
        if let Some(error) = refuse {
            return failed(request, &error);
        }
        let answer = match request {
            Request::List(prefix, cursor) => {
                Answer::Listed(Ok(self.list(device, prefix, cursor.as_ref(), rng)))
            }
            Request::Get(keys) => {
                let got = keys.iter().map(|key| self.get(device, key, rng)).collect();
                Answer::Got(got)
            }
            Request::Put(key, bytes) => Answer::Put(self.put(device, *key, bytes, rng)),
            Request::Delete(keys) => {
                for key in keys {
                    self.delete(device, key);
                }
                Answer::Deleted(Ok(()))
            }
        };
        if rng.chance(self.faults.lost_answer) {
            self.damaged.clear();
            return failed(request, &RemoteError::Unreachable("answer lost".to_owned()));
        }
        answer
    }

    fn refusal(&self, device: usize, request: &Request, rng: &mut SimRng) -> Option<RemoteError> {
        if self.views[device].cut_off {
            return Some(RemoteError::Unreachable("cut off".to_owned()));
        }
        if rng.chance(self.faults.drop) {
            return Some(match rng.below(4) {
                0 => RemoteError::Busy {
                    retry_after: Some(Duration::from_secs(1)),
                },
                1 => RemoteError::Failed("500".to_owned()),
                _ => RemoteError::Unreachable("lost".to_owned()),
            });
        }
        let write = matches!(request, Request::Put(..));
        (write && rng.chance(self.faults.full)).then(|| match rng.below(2) {
            0 => RemoteError::Full,
            _ => RemoteError::Refused("read only".to_owned()),
        })
    }

    fn sees(&self, device: usize, key: &Key) -> Option<&Object> {
        if let Some(frozen) = &self.views[device].frozen {
            // What it put itself meanwhile, it sees.
            let own = self.objects.get(key).filter(|object| object.by == device);
            return frozen.get(key).or(own);
        }
        self.objects
            .get(key)
            .filter(|object| object.by == device || object.visible <= self.tick)
    }

    fn list(
        &mut self,
        device: usize,
        prefix: &Prefix,
        cursor: Option<&Cursor>,
        rng: &mut SimRng,
    ) -> Page {
        let prefix = prefix.to_string();
        let frozen = self.views[device].frozen.as_ref();
        let keys: BTreeSet<&Key> = frozen
            .into_iter()
            .flat_map(BTreeMap::keys)
            .chain(self.objects.keys())
            .collect();
        let mut named: Vec<(String, Key, u64)> = keys
            .into_iter()
            .filter_map(|key| {
                let object = self.sees(device, key)?;
                let name = key.to_string();
                name.starts_with(&prefix)
                    .then(|| (name, *key, object.bytes.len() as u64))
            })
            .collect();
        named.sort();
        if rng.chance(self.faults.stale) {
            named.retain(|_| !rng.chance(300));
        }
        let after = cursor.map_or("", |cursor| cursor.0.as_str());
        named.retain(|(name, ..)| name.as_str() > after);
        let length = 20 + rng.below(60) as usize;
        let next = named
            .get(length)
            .and(named.get(length - 1))
            .map(|(name, ..)| Cursor(name.clone()));
        named.truncate(length);
        if rng.chance(self.faults.foreign) {
            let copy = named.last().map(|(name, ..)| format!("{name} (1)"));
            self.foreign.extend(copy);
        }
        Page {
            entries: named
                .into_iter()
                .map(|(_, key, size)| Entry { key, size })
                .collect(),
            foreign: self.foreign.clone(),
            next,
        }
    }

    fn get(
        &mut self,
        device: usize,
        key: &Key,
        rng: &mut SimRng,
    ) -> Result<Option<Vec<u8>>, RemoteError> {
        if rng.chance(self.faults.drop) {
            return Err(RemoteError::Failed("this one".to_owned()));
        }
        let Some(object) = self.sees(device, key) else {
            return Ok(None);
        };
        let mut bytes = object.bytes.to_vec();
        if rng.chance(self.faults.flip) {
            bytes = damage(&bytes, rng);
        }
        let whole = match key.hash() {
            Some(hash) => Hash::of(&bytes) == hash,
            None => self.ever.get(key).is_none_or(|whole| **whole == *bytes),
        };
        if !whole {
            self.damaged.push(*key);
        }
        Ok(Some(bytes))
    }

    fn put(
        &mut self,
        device: usize,
        key: Key,
        bytes: &[u8],
        rng: &mut SimRng,
    ) -> Result<Put, RemoteError> {
        if let Some(there) = self.objects.get(&key) {
            return Ok(if *there.bytes == *bytes {
                Put::Same
            } else {
                Put::Different
            });
        }
        let torn = rng.chance(self.faults.torn);
        self.watch(key, bytes, torn);
        let stored: Arc<[u8]> = if torn {
            bytes[..rng.below(bytes.len() as u64) as usize].into()
        } else {
            bytes.into()
        };
        let visible = if rng.chance(self.faults.delay) {
            self.tick + rng.below(400)
        } else {
            0
        };
        if torn {
            self.rotten.insert(key);
        }
        let object = Object {
            bytes: stored,
            by: device,
            visible,
        };
        self.objects.insert(key, object);
        if torn && rng.chance(500) {
            return Err(RemoteError::Unreachable("broke off".to_owned()));
        }
        Ok(Put::Created)
    }

    fn delete(&mut self, device: usize, key: &Key) {
        // A delete is by the owner, or of what is damaged.
        let whole = self.ever.get(key);
        let there = self.objects.get(key);
        let is_whole = there.is_some_and(|there| whole.is_some_and(|whole| *whole == there.bytes));
        let by_owner = there.is_some_and(|there| there.by == device);
        // Two who mend one object may meet.
        let damaged = self.rotten.contains(key);
        if is_whole
            && !by_owner
            && !damaged
            && matches!(key, Key::Governance { .. } | Key::Blob { .. })
        {
            self.broken
                .push(format!("device {device} removes a whole object: {key}"));
        }
        self.objects.remove(key);
    }
}

fn failed(request: &Request, error: &RemoteError) -> Answer {
    match request {
        Request::List(..) => Answer::Listed(Err(error.clone())),
        Request::Get(keys) => Answer::Got(keys.iter().map(|_| Err(error.clone())).collect()),
        Request::Put(..) => Answer::Put(Err(error.clone())),
        Request::Delete(..) => Answer::Deleted(Err(error.clone())),
    }
}

/// The same bytes with something wrong.
fn damage(bytes: &[u8], rng: &mut SimRng) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if bytes.is_empty() {
        return vec![0];
    }
    let at = rng.below(bytes.len() as u64) as usize;
    if rng.chance(500) {
        bytes.truncate(at);
    } else {
        bytes[at] ^= 1 << rng.below(8);
    }
    bytes
}
