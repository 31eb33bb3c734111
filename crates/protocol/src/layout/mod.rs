//! Where objects lie in a store.
//!
//! **Context.** The store may be a folder that a cloud drive copies about: next to our objects lie
//! its conflicted copies, half-loaded files and placeholders.
//!
//! **Design.** [`Key`] reads and writes every name in the tree of `FORMAT.md`, section 2, and nothing
//! else: numbers without leading zeros, hexadecimal digits in lower case, no part more or less. What
//! is no key is ignored; since names hold hashes or counters, nothing of ours can end up under one.

mod parse;
mod prefix;
#[cfg(test)]
mod tests;

pub use prefix::Prefix;

use std::fmt;

use crate::{DeviceTag, Hash, InvitationTag, LinkTag, SpaceId};

/// What lies under [`Key::Format`]: text for whoever looks into the folder. A reader that finds other
/// text there stops before it reads anything else.
pub const FORMAT_OBJECT: &[u8] =
    b"Colloquy space, format 1. Encrypted: please do not rename, edit or delete anything here.\n";

/// Text that is not the name of one of our objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of an object of ours")]
pub struct ParseKeyError;

/// The name of an object in a store: its path, with `/` between the parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// `v1/<space>/format`: says that a space lies here, and in which format.
    Format {
        /// The space.
        space: SpaceId,
    },
    /// `v1/<space>/gov/<tag>/<seq>-<hash>`: an entry of the governance log.
    Governance {
        /// The space.
        space: SpaceId,
        /// Its author.
        tag: DeviceTag,
        /// Which of its author's entries, from 1.
        seq: u64,
        /// Of the object.
        hash: Hash,
    },
    /// `v1/<space>/heads/<tag>.<counter>`: where a device's log stands.
    Head {
        /// The space.
        space: SpaceId,
        /// Whose.
        tag: DeviceTag,
        /// Which of the device's heads, from 1.
        counter: u64,
    },
    /// `v1/<space>/dev/<tag>/s/<first>-<last>-<hash>`: a segment.
    Segment {
        /// The space.
        space: SpaceId,
        /// Whose.
        tag: DeviceTag,
        /// Its first event.
        first: u64,
        /// Its last event.
        last: u64,
        /// Of the object.
        hash: Hash,
    },
    /// `v1/<space>/dev/<tag>/c/<upto>-<hash>`: a checkpoint.
    Checkpoint {
        /// The space.
        space: SpaceId,
        /// Whose.
        tag: DeviceTag,
        /// The last event that it covers.
        upto: u64,
        /// Of the object.
        hash: Hash,
    },
    /// `v1/<space>/blob/<xx>/<hash>`: a piece of an attachment; `xx` are the first two digits.
    Blob {
        /// The space.
        space: SpaceId,
        /// Of the object.
        hash: Hash,
    },
    /// `v1/<space>/join/<tag>`: a join request.
    Join {
        /// The space.
        space: SpaceId,
        /// Of the invitation.
        tag: InvitationTag,
    },
    /// `v1/<space>/link/<tag>`: what a new device is given.
    Link {
        /// The space.
        space: SpaceId,
        /// Of the linking.
        tag: LinkTag,
    },
}

impl Key {
    /// The space that it belongs to.
    #[must_use]
    pub const fn space(&self) -> SpaceId {
        match self {
            Self::Format { space }
            | Self::Governance { space, .. }
            | Self::Head { space, .. }
            | Self::Segment { space, .. }
            | Self::Checkpoint { space, .. }
            | Self::Blob { space, .. }
            | Self::Join { space, .. }
            | Self::Link { space, .. } => *space,
        }
    }

    /// The hash of the object, where its name says it.
    #[must_use]
    pub const fn hash(&self) -> Option<Hash> {
        match self {
            Self::Governance { hash, .. }
            | Self::Segment { hash, .. }
            | Self::Checkpoint { hash, .. }
            | Self::Blob { hash, .. } => Some(*hash),
            Self::Format { .. } | Self::Head { .. } | Self::Join { .. } | Self::Link { .. } => None,
        }
    }

    /// The one device that may put it, where there is one.
    #[must_use]
    pub const fn writer(&self) -> Option<DeviceTag> {
        match self {
            Self::Governance { tag, .. }
            | Self::Head { tag, .. }
            | Self::Segment { tag, .. }
            | Self::Checkpoint { tag, .. } => Some(*tag),
            Self::Format { .. } | Self::Blob { .. } | Self::Join { .. } | Self::Link { .. } => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "v1/{}/", self.space())?;
        match self {
            Self::Format { .. } => formatter.write_str("format"),
            Self::Governance { tag, seq, hash, .. } => write!(formatter, "gov/{tag}/{seq}-{hash}"),
            Self::Head { tag, counter, .. } => write!(formatter, "heads/{tag}.{counter}"),
            Self::Segment {
                tag,
                first,
                last,
                hash,
                ..
            } => write!(formatter, "dev/{tag}/s/{first}-{last}-{hash}"),
            Self::Checkpoint {
                tag, upto, hash, ..
            } => write!(formatter, "dev/{tag}/c/{upto}-{hash}"),
            Self::Blob { hash, .. } => {
                write!(formatter, "blob/{:02x}/{hash}", hash.as_bytes()[0])
            }
            Self::Join { tag, .. } => write!(formatter, "join/{tag}"),
            Self::Link { tag, .. } => write!(formatter, "link/{tag}"),
        }
    }
}
