//! What the engine asks of the log.

use std::collections::BTreeMap;

use colloquy_protocol::{DeviceId, Event, EventId, Hlc, SpaceId};
use rusqlite::Connection;

use super::queries::{self, EventRow};
use super::{SEQ_BITS, number};
use crate::app::Write;
use crate::{Code, Error, Result};

/// A device whose clock was more than a day ahead of this machine's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AheadClock {
    /// The device.
    pub device: DeviceId,
    /// How many of its events.
    pub events: u64,
    /// How far ahead the furthest was, milliseconds.
    pub most_ms: u64,
    /// The first of them.
    pub first_seq: u64,
    /// When that came, RFC 3339 UTC.
    pub noticed_at: String,
}

/// This device's events that are in no sealed segment yet, after `after`, in their order.
///
/// # Errors
/// When the database cannot be read.
pub fn unsealed(db: &Connection, after: u64, most: usize) -> Result<Vec<Event>> {
    let Some(own) = queries::own(db)? else {
        return Ok(Vec::new());
    };
    let after = i64::try_from(after).unwrap_or(i64::MAX).max(own.sealed);
    page(
        db,
        (own.number, own.space, own.device),
        (after, own.last),
        most,
    )
}

/// Events up to this one of this device are in sealed segments.
///
/// # Errors
/// When the database cannot be written.
pub fn mark_sealed(write: &mut Write<'_>, upto: u64) -> Result<()> {
    let (session, db) = write.log_and_db();
    // What this very write recorded cannot be sealed yet.
    let upto = i64::try_from(upto).unwrap_or(i64::MAX);
    queries::set_sealed(db, session.own.number, upto)?;
    session.own.sealed = session.own.sealed.max(upto.min(session.own.last));
    Ok(())
}

/// Events of any device of this device's space, after `after`, in its order.
///
/// # Errors
/// When the database cannot be read.
pub fn events_of(db: &Connection, device: DeviceId, after: u64, most: usize) -> Result<Vec<Event>> {
    let Some(own) = queries::own(db)? else {
        return Ok(Vec::new());
    };
    let writers = queries::writers(db, &own.space)?;
    let Some(writer) = writers.iter().find(|row| row.device == *device.as_bytes()) else {
        return Ok(Vec::new());
    };
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    page(
        db,
        (writer.number, own.space, writer.device),
        (after, writer.last),
        most,
    )
}

fn page(
    db: &Connection,
    (writer, space, device): (i64, [u8; 16], [u8; 16]),
    (after, last): (i64, i64),
    most: usize,
) -> Result<Vec<Event>> {
    if after >= last {
        return Ok(Vec::new());
    }
    let rows = queries::events(db, number(writer, after), number(writer, last), most)?;
    rows.into_iter()
        .map(|row| event(row, SpaceId::new(space), DeviceId::new(device)))
        .collect()
}

fn event(row: EventRow, space: SpaceId, device: DeviceId) -> Result<Event> {
    let seq = (row.id & ((1 << SEQ_BITS) - 1)).unsigned_abs();
    let deps = match &row.deps {
        None => Vec::new(),
        Some(bytes) => minicbor::decode(bytes).map_err(|_| {
            Error::new(Code::DatabaseCorrupt, "A stored event is damaged.").with("seq", seq)
        })?,
    };
    Ok(Event {
        space,
        id: EventId { device, seq },
        hlc: Hlc::from_u64(row.hlc.cast_unsigned()),
        schema: row.schema,
        kind: row.kind,
        body: row.body,
        deps,
    })
}

/// The latest event of each device that is here, none before it missing.
///
/// # Errors
/// When the database cannot be read.
pub fn known(db: &Connection) -> Result<BTreeMap<DeviceId, u64>> {
    let Some(own) = queries::own(db)? else {
        return Ok(BTreeMap::new());
    };
    let writers = queries::writers(db, &own.space)?.into_iter();
    Ok(writers
        .map(|row| (DeviceId::new(row.device), row.last.unsigned_abs()))
        .collect())
}

/// How many events wait, by what they wait for: `note/…` and the like, `kind` for a newer build,
/// `malformed` for ever.
///
/// # Errors
/// When the database cannot be read.
pub fn waiting(db: &Connection) -> Result<BTreeMap<String, u64>> {
    Ok(queries::count_waiting(db)?.into_iter().collect())
}

/// Devices whose clock was far ahead.
///
/// # Errors
/// When the database cannot be read.
pub fn ahead_clocks(db: &Connection) -> Result<Vec<AheadClock>> {
    let rows = queries::ahead(db)?.into_iter();
    Ok(rows
        .map(|row| AheadClock {
            device: DeviceId::new(row.device),
            events: row.count.unsigned_abs(),
            most_ms: row.ms.unsigned_abs(),
            first_seq: row.first.unsigned_abs(),
            noticed_at: row.at,
        })
        .collect())
}
