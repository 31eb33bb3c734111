//! Heads: where a device's log stands, and what it has seen of others.
//!
//! **Context.** A store can hold back or bring back anything. Readers compare each head with the one
//! that they saw before, and with what other devices say that they saw.
//!
//! **Design.** A signed, clear object, replaced by the next: the counter rises with each. Two heads
//! that can't both be honest are themselves the proof. Format: `FORMAT.md`, section 5.

mod compare;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use compare::compare_checked;
pub use compare::{Advance, Fault, Proof, compare, contradicts};

use minicbor::{Decode, Encode};

use crate::checks::{Check, Checks};
use crate::frame::{FormatError, FormatFault, Shape, list};
use crate::{DeviceTag, Hash, Key, SignPublic, SignSecret, SpaceId, Tip};

/// Most devices that a head may have seen.
pub const MAX_SEEN: u64 = 4096;
/// Most ends that a governance log may have.
pub const MAX_ENDS: u64 = 256;

pub(crate) const SHAPE: Shape = Shape {
    magic: *b"CQH\x01",
    name: "head",
    limit: 512 << 10,
    domain: "colloquy head 1",
};

/// How far somebody's copy of the governance log goes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct GovernanceHead {
    /// How many entries it has.
    #[n(0)]
    pub count: u64,
    /// The hashes of the entries that no other refers to, in order.
    #[cbor(
        n(1),
        encode_with = "list::encode",
        decode_with = "list::decode::<_, _, MAX_ENDS>"
    )]
    pub ends: Vec<Hash>,
}

/// What a device has seen of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Seen {
    /// The other.
    #[n(0)]
    pub tag: DeviceTag,
    /// The counter of its newest head.
    #[n(1)]
    pub counter: u64,
    /// How far its log was read.
    #[n(2)]
    pub tip: Tip,
}

/// Where a device's log stands.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Head {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// Whose.
    #[n(1)]
    pub tag: DeviceTag,
    /// One more than in the device's head before; from 1.
    #[n(2)]
    pub counter: u64,
    /// The end of its log.
    #[n(3)]
    pub tip: Tip,
    /// The governance log as it knows it.
    #[n(4)]
    pub governance: GovernanceHead,
    /// The hash and last event of its newest checkpoint.
    #[n(5)]
    pub checkpoint: Option<Tip>,
    /// What it has seen of others, in the order of the tags.
    #[cbor(
        n(6),
        encode_with = "list::encode",
        decode_with = "list::decode::<_, _, MAX_SEEN>"
    )]
    pub seen: Vec<Seen>,
}

/// Why a head was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeadError {
    /// It is not a head.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// Its device did not sign it.
    #[error("its device did not sign it")]
    Signature,
    /// Its device signed it for another place.
    #[error("it belongs elsewhere: its {0} is another")]
    Place(&'static str),
}

/// A head with the bytes that prove it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    head: Head,
    bytes: Vec<u8>,
}

impl Head {
    /// Signs it; the lists are put in order first.
    #[must_use]
    pub fn sign(mut self, signer: &SignSecret) -> SignedHead {
        self.seen.sort_unstable_by_key(|seen| seen.tag);
        self.seen.dedup_by_key(|seen| seen.tag);
        self.governance.ends.sort_unstable();
        self.governance.ends.dedup();
        SignedHead {
            bytes: SHAPE.sign(&self, signer),
            head: self,
        }
    }

    /// Where to put it.
    #[must_use]
    pub const fn key(&self) -> Key {
        Key::Head {
            space: self.space,
            tag: self.tag,
            counter: self.counter,
        }
    }

    /// What it says about another device.
    #[must_use]
    pub fn seen(&self, tag: &DeviceTag) -> Option<&Seen> {
        let index = self.seen.binary_search_by_key(tag, |seen| seen.tag).ok()?;
        self.seen.get(index)
    }
}

impl SignedHead {
    /// Reads and verifies a head that was found under a name, against its device's key.
    ///
    /// # Errors
    ///
    /// [`HeadError`]: not a head, not signed by the device, or another place's.
    pub fn open(
        bytes: &[u8],
        space: &SpaceId,
        tag: &DeviceTag,
        counter: u64,
        signer: &SignPublic,
    ) -> Result<Self, HeadError> {
        Self::open_checked(bytes, (space, tag, counter), signer, Checks::ALL)
    }

    pub(crate) fn open_checked(
        bytes: &[u8],
        (space, tag, counter): (&SpaceId, &DeviceTag, u64),
        signer: &SignPublic,
        checks: Checks,
    ) -> Result<Self, HeadError> {
        let split = SHAPE.split::<Head>(bytes, checks)?;
        if checks.on(Check::HeadSignature) && !split.signed_by(signer) {
            return Err(HeadError::Signature);
        }
        let head = split.value;
        let sorted = head.seen.is_sorted_by(|a, b| a.tag < b.tag)
            && head.governance.ends.is_sorted_by(|a, b| a < b);
        if checks.on(Check::Canonical) && !sorted {
            return Err(SHAPE.fault(FormatFault::NotCanonical).into());
        }
        if checks.on(Check::HeadPlace) {
            let place = [
                ("space", head.space == *space),
                ("device", head.tag == *tag),
                ("counter", head.counter == counter),
            ];
            if let Some((what, _)) = place.iter().find(|(_, same)| !same) {
                return Err(HeadError::Place(what));
            }
        }
        Ok(Self {
            head,
            bytes: bytes.to_vec(),
        })
    }

    /// What it says.
    #[must_use]
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// The object.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
