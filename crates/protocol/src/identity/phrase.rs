//! The recovery phrase: 24 words of BIP-39's English list, by bip39.

use std::fmt;

use bip39::{Language, Mnemonic};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// The recovery phrase: 32 random bytes as 24 words, the last of which holds a checksum of 8 bits.
/// Whoever has it is the person. Zeroised when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Phrase(Zeroizing<[u8; 32]>);

/// Words that are not a recovery phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// Too few or too many words.
    #[error("a recovery phrase has 24 words; these are {0}")]
    Count(usize),
    /// A word that is not in the list.
    #[error("word {0} is not in the list of words")]
    Word(usize),
    /// All words are in the list, but they are not a phrase: a word is wrong, or two are swapped.
    #[error(
        "the words are in the list but don't belong together: look for a wrong or swapped word"
    )]
    Checksum,
}

impl Phrase {
    /// A new phrase.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut entropy = Zeroizing::new([0; 32]);
        rng.fill_bytes(entropy.as_mut());
        Self(entropy)
    }

    /// The phrase of these 32 bytes, which must be random.
    #[must_use]
    pub fn from_entropy(entropy: [u8; 32]) -> Self {
        Self(Zeroizing::new(entropy))
    }

    /// Reads 24 words, whatever the case and the space, numbers or commas between them.
    ///
    /// # Errors
    ///
    /// [`PhraseError`] says which word to look at (from 1).
    pub fn parse(text: &str) -> Result<Self, PhraseError> {
        let text = Zeroizing::new(text.to_lowercase());
        let words: Vec<&str> = text
            .split(|character: char| !character.is_ascii_alphabetic())
            .filter(|word| !word.is_empty())
            .collect();
        if words.len() != 24 {
            return Err(PhraseError::Count(words.len()));
        }
        let unknown = words
            .iter()
            .position(|word| Language::English.find_word(word).is_none());
        if let Some(index) = unknown {
            return Err(PhraseError::Word(index + 1));
        }
        let normal = Zeroizing::new(words.join(" "));
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, &normal)
            .map_err(|_| PhraseError::Checksum)?;
        let entropy = Zeroizing::new(mnemonic.to_entropy());
        <[u8; 32]>::try_from(entropy.as_slice())
            .map(Self::from_entropy)
            .map_err(|_| PhraseError::Count(words.len()))
    }

    /// Its 24 words.
    #[must_use]
    pub fn words(&self) -> Vec<&'static str> {
        // 32 bytes are one of BIP-39's lengths.
        let mnemonic = Mnemonic::from_entropy_in(Language::English, self.0.as_slice());
        mnemonic
            .map(|mnemonic| mnemonic.words().collect())
            .unwrap_or_default()
    }

    pub(super) fn entropy(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Phrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Phrase")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Of the vectors at <https://github.com/trezor/python-mnemonic/blob/master/vectors.json>.
    const KNOWN: &[(u8, &str, &str)] = &[
        (0x00, "abandon", "art"),
        (0x7f, "legal", "title"),
        (0x80, "letter", "bless"),
        (0xff, "zoo", "vote"),
    ];

    #[test]
    fn the_known_vectors_hold() {
        for (byte, first, last) in KNOWN {
            let words = Phrase::from_entropy([*byte; 32]).words();
            assert_eq!(words.len(), 24);
            assert_eq!((words[0], words[23]), (*first, *last));
        }
    }

    #[test]
    fn faults_are_named() {
        let words = Phrase::from_entropy([0x7f; 32]).words();
        assert_eq!(
            Phrase::parse(&words[..23].join(" ")),
            Err(PhraseError::Count(23))
        );
        let mut wrong = words.clone();
        wrong[6] = "colloquy";
        assert_eq!(Phrase::parse(&wrong.join(" ")), Err(PhraseError::Word(7)));
        let mut swapped = Phrase::from_entropy(std::array::from_fn(|index| index as u8)).words();
        swapped.swap(2, 3);
        assert_eq!(
            Phrase::parse(&swapped.join(" ")),
            Err(PhraseError::Checksum)
        );
    }

    proptest! {
        #[test]
        fn a_phrase_survives_its_words(entropy: [u8; 32]) {
            let phrase = Phrase::from_entropy(entropy);
            let words = phrase.words();
            prop_assert_eq!(&Phrase::parse(&words.join(" ")), &Ok(phrase.clone()));
            let numbered: String = words
                .iter()
                .enumerate()
                .map(|(index, word)| format!("{}. {},\n", index + 1, word.to_uppercase()))
                .collect();
            prop_assert_eq!(&Phrase::parse(&numbered), &Ok(phrase.clone()));
            let shown = format!("{phrase:?}");
            prop_assert!(!shown.contains(words[0]));
        }
    }
}
