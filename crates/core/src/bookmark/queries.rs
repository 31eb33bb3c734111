//! SQL of bookmarks.

use rusqlite::{Connection, params};

use crate::Result;
use crate::api::BookmarkView;

pub(super) fn put(
    db: &Connection,
    course: &str,
    block: &str,
    lesson: &str,
    at: &str,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO bookmark (course_id, block_id, lesson_id, at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (course_id, block_id) DO UPDATE SET lesson_id = excluded.lesson_id, at = excluded.at",
    )?
    .execute([course, block, lesson, at])?;
    Ok(())
}

pub(super) fn is_set(db: &Connection, course: &str, block: &str) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM bookmark WHERE course_id = ?1 AND block_id = ?2")?
        .exists([course, block])?)
}

pub(super) fn remove(db: &Connection, course: &str, block: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM bookmark WHERE course_id = ?1 AND block_id = ?2")?
        .execute([course, block])?;
    Ok(())
}

pub(super) fn of_lesson(db: &Connection, course: &str, lesson: &str) -> Result<Vec<String>> {
    let mut statement = db.prepare_cached(
        "SELECT m.block_id FROM bookmark m
         JOIN block b ON b.course_id = m.course_id AND b.id = m.block_id
         WHERE m.course_id = ?1 AND b.lesson_id = ?2 ORDER BY b.ord",
    )?;
    let rows = statement.query_map([course, lesson], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn recent(db: &Connection, course: &str, most: u32) -> Result<Vec<BookmarkView>> {
    // A bookmark whose block was dropped still leads to its lesson while that exists.
    let mut statement = db.prepare_cached(
        "SELECT m.course_id, l.id, l.number, l.title, m.block_id, b.text, m.at
         FROM bookmark m
         LEFT JOIN block b ON b.course_id = m.course_id AND b.id = m.block_id
         JOIN lesson l ON l.course_id = m.course_id AND l.id = coalesce(b.lesson_id, m.lesson_id)
         WHERE m.course_id = ?1 ORDER BY m.at DESC, m.block_id LIMIT ?2",
    )?;
    let rows = statement.query_map(params![course, most], |row| {
        Ok(BookmarkView {
            course: row.get(0)?,
            lesson: row.get(1)?,
            number: row.get(2)?,
            title: row.get(3)?,
            block: row.get(4)?,
            text: row.get(5)?,
            at: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
