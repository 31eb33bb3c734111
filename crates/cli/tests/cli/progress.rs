//! `colloquy progress`.

use std::fs;

use serde_json::{Value, json};

use crate::common::{Desk, write};

/// A desk with the small course, read in part, one check answered, and private words written.
fn read_in_part() -> Desk {
    let desk = Desk::new();
    let course = desk.course("course");
    // A title that a spreadsheet would run.
    let lesson = fs::read_to_string(course.join("01-first/01-lesson.md")).unwrap();
    write(
        &course,
        "01-first/01-lesson.md",
        &lesson.replace("A first lesson", "=1+1, \\\"quoted\\\""),
    );
    desk.run(["course", "open", "course"]).succeeded();
    let at = |mut input: Value| {
        input["course"] = json!("small");
        input["lesson"] = json!("first-lesson");
        input
    };
    desk.call("lesson_open", &at(json!({})));
    let progress = json!({
        "position": { "block": "second-paragraph", "fraction": 0.5 },
        "seen": ["first-paragraph"], "active": true,
    });
    desk.call("lesson_progress", &at(progress));
    let answer = json!({ "form": "single", "option": "one" });
    let answered =
        json!({ "block": "first-check", "answer": answer, "confidence": 3, "seconds": 12 });
    desk.call("check_answer", &at(answered));
    desk.call(
        "writing_save",
        &at(json!({ "block": "first-reflection", "text": "canary-0815" })),
    );
    desk
}

fn csv(desk: &Desk, arguments: &[&str]) -> (Vec<String>, Vec<Vec<String>>) {
    let ran = desk
        .run(
            ["progress", "export", "--format", "csv"]
                .iter()
                .chain(arguments),
        )
        .succeeded();
    assert!(ran.stdout.ends_with("\r\n") && !ran.stdout.replace("\r\n", "").contains('\n'));
    let mut reader = csv::Reader::from_reader(ran.stdout.as_bytes());
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let heading = cells(reader.headers().unwrap());
    (
        heading,
        reader
            .records()
            .map(|record| cells(&record.unwrap()))
            .collect(),
    )
}

#[test]
fn show_opens_with_a_sentence() {
    let desk = read_in_part();
    let text = desk.run(["progress", "show"]).succeeded().stdout;
    let first = text.lines().next().unwrap();
    assert_eq!(
        first,
        "0 of 1 lesson of “A small course” done, 1 of 1 check answered, 0 minutes spent."
    );
    assert!(
        text.contains("1.1") && text.contains("started") && text.contains("1/1"),
        "{text}"
    );
    let report = desk
        .run(["progress", "show", "small", "--json"])
        .succeeded()
        .json();
    assert_eq!(report["lessons"][0]["state"], "started");
}

#[test]
fn without_a_course_it_says_how_to_start_one() {
    let desk = Desk::new();
    let ran = desk.run(["progress", "show"]).failed();
    assert!(
        ran.stderr.contains("colloquy call course_start"),
        "{}",
        ran.stderr
    );
    let error = desk
        .run([
            "progress", "export", "nowhere", "--format", "json", "--json",
        ])
        .failed()
        .error();
    assert_eq!(error["code"], "not_found");
}

#[test]
fn csv_columns_are_the_documented_ones() {
    let desk = read_in_part();
    let help = desk
        .run(["progress", "export", "--help"])
        .succeeded()
        .stdout;
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for (table, first) in [("lessons", "course_title"), ("attempts", "course")] {
        let (heading, rows) = csv(&desk, &["--table", table]);
        assert!(heading.contains(&first.to_owned()) && rows.len() == 1);
        for column in heading {
            assert!(
                help.contains(&format!("{column},")) || help.contains(&format!("{column} ")),
                "{column}"
            );
        }
    }
}

#[test]
fn csv_holds_the_facts_and_no_formula() {
    let desk = read_in_part();
    let (heading, rows) = csv(&desk, &[]);
    let cell =
        |name: &str| rows[0][heading.iter().position(|column| column == name).unwrap()].as_str();
    assert_eq!(cell("title"), "'=1+1, \"quoted\"");
    assert_eq!(
        [cell("number"), cell("lesson"), cell("state")],
        ["1.1", "first-lesson", "started"]
    );
    assert_eq!(
        [
            cell("checks"),
            cell("checks_answered"),
            cell("completed_at")
        ],
        ["1", "1", ""]
    );
    assert!(cell("opened_at").ends_with('Z') && cell("opened_at").contains('T'));
    let fraction: f64 = cell("fraction").parse().unwrap();
    assert!(fraction > 0.0 && fraction < 1.0);

    let (heading, rows) = csv(&desk, &["--table", "attempts"]);
    let cell =
        |name: &str| rows[0][heading.iter().position(|column| column == name).unwrap()].as_str();
    assert_eq!(
        [cell("check"), cell("score"), cell("confidence")],
        ["first-check", "1.0000", "3"]
    );
    assert_eq!(
        [cell("seconds"), cell("answer")],
        ["12", r#"{"form":"single","option":"one"}"#]
    );
}

#[test]
fn a_file_is_whole_and_an_older_one_is_replaced() {
    let desk = read_in_part();
    let out = desk.path("out.csv");
    fs::write(&out, "older").unwrap();
    let text = desk
        .run(["progress", "export", "--format", "csv", "-o", "out.csv"])
        .succeeded()
        .stdout;
    assert_eq!(text, "Wrote 1 lesson to out.csv.\n");
    let on_stdout = desk
        .run(["progress", "export", "--format", "csv"])
        .succeeded()
        .stdout;
    assert_eq!(fs::read_to_string(&out).unwrap(), on_stdout);
    let written = desk
        .run([
            "progress", "export", "--format", "json", "-o", "out.json", "--json",
        ])
        .succeeded();
    assert_eq!(
        written.json(),
        json!({ "file": "out.json", "lessons": 1, "attempts": 1 })
    );
    let report: Value = serde_json::from_slice(&fs::read(desk.path("out.json")).unwrap()).unwrap();
    assert_eq!(
        report,
        desk.call("progress_read", &json!({ "course": "small" }))
    );
    let ran = desk
        .run([
            "progress",
            "export",
            "--format",
            "csv",
            "-o",
            "missing/out.csv",
        ])
        .failed();
    assert!(ran.stderr.contains("missing"), "{}", ran.stderr);
    let left = fs::read_dir(desk.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    assert!(
        left.into_iter()
            .all(|name| !name.to_string_lossy().contains("partial"))
    );
}

#[test]
fn json_is_the_whole_report_or_one_table() {
    let desk = read_in_part();
    let report = desk
        .run(["progress", "export", "--format", "json"])
        .succeeded()
        .json();
    let attempts = desk
        .run([
            "progress", "export", "--format", "json", "--table", "attempts",
        ])
        .succeeded()
        .json();
    assert_eq!(report["attempts"], attempts);
    assert_eq!(attempts[0]["check"], "first-check");
}

#[test]
fn what_was_written_in_private_is_in_no_export() {
    let desk = read_in_part();
    let opened = desk.call(
        "lesson_open",
        &json!({ "course": "small", "lesson": "first-lesson" }),
    );
    assert!(opened.to_string().contains("canary-0815"), "it was kept");
    for format in ["csv", "json"] {
        for table in [
            vec![],
            vec!["--table", "lessons"],
            vec!["--table", "attempts"],
        ] {
            let arguments = ["progress", "export", "--format", format]
                .into_iter()
                .chain(table);
            assert!(
                !desk.run(arguments).succeeded().stdout.contains("canary"),
                "{format}"
            );
        }
    }
    assert!(
        !desk
            .run(["progress", "show"])
            .succeeded()
            .stdout
            .contains("canary")
    );
}
