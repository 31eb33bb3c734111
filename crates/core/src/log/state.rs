//! What a device knows, as one number to compare.

use std::collections::BTreeMap;

use blake3::Hasher;
use rusqlite::Connection;

use super::queries;
use crate::Result;
use crate::note::text;

/// A table that events make.
struct Table {
    name: &'static str,
    /// What of it is neither derived nor this database's own, in the order of its key.
    columns: &'static str,
    /// Rows that are this device's own are left out.
    only: &'static str,
}

const fn table(name: &'static str, columns: &'static str) -> Table {
    Table {
        name,
        columns,
        only: "1",
    }
}

/// Every table that events make. Left out of `note`: what is derived from `state`.
static TABLES: &[Table] = &[
    table(
        "lesson_fact",
        "course_id, lesson_id, opened_at, last_at, position_block, position_fraction, completed_at, undone",
    ),
    table("block_seen", "course_id, block_id, lesson_id, revision, at"),
    table(
        "reading_session",
        "id, course_id, lesson_id, started_at, last_at, ms, device",
    ),
    table(
        "attempt",
        "id, course_id, lesson_id, block_id, revision, at, answer, confidence, score, seconds",
    ),
    table("writing", "course_id, block_id, lesson_id, kind, text, at"),
    table("bookmark", "course_id, block_id, lesson_id, at"),
    table("highlight", "id, course_id, lesson_id, at, removed_at"),
    table(
        "highlight_part",
        "highlight_id, ord, block_id, start, end, exact, prefix, suffix",
    ),
    table(
        "note",
        "id, title, state, course_id, lesson_id, block_id, highlight_id, tool, created_at, updated_at, removed_at",
    ),
    table("note_tag", "note_id, tag"),
    table(
        "note_version",
        "note_id, hlc, device, at, title, doc, excerpt, words",
    ),
    table("tool_field", "tool, field, value, at"),
    table("tool_history", "tool, field, hlc, device, value, at"),
    table(
        "tool_result",
        "id, tool, at, label, fields, summary, removed_at",
    ),
    table(
        "sitting",
        "id, course_id, kind, module_id, started_at, finished_at",
    ),
    table(
        "sitting_item",
        "sitting_id, item_id, ord, module_id, lesson_id, body, option, correct, confidence, seconds, answered_at",
    ),
    table(
        "module_rating",
        "course_id, module_id, years, relevance, at",
    ),
    table("path_choice", "course_id, of, key, value, at"),
    table("card", "id, origin, front, back, created_at, removed_at"),
    table("review", "id, card_id, at, day, rating, ms, undone_at"),
    table(
        "deadline",
        "id, title, date, done_at, created_at, removed_at",
    ),
    table("calendar_entry", "uid, sequence, digest, at"),
    table("direction_section", "section, text, at"),
    Table {
        name: "setting",
        columns: "name, value",
        only: crate::setting::PERSONAL_SQL,
    },
    table("field_clock", "entity, key, field, hlc, device"),
    table("field_text", "entity, key, field, device, hlc, text"),
    table(
        "set_entry",
        "entity, key, member, hlc, device, at, value, gone",
    ),
    table("note_erased", "note_id, hlc, device, seen"),
];

/// A hash of everything that events made here: equal on two devices that hold the same events. What
/// is derived, and what is a device's own, is not in it.
///
/// # Errors
/// When the database cannot be read.
pub fn state_hash(db: &Connection) -> Result<[u8; 32]> {
    let mut whole = Hasher::new();
    for (name, hash) in table_hashes(db)? {
        whole.update(name.as_bytes()).update(&hash);
    }
    Ok(*whole.finalize().as_bytes())
}

/// The same for each table, to see where two devices differ.
///
/// # Errors
/// When the database cannot be read.
pub fn table_hashes(db: &Connection) -> Result<BTreeMap<&'static str, [u8; 32]>> {
    let mut hashes = BTreeMap::new();
    for table in TABLES {
        let mut hash = Hasher::new();
        let is_note = table.name == "note";
        queries::each_value(
            db,
            table.name,
            table.columns,
            table.only,
            |column, kind, value| {
                hash.update(&[kind]);
                // Equal documents may be written differently.
                if is_note && column == 2 {
                    let said = text::canonical(value).unwrap_or_else(|_| value.to_vec());
                    hash.update(&said.len().to_le_bytes()).update(&said);
                } else {
                    hash.update(&value.len().to_le_bytes()).update(value);
                }
            },
        )?;
        hashes.insert(table.name, *hash.finalize().as_bytes());
    }
    Ok(hashes)
}

/// Empties every table that events make.
pub(super) fn empty(db: &Connection) -> Result<()> {
    for table in TABLES {
        queries::empty(db, table.name, table.only)?;
    }
    Ok(())
}

/// Empties all but what is kept by id and would cost much to make again.
pub(super) fn empty_small(db: &Connection) -> Result<()> {
    const LARGE: [&str; 5] = [
        "note",
        "note_tag",
        "note_version",
        "highlight",
        "highlight_part",
    ];
    for table in TABLES.iter().filter(|table| !LARGE.contains(&table.name)) {
        queries::empty(db, table.name, table.only)?;
    }
    Ok(())
}

/// Whether anything is in a table that events make.
pub(super) fn is_any(db: &Connection) -> Result<bool> {
    for table in TABLES {
        if queries::is_any(db, table.name, table.only)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Every row as text, with what is derived from a note's text.
#[cfg(test)]
pub(super) fn dump(db: &Connection) -> Result<BTreeMap<&'static str, Vec<String>>> {
    let mut dump = BTreeMap::new();
    for table in TABLES {
        let mut rows = Vec::new();
        let is_note = table.name == "note";
        let columns = if is_note {
            format!("{}, markdown, excerpt, words", table.columns)
        } else {
            table.columns.to_owned()
        };
        let mut row = String::new();
        let count = columns.split(',').count();
        queries::each_value(
            db,
            table.name,
            &columns,
            table.only,
            |column, kind, value| {
                let said = match kind {
                    4 if is_note => text::canonical(value).unwrap_or_default(),
                    _ => value.to_vec(),
                };
                let shown = match (kind, said.as_slice().try_into()) {
                    (1, Ok(bytes)) => i64::from_le_bytes(bytes).to_string(),
                    (2, Ok(bytes)) => f64::from_le_bytes(bytes).to_string(),
                    _ => String::from_utf8_lossy(&said).escape_debug().to_string(),
                };
                row.push_str(&format!("{shown} | "));
                if column + 1 == count {
                    rows.push(std::mem::take(&mut row));
                }
            },
        )?;
        dump.insert(table.name, rows);
    }
    Ok(dump)
}

/// Names of the tables that events make.
#[cfg(test)]
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|table| table.name)
}
