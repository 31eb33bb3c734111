//! SQL of the workbook.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use super::event;
use crate::Result;
use crate::api::ToolKept;
use crate::log::By;

/// A lesson that holds blocks of kind `tool`.
pub(super) struct LessonRow {
    pub id: String,
    pub number: String,
    pub title: String,
}

pub(super) fn fields(db: &Connection, tool: &str) -> Result<BTreeMap<String, Value>> {
    let mut statement = db.prepare_cached("SELECT field, value FROM tool_field WHERE tool = ?1")?;
    let rows = statement.query_map([tool], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let mut fields = BTreeMap::new();
    for row in rows {
        let (field, value) = row?;
        fields.insert(field, serde_json::from_str(&value)?);
    }
    Ok(fields)
}

/// A write of a field (`None` empties it). The history has a row for each, in the order of their
/// clocks, with the value that it overwrote: a write that comes late takes its place among them.
pub(super) fn write_field(
    db: &Connection,
    (tool, field): (&str, &str),
    value: Option<&str>,
    (by, at): (&By, &str),
) -> Result<()> {
    let next: Option<(i64, Option<String>)> = db
        .prepare_cached(
            "SELECT id, value FROM tool_history
             WHERE tool = ?1 AND field = ?2 AND (hlc, device) > (?3, ?4) ORDER BY hlc, device LIMIT 1",
        )?
        .query_row(params![tool, field, by.hlc, by.device], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let mut insert = db.prepare_cached(
        "INSERT INTO tool_history (tool, field, value, at, hlc, device)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    if let Some((id, overwritten)) = next {
        insert.execute(params![tool, field, overwritten, at, by.hlc, by.device])?;
        db.prepare_cached("UPDATE tool_history SET value = ?2 WHERE id = ?1")?
            .execute(params![id, value])?;
        return Ok(());
    }
    let before: Option<String> = db
        .prepare_cached("SELECT value FROM tool_field WHERE tool = ?1 AND field = ?2")?
        .query_row([tool, field], |row| row.get(0))
        .optional()?;
    insert.execute(params![tool, field, before, at, by.hlc, by.device])?;
    match value {
        Some(value) => db
            .prepare_cached(
                "INSERT INTO tool_field (tool, field, value, at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (tool, field) DO UPDATE SET value = excluded.value, at = excluded.at",
            )?
            .execute([tool, field, value, at])?,
        None => db
            .prepare_cached("DELETE FROM tool_field WHERE tool = ?1 AND field = ?2")?
            .execute([tool, field])?,
    };
    Ok(())
}

/// When any field of a tool changed last, emptied ones included.
pub(super) fn updated_at(db: &Connection, tool: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT max(at) FROM tool_history WHERE tool = ?1")?
        .query_row([tool], |row| row.get(0))?)
}

/// The tool with something filled in that changed last.
pub(super) fn latest(db: &Connection) -> Result<Option<String>> {
    Ok(db
        .prepare_cached(
            "SELECT h.tool FROM tool_history h
             WHERE EXISTS (SELECT 1 FROM tool_field f WHERE f.tool = h.tool)
             ORDER BY h.at DESC, h.hlc DESC, h.device DESC, h.id DESC LIMIT 1",
        )?
        .query_row([], |row| row.get(0))
        .optional()?)
}

/// Keeps a result; of two of one id the earlier.
pub(super) fn put_result(db: &Connection, new: &event::Keep<'_>, at: &str) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO tool_result (id, tool, at, label, fields, summary) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE
         SET tool = excluded.tool, at = excluded.at, label = excluded.label, fields = excluded.fields,
             summary = excluded.summary
         WHERE (excluded.at, excluded.tool, excluded.label, excluded.fields, excluded.summary)
             < (tool_result.at, tool_result.tool, tool_result.label, tool_result.fields, tool_result.summary)",
    )?
    .execute([new.id, new.tool, at, new.label, new.fields, new.summary])?;
    Ok(())
}

/// The tool that a result belongs to, removed or not.
pub(super) fn tool_of_result(db: &Connection, id: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT tool FROM tool_result WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// When a result was removed, if it is.
pub(super) fn removed_at(db: &Connection, id: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT removed_at FROM tool_result WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .flatten())
}

/// Removes a result (`at` says when) or brings it back (`None`).
pub(super) fn mark_removed(db: &Connection, id: &str, at: Option<&str>) -> Result<()> {
    db.prepare_cached("UPDATE tool_result SET removed_at = ?2 WHERE id = ?1")?
        .execute(params![id, at])?;
    Ok(())
}

/// Results of a tool that are not removed, newest first.
pub(super) fn kept(db: &Connection, tool: &str) -> Result<Vec<ToolKept>> {
    let mut statement = db.prepare_cached(
        "SELECT id, at, label, summary FROM tool_result
         WHERE tool = ?1 AND removed_at IS NULL ORDER BY at DESC, id DESC",
    )?;
    let rows = statement.query_map([tool], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get::<_, String>(3)?,
        ))
    })?;
    let mut kept = Vec::new();
    for row in rows {
        let (id, at, label, summary) = row?;
        kept.push(ToolKept {
            id,
            at,
            label,
            summary: serde_json::from_str(&summary)?,
        });
    }
    Ok(kept)
}

/// Lessons of a course that hold any block of kind `tool`, in reading order.
pub(super) fn lessons_with_tools(db: &Connection, course: &str) -> Result<Vec<LessonRow>> {
    let mut statement = db.prepare_cached(
        "SELECT l.id, l.number, l.title FROM lesson l
         WHERE l.course_id = ?1 AND EXISTS (
             SELECT 1 FROM block b
             WHERE b.course_id = l.course_id AND b.lesson_id = l.id AND b.kind = 'tool')
         ORDER BY l.ord",
    )?;
    let rows = statement.query_map([course], |row| {
        Ok(LessonRow {
            id: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A lesson of a course, if the course has it.
pub(super) fn lesson(db: &Connection, course: &str, lesson: &str) -> Result<Option<LessonRow>> {
    Ok(db
        .prepare_cached("SELECT id, number, title FROM lesson WHERE course_id = ?1 AND id = ?2")?
        .query_row([course, lesson], |row| {
            Ok(LessonRow {
                id: row.get(0)?,
                number: row.get(1)?,
                title: row.get(2)?,
            })
        })
        .optional()?)
}
