//! Linking: a person adds a device of their own, with two codes and four words.
//!
//! **Context.** The old device has everything, the new one nothing; the person carries codes between
//! them by whatever means, on which somebody may sit.
//!
//! **Design.** The old device makes an [`Offer`], the new one an [`Answer`] sealed to a key that only
//! the offer has. Both then show four words over everything that both said; if the words are the same,
//! nobody stood between. Only then does the old device certify the new one, and puts the certificate
//! and the keyring into a [`Gift`] that only the new device can open. Nothing secret is in a code.
//! Formats: `FORMAT.md`, section 11.

mod answer;
mod gift;
mod offer;
#[cfg(test)]
mod tests;

pub use answer::{Answer, SignedAnswer};
pub use gift::{Gift, MAX_KEEPSAKES};
pub use offer::{Offer, OfferKeys, SignedOffer};

use crate::checks::{Check, Checks};
use crate::frame::FormatError;
use crate::identity::{CertificateError, Words, words_of};
use crate::{CodeError, Hash};

/// Why linking stops.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// It is not what was expected.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// The pasted text is not the code that was expected.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// The key in it did not sign it.
    #[error("it was altered: its signature does not fit")]
    Signature,
    /// It can't be opened: sealed for another offer or device, or altered.
    #[error("it was made for another linking, or altered")]
    Sealed,
    /// It answers another offer.
    #[error("it answers another offer")]
    Offer,
    /// The offer has ended.
    #[error("the offer has ended")]
    Ended,
    /// What the old device sent is for other keys than this device's.
    #[error("it certifies another device")]
    Device,
    /// The certificate is not believed.
    #[error("its certificate: {0}")]
    Certificate(#[from] CertificateError),
    /// A public key in it can't be used.
    #[error("a public key in it can't be used")]
    Key,
    /// The machine can't give the memory for computing the words.
    #[error("not enough memory to compute the four words")]
    Memory,
}

/// The four words of an offer and its answer: both devices show them.
///
/// # Errors
///
/// [`LinkError::Offer`] if the answer is to another offer, [`LinkError::Memory`] if the machine can't
/// give 19 MiB.
pub fn words(offer: &SignedOffer, answer: &SignedAnswer) -> Result<Words, LinkError> {
    words_checked(offer, answer, Checks::ALL)
}

pub(crate) fn words_checked(
    offer: &SignedOffer,
    answer: &SignedAnswer,
    checks: Checks,
) -> Result<Words, LinkError> {
    if checks.on(Check::AnswerOffer) && answer.answer().offer != offer.hash() {
        return Err(LinkError::Offer);
    }
    let answered = if checks.on(Check::LinkWords) {
        answer.bytes()
    } else {
        &[]
    };
    let transcript = Hash::of_parts("colloquy link 1", &[offer.bytes(), answered]);
    words_of(&transcript).ok_or(LinkError::Memory)
}
