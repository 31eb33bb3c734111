//! `colloquy course check`: every problem of a course, by place.

use std::path::Path;

use colloquy_core::Error;
use colloquy_core::course::compile::{Mode, Problem, Severity, compile};
use colloquy_core::course::{files, ids};
use serde::Serialize;

use crate::failure::{self, Failure};
use crate::print::{self, Printer};
use colloquy_core::whole_file;

/// What a check found.
#[derive(Serialize)]
struct Checked {
    errors: usize,
    warnings: usize,
    /// Blocks that were given an id.
    fixed: usize,
    problems: Vec<Problem>,
}

/// Checks a course's folder; fails when there are errors.
pub fn run(dir: &Path, fix: bool, printer: Printer) -> Result<(), Failure> {
    let fixed = if fix { add_missing_ids(dir)? } else { 0 };
    let problems = compile(&files::from_folder(dir)?, Mode::Strict).problems;
    let of = |severity| {
        problems
            .iter()
            .filter(|problem| problem.severity == severity)
            .count()
    };
    let checked = Checked {
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        fixed,
        problems,
    };
    printer.answer(&checked, lines)?;
    if !printer.is_json() {
        failure::tell(&summary(&checked, fix));
    }
    if checked.errors == 0 {
        Ok(())
    } else {
        Err(Failure::Told)
    }
}

/// One line a problem, for editors; a warning says that it is one.
fn lines(checked: &Checked) -> String {
    checked
        .problems
        .iter()
        .map(|problem| line(problem) + "\n")
        .collect()
}

/// A problem as `file:line:column: message`.
pub fn line(problem: &Problem) -> String {
    match problem.severity {
        Severity::Error => problem.to_string(),
        Severity::Warning => {
            let Problem {
                file,
                line,
                column,
                message,
                ..
            } = problem;
            format!("{file}:{line}:{column}: warning: {message}")
        }
    }
}

fn summary(checked: &Checked, fix: bool) -> String {
    let fixed = match (fix, checked.fixed) {
        (false, _) => String::new(),
        (true, 0) => "No block lacked an id. ".to_owned(),
        (true, fixed) => format!("Gave {} an id. ", print::count(fixed, "block")),
    };
    let found = match (checked.errors, checked.warnings) {
        (0, 0) => "No problems.".to_owned(),
        (errors, 0) => format!("{}.", print::count(errors, "error")),
        (errors, warnings) => {
            format!(
                "{}, {}.",
                print::count(errors, "error"),
                print::count(warnings, "warning")
            )
        }
    };
    fixed + &found
}
/// Gives ids to the blocks that lack one, in the author's files; says how many.
fn add_missing_ids(dir: &Path) -> Result<usize, Error> {
    let marked = ids::add_missing(&files::from_folder(dir)?);
    for path in &marked.changed {
        // A link inside the folder stays one: the file that it leads to is written.
        let place = dir.join(path);
        let place = place
            .canonicalize()
            .map_err(|source| Error::file("find", &place, &source))?;
        whole_file::write(&place, &marked.files[path])?;
    }
    Ok(marked.added)
}
