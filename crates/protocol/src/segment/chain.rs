//! How one segment follows another.

use minicbor::{Decode, Encode};

use super::Header;
use crate::Hash;

/// Where a device's log stands: its last event, and the hash of the segment that ended there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Tip {
    /// Number of the last event; 0 before the first.
    #[n(0)]
    pub seq: u64,
    /// Hash of the segment that ended there; zeros before the first.
    #[n(1)]
    pub hash: Hash,
}

impl Tip {
    /// Before the first event.
    pub const START: Self = Self {
        seq: 0,
        hash: Hash::ZERO,
    };
}

/// A segment that does not fit what the reader knows of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    /// Events between are missing: withheld, deleted, or not here yet.
    #[error("the events {from} to {to} are missing")]
    Gap {
        /// The first missing event.
        from: u64,
        /// The last missing event.
        to: u64,
    },
    /// It continues another history of the device than the reader's: with the two segments that is
    /// proof that the device, or a copy of it, wrote twice.
    #[error("it continues another history than the one known up to event {at}")]
    Split {
        /// The last event that the histories should share.
        at: u64,
    },
}

/// How a segment that is no fault relates to what the reader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow {
    /// All of its events are new.
    Next,
    /// It begins earlier (a merged segment): the events up to the reader's tip are known.
    Overlaps,
    /// Nothing in it is new.
    Known,
}

impl Header {
    /// Whether a segment with this header and hash continues a log that stands there.
    ///
    /// # Errors
    ///
    /// [`ChainFault::Gap`] if events between are missing, [`ChainFault::Split`] if it names another
    /// hash where the log stands.
    pub fn follows(&self, hash: Hash, tip: &Tip) -> Result<Follow, ChainFault> {
        if self.first > tip.seq.saturating_add(1) {
            return Err(ChainFault::Gap {
                from: tip.seq.saturating_add(1),
                to: self.first.saturating_sub(1),
            });
        }
        let own = self.tip(hash);
        let split = |at| Err(ChainFault::Split { at });
        if self.first == tip.seq.saturating_add(1) {
            return if self.previous == tip.hash {
                Ok(Follow::Next)
            } else {
                split(tip.seq)
            };
        }
        if own.seq == tip.seq && own.hash != tip.hash {
            return split(tip.seq);
        }
        if own.seq <= tip.seq {
            return Ok(Follow::Known);
        }
        // Only a merged segment reaches back over what is known: an unmerged one that does is a second history.
        if self.stands_for.is_some() {
            Ok(Follow::Overlaps)
        } else {
            split(self.first.saturating_sub(1))
        }
    }
}
