//! Which objects go into a bundle.

use std::collections::BTreeMap;

use colloquy_protocol::head::Head;
use colloquy_protocol::{DeviceTag, Key};

/// Says which objects go into a bundle.
pub trait Choice: Send + Sync {
    /// Whether this one does.
    fn wants(&self, key: &Key) -> bool;
}

/// Everything: a copy of a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct All;

impl Choice for All {
    fn wants(&self, _: &Key) -> bool {
        true
    }
}

/// What some devices lack, by what their heads say.
///
/// Heads tell how far logs were read, so segments and checkpoints are chosen by that. They do not
/// tell which entries of the governance log, requests and heads are there; those are small and always go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lacking {
    /// For each of the devices, how far it has read whose log.
    read: Vec<BTreeMap<DeviceTag, u64>>,
    pieces: bool,
}

impl Lacking {
    /// What the devices of these heads lack; without any, everything is lacking.
    #[must_use]
    pub fn of<'heads>(heads: impl IntoIterator<Item = &'heads Head>) -> Self {
        let read = heads.into_iter().map(|head| {
            let others = head.seen.iter().map(|seen| (seen.tag, seen.tip.seq));
            others.chain([(head.tag, head.tip.seq)]).collect()
        });
        Self {
            read: read.collect(),
            pieces: true,
        }
    }

    /// Leaves attachments out, of which heads say nothing: for a small file.
    #[must_use]
    pub fn without_attachments(mut self) -> Self {
        self.pieces = false;
        self
    }

    fn lacks(&self, tag: DeviceTag, last: u64) -> bool {
        let mut read = self.read.iter().map(|read| read.get(&tag));
        self.read.is_empty() || read.any(|upto| upto.is_none_or(|upto| *upto < last))
    }
}

impl Choice for Lacking {
    fn wants(&self, key: &Key) -> bool {
        match key {
            Key::Segment { tag, last, .. } => self.lacks(*tag, *last),
            Key::Checkpoint { tag, upto, .. } => self.lacks(*tag, *upto),
            Key::Blob { .. } => self.pieces,
            Key::Format { .. }
            | Key::Governance { .. }
            | Key::Head { .. }
            | Key::Join { .. }
            | Key::Link { .. } => true,
        }
    }
}
