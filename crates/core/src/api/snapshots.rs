//! What crosses the border and what is stored, as JSON: a change of a name or a shape shows here.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{COMMANDS, Host, dispatch};
use crate::db::Folder;
use crate::testing::{COURSE, Clock, EVERYTHING, LESSON_ONE, sample};

const ONE: &str = "one";
/// Stands for the update that takes all text away: it depends on what the note holds.
const EMPTIED: &str = "emptied";
const LONG: &str = "0191d6c0-0000-7000-8000-000000000002";
const NOTE: &str = "0191d6c0-0000-7000-8000-000000000001";

/// One request for each command, in an order that makes sense.
fn requests(package: &str, backup: &str, table: &str) -> Vec<(&'static str, Value)> {
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
            "highlight_add",
            json!({
                "id": "0190a6a0-0000-7000-8000-000000000001", "course": COURSE, "lesson": ONE,
                "parts": [{
                    "block": "one-a", "start": 4, "end": 19, "exact": "first paragraph", "prefix": "The ", "suffix": " has a few words."
                }]
            }),
        ),
        (
            "highlight_remove",
            json!({"id": "0190a6a0-0000-7000-8000-000000000001"}),
        ),
        (
            "highlight_restore",
            json!({"id": "0190a6a0-0000-7000-8000-000000000001"}),
        ),
        ("highlight_list", json!({"course": COURSE, "lesson": null})),
        (
            "search_query",
            json!({"text": "in:lessons \"first paragraph\" wor", "limit": 5}),
        ),
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
            "note_create",
            json!({
                "id": NOTE, "title": "Board", "markdown": "A **bold** word.\n", "tags": ["#risk"],
                "place": with(at("one-a"), json!({"highlight": null, "tool": null}))
            }),
        ),
        ("note_open", json!({"id": NOTE})),
        (
            "note_save",
            json!({"id": NOTE, "update": "AAA=", "vector": "AA=="}),
        ),
        ("note_sync", json!({"id": NOTE, "vector": "AA=="})),
        (
            "note_create",
            json!({
                "id": null, "title": "", "markdown": "", "tags": [],
                "place": {"course": null, "lesson": null, "block": null, "highlight": null, "tool": "t4"}
            }),
        ),
        (
            "note_set",
            json!({"id": NOTE, "title": "The board", "add_tags": ["week 1"]}),
        ),
        (
            "note_list",
            json!({
                "text": "", "course": null, "module": null, "lesson": null, "tag": null,
                "tool": null, "detached": false, "trash": false, "order": "newest", "offset": 0,
                "limit": 100
            }),
        ),
        ("note_remove", json!({"id": NOTE})),
        ("note_restore", json!({"id": NOTE})),
        (
            "note_import",
            json!({"path": format!("{package}/../a note.md")}),
        ),
        // Everything happens in one moment, so only what disappears makes a version.
        (
            "note_create",
            json!({"id": LONG, "title": "Long", "markdown": "word ".repeat(50), "tags": [], "place": null}),
        ),
        (
            "note_save",
            json!({"id": LONG, "update": EMPTIED, "vector": "AA=="}),
        ),
        ("note_versions", json!({"id": LONG})),
        ("note_version", json!({"id": LONG, "version": 1})),
        ("note_revert", json!({"id": LONG, "version": 1})),
        ("note_export", json!({"id": NOTE})),
        ("note_remove", json!({"id": NOTE})),
        ("note_erase", json!({"id": NOTE})),
        ("markdown_read", json!({"markdown": "# One\n\n- [x] two\n"})),
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
        ("tool_list", json!({})),
        ("tool_open", json!({"tool": "t1"})),
        (
            "tool_save",
            json!({"tool": "t4", "set": {
                "unit": "€m", "budget": 5, "step": 0.1,
                "project:a": {"name": "Ledger", "cost": 3.5, "scores": {"score": 4}, "forced": true, "order": 0},
                "project:b": {"name": "Outages", "cost": 2.4, "scores": {"score": 9}, "order": 1},
                "project:c": {"name": "Leakage", "cost": 1.7, "scores": {"score": 6}, "depends": ["b"], "order": 2},
                "project:d": {"name": "Portal", "scores": {"score": 2}, "order": 3}
            }}),
        ),
        (
            "tool_keep",
            json!({"id": "00000000-0000-7000-8000-000000000001", "tool": "t4", "label": "Board"}),
        ),
        (
            "result_remove",
            json!({"id": "00000000-0000-7000-8000-000000000001"}),
        ),
        (
            "result_restore",
            json!({"id": "00000000-0000-7000-8000-000000000001"}),
        ),
        ("frontier_at", json!({"budget": 4.1})),
        ("tool_export", json!({"tool": "t4", "format": "csv"})),
        (
            "rows_parse",
            json!({"tool": "t4", "text": "Project\tScore\tCost €m\nLedger\t4\t3.5\n"}),
        ),
        ("rows_read", json!({"tool": "t4", "path": table})),
        ("place_save", json!({"place": "#/today"})),
        ("today_read", json!({})),
        ("course_map", json!({"course": COURSE})),
        ("progress_read", json!({"course": COURSE})),
        (
            "asset_read",
            json!({"course": COURSE, "path": "01-first/dot.gif"}),
        ),
        ("app_about", json!({})),
        ("app_pulse", json!({})),
        ("backup_create", json!({})),
        ("backup_list", json!({})),
        ("backup_restore", json!({"backup": backup})),
        ("app_recover", json!({"action": "retry"})),
        ("course_list", json!({})),
    ]
    .into_iter()
    .chain(review_requests(package))
    .collect()
}

/// Cards and reviews; the backup that was restored knows no course.
fn review_requests(package: &str) -> Vec<(&'static str, Value)> {
    const CARD: &str = "0191d6c0-0000-7000-8000-000000000003";
    const REVIEW: &str = "0191d6c0-0000-7000-8000-000000000004";
    let missed = json!({
        "course": COURSE, "lesson": ONE, "block": "one-single", "confidence": 3, "seconds": 20,
        "answer": {"form": "single", "option": "b"}
    });
    vec![
        ("course_open", json!({"path": package})),
        ("check_answer", missed),
        (
            "card_add",
            json!({"id": CARD, "origin": {"from": "own"}, "front": "Who decides?", "back": "The board."}),
        ),
        (
            "card_set",
            json!({"card": CARD, "front": "Who decides?", "back": "The sponsor."}),
        ),
        ("review_read", json!({})),
        (
            "review_rate",
            json!({"id": REVIEW, "card": CARD, "rating": "good", "ms": 6000}),
        ),
        (
            "card_list",
            json!({"words": "", "removed": false, "from": 0, "most": 10}),
        ),
        ("card_remove", json!({"card": "check/sample/one-single"})),
        ("card_restore", json!({"card": "check/sample/one-single"})),
        ("review_undo", json!({})),
        (
            "review_set",
            json!({
                "cap": 20, "new_cap": 5, "retention": 0.9, "terms": true, "checks": false,
                "easy": [false, false, false, false, false, true, true]
            }),
        ),
        ("glossary_read", json!({"course": COURSE})),
        ("fact_list", json!({"course": COURSE})),
        ("direction_read", json!({})),
        (
            "direction_set",
            json!({"section": "mandate", "text": "Two decisions, and who renews us."}),
        ),
        ("direction_export", json!({})),
        (
            "writing_versions",
            json!({"course": COURSE, "block": "one-reflect"}),
        ),
        ("overwritten_list", json!({})),
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
    std::fs::write(
        dir.path().join("a note.md"),
        "# A note\n\nFrom elsewhere.\n",
    )
    .expect("writes");
    let host = Host::open(Folder::at(dir.path().join("data")), Clock::new());
    let backup = host.back_up().expect("backs up").name;
    let package = package.display().to_string();
    let table = dir.path().join("table.csv");
    std::fs::write(&table, "Project;Cost £k;Excludes\nA;1,5;B\nB;tbc;\n").expect("writes");
    let table = table.display().to_string();
    let mut called = std::collections::BTreeSet::new();
    for (number, (name, input)) in (1..).zip(requests(&package, &backup, &table)) {
        called.insert(name);
        let input = ready(&host, input);
        let reply = dispatch(&host, name, input).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut shown = serde_json::to_value(reply).expect("serialises");
        hide(&mut shown, &dir.path().display().to_string());
        assert_json_snapshot!(format!("{number:02}_{name}"), shown);
    }
    called.extend(super::snapshots_path::SHOWN);
    called.extend(super::snapshots_dates::SHOWN);
    let all: std::collections::BTreeSet<_> = COMMANDS.iter().map(|command| command.name).collect();
    assert_eq!(called, all, "every command has a snapshot");
}

fn ready(host: &Host, mut input: Value) -> Value {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use crate::note::text;
    if input["update"] == EMPTIED {
        let open = json!({"id": input["id"]});
        let note = dispatch(host, "note_open", open).expect("opens");
        let note = serde_json::to_value(note).expect("serialises");
        let state = note["value"]["state"].as_str().expect("a state");
        let state = STANDARD.decode(state).expect("base64");
        let emptied = text::rewrite(&state, &text::from_markdown(""), 7).expect("rewrites");
        input["update"] = STANDARD.encode(emptied).into();
    }
    input
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
