//! An event: one thing that one device did.

use minicbor::{Decode, Encode};

use crate::{DeviceId, Hlc, SpaceId};

/// Names an event for ever: the device that did it and which of its events in the space, from 1
/// without gaps. Applying an event twice is therefore seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct EventId {
    /// Who did it.
    #[n(0)]
    pub device: DeviceId,
    /// Which of the device's events in its space, from 1.
    #[n(1)]
    pub seq: u64,
}

/// One thing that one device did in one space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Where.
    pub space: SpaceId,
    /// Who and which.
    pub id: EventId,
    /// When, by the device's hybrid clock.
    pub hlc: Hlc,
    /// Version of the body's form, from 1, for each kind by itself.
    pub schema: u16,
    /// What kind, `entity.verb`. A kind that a build does not know is kept and forwarded.
    pub kind: String,
    /// The product's own encoding; opaque here.
    pub body: Vec<u8>,
    /// Events of other devices that this one builds on, at most one a device.
    pub deps: Vec<EventId>,
}

impl Event {
    /// Orders concurrent writers of one field: the clock first, the device id for ties.
    #[must_use]
    pub const fn order(&self) -> (Hlc, DeviceId) {
        (self.hlc, self.id.device)
    }
}
