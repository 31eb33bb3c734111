//! The clear part of a segment.

use minicbor::{Decode, Encode};

use super::Tip;
use crate::{DeviceId, DeviceTag, EpochId, Hash, Key, SpaceId};

/// Whose log of which space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The space.
    pub space: SpaceId,
    /// The device's name in the space's store.
    pub tag: DeviceTag,
    /// The device, as its events name it; not in the segment: the governance log ties it to the tag.
    pub device: DeviceId,
}

/// What a segment says about itself without a key.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Header {
    /// Which ciphers: 1.
    #[n(0)]
    pub suite: u8,
    /// The space.
    #[n(1)]
    pub space: SpaceId,
    /// Whose log.
    #[n(2)]
    pub tag: DeviceTag,
    /// Which key opens it: number and commitment.
    #[n(3)]
    pub epoch: EpochId,
    /// Number of the first event.
    #[n(4)]
    pub first: u64,
    /// Number of the last event.
    #[n(5)]
    pub last: u64,
    /// Where the log stood before `first`: the hash of the segment that ended there.
    #[n(6)]
    pub previous: Hash,
    /// Length of the padded text, in bytes, without the cipher's tag.
    #[n(7)]
    pub padded: u32,
    /// Only in a merged segment: the hash of the segment that first ended at `last`.
    #[n(8)]
    pub stands_for: Option<Hash>,
}

impl Header {
    /// Where it lies in the store, for a segment of this hash.
    #[must_use]
    pub const fn key(&self, hash: Hash) -> Key {
        Key::Segment {
            space: self.space,
            tag: self.tag,
            first: self.first,
            last: self.last,
            hash,
        }
    }

    /// Where the log stands after it, for a segment of this hash.
    #[must_use]
    pub fn tip(&self, hash: Hash) -> Tip {
        Tip {
            seq: self.last,
            hash: self.stands_for.unwrap_or(hash),
        }
    }

    /// How many events it should hold.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }
}
