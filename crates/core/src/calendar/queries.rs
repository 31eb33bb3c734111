//! SQL of deadlines, and of what went into calendar files.

use rusqlite::{Connection, OptionalExtension, params};

use crate::Result;
use crate::api::{DueKind, DueView};

/// An entry that went into a calendar file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EntryRow {
    pub uid: String,
    pub sequence: u32,
    /// What was written last.
    pub digest: String,
    /// When it changed last, RFC 3339 UTC.
    pub at: String,
}

/// Deadlines that are not removed.
pub(super) fn deadlines(db: &Connection) -> Result<Vec<DueView>> {
    let mut statement = db.prepare_cached(
        "SELECT id, title, date, done_at IS NOT NULL FROM deadline
         WHERE removed_at IS NULL ORDER BY date, id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(DueView {
            id: row.get(0)?,
            title: row.get(1)?,
            date: row.get(2)?,
            done: row.get(3)?,
            kind: DueKind::Deadline,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The title of a deadline, removed or not.
pub(super) fn title(db: &Connection, id: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT title FROM deadline WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// When one that is not removed was done; `None` when there is none.
pub(super) fn done_at(db: &Connection, id: &str) -> Result<Option<Option<String>>> {
    Ok(db
        .prepare_cached("SELECT done_at FROM deadline WHERE id = ?1 AND removed_at IS NULL")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// When one was removed; `None` when there never was one.
pub(super) fn removed_at(db: &Connection, id: &str) -> Result<Option<Option<String>>> {
    Ok(db
        .prepare_cached("SELECT removed_at FROM deadline WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// Makes a deadline; one that is there keeps the earlier date of its making.
pub(super) fn put_deadline(
    db: &Connection,
    id: &str,
    title: &str,
    date: &str,
    at: &str,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO deadline (id, title, date, created_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET created_at = min(created_at, excluded.created_at)",
    )?
    .execute([id, title, date, at])?;
    Ok(())
}

pub(super) fn set_title(db: &Connection, id: &str, title: &str) -> Result<()> {
    db.prepare_cached("UPDATE deadline SET title = ?2 WHERE id = ?1")?
        .execute([id, title])?;
    Ok(())
}

pub(super) fn set_date(db: &Connection, id: &str, date: &str) -> Result<()> {
    db.prepare_cached("UPDATE deadline SET date = ?2 WHERE id = ?1")?
        .execute([id, date])?;
    Ok(())
}

pub(super) fn mark_done(db: &Connection, id: &str, at: Option<&str>) -> Result<()> {
    db.prepare_cached("UPDATE deadline SET done_at = ?2 WHERE id = ?1")?
        .execute(params![id, at])?;
    Ok(())
}

/// Removes one or brings it back (`None`).
pub(super) fn mark_removed(db: &Connection, id: &str, at: Option<&str>) -> Result<()> {
    db.prepare_cached("UPDATE deadline SET removed_at = ?2 WHERE id = ?1")?
        .execute(params![id, at])?;
    Ok(())
}

/// Entries that went into a file, by UID.
pub(super) fn entries(db: &Connection) -> Result<Vec<EntryRow>> {
    let mut statement =
        db.prepare_cached("SELECT uid, sequence, digest, at FROM calendar_entry ORDER BY uid")?;
    let rows = statement.query_map([], |row| {
        Ok(EntryRow {
            uid: row.get(0)?,
            sequence: row.get(1)?,
            digest: row.get(2)?,
            at: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn put_entry(db: &Connection, entry: &EntryRow) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO calendar_entry (uid, sequence, digest, at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (uid) DO UPDATE
         SET sequence = excluded.sequence, digest = excluded.digest, at = excluded.at
         WHERE (excluded.sequence, excluded.at, excluded.digest)
             > (calendar_entry.sequence, calendar_entry.at, calendar_entry.digest)",
    )?
    .execute(params![entry.uid, entry.sequence, entry.digest, entry.at])?;
    Ok(())
}
