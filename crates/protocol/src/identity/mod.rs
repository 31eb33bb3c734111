//! Who somebody is: a person behind a recovery phrase, and the devices that the person certified.
//!
//! **Context.** There is no server that vouches for anybody. A person is a signing key that 24 words
//! bring back; a device has keys of its own that never leave it.
//!
//! **Design.** The phrase gives two keys, each by its own derivation: the root, which certifies, and
//! one to seal to, so that the phrase alone can open the personal space. Its public halves are the
//! person's [`PersonCard`]; their hash is the fingerprint that people compare. A certificate ties a
//! device's keys to a person and is signed by the root or by a device that may link. Formats:
//! `FORMAT.md`, section 6.

mod certificate;
mod device;
mod person;
mod phrase;
mod words;

pub use certificate::{Certificate, CertificateError, Issuer, Revocation, Statement};
pub use device::{DeviceCard, DeviceKeys};
pub use person::{Fingerprint, ParseFingerprintError, PersonCard, PersonRoot};
pub use phrase::{Phrase, PhraseError};
pub use words::Words;
pub(crate) use words::words_of;
