//! Where encrypted copies travel: one trait for every kind of store.
//!
//! **Context.** A store is trusted with nothing but availability. It may be a cloud folder that
//! delays, reorders, duplicates and truncates, a USB stick, or a server. Correctness rests on
//! hashes, signatures and chains, never on what a store promises.
//!
//! **Design.** Objects are immutable and named by [`Key`]s, except heads, of which a new one gets a
//! new name. So a store needs no locks, no overwriting and no conditional writes. One conformance
//! suite tests every implementation.

mod any;
pub mod bundle;
#[cfg(any(test, feature = "testing"))]
pub mod conformance;
mod disk;
mod fault;
mod folder;
pub mod foreign;
mod memory;
mod spaces;
mod try_out;

pub use any::{AnyRemote, RemoteConfig, connect};
pub use folder::Folder;
pub use memory::Memory;
pub use spaces::Spaces;
pub use try_out::{Outcome, PROBE_SPACE, Problem, Step, try_out};

use std::future::Future;
use std::ops::Range;
use std::time::Duration;

use colloquy_protocol::{Key, Prefix};

/// What became of an object that was to be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It was not there before.
    Created,
    /// The very same bytes were there already.
    Same,
    /// Other bytes stand under this name; they were left as they are.
    Different,
}

/// An object as a listing shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name.
    pub key: Key,
    /// Its size as the store says, bytes.
    pub size: u64,
}

/// Part of a listing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Objects in the order of their names.
    pub entries: Vec<Entry>,
    /// Names that are no keys, as conflicted copies and placeholders of cloud drives: for the report only.
    pub foreign: Vec<String>,
    /// Where to go on; `None` at the end.
    pub next: Option<Cursor>,
}

/// A place in a listing or in a store's stream of changes. Opaque: only the store that gave it reads it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cursor(pub String);

/// Whether something changed since a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// Something may have changed. A store that can't tell says `true`.
    pub changed: bool,
    /// Where to ask from next time.
    pub cursor: Cursor,
}

/// What a store can do beyond the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Capabilities {
    /// [`Remote::changes`] can wait for something to happen instead of being asked again.
    pub waits: bool,
    /// Largest object, bytes; `None` when there is no known limit.
    pub largest_object: Option<u64>,
}

/// Why a store did not do what it was asked. Texts name the place and hold no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RemoteError {
    /// Not there at present: no network, the stick is not plugged in, the drive is signed out.
    #[error("the store cannot be reached: {0}")]
    Unreachable(String),
    /// It asked to be left alone for a while.
    #[error("the store is busy")]
    Busy {
        /// How long it asked for.
        retry_after: Option<Duration>,
    },
    /// It does not let this device in, or not write.
    #[error("the store refuses access: {0}")]
    Refused(String),
    /// No room.
    #[error("the store is full")]
    Full,
    /// Anything else.
    #[error("the store failed: {0}")]
    Failed(String),
}

/// A store of objects.
pub trait Remote: Send + Sync {
    /// Stores an object under a name that is free. On success it is whole, or the store loses it
    /// again in ways that a later reading finds out; a retry is harmless.
    fn put_new(
        &self,
        key: &Key,
        bytes: &[u8],
    ) -> impl Future<Output = Result<Put, RemoteError>> + Send;

    /// An object's bytes, or those of a range that may end beyond it; `None` when it is not there.
    fn get(
        &self,
        key: &Key,
        range: Option<Range<u64>>,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, RemoteError>> + Send;

    /// Objects whose names begin so, from the beginning or from a cursor.
    fn list(
        &self,
        prefix: &Prefix,
        cursor: Option<&Cursor>,
    ) -> impl Future<Output = Result<Page, RemoteError>> + Send;

    /// Whether anything changed since the cursor, waiting at most so long for it.
    fn changes(
        &self,
        cursor: Option<&Cursor>,
        wait: Duration,
    ) -> impl Future<Output = Result<Changes, RemoteError>> + Send;

    /// Removes objects. Those that are not there are no failure.
    fn delete(&self, keys: &[Key]) -> impl Future<Output = Result<(), RemoteError>> + Send;

    /// What this store can do.
    fn capabilities(&self) -> Capabilities;
}
