//! A small course that is as it should be: what the targets start from.

use colloquy_core::course::CourseFiles;

const COURSE: &str = r#"format = 1
id = "sample"
title = "Sample"
revision = 3
language = "en"
standfirst = "A sample."
authors = ["A. Author"]
"#;

const MODULE: &str = r#"id = "m"
title = "Module"
"#;

const HEAD: &str = r#"+++
id = "a"
title = "Lesson"
objective = "Learn."
minutes = 5
standfirst = "Short."
+++

"#;

/// The course with this text in its one lesson.
pub fn course(text: &str) -> CourseFiles {
    CourseFiles::from([
        ("course.toml".to_owned(), COURSE.into()),
        ("1-m/module.toml".to_owned(), MODULE.into()),
        ("1-m/a.md".to_owned(), format!("{HEAD}{text}").into_bytes()),
    ])
}
