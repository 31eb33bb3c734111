//! SQL of what the reader writes.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::event;
use crate::Result;
use crate::api::{WritingKind, WritingView, Written};

pub(super) const fn tag(kind: WritingKind) -> &'static str {
    match kind {
        WritingKind::Reflection => "reflection",
        WritingKind::Draft => "draft",
    }
}

/// A text as it is kept, with the lesson where its prompt is now.
pub(super) struct Row {
    pub lesson: String,
    pub kind: String,
    pub text: String,
    pub at: String,
}

pub(super) fn row(db: &Connection, course: &str, block: &str) -> Result<Option<Row>> {
    Ok(db
        .prepare_cached(
            "SELECT coalesce(b.lesson_id, w.lesson_id), w.kind, w.text, w.at FROM writing w
             LEFT JOIN block b ON b.course_id = w.course_id AND b.id = w.block_id
             WHERE w.course_id = ?1 AND w.block_id = ?2",
        )?
        .query_row([course, block], |row| {
            Ok(Row {
                lesson: row.get(0)?,
                kind: row.get(1)?,
                text: row.get(2)?,
                at: row.get(3)?,
            })
        })
        .optional()?)
}

pub(super) fn text(db: &Connection, course: &str, block: &str) -> Result<Option<String>> {
    Ok(row(db, course, block)?.map(|row| row.text))
}

pub(super) fn put(db: &Connection, save: &event::Save<'_>, text: &str, at: &str) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO writing (course_id, block_id, lesson_id, kind, text, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (course_id, block_id) DO UPDATE
         SET lesson_id = excluded.lesson_id, kind = excluded.kind, text = excluded.text, at = excluded.at",
    )?
    .execute([save.course, save.block, save.lesson, save.kind, text, at])?;
    Ok(())
}

pub(super) fn remove(db: &Connection, course: &str, block: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM writing WHERE course_id = ?1 AND block_id = ?2")?
        .execute([course, block])?;
    Ok(())
}

pub(super) fn of_lesson(
    db: &Connection,
    course: &str,
    lesson: &str,
) -> Result<BTreeMap<String, Written>> {
    // By the block's present lesson: a prompt may have moved in a revision.
    let mut statement = db.prepare_cached(
        "SELECT w.block_id, w.text, w.at FROM writing w
         JOIN block b ON b.course_id = w.course_id AND b.id = w.block_id
         WHERE w.course_id = ?1 AND b.lesson_id = ?2",
    )?;
    let rows = statement.query_map([course, lesson], |row| {
        Ok((
            row.get(0)?,
            Written {
                text: row.get(1)?,
                at: row.get(2)?,
            },
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn recent(db: &Connection, course: &str, most: u32) -> Result<Vec<WritingView>> {
    let mut statement = db.prepare_cached(
        "SELECT w.course_id, l.id, l.number, l.title, w.block_id, w.kind, substr(w.text, 1, 400), w.at
         FROM writing w
         JOIN block b ON b.course_id = w.course_id AND b.id = w.block_id
         JOIN lesson l ON l.course_id = b.course_id AND l.id = b.lesson_id
         WHERE w.course_id = ?1 ORDER BY w.at DESC, w.block_id LIMIT ?2",
    )?;
    let rows = statement.query_map(params![course, most], |row| {
        let kind: String = row.get(5)?;
        Ok(WritingView {
            course: row.get(0)?,
            lesson: row.get(1)?,
            number: row.get(2)?,
            title: row.get(3)?,
            block: row.get(4)?,
            kind: if kind == tag(WritingKind::Draft) {
                WritingKind::Draft
            } else {
                WritingKind::Reflection
            },
            excerpt: row.get(6)?,
            at: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
