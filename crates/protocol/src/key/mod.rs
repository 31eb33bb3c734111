//! Keys: signing (Ed25519), receiving (HPKE over X25519) and what is derived from a secret.
//!
//! **Context.** Every object is signed by one device; epoch keys are sealed to devices; nothing else
//! in the crate touches a primitive.
//!
//! **Design.** Thin wrappers around ed25519-dalek and hpke. Secrets are zeroised when dropped, never
//! shown by `Debug`, and leave only through a method that says so. Each use of a secret has its own
//! context of BLAKE3's key derivation.

mod receive;
mod sign;

pub use receive::{ReceivePublic, ReceiveSecret, SealedKey};
pub(crate) use receive::{open, seal};
pub use sign::{SignPublic, SignSecret, Signature};

use zeroize::Zeroizing;

/// Text or bytes that are not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are not a public key")]
pub struct KeyError;

/// A key for one purpose: BLAKE3's derivation mode, with a context that no other purpose has.
pub(crate) fn derive(context: &str, secret: &[u8]) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(blake3::derive_key(context, secret))
}
