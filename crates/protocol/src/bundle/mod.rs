//! Bundles: many objects of a store in one file, for a memory stick or an e-mail.
//!
//! **Context.** Mail and sticks cut files short, and people apply one twice, or the older one later.
//!
//! **Design.** Objects one after the other, each with its name and hash, so that what is whole can be
//! used however the file ends; at the end their number and a hash over all of them, so that a missing
//! end shows. A bundle adds no trust: each object is verified by itself as if it came from a store.
//! Reading takes one object into memory at a time. Format: `FORMAT.md`, section 13.

mod read;
#[cfg(test)]
mod tests;
mod write;

#[cfg(test)]
pub(crate) use read::checked_reader;
pub use read::{Ending, Item, Reader};
pub use write::Writer;

use crate::segment::MAX_SEGMENT;

/// The first bytes: three letters and the version.
const MAGIC: [u8; 4] = *b"CQZ\x01";
/// Marks an object.
const OBJECT: u8 = 1;
/// Marks the end.
const END: u8 = 0;
/// Most bytes of one object: a segment is the largest.
pub const MAX_OBJECT: usize = MAX_SEGMENT;
/// Most objects in one bundle.
pub const MAX_OBJECTS: u64 = 1 << 24;
/// Most bytes of a name.
const MAX_NAME: usize = 255;

const DOMAIN: &str = "colloquy bundle 1";

/// Why a bundle can't be written or read on.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// It begins like something else.
    #[error("not a bundle: it begins like something else")]
    Magic,
    /// Written by a build that knows a later version of the format.
    #[error("a bundle of version {0}, which this build does not know")]
    Version(u8),
    /// After a whole object comes neither an object nor the end.
    #[error("the bundle is damaged after object {0}")]
    Damaged(u64),
    /// More than a bundle may hold.
    #[error("a bundle may not hold so many or so large objects")]
    Limit,
    /// The file can't be read or written.
    #[error("the bundle can't be read or written: {0}")]
    Io(#[from] std::io::Error),
}
