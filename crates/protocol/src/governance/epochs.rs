//! Who gets an epoch's key, and which epoch a writer uses.

use std::collections::BTreeSet;

use super::membership::{InvitationState, Membership, Standing};
use crate::checks::{Check, Checks};
use crate::{EpochId, Keyring, ReceivePublic, RecipientId};

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// Why nothing can be sealed now: what is written waits on the device, visibly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wait {
    /// Every epoch can be read by somebody who is gone: a new one is needed first.
    #[error("a new key is needed first: somebody who is gone has every key so far")]
    Rotation,
    /// There are epochs to use, but this device has not been given their keys.
    #[error("this device has not been given the key yet")]
    Key,
}

/// Why a new epoch should begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RotationReason {
    /// There is none yet.
    First,
    /// Somebody who is gone can read the newest.
    Gone,
    /// The policy's days are over.
    Age,
}

impl Membership {
    /// Everybody who may have a key now, by name: devices that belong, phrases in a personal space,
    /// and invitations that are open, or whose seed is held by a device that belongs.
    #[must_use]
    pub fn entitled(&self) -> BTreeSet<RecipientId> {
        let devices = self.devices.keys();
        let devices = devices.filter(|tag| self.active(tag).is_some());
        let phrases = self.phrases().map(|(to, _)| to);
        // Whoever came by an invitation has what was sealed to it, and keeps it when they go.
        let invitations = self.invitations.iter().filter(|(_, invited)| {
            let held = invited.used_by.as_ref();
            match invited.state {
                InvitationState::Open => true,
                InvitationState::Used(_) => held.is_some_and(|tag| self.active(tag).is_some()),
                InvitationState::Contested(_) | InvitationState::Withdrawn => false,
            }
        });
        devices
            .map(|tag| RecipientId::from(*tag))
            .chain(phrases)
            .chain(invitations.map(|(tag, _)| RecipientId::from(*tag)))
            .collect()
    }

    fn phrases(&self) -> impl Iterator<Item = (RecipientId, ReceivePublic)> {
        let members = self
            .members
            .iter()
            .filter(|(_, member)| self.phrase_receives() && member.standing == Standing::Active);
        members.map(|(person, member)| (person.recipient(), member.person.receive))
    }

    /// Everybody to whom a new epoch is sealed at this time (milliseconds since 1970): devices that
    /// belong, phrases in a personal space, and invitations that can still be used.
    #[must_use]
    pub fn recipients(&self, now_ms: u64) -> Vec<(RecipientId, ReceivePublic)> {
        let devices = self.devices.iter();
        let devices = devices.filter(|(tag, _)| self.active(tag).is_some());
        let invitations = self.invitations.iter().filter(|(_, invited)| {
            invited.state == InvitationState::Open && invited.until_ms >= now_ms
        });
        devices
            .map(|(tag, device)| (RecipientId::from(*tag), device.card.receive()))
            .chain(self.phrases())
            .chain(invitations.map(|(tag, invited)| (RecipientId::from(*tag), invited.receive)))
            .collect()
    }

    /// Whether only people who may have an epoch's key have it.
    fn is_closed(&self, epoch: &EpochId, entitled: &BTreeSet<RecipientId>) -> bool {
        self.epochs
            .get(epoch)
            .is_some_and(|epoch| epoch.recipients.is_subset(entitled))
    }

    /// The epoch to write in: the highest that nobody who is gone can read, of those whose key this
    /// device has.
    ///
    /// # Errors
    ///
    /// [`Wait`] if there is none.
    pub fn writing_epoch(&self, keyring: &Keyring) -> Result<EpochId, Wait> {
        self.writing_epoch_checked(keyring, Checks::ALL)
    }

    pub(crate) fn writing_epoch_checked(
        &self,
        keyring: &Keyring,
        checks: Checks,
    ) -> Result<EpochId, Wait> {
        let entitled = self.entitled();
        let closed = self
            .epochs
            .keys()
            .rev()
            .filter(|id| !checks.on(Check::EpochRecipients) || self.is_closed(id, &entitled));
        let mut closed = closed.peekable();
        let wait = match closed.peek() {
            Some(_) => Wait::Key,
            None => Wait::Rotation,
        };
        closed
            .find(|id| keyring.get(id).is_some())
            .copied()
            .ok_or(wait)
    }

    /// Whether somebody who is gone can read the newest epoch, or there is none.
    pub(super) fn newest_is_readable_by_others(&self) -> bool {
        let newest = self.epochs.last_key_value();
        newest.is_none_or(|(id, _)| !self.is_closed(id, &self.entitled()))
    }

    /// Whether a new epoch should begin at this time (milliseconds since 1970).
    #[must_use]
    pub fn rotation_due(&self, now_ms: u64) -> Option<RotationReason> {
        let Some((_, newest)) = self.epochs.last_key_value() else {
            return Some(RotationReason::First);
        };
        if self.newest_is_readable_by_others() {
            return Some(RotationReason::Gone);
        }
        let lasts = u64::from(self.policy.epoch_days) * DAY_MS;
        let ends = newest.at.ms().saturating_add(lasts);
        (lasts > 0 && now_ms >= ends).then_some(RotationReason::Age)
    }

    /// The number of the next epoch.
    #[must_use]
    pub fn next_epoch(&self) -> u64 {
        let newest = self.epochs.last_key_value();
        newest.map_or(1, |(id, _)| id.number.saturating_add(1))
    }

    /// Who should have an epoch's key and was not given it: new devices and open invitations.
    #[must_use]
    pub fn without_key(&self, epoch: &EpochId, now_ms: u64) -> Vec<(RecipientId, ReceivePublic)> {
        let mut missing = self.recipients(now_ms);
        if let Some(epoch) = self.epochs.get(epoch) {
            missing.retain(|(to, _)| !epoch.recipients.contains(to));
        }
        missing
    }
}
