//! SQL of sittings.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::draw::Candidate;
use super::event;
use crate::api::{LessonLabel, ModuleLabel, SittingKind};
use crate::course::{Item, ItemForm};
use crate::{Code, Error, Result};

/// A sitting as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sitting {
    pub id: String,
    pub course: String,
    pub kind: SittingKind,
    pub module: Option<String>,
    pub started_at: String,
    pub finished_at: Option<String>,
}

/// A question of a sitting, and its answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    pub module: String,
    pub lesson: String,
    pub item: Item,
    pub given: Option<Given>,
}

/// An answer as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub option: Option<String>,
    pub correct: bool,
    pub confidence: u8,
}

/// What the reader said of a module: years and relevance.
pub(super) type Rating = (Option<u8>, Option<u8>);

/// The kind as it is written in the database.
pub(super) const fn tag(kind: SittingKind) -> &'static str {
    match kind {
        SittingKind::Pre => "pre",
        SittingKind::Fast => "fast",
        SittingKind::Post => "post",
    }
}

fn unknown(what: &str, value: &str) -> Error {
    Error::new(
        Code::Internal,
        format!("The database holds a sitting with an unknown {what} “{value}”."),
    )
}

pub(super) fn kind(tag: &str) -> Result<SittingKind> {
    Ok(match tag {
        "pre" => SittingKind::Pre,
        "fast" => SittingKind::Fast,
        "post" => SittingKind::Post,
        _ => return Err(unknown("kind", tag)),
    })
}

fn form(letter: &str) -> Result<ItemForm> {
    Ok(match letter {
        "a" => ItemForm::A,
        "b" => ItemForm::B,
        "c" => ItemForm::C,
        "d" => ItemForm::D,
        _ => return Err(unknown("form", letter)),
    })
}

/// Whether a course is installed.
pub(super) fn is_installed(db: &Connection, course: &str) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM course WHERE id = ?1)")?
        .query_row([course], |row| row.get(0))?)
}

/// Modules of a course in order, with what the reader said of them.
pub(super) fn modules(db: &Connection, course: &str) -> Result<Vec<(ModuleLabel, Rating)>> {
    let mut statement = db.prepare_cached(
        "SELECT m.id, m.number, m.title, r.years, r.relevance FROM module m
         LEFT JOIN module_rating r ON r.course_id = m.course_id AND r.module_id = m.id
         WHERE m.course_id = ?1 ORDER BY m.number",
    )?;
    let rows = statement.query_map([course], |row| {
        let label = ModuleLabel {
            id: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
        };
        Ok((label, (row.get(3)?, row.get(4)?)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Lessons of a course by id.
pub(super) fn lessons(db: &Connection, course: &str) -> Result<BTreeMap<String, LessonLabel>> {
    let mut statement =
        db.prepare_cached("SELECT id, number, title FROM lesson WHERE course_id = ?1")?;
    let rows = statement.query_map([course], |row| {
        let id: String = row.get(0)?;
        let label = LessonLabel {
            id: id.clone(),
            number: row.get(1)?,
            title: row.get(2)?,
        };
        Ok((id, label))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The items of a course, or of one module, in order of lessons, then forms.
pub(super) fn pool(db: &Connection, course: &str, module: Option<&str>) -> Result<Vec<Candidate>> {
    let mut statement = db.prepare_cached(
        "SELECT i.id, i.module_id, i.lesson_id, i.form, i.body FROM item i
         JOIN lesson l ON l.course_id = i.course_id AND l.id = i.lesson_id
         WHERE i.course_id = ?1 AND (?2 IS NULL OR i.module_id = ?2)
         ORDER BY l.ord, i.form, i.ord",
    )?;
    let rows = statement.query_map(params![course, module], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get::<_, String>(3)?,
            row.get(4)?,
        ))
    })?;
    rows.map(|row| {
        let (id, module, lesson, letter, body) = row?;
        Ok(Candidate {
            id,
            module,
            lesson,
            form: form(&letter)?,
            body,
        })
    })
    .collect()
}

/// Ids of the items that the reader met: answered, or explained at the end of a sitting.
pub(super) fn met(db: &Connection, course: &str) -> Result<BTreeSet<String>> {
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT i.item_id FROM sitting s JOIN sitting_item i ON i.sitting_id = s.id
         WHERE s.course_id = ?1 AND (i.answered_at IS NOT NULL OR s.finished_at IS NOT NULL)",
    )?;
    let rows = statement.query_map([course], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

const SITTING: &str =
    "SELECT id, course_id, kind, module_id, started_at, finished_at FROM sitting WHERE";

type SittingColumns = (
    String,
    String,
    String,
    Option<String>,
    String,
    Option<String>,
);

fn columns(row: &Row<'_>) -> rusqlite::Result<SittingColumns> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(5)?,
    ))
}

fn to_sitting(found: Option<SittingColumns>) -> Result<Option<Sitting>> {
    found
        .map(|(id, course, tag, module, started_at, finished_at)| {
            Ok(Sitting {
                id,
                course,
                kind: kind(&tag)?,
                module,
                started_at,
                finished_at,
            })
        })
        .transpose()
}

pub(super) fn sitting(db: &Connection, id: &str) -> Result<Option<Sitting>> {
    let found = db
        .prepare_cached(&format!("{SITTING} id = ?1"))?
        .query_row([id], columns)
        .optional()?;
    to_sitting(found)
}

/// The sitting of a kind (and module) that was begun last.
pub(super) fn begun_last(
    db: &Connection,
    course: &str,
    kind: SittingKind,
    module: Option<&str>,
) -> Result<Option<Sitting>> {
    let found = db
        .prepare_cached(&format!(
            "{SITTING} course_id = ?1 AND kind = ?2 AND module_id IS ?3
             ORDER BY started_at DESC, id DESC LIMIT 1"
        ))?
        .query_row(params![course, tag(kind), module], columns)
        .optional()?;
    to_sitting(found)
}

/// The sitting of a kind (and module) that was finished last, at `until` or before.
pub(super) fn finished_last(
    db: &Connection,
    course: &str,
    kind: SittingKind,
    module: Option<&str>,
    until: Option<&str>,
) -> Result<Option<Sitting>> {
    let found = db
        .prepare_cached(&format!(
            "{SITTING} course_id = ?1 AND kind = ?2 AND module_id IS ?3 AND finished_at IS NOT NULL
               AND (?4 IS NULL OR finished_at <= ?4)
             ORDER BY finished_at DESC, started_at DESC, id DESC LIMIT 1"
        ))?
        .query_row(params![course, tag(kind), module, until], columns)
        .optional()?;
    to_sitting(found)
}

/// How many sittings of a kind (and module) were finished.
pub(super) fn finished(
    db: &Connection,
    course: &str,
    kind: SittingKind,
    module: Option<&str>,
) -> Result<u32> {
    Ok(db
        .prepare_cached(
            "SELECT count(*) FROM sitting
             WHERE course_id = ?1 AND kind = ?2 AND module_id IS ?3 AND finished_at IS NOT NULL",
        )?
        .query_row(params![course, tag(kind), module], |row| row.get(0))?)
}

/// Begins a sitting; `false` when it is there.
pub(super) fn put_sitting(db: &Connection, new: &Sitting) -> Result<bool> {
    let made = db
        .prepare_cached(
            "INSERT INTO sitting (id, course_id, kind, module_id, started_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO NOTHING",
        )?
        .execute(params![new.id, new.course, tag(new.kind), new.module, new.started_at])?;
    Ok(made > 0)
}

pub(super) fn put_asked(
    db: &Connection,
    sitting: &str,
    order: u32,
    asked: &event::Asked<'_>,
) -> Result<()> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO sitting_item (sitting_id, ord, item_id, module_id, lesson_id, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        sitting,
        order,
        asked.item,
        asked.module,
        asked.lesson,
        asked.body
    ])?;
    Ok(())
}

/// What a sitting asks, in order.
pub(super) fn asked(db: &Connection, sitting: &str) -> Result<Vec<Asked>> {
    let mut statement = db.prepare_cached(
        "SELECT module_id, lesson_id, body, answered_at IS NOT NULL, option, coalesce(correct, 0),
                coalesce(confidence, 0)
         FROM sitting_item WHERE sitting_id = ?1 ORDER BY ord",
    )?;
    let rows = statement.query_map([sitting], |row| {
        let given = Given {
            option: row.get(4)?,
            correct: row.get(5)?,
            confidence: row.get(6)?,
        };
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get::<_, String>(2)?,
            row.get(3)?,
            given,
        ))
    })?;
    rows.map(|row| {
        let (module, lesson, body, answered, given) = row?;
        let answered: bool = answered;
        Ok(Asked {
            module,
            lesson,
            item: serde_json::from_str(&body)?,
            given: answered.then_some(given),
        })
    })
    .collect()
}

/// Keeps an answer, unless there is an earlier one.
pub(super) fn put_answer(
    db: &Connection,
    sitting: &str,
    item: &str,
    given: &Given,
    seconds: u32,
    at: &str,
) -> Result<()> {
    db.prepare_cached(
        "UPDATE sitting_item SET option = ?3, correct = ?4, confidence = ?5, seconds = ?6, answered_at = ?7
         WHERE sitting_id = ?1 AND item_id = ?2 AND (answered_at IS NULL
            OR (?7, coalesce(?3, ''), ?5, ?6, ?4)
                < (answered_at, coalesce(option, ''), confidence, seconds, correct))",
    )?
    .execute(params![
        sitting,
        item,
        given.option,
        given.correct,
        given.confidence,
        seconds,
        at
    ])?;
    Ok(())
}

pub(super) fn put_finished(db: &Connection, sitting: &str, at: &str) -> Result<()> {
    db.prepare_cached(
        "UPDATE sitting SET finished_at = min(coalesce(finished_at, ?2), ?2) WHERE id = ?1",
    )?
    .execute([sitting, at])?;
    Ok(())
}

pub(super) fn put_rating(
    db: &Connection,
    course: &str,
    module: &str,
    (years, relevance): Rating,
    at: &str,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO module_rating (course_id, module_id, years, relevance, at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (course_id, module_id) DO UPDATE
         SET years = excluded.years, relevance = excluded.relevance, at = excluded.at",
    )?
    .execute(params![course, module, years, relevance, at])?;
    Ok(())
}
