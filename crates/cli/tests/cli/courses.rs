//! `colloquy course`.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::common::{Desk, write};

const LESSON: &str = "01-first/01-lesson.md";

/// Changes a text of the course's lesson.
fn edit(course: &Path, from: &str, to: &str) {
    let path = course.join(LESSON);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from:?} is in the lesson");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_whole_course_has_no_problems() {
    let desk = Desk::new();
    desk.course("course");
    let ran = desk.run(["course", "check", "course"]).succeeded();
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str()),
        ("", "No problems.\n")
    );
    let checked = desk
        .run(["course", "check", "course", "--json"])
        .succeeded();
    assert_eq!(
        checked.json(),
        json!({ "errors": 0, "warnings": 0, "fixed": 0, "problems": [] })
    );
    assert_eq!(checked.stderr, "");
}

#[test]
fn every_problem_is_one_line_with_its_place() {
    let desk = Desk::new();
    let course = desk.course("course");
    edit(
        &course,
        "rest. {#second-paragraph}",
        "rest, and [a lesson](nowhere.md). {#second-paragraph}",
    );
    edit(&course, "{#first-heading}", "{#first-paragraph}");
    let ran = desk.run(["course", "check", "course"]).failed();
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.stdout);
    for (line, number) in lines.iter().zip([11, 13]) {
        let mut parts = line.splitn(4, ':');
        assert_eq!(parts.next(), Some(LESSON));
        assert_eq!(parts.next(), Some(number.to_string().as_str()), "{line}");
        assert!(
            parts
                .next()
                .unwrap()
                .parse::<u32>()
                .is_ok_and(|column| column > 0),
            "{line}"
        );
        assert!(parts.next().unwrap().starts_with(' '), "{line}");
    }
    assert_eq!(ran.stderr, "2 errors.\n");
    let checked = desk
        .run(["course", "check", "course", "--json"])
        .failed()
        .json();
    assert_eq!(checked["errors"], 2);
    assert_eq!(checked["problems"][0]["line"], 11);
    assert_eq!(checked["problems"][0]["severity"], "error");
}

#[test]
fn missing_ids_are_added_once_and_stay() {
    let desk = Desk::new();
    let course = desk.course("course");
    edit(&course, " {#first-paragraph}", "");
    edit(&course, "id = \"first-reflection\"\n", "");
    desk.run(["course", "check", "course"]).failed();
    let ran = desk.run(["course", "check", "course", "--fix"]).succeeded();
    assert_eq!(ran.stderr, "Gave 2 blocks an id. No problems.\n");
    let fixed = fs::read(course.join(LESSON)).unwrap();
    let again = desk
        .run(["course", "check", "course", "--fix", "--json"])
        .succeeded()
        .json();
    assert_eq!(again["fixed"], 0);
    assert_eq!(fs::read(course.join(LESSON)).unwrap(), fixed);
    assert_eq!(
        fs::read_dir(course.join("01-first")).unwrap().count(),
        2,
        "no partial file is left"
    );
}

#[test]
fn a_folder_that_is_none_is_a_sentence() {
    let desk = Desk::new();
    let ran = desk.run(["course", "check", "nowhere"]).failed();
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr.contains("nowhere") && ran.stderr.lines().count() == 1,
        "{}",
        ran.stderr
    );
    let error = desk
        .run(["course", "check", "nowhere", "--json"])
        .failed()
        .error();
    assert_eq!(error["code"], "not_found");
}

#[test]
fn a_build_is_the_same_bytes_each_time_and_can_be_opened() {
    let desk = Desk::new();
    desk.course("course");
    let built = desk
        .run(["course", "build", "course", "-o", "one.colloquy", "--json"])
        .succeeded()
        .json();
    assert_eq!(
        (&built["course"], &built["lessons"]),
        (&json!("small"), &json!(1))
    );
    let bytes = fs::read(desk.path("one.colloquy")).unwrap();
    assert_eq!(built["bytes"], bytes.len());
    assert_eq!(built["blake3"], blake3::hash(&bytes).to_hex().as_str());
    let text = desk
        .run(["course", "build", "course", "-o", "two.colloquy"])
        .succeeded()
        .stdout;
    assert!(
        text.starts_with("Built two.colloquy: “A small course”, revision 1, 1 lesson, "),
        "{text}"
    );
    assert!(text.contains(built["blake3"].as_str().unwrap()), "{text}");
    assert_eq!(fs::read(desk.path("two.colloquy")).unwrap(), bytes);
    let text = desk
        .run(["course", "open", "one.colloquy"])
        .succeeded()
        .stdout;
    assert_eq!(text, "Installed “A small course”, revision 1: 1 lesson.\n");
}

#[test]
fn a_course_with_errors_is_not_built() {
    let desk = Desk::new();
    let course = desk.course("course");
    fs::write(desk.path("out.colloquy"), "older").unwrap();
    edit(&course, "{#first-heading}", "{#first-paragraph}");
    let ran = desk
        .run(["course", "build", "course", "-o", "out.colloquy"])
        .failed();
    assert!(
        ran.stderr.contains("has 1 error, so nothing was written"),
        "{}",
        ran.stderr
    );
    assert_eq!(
        fs::read_to_string(desk.path("out.colloquy")).unwrap(),
        "older"
    );
    let error = desk
        .run(["course", "build", "course", "-o", "out.colloquy", "--json"])
        .failed()
        .error();
    assert_eq!(error["code"], "bad_package");
}

#[test]
fn a_course_is_opened_listed_and_revised() {
    let desk = Desk::new();
    let course = desk.course("course");
    let text = desk.run(["course", "list"]).succeeded().stdout;
    assert!(text.starts_with("No course is installed yet. "), "{text}");
    desk.run(["course", "open", "course"]).succeeded();
    let text = desk.run(["course", "list"]).succeeded().stdout;
    assert!(
        text.starts_with("One course is installed: “A small course”."),
        "{text}"
    );
    assert!(
        text.lines()
            .any(|line| line.starts_with("*  small  A small course  1 ")),
        "{text}"
    );
    let toml = fs::read_to_string(course.join("course.toml")).unwrap();
    write(
        &course,
        "course.toml",
        &toml.replace("revision = 1", "revision = 2"),
    );
    edit(&course, "{#second-paragraph}", "{#another-paragraph}");
    let text = desk.run(["course", "open", "course"]).succeeded().stdout;
    assert_eq!(
        text,
        "Installed “A small course”, revision 2 in place of 1: 1 lesson, 1 block added, 1 removed. \
         What you did in it is kept.\n"
    );
    let list = desk.run(["course", "list", "--json"]).succeeded().json();
    assert_eq!(
        (
            &list["courses"][0]["revision"],
            &list["courses"][0]["current"]
        ),
        (&json!(2), &json!(true))
    );
}

#[test]
fn a_bad_package_changes_nothing() {
    let desk = Desk::new();
    desk.course("course");
    desk.run(["course", "build", "course", "-o", "good.colloquy"])
        .succeeded();
    let bytes = fs::read(desk.path("good.colloquy")).unwrap();
    fs::write(desk.path("cut.colloquy"), &bytes[..bytes.len() / 2]).unwrap();
    for (file, code) in [
        ("cut.colloquy", "bad_package"),
        ("missing.colloquy", "not_found"),
    ] {
        let ran = desk.run(["course", "open", file, "--json"]).failed();
        assert_eq!(ran.error()["code"], code, "{}", ran.stderr);
    }
    assert_eq!(
        desk.run(["course", "list", "--json"]).succeeded().json()["courses"],
        json!([])
    );
}

#[test]
fn a_new_course_passes_the_check_and_opens() {
    let desk = Desk::new();
    let text = desk
        .run(["course", "init", "leading-well"])
        .succeeded()
        .stdout;
    assert!(
        text.starts_with("Started a course of 1 lesson in leading-well.\n"),
        "{text}"
    );
    desk.run(["course", "check", "leading-well"]).succeeded();
    let opened = desk
        .run(["course", "open", "leading-well", "--json"])
        .succeeded()
        .json();
    assert_eq!(opened["title"], "Leading well");
    desk.run(["course", "init", "other", "--title", "Say \"no\""])
        .succeeded();
    let opened = desk
        .run(["course", "open", "other", "--json"])
        .succeeded()
        .json();
    assert_eq!(opened["title"], "Say \"no\"");
}

#[test]
fn a_folder_of_markdown_becomes_a_course() {
    let desk = Desk::new();
    let notes = desk.path("notes");
    write(&notes, "1-one.md", "# One\n\nSee [the other](2-two.md).\n");
    write(&notes, "2-two.md", "# Two\n\n![A picture](missing.png)\n");
    let made = desk
        .run(["course", "init", "made", "--from", "notes", "--json"])
        .succeeded()
        .json();
    assert_eq!(made["lessons"], 2);
    let report = made["report"].as_array().unwrap();
    assert!(
        report
            .iter()
            .any(|line| line.as_str().unwrap().contains("missing.png")),
        "{made}"
    );
    let opened = desk
        .run(["course", "open", "made", "--json"])
        .succeeded()
        .json();
    assert_eq!(opened["lessons"], 2);
    let text = desk
        .run(["course", "init", "again", "--from", "notes"])
        .succeeded()
        .stdout;
    assert!(
        text.contains("could not be kept as it was:\n\n") && text.contains("missing.png"),
        "{text}"
    );
}

#[test]
fn a_course_is_started_in_an_empty_place_only() {
    let desk = Desk::new();
    let course = desk.course("course");
    let before = fs::read(course.join("course.toml")).unwrap();
    let ran = desk.run(["course", "init", "course"]).failed();
    assert!(ran.stderr.contains("is not empty"), "{}", ran.stderr);
    assert_eq!(fs::read(course.join("course.toml")).unwrap(), before);
    write(&desk.path("empty"), "readme.txt", "no Markdown");
    let error = desk
        .run(["course", "init", "x", "--from", "empty", "--json"])
        .failed()
        .error();
    assert_eq!(error["code"], "invalid_input");
    assert!(!desk.path("x").exists());
    assert_eq!(
        desk.run(["course", "init", "x", "--from", "empty", "--title", "T"])
            .code,
        2
    );
}
