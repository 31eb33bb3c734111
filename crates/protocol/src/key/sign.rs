//! Ed25519 (RFC 8032) by ed25519-dalek, with the strict verification that refuses weak keys.

use std::fmt;

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::Hash;

/// A public key that checks signatures: 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct SignPublic(#[cbor(with = "minicbor::bytes")] [u8; 32]);

impl SignPublic {
    /// A key of these bytes. Whether they are a point of the curve shows when they are used.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether the signature is this key's over the hash.
    #[must_use]
    pub fn signed(&self, hash: &Hash, signature: &Signature) -> bool {
        VerifyingKey::from_bytes(&self.0).is_ok_and(|key| {
            let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
            key.verify_strict(hash.as_bytes(), &signature).is_ok()
        })
    }
}

impl fmt::Debug for SignPublic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SignPublic({})", Hash::new(self.0))
    }
}

/// An Ed25519 signature: 64 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Signature(#[cbor(with = "minicbor::bytes")] [u8; 64]);

impl Signature {
    /// A signature of these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Signature")
    }
}

/// A secret key that signs. Zeroised when dropped.
#[derive(Clone)]
pub struct SignSecret(SigningKey);

impl SignSecret {
    /// A new key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut());
        Self::from_bytes(&seed)
    }

    /// The key of this seed.
    #[must_use]
    pub fn from_bytes(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The seed: whoever has it can sign.
    #[must_use]
    pub fn to_secret_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The key that checks its signatures.
    #[must_use]
    pub fn public(&self) -> SignPublic {
        SignPublic(self.0.verifying_key().to_bytes())
    }

    /// Signs a hash that was made for one purpose.
    #[must_use]
    pub fn sign(&self, hash: &Hash) -> Signature {
        Signature(self.0.sign(hash.as_bytes()).to_bytes())
    }
}

impl fmt::Debug for SignSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SignSecret(of {:?})", self.public())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_secret_is_not_shown() {
        let secret = SignSecret::from_bytes(&[7; 32]);
        let seed: String = secret
            .to_secret_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert!(!format!("{secret:?}").contains(&seed));
    }

    #[test]
    fn a_weak_key_signs_nothing() {
        // The neutral element as key and as R, with s = 0, satisfies the equation for any message.
        let mut one = [0; 32];
        one[0] = 1;
        let mut signature = [0; 64];
        signature[0] = 1;
        assert!(!SignPublic::new(one).signed(&Hash::of(b"any"), &Signature::new(signature)));
    }

    proptest! {
        #[test]
        fn only_the_same_hash_and_key_pass(seed: [u8; 32], message: [u8; 32], bit in 0..512usize) {
            let secret = SignSecret::from_bytes(&seed);
            let signature = secret.sign(&Hash::new(message));
            prop_assert!(secret.public().signed(&Hash::new(message), &signature));
            let mut altered = *signature.as_bytes();
            altered[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(!secret.public().signed(&Hash::new(message), &Signature::new(altered)));
            let mut other = message;
            other[bit / 16] ^= 1 << (bit % 8);
            prop_assert!(!secret.public().signed(&Hash::new(other), &signature));
        }
    }
}
