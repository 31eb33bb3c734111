//! New epochs, and more recipients of old ones.

use std::collections::BTreeSet;

use super::{Refusal, Rules};
use crate::governance::membership::Epoch;
use crate::governance::{Right, Role};
use crate::{Grant, RecipientId, Rotation};

impl Rules<'_> {
    pub(super) fn rotate(self, rotation: &Rotation, role: Role) -> Result<(), Refusal> {
        // Whoever writes may end an epoch that somebody who is gone can read.
        let needed = role.may(Right::Write) && self.state.newest_is_readable_by_others();
        self.needs(role.may(Right::Rotate) || needed)?;
        let number = rotation.id.number;
        let follows = (1..=self.context.past_epoch.saturating_add(1)).contains(&number);
        if !follows || self.state.epochs.contains_key(&rotation.id) {
            return Err(Refusal::EpochNumber);
        }
        let epoch = Epoch {
            at: self.entry.at,
            recipients: rotation.keys.iter().map(|key| key.to).collect(),
        };
        self.state.epochs.insert(rotation.id, epoch);
        Ok(())
    }

    pub(super) fn grant(self, grants: &[Grant]) -> Result<(), Refusal> {
        let entitled: BTreeSet<RecipientId> = self.state.entitled();
        for grant in grants {
            if !self.state.epochs.contains_key(&grant.id) {
                return Err(Refusal::Epoch);
            }
            if !entitled.contains(&grant.key.to) {
                return Err(Refusal::Subject);
            }
        }
        for grant in grants {
            if let Some(epoch) = self.state.epochs.get_mut(&grant.id) {
                epoch.recipients.insert(grant.key.to);
            }
        }
        Ok(())
    }
}
