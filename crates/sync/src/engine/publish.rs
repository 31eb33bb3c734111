//! Publishing: attachments and entries, then segments, each read back, then the head that announces.

use std::collections::BTreeMap;

use colloquy_protocol::head::{Head, Seen, SignedHead};
use colloquy_protocol::{DeviceTag, Hash, Key, Tip};

use super::Engine;
use super::clone::Suspicion;
use super::heads::quarantined;
use super::picture::KnownHead;
use super::round::{Job, Round};
use crate::checks::Check;
use crate::remote::RemoteError;
use crate::store::{Change, Kept, Local, StoreError, WritePoint};

/// Objects that are put before the store is asked again what waits.
const TOGETHER: usize = 32;
/// How often an object is put again in one round if it comes back otherwise.
const TRIES: u8 = 6;
/// A head that says only what was seen waits so long for each device of the space: milliseconds. In
/// a large space, everybody's receipt for everybody's post would be most of what travels.
const RECEIPT_MS: u64 = 1000;

impl Engine {
    pub(super) fn publish(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        if self.clone.is_some() || round.suspected {
            return Ok(true);
        }
        self.manage(round, local)?;
        let waiting = local.store.waiting(TOGETHER + round.unput.len())?;
        let to_put: Vec<Key> = waiting
            .iter()
            .filter(|key| !round.unput.contains(key))
            .copied()
            .collect();
        if !to_put.is_empty() {
            round.jobs.extend(to_put.into_iter().map(Job::Put));
            return Ok(false);
        }
        if !round.unput.is_empty() || !waiting.is_empty() {
            // What is not there is not announced.
            return Ok(true);
        }
        if let Some(unkept) = &self.unkept {
            round.jobs.push_back(Job::Put(unkept.key()));
            return Ok(false);
        }
        if self.seal_next(round, local)? {
            return Ok(false);
        }
        self.announce(round, local)
    }

    /// The bytes to put under a name.
    pub(super) fn bytes_of(
        &self,
        key: &Key,
        local: &mut Local<'_>,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        if let Key::Head { tag, counter, .. } = key {
            let head = self.picture.heads.get(tag);
            let head = head.filter(|head| head.signed.head().counter == *counter);
            return Ok(head.map(|head| head.signed.bytes().to_vec()));
        }
        if let Some(unkept) = self.unkept.as_ref().filter(|unkept| unkept.key() == *key) {
            return Ok(Some(unkept.bytes.clone()));
        }
        local.store.object(key)
    }

    /// Puts the newest own head, and makes a newer one where there is something to say.
    fn announce(&mut self, round: &mut Round, local: &mut Local<'_>) -> Result<bool, StoreError> {
        let me = self.me.tag();
        let own = self.picture.heads.get(&me);
        if let Some(own) = own.filter(|own| own.kept == Kept::Waiting) {
            let key = own.signed.head().key();
            if round.unput.contains(&key) {
                return Ok(true);
            }
            round.jobs.push_back(Job::Put(key));
            return Ok(false);
        }
        if round.headed || !self.has_news(local.now_ms) {
            return Ok(true);
        }
        round.headed = true;
        let signed = self.next_head().sign(&self.me.keys.sign);
        let mut marks = self.picture.marks;
        marks.head_ms = local.now_ms;
        if marks.checkpoint.is_some() && marks.checkpoint_head == 0 {
            marks.checkpoint_head = signed.head().counter;
        }
        let keep = Change::Keep {
            key: signed.head().key(),
            bytes: signed.bytes(),
            kept: Kept::Waiting,
            segment: None,
        };
        local
            .store
            .commit(WritePoint::Head, &[keep, Change::Marks(marks)])?;
        self.picture.marks = marks;
        let known = KnownHead {
            signed,
            kept: Kept::Waiting,
            heard_ms: local.now_ms,
        };
        self.picture.heads.insert(me, known);
        Ok(false)
    }

    fn seen_now(&self) -> Vec<Seen> {
        let others = self.picture.heads.iter();
        others
            .filter(|(tag, _)| **tag != self.me.tag())
            .map(|(tag, head)| Seen {
                tag: *tag,
                counter: head.signed.head().counter,
                tip: self.picture.tip(tag),
            })
            .collect()
    }

    fn next_head(&self) -> Head {
        let me = self.me.tag();
        Head {
            space: self.me.space,
            tag: me,
            counter: self.picture.counter(&me).saturating_add(1),
            tip: self.picture.tip(&me),
            governance: self.picture.ends.clone(),
            checkpoint: self.picture.marks.checkpoint,
            seen: self.seen_now(),
        }
    }

    /// Whether a new head would say something: at once if it is of own doing, later if it is only
    /// that something was seen.
    fn has_news(&self, now_ms: u64) -> bool {
        let me = self.me.tag();
        let Some(membership) = self.picture.membership() else {
            return false;
        };
        let belongs = membership.active(&me).is_some();
        let Some(own) = self.picture.heads.get(&me) else {
            // Who went before its first head still tells what it wrote until then.
            let tip = self.picture.tip(&me).seq;
            let known = membership.devices.contains_key(&me);
            return belongs || (known && tip > 0 && membership.accepts(&me, tip).is_ok());
        };
        if !belongs {
            // The entry by which it went is still to be told, and what it wrote until then.
            let before = own.signed.head();
            let tip = self.picture.tip(&me);
            let counts = before.tip != tip && membership.accepts(&me, tip.seq).is_ok();
            return membership.devices.contains_key(&me)
                && (counts || self.wrote_governance_since(before));
        }
        let before = own.signed.head();
        if before.tip != self.picture.tip(&me)
            || before.checkpoint != self.picture.marks.checkpoint
            || self.wrote_governance_since(before)
        {
            return true;
        }
        let seen_more = before.governance != self.picture.ends
            || self.message_of(&before.seen) != self.message_of(&self.seen_now());
        let waited = now_ms.abs_diff(self.picture.marks.head_ms);
        seen_more && waited >= RECEIPT_MS * self.picture.devices()
    }

    /// What a list of what was seen tells others: how far logs were read; and where this device is
    /// stuck, on which head, so that somebody looks at what it can't read.
    fn message_of(&self, seen: &[Seen]) -> BTreeMap<DeviceTag, (Tip, Option<u64>)> {
        let governed = self.picture.wanted.is_empty();
        let told = seen.iter().map(|seen| {
            let head = self.picture.heads.get(&seen.tag);
            let behind = head.is_some_and(|head| head.signed.head().tip.seq > seen.tip.seq);
            let stuck = behind || !governed;
            (seen.tag, (seen.tip, stuck.then_some(seen.counter)))
        });
        told.collect()
    }

    /// Whether an own entry is younger than a head.
    fn wrote_governance_since(&self, before: &Head) -> bool {
        before.governance != self.picture.ends
            && self.picture.entries.iter().any(|signed| {
                signed.entry().author == self.me.tag()
                    && self.picture.ends.ends.contains(&signed.hash())
                    && !before.governance.ends.contains(&signed.hash())
            })
    }

    /// What came back of an object that was put.
    pub(super) fn read_back(
        &mut self,
        round: &mut Round,
        key: Key,
        bytes: Option<Vec<u8>>,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let put = match &self.unkept {
            Some(unkept) if unkept.key() == key => Some(unkept.bytes.clone()),
            _ => self.bytes_of(&key, local)?,
        };
        if put.is_none() {
            return Ok(());
        }
        if put == bytes || !self.checks.on(Check::ReadBack) {
            self.resolve(&quarantined(key, &[]), local)?;
            return self.stored(round, key, local);
        }
        if let (Key::Head { tag, counter, .. }, Some(bytes)) = (key, &bytes)
            && tag == self.me.tag()
        {
            let signer = self.me.keys.sign.public();
            if let Ok(head) = SignedHead::open(bytes, &self.me.space, &tag, counter, &signer) {
                // This device's own hand, and not its own head: a copy was faster.
                round.unput.insert(key);
                self.suspect(round, Suspicion::of_head(&head));
                round.stage = super::round::Stage::Clone;
                round.logs = None;
                return Ok(());
            }
        }
        if let Some(bytes) = &bytes {
            self.report(quarantined(key, bytes), local)?;
        }
        let tries = round.tries.entry(key).or_default();
        *tries += 1;
        if *tries >= TRIES {
            round.unput.insert(key);
            return Ok(());
        }
        let job = match bytes {
            Some(bytes) if round.is_damaged(key, &bytes) => Job::Replace(key),
            Some(_) => Job::ReadBack(key),
            None => Job::Put(key),
        };
        round.jobs.push_front(job);
        Ok(())
    }

    /// An object is at the store, whole.
    fn stored(
        &mut self,
        round: &mut Round,
        key: Key,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        round.changed = true;
        if let Some(unkept) = self.unkept.take_if(|unkept| unkept.key() == key) {
            return self.keep_sealed(&unkept, Kept::Stored, local);
        }
        let own_head = matches!(key, Key::Head { tag, .. } if tag == self.me.tag());
        local
            .store
            .commit(WritePoint::Stored, &[Change::Stored(vec![key])])?;
        if own_head && let Some(head) = self.picture.heads.get_mut(&self.me.tag()) {
            head.kept = Kept::Stored;
            let before = self.waiting;
            self.waiting = self.unannounced(local)?;
            round.progress.sent += before.saturating_sub(self.waiting);
        }
        Ok(())
    }
}

impl Round {
    /// Whether an object is damaged at the store, and not on its way from there: it came twice with
    /// the same wrong bytes.
    pub(super) fn is_damaged(&mut self, key: Key, bytes: &[u8]) -> bool {
        let found = Hash::of(bytes);
        self.doubted.insert(key, found) == Some(found)
    }

    /// An object could not be put: the rest may still go on.
    pub(super) fn not_put(&mut self, key: Key, error: RemoteError) {
        if !self.fail(error.clone()) {
            self.refused = Some(error);
        }
        self.unput.insert(key);
    }
}
