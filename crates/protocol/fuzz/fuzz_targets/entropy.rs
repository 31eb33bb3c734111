//! Entropy that is the same in every run, and what is made with it.

use std::convert::Infallible;

use colloquy_protocol::fuzzing::{PLACE, device};
use colloquy_protocol::identity::{PersonRoot, Phrase};
use colloquy_protocol::link::{Offer, OfferKeys, SignedOffer};
use colloquy_protocol::{Hash, SignPublic};
use rand_core::{TryCryptoRng, TryRng};

/// BLAKE3's output for one number.
pub struct Entropy(blake3::OutputReader);

impl Entropy {
    pub fn new(number: u64) -> Self {
        let mut hasher = blake3::Hasher::new();
        Self(hasher.update(&number.to_le_bytes()).finalize_xof())
    }
}

impl TryRng for Entropy {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Entropy {}

/// An offer to link.
pub fn offer() -> SignedOffer {
    let offer = Offer {
        space: PLACE.space,
        genesis: Hash::ZERO,
        person: PersonRoot::from_phrase(&Phrase::from_entropy([1; 32])).card(),
        device: PLACE.tag,
        signer: SignPublic::new([0; 32]),
        receive: OfferKeys::generate(&mut Entropy::new(2)).public(),
        remote: Vec::new(),
        until_ms: 0,
    };
    offer.sign(&device()).expect("short")
}
