//! Blobs: attachments and course packages, in encrypted pieces.
//!
//! **Context.** Files are too large for events, and several people may hold the same one.
//!
//! **Design.** A file has one random key, carried with the hashes of its pieces in the event that
//! mentions it ([`BlobRef`]): who can read the event can read the file, and nobody else. A piece holds
//! at most 4 MiB, is named by the hash of its ciphertext, and is sealed under its position, so it can't
//! be put elsewhere. The same file and key give the same pieces: a retry repeats itself, and anybody
//! who has the file can heal the store. Format: `FORMAT.md`, section 9.

#[cfg(test)]
mod tests;

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::checks::{Check, Checks};
use crate::frame::{FormatError, Shape, list};
use crate::{Hash, Key, SpaceId, key};

/// Most bytes of a file in one piece: 4 MiB.
pub const CHUNK: usize = 4 << 20;
/// Most pieces of one file: 16 GiB.
pub const MAX_CHUNKS: u64 = 4096;

const TAG: usize = 16;

pub(crate) const PIECE: Shape = Shape {
    magic: *b"CQB\x01",
    name: "piece of an attachment",
    limit: CHUNK + TAG + 4,
    domain: "colloquy blob 1",
};

const REFERENCE: Shape = Shape {
    magic: *b"CQF\x01",
    name: "reference to an attachment",
    limit: 256 << 10,
    domain: "colloquy blob reference 1",
};

/// The key of one file. Zeroised when dropped.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct BlobKey(#[cbor(with = "bytes")] Zeroizing<[u8; 32]>);

impl BlobKey {
    /// A new key: one for each file, and for each version of it.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut secret = Zeroizing::new([0; 32]);
        rng.fill_bytes(secret.as_mut());
        Self(secret)
    }

    /// The key of these bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl fmt::Debug for BlobKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BlobKey")
    }
}

/// What an event says of a file. Secret: it holds the key.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct BlobRef {
    /// Opens the pieces.
    #[n(0)]
    pub key: BlobKey,
    /// Bytes of the file.
    #[n(1)]
    pub size: u64,
    /// The hashes of the pieces, in order.
    #[cbor(
        n(2),
        encode_with = "list::encode",
        decode_with = "list::decode::<_, _, MAX_CHUNKS>"
    )]
    pub chunks: Vec<Hash>,
}

/// A piece that can't be made or used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    /// It is not a piece.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// Its bytes are not those that the reference names.
    #[error("piece {index} is another: its bytes have the hash {found}")]
    Hash {
        /// Which piece, from 0.
        index: u64,
        /// What the bytes have.
        found: Hash,
    },
    /// The cipher's tag does not fit.
    #[error("piece {0} was altered, or belongs to another file")]
    Aead(u64),
    /// It has another length than the file's size leaves for it.
    #[error("piece {0} has the wrong length")]
    Length(u64),
    /// More pieces than a file may have, or a position that it does not have.
    #[error("a file has no piece {0}")]
    Index(u64),
}

/// A piece, ready for the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The hash that names it.
    pub hash: Hash,
    /// The object.
    pub bytes: Vec<u8>,
}

impl Piece {
    /// Where to put it.
    #[must_use]
    pub const fn key(&self, space: SpaceId) -> Key {
        Key::Blob {
            space,
            hash: self.hash,
        }
    }
}

/// Seals the piece at a position of a file: the caller cuts files into pieces of [`CHUNK`] bytes, the
/// last one shorter.
///
/// # Errors
///
/// [`BlobError::Length`] if it is longer, [`BlobError::Index`] if the file would be too large.
pub fn seal_piece(key: &BlobKey, index: u64, plain: &[u8]) -> Result<Piece, BlobError> {
    if index >= MAX_CHUNKS {
        return Err(BlobError::Index(index));
    }
    if plain.len() > CHUNK {
        return Err(BlobError::Length(index));
    }
    let payload = Payload {
        msg: plain,
        aad: &PIECE.magic,
    };
    let sealed = cipher(key)
        .encrypt(&nonce(index), payload)
        .map_err(|_| BlobError::Aead(index))?;
    let bytes = [PIECE.magic.as_slice(), &sealed].concat();
    Ok(Piece {
        hash: Hash::of(&bytes),
        bytes,
    })
}

impl BlobRef {
    /// Opens the piece at a position (from 0).
    ///
    /// # Errors
    ///
    /// [`BlobError`] if it is another piece, was altered, or has the wrong length.
    pub fn open_piece(&self, index: u64, bytes: &[u8]) -> Result<Vec<u8>, BlobError> {
        self.open_piece_checked(index, bytes, Checks::ALL)
    }

    pub(crate) fn open_piece_checked(
        &self,
        index: u64,
        bytes: &[u8],
        checks: Checks,
    ) -> Result<Vec<u8>, BlobError> {
        let sealed = PIECE.content(bytes)?;
        let position = usize::try_from(index).ok();
        let named = position.and_then(|position| self.chunks.get(position));
        let named = *named.ok_or(BlobError::Index(index))?;
        let found = Hash::of(bytes);
        if checks.on(Check::BlobHash) && found != named {
            return Err(BlobError::Hash { index, found });
        }
        let payload = Payload {
            msg: sealed,
            aad: &PIECE.magic,
        };
        let plain = cipher(&self.key)
            .decrypt(&nonce(index), payload)
            .map_err(|_| BlobError::Aead(index))?;
        let left = self.size.checked_sub(index * CHUNK as u64);
        if left.map(|left| left.min(CHUNK as u64)) != Some(plain.len() as u64) {
            return Err(BlobError::Length(index));
        }
        Ok(plain)
    }

    /// As bytes for an event's body.
    #[must_use]
    pub fn to_secret_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(REFERENCE.encode(self))
    }

    /// Reads what [`BlobRef::to_secret_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// If it is not a reference, or its pieces don't make up its size.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let reference: Self = REFERENCE.decode(bytes, Checks::ALL)?;
        if reference.size.div_ceil(CHUNK as u64) != reference.chunks.len() as u64 {
            let fault = "its pieces don't make up its size".to_owned();
            return Err(REFERENCE.fault(crate::FormatFault::Malformed(fault)));
        }
        Ok(reference)
    }
}

fn cipher(key: &BlobKey) -> XChaCha20Poly1305 {
    let derived = key::derive("colloquy 1 blob key", key.0.as_slice());
    XChaCha20Poly1305::new((&*derived).into())
}

/// A key seals one file, and each position of it once: the position is nonce enough.
fn nonce(index: u64) -> XNonce {
    let mut nonce = [0; 24];
    nonce[..8].copy_from_slice(&index.to_le_bytes());
    XNonce::from(nonce)
}

mod bytes {
    use minicbor::decode::{Decoder, Error};
    use minicbor::{Encoder, bytes};
    use zeroize::Zeroizing;

    pub(super) fn encode<Ctx, W: minicbor::encode::Write>(
        secret: &Zeroizing<[u8; 32]>,
        encoder: &mut Encoder<W>,
        context: &mut Ctx,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        bytes::encode(&**secret, encoder, context)
    }

    pub(super) fn decode<Ctx>(
        decoder: &mut Decoder<'_>,
        context: &mut Ctx,
    ) -> Result<Zeroizing<[u8; 32]>, Error> {
        bytes::decode(decoder, context).map(Zeroizing::new)
    }
}
