//! What the engine has in mind: the membership, the keys, how far each log was read, the heads.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_protocol::governance::{
    Action, Entry, Fold, InvitationState, Membership, Right, RotationReason, SignedEntry, Wait,
    ends_of, fold,
};
use colloquy_protocol::head::{GovernanceHead, SignedHead};
use colloquy_protocol::{
    Clock, DeviceId, DeviceTag, EpochError, EpochId, Hash, Hlc, Key, Keyring, RecipientId,
    SignPublic, Tip,
};

use crate::checks::{Check, Checks};
use crate::finding::{Finding, FindingId, Report};
use crate::identity::Identity;
use crate::store::{Kept, KeptHead, Marks, Saved, StoreError};

/// A device's newest head.
#[derive(Debug, Clone)]
pub(super) struct KnownHead {
    pub(super) signed: SignedHead,
    pub(super) kept: Kept,
    pub(super) heard_ms: u64,
}

#[derive(Debug)]
pub(super) struct Picture {
    pub(super) entries: Vec<SignedEntry>,
    pub(super) known: BTreeSet<Hash>,
    pub(super) ends: GovernanceHead,
    pub(super) fold: Fold,
    pub(super) keyring: Keyring,
    /// Whether the keyring may open something that was not opened yet.
    pub(super) keys_learnt: bool,
    /// Epochs whose key came and is not the promised one.
    pub(super) wrong_keys: BTreeSet<EpochId>,
    /// How far each log was read; the own: sealed.
    pub(super) tips: BTreeMap<DeviceTag, Tip>,
    pub(super) heads: BTreeMap<DeviceTag, KnownHead>,
    pub(super) cutoffs: BTreeMap<DeviceId, u64>,
    pub(super) findings: BTreeMap<FindingId, Report>,
    pub(super) marks: Marks,
    /// Heads of devices that the membership does not know: how often they were asked for, and the
    /// round before which they are not asked for again.
    pub(super) strangers: BTreeMap<(DeviceTag, u64), (u32, u64)>,
    /// Rounds since the engine was opened.
    pub(super) rounds: u64,
    /// Governance entries that heads name and that did not come.
    pub(super) wanted: BTreeSet<Hash>,
    /// There are entries on the store that no head tells of.
    pub(super) unasked: bool,
    /// When somebody without a key was first noticed.
    pub(super) keyless_ms: Option<u64>,
}

impl Picture {
    pub(super) fn load(me: &Identity, saved: Saved, checks: Checks) -> Result<Self, StoreError> {
        let damaged = |what: &str| StoreError::Failed(format!("a kept {what} can't be read"));
        let entries: Vec<SignedEntry> = saved
            .governance
            .iter()
            .map(|bytes| SignedEntry::open(bytes).map_err(|_| damaged("governance entry")))
            .collect::<Result<_, _>>()?;
        let mut keyring = Keyring::new(me.space);
        for key in saved.keys {
            keyring.insert(key);
        }
        let mut picture = Self {
            known: BTreeSet::new(),
            ends: GovernanceHead::default(),
            fold: fold(&me.space, &me.genesis, &entries),
            entries,
            keyring,
            keys_learnt: true,
            wrong_keys: BTreeSet::new(),
            tips: saved.tips,
            heads: BTreeMap::new(),
            cutoffs: saved.cutoffs,
            findings: saved
                .findings
                .into_iter()
                .map(|report| (report.finding.id(), report))
                .collect(),
            marks: saved.marks,
            strangers: BTreeMap::new(),
            rounds: 0,
            wanted: BTreeSet::new(),
            unasked: false,
            keyless_ms: None,
        };
        picture.refold(me, checks);
        for (tag, head) in saved.heads {
            // A removal may have taken back how its device came.
            let Some(signer) = picture.signer(me, &tag) else {
                continue;
            };
            let signed = open_kept(&head, me, &signer).ok_or_else(|| damaged("head"))?;
            let known = KnownHead {
                signed,
                kept: head.kept,
                heard_ms: head.heard_ms,
            };
            picture.heads.insert(tag, known);
        }
        Ok(picture)
    }

    /// Judges all entries anew, and takes what keys they hold.
    pub(super) fn refold(&mut self, me: &Identity, checks: Checks) {
        self.known = self.entries.iter().map(SignedEntry::hash).collect();
        self.fold = fold(&me.space, &me.genesis, &self.entries);
        // What waits for something is not built on: it may never count.
        let waiting = &self.fold.waiting;
        let judged = self.entries.iter();
        self.ends = ends_of(judged.filter(|signed| !waiting.contains(&signed.hash())));
        self.wanted.retain(|hash| !self.known.contains(hash));
        self.learn(me);
        if !checks.on(Check::Cutoff)
            && let Some(membership) = &mut self.fold.membership
        {
            for device in membership.devices.values_mut() {
                device.cutoff = None;
            }
        }
    }

    /// Takes every key that entries hold for this device: also those of rotations that don't count,
    /// because somebody else's came first. What was sealed in them meanwhile can be read; nobody
    /// writes in them.
    fn learn(&mut self, me: &Identity) {
        let names: Vec<_> = std::iter::once((me.card.tag.into(), &me.keys.receive))
            .chain(me.extra.iter().map(|extra| (extra.to, &extra.secret)))
            .collect();
        let mut again = true;
        while again {
            again = false;
            for signed in &self.entries {
                for (to, secret) in &names {
                    let learnt = match &signed.entry().action {
                        Action::Rotate { rotation } => self.keyring.learn(rotation, *to, secret),
                        Action::Grant { grants } => grants.iter().try_fold(false, |any, grant| {
                            let learnt = self.keyring.learn_grant(grant, *to, secret)?;
                            Ok(any || learnt)
                        }),
                        _ => Ok(false),
                    };
                    match learnt {
                        Ok(learnt) => again |= learnt,
                        Err(EpochError::Sealed(epoch) | EpochError::Commitment(epoch)) => {
                            self.wrong_keys.insert(epoch);
                        }
                        Err(_) => {}
                    }
                }
            }
            self.keys_learnt |= again;
        }
    }

    pub(super) const fn membership(&self) -> Option<&Membership> {
        self.fold.membership.as_ref()
    }

    /// The key that checks a device's signatures.
    pub(super) fn signer(&self, me: &Identity, tag: &DeviceTag) -> Option<SignPublic> {
        if *tag == me.tag() {
            return Some(me.keys.sign.public());
        }
        let device = self.membership()?.devices.get(tag)?;
        Some(device.card.sign())
    }

    pub(super) fn tip(&self, tag: &DeviceTag) -> Tip {
        self.tips.get(tag).copied().unwrap_or(Tip::START)
    }

    /// The counter of the newest head of a device; 0 if there is none.
    pub(super) fn counter(&self, tag: &DeviceTag) -> u64 {
        let head = self.heads.get(tag);
        head.map_or(0, |head| head.signed.head().counter)
    }

    /// The next own entry, unsigned.
    pub(super) fn draft(&self, me: &Identity, action: Action, now_ms: u64) -> Entry {
        let mut clock = Clock::default();
        for signed in &self.entries {
            clock.see(signed.entry().at, now_ms);
        }
        let own = self
            .entries
            .iter()
            .filter(|signed| signed.entry().author == me.tag())
            .max_by_key(|signed| (signed.entry().seq, signed.hash()));
        Entry {
            space: me.space,
            author: me.tag(),
            seq: own.map_or(1, |signed| signed.entry().seq.saturating_add(1)),
            previous: own.map(SignedEntry::hash),
            seen: self.ends.ends.clone(),
            at: clock.tick(now_ms),
            signer: me.keys.sign.public(),
            action,
        }
    }

    /// Entries and everything that they build on.
    pub(super) fn past_of(&self, ends: Vec<Hash>) -> BTreeSet<Hash> {
        let by_hash: BTreeMap<Hash, &SignedEntry> = self
            .entries
            .iter()
            .map(|signed| (signed.hash(), signed))
            .collect();
        let (mut past, mut open) = (BTreeSet::new(), ends);
        while let Some(hash) = open.pop() {
            if past.insert(hash)
                && let Some(signed) = by_hash.get(&hash)
            {
                open.extend(signed.entry().parents());
            }
        }
        past
    }

    /// The cutoffs that the membership sets.
    pub(super) fn cutoffs_now(&self) -> BTreeMap<DeviceId, u64> {
        let Some(membership) = self.membership() else {
            return BTreeMap::new();
        };
        let mut cutoffs: BTreeMap<DeviceId, u64> = BTreeMap::new();
        // A removal may take back how a device came: then nothing of it counts.
        for signed in &self.entries {
            if let Action::Create { device, .. }
            | Action::Join { device, .. }
            | Action::AddDevice { device } = &signed.entry().action
            {
                cutoffs.insert(device.device(), 0);
            }
        }
        for device in membership.devices.values() {
            match device.cutoff {
                Some(cutoff) => cutoffs.insert(device.card.device(), cutoff),
                None => cutoffs.remove(&device.card.device()),
            };
        }
        cutoffs
    }

    /// This device's place among those that belong, from 0: who goes first where one is enough.
    pub(super) fn rank(&self, tag: &DeviceTag) -> u64 {
        self.membership().map_or(0, |membership| {
            let before = membership
                .devices
                .keys()
                .filter(|other| *other < tag && membership.active(other).is_some());
            before.count() as u64
        })
    }

    /// Whether somebody was given the key of an epoch, by whatever entry; `None` if no entry tells of
    /// the epoch.
    pub(super) fn was_given(&self, epoch: &EpochId, names: &[RecipientId]) -> Option<bool> {
        let mut known = None;
        for signed in &self.entries {
            match &signed.entry().action {
                Action::Rotate { rotation } if rotation.id == *epoch => {
                    let given = rotation.keys.iter().any(|key| names.contains(&key.to));
                    known = Some(known.unwrap_or(false) || given);
                }
                Action::Grant { grants } => {
                    let given = grants
                        .iter()
                        .any(|grant| grant.id == *epoch && names.contains(&grant.key.to));
                    known = known.map(|known| known || given).or(given.then_some(true));
                }
                _ => {}
            }
        }
        known
    }

    /// Epochs that somebody who may not can read: who was given a key, or a later one under which it
    /// lies. Counts entries that the fold refused: a grant that came too late to count has handed the
    /// key out all the same.
    fn open_epochs(&self, entitled: &BTreeSet<RecipientId>) -> BTreeSet<EpochId> {
        let mut open = BTreeSet::new();
        let mut past: BTreeMap<EpochId, EpochId> = BTreeMap::new();
        for signed in &self.entries {
            match &signed.entry().action {
                Action::Rotate { rotation } => {
                    if rotation.keys.iter().any(|key| !entitled.contains(&key.to)) {
                        open.insert(rotation.id);
                    }
                    if let Some(before) = &rotation.past {
                        past.insert(rotation.id, before.id);
                    }
                }
                Action::Grant { grants } => {
                    let wrong = grants
                        .iter()
                        .filter(|grant| !entitled.contains(&grant.key.to));
                    open.extend(wrong.map(|grant| grant.id));
                }
                _ => {}
            }
        }
        let mut next: Vec<EpochId> = open.iter().copied().collect();
        while let Some(id) = next.pop() {
            if let Some(before) = past.get(&id)
                && open.insert(*before)
            {
                next.push(*before);
            }
        }
        open
    }

    /// Everybody who may have a key now. An invitation's seed is on the device that came by it: it goes
    /// when that device goes.
    fn entitled(&self) -> BTreeSet<RecipientId> {
        let Some(membership) = self.membership() else {
            return BTreeSet::new();
        };
        let mut entitled = membership.entitled();
        for (tag, invited) in &membership.invitations {
            if let InvitationState::Used(person) | InvitationState::Contested(person) =
                invited.state
            {
                let joined = membership.members.get(&person).map(|member| member.joined);
                let came = membership
                    .devices
                    .iter()
                    .find(|(_, device)| Some(device.added) == joined);
                if came.is_none_or(|(device, _)| membership.active(device).is_none()) {
                    entitled.remove(&(*tag).into());
                }
            }
        }
        entitled
    }

    /// Epochs that began after every removal that counts. Somebody who does not know of a removal may
    /// still hand out an earlier key to the removed, in an entry that has not come here.
    fn later_epochs(&self) -> BTreeSet<EpochId> {
        let accepted: BTreeSet<Hash> = self.fold.accepted.iter().copied().collect();
        let removals: Vec<Hash> = self
            .entries
            .iter()
            .filter(|signed| signed.entry().action.is_removal())
            .map(SignedEntry::hash)
            .filter(|hash| accepted.contains(hash))
            .collect();
        let mut later = BTreeSet::new();
        for signed in &self.entries {
            if let Action::Rotate { rotation } = &signed.entry().action {
                let past = self.past_of(vec![signed.hash()]);
                if removals.iter().all(|removal| past.contains(removal)) {
                    later.insert(rotation.id);
                }
            }
        }
        later
    }

    /// The epoch to write in: the highest that this device has, that nobody who is gone can read and,
    /// where this device could begin one, that began after everybody went.
    pub(super) fn writing_epoch(&self, me: &DeviceTag) -> Result<EpochId, Wait> {
        let membership = self.membership().ok_or(Wait::Key)?;
        let highest = membership.writing_epoch(&self.keyring)?;
        let open = self.open_epochs(&self.entitled());
        let strict = membership.may(me, Right::Rotate);
        let later = self.later_epochs();
        let mut held = membership
            .epochs
            .keys()
            .rev()
            .filter(|id| **id <= highest && self.keyring.get(id).is_some());
        held.find(|id| !open.contains(id) && (!strict || later.contains(id)))
            .copied()
            .ok_or(Wait::Rotation)
    }

    /// Why a new epoch should begin, if one should.
    pub(super) fn rotation_due(&self, me: &DeviceTag, now_ms: u64) -> Option<RotationReason> {
        let membership = self.membership()?;
        let newest = membership.epochs.last_key_value().map(|(id, _)| *id);
        let closed = newest.is_none_or(|id| {
            let strict = membership.may(me, Right::Rotate);
            !self.open_epochs(&self.entitled()).contains(&id)
                && (!strict || self.later_epochs().contains(&id))
        });
        match membership.rotation_due(now_ms) {
            None | Some(RotationReason::Age) if !closed => Some(RotationReason::Gone),
            reason => reason,
        }
    }

    /// How many devices belong.
    pub(super) fn devices(&self) -> u64 {
        self.membership().map_or(1, |membership| {
            let active = membership
                .devices
                .keys()
                .filter(|tag| membership.active(tag).is_some());
            active.count() as u64
        })
    }

    /// Whether a finding of this name is open.
    pub(super) fn has(&self, finding: &Finding) -> bool {
        self.findings.contains_key(&finding.id())
    }

    /// The moment of a new certificate or entry.
    pub(super) fn moment(&self, now_ms: u64) -> Hlc {
        let mut clock = Clock::default();
        for signed in &self.entries {
            clock.see(signed.entry().at, now_ms);
        }
        clock.tick(now_ms)
    }
}

fn open_kept(head: &KeptHead, me: &Identity, signer: &SignPublic) -> Option<SignedHead> {
    let Key::Head { tag, counter, .. } = head.key else {
        return None;
    };
    SignedHead::open(&head.bytes, &me.space, &tag, counter, signer).ok()
}
