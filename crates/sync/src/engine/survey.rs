//! Everything on the store against everything kept here: what is gone is put back byte for byte, what
//! is damaged is replaced.
//!
//! A whole listing is made once a day and when heads stay away. Damage does not show in a listing,
//! but in what others say: who has a device's head and not the events that it announces is stuck, and
//! whoever has those events looks at the objects that hold them. What nobody has asked for yet is
//! looked at in turn, each day some of it, each object by one device.

use std::collections::BTreeMap;

use colloquy_protocol::head::{Proof, SignedHead};
use colloquy_protocol::{DeviceTag, Hash, Key, Prefix};

use super::Engine;
use super::clone::Suspicion;
use super::heads::quarantined;
use super::round::{Job, Round, Stage};
use crate::checks::Check;
use crate::finding::Finding;
use crate::remote::Page;
use crate::store::{Change, Local, StoreError, WritePoint};

/// Objects whose bytes are looked at in one survey though nothing speaks against them.
const SCRUB: usize = 64;
const DAY_MS: u64 = 24 * 60 * 60 * 1000;
/// Kept objects that are looked through at once.
const PAGE: usize = 1024;

impl Engine {
    pub(super) fn survey(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        if !round.audited {
            round.audited = true;
            self.look_where_others_are_stuck(round, local)?;
        }
        if round.survey && !round.surveyed && round.everything.is_none() {
            round.everything = Some(BTreeMap::new());
            let all = Prefix::Space(self.me.space);
            round.jobs.push_back(Job::List(all, None));
        }
        if !round.jobs.is_empty() {
            return Ok(false);
        }
        if let Some(everything) = round.everything.take_if(|_| !round.surveyed) {
            round.surveyed = true;
            let jobs = self.heal(&everything, local)?;
            round.jobs.extend(jobs);
            return Ok(false);
        }
        Ok(true)
    }

    pub(super) fn everything_listed(round: &mut Round, page: Page) {
        let everything = round.everything.get_or_insert_default();
        everything.extend(
            page.entries
                .into_iter()
                .map(|entry| (entry.key, entry.size)),
        );
    }

    /// What to put back, and what to look at.
    fn heal(
        &mut self,
        everything: &BTreeMap<Key, u64>,
        local: &mut Local<'_>,
    ) -> Result<Vec<Job>, StoreError> {
        let mut jobs = Vec::new();
        let mut scrub = Vec::new();
        let covers = Covers::of(everything);
        // Entries that no head tells of, as of somebody who was not let in: the next round gets them.
        self.picture.unasked = everything.keys().any(
            |key| matches!(key, Key::Governance { hash, .. } if !self.picture.known.contains(hash)),
        );
        let mut after = None;
        loop {
            let page = local.store.kept(after.as_ref(), PAGE)?;
            for (key, size) in &page {
                match everything.get(key) {
                    Some(shown) if shown == size => scrub.extend(self.is_mine_to_scrub(key)),
                    Some(_) if self.checks.on(Check::Repair) => jobs.push(Job::Audit(*key)),
                    None if self.checks.on(Check::Heal) && !covers.have(key) => {
                        jobs.push(Job::Put(*key));
                    }
                    _ => {}
                }
            }
            match page.last() {
                Some((last, _)) if page.len() == PAGE => after = Some(*last),
                _ => break,
            }
        }
        for (tag, known) in &self.picture.heads {
            let key = self.head_key(*tag, known.signed.head().counter);
            match everything.get(&key) {
                Some(_) if self.checks.on(Check::Repair) => jobs.push(Job::Audit(key)),
                None if self.checks.on(Check::Heal) && known.kept == crate::store::Kept::Stored => {
                    jobs.push(Job::Put(key));
                }
                _ => {}
            }
        }
        if self.checks.on(Check::Repair) {
            // Others each day, where there are too many for one.
            let day = local.now_ms / DAY_MS;
            scrub.sort_by_key(|key| Hash::of(format!("{day} {key}").as_bytes()));
            jobs.extend(scrub.into_iter().take(SCRUB).map(Job::Audit));
        }
        Ok(jobs)
    }

    /// An object, if looking at its bytes is this device's part: everybody takes a share, each object
    /// is one device's.
    fn is_mine_to_scrub(&self, key: &Key) -> Option<Key> {
        let share = key.hash()?.as_bytes().first_chunk::<8>().copied()?;
        let whose = u64::from_le_bytes(share) % self.picture.devices().max(1);
        (whose == self.picture.rank(&self.me.tag())).then_some(*key)
    }

    fn look_where_others_are_stuck(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        if !self.checks.on(Check::Repair) {
            return Ok(());
        }
        let mut stuck: Vec<(DeviceTag, DeviceTag, u64)> = Vec::new();
        for (witness, known) in &self.picture.heads {
            for seen in &known.signed.head().seen {
                let head = self.picture.heads.get(&seen.tag);
                let announced = head.is_some_and(|head| {
                    head.signed.head().counter == seen.counter
                        && head.signed.head().tip.seq > seen.tip.seq
                });
                let held = self.picture.tip(&seen.tag).seq > seen.tip.seq;
                let place = (*witness, seen.tag, seen.tip.seq);
                if announced && held && !self.audited.contains(&place) {
                    stuck.push(place);
                }
            }
        }
        self.look_for_entries_that_others_lack(round);
        for place in stuck {
            let (_, tag, seq) = place;
            self.audited.insert(place);
            for segment in local.store.segments(&tag, seq, 1)? {
                if round.audits.insert(segment.key) {
                    round.jobs.push_back(Job::Audit(segment.key));
                }
            }
        }
        Ok(())
    }

    /// Who has a head that names entries and does not have the entries can't read them.
    fn look_for_entries_that_others_lack(&mut self, round: &mut Round) {
        let heads = &self.picture.heads;
        let mut found = Vec::new();
        for (witness, known) in heads {
            let head = known.signed.head();
            let count = head.governance.count;
            let more = head.seen.iter().find(|seen| {
                heads.get(&seen.tag).is_some_and(|other| {
                    let other = other.signed.head();
                    other.counter == seen.counter && other.governance.count > count
                })
            });
            if let Some(seen) = more {
                found.push(((*witness, seen.tag, count), head.governance.ends.clone()));
            }
        }
        for (place, ends) in found {
            if !self.entries_audited.insert(place) {
                continue;
            }
            let past = self.picture.past_of(ends);
            for signed in &self.picture.entries {
                if !past.contains(&signed.hash()) && round.audits.insert(signed.key()) {
                    round.jobs.push_back(Job::Audit(signed.key()));
                }
            }
        }
    }

    /// What the store has under a name, against what is kept.
    pub(super) fn audited(
        &mut self,
        round: &mut Round,
        key: Key,
        bytes: Option<Vec<u8>>,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let kept = self.bytes_of(&key, local)?;
        if kept.is_none() || kept == bytes {
            return Ok(());
        }
        if let Some(bytes) = &bytes {
            if let Some(head) = self.valid_head(&key, bytes) {
                // Not damage, but another history: nobody's to replace.
                return self.other_head(round, &key, &head, local);
            }
            self.report(quarantined(key, bytes), local)?;
        }
        let job = match bytes {
            Some(bytes) if round.is_damaged(key, &bytes) => Job::Replace(key),
            Some(_) => Job::Audit(key),
            None => Job::Put(key),
        };
        round.jobs.push_front(job);
        Ok(())
    }

    /// A head that its device signed for this name.
    fn valid_head(&self, key: &Key, bytes: &[u8]) -> Option<SignedHead> {
        let Key::Head {
            space,
            tag,
            counter,
        } = key
        else {
            return None;
        };
        let signer = self.picture.signer(&self.me, tag)?;
        SignedHead::open(bytes, space, tag, *counter, &signer).ok()
    }

    /// A second head with one counter: a copy of a profile, this one's or another's.
    fn other_head(
        &mut self,
        round: &mut Round,
        key: &Key,
        head: &SignedHead,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let tag = head.head().tag;
        if tag == self.me.tag() {
            self.suspect(round, Suspicion::of_head(head));
            round.stage = Stage::Clone;
            round.logs = None;
            return Ok(());
        }
        let first = self.bytes_of(key, local)?.unwrap_or_default();
        let second = head.bytes().to_vec();
        let at = head.head().tip.seq;
        let proof = Proof { first, second };
        self.report(Finding::SplitView { tag, at, proof }, local)
    }

    /// Notes what was done in the round.
    pub(super) fn end(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        const OFTEN_MS: u64 = 10 * 60 * 1000;
        let mut marks = self.picture.marks;
        marks.synced_ms = local.now_ms;
        if round.surveyed {
            marks.surveyed_ms = local.now_ms;
            self.audited.clear();
            self.entries_audited.clear();
        }
        let old = local.now_ms.abs_diff(self.picture.marks.synced_ms) >= OFTEN_MS;
        self.waiting = self.unannounced(local)?;
        round.changed |= self.picture.unasked;
        if round.changed || round.surveyed || old {
            local
                .store
                .commit(WritePoint::Marks, &[Change::Marks(marks)])?;
        }
        self.picture.marks = marks;
        Ok(())
    }
}

/// Ranges of events that listed segments hold, by device: a merged segment holds what it replaced.
struct Covers(BTreeMap<DeviceTag, Vec<(u64, u64)>>);

impl Covers {
    fn of(everything: &BTreeMap<Key, u64>) -> Self {
        let mut ranges: BTreeMap<DeviceTag, Vec<(u64, u64)>> = BTreeMap::new();
        for key in everything.keys() {
            if let Key::Segment {
                tag, first, last, ..
            } = key
            {
                ranges.entry(*tag).or_default().push((*first, *last));
            }
        }
        // For a first event, only the longest: ends then rise, and one search answers.
        for ranges in ranges.values_mut() {
            ranges.sort_unstable();
            let mut end = 0;
            for range in ranges.iter_mut() {
                end = range.1.max(end);
                range.1 = end;
            }
        }
        Self(ranges)
    }

    /// Whether another segment holds all events of a kept one.
    fn have(&self, key: &Key) -> bool {
        let Key::Segment {
            tag, first, last, ..
        } = key
        else {
            return false;
        };
        let Some(ranges) = self.0.get(tag) else {
            return false;
        };
        let before = ranges.partition_point(|range| range.0 <= *first);
        before > 0 && ranges[before - 1].1 >= *last
    }
}
