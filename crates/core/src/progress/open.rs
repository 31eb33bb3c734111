//! Opening a lesson: its text and everything the reader did in it.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{answer, event, map, queries, record, session};
use crate::api::{
    Block, BlockBody, CaseView, CheckView, Choice, LessonView, MapModule, Neighbour, Topic,
};
use crate::app::Write;
use crate::course::{Body, Check, Key, Lesson, LessonBlock};
use crate::{Error, Result, bookmark, course, writing};

/// Opens a lesson, recording that it was opened.
///
/// # Errors
/// `not_found` when the course or lesson is not installed.
pub fn open(write: &mut Write<'_>, course_id: &str, lesson_id: &str) -> Result<LessonView> {
    let revision = record::revision(write, course_id)?;
    let lesson = course::lesson(write.db(), course_id, lesson_id)?;
    let first = record::lesson_row(write, course_id, lesson_id)?
        .opened_at
        .is_none();
    let read = event::Read::opened(course_id, lesson_id, revision);
    session::record(write, course_id, lesson_id, true, read)?;
    if first {
        write.touch(Topic::Progress);
    }
    view(write.db(), course_id, revision, &lesson)
}

fn view(db: &Connection, course_id: &str, revision: u32, lesson: &Lesson) -> Result<LessonView> {
    let map = map::map(db, course_id)?;
    let order: Vec<_> = map
        .modules
        .iter()
        .flat_map(|module| &module.lessons)
        .cloned()
        .collect();
    let place = order.iter().position(|candidate| candidate.id == lesson.id);
    let here = place
        .and_then(|place| order.get(place))
        .ok_or_else(|| Error::not_found("lesson", &lesson.id))?;
    let neighbour = |place: Option<usize>| {
        place
            .and_then(|place| order.get(place))
            .map(|lesson| Neighbour {
                id: lesson.id.clone(),
                number: lesson.number.clone(),
                title: lesson.title.clone(),
                minutes: lesson.minutes,
            })
    };
    let row = queries::lesson(db, course_id, &lesson.id)?
        .ok_or_else(|| Error::not_found("lesson", &lesson.id))?;
    let seconds: BTreeMap<_, _> = queries::block_seconds(db, course_id, &lesson.id)?
        .into_iter()
        .collect();
    let seen = queries::seen(db, course_id, &lesson.id)?;
    let attempts = answer::latest(db, course_id, lesson)?;
    let done_before = row.completed_at.is_some();
    let blocks = lesson
        .blocks
        .iter()
        .map(|block| {
            let redone = match block.body {
                Body::Check(_) | Body::Case(_) => {
                    attempts.get(&block.id).is_some_and(|attempt| !attempt.redo)
                }
                _ => seen.contains(&block.id),
            };
            let redo = done_before && !redone && block.redo.is_some_and(|redo| redo <= revision);
            Block {
                redo,
                seconds: seconds.get(&block.id).copied().unwrap_or(0),
                ..show(block)
            }
        })
        .collect();
    let module: MapModule = map
        .modules
        .iter()
        .find(|module| {
            module
                .lessons
                .iter()
                .any(|candidate| candidate.id == lesson.id)
        })
        .cloned()
        .ok_or_else(|| Error::not_found("lesson", &lesson.id))?;
    Ok(LessonView {
        course: course_id.to_owned(),
        course_title: map.title,
        module,
        id: lesson.id.clone(),
        number: here.number.clone(),
        title: lesson.title.clone(),
        standfirst: lesson.standfirst.clone(),
        objective: lesson.objective.clone(),
        minutes: lesson.minutes,
        state: row.state(),
        completed_at: row.completed_at,
        blocks,
        sources: lesson.sources.clone(),
        facts: lesson.facts.clone(),
        position: queries::position(db, course_id, &lesson.id)?,
        seen,
        attempts,
        writing: writing::of_lesson(db, course_id, &lesson.id)?,
        bookmarks: bookmark::of_lesson(db, course_id, &lesson.id)?,
        previous: neighbour(place.and_then(|place| place.checked_sub(1))),
        next: neighbour(place.map(|place| place + 1)),
    })
}

/// A block as the reader sees it: checks and cases without their key.
fn show(block: &LessonBlock) -> Block {
    let body = match block.body.clone() {
        Body::Heading { level, html } => BlockBody::Heading {
            level,
            text: block.text.clone(),
            html,
        },
        Body::Prose { html } => BlockBody::Prose { html },
        Body::Check(check) => BlockBody::Check(show_check(&block.id, check)),
        Body::Reflection { prompt, help } => BlockBody::Reflection { prompt, help },
        Body::Case(case) => BlockBody::Case(CaseView {
            title: case.title,
            html: case.html,
            decision: case.decision,
            options: case
                .options
                .into_iter()
                .map(|option| Choice {
                    id: option.id,
                    html: option.html,
                })
                .collect(),
        }),
        Body::Tool { tool, prompt } => BlockBody::Tool {
            available: crate::tool::exists(&tool),
            tool,
            prompt,
        },
        Body::CohortPrompt { prompt, help } => BlockBody::CohortPrompt { prompt, help },
        Body::Reading { items } => BlockBody::Reading { items },
    };
    Block {
        id: block.id.clone(),
        seconds: 0,
        redo: false,
        body,
    }
}

pub(crate) fn show_check(block: &str, check: Check) -> CheckView {
    let form = check.form();
    let (mut targets, mut unit) = (Vec::new(), None);
    let options = match check.key {
        Key::Single { options } | Key::Multiple { options } => options
            .into_iter()
            .map(|option| Choice {
                id: option.id,
                html: option.html,
            })
            .collect(),
        Key::Ordering { options } => {
            let right: Vec<Choice> = options
                .into_iter()
                .map(|option| Choice {
                    id: option.id,
                    html: option.html,
                })
                .collect();
            shuffle(block, right)
        }
        Key::Matching {
            targets: keyed,
            options,
        } => {
            targets = keyed
                .into_iter()
                .map(|target| Choice {
                    id: target.id,
                    html: target.html,
                })
                .collect();
            shuffle(
                block,
                options
                    .into_iter()
                    .map(|option| Choice {
                        id: option.id,
                        html: option.html,
                    })
                    .collect(),
            )
        }
        Key::Numeric { unit: given, .. } => {
            unit = given;
            Vec::new()
        }
    };
    CheckView {
        form,
        prompt: check.prompt,
        difficulty: check.difficulty,
        options,
        targets,
        unit,
    }
}

/// An order that gives nothing away and is the same at every opening: by a hash of block and
/// option. Should that be the author's order, it is turned by one.
fn shuffle(block: &str, options: Vec<Choice>) -> Vec<Choice> {
    let mut mixed = options.clone();
    mixed.sort_by_cached_key(|option| {
        *blake3::hash(format!("{block}\n{}", option.id).as_bytes()).as_bytes()
    });
    if mixed == options && mixed.len() > 1 {
        mixed.rotate_left(1);
    }
    mixed
}
