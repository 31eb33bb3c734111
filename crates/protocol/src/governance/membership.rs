//! Who belongs to a space, as the fold computes it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Policy, Right, Role, SpaceKind};
use crate::checks::{Check, Checks};
use crate::identity::{DeviceCard, Fingerprint, PersonCard};
use crate::{
    DeviceId, DeviceTag, EpochId, EventId, Hash, Hlc, InvitationTag, ReceivePublic, RecipientId,
    SignPublic, SpaceId,
};

/// Whether somebody belongs now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Belongs.
    Active,
    /// Went.
    Left,
    /// Was removed.
    Removed,
}

/// A person who is or was a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Their public keys.
    pub person: PersonCard,
    /// What they are, or were last.
    pub role: Role,
    /// Whether they belong now.
    pub standing: Standing,
    /// The entry by which they came (the last time).
    pub joined: Hash,
    /// Who invited them; nobody invited who made the space.
    pub invited_by: Option<Fingerprint>,
}

/// A device that is or was a member's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its keys and whose it is.
    pub card: DeviceCard,
    /// Whether it was ended by itself; its person may have been, too.
    pub revoked: bool,
    /// Events after this one are refused, if the device or its person was ended or may not write.
    pub cutoff: Option<u64>,
    /// The entry by which it came.
    pub added: Hash,
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InvitationState {
    /// Nobody has used it.
    Open,
    /// One person came by it.
    Used(Fingerprint),
    /// Two came by it: only the first was let in. Somebody else has the seed.
    Contested(Fingerprint),
    /// It was taken back.
    Withdrawn,
}

/// An invitation that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// By whom.
    pub by: Fingerprint,
    /// What the person will be.
    pub role: Role,
    /// Checks that who joins has the seed.
    pub check: SignPublic,
    /// Epoch keys are sealed to this.
    pub receive: ReceivePublic,
    /// Until when: milliseconds since 1970.
    pub until_ms: u64,
    /// What became of it.
    pub state: InvitationState,
    /// The device that came by it, and so holds the seed.
    pub used_by: Option<DeviceTag>,
}

/// A second use of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondUse {
    /// Which invitation.
    pub invitation: InvitationTag,
    /// Who was let in.
    pub first: Fingerprint,
    /// Who came later, and was not.
    pub second: Fingerprint,
    /// The entry by which they tried.
    pub entry: Hash,
}

/// An epoch that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Epoch {
    /// When, by the rotating device's clock.
    pub at: Hlc,
    /// Who has its key: by the rotation, and by later grants.
    pub recipients: BTreeSet<RecipientId>,
}

/// A space as its governance log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The space.
    pub space: SpaceId,
    /// What it is for.
    pub kind: SpaceKind,
    /// What its leads decided.
    pub policy: Policy,
    /// Everybody who is or was a member.
    pub members: BTreeMap<Fingerprint, Member>,
    /// Every device that is or was one of theirs.
    pub devices: BTreeMap<DeviceTag, Device>,
    /// Every invitation.
    pub invitations: BTreeMap<InvitationTag, Invited>,
    /// Second uses of invitations, to be shown.
    pub second_uses: Vec<SecondUse>,
    /// Every epoch.
    pub epochs: BTreeMap<EpochId, Epoch>,
    /// The events that are hidden.
    pub hidden: BTreeSet<EventId>,
}

/// Why an event of a device is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EventRefusal {
    /// No entry that counts brought the device in.
    #[error("device {0} does not belong to the space")]
    Unknown(DeviceTag),
    /// It comes after the last event of the device that counts.
    #[error("only events up to {0} of this device count")]
    Cutoff(u64),
}

impl Membership {
    /// The member that a device belongs to, if both belong now.
    #[must_use]
    pub fn active(&self, tag: &DeviceTag) -> Option<(&Device, &Member)> {
        let device = self.devices.get(tag).filter(|device| !device.revoked)?;
        let member = self.members.get(&device.card.person())?;
        (member.standing == Standing::Active).then_some((device, member))
    }

    /// Whether a device's person may do something now.
    #[must_use]
    pub fn may(&self, tag: &DeviceTag, right: Right) -> bool {
        self.active(tag)
            .is_some_and(|(_, member)| member.role.may(right))
    }

    /// A device by the name that its events give.
    #[must_use]
    pub fn device(&self, id: &DeviceId) -> Option<(&DeviceTag, &Device)> {
        self.devices
            .iter()
            .find(|(_, device)| device.card.device() == *id)
    }

    /// Whether an event of a device counts. It may cease to: when a removal comes to light, apply
    /// the answer to events that are already there.
    ///
    /// # Errors
    ///
    /// [`EventRefusal`].
    pub fn accepts(&self, tag: &DeviceTag, seq: u64) -> Result<(), EventRefusal> {
        self.accepts_checked(tag, seq, Checks::ALL)
    }

    pub(crate) fn accepts_checked(
        &self,
        tag: &DeviceTag,
        seq: u64,
        checks: Checks,
    ) -> Result<(), EventRefusal> {
        let device = self.devices.get(tag).ok_or(EventRefusal::Unknown(*tag))?;
        match device.cutoff {
            Some(cutoff) if seq > cutoff && checks.on(Check::EventCutoff) => {
                Err(EventRefusal::Cutoff(cutoff))
            }
            _ => Ok(()),
        }
    }

    /// Who owns the space now.
    pub fn owners(&self) -> impl Iterator<Item = &Fingerprint> {
        self.members.iter().filter_map(|(person, member)| {
            (member.standing == Standing::Active && member.role == Role::Owner).then_some(person)
        })
    }

    /// The devices of a person that belong now.
    pub fn devices_of(&self, person: &Fingerprint) -> impl Iterator<Item = (&DeviceTag, &Device)> {
        self.devices
            .iter()
            .filter(move |(_, device)| !device.revoked && device.card.person() == *person)
    }
}
