//! What all formats share: four bytes that name the format and its version, one canonical CBOR
//! value, and for most a signature at the end.
//!
//! **Context.** Objects come from a store that is trusted with nothing. Two encodings of one value
//! would be two objects with one meaning: hashes, chains and proofs need exactly one.
//!
//! **Design.** A decoder looks at the length first, then at the four bytes, then decodes, then
//! encodes again and compares: whatever the encoder would not have written is refused. Numbers of
//! things are limited before room is made for them (`list`). Signatures are over
//! BLAKE3(domain ‖ …), never over bytes that another format could also have.

pub(crate) mod list;

use minicbor::{Decode, Encode};

use crate::checks::{Check, Checks};
use crate::{Hash, SignPublic, SignSecret, Signature};

/// Length of a signature at the end of an object.
pub(crate) const SIGNATURE: usize = 64;
/// Length of the bytes that name a format.
pub(crate) const MAGIC: usize = 4;

/// A format by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Three letters and the version.
    pub(crate) magic: [u8; MAGIC],
    /// What people call it.
    pub(crate) name: &'static str,
    /// The most bytes that an object may have.
    pub(crate) limit: usize,
    /// Separates its signatures and hashes from those of other formats.
    pub(crate) domain: &'static str,
}

/// Bytes that are not an object of the format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a {format}: {fault}")]
pub struct FormatError {
    /// Which format was expected.
    pub format: &'static str,
    /// What is wrong with the bytes.
    pub fault: FormatFault,
}

/// What is wrong with bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormatFault {
    /// More bytes than the format allows.
    #[error("it has {found} bytes and may have {limit}")]
    TooLong {
        /// How many there are.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// It ends too early: torn, or still being written.
    #[error("it ends too early")]
    Truncated,
    /// Something else altogether.
    #[error("it begins like something else")]
    Magic,
    /// Written by a build that knows a later version of the format.
    #[error("it has version {0}, which this build does not know")]
    Version(u8),
    /// The values inside are not those of the format.
    #[error("{0}")]
    Malformed(String),
    /// The same values have another, shorter or stricter, encoding.
    #[error("its encoding is not the canonical one")]
    NotCanonical,
    /// More of something than the format allows.
    #[error("it has too many or too large {0}")]
    Limit(&'static str),
}

impl Shape {
    pub(crate) const fn fault(&self, fault: FormatFault) -> FormatError {
        FormatError {
            format: self.name,
            fault,
        }
    }

    /// The hash that is signed, over these parts.
    pub(crate) fn digest(&self, parts: &[&[u8]]) -> Hash {
        Hash::of_parts(self.domain, parts)
    }

    /// The bytes after the name of the format.
    pub(crate) fn content<'bytes>(&self, bytes: &'bytes [u8]) -> Result<&'bytes [u8], FormatError> {
        if bytes.len() > self.limit {
            return Err(self.fault(FormatFault::TooLong {
                found: bytes.len(),
                limit: self.limit,
            }));
        }
        let (magic, content) = bytes
            .split_at_checked(MAGIC)
            .ok_or_else(|| self.fault(FormatFault::Truncated))?;
        if magic[..3] != self.magic[..3] {
            return Err(self.fault(FormatFault::Magic));
        }
        if magic[3] != self.magic[3] {
            return Err(self.fault(FormatFault::Version(magic[3])));
        }
        Ok(content)
    }

    /// An object without a signature.
    pub(crate) fn encode(&self, value: &impl Encode<()>) -> Vec<u8> {
        let mut bytes = self.magic.to_vec();
        encode_into(value, &mut bytes);
        bytes
    }

    /// Reads what [`Shape::encode`] wrote.
    pub(crate) fn decode<'bytes, T>(
        &self,
        bytes: &'bytes [u8],
        checks: Checks,
    ) -> Result<T, FormatError>
    where
        T: Decode<'bytes, ()> + Encode<()>,
    {
        self.value(self.content(bytes)?, checks)
    }

    /// Reads one canonical value that fills the bytes.
    pub(crate) fn value<'bytes, T>(
        &self,
        content: &'bytes [u8],
        checks: Checks,
    ) -> Result<T, FormatError>
    where
        T: Decode<'bytes, ()> + Encode<()>,
    {
        let mut decoder = minicbor::Decoder::new(content);
        let value: T = decoder.decode().map_err(|error| self.cbor(&error))?;
        if checks.on(Check::Canonical) {
            let mut again = Vec::with_capacity(content.len());
            encode_into(&value, &mut again);
            if again != content {
                return Err(self.fault(FormatFault::NotCanonical));
            }
        }
        Ok(value)
    }

    /// What the decoder said, as a fault of this format.
    pub(crate) fn cbor(&self, error: &minicbor::decode::Error) -> FormatError {
        if error.is_end_of_input() {
            self.fault(FormatFault::Truncated)
        } else {
            self.fault(FormatFault::Malformed(error.to_string()))
        }
    }

    /// An object with a signature over everything before it.
    pub(crate) fn sign(&self, value: &impl Encode<()>, signer: &SignSecret) -> Vec<u8> {
        let mut bytes = self.encode(value);
        let signature = signer.sign(&self.digest(&[&bytes]));
        bytes.extend_from_slice(signature.as_bytes());
        bytes
    }

    /// Splits what [`Shape::sign`] wrote into its value, what was signed, and the signature.
    pub(crate) fn split<'bytes, T>(
        &self,
        bytes: &'bytes [u8],
        checks: Checks,
    ) -> Result<Split<T>, FormatError>
    where
        T: Decode<'bytes, ()> + Encode<()>,
    {
        let content = self.content(bytes)?;
        let (content, signature) = content
            .split_last_chunk::<SIGNATURE>()
            .ok_or_else(|| self.fault(FormatFault::Truncated))?;
        let value = self.value(content, checks)?;
        Ok(Split {
            value,
            digest: self.digest(&[&bytes[..bytes.len() - SIGNATURE]]),
            signature: Signature::new(*signature),
        })
    }
}

/// A signed object, read but not verified.
pub(crate) struct Split<T> {
    pub(crate) value: T,
    digest: Hash,
    signature: Signature,
}

impl<T> Split<T> {
    /// Whether this key signed it.
    pub(crate) fn signed_by(&self, signer: &SignPublic) -> bool {
        signer.signed(&self.digest, &self.signature)
    }
}

/// Appends the value's encoding.
pub(crate) fn encode_into(value: &impl Encode<()>, bytes: &mut Vec<u8>) {
    // Writing to a vector can't fail, and no value here refuses to be written.
    let written = minicbor::encode(value, &mut *bytes);
    debug_assert!(written.is_ok(), "{written:?}");
}

/// A value's encoding by itself.
pub(crate) fn encoded(value: &impl Encode<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode_into(value, &mut bytes);
    bytes
}
