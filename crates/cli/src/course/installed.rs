//! `colloquy course open` and `list`: the courses in the data folder.

use std::path::Path;

use colloquy_core::api::{CourseInstalled, CourseList, CourseOpen, Nothing};

use crate::data::{self, Place};
use crate::failure::Failure;
use crate::print::{self, Printer};

/// Installs a course from a package or a folder.
pub fn open(path: &Path, place: &Place, printer: Printer) -> Result<(), Failure> {
    let host = place.ready()?;
    let request = CourseOpen {
        path: path.display().to_string(),
    };
    let installed: CourseInstalled = data::call(&host, "course_open", &request)?;
    printer.answer(&installed, opened_text)
}

fn opened_text(installed: &CourseInstalled) -> String {
    let lessons = print::count(installed.lessons, "lesson");
    let CourseInstalled {
        title, revision, ..
    } = installed;
    let mut text = match installed.replaced {
        None => format!("Installed “{title}”, revision {revision}: {lessons}."),
        Some(before) => format!(
            "Installed “{title}”, revision {revision} in place of {before}: {lessons}, {} added, {} \
             removed. What you did in it is kept.",
            print::count(installed.blocks_added, "block"),
            installed.blocks_removed,
        ),
    };
    for warning in &installed.warnings {
        text.push('\n');
        text.push_str(warning);
    }
    text
}

/// Lists the installed courses.
pub fn list(place: &Place, printer: Printer) -> Result<(), Failure> {
    let list: CourseList = data::call(&place.ready()?, "course_list", &Nothing {})?;
    printer.answer(&list, list_text)
}

fn list_text(list: &CourseList) -> String {
    let built_in = &list.built_in;
    let mut text = match (
        list.courses.len(),
        list.courses.iter().find(|course| course.current),
    ) {
        (0, _) => "No course is installed yet.".to_owned(),
        (1, Some(current)) => format!("One course is installed: “{}”.", current.title),
        (1, None) => "One course is installed.".to_owned(),
        (number, Some(current)) => {
            format!(
                "{number} courses are installed; the current one is “{}”.",
                current.title
            )
        }
        (number, None) => format!("{number} courses are installed; none is the current one."),
    };
    if !list.courses.iter().any(|course| course.id == built_in.id) {
        text.push_str(&format!(
            " The one that comes with Colloquy, “{}”, was not started: `colloquy call course_start` starts it.",
            built_in.title
        ));
    }
    if list.courses.is_empty() {
        return text;
    }
    let rows: Vec<_> = list
        .courses
        .iter()
        .map(|course| {
            [
                if course.current { "*" } else { "" }.to_owned(),
                course.id.clone(),
                course.title.clone(),
                course.revision.to_string(),
                course.lessons.to_string(),
                course.minutes.to_string(),
                print::moment(&course.installed_at),
            ]
        })
        .collect();
    let heading = [
        "",
        "Id",
        "Title",
        "Revision",
        "Lessons",
        "Minutes",
        "Installed",
    ];
    format!("{text}\n\n{}", print::table(heading, &rows))
}
