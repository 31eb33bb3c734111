//! Bundles: objects of a store in one file, for a stick or an e-mail.
//!
//! **Context.** Mail cuts files short, people apply one twice or the older one later, and a file may
//! come from anybody. `colloquy_protocol::bundle` has the format.
//!
//! **Design.** [`write()`] takes the chosen objects of a store; what a device may rely on first comes
//! first and heads come last, so that a bundle that was cut short promises nothing that it does not
//! hold. [`Bundle`] is a store that can only be read: opening reads the file once, notes where each
//! object lies and leaves out what is not what its name promises. [`apply`] puts what is left into
//! another store. Nothing of this adds trust: who reads the objects verifies them as from any store.

mod apply;
mod choose;
mod index;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use apply::{Applied, apply};
pub use choose::{All, Choice, Lacking};
pub use index::Findings;
pub use read::Bundle;
pub use write::{WriteError, Written, write};

use colloquy_protocol::{Hash, Key};

/// How much one bundle may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Objects.
    pub objects: u64,
    /// Bytes of all objects together.
    pub bytes: u64,
}

impl Default for Limits {
    /// 262,144 objects (their names take some 60 MB of memory while the file is open) and 64 GiB.
    fn default() -> Self {
        Self {
            objects: 1 << 18,
            bytes: 64 << 30,
        }
    }
}

/// In which order objects are written and applied: what others refer to comes first.
const fn rank(key: &Key) -> u8 {
    match key {
        Key::Format { .. } => 0,
        Key::Governance { .. } => 1,
        Key::Blob { .. } => 2,
        Key::Segment { .. } => 3,
        Key::Checkpoint { .. } => 4,
        Key::Join { .. } | Key::Link { .. } => 5,
        Key::Head { .. } => 6,
    }
}

/// Whether bytes are those that a name promises, as far as it promises any.
fn is_named(key: &Key, bytes: &[u8]) -> bool {
    key.hash().is_none_or(|hash| hash == Hash::of(bytes))
}
