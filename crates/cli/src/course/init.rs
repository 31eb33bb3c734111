//! `colloquy course init`: a new course, or one made of a folder of Markdown.

use std::path::Path;

use colloquy_core::course::{CourseFiles, import, scaffold};
use serde::Serialize;

use crate::failure::Failure;
use crate::print::{self, Printer};

/// What was started.
#[derive(Serialize)]
struct Started {
    folder: String,
    lessons: usize,
    files: usize,
    /// What could not be kept as it was, one line each.
    report: Vec<String>,
}

/// Starts a course in a folder that is missing or empty.
pub fn run(
    dir: &Path,
    from: Option<&Path>,
    title: Option<&str>,
    printer: Printer,
) -> Result<(), Failure> {
    let (files, report) = match from {
        Some(from) => {
            let imported = import::into_folder(from, dir)?;
            (imported.files, imported.report)
        }
        None => {
            let title = title.map_or_else(|| title_of(dir), str::to_owned);
            (scaffold::init(dir, &title)?, Vec::new())
        }
    };
    printer.answer(&started(dir, &files, report), text)
}

fn started(dir: &Path, files: &CourseFiles, report: Vec<String>) -> Started {
    Started {
        folder: dir.display().to_string(),
        lessons: files.keys().filter(|path| path.ends_with(".md")).count(),
        files: files.len(),
        report,
    }
}

fn text(started: &Started) -> String {
    let Started { folder, report, .. } = started;
    let lessons = print::count(started.lessons, "lesson");
    let mut text = format!("Started a course of {lessons} in {folder}.");
    if !report.is_empty() {
        let remarks = print::count(report.len(), "remark");
        text.push_str(&format!(
            " {remarks} on what could not be kept as it was:\n\n{}\n",
            report.join("\n")
        ));
    }
    text + "\n`colloquy course check` says what is left to mend, `colloquy course open` shows it in the app."
}

/// The folder's name as a title: `leading-well` becomes `Leading well`.
fn title_of(dir: &Path) -> String {
    let name = dir
        .file_name()
        .map(|name| name.to_string_lossy().replace(['-', '_'], " "));
    let mut letters = name.as_deref().unwrap_or("A course").chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_name_reads_as_a_title() {
        assert_eq!(
            title_of(Path::new("courses/leading-a_small-office")),
            "Leading a small office"
        );
        assert_eq!(title_of(Path::new("..")), "A course");
    }
}
