//! Verifying a segment and applying its events; opening late what had no key; attachments.

use colloquy_protocol::head::Proof;
use colloquy_protocol::segment::{
    ChainFault, Expected, Follow, Header, OpenError, Opened, Place, check_signature, open, peek,
};
use colloquy_protocol::{
    DeviceTag, EpochId, Event, FAR_AHEAD_MS, Hash, Key, RecipientId, SignPublic, Tip,
};

use super::Engine;
use super::heads::{quarantined, tampered};
use super::round::{Job, Round};
use crate::checks::Check;
use crate::finding::{Damage, Finding};
use crate::store::{Change, Kept, Local, StoreError, WritePoint};

/// Pieces of attachments that are got together: each has up to 4 MiB.
const BLOBS: usize = 2;

impl Engine {
    /// Takes a segment of a log; whether the log goes on after it.
    pub(super) fn segment_in(
        &mut self,
        round: &mut Round,
        tag: DeviceTag,
        key: Key,
        bytes: &[u8],
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        if !self.whole(&key, bytes, local)? {
            return Ok(false);
        }
        let found = Hash::of(bytes);
        let Some((place, signer)) = self.log_of(&tag) else {
            return Ok(false);
        };
        let Key::Segment { first, last, .. } = key else {
            return Ok(false);
        };
        let after = self.picture.tip(&tag);
        let expected = Expected {
            place,
            signer: &signer,
            first,
            last,
            hash: found,
            after: self.checks.on(Check::Chain).then_some(after),
        };
        let header = match peek(bytes) {
            Ok(header) => header,
            Err(_) => {
                self.report(tampered(key, bytes, Damage::Format), local)?;
                return Ok(false);
            }
        };
        let Some(epoch) = self.picture.keyring.get(&header.epoch).cloned() else {
            return self.unreadable(round, &expected, key, bytes, local);
        };
        match open(bytes, &expected, &epoch) {
            Ok(opened) => self.apply(round, &expected, key, bytes, opened, local),
            Err(OpenError::Chain(fault)) => self.unchained(tag, fault, bytes, local),
            Err(error) => {
                self.report(tampered(key, bytes, Damage::from(&error)), local)?;
                Ok(false)
            }
        }
    }

    /// Whether an object's bytes are those that its name promises; tells if they are not.
    pub(super) fn whole(
        &mut self,
        key: &Key,
        bytes: &[u8],
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        let finding = quarantined(*key, bytes);
        if self.checks.on(Check::Hash) && key.hash() != Some(Hash::of(bytes)) {
            self.report(finding, local)?;
            return Ok(false);
        }
        self.resolve(&finding, local)?;
        Ok(true)
    }

    fn log_of(&self, tag: &DeviceTag) -> Option<(Place, SignPublic)> {
        let device = self.picture.membership()?.devices.get(tag)?;
        let place = Place {
            space: self.me.space,
            tag: *tag,
            device: device.card.device(),
        };
        Some((place, device.card.sign()))
    }

    fn apply(
        &mut self,
        round: &mut Round,
        expected: &Expected<'_>,
        key: Key,
        bytes: &[u8],
        opened: Opened,
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        let tag = expected.place.tag;
        let tip = opened.header.tip(expected.hash);
        let before = self.picture.tip(&tag);
        if opened.follow == Some(Follow::Known) || tip.seq <= before.seq {
            return Ok(true);
        }
        let mut events = opened.events;
        events.retain(|event| event.id.seq > before.seq);
        let keep = Change::Keep {
            key,
            bytes,
            kept: Kept::Stored,
            segment: Some((tip, true)),
        };
        local.store.commit(
            WritePoint::Apply,
            &[keep, Change::Apply(&events), Change::Read(tag, tip)],
        )?;
        self.picture.tips.insert(tag, tip);
        round.progress.read += events.len() as u64;
        round.changed = true;
        self.look_at_clocks(&events, local)?;
        Ok(true)
    }

    fn look_at_clocks(
        &mut self,
        events: &[Event],
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let limit = local.now_ms.saturating_add(FAR_AHEAD_MS);
        if let Some(ahead) = events.iter().find(|event| event.hlc.ms() > limit) {
            let finding = Finding::ClockAhead {
                event: ahead.id,
                says_ms: ahead.hlc.ms(),
                now_ms: local.now_ms,
            };
            if !self.picture.has(&finding) {
                self.report(finding, local)?;
            }
        }
        Ok(())
    }

    /// A segment that does not continue what is known: the names lied, or there are two histories.
    fn unchained(
        &mut self,
        tag: DeviceTag,
        fault: ChainFault,
        bytes: &[u8],
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        match fault {
            ChainFault::Gap { from, to } => {
                self.report(super::logs::missing(tag, from, to), local)?;
            }
            ChainFault::Split { at } => {
                let ours = local.store.segment_ending(&tag, at)?;
                let first = match ours {
                    Some(ours) => local.store.object(&ours.key)?,
                    None => None,
                };
                let proof = Proof {
                    first: first.unwrap_or_default(),
                    second: bytes.to_vec(),
                };
                self.report(Finding::SplitView { tag, at, proof }, local)?;
            }
        }
        Ok(false)
    }

    /// A segment whose key is not here. If the key was never meant for this device, the log goes on
    /// without it; else it may still come.
    fn unreadable(
        &mut self,
        round: &mut Round,
        expected: &Expected<'_>,
        key: Key,
        bytes: &[u8],
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        let tag = expected.place.tag;
        let header = match check_signature(bytes, expected.signer) {
            Ok(header) => header,
            Err(error) => {
                self.report(tampered(key, bytes, Damage::from(&error)), local)?;
                return Ok(false);
            }
        };
        if !lies_right(&header, expected) {
            self.report(tampered(key, bytes, Damage::Place), local)?;
            return Ok(false);
        }
        let epoch = header.epoch;
        if self.may_get_key(&epoch) {
            self.report(Finding::Unreadable { tag, epoch }, local)?;
            return Ok(false);
        }
        let before = self.picture.tip(&tag);
        match header.follows(expected.hash, &before) {
            Ok(Follow::Known) => return Ok(true),
            Ok(Follow::Next | Follow::Overlaps) => {}
            Err(fault) => return self.unchained(tag, fault, bytes, local),
        }
        let tip: Tip = header.tip(expected.hash);
        let keep = Change::Keep {
            key,
            bytes,
            kept: Kept::Stored,
            segment: Some((tip, false)),
        };
        local
            .store
            .commit(WritePoint::Unread, &[keep, Change::Read(tag, tip)])?;
        self.picture.tips.insert(tag, tip);
        round.changed = true;
        Ok(true)
    }

    /// Whether this device may still be given the key of an epoch: it is not known yet, or it was
    /// meant for this device.
    fn may_get_key(&self, epoch: &EpochId) -> bool {
        let names: Vec<RecipientId> = std::iter::once(RecipientId::from(self.me.tag()))
            .chain(self.me.extra.iter().map(|extra| extra.to))
            .collect();
        self.picture.was_given(epoch, &names).unwrap_or(true)
    }

    /// Opens what was kept closed, if keys came since.
    pub(super) fn open_late(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        if round.late || !self.picture.keys_learnt || !self.checks.on(Check::Late) {
            return Ok(true);
        }
        round.late = true;
        for kept in local.store.unopened(usize::MAX)? {
            let Key::Segment { tag, .. } = kept.key else {
                continue;
            };
            let Some(bytes) = local.store.object(&kept.key)? else {
                continue;
            };
            let epoch = peek(&bytes)
                .ok()
                .and_then(|header| self.picture.keyring.get(&header.epoch).cloned());
            let (Some(epoch), Some((place, signer))) = (epoch, self.log_of(&tag)) else {
                continue;
            };
            let expected = Expected {
                place,
                signer: &signer,
                first: kept.first,
                last: kept.tip.seq,
                hash: Hash::of(&bytes),
                after: None,
            };
            match open(&bytes, &expected, &epoch) {
                Ok(opened) => {
                    let changes = [Change::Apply(&opened.events), Change::Opened(kept.key)];
                    local.store.commit(WritePoint::Late, &changes)?;
                    round.changed = true;
                    round.progress.read += opened.events.len() as u64;
                    self.look_at_clocks(&opened.events, local)?;
                }
                Err(error) => {
                    self.report(tampered(kept.key, &bytes, Damage::from(&error)), local)?;
                }
            }
        }
        self.resolve_unreadable(local)?;
        self.picture.keys_learnt = false;
        Ok(true)
    }

    fn resolve_unreadable(&mut self, local: &mut Local<'_>) -> Result<(), StoreError> {
        let findings: Vec<Finding> = self
            .picture
            .findings
            .values()
            .map(|report| report.finding.clone())
            .collect();
        for finding in findings {
            if let Finding::Unreadable { epoch, .. } = &finding
                && self.picture.keyring.get(epoch).is_some()
            {
                self.resolve(&finding, local)?;
            }
        }
        Ok(())
    }

    /// Gets the pieces of attachments that the product wants.
    pub(super) fn blobs(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        let wanted = local.store.wanted_blobs(BLOBS + round.blobs_asked.len())?;
        let ask: Vec<Hash> = wanted
            .into_iter()
            .filter(|hash| !round.blobs_asked.contains(hash))
            .take(BLOBS)
            .collect();
        if ask.is_empty() {
            return Ok(true);
        }
        let space = self.me.space;
        round.blobs_asked.extend(&ask);
        let keys = ask.into_iter().map(|hash| Key::Blob { space, hash });
        round.jobs.push_back(Job::Get(keys.collect()));
        Ok(false)
    }

    pub(super) fn blob_came(
        &mut self,
        round: &mut Round,
        key: Key,
        bytes: &[u8],
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let finding = quarantined(key, bytes);
        let hash = Hash::of(bytes);
        if key.hash() != Some(hash) {
            return self.report(finding, local);
        }
        self.resolve(&finding, local)?;
        round.changed = true;
        local
            .store
            .commit(WritePoint::Blob, &[Change::Blob(hash, bytes)])
    }
}

fn lies_right(header: &Header, expected: &Expected<'_>) -> bool {
    header.space == expected.place.space
        && header.tag == expected.place.tag
        && header.first == expected.first
        && header.last == expected.last
}
