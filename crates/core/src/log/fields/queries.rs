//! SQL of what merging needs to know beside the rows.

use rusqlite::{Connection, OptionalExtension, params};

use crate::Result;
use crate::api::OverwrittenText;
use crate::log::By;

// Last writer.

/// Whether this write of a field is the last so far; then it is noted.
pub(in crate::log) fn wins(
    db: &Connection,
    entity: &str,
    key: &str,
    field: &str,
    by: &By,
) -> Result<bool> {
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
pub(in crate::log) fn clock(
    db: &Connection,
    entity: &str,
    key: &str,
    field: &str,
) -> Result<Option<By>> {
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

pub(in crate::log) fn set_clock(
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
pub(in crate::log) fn keep_text(
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
pub(in crate::log) fn drop_text(
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
pub(in crate::log) fn forget(db: &Connection, entity: &str, key: &str) -> Result<()> {
    for table in ["field_clock", "field_text", "set_entry"] {
        db.prepare_cached(&format!(
            "DELETE FROM {table} WHERE entity = ?1 AND key = ?2"
        ))?
        .execute([entity, key])?;
    }
    Ok(())
}

/// A text that lost.
pub(in crate::log) struct TextRow {
    pub row: i64,
    pub hlc: i64,
    pub text: String,
}

/// Texts that lost in a field, the latest first. Numbered from 1 by age, which never changes for
/// one that stays.
pub(in crate::log) fn texts(
    db: &Connection,
    entity: &str,
    key: &str,
    field: &str,
) -> Result<Vec<TextRow>> {
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

/// Every text that lost, the latest first; `at` is the clock's number.
pub(in crate::log) fn all_texts(db: &Connection) -> Result<Vec<OverwrittenText>> {
    let mut statement = db.prepare_cached(
        "SELECT entity, key, field, CAST(hlc AS TEXT), text FROM field_text
         WHERE text <> '' ORDER BY hlc DESC, device DESC",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(OverwrittenText {
            of: row.get(0)?,
            key: row.get(1)?,
            field: row.get(2)?,
            at: row.get(3)?,
            text: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

// Sets.

/// An adding of a member; one that was taken away already stays so.
pub(in crate::log) fn add_entry(
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
pub(in crate::log) fn take_entry(
    db: &Connection,
    [entity, key, member]: [&str; 3],
    by: &By,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO set_entry (entity, key, member, hlc, device, at, value, gone)
         VALUES (?1, ?2, ?3, ?4, ?5, '', '', 1)
         ON CONFLICT (entity, key, member, hlc, device) DO UPDATE SET gone = 1",
    )?
    .execute(params![entity, key, member, by.hlc, by.device])?;
    Ok(())
}

/// The addings of a member that count, the earliest first.
pub(in crate::log) fn entries(
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
