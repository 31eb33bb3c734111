//! What an entry does.

use minicbor::{Decode, Encode};

use super::Role;
use crate::frame::list;
use crate::identity::{DeviceCard, Fingerprint, PersonCard};
use crate::{
    DeviceTag, EventId, Grant, InvitationTag, ReceivePublic, Rotation, SignPublic, Signature,
};

/// Most cutoffs, or grants, in one entry.
pub const MAX_LIST: u64 = 1024;

/// What a space is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum SpaceKind {
    /// One person's devices; the recovery phrase is a recipient of every epoch.
    #[n(0)]
    Personal,
    /// People who take a course together.
    #[n(1)]
    Cohort,
    /// One member and the leads.
    #[n(2)]
    LeadLine,
    /// Large and of low sensitivity.
    #[n(3)]
    Directory,
}

/// What a space's leads decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Policy {
    /// Whether a rotation holds the previous epoch's key, so that who joins later can read back.
    #[n(0)]
    pub newcomers_read_past: bool,
    /// An epoch lasts so many days; 0: until somebody is removed.
    #[n(1)]
    pub epoch_days: u16,
}

/// Events of a device after this one are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Cutoff {
    /// The device.
    #[n(0)]
    pub tag: DeviceTag,
    /// The last event that counts; 0 for none.
    #[n(1)]
    pub seq: u64,
}

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Action {
    /// Makes the space; the first entry. Its author becomes the owner.
    #[n(0)]
    Create {
        /// What it is for.
        #[n(0)]
        kind: SpaceKind,
        /// To begin with.
        #[n(1)]
        policy: Policy,
        /// The owner.
        #[n(2)]
        person: PersonCard,
        /// The owner's device, which is the author.
        #[n(3)]
        device: DeviceCard,
    },
    /// Invites one person.
    #[n(1)]
    Invite {
        /// Names the invitation.
        #[n(0)]
        tag: InvitationTag,
        /// Checks that who joins has the seed.
        #[n(1)]
        check: SignPublic,
        /// Epoch keys are sealed to this for who has the seed.
        #[n(2)]
        receive: ReceivePublic,
        /// What the person will be.
        #[n(3)]
        role: Role,
        /// Until when it can be used: milliseconds since 1970, by the joiner's clock.
        #[n(4)]
        until_ms: u64,
    },
    /// Takes an invitation back.
    #[n(2)]
    Withdraw {
        /// Which.
        #[n(0)]
        tag: InvitationTag,
    },
    /// Uses an invitation; the author is the new member's device.
    #[n(3)]
    Join {
        /// Which.
        #[n(0)]
        tag: InvitationTag,
        /// Who joins.
        #[n(1)]
        person: PersonCard,
        /// Their device, which is the author.
        #[n(2)]
        device: DeviceCard,
        /// By the seed's key, see [`super::join_proof`].
        #[n(3)]
        proof: Signature,
    },
    /// Adds a device of a member: by another device of theirs that may link, or by itself.
    #[n(4)]
    AddDevice {
        /// The device.
        #[n(0)]
        device: DeviceCard,
    },
    /// Ends a device: by its person's devices that may link, or by who may remove the person.
    #[n(5)]
    RevokeDevice {
        /// The device, and its last event that counts.
        #[n(0)]
        cutoff: Cutoff,
    },
    /// Ends a membership. A device of theirs that is not listed has no event that counts.
    #[n(6)]
    Remove {
        /// Whose.
        #[n(0)]
        person: Fingerprint,
        /// For each device, in the order of the tags.
        #[cbor(
            n(1),
            encode_with = "list::encode",
            decode_with = "list::decode::<_, _, MAX_LIST>"
        )]
        cutoffs: Vec<Cutoff>,
    },
    /// Ends the author's own membership.
    #[n(7)]
    Leave {
        /// For each device, in the order of the tags.
        #[cbor(
            n(0),
            encode_with = "list::encode",
            decode_with = "list::decode::<_, _, MAX_LIST>"
        )]
        cutoffs: Vec<Cutoff>,
    },
    /// Gives a member another role.
    #[n(8)]
    SetRole {
        /// Whose.
        #[n(0)]
        person: Fingerprint,
        /// Which.
        #[n(1)]
        role: Role,
        /// If the new role may not write: the last event of each device that counts meanwhile.
        #[cbor(
            n(2),
            encode_with = "list::encode",
            decode_with = "list::decode::<_, _, MAX_LIST>"
        )]
        cutoffs: Vec<Cutoff>,
    },
    /// Begins an epoch.
    #[n(9)]
    Rotate {
        /// Its key for every recipient.
        #[n(0)]
        rotation: Rotation,
    },
    /// Hands epoch keys to more recipients.
    #[n(10)]
    Grant {
        /// The keys.
        #[cbor(
            n(0),
            encode_with = "list::encode",
            decode_with = "list::decode::<_, _, MAX_LIST>"
        )]
        grants: Vec<Grant>,
    },
    /// Changes the policy.
    #[n(11)]
    SetPolicy {
        /// To this.
        #[n(0)]
        policy: Policy,
    },
    /// Hides an event from everybody's view, or shows it again. Nothing is deleted.
    #[n(12)]
    Hide {
        /// Which.
        #[n(0)]
        event: EventId,
        /// Whether it is hidden.
        #[n(1)]
        hidden: bool,
    },
}

impl Action {
    /// Whether it is one of the removals, which are judged first.
    #[must_use]
    pub const fn is_removal(&self) -> bool {
        matches!(
            self,
            Self::RevokeDevice { .. } | Self::Remove { .. } | Self::Leave { .. }
        )
    }

    /// The cards of the person and device that an entry brings in by itself.
    pub(super) const fn brings(&self) -> Option<&DeviceCard> {
        match self {
            Self::Create { device, .. }
            | Self::Join { device, .. }
            | Self::AddDevice { device } => Some(device),
            _ => None,
        }
    }
}
