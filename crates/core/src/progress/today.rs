//! What Today says: the first rule that applies.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::standing::LessonRow;
use super::{map, queries};
use crate::api::{CourseMap, Finding, LessonState, Today, TodayCourse, TodayLesson};
use crate::{Result, bookmark, calendar, course, note, setting, tool, writing};

const BOOKMARKS: u32 = 5;
const WRITINGS: u32 = 3;
const DUE: usize = 5;
const EXCERPT_CHARS: usize = 170;

/// The facts that Today shows on this local date.
///
/// # Errors
/// When the database cannot be read.
pub fn today(db: &Connection, date: NaiveDate) -> Result<Today> {
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
            review: None,
            due,
            due_open,
        });
    };
    let map = map::map(db, &course_id)?;
    let rows = queries::lessons(db, &course_id)?;
    let (finding, row) = find(&rows);
    let module = row
        .and_then(|row| map.modules.iter().find(|module| module.id == row.module))
        .cloned();
    Ok(Today {
        date,
        lesson: row.map(|row| lesson(db, &map, row)).transpose()?,
        module,
        finding,
        bookmarks: bookmark::recent(db, &course_id, BOOKMARKS)?,
        writing: writing::recent(db, &course_id, WRITINGS)?,
        note: note::latest(db)?,
        tool: tool::latest(db)?,
        path: None,
        review: None,
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

/// The rules, in order: a lesson left open comes first, then revised ones, then the next one.
pub(super) fn find(rows: &[LessonRow]) -> (Finding, Option<&LessonRow>) {
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
    if let Some(revised) = rows.iter().find(|row| row.state() == LessonState::Revised) {
        return (
            Finding::Revised {
                blocks: revised.redo_left,
            },
            Some(revised),
        );
    }
    let after = latest
        .and_then(|latest| rows.iter().position(|row| row.id == latest.id))
        .map_or(0, |at| at + 1);
    let is_open = |row: &&LessonRow| row.state() != LessonState::Done;
    let next = rows
        .iter()
        .skip(after)
        .find(is_open)
        .or_else(|| rows.iter().find(is_open));
    match next {
        None => (Finding::Finished, None),
        Some(next) if latest.is_none() => (
            Finding::Begin {
                minutes: next.minutes_left(),
            },
            Some(next),
        ),
        Some(next) => (
            Finding::Next {
                minutes: next.minutes_left(),
            },
            Some(next),
        ),
    }
}

fn lesson(db: &Connection, map: &CourseMap, row: &LessonRow) -> Result<TodayLesson> {
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
        minutes_left: row.minutes_left(),
        fraction: row.fraction(),
        stopped_at: stopped_at.map(|text| course::excerpt(&text, EXCERPT_CHARS)),
    })
}
