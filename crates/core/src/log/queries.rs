//! SQL of the log itself; what events do to the slices' tables is in the slices.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::Result;

/// Sixteen bytes of an id.
pub(super) type Id = [u8; 16];

/// This device, as stored.
#[derive(Debug, Clone)]
pub(super) struct OwnRow {
    pub number: i64,
    pub space: Id,
    pub device: Id,
    pub hlc: i64,
    pub kinds: i64,
    pub last: i64,
    pub sealed: i64,
}

/// A writer, as stored.
#[derive(Debug, Clone)]
pub(super) struct WriterRow {
    pub number: i64,
    pub device: Id,
    pub last: i64,
    pub noted: i64,
    pub saw: i64,
}

/// Clocks of a writer that were far ahead, as stored.
pub(super) struct AheadRow {
    pub device: Id,
    pub count: i64,
    pub ms: i64,
    pub first: i64,
    pub at: String,
}

/// An event, as stored.
#[derive(Debug, Clone)]
pub(super) struct EventRow {
    pub id: i64,
    pub hlc: i64,
    pub kind: String,
    pub schema: u16,
    pub body: Vec<u8>,
    pub deps: Option<Vec<u8>>,
}

impl EventRow {
    /// Lends it to be applied.
    pub(super) fn lend(&self) -> NewEvent<'_> {
        NewEvent {
            id: self.id,
            hlc: self.hlc,
            kind: &self.kind,
            schema: self.schema,
            body: &self.body,
            deps: self.deps.as_deref(),
        }
    }
}

const EVENT: &str = "SELECT id, hlc, kind, schema, body, deps FROM event";

fn row_to_event(row: &Row<'_>) -> rusqlite::Result<EventRow> {
    Ok(EventRow {
        id: row.get(0)?,
        hlc: row.get(1)?,
        kind: row.get(2)?,
        schema: row.get(3)?,
        body: row.get(4)?,
        deps: row.get(5)?,
    })
}

pub(super) fn own(db: &Connection) -> Result<Option<OwnRow>> {
    Ok(db
        .prepare_cached(
            "SELECT w.number, w.space, w.device, o.hlc, o.kinds, w.last, w.sealed
             FROM log_own o JOIN log_writer w ON w.number = o.writer",
        )?
        .query_row([], |row| {
            Ok(OwnRow {
                number: row.get(0)?,
                space: row.get(1)?,
                device: row.get(2)?,
                hlc: row.get(3)?,
                kinds: row.get(4)?,
                last: row.get(5)?,
                sealed: row.get(6)?,
            })
        })
        .optional()?)
}

pub(super) fn add_writer(db: &Connection, space: &Id, device: &Id) -> Result<i64> {
    db.prepare_cached("INSERT INTO log_writer (space, device) VALUES (?1, ?2)")?
        .execute(params![space, device])?;
    Ok(db.last_insert_rowid())
}

pub(super) fn set_own(db: &Connection, writer: i64, hlc: i64, kinds: i64) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO log_own (only_one, writer, hlc, kinds) VALUES (1, ?1, ?2, ?3)
         ON CONFLICT (only_one) DO UPDATE
         SET writer = excluded.writer, hlc = excluded.hlc, kinds = excluded.kinds",
    )?
    .execute([writer, hlc, kinds])?;
    Ok(())
}

/// Every writer of a space.
pub(super) fn writers(db: &Connection, space: &Id) -> Result<Vec<WriterRow>> {
    let mut statement = db.prepare_cached(
        "SELECT number, device, last, noted, saw FROM log_writer WHERE space = ?1 ORDER BY number",
    )?;
    let rows = statement.query_map([space], |row| {
        Ok(WriterRow {
            number: row.get(0)?,
            device: row.get(1)?,
            last: row.get(2)?,
            noted: row.get(3)?,
            saw: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn set_last(db: &Connection, writer: i64, last: i64) -> Result<()> {
    db.prepare_cached("UPDATE log_writer SET last = ?2 WHERE number = ?1")?
        .execute([writer, last])?;
    Ok(())
}

pub(super) fn set_saw(db: &Connection, writer: i64, saw: i64) -> Result<()> {
    db.prepare_cached("UPDATE log_writer SET saw = max(saw, ?2) WHERE number = ?1")?
        .execute([writer, saw])?;
    Ok(())
}

/// All others' events that are here are now named by an event of this device.
pub(super) fn note_all(db: &Connection, own: i64) -> Result<()> {
    db.prepare_cached(
        "UPDATE log_writer SET noted = last WHERE number <> ?1 AND noted <> last
            AND space = (SELECT space FROM log_writer WHERE number = ?1)",
    )?
    .execute([own])?;
    Ok(())
}

/// Never backwards, never beyond what there is.
pub(super) fn set_sealed(db: &Connection, writer: i64, upto: i64) -> Result<()> {
    db.prepare_cached(
        "UPDATE log_writer SET sealed = max(sealed, min(?2, last)) WHERE number = ?1",
    )?
    .execute([writer, upto])?;
    Ok(())
}

pub(super) fn set_space(db: &Connection, writer: i64, space: &Id) -> Result<()> {
    db.prepare_cached("UPDATE log_writer SET space = ?2 WHERE number = ?1")?
        .execute(params![writer, space])?;
    Ok(())
}

pub(super) fn put_ahead(db: &Connection, writer: i64, seq: i64, ms: i64, at: &str) -> Result<()> {
    db.prepare_cached(
        "UPDATE log_writer SET ahead_count = ahead_count + 1, ahead_ms = max(ahead_ms, ?3),
            ahead_seq = CASE ahead_count WHEN 0 THEN ?2 ELSE ahead_seq END,
            ahead_at = coalesce(ahead_at, ?4)
         WHERE number = ?1",
    )?
    .execute(params![writer, seq, ms, at])?;
    Ok(())
}

pub(super) fn ahead(db: &Connection) -> Result<Vec<AheadRow>> {
    let mut statement = db.prepare_cached(
        "SELECT device, ahead_count, ahead_ms, ahead_seq, coalesce(ahead_at, '')
         FROM log_writer WHERE ahead_count > 0 ORDER BY number",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(AheadRow {
            device: row.get(0)?,
            count: row.get(1)?,
            ms: row.get(2)?,
            first: row.get(3)?,
            at: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// An event to keep, or to apply.
pub(super) struct NewEvent<'e> {
    pub id: i64,
    pub hlc: i64,
    pub kind: &'e str,
    pub schema: u16,
    pub body: &'e [u8],
    pub deps: Option<&'e [u8]>,
}

pub(super) fn insert(db: &Connection, event: &NewEvent<'_>) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO event (id, hlc, kind, schema, body, deps) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        event.id,
        event.hlc,
        event.kind,
        event.schema,
        event.body,
        event.deps
    ])?;
    Ok(())
}

pub(super) fn set_waits(db: &Connection, id: i64, waits: Option<&str>) -> Result<()> {
    db.prepare_cached("UPDATE event SET waits = ?2 WHERE id = ?1")?
        .execute(params![id, waits])?;
    Ok(())
}

/// Events that wait for something, each device's in its order.
pub(super) fn waiting(db: &Connection, waits: &str) -> Result<Vec<EventRow>> {
    let mut statement = db.prepare_cached(&format!("{EVENT} WHERE waits = ?1 ORDER BY id"))?;
    let rows = statement.query_map([waits], row_to_event)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn is_any_waiting(db: &Connection) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM event WHERE waits IS NOT NULL")?
        .exists([])?)
}

/// How many events wait, by what they wait for.
pub(super) fn count_waiting(db: &Connection) -> Result<Vec<(String, u64)>> {
    let mut statement = db.prepare_cached(
        "SELECT waits, count(*) FROM event WHERE waits IS NOT NULL GROUP BY waits ORDER BY waits",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))?;
    rows.map(|row| {
        let (waits, count) = row?;
        Ok((waits, count.unsigned_abs()))
    })
    .collect()
}

pub(super) fn clear_waits(db: &Connection) -> Result<()> {
    db.prepare_cached("UPDATE event SET waits = NULL WHERE waits IS NOT NULL")?
        .execute([])?;
    Ok(())
}

/// Events after `after` up to `until`, by number.
pub(super) fn events(
    db: &Connection,
    after: i64,
    until: i64,
    most: usize,
) -> Result<Vec<EventRow>> {
    let mut statement = db.prepare_cached(&format!(
        "{EVENT} WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3"
    ))?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = statement.query_map([after, until, most], row_to_event)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Tells events about notes between two numbers, both included.
pub(super) fn each_of_notes(
    db: &Connection,
    first: i64,
    last: i64,
    mut tell: impl FnMut(EventRow),
) -> Result<()> {
    let mut statement = db.prepare_cached(&format!(
        "{EVENT} WHERE id >= ?1 AND id <= ?2 AND kind >= 'note.' AND kind < 'note/' ORDER BY id"
    ))?;
    let mut rows = statement.query([first, last])?;
    while let Some(row) = rows.next()? {
        tell(row_to_event(row)?);
    }
    Ok(())
}

// Whole tables.

/// Tells every value of these columns in the order of all of them: column, type, bytes.
pub(super) fn each_value(
    db: &Connection,
    table: &str,
    columns: &str,
    only: &str,
    mut tell: impl FnMut(usize, u8, &[u8]),
) -> Result<()> {
    use rusqlite::types::ValueRef;
    let mut statement = db.prepare(&format!(
        "SELECT {columns} FROM {table} WHERE {only} ORDER BY {columns}"
    ))?;
    let count = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..count {
            match row.get_ref(column)? {
                ValueRef::Null => tell(column, 0, &[]),
                ValueRef::Integer(number) => tell(column, 1, &number.to_le_bytes()),
                ValueRef::Real(number) => tell(column, 2, &number.to_le_bytes()),
                ValueRef::Text(text) => tell(column, 3, text),
                ValueRef::Blob(bytes) => tell(column, 4, bytes),
            }
        }
    }
    Ok(())
}

pub(super) fn empty(db: &Connection, table: &str, only: &str) -> Result<()> {
    db.execute(&format!("DELETE FROM {table} WHERE {only}"), [])?;
    Ok(())
}

pub(super) fn is_any(db: &Connection, table: &str, only: &str) -> Result<bool> {
    Ok(db
        .prepare(&format!("SELECT 1 FROM {table} WHERE {only} LIMIT 1"))?
        .exists([])?)
}
