//! What crosses the border and what is stored, as JSON: a change of a name or a shape shows here.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{COMMANDS, Host, dispatch};
use crate::db::Folder;
use crate::testing::{COURSE, Clock, EVERYTHING, LESSON_ONE, sample};

const ONE: &str = "one";

/// One request for each command, in an order that makes sense.
fn requests(package: &str, backup: &str) -> Vec<(&'static str, Value)> {
    let at = |block: &str| json!({"course": COURSE, "lesson": ONE, "block": block});
    let with = |mut base: Value, more: Value| {
        if let (Some(base), Value::Object(more)) = (base.as_object_mut(), more) {
            base.extend(more);
        }
        base
    };
    let answer = |block: &str, answer: Value| {
        with(
            at(block),
            json!({"answer": answer, "confidence": 3, "seconds": 20}),
        )
    };
    vec![
        ("app_status", json!({})),
        ("course_open", json!({"path": package})),
        ("course_start", json!({})),
        ("course_choose", json!({"course": COURSE})),
        ("lesson_open", json!({"course": COURSE, "lesson": ONE})),
        (
            "check_answer",
            answer("one-single", json!({"form": "single", "option": "b"})),
        ),
        (
            "check_answer",
            answer(
                "one-multiple",
                json!({"form": "multiple", "options": ["a", "b"]}),
            ),
        ),
        (
            "check_answer",
            answer(
                "one-ordering",
                json!({"form": "ordering", "order": ["a", "b", "c"]}),
            ),
        ),
        (
            "check_answer",
            answer(
                "one-matching",
                json!({"form": "matching", "targets": {"a": "t", "b": "t"}}),
            ),
        ),
        (
            "check_answer",
            answer("one-numeric", json!({"form": "numeric", "value": 12.0})),
        ),
        (
            "check_answer",
            with(
                at("one-case"),
                json!({
                    "answer": {"form": "single", "option": "a"}, "confidence": null, "seconds": 60
                }),
            ),
        ),
        (
            "writing_save",
            with(at("one-reflect"), json!({"text": "Mine."})),
        ),
        (
            "writing_save",
            with(at("one-cohort"), json!({"text": "Draft."})),
        ),
        ("bookmark_set", with(at("one-a"), json!({"on": true}))),
        (
            "lesson_progress",
            json!({
                "course": COURSE, "lesson": ONE, "position": {"block": "one-a", "fraction": 0.5}, "seen": ["one-a"], "active": true
            }),
        ),
        ("lesson_open", json!({"course": COURSE, "lesson": ONE})),
        (
            "lesson_mark",
            json!({"course": COURSE, "lesson": ONE, "done": true}),
        ),
        ("place_save", json!({"place": "#/today"})),
        ("today_read", json!({})),
        ("course_map", json!({"course": COURSE})),
        ("progress_read", json!({"course": COURSE})),
        (
            "asset_read",
            json!({"course": COURSE, "path": "01-first/dot.gif"}),
        ),
        ("app_about", json!({})),
        ("backup_create", json!({})),
        ("backup_list", json!({})),
        ("backup_restore", json!({"backup": backup})),
        ("app_recover", json!({"action": "retry"})),
        ("course_list", json!({})),
    ]
}

#[test]
fn every_command_by_its_reply() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let package = dir.path().join("sample course");
    let mut files = sample(1, &format!("{LESSON_ONE}{EVERYTHING}"));
    files.insert("01-first/dot.gif".to_owned(), b"GIF89a".to_vec());
    for (path, bytes) in files {
        let path = package.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("creates");
        std::fs::write(path, bytes).expect("writes");
    }
    let host = Host::open(Folder::at(dir.path().join("data")), Clock::new());
    let backup = host.back_up().expect("backs up").name;
    let package = package.display().to_string();
    let mut called = std::collections::BTreeSet::new();
    for (number, (name, input)) in (1..).zip(requests(&package, &backup)) {
        called.insert(name);
        let reply = dispatch(&host, name, input).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut shown = serde_json::to_value(reply).expect("serialises");
        hide(&mut shown, &dir.path().display().to_string());
        assert_json_snapshot!(format!("{number:02}_{name}"), shown);
    }
    let all: std::collections::BTreeSet<_> = COMMANDS.iter().map(|command| command.name).collect();
    assert_eq!(called, all, "every command has a snapshot");
}

#[test]
fn a_failure() {
    let host = Host::open(
        Folder::at(tempfile::tempdir().expect("a folder").path()),
        Clock::new(),
    );
    let error = dispatch(&host, "course_map", json!({"course": "none"})).expect_err("refuses");
    assert_json_snapshot!(error);
}

/// Leaves out what differs between machines, versions and texts of the built-in course.
fn hide(value: &mut Value, folder: &str) {
    const VARIES: &[&str] = &["bytes", "database_bytes", "sqlite", "notices", "version"];
    match value {
        Value::String(text) => {
            *text = text
                .replace('\\', "/")
                .replace(&folder.replace('\\', "/"), "<folder>")
        }
        Value::Array(items) => items.iter_mut().for_each(|item| hide(item, folder)),
        Value::Object(fields) => {
            if fields.get("id").and_then(Value::as_str) == Some("thriving-as-a-pmo-director") {
                *value = json!("<the built-in course>");
                return;
            }
            for (name, field) in fields.iter_mut() {
                if VARIES.contains(&name.as_str()) {
                    *field = json!(format!("<{name}>"));
                } else {
                    hide(field, folder);
                }
            }
        }
        _ => {}
    }
}
