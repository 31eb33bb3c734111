//! SQL of progress.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::standing::LessonRow;
use crate::Result;
use crate::api::{Answer, AttemptFacts, Position};

/// An attempt as stored.
pub(super) struct AttemptRow {
    pub block: String,
    pub at: String,
    pub revision: u32,
    pub answer: Answer,
    pub confidence: Option<u8>,
    pub attempts: u32,
}

/// A new attempt.
pub(super) struct NewAttempt<'a> {
    pub id: &'a str,
    pub course: &'a str,
    pub lesson: &'a str,
    pub block: &'a str,
    pub revision: u32,
    pub at: &'a str,
    /// `api::Answer` as JSON.
    pub answer: &'a str,
    pub confidence: Option<u8>,
    pub score: Option<f64>,
    pub seconds: u32,
}

/// Course, title and text that the map shows above its modules.
pub(super) struct CourseRow {
    pub title: String,
    pub standfirst: String,
    pub about_html: String,
    pub authors: Vec<String>,
    pub licence: Option<String>,
    pub revision: u32,
}

/// A module's own columns.
pub(super) struct ModuleRow {
    pub id: String,
    pub number: u32,
    pub title: String,
    pub standfirst: String,
}

// `seen`: the fact that a block was read still counts. `answered`: the same for an attempt.
const LESSONS: &str = "
    WITH state AS (
        SELECT b.lesson_id, b.id, b.ord, b.kind, b.seconds, b.redo,
            EXISTS (SELECT 1 FROM block_seen s WHERE s.course_id = b.course_id AND s.block_id = b.id
                    AND s.revision >= coalesce(b.redo, 0)) AS seen,
            b.kind IN ('check', 'case')
                AND EXISTS (SELECT 1 FROM attempt a WHERE a.course_id = b.course_id AND a.block_id = b.id
                            AND a.revision >= coalesce(b.redo, 0)) AS answered
        FROM block b WHERE b.course_id = ?1 AND (?2 IS NULL OR b.lesson_id = ?2)
    ), total AS (
        SELECT lesson_id, sum(seconds) AS seconds,
            sum(CASE WHEN seen OR answered THEN seconds ELSE 0 END) AS seconds_seen,
            max(CASE WHEN seen OR answered THEN ord END) AS furthest, max(ord) AS last,
            sum(kind = 'check') AS checks, sum(kind = 'check' AND answered) AS checks_answered,
            sum(redo IS NOT NULL AND NOT CASE kind WHEN 'check' THEN answered ELSE seen END) AS redo_left
        FROM state GROUP BY lesson_id
    )
    SELECT l.id, l.number, l.title, l.module_id, l.minutes, f.opened_at, f.last_at, f.completed_at,
        coalesce(f.undone, 0), coalesce(t.seconds, 0), coalesce(t.seconds_seen, 0),
        coalesce(t.furthest = t.last, 0),
        (SELECT s.id FROM state s WHERE s.lesson_id = l.id AND s.ord = t.furthest),
        coalesce(t.checks, 0), coalesce(t.checks_answered, 0), coalesce(t.redo_left, 0),
        EXISTS (SELECT 1 FROM bookmark m JOIN block b ON b.course_id = m.course_id AND b.id = m.block_id
                WHERE m.course_id = l.course_id AND b.lesson_id = l.id)
    FROM lesson l
    LEFT JOIN total t ON t.lesson_id = l.id
    LEFT JOIN lesson_fact f ON f.course_id = l.course_id AND f.lesson_id = l.id
    WHERE l.course_id = ?1 AND (?2 IS NULL OR l.id = ?2)
    ORDER BY l.ord";

fn row_to_lesson(row: &Row<'_>) -> rusqlite::Result<LessonRow> {
    Ok(LessonRow {
        id: row.get(0)?,
        number: row.get(1)?,
        title: row.get(2)?,
        module: row.get(3)?,
        minutes: row.get(4)?,
        opened_at: row.get(5)?,
        last_at: row.get(6)?,
        completed_at: row.get(7)?,
        undone: row.get(8)?,
        seconds: row.get(9)?,
        seconds_seen: row.get(10)?,
        end_reached: row.get(11)?,
        furthest_block: row.get(12)?,
        checks: row.get(13)?,
        checks_answered: row.get(14)?,
        redo_left: row.get(15)?,
        bookmarked: row.get(16)?,
    })
}

pub(super) fn lessons(db: &Connection, course: &str) -> Result<Vec<LessonRow>> {
    let mut statement = db.prepare_cached(LESSONS)?;
    let rows = statement.query_map(params![course, None::<&str>], row_to_lesson)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn lesson(db: &Connection, course: &str, lesson: &str) -> Result<Option<LessonRow>> {
    Ok(db
        .prepare_cached(LESSONS)?
        .query_row([course, lesson], row_to_lesson)
        .optional()?)
}

pub(super) fn course(db: &Connection, course: &str) -> Result<Option<CourseRow>> {
    let row = db
        .prepare_cached("SELECT title, standfirst, about_html, authors, licence, revision FROM course WHERE id = ?1")?
        .query_row([course], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?, row.get(4)?, row.get(5)?))
        })
        .optional()?;
    row.map(
        |(title, standfirst, about_html, authors, licence, revision)| {
            Ok(CourseRow {
                title,
                standfirst,
                about_html,
                authors: serde_json::from_str(&authors)?,
                licence,
                revision,
            })
        },
    )
    .transpose()
}

pub(super) fn modules(db: &Connection, course: &str) -> Result<Vec<ModuleRow>> {
    let mut statement = db.prepare_cached(
        "SELECT id, number, title, standfirst FROM module WHERE course_id = ?1 ORDER BY number",
    )?;
    let rows = statement.query_map([course], |row| {
        Ok(ModuleRow {
            id: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
            standfirst: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Milliseconds spent in a course, or in one lesson of it.
pub(super) fn spent_ms(db: &Connection, course: &str, lesson: Option<&str>) -> Result<u64> {
    Ok(db
        .prepare_cached(
            "SELECT coalesce(sum(ms), 0) FROM reading_session WHERE course_id = ?1 AND (?2 IS NULL OR lesson_id = ?2)",
        )?
        // The column is checked to be ≥ 0.
        .query_row(params![course, lesson], |row| row.get::<_, i64>(0).map(i64::unsigned_abs))?)
}

pub(super) fn put_opened(db: &Connection, course: &str, lesson: &str, at: &str) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO lesson_fact (course_id, lesson_id, opened_at, last_at) VALUES (?1, ?2, ?3, ?3)
         ON CONFLICT (course_id, lesson_id) DO UPDATE
         SET opened_at = min(opened_at, excluded.opened_at), last_at = max(last_at, excluded.last_at)
         WHERE excluded.opened_at < opened_at OR excluded.last_at > last_at",
    )?
    .execute([course, lesson, at])?;
    Ok(())
}

pub(super) fn put_position(
    db: &Connection,
    course: &str,
    lesson: &str,
    position: &Position,
) -> Result<()> {
    db.prepare_cached(
        "UPDATE lesson_fact SET position_block = ?3, position_fraction = ?4 WHERE course_id = ?1 AND lesson_id = ?2",
    )?
    .execute(params![course, lesson, position.block, position.fraction])?;
    Ok(())
}

/// The kept position; when its block is gone, the block furthest into the lesson stands in.
pub(super) fn position(db: &Connection, course: &str, lesson: &str) -> Result<Option<Position>> {
    Ok(db
        .prepare_cached(
            "SELECT f.position_block, f.position_fraction FROM lesson_fact f
             JOIN block b ON b.course_id = f.course_id AND b.id = f.position_block AND b.lesson_id = f.lesson_id
             WHERE f.course_id = ?1 AND f.lesson_id = ?2",
        )?
        .query_row([course, lesson], |row| Ok(Position { block: row.get(0)?, fraction: row.get(1)? }))
        .optional()?)
}

pub(super) fn put_seen(
    db: &Connection,
    course: &str,
    lesson: &str,
    block: &str,
    revision: u32,
    at: &str,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO block_seen (course_id, block_id, lesson_id, revision, at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (course_id, block_id) DO UPDATE
         SET lesson_id = excluded.lesson_id, revision = excluded.revision, at = excluded.at
         WHERE excluded.revision > block_seen.revision
            OR (excluded.revision = block_seen.revision
                AND (excluded.at, excluded.lesson_id) < (block_seen.at, block_seen.lesson_id))",
    )?
    .execute(params![course, block, lesson, revision, at])?;
    Ok(())
}

/// Whether a block was read in this revision or a later one.
pub(super) fn is_seen(db: &Connection, course: &str, block: &str, revision: u32) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT 1 FROM block_seen WHERE course_id = ?1 AND block_id = ?2 AND revision >= ?3",
        )?
        .exists(params![course, block, revision])?)
}

/// Ids of the lesson's blocks that were read and need not be read again.
pub(super) fn seen(db: &Connection, course: &str, lesson: &str) -> Result<Vec<String>> {
    let mut statement = db.prepare_cached(
        "SELECT b.id FROM block b JOIN block_seen s ON s.course_id = b.course_id AND s.block_id = b.id
         WHERE b.course_id = ?1 AND b.lesson_id = ?2 AND s.revision >= coalesce(b.redo, 0) ORDER BY b.ord",
    )?;
    let rows = statement.query_map([course, lesson], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Ids and reading seconds of a lesson's blocks, in order.
pub(super) fn block_seconds(
    db: &Connection,
    course: &str,
    lesson: &str,
) -> Result<Vec<(String, u32)>> {
    let mut statement = db.prepare_cached(
        "SELECT id, seconds FROM block WHERE course_id = ?1 AND lesson_id = ?2 ORDER BY ord",
    )?;
    let rows = statement.query_map([course, lesson], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The text of the lesson's first running block at or after the given one.
pub(super) fn text_at(
    db: &Connection,
    course: &str,
    lesson: &str,
    block: &str,
) -> Result<Option<String>> {
    Ok(db
        .prepare_cached(
            "SELECT b.text FROM block b JOIN block p ON p.course_id = b.course_id AND p.lesson_id = b.lesson_id
             WHERE b.course_id = ?1 AND b.lesson_id = ?2 AND p.id = ?3 AND b.ord >= p.ord
               AND b.kind <> 'heading' AND b.text <> ''
             ORDER BY b.ord LIMIT 1",
        )?
        .query_row([course, lesson, block], |row| row.get(0))
        .optional()?)
}

pub(super) fn put_completed(db: &Connection, course: &str, lesson: &str, at: &str) -> Result<()> {
    db.prepare_cached(
        "UPDATE lesson_fact SET completed_at = min(coalesce(completed_at, ?3), ?3)
         WHERE course_id = ?1 AND lesson_id = ?2",
    )?
    .execute([course, lesson, at])?;
    Ok(())
}

pub(super) fn put_undone(db: &Connection, course: &str, lesson: &str, undone: bool) -> Result<()> {
    db.prepare_cached(
        "UPDATE lesson_fact SET undone = ?3 WHERE course_id = ?1 AND lesson_id = ?2",
    )?
    .execute(params![course, lesson, undone])?;
    Ok(())
}

/// This device's latest stretch of reading in a lesson: id, last moment, milliseconds.
pub(super) fn session(
    db: &Connection,
    course: &str,
    lesson: &str,
    device: [u8; 16],
) -> Result<Option<(String, String, i64)>> {
    Ok(db
        .prepare_cached(
            "SELECT id, last_at, ms FROM reading_session
             WHERE course_id = ?1 AND lesson_id = ?2 AND device = ?3
             ORDER BY last_at DESC, id DESC LIMIT 1",
        )?
        .query_row(params![course, lesson, device], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?)
}

/// A stretch of reading: begun, or gone on with. `ends`: beginning, latest moment, milliseconds.
pub(super) fn put_session(
    db: &Connection,
    id: &str,
    (course, lesson): (&str, &str),
    (started_at, last_at, ms): (&str, &str, i64),
    device: [u8; 16],
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO reading_session (id, course_id, lesson_id, started_at, last_at, ms, device)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (id) DO UPDATE
         SET started_at = min(started_at, excluded.started_at), last_at = max(last_at, excluded.last_at),
             ms = max(ms, excluded.ms)",
    )?
    .execute(params![id, course, lesson, started_at, last_at, ms, device])?;
    Ok(())
}

pub(super) fn put_attempt(db: &Connection, new: &NewAttempt<'_>) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO attempt (id, course_id, lesson_id, block_id, revision, at, answer, confidence, score, seconds)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (id) DO NOTHING",
    )?
    .execute(params![
        new.id,
        new.course,
        new.lesson,
        new.block,
        new.revision,
        new.at,
        new.answer,
        new.confidence,
        new.score,
        new.seconds
    ])?;
    Ok(())
}

/// The latest attempt at each check or case that is in the lesson now.
pub(super) fn latest_attempts(
    db: &Connection,
    course: &str,
    lesson: &str,
) -> Result<Vec<AttemptRow>> {
    let mut statement = db.prepare_cached(
        "SELECT a.block_id, a.at, a.revision, a.answer, a.confidence,
                (SELECT count(*) FROM attempt n WHERE n.course_id = a.course_id AND n.block_id = a.block_id)
         FROM attempt a JOIN block b ON b.course_id = a.course_id AND b.id = a.block_id
         WHERE a.course_id = ?1 AND b.lesson_id = ?2
           AND a.id = (SELECT n.id FROM attempt n WHERE n.course_id = a.course_id AND n.block_id = a.block_id
                       ORDER BY n.at DESC, n.id DESC LIMIT 1)",
    )?;
    let rows = statement.query_map([course, lesson], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get::<_, String>(3)?,
            row.get(4)?,
            row.get(5)?,
        ))
    })?;
    rows.map(|row| {
        let (block, at, revision, answer, confidence, attempts) = row?;
        Ok(AttemptRow {
            block,
            at,
            revision,
            answer: serde_json::from_str(&answer)?,
            confidence,
            attempts,
        })
    })
    .collect()
}

pub(super) fn attempts(db: &Connection, course: &str) -> Result<Vec<AttemptFacts>> {
    let mut statement = db.prepare_cached(
        "SELECT coalesce(l.number, ''), a.lesson_id, a.block_id, a.at, a.revision, a.score, a.confidence, a.seconds,
                a.answer
         FROM attempt a LEFT JOIN lesson l ON l.course_id = a.course_id AND l.id = a.lesson_id
         WHERE a.course_id = ?1 ORDER BY a.at, a.id",
    )?;
    let rows = statement.query_map([course], |row| {
        Ok(AttemptFacts {
            number: row.get(0)?,
            lesson: row.get(1)?,
            check: row.get(2)?,
            at: row.get(3)?,
            revision: row.get(4)?,
            score: row.get(5)?,
            confidence: row.get(6)?,
            seconds: row.get(7)?,
            answer: row.get(8)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
