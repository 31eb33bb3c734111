//! Bytes as text that people paste: Crockford's base 32 with a checksum.
//!
//! `CQ`, a letter that says what it is, then the digits in groups. Letters in any case, `O` for `0`,
//! `I` and `L` for `1`, and any space, line break, hyphen or invisible mark that mail programs and
//! chats put in between, are read. See <https://www.crockford.com/base32.html>.

use std::sync::LazyLock;

use data_encoding::{BitOrder, Encoding, Specification};

use crate::Hash;
use crate::checks::{Check, Checks};

/// Bytes of the checksum: one pasted code in four thousand million passes by accident.
const CHECKSUM: usize = 4;
/// Characters in a group.
const GROUP: usize = 6;
/// Most characters that are read.
const MAX_TEXT: usize = 64 << 10;

/// What a pasted code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// An invitation.
    Invitation,
    /// An offer to link a device.
    Offer,
    /// The new device's answer.
    Answer,
}

impl CodeKind {
    const ALL: [Self; 3] = [Self::Invitation, Self::Offer, Self::Answer];

    const fn letter(self) -> char {
        match self {
            Self::Invitation => 'J',
            Self::Offer => 'K',
            Self::Answer => 'A',
        }
    }
}

impl std::fmt::Display for CodeKind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Invitation => "an invitation",
            Self::Offer => "an offer to link a device",
            Self::Answer => "a new device's answer",
        })
    }
}

/// Text that is not the code that was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// It is no code of ours, or its beginning is missing.
    #[error("this is not one of our codes, or its beginning is missing")]
    Unknown,
    /// It is another of our codes.
    #[error("this is {found}, not {wanted}")]
    Kind {
        /// What it is.
        found: CodeKind,
        /// What was expected.
        wanted: CodeKind,
    },
    /// A character that no code has.
    #[error("the character “{0}” can't be in a code")]
    Character(char),
    /// Mistyped, or not all of it.
    #[error("the code is incomplete or has a mistake in it")]
    Checksum,
    /// Far more text than any code.
    #[error("this is too long for a code")]
    TooLong,
}

/// Crockford's base 32.
pub(crate) fn base32() -> &'static Encoding {
    static ENCODING: LazyLock<Encoding> = LazyLock::new(|| {
        let mut specification = Specification::new();
        specification
            .symbols
            .push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
        specification.bit_order = BitOrder::MostSignificantFirst;
        specification.check_trailing_bits = true;
        specification
            .translate
            .from
            .push_str("abcdefghjkmnpqrstvwxyzoOiIlL");
        specification
            .translate
            .to
            .push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
        specification.ignore.push_str(" \t\r\n-");
        // The specification is a constant; a test makes it.
        specification
            .encoding()
            .unwrap_or(data_encoding::BASE32_NOPAD)
    });
    &ENCODING
}

/// Bytes as a code, in groups.
pub(crate) fn encode(kind: CodeKind, bytes: &[u8]) -> String {
    let mut whole = bytes.to_vec();
    whole.extend_from_slice(&checksum(kind, bytes));
    let digits = base32().encode(&whole);
    let mut text = format!("CQ{}", kind.letter());
    for (index, character) in digits.chars().enumerate() {
        if index % GROUP == 0 {
            text.push('-');
        }
        text.push(character);
    }
    text
}

/// Reads what [`encode`] wrote.
pub(crate) fn decode(kind: CodeKind, text: &str, checks: Checks) -> Result<Vec<u8>, CodeError> {
    if text.len() > MAX_TEXT {
        return Err(CodeError::TooLong);
    }
    let text: String = text
        .chars()
        .filter(|character| !ignored(*character))
        .map(|character| character.to_ascii_uppercase())
        .collect();
    let (start, digits) = text.split_at_checked(3).ok_or(CodeError::Unknown)?;
    let letter = start.strip_prefix("CQ").ok_or(CodeError::Unknown)?;
    let found = CodeKind::ALL
        .into_iter()
        .find(|kind| letter.starts_with(kind.letter()))
        .ok_or(CodeError::Unknown)?;
    if found != kind {
        return Err(CodeError::Kind {
            found,
            wanted: kind,
        });
    }
    if let Some(stranger) = digits.chars().find(|character| !digit(*character)) {
        return Err(CodeError::Character(stranger));
    }
    let bytes = base32()
        .decode(digits.as_bytes())
        .map_err(|_| CodeError::Checksum)?;
    let (bytes, sum) = bytes
        .split_last_chunk::<CHECKSUM>()
        .ok_or(CodeError::Checksum)?;
    if checks.on(Check::CodeChecksum) && *sum != checksum(kind, bytes) {
        return Err(CodeError::Checksum);
    }
    Ok(bytes.to_vec())
}

/// What mail programs, chats and people put between characters.
fn ignored(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '-' | '\u{2010}'..='\u{2015}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '>'
        )
}

const fn digit(character: char) -> bool {
    character.is_ascii_alphanumeric() && character != 'U'
}

fn checksum(kind: CodeKind, bytes: &[u8]) -> [u8; CHECKSUM] {
    let letter = [kind.letter() as u8];
    let hash = Hash::of_parts("colloquy code 1", &[&letter, bytes]);
    let mut sum = [0; CHECKSUM];
    sum.copy_from_slice(&hash.as_bytes()[..CHECKSUM]);
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_alphabet_is_crockfords() {
        assert_eq!(base32().encode(&[0xFF, 0, 0x42]), "ZW044");
        assert_eq!(base32().decode(b"zwo4 4"), Ok(vec![0xFF, 0, 0x42]));
    }

    #[test]
    fn faults_are_named() {
        let code = encode(CodeKind::Offer, b"some bytes");
        let decode = |kind, text: &str| decode(kind, text, Checks::ALL);
        assert_eq!(
            decode(CodeKind::Answer, &code),
            Err(CodeError::Kind {
                found: CodeKind::Offer,
                wanted: CodeKind::Answer
            })
        );
        assert_eq!(decode(CodeKind::Offer, "hello"), Err(CodeError::Unknown));
        assert_eq!(decode(CodeKind::Offer, ""), Err(CodeError::Unknown));
        assert_eq!(
            decode(CodeKind::Offer, &format!("{code}ü")),
            Err(CodeError::Character('ü'))
        );
        assert_eq!(
            decode(CodeKind::Offer, &code[..code.len() - 1]),
            Err(CodeError::Checksum)
        );
        assert_eq!(
            decode(CodeKind::Offer, &"CQK".repeat(MAX_TEXT)),
            Err(CodeError::TooLong)
        );
    }

    proptest! {
        #[test]
        fn a_code_survives_people(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let code = encode(CodeKind::Invitation, &bytes);
            let read = |text: &str| decode(CodeKind::Invitation, text, Checks::ALL);
            prop_assert_eq!(&read(&code), &Ok(bytes.clone()));
            let mangled = code.to_lowercase().replace('-', "\n> ").replace('0', "o").replace('1', "l");
            prop_assert_eq!(&read(&mangled), &Ok(bytes.clone()));
            prop_assert_eq!(&read(&code.replace('-', "\u{200B}")), &Ok(bytes));
        }

        #[test]
        fn a_wrong_character_is_noticed(
            bytes in prop::collection::vec(any::<u8>(), 1..100),
            at: prop::sample::Index,
            to in "[0-9A-HJKMNP-TV-Z]",
        ) {
            let mut code = encode(CodeKind::Invitation, &bytes);
            let at = 4 + at.index(code.len() - 4);
            prop_assume!(code[at..=at] != to && &code[at..=at] != "-");
            code.replace_range(at..=at, &to);
            prop_assert_eq!(
                decode(CodeKind::Invitation, &code, Checks::ALL),
                Err(CodeError::Checksum)
            );
        }
    }
}
