//! Epochs: the keys of a space, one after the other.
//!
//! **Context.** Segments and what else a space keeps secret are sealed under a random key of 32
//! bytes. Whoever joins gets it, whoever is removed must not get the next one.
//!
//! **Design.** A rotation seals the new key to every recipient with HPKE, and, if the space's policy
//! lets newcomers read the past, the previous key under the new one. Rotations are entries of the
//! governance log (`governance`), which also says who may rotate and which epoch a writer uses. Every
//! use of a key derives its own cipher key; the commitment in each header ties a ciphertext to one
//! key. Formats: `FORMAT.md`, section 7.

mod keyring;
mod rotation;
#[cfg(test)]
mod tests;

pub use keyring::Keyring;
pub use rotation::open_grant;
#[cfg(test)]
pub(crate) use rotation::open_grant_checked;
pub use rotation::{EpochError, Grant, GrantedKey, PastKey, Rotation, grant, rotate};

use std::fmt;

use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::{Hash, key};

/// Names an epoch: its number, and a commitment to its key, since two people may rotate at once.
/// Later epochs are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct EpochId {
    /// From 1, one more than the highest that the rotating device knew.
    #[n(0)]
    pub number: u64,
    /// Derived from the key, one way.
    #[n(1)]
    pub commitment: Hash,
}

impl fmt::Display for EpochId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let commitment = self.commitment.to_string();
        write!(formatter, "epoch {} ({})", self.number, &commitment[..8])
    }
}

/// The key of an epoch. Zeroised when dropped.
#[derive(Clone)]
pub struct EpochKey {
    id: EpochId,
    secret: Zeroizing<[u8; 32]>,
}

impl EpochKey {
    /// A new key.
    pub fn generate(number: u64, rng: &mut impl CryptoRng) -> Self {
        let mut secret = Zeroizing::new([0; 32]);
        rng.fill_bytes(secret.as_mut());
        Self::from_bytes(number, &secret)
    }

    /// The key with this number and these bytes.
    #[must_use]
    pub fn from_bytes(number: u64, secret: &[u8; 32]) -> Self {
        let commitment = key::derive("colloquy 1 epoch key commitment", secret);
        Self {
            id: EpochId {
                number,
                commitment: Hash::new(*commitment),
            },
            secret: Zeroizing::new(*secret),
        }
    }

    /// Its number and commitment.
    #[must_use]
    pub const fn id(&self) -> EpochId {
        self.id
    }

    /// Its bytes: whoever has them can read what was sealed in the epoch.
    #[must_use]
    pub fn to_secret_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.secret.clone()
    }

    /// The cipher key for one purpose.
    pub(crate) fn cipher(&self, context: &str) -> Zeroizing<[u8; 32]> {
        key::derive(context, self.secret.as_slice())
    }
}

impl fmt::Debug for EpochKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EpochKey(of {})", self.id)
    }
}
