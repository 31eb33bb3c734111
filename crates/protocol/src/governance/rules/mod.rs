//! What an entry changes, and when it may.
//!
//! **Context.** The fold hands over the entries one by one, in its order.
//!
//! **Design.** One function a kind of entry. Each looks only at the membership as the entries before
//! left it, and, for a few questions, at what the graph says of the entry. A function that refuses
//! has changed nothing, except that a second use of an invitation is noted.

mod keys;
mod people;
mod removal;

pub(super) use removal::may_remove;

use super::action::{Action, Cutoff};
use super::entry::{Entry, SignedEntry};
use super::membership::{Device, InvitationState, Invited, Membership, SecondUse, Standing};
use super::{Right, Role, SpaceKind};
use crate::checks::{Check, Checks};
use crate::identity::{CertificateError, Fingerprint};
use crate::{DeviceTag, Hash, InvitationTag};

/// Why an entry does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Another space's.
    #[error("it belongs to another space")]
    Space,
    /// A first entry that is not the one that the reader was told of.
    #[error("it makes the space a second time")]
    Genesis,
    /// Its author is no device of a member, or no longer.
    #[error("its author does not belong to the space")]
    Author,
    /// The key that signed is not the author's.
    #[error("its author did not sign it")]
    Signer,
    /// The author's role does not allow it.
    #[error("its author may not do that")]
    Right,
    /// A removal that its author did not know of takes it back.
    #[error("its author was removed meanwhile")]
    RemovedMeanwhile,
    /// It would leave the space without an owner.
    #[error("the space would have no owner")]
    LastOwner,
    /// Its subject is nobody here, or not any more.
    #[error("whom it is about does not belong to the space")]
    Subject,
    /// A device by this name or number is known.
    #[error("the device's name or number is taken")]
    Taken,
    /// The invitation is unknown, or was taken back.
    #[error("the invitation does not exist, or was taken back")]
    Invitation,
    /// Somebody came by the invitation before.
    #[error("the invitation was used before")]
    UsedBefore,
    /// The invitation had ended.
    #[error("the invitation had ended")]
    Expired,
    /// Who joins does not have the seed.
    #[error("who joins does not have the invitation's seed")]
    Proof,
    /// The person is a member.
    #[error("the person is a member already")]
    Member,
    /// The device's certificate is not believed.
    #[error("the device's certificate: {0}")]
    Certificate(CertificateError),
    /// An epoch's number is not the next, or the epoch is known.
    #[error("the epoch's number does not follow, or it is known")]
    EpochNumber,
    /// A grant is of an epoch that is not known.
    #[error("it hands out the key of an unknown epoch")]
    Epoch,
}

/// What the rules need to know of an entry beyond itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    /// The highest number of an epoch in its past.
    pub(super) past_epoch: u64,
    /// A removal that was accepted in the first pass: its right is not asked again.
    pub(super) accepted: bool,
    pub(super) checks: Checks,
}

/// Applies an entry to what the entries before it made; with `None`, there are none yet.
pub(super) fn apply(
    state: &mut Option<Membership>,
    signed: &SignedEntry,
    context: Context,
) -> Result<(), Refusal> {
    let entry = signed.entry();
    match (state, &entry.action) {
        (
            empty @ None,
            Action::Create {
                kind,
                policy,
                person,
                device,
            },
        ) => {
            let mut made = Membership {
                space: entry.space,
                kind: *kind,
                policy: *policy,
                members: [].into(),
                devices: [].into(),
                invitations: [].into(),
                second_uses: Vec::new(),
                epochs: [].into(),
                hidden: [].into(),
            };
            let rules = Rules {
                state: &mut made,
                entry,
                hash: signed.hash(),
                context,
            };
            rules.create(person, device)?;
            *empty = Some(made);
            Ok(())
        }
        (None, _) | (Some(_), Action::Create { .. }) => Err(Refusal::Genesis),
        (Some(state), _) => Rules {
            state,
            entry,
            hash: signed.hash(),
            context,
        }
        .apply(),
    }
}

struct Rules<'fold> {
    state: &'fold mut Membership,
    entry: &'fold Entry,
    hash: Hash,
    context: Context,
}

impl Rules<'_> {
    fn apply(self) -> Result<(), Refusal> {
        match &self.entry.action {
            Action::Create { .. } => Err(Refusal::Genesis),
            Action::Join {
                tag,
                person,
                device,
                proof,
            } => self.join(*tag, person, device, proof),
            Action::AddDevice { device } => self.add_device(device),
            action if action.is_removal() => self.removal(),
            action => {
                let (author, role) = self.author()?;
                match action {
                    Action::Invite {
                        tag,
                        check,
                        receive,
                        role: given,
                        until_ms,
                    } => {
                        self.needs(role.may(Right::Invite(*given)))?;
                        if self.state.invitations.contains_key(tag) {
                            return Err(Refusal::Taken);
                        }
                        let invited = Invited {
                            by: author,
                            role: *given,
                            check: *check,
                            receive: *receive,
                            until_ms: *until_ms,
                            state: InvitationState::Open,
                            used_by: None,
                        };
                        self.state.invitations.insert(*tag, invited);
                        Ok(())
                    }
                    Action::Withdraw { tag } => self.withdraw(*tag, &author, role),
                    Action::SetRole {
                        person,
                        role: given,
                        cutoffs,
                    } => self.set_role(person, *given, cutoffs, role),
                    Action::Rotate { rotation } => self.rotate(rotation, role),
                    Action::Grant { grants } => self.grant(grants),
                    Action::SetPolicy { policy } => {
                        self.needs(role.may(Right::SetPolicy))?;
                        self.state.policy = *policy;
                        Ok(())
                    }
                    Action::Hide { event, hidden } => {
                        self.needs(role.may(Right::Moderate))?;
                        if *hidden {
                            self.state.hidden.insert(*event);
                        } else {
                            self.state.hidden.remove(event);
                        }
                        Ok(())
                    }
                    _ => Err(Refusal::Right),
                }
            }
        }
    }

    /// The author's person and role, if the author belongs and its key signed.
    fn author(&self) -> Result<(Fingerprint, Role), Refusal> {
        let known = self.state.devices.get(&self.entry.author);
        let signer = known.map(|device| device.card.sign());
        if self.context.checks.on(Check::EntryAuthor)
            && signer.is_some_and(|key| key != self.entry.signer)
        {
            return Err(Refusal::Signer);
        }
        let (device, member) = self
            .state
            .active(&self.entry.author)
            .ok_or(Refusal::Author)?;
        Ok((device.card.person(), member.role))
    }

    fn needs(&self, allowed: bool) -> Result<(), Refusal> {
        if allowed || !self.context.checks.on(Check::EntryRight) {
            Ok(())
        } else {
            Err(Refusal::Right)
        }
    }

    fn withdraw(self, tag: InvitationTag, author: &Fingerprint, role: Role) -> Result<(), Refusal> {
        let invited = self.state.invitations.get(&tag);
        let (by, given) = invited
            .map(|invited| (invited.by, invited.role))
            .ok_or(Refusal::Invitation)?;
        self.needs(by == *author || role.may(Right::Invite(given)))?;
        if let Some(invited) = self.state.invitations.get_mut(&tag)
            && invited.state == InvitationState::Open
        {
            invited.state = InvitationState::Withdrawn;
        }
        Ok(())
    }

    fn set_role(
        self,
        person: &Fingerprint,
        given: Role,
        cutoffs: &[Cutoff],
        role: Role,
    ) -> Result<(), Refusal> {
        let member = self.state.members.get(person).ok_or(Refusal::Subject)?;
        if member.standing != Standing::Active {
            return Err(Refusal::Subject);
        }
        self.needs(role.may(Right::SetRole(member.role, given)))?;
        if given != Role::Owner {
            self.keeps_an_owner(person)?;
        }
        if let Some(member) = self.state.members.get_mut(person) {
            member.role = given;
        }
        self.state.silence(person, cutoffs);
        Ok(())
    }
}

fn cutoff_of(cutoffs: &[Cutoff], tag: &DeviceTag) -> Option<u64> {
    let cutoff = cutoffs.iter().find(|cutoff| cutoff.tag == *tag);
    cutoff.map(|cutoff| cutoff.seq)
}

impl Device {
    /// Ends what counts; the earliest end holds.
    fn end_at(&mut self, seq: u64) {
        self.cutoff = Some(self.cutoff.map_or(seq, |cutoff| cutoff.min(seq)));
    }
}

impl Membership {
    fn devices_of_mut(
        &mut self,
        person: &Fingerprint,
    ) -> impl Iterator<Item = (&DeviceTag, &mut Device)> {
        let person = *person;
        self.devices
            .iter_mut()
            .filter(move |(_, device)| device.card.person() == person)
    }

    /// Closes or opens what a person's devices write, by the person's role. Devices that were ended
    /// stay so.
    fn silence(&mut self, person: &Fingerprint, cutoffs: &[Cutoff]) {
        let writes = self
            .members
            .get(person)
            .is_some_and(|member| member.role.may(Right::Write));
        for (tag, device) in self.devices_of_mut(person) {
            if device.revoked {
                continue;
            }
            device.cutoff = if writes {
                None
            } else {
                Some(cutoff_of(cutoffs, tag).or(device.cutoff).unwrap_or(0))
            };
        }
    }

    fn second_use(
        &mut self,
        invitation: InvitationTag,
        first: Fingerprint,
        second: Fingerprint,
        entry: Hash,
    ) {
        if let Some(invited) = self.invitations.get_mut(&invitation) {
            invited.state = InvitationState::Contested(first);
        }
        self.second_uses.push(SecondUse {
            invitation,
            first,
            second,
            entry,
        });
    }

    /// Whether the phrase of members is a recipient.
    pub(super) const fn phrase_receives(&self) -> bool {
        matches!(self.kind, SpaceKind::Personal)
    }
}
