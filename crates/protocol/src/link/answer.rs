//! What the new device answers.

use minicbor::{Decode, Encode};
use rand_core::CryptoRng;

use super::{LinkError, OfferKeys, SignedOffer};
use crate::checks::{Check, Checks};
use crate::frame::{FormatFault, Shape, list};
use crate::identity::DeviceKeys;
use crate::text::{self, CodeKind};
use crate::{DeviceId, DeviceTag, Hash, ReceivePublic, SignPublic, key};

/// Most bytes of a device's name.
pub const MAX_NAME: usize = 256;

/// Inside, signed.
const SHAPE: Shape = Shape {
    magic: *b"CQA\x01",
    name: "answer of a new device",
    limit: 1024,
    domain: "colloquy link answer 1",
};

/// Outside, sealed.
const SEALED: Shape = Shape {
    magic: *b"CQX\x01",
    name: "sealed answer of a new device",
    limit: 2048,
    domain: "colloquy sealed link answer 1",
};

const INFO: &[u8] = b"colloquy link answer 1";

/// The new device's keys.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Answer {
    /// The offer that it answers.
    #[n(0)]
    pub offer: Hash,
    /// Which device.
    #[n(1)]
    pub device: DeviceId,
    /// What it wants to be called in the personal space's store: random.
    #[n(2)]
    pub tag: DeviceTag,
    /// Checks its signatures.
    #[n(3)]
    pub sign: SignPublic,
    /// Seals to it.
    #[n(4)]
    pub receive: ReceivePublic,
    /// What the person calls it, in the list of devices; the product's own encoding.
    #[cbor(
        n(5),
        encode_with = "list::encode_bytes",
        decode_with = "list::decode_bytes::<_, MAX_NAME>"
    )]
    pub name: Vec<u8>,
}

/// An answer that is whole and signed by the keys in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedAnswer {
    answer: Answer,
    bytes: Vec<u8>,
}

impl SignedAnswer {
    /// Answers an offer with this device's keys.
    ///
    /// # Errors
    ///
    /// [`LinkError::Format`] if the name is too long.
    pub fn make(
        offer: &SignedOffer,
        keys: &DeviceKeys,
        tag: DeviceTag,
        name: Vec<u8>,
    ) -> Result<Self, LinkError> {
        if name.len() > MAX_NAME {
            return Err(SHAPE.fault(FormatFault::Limit("bytes in its name")).into());
        }
        let answer = Answer {
            offer: offer.hash(),
            device: keys.device,
            tag,
            sign: keys.sign.public(),
            receive: keys.receive.public(),
            name,
        };
        Ok(Self {
            bytes: SHAPE.sign(&answer, &keys.sign),
            answer,
        })
    }

    /// What it says.
    #[must_use]
    pub const fn answer(&self) -> &Answer {
        &self.answer
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Seals it to the offer: as a file.
    ///
    /// # Errors
    ///
    /// [`LinkError::Key`] if the offer's key can't be used.
    pub fn seal(
        &self,
        offer: &SignedOffer,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, LinkError> {
        let associated = offer.hash();
        let sealed = key::seal(
            &offer.offer().receive,
            INFO,
            associated.as_bytes(),
            &self.bytes,
            rng,
        )
        .map_err(|_| LinkError::Key)?;
        Ok([SEALED.magic.as_slice(), &sealed].concat())
    }

    /// Seals it to the offer: as a code to paste.
    ///
    /// # Errors
    ///
    /// [`LinkError::Key`] if the offer's key can't be used.
    pub fn to_code(
        &self,
        offer: &SignedOffer,
        rng: &mut impl CryptoRng,
    ) -> Result<String, LinkError> {
        Ok(text::encode(CodeKind::Answer, &self.seal(offer, rng)?))
    }

    /// The old device opens a file. Certify nothing before the words were compared.
    ///
    /// # Errors
    ///
    /// [`LinkError`].
    pub fn open(bytes: &[u8], offer: &SignedOffer, keys: &OfferKeys) -> Result<Self, LinkError> {
        Self::open_checked(bytes, offer, keys, Checks::ALL)
    }

    /// The old device opens a pasted code.
    ///
    /// # Errors
    ///
    /// [`LinkError`]; a code of another kind is named.
    pub fn from_code(code: &str, offer: &SignedOffer, keys: &OfferKeys) -> Result<Self, LinkError> {
        let bytes = text::decode(CodeKind::Answer, code, Checks::ALL)?;
        Self::open(&bytes, offer, keys)
    }

    pub(crate) fn open_checked(
        bytes: &[u8],
        offer: &SignedOffer,
        keys: &OfferKeys,
        checks: Checks,
    ) -> Result<Self, LinkError> {
        let sealed = SEALED.content(bytes)?;
        let associated = offer.hash();
        let bytes = key::open(&keys.receive, INFO, associated.as_bytes(), sealed)
            .ok_or(LinkError::Sealed)?;
        let split = SHAPE.split::<Answer>(&bytes, checks)?;
        if checks.on(Check::AnswerSignature) && !split.signed_by(&split.value.sign) {
            return Err(LinkError::Signature);
        }
        if checks.on(Check::AnswerOffer) && split.value.offer != offer.hash() {
            return Err(LinkError::Offer);
        }
        Ok(Self {
            answer: split.value,
            bytes: bytes.to_vec(),
        })
    }
}
