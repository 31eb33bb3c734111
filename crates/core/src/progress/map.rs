//! The course map.

use rusqlite::Connection;

use super::queries;
use super::standing::LessonRow;
use crate::api::{CourseMap, LessonState, MapLesson, MapModule};
use crate::{Error, Result};

/// A course with its modules, lessons and progress.
///
/// # Errors
/// `not_found` when the course is not installed.
pub fn map(db: &Connection, course: &str) -> Result<CourseMap> {
    let about = queries::course(db, course)?.ok_or_else(|| Error::not_found("course", course))?;
    let rows = queries::lessons(db, course)?;
    let modules: Vec<MapModule> = queries::modules(db, course)?
        .into_iter()
        .map(|module| {
            let lessons: Vec<MapLesson> = rows
                .iter()
                .filter(|row| row.module == module.id)
                .map(map_lesson)
                .collect();
            MapModule {
                done: !lessons.is_empty()
                    && lessons
                        .iter()
                        .all(|lesson| lesson.state == LessonState::Done),
                minutes: lessons.iter().map(|lesson| lesson.minutes).sum(),
                minutes_left: lessons.iter().map(|lesson| lesson.minutes_left).sum(),
                id: module.id,
                number: module.number,
                title: module.title,
                standfirst: module.standfirst,
                lessons,
            }
        })
        .collect();
    let spent = queries::spent_ms(db, course, None)?;
    Ok(CourseMap {
        id: course.to_owned(),
        title: about.title,
        standfirst: about.standfirst,
        about_html: about.about_html,
        authors: about.authors,
        licence: about.licence,
        revision: about.revision,
        read: count(rows.iter().filter(|row| row.state() == LessonState::Done)),
        lessons: count(rows.iter()),
        minutes: rows.iter().map(|row| row.minutes).sum(),
        minutes_left: rows.iter().map(LessonRow::minutes_left).sum(),
        minutes_spent: u32::try_from(spent / 60_000).unwrap_or(u32::MAX),
        checks_answered: rows.iter().map(|row| row.checks_answered).sum(),
        checks: rows.iter().map(|row| row.checks).sum(),
        modules,
    })
}

fn map_lesson(row: &LessonRow) -> MapLesson {
    MapLesson {
        id: row.id.clone(),
        number: row.number.clone(),
        title: row.title.clone(),
        state: row.state(),
        minutes: row.minutes,
        minutes_left: row.minutes_left(),
        fraction: row.fraction(),
        checks_left: row.checks_left(),
        bookmarked: row.bookmarked,
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
