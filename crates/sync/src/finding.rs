//! What the engine found out that a person may have to know.
//!
//! **Context.** Nothing is ever silent: tampering, going back, hidden or unreadable objects, wrong
//! clocks. Nor is anything refused because of it: what is safe goes on.
//!
//! **Design.** Values, not texts: names, numbers and signed objects that prove. None holds a key or
//! anything that was private, so a finding can go into a diagnostic as it is. A finding that time
//! may answer (an object that a slow cloud drive has not brought yet) is closed when it is answered.

use colloquy_protocol::head::Proof;
use colloquy_protocol::segment::OpenError;
use colloquy_protocol::{DeviceTag, EpochId, EventId, Hash, Key};

/// How an object that is whole by its name fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Damage {
    /// It is not what its name says it is.
    Format,
    /// Its device did not sign it.
    Signature,
    /// Its device signed it for another place.
    Place,
    /// Its cipher text does not open.
    Cipher,
    /// It opens, but what is inside does not fit its name.
    Content,
}

impl From<&OpenError> for Damage {
    fn from(error: &OpenError) -> Self {
        match error {
            OpenError::Format(_) | OpenError::Hash { .. } => Self::Format,
            OpenError::Signature => Self::Signature,
            OpenError::Place(_) => Self::Place,
            OpenError::Commitment { .. } | OpenError::Aead => Self::Cipher,
            OpenError::Padding
            | OpenError::TooLarge { .. }
            | OpenError::Decompress
            | OpenError::Codec(_)
            | OpenError::Count { .. }
            | OpenError::Chain(_) => Self::Content,
        }
    }
}

/// Something found out. Codes for the user interface: the variants' names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The bytes under a name are not those that the name promises: torn, still being written, or
    /// altered. Not used; asked for again; whoever has a good copy puts it back. Safe.
    Quarantined {
        /// The object.
        key: Key,
        /// What its bytes hash to.
        found: Hash,
        /// How many bytes came.
        size: u64,
    },
    /// Somebody made an object that its name's owner did not make, or its owner made a bad one. Not
    /// used.
    Tampered {
        /// The object.
        key: Key,
        /// What is wrong.
        damage: Damage,
        /// Hash of the bytes that came.
        found: Hash,
    },
    /// The store shows an earlier state of a device's log than this device saw before. Nothing is
    /// lost here, and it is put back.
    WentBack {
        /// Whose log.
        tag: DeviceTag,
        /// The counter of the newest head seen before.
        known: u64,
        /// The newest that the store shows now; `None` if it shows none.
        shown: Option<u64>,
    },
    /// A device signed a head that takes back what it signed before. The later one is not used.
    Rollback {
        /// The device.
        tag: DeviceTag,
        /// Both heads.
        proof: Proof,
    },
    /// A device, or a copy of it, signed two histories. What both have in common is used.
    SplitView {
        /// The device.
        tag: DeviceTag,
        /// The event after which they differ, where known.
        at: u64,
        /// Two signed objects that can't both be honest.
        proof: Proof,
    },
    /// Events that a device announced are not on the store: withheld, deleted, or not there yet.
    Missing {
        /// Whose.
        tag: DeviceTag,
        /// The first that is missing.
        from: u64,
        /// The last that is missing.
        to: u64,
    },
    /// Entries of the membership log that somebody refers to are not on the store.
    MissingGovernance {
        /// How many.
        count: u64,
    },
    /// An event says that it happened far in the future. It is applied, and moves no clock.
    ClockAhead {
        /// The event.
        event: EventId,
        /// What it says, milliseconds since 1970.
        says_ms: u64,
        /// This device's clock when it came.
        now_ms: u64,
    },
    /// Events of a device are sealed in an epoch whose key this device should have and has not.
    Unreadable {
        /// Whose.
        tag: DeviceTag,
        /// The epoch.
        epoch: EpochId,
    },
    /// Whoever began an epoch gave this device a key that does not fit it.
    WrongKey {
        /// The epoch.
        epoch: EpochId,
    },
    /// A copy of this profile goes on under this device's name, or this profile was brought back from
    /// a backup.
    Cloned {
        /// The device's name.
        tag: DeviceTag,
        /// The counter of this profile's newest head.
        local: u64,
        /// The counter that somebody else wrote, or saw, under the name.
        elsewhere: u64,
    },
    /// An author wrote two governance entries with one number: the author, or a copy of it.
    ForkedGovernance {
        /// The author.
        tag: DeviceTag,
        /// The number.
        seq: u64,
    },
    /// Files in the store's folders that are not ours, as conflicted copies. Ignored, harmless.
    Foreign {
        /// One of them.
        name: String,
        /// How many.
        count: u64,
    },
}

/// Names a finding, so that finding it again is no second one: a hash over what makes it itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingId(pub Hash);

/// A finding with when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What.
    pub finding: Finding,
    /// When it was first found: milliseconds since 1970 by this device's clock.
    pub since_ms: u64,
}

impl Finding {
    /// A stable name of its kind.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Quarantined { .. } => "quarantined",
            Self::Tampered { .. } => "tampered",
            Self::WentBack { .. } => "went_back",
            Self::Rollback { .. } => "rollback",
            Self::SplitView { .. } => "split_view",
            Self::Missing { .. } => "missing",
            Self::MissingGovernance { .. } => "missing_governance",
            Self::ClockAhead { .. } => "clock_ahead",
            Self::Unreadable { .. } => "unreadable",
            Self::WrongKey { .. } => "wrong_key",
            Self::Cloned { .. } => "cloned",
            Self::ForkedGovernance { .. } => "forked_governance",
            Self::Foreign { .. } => "foreign",
        }
    }

    /// Its name: the kind and whom or what it is about.
    #[must_use]
    pub fn id(&self) -> FindingId {
        let about = match self {
            Self::Quarantined { key, .. } => key.to_string(),
            Self::Tampered { key, found, .. } => format!("{key} {found}"),
            Self::WentBack { tag, .. } => tag.to_string(),
            Self::Rollback { tag, proof } => format!("{tag} {}", Hash::of(&proof.second)),
            Self::SplitView { tag, .. } => tag.to_string(),
            Self::Missing { tag, .. } => tag.to_string(),
            Self::MissingGovernance { .. } | Self::Foreign { .. } => String::new(),
            // One for each device: a wrong clock is wrong for all of its events.
            Self::ClockAhead { event, .. } => event.device.to_string(),
            Self::Unreadable { tag, epoch } => format!("{tag} {epoch}"),
            Self::WrongKey { epoch } => epoch.to_string(),
            Self::Cloned { tag, .. } => tag.to_string(),
            Self::ForkedGovernance { tag, seq } => format!("{tag} {seq}"),
        };
        FindingId(Hash::of(format!("{} {about}", self.code()).as_bytes()))
    }

    /// Whether it may answer itself: objects travel in any order, and slowly.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Quarantined { .. }
                | Self::WentBack { .. }
                | Self::Missing { .. }
                | Self::MissingGovernance { .. }
                | Self::Unreadable { .. }
                | Self::Foreign { .. }
        )
    }

    /// Whether a person should look at it: at once if it can't pass, else when it stays for an hour.
    #[must_use]
    pub const fn needs_attention(&self, since_ms: u64, now_ms: u64) -> bool {
        const GRACE_MS: u64 = 60 * 60 * 1000;
        match self {
            Self::Foreign { .. } => false,
            _ if self.may_pass() => now_ms.abs_diff(since_ms) >= GRACE_MS,
            _ => true,
        }
    }
}
