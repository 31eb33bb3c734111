//! Recording what happens while reading.

use std::collections::BTreeSet;

use super::standing::LessonRow;
use super::{queries, session};
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
    queries::put_opened(write.db(), course, lesson, &write.stamp())?;
    if input.active {
        session::touch(write, course, lesson)?;
    }
    let known: BTreeSet<String> = queries::block_seconds(write.db(), course, lesson)?
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    if let Some(position) = &input.position {
        if !(0.0..=1.0).contains(&position.fraction) {
            return Err(Error::invalid(
                "A position is a block and a fraction from 0 to 1.",
            ));
        }
        // A window that still shows an older revision may name a block that is gone.
        if known.contains(&position.block) {
            queries::put_position(write.db(), course, lesson, position)?;
        }
    }
    for block in input.seen.iter().filter(|block| known.contains(*block)) {
        queries::put_seen(write.db(), course, lesson, block, revision, &write.stamp())?;
    }
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
    queries::put_opened(write.db(), course, lesson, &write.stamp())?;
    queries::put_undone(write.db(), course, lesson, !input.done)?;
    if input.done {
        queries::put_completed(write.db(), course, lesson, &write.stamp())?;
    }
    write.touch(Topic::Progress);
    Ok(lesson_row(write, course, lesson)?.standing())
}

/// Records the first completion once the facts earn it.
pub(super) fn complete_if_earned(
    write: &Write<'_>,
    course: &str,
    lesson: &str,
) -> Result<LessonRow> {
    let row = lesson_row(write, course, lesson)?;
    if row.completed_at.is_some() || !row.is_earned() || row.state() == LessonState::New {
        return Ok(row);
    }
    queries::put_completed(write.db(), course, lesson, &write.stamp())?;
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
