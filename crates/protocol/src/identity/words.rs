//! Four words that two devices show, so that a person can see that nobody stands between them.
//!
//! 44 bits of what both sides said, as words of BIP-39's English list. Both messages are in the open
//! before the words are shown, so somebody in between could try answers until the words agree. Each
//! try costs one Argon2id (RFC 9106) with 19 MiB and 2 passes: 2⁴⁴ of them are thousands of years of
//! processor time, and the offer ends after minutes.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use bip39::Language;

use crate::Hash;

/// Memory for one try, KiB.
const MEMORY: u32 = 19 * 1024;
/// Passes over the memory.
const PASSES: u32 = 2;

/// Four words of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words([&'static str; 4]);

impl Words {
    /// The words.
    #[must_use]
    pub const fn words(&self) -> &[&'static str; 4] {
        &self.0
    }
}

impl fmt::Display for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.join(" "))
    }
}

/// The four words of a transcript; `None` only if the machine can't give 19 MiB.
pub(crate) fn words_of(transcript: &Hash) -> Option<Words> {
    let params = Params::new(MEMORY, PASSES, 1, Some(8)).ok()?;
    let mut stretched = [0; 8];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(
            transcript.as_bytes(),
            b"colloquy link words 1",
            &mut stretched,
        )
        .ok()?;
    let bits = u64::from_be_bytes(stretched);
    let list = Language::English.word_list();
    let word = |index: u32| list[(bits >> (11 * index) & 0x7FF) as usize];
    Some(Words([word(0), word(1), word(2), word(3)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_depend_on_every_byte() {
        let words = |byte: u8, at: usize| {
            let mut transcript = [0; 32];
            transcript[at] = byte;
            words_of(&Hash::new(transcript)).expect("19 MiB")
        };
        assert_eq!(words(1, 0), words(1, 0));
        assert_ne!(words(1, 0), words(2, 0));
        assert_ne!(words(1, 0), words(1, 31));
        assert_eq!(words(1, 0).to_string().split(' ').count(), 4);
    }
}
