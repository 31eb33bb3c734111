//! A small product: a set that only grows, and a map in which the last writer wins.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_protocol::{DeviceId, Event, Hlc};

/// What an event of the simulation does. Each has a number that no other has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Adds its number to the set.
    Add {
        /// Its number.
        number: u64,
    },
    /// Puts its number at a key.
    Put {
        /// Its number.
        number: u64,
        /// Where.
        key: u8,
    },
}

impl Deed {
    /// Its number.
    #[must_use]
    pub const fn number(&self) -> u64 {
        match self {
            Self::Add { number } | Self::Put { number, .. } => *number,
        }
    }

    /// The kind of its event.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Add { .. } => "set.add",
            Self::Put { .. } => "map.put",
        }
    }

    /// As the body of an event.
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        let mut body = self.number().to_le_bytes().to_vec();
        if let Self::Put { key, .. } = self {
            body.push(*key);
        }
        body
    }

    /// What an event does.
    #[must_use]
    pub fn of(event: &Event) -> Option<Self> {
        let (number, rest) = event.body.split_first_chunk::<8>()?;
        let number = u64::from_le_bytes(*number);
        match (event.kind.as_str(), rest) {
            ("set.add", []) => Some(Self::Add { number }),
            ("map.put", [key]) => Some(Self::Put { number, key: *key }),
            _ => None,
        }
    }
}

/// The product's state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Product {
    /// The set.
    pub set: BTreeSet<u64>,
    /// The map: who wrote last, and what.
    pub map: BTreeMap<u8, (Hlc, DeviceId, u64)>,
}

impl Product {
    /// Applies an event. Commutes with all others; again changes nothing.
    pub fn apply(&mut self, event: &Event) {
        match Deed::of(event) {
            Some(Deed::Add { number }) => {
                self.set.insert(number);
            }
            Some(Deed::Put { number, key }) => {
                let (hlc, device) = event.order();
                let new = (hlc, device, number);
                let now = self.map.entry(key).or_insert(new);
                *now = new.max(*now);
            }
            None => {}
        }
    }
}
