//! Lessons and modules: length, parts, evidence, words.

use std::collections::BTreeSet;

use colloquy_core::course::{Body, Course, CourseFiles, Lesson, Module};

/// Words of prose that a lesson has.
const WORDS: std::ops::RangeInclusive<usize> = 700..=1400;
/// Words of a case's story.
const CASE: std::ops::RangeInclusive<usize> = 400..=700;
/// Kinds of check in a module, at least.
const KINDS: usize = 3;
/// Words that say nothing.
const EMPTY: &[&str] = &[
    "leveraging",
    "delve",
    "delves",
    "synergy",
    "synergies",
    "game-changer",
    "cutting-edge",
    "seamless",
    "seamlessly",
    "empower",
    "empowers",
    "unlock the",
    "in today’s",
    "fast-paced",
    "ever-changing",
];

/// What lessons and modules lack.
pub fn unfinished(files: &CourseFiles, course: &Course) -> Vec<String> {
    let mut found = Vec::new();
    for module in &course.modules {
        for lesson in &module.lessons {
            let text = files.get(&lesson.path).map_or_else(String::new, |bytes| {
                String::from_utf8_lossy(bytes).into_owned()
            });
            found.extend(
                of_lesson(lesson, &text)
                    .into_iter()
                    .map(|what| format!("{} {what}", lesson.path)),
            );
        }
        found.extend(
            of_module(module)
                .into_iter()
                .map(|what| format!("module {} {what}", module.id)),
        );
    }
    found.extend(unmarked_terms(files, course));
    found
}

fn of_lesson(lesson: &Lesson, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let words = prose(lesson);
    if !WORDS.contains(&words) {
        found.push(format!("has {words} words of prose"));
    }
    let count =
        |wanted: fn(&Body) -> bool| lesson.blocks.iter().filter(|b| wanted(&b.body)).count();
    if count(|body| matches!(body, Body::Check(_))) == 0 {
        found.push("has no check".to_owned());
    }
    let reflections = count(|body| matches!(body, Body::Reflection { .. }));
    if reflections != 1 {
        found.push(format!("has {reflections} reflections"));
    }
    if lesson.objective.split_whitespace().count() < 5 {
        found.push("has no objective that could be measured".to_owned());
    }
    if !lesson.standfirst.ends_with(['.', '?']) {
        found.push("has no sentence for a standfirst".to_owned());
    }
    if !text.contains("](source:") {
        found.push("has no source in its text".to_owned());
    }
    for source in &lesson.sources {
        if source.as_at.is_none() {
            found.push(format!("source “{}” has no as_at", source.id));
        }
        if !text.contains(&format!("](source:{})", source.id))
            && !lesson.facts.iter().any(|fact| fact.source == source.id)
        {
            found.push(format!("source “{}” is not used", source.id));
        }
    }
    for fact in &lesson.facts {
        if !text.contains(&format!("](fact:{})", fact.id)) {
            found.push(format!("fact “{}” is not marked in the text", fact.id));
        }
    }
    let lower = lesson
        .blocks
        .iter()
        .map(|block| block.text.to_lowercase())
        .collect::<Vec<_>>()
        .join("\n");
    for word in EMPTY {
        let is_there = lower.match_indices(word).any(|(at, _)| {
            let edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
            edge(lower[..at].chars().next_back()) && edge(lower[at + word.len()..].chars().next())
        });
        if is_there {
            found.push(format!("says “{word}”"));
        }
    }
    found
}

/// Words of paragraphs, lists, tables and headings.
fn prose(lesson: &Lesson) -> usize {
    let blocks = lesson.blocks.iter();
    blocks
        .filter(|block| matches!(block.body, Body::Prose { .. } | Body::Heading { .. }))
        .map(|block| block.words as usize)
        .sum()
}

fn of_module(module: &Module) -> Vec<String> {
    let mut found = Vec::new();
    let bodies = || {
        module
            .lessons
            .iter()
            .flat_map(|lesson| lesson.blocks.iter().map(|block| &block.body))
    };
    let cases: Vec<_> = bodies()
        .filter_map(|body| match body {
            Body::Case(case) => Some(case),
            _ => None,
        })
        .collect();
    match cases.as_slice() {
        [case] => {
            let words = without_tags(&case.html).split_whitespace().count();
            if !CASE.contains(&words) {
                found.push(format!("has a case of {words} words"));
            }
        }
        [] => found.push("has no case".to_owned()),
        more => found.push(format!("has {} cases", more.len())),
    }
    for (what, is_there) in [
        (
            "cohort prompt",
            bodies().any(|b| matches!(b, Body::CohortPrompt { .. })),
        ),
        (
            "reading list",
            bodies().any(|b| matches!(b, Body::Reading { .. })),
        ),
        ("tool", bodies().any(|b| matches!(b, Body::Tool { .. }))),
    ] {
        if !is_there {
            found.push(format!("has no {what}"));
        }
    }
    let kinds: BTreeSet<String> = bodies()
        .filter_map(|body| match body {
            Body::Check(check) => Some(format!("{:?}", check.form())),
            _ => None,
        })
        .collect();
    if kinds.len() < KINDS {
        found.push(format!("has checks of {} kinds", kinds.len()));
    }
    found
}

/// The text of some markup, tags as spaces.
pub fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

fn unmarked_terms(files: &CourseFiles, course: &Course) -> Vec<String> {
    let lessons = || course.modules.iter().flat_map(|module| &module.lessons);
    let mut found = Vec::new();
    for term in &course.terms {
        let lesson = lessons().find(|lesson| Some(&lesson.id) == term.lesson.as_ref());
        let Some(lesson) = lesson else {
            found.push(format!("term “{}” names no lesson", term.id));
            continue;
        };
        let text = files
            .get(&lesson.path)
            .map(|bytes| String::from_utf8_lossy(bytes));
        if !text.is_some_and(|text| text.contains(&format!("](term:{})", term.id))) {
            found.push(format!("term “{}” is not marked in its lesson", term.id));
        }
    }
    found
}
