//! What the engine asks of a store, and what it is told.

use colloquy_protocol::{Key, Prefix};

use crate::remote::{Cursor, Page, Put, RemoteError};

/// Something to do at the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// List what lies below, from the beginning or from a cursor.
    List(Prefix, Option<Cursor>),
    /// Get these objects, side by side if the store can: few enough to be held in memory together.
    Get(Vec<Key>),
    /// Put an object under a free name.
    Put(Key, Vec<u8>),
    /// Remove objects.
    Delete(Vec<Key>),
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Of [`Request::List`].
    Listed(Result<Page, RemoteError>),
    /// Of [`Request::Get`], for each key in its order; `None` where there is no such object.
    Got(Vec<Result<Option<Vec<u8>>, RemoteError>>),
    /// Of [`Request::Put`].
    Put(Result<Put, RemoteError>),
    /// Of [`Request::Delete`].
    Deleted(Result<(), RemoteError>),
}
