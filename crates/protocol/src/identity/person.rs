//! A person: two keys behind the phrase, and the fingerprint of their public halves.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};

use super::Phrase;
use crate::text::base32;
use crate::{Hash, ReceivePublic, ReceiveSecret, RecipientId, SignPublic, SignSecret, key};

/// A person's public keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct PersonCard {
    /// Checks what the root signed.
    #[n(0)]
    pub root: SignPublic,
    /// Seals to whoever has the phrase.
    #[n(1)]
    pub receive: ReceivePublic,
}

impl PersonCard {
    /// The hash over both keys.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(Hash::of_parts(
            "colloquy person 1",
            &[self.root.as_bytes(), self.receive.as_bytes()],
        ))
    }
}

/// Names a person; what two people compare when they want to be sure of each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Fingerprint(#[n(0)] Hash);

impl Fingerprint {
    /// A fingerprint of these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(Hash::new(bytes))
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// The person's recovery phrase as a recipient of an epoch.
    #[must_use]
    pub fn recipient(&self) -> RecipientId {
        RecipientId::new(self.0.half())
    }
}

/// 52 characters of Crockford's base 32 in groups of four: all of the hash, so that what people
/// compare can't be made to fit.
impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = base32().encode(self.as_bytes());
        for (index, character) in text.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                formatter.write_str(" ")?;
            }
            write!(formatter, "{character}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Fingerprint({})", self.0)
    }
}

/// Text that is not a fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint is 52 letters and digits in groups of four")]
pub struct ParseFingerprintError;

impl FromStr for Fingerprint {
    type Err = ParseFingerprintError;

    /// Reads what `Display` writes, whatever the case and the space.
    fn from_str(text: &str) -> Result<Self, ParseFingerprintError> {
        let bytes = base32().decode(text.as_bytes()).ok();
        bytes
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .map(Self::new)
            .ok_or(ParseFingerprintError)
    }
}

/// What the phrase gives: the root that certifies, and the key that opens what was sealed to the
/// phrase. Needed only while a person is made, recovered, or revokes from afar; never stored.
#[derive(Debug, Clone)]
pub struct PersonRoot {
    sign: SignSecret,
    receive: ReceiveSecret,
}

impl PersonRoot {
    /// Derives both keys, each for its own purpose, from the phrase's 32 bytes. The phrase is
    /// random, so it needs no stretching (BIP-39's own 2,048 rounds would add none).
    #[must_use]
    pub fn from_phrase(phrase: &Phrase) -> Self {
        let sign = key::derive("colloquy 1 person signing root", phrase.entropy());
        let receive = key::derive("colloquy 1 person recipient key", phrase.entropy());
        Self {
            sign: SignSecret::from_bytes(&sign),
            receive: ReceiveSecret::from_bytes(&receive),
        }
    }

    /// The public keys.
    #[must_use]
    pub fn card(&self) -> PersonCard {
        PersonCard {
            root: self.sign.public(),
            receive: self.receive.public(),
        }
    }

    /// The root.
    #[must_use]
    pub const fn sign(&self) -> &SignSecret {
        &self.sign
    }

    /// Opens what was sealed to the phrase.
    #[must_use]
    pub const fn receive(&self) -> &ReceiveSecret {
        &self.receive
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_phrase_gives_different_keys_for_different_purposes() {
        let root = PersonRoot::from_phrase(&Phrase::from_entropy([9; 32]));
        let (sign, receive) = (
            root.sign().to_secret_bytes(),
            root.receive().to_secret_bytes(),
        );
        assert_ne!(*sign, *receive);
        assert_ne!(*sign, [9; 32]);
        let again = PersonRoot::from_phrase(&Phrase::from_entropy([9; 32]));
        assert_eq!(root.card(), again.card());
    }

    proptest! {
        #[test]
        fn a_fingerprint_survives_its_text(bytes: [u8; 32]) {
            let fingerprint = Fingerprint::new(bytes);
            let text = fingerprint.to_string();
            prop_assert_eq!(text.len(), 52 + 12);
            prop_assert_eq!(text.parse(), Ok(fingerprint));
            prop_assert_eq!(text.to_lowercase().replace(' ', "\n").parse(), Ok(fingerprint));
        }
    }
}
