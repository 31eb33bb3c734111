//! `status`, `call`, `commands`, `completions`, help, and arguments that make no sense.

use serde_json::json;

use crate::common::Desk;

#[test]
fn status_says_where_the_data_is() {
    let desk = Desk::new();
    let text = desk.run(["status"]).succeeded().stdout;
    assert!(
        text.starts_with("Everything is ready; no course was started yet.\n\nVersion "),
        "{text}"
    );
    assert!(text.contains(&desk.data().display().to_string()));
    let status = desk.run(["status", "--json"]).succeeded().json();
    assert_eq!(status["first_run"], true);
    assert_eq!(status["data_folder"], desk.data().display().to_string());
}

#[test]
fn a_call_answers_with_the_reply_alone() {
    let desk = Desk::new();
    let ran = desk.run(["call", "app_status"]).succeeded();
    assert_eq!(ran.json()["problem"], json!(null));
    assert_eq!(ran.stderr, "");
    let place = r##"{"place":"#/today"}"##;
    assert_eq!(
        desk.run_with_input(["call", "place_save", "-"], place)
            .succeeded()
            .json(),
        json!({})
    );
    assert_eq!(desk.call("app_status", &json!({}))["last_place"], "#/today");
}

#[test]
fn a_failed_call_is_json_on_stderr() {
    let desk = Desk::new();
    for (arguments, code) in [
        (vec!["call", "nothing_here"], "not_found"),
        (
            vec!["call", "course_map", r#"{"course":"nowhere"}"#],
            "not_found",
        ),
        (vec!["call", "course_map", "{}"], "invalid_input"),
        (
            vec!["call", "app_status", r#"{"surplus":1}"#],
            "invalid_input",
        ),
        (vec!["call", "app_status", "{"], "invalid_input"),
        (vec!["call", "app_status", "-1"], "invalid_input"),
    ] {
        let ran = desk.run(&arguments).failed();
        assert_eq!(ran.stdout, "", "{arguments:?}");
        let error = ran.error();
        assert_eq!(error["code"], code, "{arguments:?}");
        assert!(
            error["message"].is_string() && error["context"].is_object(),
            "{error}"
        );
        assert_eq!(error.as_object().unwrap().len(), 3, "{error}");
        assert_eq!(ran.stderr.lines().count(), 1);
    }
}

#[test]
fn the_command_table_is_printed_in_three_forms() {
    let desk = Desk::new();
    let text = desk.run(["commands"]).succeeded().stdout;
    assert!(
        text.lines()
            .any(|line| line.starts_with("course_open ") && line.contains(" CourseOpen ")),
        "{text}"
    );
    let table = desk.run(["commands", "--json"]).succeeded().json();
    let rows = table.as_array().unwrap();
    assert_eq!(rows.len() + 1, text.lines().count());
    let open = rows
        .iter()
        .find(|row| row["name"] == "course_open")
        .unwrap();
    assert_eq!(
        (&open["input"], &open["output"]),
        (&json!("CourseOpen"), &json!("CourseInstalled"))
    );
    assert!(
        open["summary"]
            .as_str()
            .unwrap()
            .starts_with("Install a course")
    );
    let types = desk.run(["commands", "--typescript"]).succeeded().stdout;
    assert_eq!(types, colloquy_core::api::typescript());
    assert!(!desk.data().exists(), "the table needs no data folder");
}

#[test]
fn completions_are_made_for_each_shell() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.run(["completions", shell]).succeeded().stdout;
        assert!(
            script.contains("colloquy") && script.contains("backup"),
            "{shell}"
        );
    }
}

#[test]
fn every_command_has_help_with_examples() {
    let desk = Desk::new();
    for command in [
        "",
        "course check",
        "course build",
        "course open",
        "course list",
        "course init",
        "progress show",
        "progress export",
        "backup create",
        "backup list",
        "backup restore",
        "serve",
        "commands",
        "call",
        "completions",
        "status",
    ] {
        let help = desk
            .run(command.split_whitespace().chain(["--help"]))
            .succeeded()
            .stdout;
        assert!(help.contains("Examples:\n  colloquy "), "{command}: {help}");
    }
}

#[test]
fn arguments_that_make_no_sense_are_exit_code_2() {
    let desk = Desk::new();
    for arguments in [
        vec!["nonsense"],
        vec!["course", "check"],
        vec!["progress", "export", "--format", "pdf"],
        vec!["serve", "--port", "70000"],
        vec!["commands", "--typescript", "--json"],
    ] {
        let ran = desk.run(&arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(!ran.stderr.is_empty());
    }
    let ran = desk.run(["course", "check", "--json"]);
    assert_eq!(ran.code, 2);
    assert_eq!(ran.error()["code"], "invalid_input");
    assert!(
        ran.error()["message"]
            .as_str()
            .unwrap()
            .ends_with("not provided: <DIR>"),
        "{}",
        ran.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_reading_is_no_failure() {
    use std::process::Stdio;
    let mut child = Desk::new()
        .command(["commands", "--typescript"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{output:?}"
    );
}
