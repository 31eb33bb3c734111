//! Who goes out.

use super::{Refusal, Rules, cutoff_of};
use crate::checks::{Check, Checks};
use crate::governance::Right;
use crate::governance::action::{Action, Cutoff};
use crate::governance::entry::Entry;
use crate::governance::membership::{Membership, Standing};
use crate::identity::Fingerprint;

impl Rules<'_> {
    pub(super) fn removal(self) -> Result<(), Refusal> {
        if !self.context.accepted {
            may_remove(self.state, self.entry, self.context.checks)?;
        }
        match &self.entry.action {
            Action::RevokeDevice { cutoff } => {
                let device = self.state.devices.get_mut(&cutoff.tag);
                let device = device.ok_or(Refusal::Subject)?;
                device.revoked = true;
                device.end_at(cutoff.seq);
                Ok(())
            }
            Action::Remove { person, cutoffs } => {
                let person = *person;
                self.end(&person, cutoffs, Standing::Removed)
            }
            Action::Leave { cutoffs } => {
                let author = self.state.devices.get(&self.entry.author);
                let person = author.ok_or(Refusal::Author)?.card.person();
                self.end(&person, cutoffs, Standing::Left)
            }
            _ => Err(Refusal::Right),
        }
    }

    /// Ends a membership, unless the space would be left without an owner.
    fn end(
        self,
        person: &Fingerprint,
        cutoffs: &[Cutoff],
        standing: Standing,
    ) -> Result<(), Refusal> {
        self.keeps_an_owner(person)?;
        let member = self.state.members.get_mut(person).ok_or(Refusal::Subject)?;
        // Who was removed and left at once was removed.
        if member.standing != Standing::Removed {
            member.standing = standing;
        }
        for (tag, device) in self.state.devices_of_mut(person) {
            device.end_at(cutoff_of(cutoffs, tag).unwrap_or(0));
        }
        Ok(())
    }

    pub(super) fn keeps_an_owner(&self, without: &Fingerprint) -> Result<(), Refusal> {
        let owner = self.state.owners().any(|owner| owner == without);
        let others = self.state.owners().any(|owner| owner != without);
        if self.context.checks.on(Check::EntryLastOwner) && owner && !others {
            return Err(Refusal::LastOwner);
        }
        Ok(())
    }
}

/// Whether the author of a removal may make it, as far as its own past says.
pub(in crate::governance) fn may_remove(
    state: &Membership,
    entry: &Entry,
    checks: Checks,
) -> Result<(), Refusal> {
    let known = state.devices.get(&entry.author).ok_or(Refusal::Author)?;
    if checks.on(Check::EntryAuthor) && known.card.sign() != entry.signer {
        return Err(Refusal::Signer);
    }
    let (device, member) = state.active(&entry.author).ok_or(Refusal::Author)?;
    let author = device.card.person();
    let allowed = match &entry.action {
        Action::Leave { .. } => true,
        Action::Remove { person, .. } => {
            let subject = state.members.get(person).ok_or(Refusal::Subject)?;
            if subject.standing != Standing::Active {
                return Err(Refusal::Subject);
            }
            // Oneself: by leaving.
            *person != author && member.role.may(Right::Remove(subject.role))
        }
        Action::RevokeDevice { cutoff } => {
            let subject = state.devices.get(&cutoff.tag).ok_or(Refusal::Subject)?;
            let owner = state.members.get(&subject.card.person());
            let own = subject.card.person() == author
                && (device.card.certificate.statement.may_link || cutoff.tag == entry.author);
            own || subject.card.person() != author
                && owner.is_some_and(|owner| member.role.may(Right::Remove(owner.role)))
        }
        _ => false,
    };
    if allowed || !checks.on(Check::EntryRight) {
        Ok(())
    } else {
        Err(Refusal::Right)
    }
}
