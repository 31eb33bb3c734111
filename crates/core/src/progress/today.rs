//! What Today says: the first rule that applies.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;

use super::standing::LessonRow;
use super::{map, queries};
use crate::api::{
    CourseMap, Finding, LessonState, PathStep, PathView, StepKind, Today, TodayCourse, TodayLesson,
    TodayPath,
};
use crate::{Result, bookmark, calendar, course, note, path, review, setting, tool, writing};

const BOOKMARKS: u32 = 5;
const WRITINGS: u32 = 3;
const DUE: usize = 5;
const EXCERPT_CHARS: usize = 170;

/// The facts that Today shows on this local date.
///
/// # Errors
/// When the database cannot be read.
pub fn today(db: &Connection, now: DateTime<Utc>, date: NaiveDate) -> Result<Today> {
    let review = review::today(db, now, date)?;
    let date = date.format("%Y-%m-%d").to_string();
    let (due, due_open) = calendar::open(db, DUE)?;
    let Some(course_id) = setting::current_course(db)? else {
        return Ok(Today {
            date,
            course: None,
            finding: Finding::NoCourse,
            lesson: None,
            module: None,
            bookmarks: Vec::new(),
            writing: Vec::new(),
            note: note::latest(db)?,
            tool: tool::latest(db)?,
            path: None,
            review,
            due,
            due_open,
        });
    };
    let map = map::map(db, &course_id)?;
    let rows = queries::lessons(db, &course_id)?;
    let path = path::of(db, &course_id, &rows)?;
    let (finding, row) = find(&rows, &path);
    let module = row
        .and_then(|row| map.modules.iter().find(|module| module.id == row.module))
        .cloned();
    Ok(Today {
        date,
        lesson: row.map(|row| lesson(db, &map, &path, row)).transpose()?,
        module,
        finding,
        bookmarks: bookmark::recent(db, &course_id, BOOKMARKS)?,
        writing: writing::recent(db, &course_id, WRITINGS)?,
        note: note::latest(db)?,
        tool: tool::latest(db)?,
        path: Some(today_path(&rows, &path, row)),
        review,
        due,
        due_open,
        course: Some(TodayCourse {
            id: map.id,
            title: map.title,
            read: map.read,
            lessons: map.lessons,
            minutes_left: map.minutes_left,
        }),
    })
}

/// The rules, in order: a lesson left open comes first, then revised ones, then the next one on
/// the path. The next is one that was moved to the front; else the first open one after the
/// lesson read last, as who jumped ahead goes on there; else the first open one.
fn find<'a>(rows: &'a [LessonRow], path: &PathView) -> (Finding, Option<&'a LessonRow>) {
    let latest = rows
        .iter()
        .filter(|row| row.last_at.is_some())
        .max_by(|a, b| a.last_at.cmp(&b.last_at));
    if let Some(open) = latest.filter(|row| row.state() == LessonState::Started) {
        let finding = if open.end_reached && open.checks_left() > 0 {
            Finding::ChecksLeft {
                checks: open.checks_left(),
            }
        } else {
            Finding::Stopped {
                minutes: open.minutes_left(),
            }
        };
        return (finding, Some(open));
    }
    let row_of = |step: &PathStep| rows.iter().find(|row| row.id == step.lesson);
    let steps: Vec<&PathStep> = lesson_steps(path).collect();
    let is_open = |step: &&&PathStep| !step.done && !step.optional;
    let revised = steps
        .iter()
        .filter(is_open)
        .find(|step| step.state == Some(LessonState::Revised));
    if let Some(revised) = revised.and_then(|step| row_of(step)) {
        return (
            Finding::Revised {
                blocks: revised.redo_left,
            },
            Some(revised),
        );
    }
    let after = latest
        .and_then(|latest| steps.iter().position(|step| step.lesson == latest.id))
        .map_or(0, |at| at + 1);
    let next = steps
        .iter()
        .filter(is_open)
        .find(|step| step.first)
        .or_else(|| steps.iter().skip(after).find(is_open))
        .or_else(|| steps.iter().find(is_open));
    let Some((step, row)) = next.and_then(|step| Some((step, row_of(step)?))) else {
        return (Finding::Finished, None);
    };
    let minutes = step.minutes_left;
    let finding = if latest.is_none() {
        Finding::Begin { minutes }
    } else {
        Finding::Next { minutes }
    };
    (finding, Some(row))
}

fn lesson_steps(path: &PathView) -> impl Iterator<Item = &PathStep> {
    path.steps
        .iter()
        .filter(|step| step.kind == StepKind::Lesson)
}

fn today_path(rows: &[LessonRow], path: &PathView, shown: Option<&LessonRow>) -> TodayPath {
    let read_before = rows.iter().any(|row| row.completed_at.is_some());
    let why = shown.and_then(|row| lesson_steps(path).find(|step| step.lesson == row.id));
    TodayPath {
        offer: path.has_items && path.assessed_at.is_none() && !path.paused && !read_before,
        paused: path.paused,
        assessed: path.assessed_at.is_some(),
        lessons: path.lessons,
        done: path.done,
        why: why.filter(|step| step.first).map(|step| step.why.clone()),
    }
}

fn lesson(
    db: &Connection,
    map: &CourseMap,
    path: &PathView,
    row: &LessonRow,
) -> Result<TodayLesson> {
    let stopped_at = match queries::position(db, &map.id, &row.id)? {
        Some(position) => queries::text_at(db, &map.id, &row.id, &position.block)?,
        None => None,
    };
    let module = map.modules.iter().find(|module| module.id == row.module);
    Ok(TodayLesson {
        id: row.id.clone(),
        number: row.number.clone(),
        title: row.title.clone(),
        module: module
            .map(|module| module.title.clone())
            .unwrap_or_default(),
        standfirst: course::lesson(db, &map.id, &row.id)?.standfirst,
        state: row.state(),
        minutes: row.minutes,
        minutes_left: lesson_steps(path)
            .find(|step| step.lesson == row.id)
            .map_or(row.minutes_left(), |step| step.minutes_left),
        fraction: row.fraction(),
        stopped_at: stopped_at.map(|text| course::excerpt(&text, EXCERPT_CHARS)),
    })
}
