//! Notes that were erased for good, when a word about them comes that the eraser did not know.

use colloquy_protocol::EventId;
use rusqlite::Connection;

use super::apply::{Apply, Outcome};
use super::body::{self, first_text};
use super::queries::{self, EventRow, WriterRow};
use super::session::Session;
use super::{SEQ_BITS, kinds, number};
use crate::api::Topic;
use crate::app::{Changes, Write};
use crate::{Result, note};

/// The kind whose events take a note away, and so never bring one back.
const ERASE: &str = "note.erase";
const CREATE: &str = "note.create";

/// The latest event of each device that is here, to be said in an event.
pub(crate) fn vector(write: &mut Write<'_>) -> Result<Vec<EventId>> {
    let (session, db) = write.log_and_db();
    session.vector(db)
}

/// What becomes of an event about a note that has no row: it waits for the note; or the note was
/// erased by somebody who had seen everything, then nothing; or else the note comes back.
pub(crate) fn missing(to: &mut Apply<'_>, id: &str) -> Result<Outcome> {
    let erased = note::event::erasings(to.db, id)?;
    if to.work.is_refolding || erased.is_empty() {
        return Ok(Outcome::Waits(format!("note/{id}")));
    }
    if is_covered(to.db, id, &erased)? {
        return Ok(Outcome::Done);
    }
    refold(to, id)
}

/// Whether one of the erasers had seen every word about the note.
pub(crate) fn is_covered(db: &Connection, id: &str, erased: &[Vec<EventId>]) -> Result<bool> {
    let writers = own_writers(db)?;
    for seen in erased {
        if unseen(db, id, seen, &writers)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn own_writers(db: &Connection) -> Result<Vec<WriterRow>> {
    queries::own(db)?.map_or_else(|| Ok(Vec::new()), |own| queries::writers(db, &own.space))
}

/// The events about a note that somebody with this vector had not seen.
fn unseen(
    db: &Connection,
    id: &str,
    seen: &[EventId],
    writers: &[WriterRow],
) -> Result<Vec<EventRow>> {
    let mut found = Vec::new();
    for writer in writers {
        let after = seen
            .iter()
            .find(|event| *event.device.as_bytes() == writer.device)
            .map_or(0, |event| i64::try_from(event.seq).unwrap_or(i64::MAX));
        // The log may hold more than the writer's row says: this is in the middle of a write.
        let (first, last) = (
            number(writer.number, after) + 1,
            number(writer.number + 1, 0),
        );
        queries::each_of_notes(db, first, last, |event| {
            if event.kind != ERASE && first_text(&event.body) == Some(id) {
                found.push(event);
            }
        })?;
    }
    Ok(found)
}

/// Makes a note again of all its events that are here.
fn refold(to: &mut Apply<'_>, id: &str) -> Result<Outcome> {
    let writers = own_writers(to.db)?;
    let mut events = unseen(to.db, id, &[], &writers)?;
    if !events.iter().any(|event| event.kind == CREATE) {
        return Ok(Outcome::Waits(format!("note/{id}")));
    }
    // What it was made with first; else as each device wrote.
    events.sort_by_key(|event| (event.kind != CREATE, event.id));
    to.work.is_refolding = true;
    for event in &events {
        queries::set_waits(to.db, event.id, None)?;
        let writer = event.id >> SEQ_BITS;
        let device = writers.iter().find(|row| row.number == writer);
        let (Some(run), Some((lag, fields)), Some(device)) = (
            kinds::find(&event.kind, event.schema),
            body::open(&event.body),
            device,
        ) else {
            queries::set_waits(to.db, event.id, Some(super::session::KIND))?;
            continue;
        };
        let by = super::By {
            hlc: event.hlc,
            device: device.device,
        };
        let at = crate::app::stamp_ms(by.ms().saturating_sub(lag));
        let mut again = Apply {
            db: to.db,
            by,
            at: &at,
            is_own: false,
            saw: i64::MAX,
            work: to.work,
            changes: to.changes,
        };
        if let Outcome::Waits(what) = run(&mut again, fields)? {
            queries::set_waits(to.db, event.id, Some(&what))?;
        }
    }
    to.work.is_refolding = false;
    // Whoever erased it had it in the trash.
    Ok(Outcome::Done)
}

/// Erases every note of which an eraser had seen everything.
pub(super) fn erase_covered(
    session: &mut Session,
    db: &Connection,
    changes: &mut Changes,
) -> Result<()> {
    for id in note::event::erased_ids(db)? {
        if !is_covered(db, &id, &note::event::erasings(db, &id)?)? {
            continue;
        }
        for event in queries::waiting(db, &format!("note/{id}"))? {
            queries::set_waits(db, event.id, None)?;
        }
        if note::event::forget(db, &id)? {
            session.work.notes.insert(id, None);
            changes.insert(Topic::Note);
        }
    }
    Ok(())
}

/// Whether this device saved a note's text after this one of its events.
pub(super) fn wrote_since(db: &Connection, id: &str, saw: i64) -> Result<bool> {
    let Some(own) = queries::own(db)? else {
        return Ok(false);
    };
    if saw >= own.last {
        return Ok(false);
    }
    let mut wrote = false;
    let (first, last) = (number(own.number, saw) + 1, number(own.number + 1, 0));
    queries::each_of_notes(db, first, last, |event| {
        wrote |= matches!(event.kind.as_str(), "note.save" | CREATE)
            && first_text(&event.body) == Some(id);
    })?;
    Ok(wrote)
}
