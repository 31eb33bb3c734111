//! SQL that reads what a version without events kept (schema 3).

use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::Result;
use crate::log::By;

/// Every row of a query, made by `read`.
fn all<T>(
    db: &Connection,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = db.prepare(sql)?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The next column of a row.
struct Columns<'r, 's> {
    row: &'r Row<'s>,
    at: usize,
}

impl Columns<'_, '_> {
    fn next<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        self.at += 1;
        self.row.get(self.at - 1)
    }
}

/// A struct whose fields are the columns of a query, in their order.
macro_rules! rows {
    ($($(#[doc = $doc:literal])+ $function:ident -> $name:ident { $($field:ident: $type:ty),+ $(,)? } $sql:literal)+) => {$(
        $(#[doc = $doc])+
        pub(super) struct $name { $(pub $field: $type),+ }

        $(#[doc = $doc])+
        pub(super) fn $function(db: &Connection) -> Result<Vec<$name>> {
            all(db, $sql, |row| {
                let mut columns = Columns { row, at: 0 };
                Ok($name { $($field: columns.next()?),+ })
            })
        }
    )+};
}

rows! {
    /// What is known of lessons.
    lessons -> Lesson {
        course: String, lesson: String, opened_at: String, last_at: String, block: Option<String>,
        fraction: Option<f64>, completed_at: Option<String>, undone: bool,
    } "SELECT course_id, lesson_id, opened_at, last_at, position_block, position_fraction, completed_at, undone
       FROM lesson_fact"
    /// Blocks that were read.
    seen -> Seen { course: String, lesson: String, revision: u32, at: String, block: String }
    "SELECT course_id, lesson_id, revision, at, block_id FROM block_seen ORDER BY 1, 2, 3, 4, 5"
    /// Stretches of reading.
    sessions -> Session {
        id: String, course: String, lesson: String, started_at: String, last_at: String, ms: i64,
    } "SELECT id, course_id, lesson_id, started_at, last_at, ms FROM reading_session ORDER BY rowid"
    /// Attempts.
    attempts -> Attempt {
        id: String, course: String, lesson: String, block: String, revision: u32, at: String,
        answer: String, confidence: Option<u8>, score: Option<f64>, seconds: u32,
    } "SELECT id, course_id, lesson_id, block_id, revision, at, answer, confidence, score, seconds
       FROM attempt ORDER BY rowid"
    /// Reflections and drafts.
    writings -> Writing {
        course: String, block: String, lesson: String, kind: String, text: String, at: String,
    } "SELECT course_id, block_id, lesson_id, kind, text, at FROM writing ORDER BY rowid"
    /// Bookmarks.
    bookmarks -> Bookmark { course: String, block: String, lesson: String, at: String }
    "SELECT course_id, block_id, lesson_id, at FROM bookmark"
    /// Highlights.
    highlights -> Highlight {
        id: String, course: String, lesson: String, at: String, removed_at: Option<String>,
    } "SELECT id, course_id, lesson_id, at, removed_at FROM highlight ORDER BY rowid"
    /// Their parts, in order.
    parts -> Part {
        highlight: String, block: String, start: u32, end: u32, exact: String, prefix: String,
        suffix: String,
    } "SELECT highlight_id, block_id, start, end, exact, prefix, suffix FROM highlight_part
       ORDER BY highlight_id, ord"
    /// Notes, without what is in them.
    notes -> NoteKey { row: i64, at: String }
    "SELECT rowid, created_at FROM note ORDER BY rowid"
    /// Earlier texts, without them.
    versions -> VersionKey { id: i64, at: String, made_at: String }
    "SELECT v.id, v.at, n.created_at FROM note_version v JOIN note n ON n.id = v.note_id ORDER BY v.id"
    /// Overwritten values of tools' fields, each field's in their order.
    history -> History { tool: String, field: String, value: Option<String>, at: String }
    "SELECT tool, field, value, at FROM tool_history ORDER BY tool, field, id"
    /// Values of tools' fields.
    fields -> Field { tool: String, field: String, value: String, at: String }
    "SELECT tool, field, value, at FROM tool_field ORDER BY tool, field"
    /// Kept results.
    results -> Kept {
        id: String, tool: String, at: String, label: String, fields: String, summary: String,
        removed_at: Option<String>,
    } "SELECT id, tool, at, label, fields, summary, removed_at FROM tool_result ORDER BY rowid"
    /// Sittings.
    sittings -> Sitting {
        id: String, course: String, kind: String, module: Option<String>, started_at: String,
        finished_at: Option<String>,
    } "SELECT id, course_id, kind, module_id, started_at, finished_at FROM sitting ORDER BY rowid"
    /// What they asked, in order.
    asked -> Asked {
        sitting: String, item: String, module: String, lesson: String, body: String,
        option: Option<String>, correct: Option<bool>, confidence: Option<u8>, seconds: Option<u32>,
        answered_at: Option<String>,
    } "SELECT sitting_id, item_id, module_id, lesson_id, body, option, correct, confidence, seconds, answered_at
       FROM sitting_item ORDER BY sitting_id, ord"
    /// What the reader said of modules.
    ratings -> Rating {
        course: String, module: String, years: Option<u8>, relevance: Option<u8>, at: String,
    } "SELECT course_id, module_id, years, relevance, at FROM module_rating"
    /// Choices about the path.
    choices -> Choice { course: String, of: String, key: String, value: String, at: String }
    "SELECT course_id, of, key, value, at FROM path_choice"
    /// Cards.
    cards -> Card {
        id: String, origin: String, front: String, back: String, created_at: String,
        removed_at: Option<String>,
    } "SELECT id, origin, front, back, created_at, removed_at FROM card ORDER BY rowid"
    /// Reviews.
    reviews -> Review {
        id: String, card: String, at: String, day: String, rating: u32, ms: u32,
        undone_at: Option<String>,
    } "SELECT id, card_id, at, day, rating, ms, undone_at FROM review ORDER BY rowid"
    /// Deadlines.
    deadlines -> Deadline {
        id: String, title: String, date: String, done_at: Option<String>, created_at: String,
        removed_at: Option<String>,
    } "SELECT id, title, date, done_at, created_at, removed_at FROM deadline ORDER BY rowid"
    /// Entries of calendar files.
    entries -> Entry { uid: String, sequence: u32, content: String, at: String }
    "SELECT uid, sequence, digest, at FROM calendar_entry"
    /// Sections in the reader's own words.
    sections -> Section { section: String, text: String, at: String }
    "SELECT section, text, at FROM direction_section"
}

/// A note as it is kept.
pub(super) struct Note {
    pub id: String,
    pub title: String,
    pub state: Vec<u8>,
    pub place: [Option<String>; 5],
    pub created_at: String,
    pub updated_at: String,
    pub removed_at: Option<String>,
    pub tags: Vec<String>,
}

pub(super) fn note(db: &Connection, row: i64) -> Result<Note> {
    let mut note = db
        .prepare_cached(
            "SELECT id, title, state, course_id, lesson_id, block_id, highlight_id, tool, created_at,
                updated_at, removed_at
             FROM note WHERE rowid = ?1",
        )?
        .query_row([row], |row| {
            let mut columns = Columns { row, at: 0 };
            Ok(Note {
                id: columns.next()?,
                title: columns.next()?,
                state: columns.next()?,
                place: [
                    columns.next()?,
                    columns.next()?,
                    columns.next()?,
                    columns.next()?,
                    columns.next()?,
                ],
                created_at: columns.next()?,
                updated_at: columns.next()?,
                removed_at: columns.next()?,
                tags: Vec::new(),
            })
        })?;
    let mut tags = db.prepare_cached("SELECT tag FROM note_tag WHERE note_id = ?1 ORDER BY tag")?;
    let found = tags.query_map([&note.id], |row| row.get(0))?;
    note.tags = found.collect::<rusqlite::Result<_>>()?;
    Ok(note)
}

/// An earlier text of a note as it is kept.
pub(super) struct Version {
    pub note: String,
    pub title: String,
    pub doc: String,
    pub excerpt: String,
    pub words: u32,
}

pub(super) fn version(db: &Connection, id: i64) -> Result<Version> {
    Ok(db
        .prepare_cached(
            "SELECT note_id, title, doc, excerpt, words FROM note_version WHERE id = ?1",
        )?
        .query_row([id], |row| {
            let mut columns = Columns { row, at: 0 };
            Ok(Version {
                note: columns.next()?,
                title: columns.next()?,
                doc: columns.next()?,
                excerpt: columns.next()?,
                words: columns.next()?,
            })
        })?)
}

/// The name of an earlier text everywhere.
pub(super) fn name_version(db: &Connection, id: i64, by: &By) -> Result<()> {
    db.prepare_cached("UPDATE note_version SET hlc = ?2, device = ?3 WHERE id = ?1")?
        .execute(params![id, by.hlc, by.device])?;
    Ok(())
}

pub(super) fn review_settings(db: &Connection, name: &str) -> Result<Option<String>> {
    Ok(db
        .prepare("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}
