//! New epochs and keys for newcomers: by whoever can, in an order so that not all do it at once.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_protocol::governance::{Action, Right, RotationReason};
use colloquy_protocol::{EpochId, EpochKey, Grant, ReceivePublic, RecipientId, grant, rotate};

use super::round::Round;
use super::{Engine, ProposeError};
use crate::store::{Local, StoreError};

/// Each device lets those before it go first, for so long: milliseconds.
const TURN_MS: u64 = 2 * 60 * 1000;
/// The same where there is no hurry.
const LONG_TURN_MS: u64 = 60 * 60 * 1000;
/// Most grants in one entry.
const GRANTS: usize = 1024;

impl Engine {
    /// Rotates and grants where it is due and this device's turn.
    pub(super) fn manage(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        if round.managed || self.picture.membership().is_none() {
            return Ok(());
        }
        round.managed = true;
        let done = match self.rotate_if_due(local) {
            Ok(rotated) => self.grant_if_due(local).map(|granted| granted || rotated),
            Err(error) => Err(error),
        };
        match done {
            Ok(done) => {
                round.changed |= done;
                Ok(())
            }
            Err(ProposeError::Store(error)) => Err(error),
            // Somebody else's entry came first: judged anew in the next round.
            Err(ProposeError::Refused(_) | ProposeError::Unknown) => Ok(()),
        }
    }

    fn rotate_if_due(&mut self, local: &mut Local<'_>) -> Result<bool, ProposeError> {
        let Some(membership) = self.picture.membership() else {
            return Ok(false);
        };
        let me = self.me.tag();
        let Some(reason) = self.picture.rotation_due(&me, local.now_ms) else {
            return Ok(false);
        };
        let turn = match reason {
            // Whoever has something to say does not wait for another.
            RotationReason::First | RotationReason::Gone => {
                membership.may(&me, Right::Write)
                    && (local.store.unsealed_count()? > 0
                        || self.removed_somebody()
                        || self.picture.rank(&me) == 0)
            }
            RotationReason::Age => {
                let newest = membership.epochs.last_key_value();
                let began = newest.map_or(0, |(_, epoch)| epoch.at.ms());
                let days = u64::from(membership.policy.epoch_days) * 24 * 60 * 60 * 1000;
                let wait = days + self.picture.rank(&me) * LONG_TURN_MS;
                membership.may(&me, Right::Rotate) && local.now_ms >= began.saturating_add(wait)
            }
        };
        if !turn {
            return Ok(false);
        }
        let new = EpochKey::generate(membership.next_epoch(), &mut local.rng);
        let newest = membership.epochs.last_key_value().map(|(id, _)| *id);
        let past = newest
            .filter(|_| membership.policy.newcomers_read_past)
            .and_then(|id| self.picture.keyring.get(&id));
        let recipients = membership.recipients(local.now_ms);
        let rotation = rotate(&self.me.space, &new, &recipients, past, &mut local.rng)
            .map_err(|error| StoreError::Failed(format!("no new key can be made: {error}")))?;
        self.propose(Action::Rotate { rotation }, local)?;
        Ok(true)
    }

    /// Whether an own entry that counts removed somebody.
    fn removed_somebody(&self) -> bool {
        let accepted: BTreeSet<_> = self.picture.fold.accepted.iter().collect();
        self.picture.entries.iter().any(|signed| {
            let entry = signed.entry();
            entry.author == self.me.tag()
                && entry.action.is_removal()
                && accepted.contains(&signed.hash())
        })
    }

    fn grant_if_due(&mut self, local: &mut Local<'_>) -> Result<bool, ProposeError> {
        let me = self.me.tag();
        let missing = self.keyless(local.now_ms);
        if missing.is_empty() {
            self.picture.keyless_ms = None;
            return Ok(false);
        }
        let since = *self.picture.keyless_ms.get_or_insert(local.now_ms);
        let waited = local.now_ms.abs_diff(since);
        if waited < self.picture.rank(&me) * TURN_MS && !self.brought(&missing) {
            return Ok(false);
        }
        let mut grants: Vec<Grant> = Vec::new();
        for (epoch, to, public) in missing.into_iter().take(GRANTS) {
            if let Some(key) = self.picture.keyring.get(&epoch) {
                // A key that can't be used is its owner's affair.
                grants.extend(grant(&self.me.space, key, to, &public, &mut local.rng).ok());
            }
        }
        if grants.is_empty() {
            return Ok(false);
        }
        self.propose(Action::Grant { grants }, local)?;
        self.picture.keyless_ms = None;
        Ok(true)
    }

    /// Who belongs and lacks the key of an epoch that this device has: of the one that is written
    /// in, and, where newcomers may read the past, of all that no later one leads to.
    fn keyless(&self, now_ms: u64) -> Vec<(EpochId, RecipientId, ReceivePublic)> {
        let Some(membership) = self.picture.membership() else {
            return Vec::new();
        };
        if membership.active(&self.me.tag()).is_none() {
            return Vec::new();
        }
        let Ok(writing) = self.picture.writing_epoch(&self.me.tag()) else {
            return Vec::new();
        };
        let mut epochs = vec![writing];
        if membership.policy.newcomers_read_past {
            let past = self.past_of();
            let mut reached: BTreeSet<EpochId> = BTreeSet::new();
            for id in membership.epochs.keys().rev() {
                let mut next = Some(*id).filter(|id| *id >= writing || !reached.contains(id));
                if next.is_some() && !epochs.contains(id) {
                    epochs.push(*id);
                }
                while let Some(id) = next.take() {
                    if reached.insert(id) {
                        next = past.get(&id).copied();
                    }
                }
            }
        }
        epochs
            .into_iter()
            .filter(|id| self.picture.keyring.get(id).is_some())
            .flat_map(|id| {
                let missing = membership.without_key(&id, now_ms).into_iter();
                missing.map(move |(to, public)| (id, to, public))
            })
            .collect()
    }

    /// Which epoch's key each rotation holds.
    fn past_of(&self) -> BTreeMap<EpochId, EpochId> {
        let rotations = self.picture.entries.iter();
        rotations
            .filter_map(|signed| match &signed.entry().action {
                Action::Rotate { rotation } => Some((rotation.id, rotation.past.as_ref()?.id)),
                _ => None,
            })
            .collect()
    }

    /// Whether this device brought one of them: it has the keys at hand and need not wait.
    fn brought(&self, missing: &[(EpochId, RecipientId, ReceivePublic)]) -> bool {
        let own = self
            .picture
            .entries
            .iter()
            .filter(|signed| signed.entry().author == self.me.tag());
        own.into_iter().any(|signed| match &signed.entry().action {
            Action::AddDevice { device } => {
                missing.iter().any(|(_, to, _)| *to == device.tag.into())
            }
            Action::Invite { tag, .. } => missing.iter().any(|(_, to, _)| *to == (*tag).into()),
            _ => false,
        })
    }
}
