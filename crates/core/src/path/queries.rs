//! SQL of paths.

use rusqlite::{Connection, OptionalExtension, params};

use super::facts::{Answer, Choices, Module, Sitting};
use crate::api::{ModuleLabel, PathLevel, SittingKind};
use crate::assessment::CONFIDENT;
use crate::course::ItemKind;
use crate::{Code, Error, Result};

/// So many items of a module with this form and kind.
pub(super) struct QuestionRow {
    pub module: String,
    pub form: String,
    /// Of forms b and d.
    pub kind: Option<ItemKind>,
    pub count: u32,
}

fn unknown(what: &str, value: &str) -> Error {
    Error::new(
        Code::Internal,
        format!("The database holds an unknown {what} “{value}”."),
    )
}

pub(super) fn title(db: &Connection, course: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT title FROM course WHERE id = ?1")?
        .query_row([course], |row| row.get(0))
        .optional()?)
}

/// Modules in order, without their fast-tracks.
pub(super) fn modules(db: &Connection, course: &str) -> Result<Vec<Module>> {
    let mut statement = db.prepare_cached(
        "SELECT m.id, m.number, m.title, r.years, r.relevance FROM module m
         LEFT JOIN module_rating r ON r.course_id = m.course_id AND r.module_id = m.id
         WHERE m.course_id = ?1 ORDER BY m.number",
    )?;
    let rows = statement.query_map([course], |row| {
        Ok(Module {
            label: ModuleLabel {
                id: row.get(0)?,
                number: row.get(1)?,
                title: row.get(2)?,
            },
            years: row.get(3)?,
            relevance: row.get(4)?,
            fast: None,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn questions(db: &Connection, course: &str) -> Result<Vec<QuestionRow>> {
    let mut statement = db.prepare_cached(
        "SELECT module_id, form, CASE WHEN form <> 'a' THEN body ->> '$.kind' END AS kind, count(*)
         FROM item WHERE course_id = ?1 AND form <> 'c' GROUP BY module_id, form, kind",
    )?;
    let rows = statement.query_map([course], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get::<_, Option<String>>(2)?,
            row.get(3)?,
        ))
    })?;
    rows.map(|row| {
        let (module, form, kind, count) = row?;
        let kind = kind.map(|kind| match kind.as_str() {
            "fact" => Ok(ItemKind::Fact),
            "scenario" => Ok(ItemKind::Scenario),
            "calculation" => Ok(ItemKind::Calculation),
            _ => Err(unknown("kind of question", &kind)),
        });
        Ok(QuestionRow {
            module,
            form,
            kind: kind.transpose()?,
            count,
        })
    })
    .collect()
}

/// All sittings with their answers: unfinished ones first, then in the order of finishing.
pub(super) fn sittings(db: &Connection, course: &str) -> Result<Vec<Sitting>> {
    let mut statement = db.prepare_cached(
        "SELECT s.id, s.kind, s.module_id, s.started_at, s.finished_at, i.lesson_id, i.module_id,
                i.option IS NOT NULL, coalesce(i.correct, 0), coalesce(i.confidence, 0)
         FROM sitting s JOIN sitting_item i ON i.sitting_id = s.id
         WHERE s.course_id = ?1 ORDER BY s.finished_at, s.started_at, s.id, i.ord",
    )?;
    let mut rows = statement.query([course])?;
    let mut found: Vec<Sitting> = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let answer = Answer {
            lesson: row.get(5)?,
            module: row.get(6)?,
            chose: row.get(7)?,
            right: row.get(8)?,
            confidence: row.get(9)?,
        };
        match found.last_mut().filter(|last| last.id == id) {
            Some(last) => last.answers.push(answer),
            None => found.push(Sitting {
                id,
                kind: kind(&row.get::<_, String>(1)?)?,
                module: row.get(2)?,
                started_at: row.get(3)?,
                finished_at: row.get(4)?,
                answers: vec![answer],
            }),
        }
    }
    Ok(found)
}

fn kind(tag: &str) -> Result<SittingKind> {
    Ok(match tag {
        "pre" => SittingKind::Pre,
        "fast" => SittingKind::Fast,
        "post" => SittingKind::Post,
        _ => return Err(unknown("kind of sitting", tag)),
    })
}

/// The level as it is written in the database.
pub(super) const fn tag(level: PathLevel) -> &'static str {
    match level {
        PathLevel::Core => "core",
        PathLevel::Targeted => "targeted",
        PathLevel::FastTrack => "fast_track",
    }
}

pub(super) fn choices(db: &Connection, course: &str) -> Result<Choices> {
    let mut statement =
        db.prepare_cached("SELECT of, key, value, at FROM path_choice WHERE course_id = ?1")?;
    let mut rows = statement.query([course])?;
    let mut choices = Choices::default();
    while let Some(row) = rows.next()? {
        let (of, key, value): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let at = row.get(3)?;
        match (of.as_str(), value.as_str()) {
            ("module", "core") => {
                choices.modules.insert(key, (PathLevel::Core, at));
            }
            ("module", "targeted") => {
                choices.modules.insert(key, (PathLevel::Targeted, at));
            }
            ("module", "fast_track") => {
                choices.modules.insert(key, (PathLevel::FastTrack, at));
            }
            ("lesson", "on" | "off") => {
                choices.lessons.insert(key, (value == "on", at));
            }
            ("everything", "on") => choices.everything = Some(at),
            _ => return Err(unknown("choice", &value)),
        }
    }
    Ok(choices)
}

/// Keeps a choice, or takes it back (`None`).
pub(super) fn put_choice(
    db: &Connection,
    course: &str,
    (of, key): (&str, &str),
    value: Option<&str>,
    at: &str,
) -> Result<()> {
    match value {
        Some(value) => db
            .prepare_cached(
                "INSERT INTO path_choice (course_id, of, key, value, at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (course_id, of, key) DO UPDATE SET value = excluded.value, at = excluded.at",
            )?
            .execute([course, of, key, value, at])?,
        None => db
            .prepare_cached(
                "DELETE FROM path_choice WHERE course_id = ?1 AND of = ?2 AND key = ?3",
            )?
            .execute([course, of, key])?,
    };
    Ok(())
}

/// Lessons and the tools they bring, in order, and whether something is filled in. The name is
/// only in the lesson's body, where a block stands at the place that its row says.
pub(super) fn tools(db: &Connection, course: &str) -> Result<Vec<(String, String, bool)>> {
    let mut statement = db.prepare_cached(
        "SELECT t.lesson, t.tool, EXISTS (SELECT 1 FROM tool_field f WHERE f.tool = t.tool)
         FROM (SELECT l.id AS lesson, l.ord AS lesson_ord, b.ord AS block_ord,
                      l.body ->> ('$.blocks[' || b.ord || '].body.tool') AS tool
               FROM block b JOIN lesson l ON l.course_id = b.course_id AND l.id = b.lesson_id
               WHERE b.course_id = ?1 AND b.kind = 'tool') t
         WHERE t.tool IS NOT NULL ORDER BY t.lesson_ord, t.block_ord",
    )?;
    let rows = statement.query_map([course], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Checks whose latest attempt was wrong at high confidence and still counts: lesson, confidence
/// and reading seconds.
pub(super) fn wrong_checks(db: &Connection, course: &str) -> Result<Vec<(String, u8, u32)>> {
    let mut statement = db.prepare_cached(
        "SELECT b.lesson_id, a.confidence, b.seconds
         FROM block b JOIN attempt a ON a.course_id = b.course_id AND a.block_id = b.id
         WHERE b.course_id = ?1 AND b.kind = 'check' AND a.score < 1 AND a.confidence >= ?2
           AND a.revision >= coalesce(b.redo, 0)
           AND a.id = (SELECT n.id FROM attempt n WHERE n.course_id = b.course_id AND n.block_id = b.id
                       ORDER BY n.at DESC, n.id DESC LIMIT 1)",
    )?;
    let rows = statement.query_map(params![course, CONFIDENT], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
