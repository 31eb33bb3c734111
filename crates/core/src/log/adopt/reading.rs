//! Reading: lessons, attempts, writings, bookmarks, highlights.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{Deeds, queries};
use crate::Result;
use crate::bookmark::event as bookmark;
use crate::highlight::event as highlight;
use crate::progress::event as progress;
use crate::writing::event as writing;

pub(super) fn read(db: &Connection, deeds: &mut Deeds) -> Result<()> {
    for row in queries::lessons(db)? {
        lesson(row, deeds);
    }
    seen(db, deeds)?;
    for row in queries::sessions(db)? {
        let at = row.last_at.clone();
        deeds.add(&at, 0, move |target, when| {
            target.record(
                when,
                &progress::Log {
                    id: &row.id,
                    course: &row.course,
                    lesson: &row.lesson,
                    started_at: &row.started_at,
                    ms: row.ms,
                },
            )
        });
    }
    for row in queries::attempts(db)? {
        let at = row.at.clone();
        deeds.add(&at, 0, move |target, when| {
            target.record(
                when,
                &progress::Attempt {
                    id: &row.id,
                    course: &row.course,
                    lesson: &row.lesson,
                    block: &row.block,
                    revision: row.revision,
                    answer: &row.answer,
                    confidence: row.confidence,
                    score: row.score,
                    seconds: row.seconds,
                },
            )
        });
    }
    for row in queries::writings(db)? {
        let at = row.at.clone();
        deeds.add(&at, 0, move |target, when| {
            target.record(
                when,
                &writing::Save {
                    course: &row.course,
                    block: &row.block,
                    lesson: &row.lesson,
                    kind: &row.kind,
                    text: Some(&row.text),
                },
            )
        });
    }
    for row in queries::bookmarks(db)? {
        let at = row.at.clone();
        deeds.add(&at, 0, move |target, when| {
            target.record(
                when,
                &bookmark::Add {
                    course: &row.course,
                    block: &row.block,
                    lesson: &row.lesson,
                },
            )
        });
    }
    highlights(db, deeds)
}

/// Opened, read for the last time, completed, marked as not read.
fn lesson(row: queries::Lesson, deeds: &mut Deeds) {
    let opened = |course: &str, lesson: &str| (course.to_owned(), lesson.to_owned());
    let of = opened(&row.course, &row.lesson);
    let first = deeds.add(&row.opened_at, 0, move |target, when| {
        target.record(when, &progress::Read::opened(&of.0, &of.1, 0))
    });
    if let Some(at) = &row.completed_at {
        let of = opened(&row.course, &row.lesson);
        deeds.add(at, first, move |target, when| {
            let (course, lesson) = (of.0.as_str(), of.1.as_str());
            target.record(when, &progress::Complete { course, lesson })
        });
    }
    let last_at = row.last_at.clone();
    deeds.add(&last_at, first, move |target, when| {
        let (course, lesson) = (row.course.as_str(), row.lesson.as_str());
        let mut read = progress::Read::opened(course, lesson, 0);
        if let (Some(block), Some(fraction)) = (&row.block, row.fraction) {
            read.position = Some(progress::At { block, fraction });
        }
        target.record(when, &read)?;
        if row.undone {
            let done = false;
            target.record(
                when,
                &progress::Mark {
                    course,
                    lesson,
                    done,
                },
            )?;
        }
        Ok(())
    });
}

/// What was read of a lesson in one moment is one event.
fn seen(db: &Connection, deeds: &mut Deeds) -> Result<()> {
    let rows = queries::seen(db)?;
    let same = |a: &queries::Seen, b: &queries::Seen| {
        (&a.course, &a.lesson, a.revision, &a.at) == (&b.course, &b.lesson, b.revision, &b.at)
    };
    for group in rows.chunk_by(same) {
        let Some(first) = group.first() else { continue };
        let (course, lesson) = (first.course.clone(), first.lesson.clone());
        let revision = first.revision;
        let blocks: Vec<String> = group.iter().map(|row| row.block.clone()).collect();
        deeds.add(&first.at, 0, move |target, when| {
            target.record(
                when,
                &progress::See {
                    course: &course,
                    lesson: &lesson,
                    revision,
                    blocks: blocks.iter().map(String::as_str).collect(),
                },
            )
        });
    }
    Ok(())
}

fn highlights(db: &Connection, deeds: &mut Deeds) -> Result<()> {
    let mut parts: HashMap<String, Vec<queries::Part>> = HashMap::new();
    for part in queries::parts(db)? {
        parts.entry(part.highlight.clone()).or_default().push(part);
    }
    for row in queries::highlights(db)? {
        let parts = parts.remove(&row.id).unwrap_or_default();
        let (at, id) = (row.at.clone(), row.id.clone());
        let removed_at = row.removed_at.clone();
        let made = deeds.add(&at, 0, move |target, when| {
            let quote = |part| {
                let queries::Part {
                    block,
                    start,
                    end,
                    exact,
                    prefix,
                    suffix,
                    ..
                }: &queries::Part = part;
                highlight::Quote {
                    block,
                    start: *start,
                    end: *end,
                    exact,
                    prefix,
                    suffix,
                }
            };
            target.record(
                when,
                &highlight::Add {
                    id: &row.id,
                    course: &row.course,
                    lesson: &row.lesson,
                    parts: parts.iter().map(quote).collect(),
                },
            )
        });
        if let Some(at) = removed_at {
            deeds.add(&at, made, move |target, when| {
                target.record(when, &highlight::Remove { id: &id })
            });
        }
    }
    Ok(())
}
