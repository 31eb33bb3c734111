//! What an entry changes, and when it may: one function a kind of entry.
//!
//! Each looks only at the membership as the entries before it left it (and, for a few questions, at
//! what the graph says of the entry). The order is the fold's.

use std::collections::BTreeSet;

use super::action::{Action, Cutoff};
use super::entry::{Entry, SignedEntry, proof_digest};
use super::membership::{
    Device, Epoch, InvitationState, Invited, Member, Membership, SecondUse, Standing,
};
use super::{Right, Role, SpaceKind};
use crate::checks::{Check, Checks};
use crate::identity::{CertificateError, DeviceCard, Fingerprint, Issuer, PersonCard};
use crate::{DeviceTag, Grant, Hash, InvitationTag, RecipientId, Rotation, SignPublic, Signature};

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

    /// Whether the author is the device that the entry brings in.
    fn brings_itself(&self, device: &DeviceCard) -> Result<(), Refusal> {
        if self.entry.author != device.tag {
            return Err(Refusal::Author);
        }
        if self.context.checks.on(Check::EntryAuthor) && self.entry.signer != device.sign() {
            return Err(Refusal::Signer);
        }
        Ok(())
    }

    fn create(self, person: &PersonCard, device: &DeviceCard) -> Result<(), Refusal> {
        self.brings_itself(device)?;
        self.certified(person, device)?;
        let member = Member {
            person: *person,
            role: Role::Owner,
            standing: Standing::Active,
            joined: self.hash,
            invited_by: None,
        };
        self.state.members.insert(person.fingerprint(), member);
        self.insert(device);
        Ok(())
    }

    fn certified(&self, person: &PersonCard, device: &DeviceCard) -> Result<(), Refusal> {
        if !self.context.checks.on(Check::JoinCertificate) {
            return Ok(());
        }
        device
            .verify_checked(person, self.context.checks)
            .map_err(Refusal::Certificate)?;
        // A chain through a device that this space has ended leads nowhere.
        let ended: BTreeSet<SignPublic> = self
            .state
            .devices
            .values()
            .filter(|known| known.revoked)
            .map(|known| known.card.sign())
            .collect();
        let through_ended = device.certificates().any(|certificate| {
            matches!(&certificate.statement.issuer, Issuer::Device(key) if ended.contains(key))
        });
        if through_ended {
            return Err(Refusal::Certificate(CertificateError::Issuer));
        }
        Ok(())
    }

    /// A name, a number or a key that some device has, or had, is not given twice.
    fn free(&self, device: &DeviceCard) -> Result<(), Refusal> {
        let taken = self.state.devices.contains_key(&device.tag)
            || self.state.devices.values().any(|known| {
                known.card.device() == device.device() || known.card.sign() == device.sign()
            });
        if taken { Err(Refusal::Taken) } else { Ok(()) }
    }

    fn insert(self, device: &DeviceCard) {
        let known = Device {
            card: device.clone(),
            revoked: false,
            cutoff: None,
            added: self.hash,
        };
        let person = device.person();
        self.state.devices.insert(device.tag, known);
        // A reader's new device may not write either.
        self.state.silence(&person, &[]);
    }

    fn join(
        self,
        tag: InvitationTag,
        person: &PersonCard,
        device: &DeviceCard,
        proof: &Signature,
    ) -> Result<(), Refusal> {
        self.brings_itself(device)?;
        let fingerprint = person.fingerprint();
        self.certified(person, device)?;
        let checks = self.context.checks;
        let invited = self.state.invitations.get(&tag);
        let invited = invited.ok_or(Refusal::Invitation)?.clone();
        let digest = proof_digest(&self.entry.space, &tag, &device.sign(), &fingerprint);
        if checks.on(Check::JoinProof) && !invited.check.signed(&digest, proof) {
            return Err(Refusal::Proof);
        }
        match invited.state {
            InvitationState::Withdrawn => return Err(Refusal::Invitation),
            InvitationState::Used(first) | InvitationState::Contested(first)
                if checks.on(Check::JoinOnce) =>
            {
                self.state.second_use(tag, first, fingerprint, self.hash);
                return Err(Refusal::UsedBefore);
            }
            _ => {}
        }
        if checks.on(Check::JoinExpiry) && self.entry.at.ms() > invited.until_ms {
            return Err(Refusal::Expired);
        }
        let before = self.state.members.get(&fingerprint);
        if before.is_some_and(|member| member.standing == Standing::Active) {
            return Err(Refusal::Member);
        }
        self.free(device)?;
        let member = Member {
            person: *person,
            role: invited.role,
            standing: Standing::Active,
            joined: self.hash,
            invited_by: Some(invited.by),
        };
        // Who comes back brings a new device: the old ones stay ended.
        for (_, device) in self.state.devices_of_mut(&fingerprint) {
            device.revoked = true;
        }
        self.state.members.insert(fingerprint, member);
        if let Some(invited) = self.state.invitations.get_mut(&tag) {
            invited.state = InvitationState::Used(fingerprint);
        }
        self.insert(device);
        Ok(())
    }

    fn add_device(self, device: &DeviceCard) -> Result<(), Refusal> {
        let person = device.person();
        if self.entry.author == device.tag {
            self.brings_itself(device)?;
        } else {
            let (author, _) = self.author()?;
            let may_link = self
                .state
                .devices
                .get(&self.entry.author)
                .is_some_and(|device| device.card.certificate.statement.may_link);
            self.needs(author == person && may_link)?;
        }
        let member = self.state.members.get(&person).ok_or(Refusal::Subject)?;
        if member.standing != Standing::Active {
            return Err(Refusal::Subject);
        }
        let card = member.person;
        self.certified(&card, device)?;
        self.free(device)?;
        self.insert(device);
        Ok(())
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

    fn removal(self) -> Result<(), Refusal> {
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

    fn keeps_an_owner(&self, without: &Fingerprint) -> Result<(), Refusal> {
        let owner = self.state.owners().any(|owner| owner == without);
        let others = self.state.owners().any(|owner| owner != without);
        if self.context.checks.on(Check::EntryLastOwner) && owner && !others {
            return Err(Refusal::LastOwner);
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

    fn rotate(self, rotation: &Rotation, role: Role) -> Result<(), Refusal> {
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

    fn grant(self, grants: &[Grant]) -> Result<(), Refusal> {
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

/// Whether the author of a removal may make it, as far as its own past says.
pub(super) fn may_remove(state: &Membership, entry: &Entry, checks: Checks) -> Result<(), Refusal> {
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
