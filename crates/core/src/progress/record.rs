//! Recording what happens while reading.

use std::collections::BTreeSet;

use super::standing::LessonRow;
use super::{event, queries, session};
use crate::api::{LessonMark, LessonProgress, LessonStanding, LessonState, Topic};
use crate::app::Write;
use crate::{Error, Result};

/// Keeps position, blocks read and active time; completes the lesson when that is earned.
///
/// # Errors
/// `not_found` for an unknown lesson, `invalid_input` for a position outside 0 to 1.
pub fn record(write: &mut Write<'_>, input: &LessonProgress) -> Result<LessonStanding> {
    let (course, lesson) = (input.course.as_str(), input.lesson.as_str());
    let before = lesson_row(write, course, lesson)?;
    let revision = revision(write, course)?;
    let known: BTreeSet<String> = queries::block_seconds(write.db(), course, lesson)?
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let mut position = None;
    if let Some(at) = &input.position {
        if !(0.0..=1.0).contains(&at.fraction) {
            return Err(Error::invalid(
                "A position is a block and a fraction from 0 to 1.",
            ));
        }
        // A window that still shows an older revision may name a block that is gone.
        position = known.contains(&at.block).then_some(event::At {
            block: &at.block,
            fraction: at.fraction,
        });
    }
    let mut seen = Vec::new();
    for block in input.seen.iter().filter(|block| known.contains(*block)) {
        if !queries::is_seen(write.db(), course, block, revision)? {
            seen.push(block.as_str());
        }
    }
    let read = event::Read {
        course,
        lesson,
        position,
        seen,
        revision,
        stretch: None,
    };
    session::record(write, course, lesson, input.active, read)?;
    let after = complete_if_earned(write, course, lesson)?;
    // Scrolling alone must not make every view ask again.
    if before.standing() != after.standing() {
        write.touch(Topic::Progress);
    }
    Ok(after.standing())
}

/// Marks a lesson as read or as not read. The first completion stays on record.
///
/// # Errors
/// `not_found` for an unknown lesson.
pub fn mark(write: &mut Write<'_>, input: &LessonMark) -> Result<LessonStanding> {
    let (course, lesson) = (input.course.as_str(), input.lesson.as_str());
    lesson_row(write, course, lesson)?;
    write.record(&event::Mark {
        course,
        lesson,
        done: input.done,
    })?;
    write.touch(Topic::Progress);
    Ok(lesson_row(write, course, lesson)?.standing())
}

/// Records the first completion once the facts earn it.
pub(super) fn complete_if_earned(
    write: &mut Write<'_>,
    course: &str,
    lesson: &str,
) -> Result<LessonRow> {
    let row = lesson_row(write, course, lesson)?;
    if row.completed_at.is_some() || !row.is_earned() || row.state() == LessonState::New {
        return Ok(row);
    }
    write.record(&event::Complete { course, lesson })?;
    lesson_row(write, course, lesson)
}

pub(super) fn lesson_row(write: &Write<'_>, course: &str, lesson: &str) -> Result<LessonRow> {
    queries::lesson(write.db(), course, lesson)?
        .ok_or_else(|| Error::not_found("lesson", lesson).with("course", course))
}

pub(super) fn revision(write: &Write<'_>, course: &str) -> Result<u32> {
    queries::course(write.db(), course)?
        .map(|row| row.revision)
        .ok_or_else(|| Error::not_found("course", course))
}
