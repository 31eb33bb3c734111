//! The sync line, as data.

use std::collections::BTreeMap;

use colloquy_protocol::DeviceTag;
use colloquy_protocol::governance::Wait;

use crate::finding::Report;

/// How far a round has come: so many of so many events or objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Events of others that have been read in this round.
    pub read: u64,
    /// Events of others that are announced and to be read in this round, the read ones included.
    pub to_read: u64,
    /// Own events that have been announced in this round.
    pub sent: u64,
    /// Own events that were to be announced, the announced ones included.
    pub to_send: u64,
}

/// What the sync line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Never synced: everything is on this device.
    OnThisDevice,
    /// A round is under way.
    Syncing(Progress),
    /// Everything that the store showed is here, and everything from here is there.
    Synced {
        /// Since: milliseconds since 1970.
        at_ms: u64,
    },
    /// The store can't be reached, or does not take what is written.
    Offline {
        /// The last time that a round came to its end; 0 for never.
        since_ms: u64,
    },
    /// A person should look at the findings, or at why nothing is sent.
    Attention,
}

/// The state of sync of one space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The line itself.
    pub line: Line,
    /// Own events that are not announced at the store yet.
    pub waiting: u64,
    /// Why they wait, if not just for the next round.
    pub why: Option<Wait>,
    /// Open findings that a person should look at.
    pub attention: Vec<Report>,
    /// When a new head of each device last came: milliseconds since 1970 by this device's clock.
    pub heard: BTreeMap<DeviceTag, u64>,
}
