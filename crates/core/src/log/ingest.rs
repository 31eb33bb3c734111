//! Events of other devices.

use colloquy_protocol::{DeviceId, Event, FAR_AHEAD_MS, Seen};

use super::apply::{By, Outcome};
use super::number;
use super::queries::{self, WriterRow};
use crate::app::{Write, stamp_ms};
use crate::{Code, Error, Result};

/// What became of a batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// New events, those that wait among them.
    pub new: u64,
    /// Events that were here already.
    pub known: u64,
    /// New events that wait: for what they are about, or for a build that knows them.
    pub waiting: u64,
    /// New events that cannot be read. They are kept as they are.
    pub malformed: u64,
    /// The device's next event, when one before the rest of the batch is missing: the rest was
    /// left.
    pub missing: Option<u64>,
}

/// Takes events of one device, in its order, and applies them; what came before is skipped. All in
/// the transaction that this write is.
///
/// # Errors
/// `invalid_input` for an event of another device or space, or of this device beyond what it
/// wrote; and when the database cannot be written. Then nothing is to be kept of this write.
pub fn apply_batch(write: &mut Write<'_>, device: DeviceId, events: &[Event]) -> Result<Taken> {
    let now_ms = write.now().timestamp_millis();
    let (session, db, changes) = write.log_parts();
    let mut taken = Taken::default();
    let space = session.space();
    let own = (session.device(), session.own.number, session.last());
    let place = writer(session.writers(db)?, db, space.as_bytes(), device)?;
    let mut row = session.writers(db)?[place].clone();
    if row.device == own.0 {
        row.last = own.2;
    }
    let (began, mut saw) = (row.last, row.saw);
    for event in events {
        if event.id.device != device || event.space != space {
            return Err(Error::invalid(
                "An event is not of the device and space that it came for.",
            )
            .with("device", event.id.device)
            .with("seq", event.id.seq));
        }
        let seq = i64::try_from(event.id.seq).unwrap_or(i64::MAX);
        if seq <= row.last {
            taken.known += 1;
            continue;
        }
        if row.number == own.1 {
            return Err(Error::new(
                Code::InvalidInput,
                "The store holds events of this device that it does not know: this is an older copy of it.",
            )
            .with("seq", event.id.seq));
        }
        if seq != row.last + 1 {
            taken.missing = Some((row.last + 1).unsigned_abs());
            break;
        }
        if session.follow(event.hlc, now_ms) == Seen::FarAhead {
            let ahead = i64::try_from(event.hlc.ms()).unwrap_or(i64::MAX) - now_ms;
            debug_assert!(ahead > 0 && ahead.unsigned_abs() > FAR_AHEAD_MS);
            queries::put_ahead(db, row.number, seq, ahead, &stamp_ms(now_ms))?;
        }
        for dep in &event.deps {
            if *dep.device.as_bytes() == own.0 {
                saw = saw.max(i64::try_from(dep.seq).unwrap_or(i64::MAX));
            }
        }
        row.last = seq;
        session.writers(db)?[place].last = seq;
        session.writers(db)?[place].saw = saw;
        let outcome = keep(session, db, changes, event, &row, saw)?;
        taken.new += 1;
        match outcome {
            Outcome::Done => session.wake(db, changes)?,
            Outcome::Waits(_) => taken.waiting += 1,
            Outcome::Malformed => taken.malformed += 1,
        }
    }
    if row.last != began && row.number != own.1 {
        queries::set_last(db, row.number, row.last)?;
        queries::set_saw(db, row.number, saw)?;
    }
    Ok(taken)
}

/// Where the writer is in the list; it is made on its first event.
fn writer(
    writers: &mut Vec<WriterRow>,
    db: &rusqlite::Connection,
    space: &[u8; 16],
    device: DeviceId,
) -> Result<usize> {
    let device = *device.as_bytes();
    if let Some(place) = writers.iter().position(|row| row.device == device) {
        return Ok(place);
    }
    writers.push(WriterRow {
        number: queries::add_writer(db, space, &device)?,
        device,
        last: 0,
        noted: 0,
        saw: 0,
    });
    Ok(writers.len() - 1)
}

fn keep(
    session: &mut super::session::Session,
    db: &rusqlite::Connection,
    changes: &mut crate::app::Changes,
    event: &Event,
    writer: &WriterRow,
    saw: i64,
) -> Result<Outcome> {
    let deps = if event.deps.is_empty() {
        None
    } else {
        let bytes = minicbor::to_vec(&event.deps);
        Some(bytes.map_err(|error| {
            Error::new(
                Code::Internal,
                format!("What an event builds on could not be kept: {error}."),
            )
        })?)
    };
    let new = queries::NewEvent {
        id: number(writer.number, writer.last),
        hlc: By::new(event.hlc, event.id.device).hlc,
        kind: &event.kind,
        schema: event.schema,
        body: &event.body,
        deps: deps.as_deref(),
    };
    queries::insert(db, &new)?;
    session.apply(db, changes, &new, writer.device, saw)
}
