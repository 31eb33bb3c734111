//! BLAKE3 hashes of 32 bytes, written as 64 hexadecimal digits.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};

/// Text that is not a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 64 hexadecimal digits in lower case")]
pub struct ParseHashError;

/// A BLAKE3 hash (<https://github.com/BLAKE3-team/BLAKE3-specs>, 32 bytes of output).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Hash(#[cbor(with = "minicbor::bytes")] [u8; 32]);

impl Hash {
    /// Before the first segment or entry there is nothing: 32 zero bytes.
    pub const ZERO: Self = Self([0; 32]);

    /// A hash of these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The hash that names a stored object: over all its bytes.
    #[must_use]
    pub fn of(object: &[u8]) -> Self {
        Self(*blake3::hash(object).as_bytes())
    }

    /// A hash for one purpose: the domain, a zero byte, then each part after its length (8 bytes,
    /// least significant first), so that no two lists of parts give the same input.
    pub(crate) fn of_parts(domain: &str, parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(domain.as_bytes());
        hasher.update(&[0]);
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(*hasher.finalize().as_bytes())
    }

    /// The first 16 bytes, where a name has no room for more.
    pub(crate) fn half(&self) -> [u8; 16] {
        let mut half = [0; 16];
        half.copy_from_slice(&self.0[..16]);
        half
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = ParseHashError;

    fn from_str(text: &str) -> Result<Self, ParseHashError> {
        let lower = text.len() == 64
            && text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let hash = lower.then(|| blake3::Hash::from_hex(text).ok()).flatten();
        hash.map(|hash| Self(*hash.as_bytes()))
            .ok_or(ParseHashError)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_cannot_be_shifted() {
        let shifted = [
            Hash::of_parts("d", &[b"ab", b"c"]),
            Hash::of_parts("d", &[b"a", b"bc"]),
            Hash::of_parts("d", &[b"abc"]),
            Hash::of_parts("d", &[b"abc", b""]),
            Hash::of_parts("e", &[b"abc"]),
        ];
        for (index, hash) in shifted.iter().enumerate() {
            assert!(!shifted[..index].contains(hash));
        }
    }

    proptest! {
        #[test]
        fn a_hash_survives_its_text(bytes: [u8; 32]) {
            let hash = Hash::new(bytes);
            prop_assert_eq!(hash.to_string().parse(), Ok(hash));
            let upper = hash.to_string().to_uppercase();
            if upper != hash.to_string() {
                prop_assert_eq!(upper.parse::<Hash>(), Err(ParseHashError));
            }
        }
    }
}
