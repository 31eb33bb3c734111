//! Who comes in: the first owner, who uses an invitation, a member's further device.

use std::collections::BTreeSet;

use super::{Refusal, Rules};
use crate::checks::Check;
use crate::governance::Role;
use crate::governance::entry::proof_digest;
use crate::governance::membership::{Device, InvitationState, Member, Standing};
use crate::identity::{CertificateError, DeviceCard, Issuer, PersonCard};
use crate::{InvitationTag, SignPublic, Signature};

impl Rules<'_> {
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

    pub(super) fn create(self, person: &PersonCard, device: &DeviceCard) -> Result<(), Refusal> {
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

    pub(super) fn join(
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
                // The same person trying again, after a crash, is nobody else with the seed.
                if first != fingerprint {
                    self.state.second_use(tag, first, fingerprint, self.hash);
                }
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
            invited.used_by = Some(device.tag);
        }
        self.insert(device);
        Ok(())
    }

    pub(super) fn add_device(self, device: &DeviceCard) -> Result<(), Refusal> {
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
}
