//! Entropy that is the same in every run.

use std::convert::Infallible;

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
