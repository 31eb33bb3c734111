//! Reads through a bundle once: where each object lies, and what is wrong with it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use colloquy_protocol::bundle::{BundleError, Ending, Item, Reader};
use colloquy_protocol::{Hash, Key};

use crate::remote::{RemoteError, fault};

use super::{Limits, is_named};

/// Names that are kept for the report.
const NAMES_KEPT: usize = 20;

/// What was seen in a bundle beside whole objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// How it ended. Unless it is whole, objects are missing, or were added by somebody else.
    pub ending: Ending,
    /// Objects that are not what they should be; they are left out.
    pub damaged: Vec<Key>,
    /// Objects that came again with other bytes; the first was taken.
    pub doubled: Vec<Key>,
    /// Names that this build does not know, the first twenty.
    pub unknown: Vec<String>,
    /// What stopped the reading before the end, if anything did.
    pub stopped: Option<String>,
}

impl Findings {
    /// Whether the bundle is as it was written.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.ending == Ending::Whole
            && self.damaged.is_empty()
            && self.doubled.is_empty()
            && self.stopped.is_none()
    }
}

/// Where an object lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) key: Key,
    pub(super) offset: u64,
    pub(super) length: usize,
    pub(super) hash: Hash,
}

/// Where the objects lie, by their names.
pub(super) type Places = BTreeMap<String, Place>;

/// Reads through a bundle.
pub(super) fn read(path: &Path, limits: Limits) -> Result<(Places, Findings), RemoteError> {
    let place = path.display().to_string();
    let file = File::open(path).map_err(|error| fault::of_io(&error, &place))?;
    let is_file = file.metadata().is_ok_and(|found| found.is_file());
    if !is_file {
        return Err(RemoteError::Failed(format!("{place}: not a file")));
    }
    let file = BufReader::with_capacity(1 << 16, file);
    index(file, limits).map_err(|error| match error {
        BundleError::Io(error) => fault::of_io(&error, &place),
        other => RemoteError::Failed(format!("{place}: {other}")),
    })
}

/// Passes bytes on and counts them.
struct Counted<R> {
    from: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

pub(super) fn index(from: impl Read, limits: Limits) -> Result<(Places, Findings), BundleError> {
    let mut places = Places::new();
    let mut findings = Findings {
        ending: Ending::Altered,
        damaged: Vec::new(),
        doubled: Vec::new(),
        unknown: Vec::new(),
        stopped: None,
    };
    let (mut items_left, mut bytes_left) = (limits.objects, limits.bytes);
    let position = Rc::new(Cell::new(0));
    let mut reader = Reader::new(Counted {
        from,
        count: Rc::clone(&position),
    })?;
    let stopped = loop {
        let item = match reader.next_item() {
            Ok(Some(item)) => item,
            Ok(None) => break None,
            Err(BundleError::Io(error)) => return Err(error.into()),
            Err(error) => break Some(error.to_string()),
        };
        let length = match &item {
            Item::Object { bytes, .. } => bytes.len() as u64,
            Item::Damaged { .. } | Item::Unknown { .. } => 0,
        };
        if items_left == 0 || length > bytes_left {
            break Some(BundleError::Limit.to_string());
        }
        items_left -= 1;
        bytes_left -= length;
        match item {
            Item::Object { key, bytes } => {
                if !is_named(&key, &bytes) {
                    findings.damaged.push(key);
                    continue;
                }
                let place = Place {
                    key,
                    // The reader has just taken the object's last byte.
                    offset: position.get() - length,
                    length: bytes.len(),
                    hash: Hash::of(&bytes),
                };
                let first = *places.entry(key.to_string()).or_insert(place);
                if first.hash != place.hash {
                    findings.doubled.push(key);
                }
            }
            Item::Damaged { key } => findings.damaged.push(key),
            Item::Unknown { name } if findings.unknown.len() < NAMES_KEPT => {
                findings.unknown.push(name);
            }
            Item::Unknown { .. } => {}
        }
    };
    findings.ending = reader.ending().unwrap_or(Ending::Altered);
    findings.stopped = stopped;
    Ok((places, findings))
}
