//! Reading a segment: eight questions in a fixed order, each with its own error.

use chacha20poly1305::aead::{KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use super::{ChainFault, Follow, Header, Place, SHAPE, SUITE, Tip, body, pad};
use crate::checks::{self, Check, Checks};
use crate::frame::{FormatError, FormatFault, MAGIC, SIGNATURE, encode_into};
use crate::{EpochId, EpochKey, Event, Hash, SignPublic, Signature};

const NONCE: usize = 24;
const TAG: usize = 16;

/// What the reader knows before it opens a segment.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'known> {
    /// Whose log it was found in.
    pub place: Place,
    /// The device's key, from the governance log.
    pub signer: &'known SignPublic,
    /// The first number in its name.
    pub first: u64,
    /// The last number in its name.
    pub last: u64,
    /// The hash in its name.
    pub hash: Hash,
    /// Where the reader's copy of the log stands; `None` to look at the chain later, with
    /// [`Header::follows`], when segments are opened side by side.
    pub after: Option<Tip>,
}

/// A segment that passed every check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// What it says about itself.
    pub header: Header,
    /// All of its events, also those that the reader knows (see `follow`).
    pub events: Vec<Event>,
    /// How it continues the reader's copy, if that was asked.
    pub follow: Option<Follow>,
}

/// Why a segment was refused, in the order in which the questions are asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// 1. It is not a segment.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// 2. Its bytes are not those that its name promises: altered, torn or still being written.
    #[error("its bytes have the hash {found}")]
    Hash {
        /// What the bytes have.
        found: Hash,
    },
    /// 3. Its device did not sign it.
    #[error("its device did not sign it")]
    Signature,
    /// 3. Its device signed it for another place.
    #[error("it belongs elsewhere: its {0} is another")]
    Place(&'static str),
    /// 4. Another key is needed.
    #[error("it was sealed in {needed}")]
    Commitment {
        /// Whose key is needed.
        needed: EpochId,
    },
    /// 5. The cipher's tag does not fit.
    #[error("its ciphertext was altered")]
    Aead,
    /// 6. The padding is not what was agreed.
    #[error("its padding is wrong")]
    Padding,
    /// 6. It would need too much memory.
    #[error("it would unpack to {found} bytes")]
    TooLarge {
        /// How many bytes it announces.
        found: usize,
    },
    /// 6. It does not decompress to what it announces.
    #[error("it does not decompress")]
    Decompress,
    /// 7. Its events can't be read.
    #[error("its events can't be read: {0}")]
    Codec(FormatError),
    /// 8. It holds more or fewer events than it says.
    #[error("it holds {found} events instead of {named}")]
    Count {
        /// As its name says.
        named: u64,
        /// As there are.
        found: u64,
    },
    /// 8. It does not continue what the reader knows.
    #[error("{0}")]
    Chain(#[from] ChainFault),
}

/// What a segment says about itself, unverified: enough to know which key to look for.
///
/// # Errors
///
/// If it is not a segment.
pub fn peek(bytes: &[u8]) -> Result<Header, FormatError> {
    Parts::of(bytes, Checks::ALL).map(|parts| parts.header)
}

/// Whether the segment is whole and this device signed it, without any key: what a hub, or a proof
/// of two histories, needs.
///
/// # Errors
///
/// [`OpenError::Format`] or [`OpenError::Signature`].
pub fn check_signature(bytes: &[u8], signer: &SignPublic) -> Result<Header, OpenError> {
    let parts = Parts::of(bytes, Checks::ALL)?;
    parts.signed_by(signer)?;
    Ok(parts.header)
}

/// Opens a segment. The questions, in order: format, hash in the name, signature and place, key
/// commitment, cipher, decompression within the limit, codec, count and chain.
///
/// # Errors
///
/// The first question that is not answered well.
pub fn open(bytes: &[u8], expected: &Expected<'_>, key: &EpochKey) -> Result<Opened, OpenError> {
    open_checked(bytes, expected, key, Checks::ALL)
}

pub(crate) fn open_checked(
    bytes: &[u8],
    expected: &Expected<'_>,
    key: &EpochKey,
    checks: Checks,
) -> Result<Opened, OpenError> {
    let parts = Parts::of(bytes, checks)?;
    let found = Hash::of(bytes);
    if checks.on(Check::SegmentHash) && found != expected.hash {
        return Err(OpenError::Hash { found });
    }
    if checks.on(Check::SegmentSignature) {
        parts.signed_by(expected.signer)?;
    }
    if checks.on(Check::SegmentPlace) {
        at_its_place(&parts.header, expected)?;
    }
    if checks.on(Check::SegmentCommitment) && parts.header.epoch != key.id() {
        return Err(OpenError::Commitment {
            needed: parts.header.epoch,
        });
    }
    let text = parts.decrypt(key, checks)?;
    let plain = pad::unpack(&text, checks)?;
    let Parts { header, .. } = parts;
    let events = body::decode(&plain, &expected.place, header.first)
        .map_err(|error| OpenError::Codec(SHAPE.cbor(&error)))?;
    if checks.on(Check::Canonical) && body::encode(&events) != plain {
        return Err(OpenError::Codec(SHAPE.fault(FormatFault::NotCanonical)));
    }
    if checks.on(Check::SegmentCount) && events.len() as u64 != header.count() {
        return Err(OpenError::Count {
            named: header.count(),
            found: events.len() as u64,
        });
    }
    let follow = match &expected.after {
        Some(tip) if checks.on(Check::SegmentChain) => Some(header.follows(found, tip)?),
        _ => None,
    };
    Ok(Opened {
        header,
        events,
        follow,
    })
}

fn at_its_place(header: &Header, expected: &Expected<'_>) -> Result<(), OpenError> {
    let place = [
        ("space", header.space == expected.place.space),
        ("device", header.tag == expected.place.tag),
        ("first event", header.first == expected.first),
        ("last event", header.last == expected.last),
    ];
    match place.iter().find(|(_, same)| !same) {
        Some((what, _)) => Err(OpenError::Place(what)),
        None => Ok(()),
    }
}

/// A segment's pieces.
struct Parts<'bytes> {
    header: Header,
    /// With the name of the format.
    header_bytes: &'bytes [u8],
    nonce: [u8; NONCE],
    ciphertext: &'bytes [u8],
    digest: Hash,
    signature: Signature,
}

impl<'bytes> Parts<'bytes> {
    fn of(bytes: &'bytes [u8], checks: Checks) -> Result<Self, FormatError> {
        let content = SHAPE.content(bytes)?;
        let mut decoder = minicbor::Decoder::new(content);
        let header: Header = decoder.decode().map_err(|error| SHAPE.cbor(&error))?;
        let header_end = MAGIC + decoder.position();
        let (header_bytes, rest) = bytes.split_at(header_end);
        let mut again = SHAPE.magic.to_vec();
        encode_into(&header, &mut again);
        if checks.on(Check::Canonical) && again != header_bytes {
            return Err(SHAPE.fault(FormatFault::NotCanonical));
        }
        if header.suite != SUITE {
            return Err(SHAPE.fault(FormatFault::Version(header.suite)));
        }
        if header.first == 0 || header.last < header.first {
            return Err(SHAPE.fault(FormatFault::Malformed(
                "its numbers are reversed".to_owned(),
            )));
        }
        let truncated = || SHAPE.fault(FormatFault::Truncated);
        let (signed, signature) = rest.split_last_chunk::<SIGNATURE>().ok_or_else(truncated)?;
        let (nonce, ciphertext) = signed.split_first_chunk::<NONCE>().ok_or_else(truncated)?;
        let announced = header.padded as usize + TAG;
        if ciphertext.len() < announced {
            return Err(truncated());
        }
        if ciphertext.len() > announced {
            return Err(SHAPE.fault(FormatFault::NotCanonical));
        }
        Ok(Self {
            digest: SHAPE.digest(&[header_bytes, signed]),
            header,
            header_bytes,
            nonce: *nonce,
            ciphertext,
            signature: Signature::new(*signature),
        })
    }

    fn signed_by(&self, signer: &SignPublic) -> Result<(), OpenError> {
        if signer.signed(&self.digest, &self.signature) {
            Ok(())
        } else {
            Err(OpenError::Signature)
        }
    }

    fn decrypt(&self, key: &EpochKey, checks: Checks) -> Result<Vec<u8>, OpenError> {
        let cipher = XChaCha20Poly1305::new((&*key.cipher("colloquy 1 segment key")).into());
        let nonce = XNonce::from(self.nonce);
        let payload = Payload {
            msg: self.ciphertext,
            aad: self.header_bytes,
        };
        checks::decrypt(&cipher, &nonce, payload, Check::SegmentAead, checks).ok_or(OpenError::Aead)
    }
}
