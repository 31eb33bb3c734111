//! A course that breaks every rule.

use colloquy_core::course::compile::{Mode, compile};
use colloquy_core::course::{Course, CourseFiles};

pub fn poor() -> (CourseFiles, Course) {
    let item = |form: &str, prompt: &str| {
        format!(
            "[[items]]\nid = \"i-{form}\"\nlesson = \"l\"\nform = \"{form}\"\nkind = \"scenario\"\n\
             prompt = \"{prompt}\"\nexplanation = \"So.\"\n\
             [[items.options]]\nid = \"a\"\ntext = \"All of the above and more\"\ncorrect = true\nfeedback = \"Yes.\"\n\
             [[items.options]]\nid = \"b\"\ntext = \"No\"\nfeedback = \"No.\"\n"
        )
    };
    let told = "We delve one two three four five six seven";
    let files: CourseFiles = [
        (
            "course.toml",
            "format = 1\nid = \"c\"\ntitle = \"C\"\nrevision = 1\nlanguage = \"en\"\nstandfirst = \"One.\"\nauthors = []\n".to_owned(),
        ),
        ("m/module.toml", "id = \"m\"\ntitle = \"M\"\n".to_owned()),
        (
            "m/glossary.toml",
            "[[terms]]\nid = \"word\"\nterm = \"Word\"\nmeaning = \"M.\"\nlesson = \"l\"\n".to_owned(),
        ),
        (
            "m/items.toml",
            [item("a", told), item("b", "Another?"), item("c", "A third?")].join("\n"),
        ),
        (
            "m/l.md",
            format!(
                "+++\nid = \"l\"\ntitle = \"L\"\nobjective = \"Know.\"\nminutes = 1\nstandfirst = \"None\"\n\
                 [[sources]]\nid = \"s\"\nauthor = \"A\"\ntitle = \"T\"\ndate = \"2020\"\n\
                 [[facts]]\nid = \"old\"\nclaim = \"C.\"\nas_at = \"2026-11\"\nsource = \"s\"\n+++\n\n{told} {{#p}}\n"
            ),
        ),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text.into_bytes()))
    .collect();
    let compiled = compile(&files, Mode::Strict);
    let course = compiled
        .course
        .unwrap_or_else(|| panic!("{:?}", compiled.problems));
    (files, course)
}
