//! SQL of the log itself; what events do to the slices' tables is in the slices.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::By;
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

/// An event to keep.
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

// Last writer.

/// Whether this write of a field is the last so far; then it is noted.
pub(super) fn wins(db: &Connection, entity: &str, key: &str, field: &str, by: &By) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "INSERT INTO field_clock (entity, key, field, hlc, device) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (entity, key, field) DO UPDATE SET hlc = excluded.hlc, device = excluded.device
             WHERE (excluded.hlc, excluded.device) > (field_clock.hlc, field_clock.device)",
        )?
        .execute(params![entity, key, field, by.hlc, by.device])?
        > 0)
}

/// The write that a field has from.
pub(super) fn clock(db: &Connection, entity: &str, key: &str, field: &str) -> Result<Option<By>> {
    Ok(db
        .prepare_cached(
            "SELECT hlc, device FROM field_clock WHERE entity = ?1 AND key = ?2 AND field = ?3",
        )?
        .query_row([entity, key, field], |row| {
            Ok(By {
                hlc: row.get(0)?,
                device: row.get(1)?,
            })
        })
        .optional()?)
}

pub(super) fn set_clock(
    db: &Connection,
    entity: &str,
    key: &str,
    field: &str,
    by: &By,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO field_clock (entity, key, field, hlc, device) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (entity, key, field) DO UPDATE SET hlc = excluded.hlc, device = excluded.device",
    )?
    .execute(params![entity, key, field, by.hlc, by.device])?;
    Ok(())
}

/// Keeps a text that lost, unless a later one of the same device is kept.
pub(super) fn keep_text(
    db: &Connection,
    entity: &str,
    key: &str,
    field: &str,
    by: &By,
    text: &str,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO field_text (entity, key, field, device, hlc, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (entity, key, field, device) DO UPDATE SET hlc = excluded.hlc, text = excluded.text
         WHERE excluded.hlc > field_text.hlc",
    )?
    .execute(params![entity, key, field, by.device, by.hlc, text])?;
    Ok(())
}

/// A device wrote again: its text from before is its own to overwrite.
pub(super) fn drop_text(
    db: &Connection,
    entity: &str,
    key: &str,
    field: &str,
    by: &By,
) -> Result<()> {
    db.prepare_cached(
        "DELETE FROM field_text WHERE entity = ?1 AND key = ?2 AND field = ?3 AND device = ?4
            AND hlc < ?5",
    )?
    .execute(params![entity, key, field, by.device, by.hlc])?;
    Ok(())
}

/// A thing is gone for good: what is remembered of its fields goes too.
pub(super) fn forget(db: &Connection, entity: &str, key: &str) -> Result<()> {
    for table in ["field_clock", "field_text", "set_entry"] {
        db.prepare_cached(&format!(
            "DELETE FROM {table} WHERE entity = ?1 AND key = ?2"
        ))?
        .execute([entity, key])?;
    }
    Ok(())
}

/// A text that lost.
pub(super) struct TextRow {
    pub row: i64,
    pub hlc: i64,
    pub text: String,
}

/// Texts that lost in a field, the latest first. Numbered from 1 by age, which never changes for
/// one that stays.
pub(super) fn texts(db: &Connection, entity: &str, key: &str, field: &str) -> Result<Vec<TextRow>> {
    let mut statement = db.prepare_cached(
        "SELECT row_number() OVER (ORDER BY hlc, device), hlc, text FROM field_text
         WHERE entity = ?1 AND key = ?2 AND field = ?3 AND text <> '' ORDER BY hlc DESC, device DESC",
    )?;
    let rows = statement.query_map([entity, key, field], |row| {
        Ok(TextRow {
            row: row.get(0)?,
            hlc: row.get(1)?,
            text: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

// Sets.

/// An adding of a member; one that was taken away already stays so.
pub(super) fn add_entry(
    db: &Connection,
    [entity, key, member]: [&str; 3],
    by: &By,
    at: &str,
    value: &str,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO set_entry (entity, key, member, hlc, device, at, value, gone)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)
         ON CONFLICT (entity, key, member, hlc, device) DO UPDATE SET at = excluded.at, value = excluded.value",
    )?
    .execute(params![entity, key, member, by.hlc, by.device, at, value])?;
    Ok(())
}

/// An adding that somebody took away; it may come later than that.
pub(super) fn take_entry(db: &Connection, [entity, key, member]: [&str; 3], by: &By) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO set_entry (entity, key, member, hlc, device, at, value, gone)
         VALUES (?1, ?2, ?3, ?4, ?5, '', '', 1)
         ON CONFLICT (entity, key, member, hlc, device) DO UPDATE SET gone = 1",
    )?
    .execute(params![entity, key, member, by.hlc, by.device])?;
    Ok(())
}

/// The addings of a member that count, the earliest first.
pub(super) fn entries(
    db: &Connection,
    [entity, key, member]: [&str; 3],
) -> Result<Vec<(By, String, String)>> {
    let mut statement = db.prepare_cached(
        "SELECT hlc, device, at, value FROM set_entry
         WHERE entity = ?1 AND key = ?2 AND member = ?3 AND gone = 0 ORDER BY hlc, device",
    )?;
    let rows = statement.query_map([entity, key, member], |row| {
        let by = By {
            hlc: row.get(0)?,
            device: row.get(1)?,
        };
        Ok((by, row.get(2)?, row.get(3)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
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
