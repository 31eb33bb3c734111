//! SQL of sections in the reader’s own words.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use crate::Result;

/// Texts by section.
pub(super) fn own(db: &Connection) -> Result<BTreeMap<String, String>> {
    let mut statement = db.prepare_cached("SELECT section, text FROM direction_section")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The text of one section.
pub(super) fn text(db: &Connection, section: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT text FROM direction_section WHERE section = ?1")?
        .query_row([section], |row| row.get(0))
        .optional()?)
}

pub(super) fn put(db: &Connection, section: &str, text: &str, at: &str) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO direction_section (section, text, at) VALUES (?1, ?2, ?3)
         ON CONFLICT (section) DO UPDATE SET text = excluded.text, at = excluded.at",
    )?
    .execute([section, text, at])?;
    Ok(())
}

pub(super) fn remove(db: &Connection, section: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM direction_section WHERE section = ?1")?
        .execute([section])?;
    Ok(())
}
