//! Segments: a run of one device's events, compressed, padded, encrypted, signed.
//!
//! **Context.** A segment is sealed once and kept until it is on the store: a retry sends the same
//! bytes. Whoever reads one trusts neither the store nor the path on which it came, and later proves
//! with the bytes themselves what a device did.
//!
//! **Design.** The clear header says whose log it is, which events, what came before, and which key
//! opens it; it is the cipher's associated data and, with the ciphertext, what is signed. Opening
//! checks from the cheap and public to the costly and secret (see [`open`]). A device may later merge
//! old segments of one epoch into one: such a segment *stands for* the last one that it replaces, so
//! the chain goes on through it unbroken. Formats: `FORMAT.md`, sections 3 and 4.

mod body;
mod chain;
mod header;
mod open;
mod pad;
mod seal;
#[cfg(test)]
mod tests;

#[cfg(any(test, fuzzing))]
pub(crate) use body::encode as encode_events;
pub use chain::{ChainFault, Follow, Tip};
pub use header::{Header, Place};
#[cfg(test)]
pub(crate) use open::open_checked;
pub use open::{Expected, OpenError, Opened, check_signature, open, peek};
#[cfg(any(test, fuzzing))]
pub(crate) use pad::pack;
#[cfg(any(test, fuzzing))]
pub(crate) use seal::assemble;
pub use seal::{Draft, SealError, Sealed, fitting, seal};

use crate::frame::Shape;

/// Most events in one segment.
pub const MAX_EVENTS: u64 = 8192;
/// Most bytes of events in one segment before compression: 8 MiB.
pub const MAX_PLAIN: usize = 8 << 20;
/// Most bytes of one segment as it is stored: 9 MiB, for what can't be compressed, its padding, header and signature.
pub const MAX_SEGMENT: usize = 9 << 20;
/// Most bytes of one event's body: 1 MiB. What is larger is an attachment: a blob.
pub const MAX_BODY: usize = 1 << 20;
/// Most bytes of a kind's name.
pub const MAX_KIND: usize = 64;
/// Most events of other devices that one event may build on.
pub const MAX_DEPS: usize = 256;

/// The one suite so far: zstd, padmé, XChaCha20-Poly1305, Ed25519, BLAKE3.
pub(crate) const SUITE: u8 = 1;

pub(crate) const SHAPE: Shape = Shape {
    magic: *b"CQS\x01",
    name: "segment",
    limit: MAX_SEGMENT,
    domain: "colloquy segment 1",
};
