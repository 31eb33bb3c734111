//! Starting a course: a folder that passes the check and explains itself.

use std::path::Path;

use super::marker::slug;
use super::{CourseFiles, files};
use crate::{Error, Result};

/// The files of a new course.
#[must_use]
pub fn files(title: &str) -> CourseFiles {
    let title = title.trim();
    let course = include_str!("scaffold/course.toml")
        .replace("{id}", &slug(title, "course"))
        .replace("{title}", &quoted(title));
    let mut files = CourseFiles::new();
    for (path, text) in [
        ("course.toml", course.as_str()),
        ("1-start/module.toml", include_str!("scaffold/module.toml")),
        (
            "1-start/1-how-a-lesson-is-written.md",
            include_str!("scaffold/lesson.md"),
        ),
    ] {
        files.insert(path.to_owned(), text.into());
    }
    files
}

/// Starts a course in a folder that does not exist or is empty. Answers what was written.
///
/// # Errors
/// `invalid_input` when the title is empty or the folder is not, else when it cannot be written.
pub fn init(folder: &Path, title: &str) -> Result<CourseFiles> {
    if title.trim().is_empty() {
        return Err(Error::invalid("A course needs a title."));
    }
    let files = files(title);
    files::to_folder(&files, folder)?;
    Ok(files)
}

/// A text as TOML, on one line.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' | '\r' | '\t' => quoted.push(' '),
            c if c.is_control() => {}
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Code;
    use crate::course::compile::{Mode, compile};

    #[test]
    fn a_new_course_passes_the_check_whatever_its_title() {
        let many = "x".repeat(300);
        for title in [
            "Risk, simply",
            "Ünïcödé “quotes” \"and\" \\ more",
            "日本語",
            "a\nb",
            &many,
            "   -- ",
        ] {
            let compiled = compile(&files(title), Mode::Strict);
            assert!(
                compiled.problems.is_empty(),
                "{title:?}: {:#?}",
                compiled.problems
            );
            let course = compiled.course.unwrap();
            assert_eq!(course.title, title.trim().replace('\n', " "));
        }
    }

    #[test]
    fn it_is_written_only_to_a_new_place() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("new/course");
        let written = init(&place, "Risk, simply").unwrap();
        assert_eq!(files::from_folder(&place).unwrap(), written);
        assert!(String::from_utf8_lossy(&written["course.toml"]).contains("id = \"risk-simply\""));
        let error = init(&place, "Again").unwrap_err();
        assert_eq!(error.code, Code::InvalidInput);
        assert!(
            error
                .message
                .ends_with("is not empty. Choose a new folder."),
            "{error}"
        );
        assert_eq!(
            init(&folder.path().join("x"), " ").unwrap_err().code,
            Code::InvalidInput
        );
        assert!(!folder.path().join("x").exists());
    }
}
