//! Attempts at checks and choices in cases.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::grade::{consider, grade};
use super::{event, queries, record, session};
use crate::api::{Answer, AttemptView, CheckAnswer, OptionFeedback, Topic};
use crate::app::Write;
use crate::course::{self, Body, Key, Lesson, LessonBlock};
use crate::{Error, Result};

/// An answer takes at most a day; a longer time is a clock or a window left open.
const LONGEST_SECONDS: u32 = 24 * 60 * 60;

/// Records an attempt and returns the feedback on every option.
///
/// # Errors
/// `not_found` for an unknown block or option, `invalid_input` for an answer that does not fit.
pub fn answer(write: &mut Write<'_>, input: &CheckAnswer) -> Result<AttemptView> {
    let (course, lesson) = (input.course.as_str(), input.lesson.as_str());
    let revision = record::revision(write, course)?;
    let block = course::block(write.db(), course, lesson, &input.block)?;
    let marked = mark(&block, &input.answer)?;
    match (marked.score, input.confidence) {
        (Some(_), Some(1..=4)) | (None, None) => {}
        (Some(_), _) => return Err(Error::invalid("Say how sure you are, from 1 to 4.")),
        (None, Some(_)) => return Err(Error::invalid("A case has no right answer to be sure of.")),
    }
    let id = write.new_id();
    write.record(&event::Attempt {
        id: &id,
        course,
        lesson,
        block: &input.block,
        revision,
        answer: &serde_json::to_string(&input.answer)?,
        confidence: input.confidence,
        score: marked.score,
        seconds: input.seconds.min(LONGEST_SECONDS),
    })?;
    let read = event::Read::opened(course, lesson, revision);
    session::record(write, course, lesson, true, read)?;
    record::complete_if_earned(write, course, lesson)?;
    write.touch(Topic::Progress);
    let row = queries::latest_attempts(write.db(), course, lesson)?
        .into_iter()
        .find(|row| row.block == input.block)
        .ok_or_else(|| Error::not_found("attempt", &input.block))?;
    Ok(view(&block, row, marked))
}

/// The latest attempt at each check and case of a lesson, with feedback by the present key. An
/// attempt that no longer fits its check (a revision changed the options) is left out; it stays
/// in the record.
///
/// # Errors
/// When the database cannot be read.
pub(super) fn latest(
    db: &Connection,
    course: &str,
    lesson: &Lesson,
) -> Result<BTreeMap<String, AttemptView>> {
    let mut views = BTreeMap::new();
    for row in queries::latest_attempts(db, course, &lesson.id)? {
        let Some(block) = lesson.blocks.iter().find(|block| block.id == row.block) else {
            continue;
        };
        if let Ok(marked) = mark(block, &row.answer) {
            views.insert(block.id.clone(), view(block, row, marked));
        }
    }
    Ok(views)
}

struct Marked {
    score: Option<f64>,
    options: Vec<OptionFeedback>,
}

fn mark(block: &LessonBlock, answer: &Answer) -> Result<Marked> {
    match &block.body {
        Body::Check(check) => grade(check, answer).map(|graded| Marked {
            score: Some(graded.score),
            options: graded.options,
        }),
        Body::Case(case) => consider(case, answer).map(|options| Marked {
            score: None,
            options,
        }),
        _ => Err(Error::invalid(format!(
            "Block “{}” takes no answer.",
            block.id
        ))),
    }
}

fn view(block: &LessonBlock, row: queries::AttemptRow, marked: Marked) -> AttemptView {
    let check = match &block.body {
        Body::Check(check) => Some(check),
        _ => None,
    };
    let (mut right_order, mut right_value) = (Vec::new(), None);
    match check.map(|check| &check.key) {
        Some(Key::Ordering { options }) => {
            right_order = options.iter().map(|option| option.id.clone()).collect()
        }
        Some(Key::Numeric { answer, .. }) => right_value = Some(*answer),
        _ => {}
    }
    AttemptView {
        at: row.at,
        attempts: row.attempts,
        answer: row.answer,
        confidence: row.confidence,
        // Scores are shares of small counts: all right is exactly one.
        correct: marked.score.map(|score| score >= 1.0),
        score: marked.score,
        options: marked.options,
        right_order,
        right_value,
        explanation: check.and_then(|check| check.explanation.clone()),
        redo: block.redo.is_some_and(|redo| row.revision < redo),
    }
}
