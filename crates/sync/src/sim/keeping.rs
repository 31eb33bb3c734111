//! The simulated disk behind the trait for the device's own keeping.

use std::collections::BTreeSet;

use colloquy_protocol::{DeviceTag, Event, EventId, Hash, Key};

use super::store::SimStore;
use crate::store::{Change, Kept, KeptSegment, Saved, Store, StoreError, WritePoint};

impl Store for SimStore {
    fn load(&mut self) -> Result<Saved, StoreError> {
        let governance = self.objects.iter();
        Ok(Saved {
            governance: governance
                .filter(|(key, _)| matches!(key, Key::Governance { .. }))
                .map(|(_, object)| object.bytes.to_vec())
                .collect(),
            heads: self.heads.clone(),
            tips: self.tips.clone(),
            keys: self.keys.clone(),
            cutoffs: self.cutoffs.clone(),
            findings: self.findings.values().cloned().collect(),
            marks: self.marks,
        })
    }

    fn unsealed_count(&mut self) -> Result<u64, StoreError> {
        let sealed = self.tips.get(&self.place.tag).map_or(0, |tip| tip.seq);
        Ok(self.own_last() - sealed)
    }

    fn unsealed(&mut self, limit: usize) -> Result<Vec<Event>, StoreError> {
        let device = self.place.device;
        let sealed = self.tips.get(&self.place.tag).map_or(0, |tip| tip.seq);
        let first = EventId {
            device,
            seq: sealed + 1,
        };
        let last = EventId {
            device,
            seq: u64::MAX,
        };
        let events = self.log.range(first..=last).take(limit);
        Ok(events.map(|(_, event)| event.clone()).collect())
    }

    fn object(&mut self, key: &Key) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.objects.get(key).map(|object| object.bytes.to_vec()))
    }

    fn waiting(&mut self, limit: usize) -> Result<Vec<Key>, StoreError> {
        let waiting = self.objects.iter();
        let mut keys: Vec<Key> = waiting
            .filter(|(_, object)| object.kept == Kept::Waiting)
            .map(|(key, _)| *key)
            .collect();
        keys.sort_by_key(|key| match key {
            Key::Blob { .. } => (0, 0),
            Key::Governance { seq, .. } => (1, *seq),
            Key::Segment { first, .. } => (2, *first),
            _ => (3, 0),
        });
        keys.truncate(limit);
        Ok(keys)
    }

    fn segments(
        &mut self,
        tag: &DeviceTag,
        after: u64,
        limit: usize,
    ) -> Result<Vec<KeptSegment>, StoreError> {
        let mut segments: Vec<KeptSegment> = self
            .of(tag)
            .filter(|segment| segment.tip.seq > after)
            .collect();
        segments.sort_by_key(|segment| (segment.first, segment.tip.seq));
        segments.truncate(limit);
        Ok(segments)
    }

    fn segment_ending(
        &mut self,
        tag: &DeviceTag,
        last: u64,
    ) -> Result<Option<KeptSegment>, StoreError> {
        Ok(self.of(tag).find(|segment| segment.tip.seq == last))
    }

    fn unopened(&mut self, limit: usize) -> Result<Vec<KeptSegment>, StoreError> {
        let tags: BTreeSet<DeviceTag> = self.unread().map(|(tag, ..)| tag).collect();
        let all = tags.iter().flat_map(|tag| self.of(tag));
        Ok(all.filter(|segment| !segment.opened).take(limit).collect())
    }

    fn kept(&mut self, after: Option<&Key>, limit: usize) -> Result<Vec<(Key, u64)>, StoreError> {
        let from = match after {
            Some(after) => std::ops::Bound::Excluded(*after),
            None => std::ops::Bound::Unbounded,
        };
        let page = self.objects.range((from, std::ops::Bound::Unbounded));
        Ok(page
            .filter(|(_, object)| object.kept == Kept::Stored)
            .take(limit)
            .map(|(key, object)| (*key, object.bytes.len() as u64))
            .collect())
    }

    fn wanted_blobs(&mut self, limit: usize) -> Result<Vec<Hash>, StoreError> {
        Ok(self.wanted.iter().copied().take(limit).collect())
    }

    fn commit(&mut self, point: WritePoint, changes: &[Change<'_>]) -> Result<(), StoreError> {
        let killed = || StoreError::Failed("killed".to_owned());
        if self.killed {
            return Err(killed());
        }
        if self.full {
            return Err(StoreError::Full);
        }
        let now = match &mut self.kill {
            Some(kill) if kill.at.is_some_and(|at| at != point) => None,
            Some(kill) if kill.commit == 0 => self.kill.take(),
            Some(kill) => {
                kill.commit -= 1;
                None
            }
            None => None,
        };
        if now.is_some_and(|kill| !kill.after) {
            self.killed = true;
            return Err(killed());
        }
        *self.points.entry(point).or_default() += 1;
        for change in changes {
            self.make(change);
        }
        if now.is_some() {
            self.killed = true;
            return Err(killed());
        }
        Ok(())
    }
}
