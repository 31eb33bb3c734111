//! Commands through the table, on real folders.

use std::fs;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{COMMANDS, Host, Topic, dispatch};
use crate::db::Folder;
use crate::testing::Clock;
use crate::{Code, Result};

struct Fixture {
    host: Host,
    clock: Arc<Clock>,
    _dir: tempfile::TempDir,
}

fn fixture() -> Fixture {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let clock = Clock::new();
    let host = Host::open(Folder::at(dir.path()), clock.clone());
    Fixture {
        host,
        clock,
        _dir: dir,
    }
}

fn reopen(fixture: &mut Fixture) {
    let folder = fixture.host.folder().clone();
    // The old connection must be closed before the file is looked at again.
    fixture.host = Host::open(
        Folder::at(folder.root().join("elsewhere")),
        fixture.clock.clone(),
    );
    fixture.host = Host::open(folder, fixture.clock.clone());
}

fn call(fixture: &Fixture, name: &str, input: Value) -> Result<Value> {
    dispatch(&fixture.host, name, input).map(|reply| reply.value)
}

fn good(fixture: &Fixture, name: &str, input: Value) -> Value {
    call(fixture, name, input).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn names_are_noun_verb_unique_and_described() {
    let mut names: Vec<_> = COMMANDS.iter().map(|command| command.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), COMMANDS.len());
    for command in COMMANDS {
        assert_eq!(command.name.split('_').count(), 2, "{}", command.name);
        assert!(command.summary.ends_with('.'), "{}", command.name);
    }
}

#[test]
fn unknown_commands_and_malformed_requests_are_named() {
    let fixture = fixture();
    assert_eq!(
        call(&fixture, "lesson_burn", json!({}))
            .expect_err("refuses")
            .code,
        Code::NotFound
    );
    for (name, input) in [
        ("lesson_open", json!({})),
        (
            "lesson_open",
            json!({"course": "a", "lesson": "b", "extra": 1}),
        ),
        ("app_status", json!([1, 2])),
        (
            "check_answer",
            json!({"course": "a", "lesson": "b", "block": "c", "answer": {"form": "guess"}}),
        ),
    ] {
        let error = call(&fixture, name, input).expect_err("refuses");
        assert_eq!(
            (error.code, error.context["command"].as_str()),
            (Code::InvalidInput, name)
        );
    }
}

#[test]
fn from_first_run_to_a_finished_first_lesson() {
    let mut fixture = fixture();
    assert_eq!(good(&fixture, "app_status", json!({}))["first_run"], true);
    let started = dispatch(&fixture.host, "course_start", json!({})).expect("starts");
    assert!(started.changed.contains(&Topic::Course));
    let course = started.value["id"].clone();
    let map = good(&fixture, "course_map", json!({"course": course}));
    let lesson = map["modules"][0]["lessons"][0]["id"].clone();
    let view = good(
        &fixture,
        "lesson_open",
        json!({"course": course, "lesson": lesson}),
    );
    let ids: Vec<&Value> = view["blocks"]
        .as_array()
        .expect("blocks")
        .iter()
        .map(|block| &block["id"])
        .collect();
    let last = ids.last().expect("a block");
    good(
        &fixture,
        "lesson_progress",
        json!({
            "course": course, "lesson": lesson, "position": {"block": last, "fraction": 0.0}, "seen": ids, "active": true
        }),
    );
    good(&fixture, "place_save", json!({"place": "#/lesson/x/y"}));
    reopen(&mut fixture);
    let status = good(&fixture, "app_status", json!({}));
    assert_eq!(
        (&status["current_course"], &status["last_place"]),
        (&course, &json!("#/lesson/x/y"))
    );
    let again = good(
        &fixture,
        "lesson_open",
        json!({"course": course, "lesson": lesson}),
    );
    assert_eq!(&again["position"]["block"], *last);
}

#[test]
fn damage_is_explained_the_file_kept_and_the_newest_backup_restored() {
    let mut fixture = fixture();
    good(&fixture, "course_start", json!({}));
    fixture.host.maintain().expect("backs up");
    let folder = fixture.host.folder().clone();
    let ruined = b"not a database".to_vec();
    fs::remove_file(folder.root().join("colloquy.db-wal")).unwrap_or(());
    fixture.host = Host::open(
        Folder::at(folder.root().join("elsewhere")),
        fixture.clock.clone(),
    );
    fs::write(folder.database(), &ruined).expect("ruins");
    fixture.host = Host::open(folder.clone(), fixture.clock.clone());

    let status = good(&fixture, "app_status", json!({}));
    assert_eq!(status["problem"]["error"]["code"], "database_corrupt");
    let backup = status["problem"]["backups"][0]["name"].clone();
    assert_eq!(
        call(&fixture, "today_read", json!({}))
            .expect_err("refuses")
            .code,
        Code::DatabaseCorrupt
    );

    let mended = good(
        &fixture,
        "app_recover",
        json!({"action": "restore", "backup": backup}),
    );
    assert_eq!(
        (&mended["problem"], &mended["first_run"]),
        (&Value::Null, &json!(false))
    );
    let kept = mended["recovered"]["kept_as"].as_str().expect("kept");
    assert_eq!(fs::read(kept).expect("reads"), ruined);
}

#[test]
fn starting_empty_keeps_the_file_and_the_backups() {
    let mut fixture = fixture();
    good(&fixture, "course_start", json!({}));
    good(&fixture, "backup_create", json!({}));
    let folder = fixture.host.folder().clone();
    fixture.host = Host::open(
        Folder::at(folder.root().join("elsewhere")),
        fixture.clock.clone(),
    );
    fs::write(folder.database(), b"garbage").expect("ruins");
    fixture.host = Host::open(folder, fixture.clock.clone());
    let mended = good(&fixture, "app_recover", json!({"action": "fresh"}));
    assert_eq!(mended["first_run"], true);
    assert_eq!(
        good(&fixture, "backup_list", json!({}))["backups"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[test]
fn a_whole_database_is_not_replaced_by_recovery() {
    let fixture = fixture();
    for action in [
        json!({"action": "fresh"}),
        json!({"action": "restore", "backup": "x"}),
    ] {
        assert_eq!(
            call(&fixture, "app_recover", action)
                .expect_err("refuses")
                .code,
            Code::InvalidInput
        );
    }
    assert_eq!(
        good(&fixture, "app_recover", json!({"action": "retry"}))["problem"],
        Value::Null
    );
}

#[test]
fn restoring_goes_back_and_backs_up_the_present_first() {
    let fixture = fixture();
    let empty = good(&fixture, "backup_create", json!({}))["name"].clone();
    fixture.clock.advance(chrono::Duration::hours(1));
    good(&fixture, "course_start", json!({}));
    let status = good(&fixture, "backup_restore", json!({"backup": empty}));
    assert_eq!(status["first_run"], true);
    let newest = good(&fixture, "backup_list", json!({}))["backups"][0]["name"].clone();
    assert_ne!(newest, empty);
    fixture.clock.advance(chrono::Duration::hours(1));
    assert_eq!(
        good(&fixture, "backup_restore", json!({"backup": newest}))["first_run"],
        false
    );
}

#[test]
fn a_second_process_goes_on_in_the_restored_database() {
    let fixture = fixture();
    let empty = good(&fixture, "backup_create", json!({}))["name"].clone();
    fixture.clock.advance(chrono::Duration::hours(1));
    good(&fixture, "course_start", json!({}));
    let beside = Host::open(fixture.host.folder().clone(), fixture.clock.clone());
    good(&fixture, "backup_restore", json!({"backup": empty}));
    dispatch(&beside, "place_save", json!({"place": "#/kept"})).expect("writes");
    let status = good(&fixture, "app_status", json!({}));
    assert_eq!(
        (&status["first_run"], &status["last_place"]),
        (&json!(true), &json!("#/kept"))
    );
}
