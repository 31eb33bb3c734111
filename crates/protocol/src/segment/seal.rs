//! Making a segment.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use super::{Header, MAX_EVENTS, MAX_PLAIN, Place, SHAPE, SUITE, Tip, body, pad};
use crate::{EpochKey, Event, Hash, Key, SignSecret, frame};

/// What to seal.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'events> {
    /// Whose log.
    pub place: Place,
    /// Where the log stands before these events.
    pub after: Tip,
    /// The events, numbered on from there.
    pub events: &'events [Event],
    /// For a merged segment: the hash where the log stands after these events ([`Tip::hash`]). A
    /// merged segment keeps the epoch of what it replaces, or newcomers could read the past.
    pub stands_for: Option<Hash>,
}

/// A segment, ready for the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// What it says about itself.
    pub header: Header,
    /// The hash in its name.
    pub hash: Hash,
    /// The object.
    pub bytes: Vec<u8>,
}

impl Sealed {
    /// Where to put it.
    #[must_use]
    pub const fn key(&self) -> Key {
        self.header.key(self.hash)
    }

    /// Where the log stands after it.
    #[must_use]
    pub fn tip(&self) -> Tip {
        self.header.tip(self.hash)
    }
}

/// Events that can't be sealed as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// An event is of another space or device, or its number does not follow.
    #[error("event {seq} does not belong at its place in this segment")]
    Stranger {
        /// The number that it has.
        seq: u64,
    },
    /// More than a segment may hold.
    #[error("a segment can't hold this: {0}")]
    Limit(&'static str),
    /// The cipher refused: more text than it can take.
    #[error("the cipher refused the text")]
    Cipher,
}

/// How many of the events, from the first, fit one segment of about 1 MiB before compression; at
/// least 1 if there is one.
#[must_use]
pub fn fitting(events: &[Event]) -> usize {
    const AIM: usize = 1 << 20;
    let mut size = 0_usize;
    let fit = events.iter().take(MAX_EVENTS as usize).take_while(|event| {
        size += event.body.len() + event.kind.len() + 16 + 26 * event.deps.len();
        size <= AIM
    });
    fit.count().max(1).min(events.len())
}

/// Seals events under an epoch's key. The nonce is 24 random bytes that were never used before; the
/// same arguments give the same bytes.
///
/// # Errors
///
/// [`SealError`] if the events don't belong there or are too many.
pub fn seal(
    draft: &Draft<'_>,
    key: &EpochKey,
    signer: &SignSecret,
    nonce: &[u8; 24],
) -> Result<Sealed, SealError> {
    let first = draft.after.seq.saturating_add(1);
    for (seq, event) in (first..).zip(draft.events) {
        let belongs = event.space == draft.place.space
            && event.id.device == draft.place.device
            && event.id.seq == seq;
        if !belongs {
            return Err(SealError::Stranger { seq: event.id.seq });
        }
    }
    if let Some(what) = body::fault(draft.events) {
        return Err(SealError::Limit(what));
    }
    let plain = body::encode(draft.events);
    if plain.len() > MAX_PLAIN {
        return Err(SealError::Limit("number of bytes"));
    }
    let text = pad::pack(&plain);
    let header = Header {
        suite: SUITE,
        space: draft.place.space,
        tag: draft.place.tag,
        epoch: key.id(),
        first,
        last: draft.after.seq.saturating_add(draft.events.len() as u64),
        previous: draft.after.hash,
        padded: text.len() as u32,
        stands_for: draft.stands_for,
    };
    assemble(header, &text, key, signer, nonce)
}

/// Encrypts, signs and names a text that is packed and padded.
pub(crate) fn assemble(
    header: Header,
    text: &[u8],
    key: &EpochKey,
    signer: &SignSecret,
    nonce: &[u8; 24],
) -> Result<Sealed, SealError> {
    let mut bytes = SHAPE.magic.to_vec();
    frame::encode_into(&header, &mut bytes);
    let payload = Payload {
        msg: text,
        aad: &bytes,
    };
    let ciphertext = XChaCha20Poly1305::new((&*key.cipher("colloquy 1 segment key")).into())
        .encrypt(&XNonce::from(*nonce), payload)
        .map_err(|_| SealError::Cipher)?;
    let header_end = bytes.len();
    bytes.extend_from_slice(nonce);
    bytes.extend_from_slice(&ciphertext);
    let digest = SHAPE.digest(&[&bytes[..header_end], &bytes[header_end..]]);
    bytes.extend_from_slice(signer.sign(&digest).as_bytes());
    Ok(Sealed {
        header,
        hash: Hash::of(&bytes),
        bytes,
    })
}
