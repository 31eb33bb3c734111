//! A join request: the newcomer's entry and greeting, readable by whoever has the seed.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use minicbor::{Decode, Encode};

use super::Seed;
use crate::checks::{self, Check, Checks};
use crate::frame::{FormatError, FormatFault, Shape, encode_into, list};
use crate::governance::{Action, EntryError, SignedEntry};
use crate::{Key, SpaceId, key};

/// Most bytes of a greeting.
pub const MAX_GREETING: usize = 4096;
/// Most bytes of the entry in a request: a `Join` is far smaller.
const MAX_ENTRY: usize = 16 << 10;

const NONCE: usize = 24;

const SHAPE: Shape = Shape {
    magic: *b"CQJ\x01",
    name: "join request",
    limit: MAX_GREETING + MAX_ENTRY + 128,
    domain: "colloquy join request 1",
};

/// What a newcomer sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinRequest {
    /// The `Join` entry, for whoever publishes it.
    pub entry: SignedEntry,
    /// The newcomer's name and the like; the product's own encoding.
    pub greeting: Vec<u8>,
}

#[derive(Encode, Decode)]
struct Inside {
    #[cbor(
        n(0),
        encode_with = "list::encode_bytes",
        decode_with = "list::decode_bytes::<_, MAX_ENTRY>"
    )]
    entry: Vec<u8>,
    #[cbor(
        n(1),
        encode_with = "list::encode_bytes",
        decode_with = "list::decode_bytes::<_, MAX_GREETING>"
    )]
    greeting: Vec<u8>,
}

/// Why a join request can't be made or used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// It is not a join request.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// It was not sealed by this invitation's seed for this space, or was altered.
    #[error("it does not belong to this invitation, or was altered")]
    Aead,
    /// The entry inside is not whole.
    #[error("its entry: {0}")]
    Entry(#[from] EntryError),
    /// The entry inside does something else than use this invitation in this space.
    #[error("its entry is not one that uses this invitation")]
    Action,
}

impl JoinRequest {
    /// Where a request lies: two uses of one invitation meet under this name.
    #[must_use]
    pub fn key(seed: &Seed, space: SpaceId) -> Key {
        Key::Join {
            space,
            tag: seed.tag(),
        }
    }

    /// Seals it by the seed. The nonce is 24 random bytes.
    ///
    /// # Errors
    ///
    /// [`RequestError::Format`] if the greeting is too long.
    pub fn seal(
        &self,
        seed: &Seed,
        space: &SpaceId,
        nonce: &[u8; NONCE],
    ) -> Result<Vec<u8>, RequestError> {
        if self.greeting.len() > MAX_GREETING {
            return Err(SHAPE
                .fault(FormatFault::Limit("bytes in its greeting"))
                .into());
        }
        let mut plain = Vec::new();
        let inside = Inside {
            entry: self.entry.bytes().to_vec(),
            greeting: self.greeting.clone(),
        };
        encode_into(&inside, &mut plain);
        let payload = Payload {
            msg: &plain,
            aad: &associated(seed, space),
        };
        let sealed = cipher(seed)
            .encrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| RequestError::Aead)?;
        Ok([SHAPE.magic.as_slice(), nonce, &sealed].concat())
    }

    /// Opens a request with the seed that its inviter kept.
    ///
    /// # Errors
    ///
    /// [`RequestError`].
    pub fn open(bytes: &[u8], seed: &Seed, space: &SpaceId) -> Result<Self, RequestError> {
        Self::open_checked(bytes, seed, space, Checks::ALL)
    }

    pub(crate) fn open_checked(
        bytes: &[u8],
        seed: &Seed,
        space: &SpaceId,
        checks: Checks,
    ) -> Result<Self, RequestError> {
        let content = SHAPE.content(bytes)?;
        let (nonce, sealed) = content
            .split_first_chunk::<NONCE>()
            .ok_or_else(|| SHAPE.fault(FormatFault::Truncated))?;
        let (cipher, nonce) = (cipher(seed), XNonce::from(*nonce));
        let payload = Payload {
            msg: sealed,
            aad: &associated(seed, space),
        };
        let plain = checks::decrypt(&cipher, &nonce, payload, Check::RequestAead, checks)
            .ok_or(RequestError::Aead)?;
        let inside: Inside = SHAPE.value(&plain, checks)?;
        let entry = SignedEntry::open(&inside.entry)?;
        let uses = matches!(&entry.entry().action, Action::Join { tag, .. } if *tag == seed.tag());
        if !uses || entry.entry().space != *space {
            return Err(RequestError::Action);
        }
        Ok(Self {
            entry,
            greeting: inside.greeting,
        })
    }
}

fn cipher(seed: &Seed) -> XChaCha20Poly1305 {
    let derived = key::derive(
        "colloquy 1 join request key",
        seed.to_secret_bytes().as_slice(),
    );
    XChaCha20Poly1305::new((&*derived).into())
}

fn associated(seed: &Seed, space: &SpaceId) -> Vec<u8> {
    [
        SHAPE.magic.as_slice(),
        space.as_bytes(),
        seed.tag().as_bytes(),
    ]
    .concat()
}
