//! `colloquy progress export`: the facts as CSV or JSON, to a file or to stdout.

use std::path::Path;

use colloquy_core::Error;
use colloquy_core::api::{AttemptFacts, CourseRef, LessonFacts, ProgressReport};
use serde::Serialize;

use super::csv_table;
use crate::args::{Format, Table};
use crate::data::{self, Place};
use crate::failure::Failure;
use crate::print::{self, Printer};
use colloquy_core::whole_file;

/// What to export.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// CSV or JSON.
    pub format: Format,
    /// One table, or what the format holds by itself.
    pub table: Option<Table>,
}

/// What was written.
#[derive(Serialize)]
struct Written {
    file: String,
    lessons: usize,
    attempts: usize,
}

/// Exports the progress in a course.
pub fn run(
    course: Option<&str>,
    wanted: Wanted,
    output: Option<&Path>,
    place: &Place,
    printer: Printer,
) -> Result<(), Failure> {
    let host = place.ready()?;
    let course = data::course_or_current(&host, course)?;
    let report: ProgressReport = data::call(&host, "progress_read", &CourseRef { course })?;
    let bytes = bytes(&report, wanted)?;
    let Some(file) = output else {
        return print::raw(&bytes);
    };
    whole_file::write(file, &bytes)?;
    printer.answer(&written(&report, wanted, file), |written| {
        let rows = [(written.lessons, "lesson"), (written.attempts, "attempt")];
        let held: Vec<_> = rows
            .iter()
            .zip([Table::Lessons, Table::Attempts])
            .filter(|(_, table)| wanted.holds(*table))
            .map(|((rows, word), _)| print::count(*rows, word))
            .collect();
        format!("Wrote {} to {}.", held.join(" and "), written.file)
    })
}

impl Wanted {
    fn holds(self, table: Table) -> bool {
        match (self.table, self.format) {
            (Some(chosen), _) => chosen == table,
            (None, Format::Csv) => table == Table::Lessons,
            (None, Format::Json) => true,
        }
    }
}

fn written(report: &ProgressReport, wanted: Wanted, file: &Path) -> Written {
    let rows = |table, rows: usize| if wanted.holds(table) { rows } else { 0 };
    Written {
        file: file.display().to_string(),
        lessons: rows(Table::Lessons, report.lessons.len()),
        attempts: rows(Table::Attempts, report.attempts.len()),
    }
}

fn bytes(report: &ProgressReport, wanted: Wanted) -> Result<Vec<u8>, Error> {
    match (wanted.format, wanted.table) {
        (Format::Csv, None | Some(Table::Lessons)) => csv_table::write(
            [
                "course",
                "course_title",
                "revision",
                "number",
                "lesson",
                "title",
                "state",
                "opened_at",
                "last_at",
                "completed_at",
                "furthest_block",
                "fraction",
                "seconds",
                "checks",
                "checks_answered",
            ],
            report
                .lessons
                .iter()
                .map(|lesson| lesson_row(report, lesson)),
        ),
        (Format::Csv, Some(Table::Attempts)) => csv_table::write(
            [
                "course",
                "revision",
                "number",
                "lesson",
                "check",
                "at",
                "score",
                "confidence",
                "seconds",
                "answer",
            ],
            report
                .attempts
                .iter()
                .map(|attempt| attempt_row(report, attempt)),
        ),
        (Format::Json, None) => json(report),
        (Format::Json, Some(Table::Lessons)) => json(&report.lessons),
        (Format::Json, Some(Table::Attempts)) => json(&report.attempts),
    }
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn lesson_row(report: &ProgressReport, lesson: &LessonFacts) -> [String; 15] {
    [
        report.course.clone(),
        report.title.clone(),
        report.revision.to_string(),
        lesson.number.clone(),
        lesson.lesson.clone(),
        lesson.title.clone(),
        super::show::state(lesson.state).to_owned(),
        lesson.opened_at.clone().unwrap_or_default(),
        lesson.last_at.clone().unwrap_or_default(),
        lesson.completed_at.clone().unwrap_or_default(),
        lesson.furthest_block.clone().unwrap_or_default(),
        share(lesson.fraction),
        lesson.seconds.to_string(),
        lesson.checks.to_string(),
        lesson.checks_answered.to_string(),
    ]
}

fn attempt_row(report: &ProgressReport, attempt: &AttemptFacts) -> [String; 10] {
    [
        report.course.clone(),
        attempt.revision.to_string(),
        attempt.number.clone(),
        attempt.lesson.clone(),
        attempt.check.clone(),
        attempt.at.clone(),
        attempt.score.map(share).unwrap_or_default(),
        attempt
            .confidence
            .map(|given| given.to_string())
            .unwrap_or_default(),
        attempt.seconds.to_string(),
        attempt.answer.clone(),
    ]
}

/// 0 to 1 with four digits, so that a file made twice is the same file.
fn share(fraction: f64) -> String {
    format!("{fraction:.4}")
}
