//! Compaction of the own log: small segments merged, a checkpoint that names what holds everything,
//! and the merged ones' originals removed when everybody has seen it.
//!
//! Like the merging of sorted files: neighbours of one epoch are merged when together they are at
//! least twice the largest of them, so each event is written a few times and not once for each
//! checkpoint.

use colloquy_protocol::checkpoint::{Checkpoint, Part};
use colloquy_protocol::segment::{Draft, Expected, Header, MAX_EVENTS, open, peek, seal};
use colloquy_protocol::{Event, Hash, Key, Tip};

use super::Engine;
use super::round::{Job, Round};
use crate::store::{Change, Kept, KeptSegment, Local, StoreError, WritePoint};

/// Own objects at the store, at most, before segments are merged.
const LIVE: usize = 64;
/// The newest segments are left alone.
const YOUNG: usize = 8;
/// A merged segment's size, about, at most: bytes as stored.
const FULL: u64 = 512 << 10;
/// What is covered stays so long: milliseconds.
const KEEP_MS: u64 = 30 * 24 * 60 * 60 * 1000;

impl Engine {
    pub(super) fn compact(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        if round.compacted || self.clone.is_some() || round.suspected {
            return Ok(true);
        }
        round.compacted = true;
        self.remove_old_heads(round);
        let own = local.store.segments(&self.me.tag(), 0, usize::MAX)?;
        let waits = own.iter().any(|segment| segment.kept == Kept::Waiting);
        if waits || !round.unput.is_empty() {
            return Ok(true);
        }
        let live = live(&own);
        let marks = self.picture.marks;
        if marks.checkpoint.is_some() {
            self.remove_covered(round, &own, local)?;
        }
        // One step at a time: the next checkpoint when the last one's originals are gone.
        let settled = own.len() == live.len();
        if live.len() + 3 > LIVE && settled {
            self.merge(&live, local)?;
            round.changed = true;
        }
        Ok(true)
    }

    fn remove_old_heads(&self, round: &mut Round) {
        let me = self.me.tag();
        let newest = self.picture.counter(&me);
        let shown = round.shown.get(&me).into_iter().flatten();
        // The newest two stay: the older serves who finds the newer damaged.
        let old: Vec<Key> = shown
            .filter(|counter| **counter + 1 < newest)
            .map(|counter| self.head_key(me, *counter))
            .collect();
        if !old.is_empty() {
            round.jobs.push_back(Job::Remove(old));
        }
    }

    /// Merges own segments and writes the checkpoint that names what holds all events.
    fn merge(&mut self, live: &[KeptSegment], local: &mut Local<'_>) -> Result<(), StoreError> {
        let old = &live[..live.len().saturating_sub(YOUNG)];
        let mut headers = Vec::new();
        for segment in old {
            let bytes = local.store.object(&segment.key)?.unwrap_or_default();
            let header = peek(&bytes).map_err(|error| {
                StoreError::Failed(format!("an own segment can't be read: {error}"))
            })?;
            headers.push(header);
        }
        let mut parts = Vec::new();
        let mut tip = Tip::START;
        for group in groups(old, &headers) {
            tip = group.last().map_or(tip, |segment| segment.tip);
            let key = match group {
                [only] => only.key,
                group => match self.merge_group(group, local)? {
                    Some(key) => key,
                    // A key is gone: what can't be opened can't be merged.
                    None => return Ok(()),
                },
            };
            parts.extend(part(&key));
        }
        let checkpoint = Checkpoint {
            space: self.me.space,
            tag: self.me.tag(),
            tip,
            parts,
        };
        let signed = checkpoint
            .sign(&self.me.keys.sign)
            .map_err(|error| StoreError::Failed(format!("no checkpoint can be made: {error}")))?;
        let mut marks = self.picture.marks;
        marks.checkpoint = Some(Tip {
            seq: tip.seq,
            hash: signed.hash(),
        });
        marks.checkpoint_ms = local.now_ms;
        marks.checkpoint_head = 0;
        let keep = Change::Keep {
            key: signed.key(),
            bytes: signed.bytes(),
            kept: Kept::Waiting,
            segment: None,
        };
        local
            .store
            .commit(WritePoint::Checkpoint, &[keep, Change::Marks(marks)])?;
        self.picture.marks = marks;
        Ok(())
    }

    fn merge_group(
        &self,
        group: &[KeptSegment],
        local: &mut Local<'_>,
    ) -> Result<Option<Key>, StoreError> {
        let mut events: Vec<Event> = Vec::new();
        let mut epoch = None;
        let mut previous = Hash::ZERO;
        let signer = self.me.keys.sign.public();
        for segment in group {
            let bytes = local.store.object(&segment.key)?.unwrap_or_default();
            let Some(header) = peek(&bytes).ok() else {
                return Ok(None);
            };
            let Some(key) = self.picture.keyring.get(&header.epoch) else {
                return Ok(None);
            };
            let expected = Expected {
                place: self.me.place(),
                signer: &signer,
                first: segment.first,
                last: segment.tip.seq,
                hash: Hash::of(&bytes),
                after: None,
            };
            let Ok(opened) = open(&bytes, &expected, key) else {
                return Ok(None);
            };
            if events.is_empty() {
                previous = header.previous;
            }
            events.extend(opened.events);
            epoch = Some(key);
        }
        let (Some(epoch), Some(first), Some(last)) = (epoch, group.first(), group.last()) else {
            return Ok(None);
        };
        let draft = Draft {
            place: self.me.place(),
            after: Tip {
                seq: first.first.saturating_sub(1),
                hash: previous,
            },
            events: &events,
            stands_for: Some(last.tip.hash),
        };
        let mut nonce = [0; 24];
        local.rng.fill_bytes(&mut nonce);
        let Ok(sealed) = seal(&draft, epoch, &self.me.keys.sign, &nonce) else {
            return Ok(None);
        };
        let keep = Change::Keep {
            key: sealed.key(),
            bytes: &sealed.bytes,
            kept: Kept::Waiting,
            segment: Some((sealed.tip(), true)),
        };
        local.store.commit(WritePoint::Merge, &[keep])?;
        Ok(Some(sealed.key()))
    }

    /// Removes what merged segments replaced, when the time is over and every device that belongs has
    /// seen the head that named the checkpoint.
    fn remove_covered(
        &mut self,
        round: &mut Round,
        own: &[KeptSegment],
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let me = self.me.tag();
        let marks = self.picture.marks;
        let old_enough = local.now_ms.abs_diff(marks.checkpoint_ms) >= KEEP_MS;
        if marks.checkpoint_head == 0 || !old_enough || !self.all_saw(marks.checkpoint_head) {
            return Ok(());
        }
        let live: Vec<Key> = live(own).iter().map(|segment| segment.key).collect();
        let covered = own.iter().map(|segment| segment.key);
        let covered: Vec<Key> = covered.filter(|key| !live.contains(key)).collect();
        if covered.is_empty() {
            return Ok(());
        }
        local
            .store
            .commit(WritePoint::Forget, &[Change::Forget(covered.clone())])?;
        self.picture.tips.entry(me).or_insert(Tip::START);
        round.jobs.push_back(Job::Remove(covered));
        round.changed = true;
        Ok(())
    }

    fn all_saw(&self, counter: u64) -> bool {
        let me = self.me.tag();
        let Some(membership) = self.picture.membership() else {
            return false;
        };
        let mut others = membership.devices.keys().filter(|tag| **tag != me);
        others.all(|tag| {
            membership.active(tag).is_none()
                || self.picture.heads.get(tag).is_some_and(|head| {
                    let seen = head.signed.head().seen(&me);
                    seen.is_some_and(|seen| seen.counter >= counter)
                })
        })
    }
}

/// Segments that no longer one covers, in order.
fn live(own: &[KeptSegment]) -> Vec<KeptSegment> {
    let mut live: Vec<KeptSegment> = Vec::new();
    let mut sorted = own.to_vec();
    sorted.sort_by_key(|segment| (segment.first, std::cmp::Reverse(segment.tip.seq)));
    for segment in sorted {
        let covered = live
            .last()
            .is_some_and(|last| last.tip.seq >= segment.tip.seq);
        if !covered {
            live.push(segment);
        }
    }
    live
}

fn part(key: &Key) -> Option<Part> {
    match key {
        Key::Segment {
            first, last, hash, ..
        } => Some(Part {
            first: *first,
            last: *last,
            hash: *hash,
        }),
        _ => None,
    }
}

/// Which neighbours to merge: of one epoch, together not too large, and at least twice their largest.
fn groups<'own>(old: &'own [KeptSegment], headers: &[Header]) -> Vec<&'own [KeptSegment]> {
    let mut groups = Vec::new();
    let mut start = 0;
    while start < old.len() {
        let mut end = start + 1;
        let mut size = old[start].size;
        let mut largest = size;
        while end < old.len()
            && headers[end].epoch == headers[start].epoch
            && size + old[end].size <= FULL
            && old[end].tip.seq - old[start].first < MAX_EVENTS
        {
            size += old[end].size;
            largest = largest.max(old[end].size);
            end += 1;
        }
        if size < 2 * largest {
            end = start + 1;
        }
        groups.push(&old[start..end]);
        start = end;
    }
    groups
}

#[cfg(test)]
mod tests {
    use colloquy_protocol::{DeviceTag, EpochKey, SpaceId};
    use proptest::prelude::*;

    use super::*;

    fn kept(first: u64, last: u64, size: u64) -> KeptSegment {
        let hash = Hash::of(format!("{first}-{last}").as_bytes());
        KeptSegment {
            first,
            tip: Tip { seq: last, hash },
            key: Key::Segment {
                space: SpaceId::new([1; 16]),
                tag: DeviceTag::new([2; 16]),
                first,
                last,
                hash,
            },
            size,
            kept: Kept::Stored,
            opened: true,
        }
    }

    fn header(segment: &KeptSegment, epoch: u64) -> Header {
        Header {
            suite: 1,
            space: SpaceId::new([1; 16]),
            tag: DeviceTag::new([2; 16]),
            epoch: EpochKey::from_bytes(epoch, &[3; 32]).id(),
            first: segment.first,
            last: segment.tip.seq,
            previous: Hash::ZERO,
            padded: 128,
            stands_for: None,
        }
    }

    proptest! {
        /// Every segment is in one group, in order; no group crosses an epoch or is too large; and
        /// merging again and again, each event is written a few times.
        #[test]
        fn groups_are_sound(sizes in prop::collection::vec((1..200_000_u64, 1..3_u64), 1..80)) {
            let mut last = 0;
            let segments: Vec<KeptSegment> = sizes.iter().map(|(size, _)| {
                last += 10;
                kept(last - 9, last, *size)
            }).collect();
            let headers: Vec<Header> = segments.iter().zip(&sizes)
                .map(|(segment, (_, epoch))| header(segment, *epoch)).collect();
            let groups = groups(&segments, &headers);
            let flat: Vec<KeptSegment> = groups.iter().flat_map(|group| group.iter().copied()).collect();
            prop_assert_eq!(&flat, &segments);
            for group in groups {
                let at = |segment: &KeptSegment| segments.iter().position(|other| other == segment);
                let epochs: std::collections::BTreeSet<_> = group.iter()
                    .filter_map(|segment| Some(headers[at(segment)?].epoch)).collect();
                prop_assert_eq!(epochs.len(), 1);
                let size: u64 = group.iter().map(|segment| segment.size).sum();
                let largest = group.iter().map(|segment| segment.size).max().unwrap_or(0);
                prop_assert!(group.len() == 1 || (size <= FULL && size >= 2 * largest));
            }
        }

        /// What is live covers every event once.
        #[test]
        fn what_is_live_covers_everything(lengths in prop::collection::vec(1..9_u64, 1..30), merged in 1..20_usize) {
            let mut last = 0;
            let mut own: Vec<KeptSegment> = lengths.iter().map(|length| {
                last += length;
                kept(last + 1 - length, last, 100)
            }).collect();
            let merged = merged.min(own.len());
            own.push(kept(1, own[merged - 1].tip.seq, 500));
            let live = live(&own);
            let mut next = 1;
            for segment in live {
                prop_assert_eq!(segment.first, next);
                next = segment.tip.seq + 1;
            }
            prop_assert_eq!(next, last + 1);
        }
    }
}
