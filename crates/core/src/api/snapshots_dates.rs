//! Snapshots of the commands about dates, and of a tool of tables that makes a calendar.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{Host, dispatch};
use crate::db::Folder;
use crate::testing::Clock;

/// The commands that have their snapshot here.
pub(super) const SHOWN: [&str; 9] = [
    "calendar_export",
    "deadline_remove",
    "deadline_restore",
    "deadline_set",
    "due_list",
    "due_mark",
    "notice_read",
    "notice_set",
    "tool_example",
];

/// In an order that makes sense.
fn requests() -> Vec<(&'static str, Value)> {
    const ID: &str = "0191d6c0-0000-7000-8000-000000000005";
    vec![
        (
            "deadline_set",
            json!({"id": ID, "title": "Board paper", "date": "2026-12-02"}),
        ),
        ("tool_example", json!({"tool": "t9"})),
        ("due_list", json!({})),
        ("due_mark", json!({"id": "t9/example-1", "done": true})),
        ("deadline_remove", json!({"id": ID})),
        ("deadline_restore", json!({"id": ID})),
        ("calendar_export", json!({})),
        ("tool_export", json!({"tool": "t9", "format": "ics"})),
        ("today_read", json!({})),
        ("notice_read", json!({})),
        ("notice_set", json!({"on": true})),
    ]
}

#[test]
fn every_command_by_its_reply() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let host = Host::open(Folder::at(dir.path().join("data")), Clock::new());
    let mut called = std::collections::BTreeSet::new();
    for (number, (name, input)) in (1..).zip(requests()) {
        called.insert(name);
        let reply = dispatch(&host, name, input).unwrap_or_else(|error| panic!("{name}: {error}"));
        let shown = serde_json::to_value(reply).expect("serialises");
        assert_json_snapshot!(format!("{number:02}_{name}"), shown);
    }
    assert!(SHOWN.iter().all(|name| called.contains(name)));
}
