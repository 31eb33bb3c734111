//! The epoch keys of one space that a device has.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{EpochError, EpochId, EpochKey, Grant, Rotation, open_grant};
use crate::governance::{Action, SignedEntry};
use crate::{ReceiveSecret, RecipientId, SpaceId};

/// The keys of one space by epoch.
#[derive(Debug, Clone)]
pub struct Keyring {
    space: SpaceId,
    keys: BTreeMap<EpochId, EpochKey>,
}

impl Keyring {
    /// A keyring without keys.
    #[must_use]
    pub const fn new(space: SpaceId) -> Self {
        Self {
            space,
            keys: BTreeMap::new(),
        }
    }

    /// Adds a key that came another way (the personal space keeps those of all others).
    pub fn insert(&mut self, key: EpochKey) {
        self.keys.insert(key.id(), key);
    }

    /// The key of an epoch.
    #[must_use]
    pub fn get(&self, id: &EpochId) -> Option<&EpochKey> {
        self.keys.get(id)
    }

    /// All keys, earliest epoch first.
    pub fn iter(&self) -> impl Iterator<Item = &EpochKey> {
        self.keys.values()
    }

    /// Takes all that the entries of a governance log hold for this recipient, and all past keys that
    /// open with it. Entries that don't count are asked, too: what others sealed before they knew stays
    /// readable. Returns what could not be opened; see [`Keyring::learn`].
    pub fn learn_all<'entry>(
        &mut self,
        entries: impl IntoIterator<Item = &'entry SignedEntry>,
        recipient: RecipientId,
        secret: &ReceiveSecret,
    ) -> Vec<EpochError> {
        let mut faults = Vec::new();
        let mut rotations = Vec::new();
        for signed in entries {
            match &signed.entry().action {
                Action::Rotate { rotation } => {
                    faults.extend(self.learn(rotation, recipient, secret).err());
                    rotations.push(rotation);
                }
                Action::Grant { grants } => {
                    let learnt = grants
                        .iter()
                        .map(|grant| self.learn_grant(grant, recipient, secret));
                    faults.extend(learnt.filter_map(Result::err));
                }
                _ => {}
            }
        }
        // A past key opens one with a lower number, as a rule; so the highest first, until nothing is new.
        rotations.sort_unstable_by_key(|rotation| Reverse(rotation.id));
        while rotations
            .iter()
            .any(|rotation| self.learn_past(rotation) == Ok(true))
        {}
        faults
    }

    /// Takes what a rotation holds for this recipient, and then whatever past key that opens.
    /// Returns whether something was learnt.
    ///
    /// # Errors
    ///
    /// If a key is addressed to this recipient and can't be opened, or is not the promised one. What
    /// is known stays.
    pub fn learn(
        &mut self,
        rotation: &Rotation,
        recipient: RecipientId,
        secret: &ReceiveSecret,
    ) -> Result<bool, EpochError> {
        let mut learnt = false;
        if !self.keys.contains_key(&rotation.id) {
            let Some(granted) = rotation.keys.iter().find(|key| key.to == recipient) else {
                return Ok(false);
            };
            self.insert(open_grant(&self.space, &rotation.id, granted, secret)?);
            learnt = true;
        }
        Ok(self.learn_past(rotation)? || learnt)
    }

    /// Takes the past key that a rotation holds, if its own is known. Returns whether it is new.
    ///
    /// # Errors
    ///
    /// If the past key can't be opened, or is not the promised one.
    pub fn learn_past(&mut self, rotation: &Rotation) -> Result<bool, EpochError> {
        let (Some(past), Some(new)) = (&rotation.past, self.keys.get(&rotation.id)) else {
            return Ok(false);
        };
        if self.keys.contains_key(&past.id) {
            return Ok(false);
        }
        let key = past.open(&self.space, new)?;
        self.insert(key);
        Ok(true)
    }

    /// Takes a key that was granted to this recipient. Returns whether it is new.
    ///
    /// # Errors
    ///
    /// If it is addressed to this recipient and can't be opened, or is not the promised one.
    pub fn learn_grant(
        &mut self,
        grant: &Grant,
        recipient: RecipientId,
        secret: &ReceiveSecret,
    ) -> Result<bool, EpochError> {
        if grant.key.to != recipient || self.keys.contains_key(&grant.id) {
            return Ok(false);
        }
        self.insert(open_grant(&self.space, &grant.id, &grant.key, secret)?);
        Ok(true)
    }
}
