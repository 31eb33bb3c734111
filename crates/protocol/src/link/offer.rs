//! What the old device says first.

use minicbor::{Decode, Encode};
use rand_core::CryptoRng;

use super::LinkError;
use crate::checks::{Check, Checks};
use crate::frame::{FormatFault, Shape, list};
use crate::identity::PersonCard;
use crate::invitation::MAX_REMOTE;
use crate::text::{self, CodeKind};
use crate::{
    DeviceTag, Hash, Key, LinkTag, ReceivePublic, ReceiveSecret, SignPublic, SignSecret, SpaceId,
};

const SHAPE: Shape = Shape {
    magic: *b"CQO\x01",
    name: "offer to link a device",
    limit: 8 << 10,
    domain: "colloquy link offer 1",
};

/// An offer to link a device. Not secret.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Offer {
    /// The personal space.
    #[n(0)]
    pub space: SpaceId,
    /// The hash of its first entry.
    #[n(1)]
    pub genesis: Hash,
    /// Whose it is.
    #[n(2)]
    pub person: PersonCard,
    /// The old device.
    #[n(3)]
    pub device: DeviceTag,
    /// Its key.
    #[n(4)]
    pub signer: SignPublic,
    /// The answer is sealed to this; made for this offer alone.
    #[n(5)]
    pub receive: ReceivePublic,
    /// Where the space's store is, without lasting secrets; the product's own encoding.
    #[cbor(
        n(6),
        encode_with = "list::encode_bytes",
        decode_with = "list::decode_bytes::<_, MAX_REMOTE>"
    )]
    pub remote: Vec<u8>,
    /// Until when: milliseconds since 1970. Minutes.
    #[n(7)]
    pub until_ms: u64,
}

/// What the old device keeps until the answer comes.
#[derive(Debug, Clone)]
pub struct OfferKeys {
    pub(super) receive: ReceiveSecret,
}

impl OfferKeys {
    /// New keys for one offer.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self {
            receive: ReceiveSecret::generate(rng),
        }
    }

    /// For [`Offer::receive`].
    #[must_use]
    pub const fn public(&self) -> ReceivePublic {
        self.receive.public()
    }
}

/// An offer that is whole and signed by the key in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedOffer {
    offer: Offer,
    bytes: Vec<u8>,
}

impl Offer {
    /// Signs it: the key goes in.
    ///
    /// # Errors
    ///
    /// [`LinkError::Format`] if what says where the store is is too long.
    pub fn sign(mut self, signer: &SignSecret) -> Result<SignedOffer, LinkError> {
        if self.remote.len() > MAX_REMOTE {
            let fault = FormatFault::Limit("bytes that say where the store is");
            return Err(SHAPE.fault(fault).into());
        }
        self.signer = signer.public();
        Ok(SignedOffer {
            bytes: SHAPE.sign(&self, signer),
            offer: self,
        })
    }
}

impl SignedOffer {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// [`LinkError::Format`] or [`LinkError::Signature`].
    pub fn open(bytes: &[u8]) -> Result<Self, LinkError> {
        Self::open_checked(bytes, Checks::ALL)
    }

    /// Reads a pasted code.
    ///
    /// # Errors
    ///
    /// [`LinkError`]; a code of another kind is named.
    pub fn from_code(code: &str) -> Result<Self, LinkError> {
        Self::open(&text::decode(CodeKind::Offer, code, Checks::ALL)?)
    }

    pub(crate) fn open_checked(bytes: &[u8], checks: Checks) -> Result<Self, LinkError> {
        let split = SHAPE.split::<Offer>(bytes, checks)?;
        if checks.on(Check::OfferSignature) && !split.signed_by(&split.value.signer) {
            return Err(LinkError::Signature);
        }
        Ok(Self {
            offer: split.value,
            bytes: bytes.to_vec(),
        })
    }

    /// What it says.
    #[must_use]
    pub const fn offer(&self) -> &Offer {
        &self.offer
    }

    /// As a file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// As a code to paste.
    #[must_use]
    pub fn to_code(&self) -> String {
        text::encode(CodeKind::Offer, &self.bytes)
    }

    /// The hash that an answer refers to.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(&self.bytes)
    }

    /// Where the old device puts the [`super::Gift`].
    #[must_use]
    pub fn gift_key(&self) -> Key {
        Key::Link {
            space: self.offer.space,
            tag: LinkTag::new(self.hash().half()),
        }
    }

    /// Whether it can be answered now (milliseconds since 1970).
    ///
    /// # Errors
    ///
    /// [`LinkError::Ended`].
    pub const fn is_current(&self, now_ms: u64) -> Result<(), LinkError> {
        if now_ms > self.offer.until_ms {
            return Err(LinkError::Ended);
        }
        Ok(())
    }
}
