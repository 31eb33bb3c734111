//! Any of the stores, and how one is remembered in the settings.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use colloquy_protocol::{Key, Prefix, SpaceId};
use serde::{Deserialize, Serialize};

use super::bundle::Bundle;
use super::{
    Capabilities, Changes, Cursor, Folder, Memory, Page, Put, Remote, RemoteError, Spaces,
};

/// Which store, without secrets: `{"kind": "folder", "path": "/home/ada/Drive/Colloquy"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum RemoteConfig {
    /// A folder that somebody shares, or a stick.
    Folder {
        /// Where it is on this machine.
        path: PathBuf,
    },
    /// A bundle file, to be read.
    Bundle {
        /// Where it is on this machine.
        path: PathBuf,
    },
}

/// Any of the stores.
#[derive(Debug, Clone)]
pub enum AnyRemote {
    /// See [`Folder`].
    Folder(Folder),
    /// See [`Bundle`].
    Bundle(Bundle),
    /// See [`Memory`].
    Memory(Memory),
}

impl AnyRemote {
    /// Where it is on this machine, for messages.
    #[must_use]
    pub fn place(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) => Some(folder.path()),
            Self::Bundle(bundle) => Some(bundle.path()),
            Self::Memory(_) => None,
        }
    }
}

/// Opens a store. Needs a tokio runtime, as everything that is then done with it.
///
/// # Errors
///
/// [`RemoteError::Unreachable`] when it is not there, [`RemoteError::Refused`] when it may not be
/// looked into, [`RemoteError::Failed`] when it is something else.
pub async fn connect(config: &RemoteConfig) -> Result<AnyRemote, RemoteError> {
    match config {
        RemoteConfig::Folder { path } => Folder::open(path).await.map(AnyRemote::Folder),
        RemoteConfig::Bundle { path } => Bundle::open(path).await.map(AnyRemote::Bundle),
    }
}

macro_rules! each {
    ($any:expr, $remote:ident => $call:expr) => {
        match $any {
            AnyRemote::Folder($remote) => $call,
            AnyRemote::Bundle($remote) => $call,
            AnyRemote::Memory($remote) => $call,
        }
    };
}

impl Remote for AnyRemote {
    async fn put_new(&self, key: &Key, bytes: &[u8]) -> Result<Put, RemoteError> {
        each!(self, remote => remote.put_new(key, bytes).await)
    }

    async fn get(
        &self,
        key: &Key,
        range: Option<Range<u64>>,
    ) -> Result<Option<Vec<u8>>, RemoteError> {
        each!(self, remote => remote.get(key, range).await)
    }

    async fn list(&self, prefix: &Prefix, cursor: Option<&Cursor>) -> Result<Page, RemoteError> {
        each!(self, remote => remote.list(prefix, cursor).await)
    }

    async fn changes(
        &self,
        cursor: Option<&Cursor>,
        wait: Duration,
    ) -> Result<Changes, RemoteError> {
        each!(self, remote => remote.changes(cursor, wait).await)
    }

    async fn delete(&self, keys: &[Key]) -> Result<(), RemoteError> {
        each!(self, remote => remote.delete(keys).await)
    }

    fn capabilities(&self) -> Capabilities {
        each!(self, remote => remote.capabilities())
    }
}

impl Spaces for AnyRemote {
    async fn spaces(&self) -> Result<Vec<SpaceId>, RemoteError> {
        each!(self, remote => remote.spaces().await)
    }
}
