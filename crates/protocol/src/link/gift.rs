//! What the new device is given when the words were the same.

use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use zeroize::{Zeroize, Zeroizing};

use super::{Answer, LinkError, SignedOffer};
use crate::checks::Checks;
use crate::frame::{FormatFault, Shape, encode_into, list};
use crate::identity::{DeviceCard, DeviceKeys};
use crate::key;

/// Most bytes of what goes with the certificate: the keyring of a person in hundreds of spaces.
pub const MAX_KEEPSAKES: usize = 256 << 10;

const SHAPE: Shape = Shape {
    magic: *b"CQW\x01",
    name: "gift to a new device",
    limit: MAX_KEEPSAKES + (16 << 10),
    domain: "colloquy link gift 1",
};

const INFO: &[u8] = b"colloquy link gift 1";

/// The new device's certificate, and what else it needs. Secret: it may hold keys.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Gift {
    /// The new device as its person certified it.
    #[n(0)]
    pub card: DeviceCard,
    /// The keyring and the like; the product's own encoding.
    #[cbor(
        n(1),
        encode_with = "list::encode_bytes",
        decode_with = "list::decode_bytes::<_, MAX_KEEPSAKES>"
    )]
    pub keepsakes: Vec<u8>,
}

impl std::fmt::Debug for Gift {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Gift(to {})", self.card.device())
    }
}

impl Drop for Gift {
    fn drop(&mut self) {
        self.keepsakes.zeroize();
    }
}

impl Gift {
    /// Seals it to the new device.
    ///
    /// # Errors
    ///
    /// [`LinkError::Format`] if the keepsakes are too many, [`LinkError::Key`] if the answer's key
    /// can't be used.
    pub fn seal(
        &self,
        offer: &SignedOffer,
        answer: &Answer,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, LinkError> {
        if self.keepsakes.len() > MAX_KEEPSAKES {
            return Err(SHAPE.fault(FormatFault::Limit("keepsakes")).into());
        }
        let mut plain = Zeroizing::new(Vec::new());
        encode_into(self, &mut plain);
        let associated = offer.hash();
        let sealed = key::seal(&answer.receive, INFO, associated.as_bytes(), &plain, rng)
            .map_err(|_| LinkError::Key)?;
        Ok([SHAPE.magic.as_slice(), &sealed].concat())
    }

    /// The new device opens it, and sees that it is certified itself, by the offer's person.
    ///
    /// # Errors
    ///
    /// [`LinkError`].
    pub fn open(bytes: &[u8], offer: &SignedOffer, keys: &DeviceKeys) -> Result<Self, LinkError> {
        let sealed = SHAPE.content(bytes)?;
        let associated = offer.hash();
        let plain = key::open(&keys.receive, INFO, associated.as_bytes(), sealed)
            .ok_or(LinkError::Sealed)?;
        let gift: Self = SHAPE.value(&plain, Checks::ALL)?;
        let own = gift.card.device() == keys.device
            && gift.card.sign() == keys.sign.public()
            && gift.card.receive() == keys.receive.public();
        if !own {
            return Err(LinkError::Device);
        }
        gift.card.verify(&offer.offer().person)?;
        Ok(gift)
    }
}
