//! Roles and what they may do.

use minicbor::{Decode, Encode};

/// What a member is to a space, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Role {
    /// Reads.
    #[n(0)]
    Reader,
    /// Reads and writes.
    #[n(1)]
    Member,
    /// Also hides what others wrote.
    #[n(2)]
    Moderator,
    /// Also invites, and removes those below.
    #[n(3)]
    Lead,
    /// Everything; a space always has one.
    #[n(4)]
    Owner,
}

/// Something that a role may allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// Read what is sealed in the space's epochs.
    Read,
    /// Have events accepted.
    Write,
    /// Hide an event, and show it again.
    Moderate,
    /// Invite somebody with this role.
    Invite(Role),
    /// Remove somebody who has this role.
    Remove(Role),
    /// Give somebody who has the first role the second.
    SetRole(Role, Role),
    /// Change the policy.
    SetPolicy,
    /// Begin a new epoch without a need.
    Rotate,
}

impl Role {
    /// Every role, the least first.
    pub const ALL: [Self; 5] = [
        Self::Reader,
        Self::Member,
        Self::Moderator,
        Self::Lead,
        Self::Owner,
    ];

    /// Whether the role allows it.
    #[must_use]
    pub fn may(self, right: Right) -> bool {
        match right {
            Right::Read => true,
            Right::Write => self >= Self::Member,
            Right::Moderate | Right::Rotate => self >= Self::Moderator,
            Right::SetPolicy => self >= Self::Lead,
            Right::Invite(role) | Right::Remove(role) => self.stands_over(role),
            Right::SetRole(from, to) => self.stands_over(from) && self.stands_over(to),
        }
    }

    /// An owner stands over everybody, a lead over those below leads.
    fn stands_over(self, other: Self) -> bool {
        match self {
            Self::Owner => true,
            Self::Lead => other < Self::Lead,
            Self::Moderator | Self::Member | Self::Reader => false,
        }
    }
}
