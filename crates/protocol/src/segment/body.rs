//! The events of a segment as bytes, relative to the segment.
//!
//! Space, device and the numbers are implied. A table holds each kind with its version once, another
//! each device that events build on, both in the order of first use; a moment is the difference from
//! the one before. All of it is a sequence (RFC 8742) of
//! canonical CBOR values: encoding what was decoded gives the same bytes.

use minicbor::data::Type;
use minicbor::decode::Error;
use minicbor::{Decoder, Encoder};

use super::{MAX_BODY, MAX_DEPS, MAX_EVENTS, MAX_KIND, Place};
use crate::{DeviceId, Event, EventId, Hlc};

/// Most entries of the table of kinds.
const MAX_KINDS: u64 = 1024;
/// Most entries of the table of devices.
const MAX_DEVICES: u64 = 1024;

/// Position in a table, entered when it is new. Tables are short; a search beats a map.
fn index_of<T: PartialEq>(table: &mut Vec<T>, last: &mut usize, value: T) -> u64 {
    if table.get(*last) != Some(&value) {
        *last = table
            .iter()
            .position(|known| *known == value)
            .unwrap_or_else(|| {
                table.push(value);
                table.len() - 1
            });
    }
    *last as u64
}

/// Whether these events fit the tables and limits of one segment.
pub(super) fn fault(events: &[Event]) -> Option<&'static str> {
    if events.is_empty() || events.len() as u64 > MAX_EVENTS {
        return Some("number of events");
    }
    for event in events {
        if event.kind.is_empty() || event.kind.len() > MAX_KIND {
            return Some("name of a kind");
        }
        if event.body.len() > MAX_BODY {
            return Some("body of an event");
        }
        if event.deps.len() > MAX_DEPS {
            return Some("list of events that one builds on");
        }
    }
    let (kinds, devices) = tables(events);
    if kinds.len() as u64 > MAX_KINDS {
        return Some("number of kinds");
    }
    (devices.len() as u64 > MAX_DEVICES).then_some("number of devices that events build on")
}

type Tables<'events> = (Vec<(&'events str, u16)>, Vec<DeviceId>);

fn tables(events: &[Event]) -> Tables<'_> {
    let (mut kinds, mut devices) = (Vec::new(), Vec::new());
    let (mut kind, mut device) = (0, 0);
    for event in events {
        index_of(&mut kinds, &mut kind, (event.kind.as_str(), event.schema));
        for dep in &event.deps {
            index_of(&mut devices, &mut device, dep.device);
        }
    }
    (kinds, devices)
}

/// The events as bytes; they are known to be within the limits.
pub(crate) fn encode(events: &[Event]) -> Vec<u8> {
    let (mut kinds, mut devices) = tables(events);
    let size: usize = events.iter().map(|event| event.body.len() + 16).sum();
    let mut encoder = Encoder::new(Vec::with_capacity(size));
    // Writing to a vector can't fail.
    let written = write(&mut encoder, events, &mut kinds, &mut devices);
    debug_assert!(written.is_ok(), "{written:?}");
    encoder.into_writer()
}

fn write<'events>(
    encoder: &mut Encoder<Vec<u8>>,
    events: &'events [Event],
    kinds: &mut Vec<(&'events str, u16)>,
    devices: &mut Vec<DeviceId>,
) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
    encoder.array(2 * kinds.len() as u64)?;
    for (kind, schema) in &*kinds {
        encoder.str(kind)?.u16(*schema)?;
    }
    encoder.array(devices.len() as u64)?;
    for device in &*devices {
        encoder.bytes(device.as_bytes())?;
    }
    let (mut before, mut kind, mut device) = (0, 0, 0);
    for event in events {
        let index = index_of(kinds, &mut kind, (event.kind.as_str(), event.schema));
        encoder.u64(index << 1 | u64::from(!event.deps.is_empty()))?;
        let ms = event.hlc.ms() as i64;
        encoder.i64(ms - before)?.u16(event.hlc.counter())?;
        before = ms;
        if !event.deps.is_empty() {
            encoder.array(2 * event.deps.len() as u64)?;
            for dep in &event.deps {
                let index = index_of(devices, &mut device, dep.device);
                encoder.u64(index)?.u64(dep.seq)?;
            }
        }
        encoder.bytes(&event.body)?;
    }
    Ok(())
}

/// The events that the bytes hold: numbered from `first`, as many as there are.
pub(super) fn decode(bytes: &[u8], place: &Place, first: u64) -> Result<Vec<Event>, Error> {
    let mut decoder = Decoder::new(bytes);
    let kinds = table(&mut decoder, 2, MAX_KINDS, |decoder| {
        let kind = decoder.str()?;
        if kind.is_empty() || kind.len() > MAX_KIND {
            return Err(Error::message("a kind without a name, or a long one"));
        }
        Ok((kind, decoder.u16()?))
    })?;
    let devices = table(&mut decoder, 1, MAX_DEVICES, DeviceId::read)?;
    let mut events = Vec::new();
    let mut before = 0_i64;
    while decoder.position() < bytes.len() {
        let number = events.len() as u64;
        if number >= MAX_EVENTS {
            return Err(Error::message("too many events"));
        }
        let seq = first
            .checked_add(number)
            .ok_or_else(|| Error::message("the last event's number is too large"))?;
        let index = decoder.u64()?;
        let (kind, schema) = entry(&kinds, index >> 1)?;
        let ms = before
            .checked_add(decoder.i64()?)
            .filter(|ms| (0..1 << 48).contains(ms))
            .ok_or_else(|| Error::message("a moment outside of 48 bits"))?;
        before = ms;
        let hlc = Hlc::new(ms as u64, decoder.u16()?);
        let deps = if index & 1 == 1 {
            table(&mut decoder, 2, MAX_DEPS as u64, |decoder| {
                let device = entry(&devices, decoder.u64()?)?;
                Ok(EventId {
                    device,
                    seq: decoder.u64()?,
                })
            })?
        } else {
            Vec::new()
        };
        let body = decoder.bytes()?;
        if body.len() > MAX_BODY {
            return Err(Error::message("a body of more than 1 MiB"));
        }
        events.push(Event {
            space: place.space,
            id: EventId {
                device: place.device,
                seq,
            },
            hlc,
            schema,
            kind: kind.to_owned(),
            body: body.to_vec(),
            deps,
        });
    }
    Ok(events)
}

/// A list whose entries are so many values each.
fn table<'bytes, T>(
    decoder: &mut Decoder<'bytes>,
    width: u64,
    limit: u64,
    mut read: impl FnMut(&mut Decoder<'bytes>) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    if decoder.datatype()? != Type::Array {
        return Err(Error::message("no list where one was expected"));
    }
    let length = decoder.array()?;
    let length = length.filter(|length| length % width == 0 && length / width <= limit);
    let length = length.ok_or_else(|| Error::message("a list that is too long, or torn"))?;
    (0..length / width).map(|_| read(decoder)).collect()
}

fn entry<T: Copy>(table: &[T], index: u64) -> Result<T, Error> {
    let index = usize::try_from(index).ok();
    index
        .and_then(|index| table.get(index).copied())
        .ok_or_else(|| Error::message("a position outside of its table"))
}

impl DeviceId {
    fn read(decoder: &mut Decoder<'_>) -> Result<Self, Error> {
        decoder.decode()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::SpaceId;

    pub(in crate::segment) const PLACE: Place = Place {
        space: SpaceId::new([1; 16]),
        tag: crate::DeviceTag::new([2; 16]),
        device: DeviceId::new([3; 16]),
    };

    prop_compose! {
        fn any_event()(
            hlc: u64,
            schema: u16,
            kind in "[a-z]{1,8}\\.[a-z]{1,8}|\\PC{1,16}",
            body in prop::collection::vec(any::<u8>(), 0..200),
            deps in prop::collection::vec((0..5_u8, any::<u64>()), 0..4),
        ) -> Event {
            let deps = deps.into_iter().map(|(device, seq)| EventId {
                device: DeviceId::new([device; 16]),
                seq,
            }).collect();
            Event {
                space: PLACE.space,
                id: EventId { device: PLACE.device, seq: 0 },
                hlc: Hlc::from_u64(hlc),
                schema,
                kind,
                body,
                deps,
            }
        }
    }

    pub(in crate::segment) fn any_events(first: u64) -> impl Strategy<Value = Vec<Event>> {
        prop::collection::vec(any_event(), 1..40).prop_map(move |mut events| {
            for (index, event) in events.iter_mut().enumerate() {
                event.id.seq = first + index as u64;
            }
            events
        })
    }

    proptest! {
        #[test]
        fn events_survive(events in any_events(7)) {
            prop_assert_eq!(fault(&events), None);
            let bytes = encode(&events);
            let decoded = decode(&bytes, &PLACE, 7).expect("what was written");
            prop_assert_eq!(&decoded, &events);
            prop_assert_eq!(encode(&decoded), bytes);
        }

        #[test]
        fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode(&bytes, &PLACE, 1);
        }
    }
}
