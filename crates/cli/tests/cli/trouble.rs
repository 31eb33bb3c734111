//! What every command says when the database cannot be used.

use std::fs;
use std::path::PathBuf;

use serde_json::json;

use crate::common::Desk;

/// Commands that need the database.
const NEED_IT: [&[&str]; 5] = [
    &["course", "list"],
    &["course", "open", "somewhere"],
    &["progress", "show"],
    &["progress", "export", "--format", "csv"],
    &["backup", "create"],
];

fn damage(desk: &Desk) -> (PathBuf, Vec<u8>) {
    let database = desk.data().join("colloquy.db");
    crate::common::write(&desk.data(), "colloquy.db", &"damaged ".repeat(2000));
    let bytes = fs::read(&database).unwrap();
    (database, bytes)
}

#[test]
fn a_damaged_database_stays_and_the_newest_backup_is_offered() {
    let desk = Desk::new();
    desk.call("place_save", &json!({ "place": "#/saved" }));
    let made = desk.call("backup_create", &json!({}));
    let name = made["name"].as_str().unwrap();
    let (database, bytes) = damage(&desk);
    let offer = format!("backup restore {name}`");
    for command in NEED_IT {
        let ran = desk.run(command).failed();
        assert_eq!(ran.stdout, "");
        assert!(
            ran.stderr.contains("was not touched") && ran.stderr.contains(&offer),
            "{}",
            ran.stderr
        );
        let error = desk.run(command.iter().chain(&["--json"])).failed().error();
        assert_eq!(error["code"], "database_corrupt");
        assert_eq!(error["context"]["newest_backup"], name);
    }
    let status = desk.run(["status"]).failed();
    assert!(status.stdout.contains(&offer), "{}", status.stdout);
    let listed = desk.run(["backup", "list"]).succeeded();
    assert!(
        listed.stdout.contains(name) && listed.stderr.contains(&offer),
        "{}",
        listed.stderr
    );
    assert_eq!(
        fs::read(&database).unwrap(),
        bytes,
        "nothing has touched it"
    );

    let restored = desk
        .run(["backup", "restore", name, "--json"])
        .succeeded()
        .json();
    let kept = restored["recovered"]["kept_as"].as_str().unwrap();
    assert_eq!(fs::read(kept).unwrap(), bytes, "it is kept aside");
    assert_eq!(desk.call("app_status", &json!({}))["last_place"], "#/saved");
}

#[test]
fn a_damaged_database_without_a_backup_can_be_started_empty_as_told() {
    let desk = Desk::new();
    let (_, bytes) = damage(&desk);
    let told = desk.run(["course", "list"]).failed().stderr;
    assert!(
        told.contains(r#"call app_recover '{"action":"fresh"}'"#),
        "{told}"
    );
    let status = desk.call("app_recover", &json!({ "action": "fresh" }));
    assert_eq!(
        fs::read(status["recovered"]["kept_as"].as_str().unwrap()).unwrap(),
        bytes
    );
    desk.run(["course", "list"]).succeeded();
}

#[test]
fn a_call_reports_the_problem_as_it_is() {
    let desk = Desk::new();
    damage(&desk);
    let error = desk.run(["call", "today_read"]).failed().error();
    assert_eq!(error["code"], "database_corrupt");
    let problem = desk.call("app_status", &json!({}))["problem"].clone();
    assert_eq!(problem["error"]["code"], "database_corrupt");
}

#[test]
fn a_newer_database_is_refused_unharmed() {
    let desk = Desk::new();
    desk.run(["status"]).succeeded();
    let database = desk.data().join("colloquy.db");
    let mut bytes = fs::read(&database).unwrap();
    // SQLite file format: the user version is at offset 60, big-endian.
    bytes[60..64].copy_from_slice(&9_999_u32.to_be_bytes());
    fs::write(&database, &bytes).unwrap();
    for suffix in ["-wal", "-shm"] {
        let log = desk.data().join(format!("colloquy.db{suffix}"));
        assert!(!log.exists(), "the last process closed the database");
    }
    for command in NEED_IT
        .into_iter()
        .chain([["backup", "restore", "any.db"].as_slice()])
    {
        let ran = desk.run(command).failed();
        assert!(
            ran.stderr.contains("newer version") && ran.stderr.contains("safe"),
            "{}",
            ran.stderr
        );
    }
    assert_eq!(fs::read(&database).unwrap(), bytes);
}

#[test]
fn a_data_folder_that_cannot_be_written_is_named() {
    let desk = Desk::new();
    // A file stands where the folder should be: refused for every user, root too.
    crate::common::write(&desk.path(""), "data", "a file");
    let ran = desk.run(["course", "list", "--json"]).failed();
    assert_eq!(ran.error()["code"], "cannot_write", "{}", ran.stderr);
    assert!(
        ran.error()["message"].as_str().unwrap().contains("--data"),
        "{}",
        ran.stderr
    );
    assert_eq!(fs::read_to_string(desk.data()).unwrap(), "a file");
}

#[test]
fn what_needs_no_database_works_without_one() {
    let desk = Desk::new();
    damage(&desk);
    let course = desk.course("course").display().to_string();
    desk.run(["course", "check", &course]).succeeded();
    desk.run(["commands"]).succeeded();
    desk.run(["completions", "bash"]).succeeded();
}
