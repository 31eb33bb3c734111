//! SQL of deadlines, and of what went into calendar files.

use rusqlite::{Connection, params};

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

/// Makes a deadline or changes it; one that was removed comes back.
pub(super) fn put_deadline(
    db: &Connection,
    id: &str,
    title: &str,
    date: &str,
    at: &str,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO deadline (id, title, date, created_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET title = excluded.title, date = excluded.date, removed_at = NULL",
    )?
    .execute([id, title, date, at])?;
    Ok(())
}

/// Marks one that is not removed as done (the first date stays) or not. `false` when there is none.
pub(super) fn mark_done(db: &Connection, id: &str, at: Option<&str>) -> Result<bool> {
    let changed = db
        .prepare_cached(
            "UPDATE deadline
             SET done_at = CASE WHEN ?2 IS NULL THEN NULL ELSE coalesce(done_at, ?2) END
             WHERE id = ?1 AND removed_at IS NULL",
        )?
        .execute(params![id, at])?;
    Ok(changed > 0)
}

/// Removes one (the first date stays) or brings it back. `false` when there never was one.
pub(super) fn mark_removed(db: &Connection, id: &str, at: Option<&str>) -> Result<bool> {
    let changed = db
        .prepare_cached(
            "UPDATE deadline
             SET removed_at = CASE WHEN ?2 IS NULL THEN NULL ELSE coalesce(removed_at, ?2) END
             WHERE id = ?1",
        )?
        .execute(params![id, at])?;
    Ok(changed > 0)
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
         SET sequence = excluded.sequence, digest = excluded.digest, at = excluded.at",
    )?
    .execute(params![entry.uid, entry.sequence, entry.digest, entry.at])?;
    Ok(())
}
