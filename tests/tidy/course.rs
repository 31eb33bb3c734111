//! The built-in course keeps its promises: length, evidence, feedback, questions that are fair.
//!
//! What any course must hold (ids, links, feedback for every option, dates of facts) is for the
//! compiler, and an error there. These rules are this course's own.

mod items;
mod lessons;
mod sample;

use colloquy_core::course::compile::{Mode, compile};
use colloquy_core::course::{Course, CourseFiles, files};

use crate::{assert_none, repo};

fn built_in() -> (CourseFiles, Course) {
    let folder = repo::root().join("courses/thriving-as-a-pmo-director");
    let files = files::from_folder(&folder).expect("reads the course");
    let compiled = compile(&files, Mode::Strict);
    let problems: Vec<String> = compiled.problems.iter().map(ToString::to_string).collect();
    assert_none("The course compiles without a problem", &problems);
    (files, compiled.course.expect("a course"))
}

#[test]
fn the_course_has_nine_modules_of_four_lessons() {
    let (_, course) = built_in();
    let shape: Vec<usize> = course.modules.iter().map(|m| m.lessons.len()).collect();
    assert_eq!(shape, [4; 9]);
}

#[test]
fn every_lesson_and_module_is_whole() {
    let (files, course) = built_in();
    assert_none("A lesson is whole", &lessons::unfinished(&files, &course));
}

#[test]
fn every_item_is_fair() {
    let (_, course) = built_in();
    assert_none("An item is fair", &items::unfair(&course));
}

#[test]
fn the_rules_find_what_is_wrong() {
    let (files, course) = sample::poor();
    let found = lessons::unfinished(&files, &course).join("\n");
    for wanted in [
        "has 9 words of prose",
        "has no check",
        "has 0 reflections",
        "has no source",
        "has no case",
        "has no cohort prompt",
        "has no reading",
        "fact “old” is not marked in the text",
        "term “word” is not marked in its lesson",
        "source “s” has no as_at",
        "“delve”",
    ] {
        assert!(found.contains(wanted), "{wanted} is not in\n{found}");
    }
    let found = items::unfair(&course).join("\n");
    for wanted in [
        "has 3 items, not 16",
        "“all of the above”",
        "the right option is the longest in 3 of 3",
        "the right option stands first 3 times",
        "repeats the lesson",
        "has 2 options, not 4",
    ] {
        assert!(found.contains(wanted), "{wanted} is not in\n{found}");
    }
}
