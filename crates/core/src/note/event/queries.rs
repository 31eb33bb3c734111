//! SQL of what events do to notes.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Keep, Place};
use crate::Result;
use crate::log::By;
use crate::note::queries::Text;

/// A note as it is made.
pub(super) struct New<'n> {
    pub id: &'n str,
    pub title: &'n str,
    pub text: Text<'n>,
    pub place: &'n Place<'n>,
    pub created_at: &'n str,
    pub updated_at: &'n str,
    pub removed_at: Option<&'n str>,
}

/// Makes a note; `false` when there is one of this id.
pub(super) fn insert(db: &Connection, note: &New<'_>) -> Result<bool> {
    let made = db
        .prepare_cached(
            "INSERT INTO note (id, title, state, markdown, excerpt, words, course_id, lesson_id,
                block_id, highlight_id, tool, created_at, updated_at, removed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
             ON CONFLICT (id) DO NOTHING",
        )?
        .execute(params![
            note.id,
            note.title,
            note.text.state,
            note.text.markdown,
            note.text.excerpt,
            note.text.words,
            note.place.course,
            note.place.lesson,
            note.place.block,
            note.place.highlight,
            note.place.tool,
            note.created_at,
            note.updated_at,
            note.removed_at,
        ])?;
    Ok(made > 0)
}

/// The document of a note.
pub(super) fn state(db: &Connection, id: &str) -> Result<Option<Vec<u8>>> {
    Ok(db
        .prepare_cached("SELECT state FROM note WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

pub(super) fn title(db: &Connection, id: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT title FROM note WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

pub(super) fn set_text(db: &Connection, id: &str, text: &Text<'_>) -> Result<()> {
    db.prepare_cached(
        "UPDATE note SET state = ?2, markdown = ?3, excerpt = ?4, words = ?5 WHERE id = ?1",
    )?
    .execute(params![
        id,
        text.state,
        text.markdown,
        text.excerpt,
        text.words
    ])?;
    Ok(())
}

pub(super) fn set_place(db: &Connection, id: &str, place: &Place<'_>) -> Result<()> {
    db.prepare_cached(
        "UPDATE note SET course_id = ?2, lesson_id = ?3, block_id = ?4, highlight_id = ?5, tool = ?6
         WHERE id = ?1",
    )?
    .execute(params![
        id,
        place.course,
        place.lesson,
        place.block,
        place.highlight,
        place.tool
    ])?;
    Ok(())
}

pub(super) fn set_created(db: &Connection, id: &str, at: &str) -> Result<()> {
    db.prepare_cached("UPDATE note SET created_at = min(created_at, ?2) WHERE id = ?1")?
        .execute([id, at])?;
    Ok(())
}

/// An earlier text, unless it is there.
pub(super) fn keep(db: &Connection, version: &Keep<'_>, by: &By, at: &str) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO note_version (note_id, at, title, doc, excerpt, words, hlc, device)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        version.id,
        at,
        version.title,
        version.doc,
        version.excerpt,
        version.words,
        by.hlc,
        by.device
    ])?;
    Ok(())
}

pub(super) fn put_erased(db: &Connection, id: &str, by: &By, seen: &[u8]) -> Result<()> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO note_erased (note_id, hlc, device, seen) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![id, by.hlc, by.device, seen])?;
    Ok(())
}

/// What those who erased a note had seen.
pub(super) fn erased(db: &Connection, id: &str) -> Result<Vec<Vec<u8>>> {
    let mut statement = db.prepare_cached("SELECT seen FROM note_erased WHERE note_id = ?1")?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn erased_ids(db: &Connection) -> Result<Vec<String>> {
    let mut statement = db.prepare_cached("SELECT DISTINCT note_id FROM note_erased")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
