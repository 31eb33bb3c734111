//! SQL of installed courses.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{COMPILER_VERSION, Course, CourseFiles, CourseTerm, Item, Lesson, LessonBlock, Module};
use crate::Result;
use crate::api::{CourseSummary, LessonLabel, Term};

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

/// The glossary by term.
pub(super) fn terms(db: &Connection, course: &str) -> Result<Vec<Term>> {
    let mut statement = db.prepare_cached(
        "SELECT t.id, t.term, t.meaning, l.id, l.number, l.title FROM term t
         LEFT JOIN lesson l ON l.course_id = t.course_id AND l.id = t.lesson_id
         WHERE t.course_id = ?1 ORDER BY t.ord",
    )?;
    let rows = statement.query_map([course], |row| {
        let lesson: Option<String> = row.get(3)?;
        Ok(Term {
            id: row.get(0)?,
            term: row.get(1)?,
            meaning: row.get(2)?,
            lesson: match lesson {
                Some(id) => Some(LessonLabel {
                    id,
                    number: row.get(4)?,
                    title: row.get(5)?,
                }),
                None => None,
            },
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Number and title of every lesson, in reading order.
pub(super) fn lesson_labels(db: &Connection, course: &str) -> Result<Vec<LessonLabel>> {
    let mut statement = db
        .prepare_cached("SELECT id, number, title FROM lesson WHERE course_id = ?1 ORDER BY ord")?;
    let rows = statement.query_map([course], |row| {
        Ok(LessonLabel {
            id: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn put_term(db: &Connection, course: &str, order: u32, term: &CourseTerm) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO term (course_id, id, ord, term, meaning, lesson_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        course,
        term.id,
        order,
        term.term,
        term.meaning,
        term.lesson
    ])?;
    Ok(())
}

pub(super) fn put_item(
    db: &Connection,
    course: &str,
    module: &str,
    order: u32,
    item: &Item,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO item (course_id, id, module_id, lesson_id, form, ord, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        course,
        item.id,
        module,
        item.lesson,
        item.form.letter(),
        order,
        serde_json::to_string(item)?
    ])?;
    Ok(())
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
