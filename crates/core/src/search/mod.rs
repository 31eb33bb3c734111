//! Search over lessons, notes, reflections and tools.
//!
//! **Context.** Any note must be found again in a second, also among a hundred thousand of them,
//! while the words are still being typed. What is looked for may be any text.
//!
//! **Design.** One row in `search_doc` for each thing that can be found; triggers keep two SQLite
//! FTS5 indexes of it: `search_index` over everything, `search_title` over titles and tags.
//! [`ask`] reads the text of a query, [`find`] answers it, [`index_course`] follows a course.
//! Two things spare the index from looking at the rows of `search_doc` while it matches: the
//! kind of a thing is part of its row number ([`kind`]), and where it stands in the course is
//! indexed as words that nobody types ([`place`]). Ranking counts every match, so when very much
//! matches, titles and then the newest come first instead (`broad`).

mod ask;
mod find;
mod index;
mod kind;
mod place;
mod queries;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use rusqlite::Connection;

use crate::Result;

pub use find::{matching_notes, query};
pub use index::index_course;

/// A thing to be found. Empty texts stand for what it has not.
#[derive(Debug, Clone, Default)]
pub struct Doc<'a> {
    /// `lesson`, `note`, `reflection`, `draft`, `tool`.
    pub kind: &'a str,
    /// Id within its kind: a note's id, a tool's name, the block id of a reflection or draft.
    pub reference: &'a str,
    /// Course id.
    pub course: &'a str,
    /// Lesson id.
    pub lesson: &'a str,
    /// Block id.
    pub block: &'a str,
    /// Number of the module; only needed when there is no lesson to tell it.
    pub module: Option<u32>,
    /// Title; matches here count most.
    pub title: &'a str,
    /// Text, plain.
    pub body: &'a str,
    /// Tags without `#`, apart by spaces.
    pub tags: &'a str,
    /// Last change, RFC 3339 UTC.
    pub at: &'a str,
}

/// Marks the beginning of a found word in what FTS5 returns.
const OPEN: char = '\u{2}';
/// Marks its end.
const CLOSE: char = '\u{3}';

/// Puts or replaces one thing in the index, in the transaction that changed it. A note or tool is
/// known by its reference, anything else by course and reference.
///
/// # Errors
/// When the database cannot be written.
pub fn put(db: &Connection, doc: &Doc<'_>) -> Result<()> {
    let place = place_of(db, doc)?;
    put_at(db, doc, &place)
}

fn place_of(db: &Connection, doc: &Doc<'_>) -> Result<String> {
    let number = if doc.lesson.is_empty() {
        None
    } else {
        queries::lesson_number(db, doc.course, doc.lesson)?
    };
    Ok(place::words(doc.module, number.as_deref()))
}

/// Things that are put into the index together: see [`many`].
pub struct Many<'c> {
    db: &'c Connection,
    /// Bytes of the texts that wait.
    waiting: usize,
}

/// So many bytes of texts are put into the index at once.
const TOGETHER: usize = 32 << 20;

/// Runs an operation that puts very many things into the index, in the transaction that it is in.
///
/// FTS5 writes what it has gathered whenever a statement begins that fires a trigger: one statement
/// for each thing means a segment of the index for each, all to be merged again. So they wait in a
/// table of their own, which one statement empties.
///
/// # Errors
/// When the database cannot be written, and whatever the operation reports.
pub fn many<T>(db: &Connection, operation: impl FnOnce(&mut Many<'_>) -> Result<T>) -> Result<T> {
    queries::gather(db, true)?;
    queries::make_waiting(db)?;
    let mut many = Many { db, waiting: 0 };
    let value = operation(&mut many)?;
    queries::put_waiting(db)?;
    queries::gather(db, false)?;
    Ok(value)
}

impl Many<'_> {
    /// As [`put`]; it is found when [`many`] returns.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn put(&mut self, doc: &Doc<'_>) -> Result<()> {
        self.waiting += doc.title.len() + doc.body.len() + doc.tags.len();
        let place = place_of(self.db, doc)?;
        with_row(doc, &place, |row| queries::wait(self.db, doc, row))?;
        if self.waiting > TOGETHER {
            queries::put_waiting(self.db)?;
            self.waiting = 0;
        }
        Ok(())
    }
}

/// Takes one thing out of the index; harmless when it is not there.
///
/// # Errors
/// When the database cannot be written.
pub fn drop(db: &Connection, kind: &str, course: &str, reference: &str) -> Result<()> {
    queries::remove(db, kind, &key(kind, course, reference))
}

fn put_at(db: &Connection, doc: &Doc<'_>, place: &str) -> Result<()> {
    with_row(doc, place, |row| queries::put(db, doc, row))
}

/// Lends the texts of a thing as they are kept.
fn with_row<T>(doc: &Doc<'_>, place: &str, keep: impl FnOnce(&queries::Row<'_>) -> T) -> T {
    keep(&queries::Row {
        key: &key(doc.kind, doc.course, doc.reference),
        title: &clean(doc.title),
        body: &clean(doc.body),
        tags: &clean(doc.tags),
        place,
    })
}

/// The key of a thing among those of its kind. Notes and tools may change their course.
fn key(kind: &str, course: &str, reference: &str) -> String {
    match kind {
        "note" | "tool" => reference.to_owned(),
        _ => format!("{course}/{reference}"),
    }
}

/// A text without the characters that mark found words, and without those that nobody sees.
fn clean(text: &str) -> Cow<'_, str> {
    let is_odd = |c: char| matches!(c, OPEN | CLOSE | '\0') || is_unseen(c);
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let seen = text.chars().filter(|c| !is_unseen(*c));
    Cow::Owned(seen.map(|c| if is_odd(c) { ' ' } else { c }).collect())
}

/// Soft hyphens, joiners and marks of direction: nobody sees or types them, but FTS5 takes some
/// for letters and others for the end of a word.
const fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}
