//! SQL of installed courses.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{COMPILER_VERSION, Course, CourseFiles, Lesson, LessonBlock, Module};
use crate::Result;
use crate::api::CourseSummary;

/// What made an installed course.
pub(super) struct Version {
    pub id: String,
    pub digest: String,
    pub compiler: u32,
    pub built_in: bool,
}

/// Where a lesson stands in its course.
pub(super) struct LessonPlace<'a> {
    pub module: &'a str,
    pub number: &'a str,
    pub order: u32,
}

const SUMMARY: &str = "SELECT c.id, c.title, c.standfirst, c.revision, c.built_in, c.installed_at,
        (SELECT count(*) FROM lesson l WHERE l.course_id = c.id),
        (SELECT count(*) FROM module m WHERE m.course_id = c.id),
        (SELECT coalesce(sum(l.minutes), 0) FROM lesson l WHERE l.course_id = c.id)
    FROM course c";

fn row_to_summary(row: &Row<'_>) -> rusqlite::Result<CourseSummary> {
    Ok(CourseSummary {
        id: row.get(0)?,
        title: row.get(1)?,
        standfirst: row.get(2)?,
        revision: row.get(3)?,
        built_in: row.get(4)?,
        installed_at: row.get(5)?,
        lessons: row.get(6)?,
        modules: row.get(7)?,
        minutes: row.get(8)?,
        current: false,
    })
}

pub(super) fn summaries(db: &Connection) -> Result<Vec<CourseSummary>> {
    let mut statement = db.prepare_cached(&format!("{SUMMARY} ORDER BY c.title, c.id"))?;
    let rows = statement.query_map([], row_to_summary)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn summary(db: &Connection, course: &str) -> Result<Option<CourseSummary>> {
    let mut statement = db.prepare_cached(&format!("{SUMMARY} WHERE c.id = ?1"))?;
    Ok(statement.query_row([course], row_to_summary).optional()?)
}

pub(super) fn versions(db: &Connection) -> Result<Vec<Version>> {
    let mut statement = db.prepare_cached("SELECT id, digest, compiler, built_in FROM course")?;
    let rows = statement.query_map([], |row| {
        Ok(Version {
            id: row.get(0)?,
            digest: row.get(1)?,
            compiler: row.get(2)?,
            built_in: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn block_ids(db: &Connection, course: &str) -> Result<Vec<String>> {
    let mut statement = db.prepare_cached("SELECT id FROM block WHERE course_id = ?1")?;
    let rows = statement.query_map([course], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Replaces the course's row and, by cascade, everything that an older revision left.
pub(super) fn put_course(
    db: &Connection,
    course: &Course,
    digest: &str,
    built_in: bool,
    at: &str,
) -> Result<()> {
    db.prepare_cached("DELETE FROM course WHERE id = ?1")?
        .execute([&course.id])?;
    db.prepare_cached(
        "INSERT INTO course (id, title, standfirst, about_html, authors, licence, language, revision, digest,
                             compiler, built_in, installed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        course.id,
        course.title,
        course.standfirst,
        course.about_html,
        serde_json::to_string(&course.authors)?,
        course.licence,
        course.language,
        course.revision,
        digest,
        COMPILER_VERSION,
        built_in,
        at
    ])?;
    Ok(())
}

pub(super) fn put_file(db: &Connection, course: &str, path: &str, bytes: &[u8]) -> Result<()> {
    db.prepare_cached("INSERT INTO course_file (course_id, path, bytes) VALUES (?1, ?2, ?3)")?
        .execute(params![course, path, bytes])?;
    Ok(())
}

pub(super) fn files(db: &Connection, course: &str) -> Result<CourseFiles> {
    let mut statement =
        db.prepare_cached("SELECT path, bytes FROM course_file WHERE course_id = ?1")?;
    let rows = statement.query_map([course], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn file(db: &Connection, course: &str, path: &str) -> Result<Option<Vec<u8>>> {
    Ok(db
        .prepare_cached("SELECT bytes FROM course_file WHERE course_id = ?1 AND path = ?2")?
        .query_row([course, path], |row| row.get(0))
        .optional()?)
}

pub(super) fn put_module(db: &Connection, course: &str, module: &Module) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO module (course_id, id, number, title, standfirst) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        course,
        module.id,
        module.number,
        module.title,
        module.standfirst
    ])?;
    Ok(())
}

pub(super) fn put_lesson(
    db: &Connection,
    course: &str,
    place: &LessonPlace<'_>,
    lesson: &Lesson,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO lesson (course_id, id, module_id, ord, number, title, minutes, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        course,
        lesson.id,
        place.module,
        place.order,
        place.number,
        lesson.title,
        lesson.minutes,
        serde_json::to_string(lesson)?
    ])?;
    Ok(())
}

pub(super) fn put_block(
    db: &Connection,
    course: &str,
    lesson: &str,
    order: u32,
    seconds: u32,
    block: &LessonBlock,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO block (course_id, id, lesson_id, ord, kind, seconds, redo, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        course,
        block.id,
        lesson,
        order,
        block.body.tag(),
        seconds,
        block.redo,
        block.text
    ])?;
    Ok(())
}

pub(super) fn lesson(db: &Connection, course: &str, lesson: &str) -> Result<Option<Lesson>> {
    let body: Option<String> = db
        .prepare_cached("SELECT body FROM lesson WHERE course_id = ?1 AND id = ?2")?
        .query_row([course, lesson], |row| row.get(0))
        .optional()?;
    Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
}

/// All lessons in reading order.
pub(super) fn lessons(db: &Connection, course: &str) -> Result<Vec<Lesson>> {
    let mut statement =
        db.prepare_cached("SELECT body FROM lesson WHERE course_id = ?1 ORDER BY ord")?;
    let mut rows = statement.query([course])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(serde_json::from_str(
            row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?,
        )?);
    }
    Ok(found)
}
