//! Progress as facts, for files and the command line.

use rusqlite::Connection;

use super::queries;
use crate::api::{LessonFacts, ProgressReport};
use crate::{Error, Result};

/// Everything recorded about reading a course.
///
/// # Errors
/// `not_found` when the course is not installed.
pub fn report(db: &Connection, course: &str) -> Result<ProgressReport> {
    let about = queries::course(db, course)?.ok_or_else(|| Error::not_found("course", course))?;
    let lessons = queries::lessons(db, course)?
        .into_iter()
        .map(|row| {
            let spent = queries::spent_ms(db, course, Some(&row.id))?;
            Ok(LessonFacts {
                state: row.state(),
                fraction: row.fraction(),
                seconds: u32::try_from(spent / 1000).unwrap_or(u32::MAX),
                number: row.number,
                lesson: row.id,
                title: row.title,
                opened_at: row.opened_at,
                last_at: row.last_at,
                completed_at: row.completed_at,
                furthest_block: row.furthest_block,
                checks: row.checks,
                checks_answered: row.checks_answered,
            })
        })
        .collect::<Result<_>>()?;
    Ok(ProgressReport {
        course: course.to_owned(),
        title: about.title,
        revision: about.revision,
        lessons,
        attempts: queries::attempts(db, course)?,
    })
}
