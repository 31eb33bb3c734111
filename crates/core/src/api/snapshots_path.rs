//! Snapshots of the commands about questions and the path: those of `snapshots.rs` for a course
//! that has questions.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{Host, dispatch};
use crate::db::Folder;
use crate::testing::Clock;
use crate::testing::asked::{ASKED, files};

/// The commands that have their snapshot here.
pub(super) const SHOWN: [&str; 7] = [
    "sitting_open",
    "sitting_finish",
    "sitting_find",
    "item_answer",
    "module_rate",
    "path_read",
    "path_set",
];

/// One request or more for each, in an order that makes sense. `SITTING` stands for the id of the
/// sitting that was begun last.
fn requests() -> Vec<(&'static str, Value)> {
    let open = |kind: &str, module: Value| json!({"course": ASKED, "kind": kind, "module": module, "again": false});
    let find = |kind: &str, module: Value| json!({"course": ASKED, "kind": kind, "module": module});
    let answer = |item: &str, option: Value, confidence: u8| json!({"sitting": "SITTING", "item": item, "option": option, "confidence": confidence, "seconds": 20});
    vec![
        ("sitting_find", find("pre", Value::Null)),
        (
            "module_rate",
            json!({"course": ASKED, "module": "m1", "years": 3, "relevance": 4}),
        ),
        ("sitting_open", open("pre", Value::Null)),
        ("item_answer", answer("l11-a", json!("wrong"), 4)),
        ("item_answer", answer("l12-a", Value::Null, 1)),
        ("item_answer", answer("l21-a", json!("right"), 3)),
        ("sitting_finish", json!({"sitting": "SITTING"})),
        ("path_read", json!({"course": ASKED})),
        (
            "path_set",
            json!({"course": ASKED, "choice": {"of": "module", "module": "m2", "level": "fast_track"}}),
        ),
        ("sitting_open", open("fast", json!("m2"))),
        ("sitting_find", find("fast", json!("m2"))),
    ]
}

#[test]
fn every_command_by_its_reply() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let package = dir.path().join("course");
    for (path, bytes) in files(1) {
        let path = package.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("creates");
        std::fs::write(path, bytes).expect("writes");
    }
    let host = Host::open(Folder::at(dir.path().join("data")), Clock::new());
    let package = package.display().to_string();
    dispatch(&host, "course_open", json!({"path": package})).expect("opens");
    let mut called = std::collections::BTreeSet::new();
    let mut sitting = Value::Null;
    for (number, (name, mut input)) in (1..).zip(requests()) {
        called.insert(name);
        if input["sitting"] == "SITTING" {
            input["sitting"] = sitting.clone();
        }
        let reply = dispatch(&host, name, input).unwrap_or_else(|error| panic!("{name}: {error}"));
        let shown = serde_json::to_value(reply).expect("serialises");
        if name == "sitting_open" {
            sitting = shown["value"]["sitting"].clone();
        }
        assert_json_snapshot!(format!("{number:02}_{name}"), shown);
    }
    assert_eq!(called, SHOWN.into());
}
