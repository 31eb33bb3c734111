//! Places that the reader marked.

pub(crate) mod event;
mod queries;
#[cfg(test)]
mod tests;

use rusqlite::Connection;

use crate::api::{BookmarkSet, BookmarkView, Topic};
use crate::app::Write;
use crate::{Result, course, log};

const TEXT_CHARS: usize = 110;

/// Sets or removes a bookmark; doing it twice is harmless.
///
/// # Errors
/// `not_found` when there is no such block to mark.
pub fn set(write: &mut Write<'_>, input: &BookmarkSet) -> Result<()> {
    let (course, block) = (input.course.as_str(), input.block.as_str());
    if input.on {
        course::block(write.db(), course, &input.lesson, block)?;
    }
    match (queries::is_set(write.db(), course, block)?, input.on) {
        (false, true) => write.record(&event::Add {
            course,
            block,
            lesson: &input.lesson,
        })?,
        (true, false) => {
            let seen = log::seen(write.db(), [event::SET, course, block])?;
            write.record(&event::Remove {
                course,
                block,
                seen,
            })?;
        }
        _ => {}
    }
    write.touch(Topic::Bookmark);
    Ok(())
}

/// Marked blocks of a lesson.
///
/// # Errors
/// When the database cannot be read.
pub fn of_lesson(db: &Connection, course: &str, lesson: &str) -> Result<Vec<String>> {
    queries::of_lesson(db, course, lesson)
}

/// The latest bookmarks of a course, newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn recent(db: &Connection, course: &str, most: u32) -> Result<Vec<BookmarkView>> {
    let mut found = queries::recent(db, course, most)?;
    for view in &mut found {
        view.text = view
            .text
            .take()
            .map(|text| course::excerpt(&text, TEXT_CHARS));
    }
    Ok(found)
}
