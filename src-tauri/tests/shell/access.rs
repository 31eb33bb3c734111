//! Who may call what: the window `main` its few commands, everybody else nothing.

use colloquy_core::api::COMMANDS;
use serde_json::{Value, json};

use crate::shell::{Shell, invoke, invoke_from, is_denied};

/// Every command of the shell, with a request that it accepts.
fn shell_commands() -> Vec<(&'static str, Value)> {
    vec![
        ("call", json!({ "name": "app_status", "input": {} })),
        ("check_notifications", json!({})),
        ("closed", json!({})),
        ("open_external", json!({ "url": "https://example.org/" })),
        ("pick_path", json!({ "what": "course" })),
        (
            "save_file",
            json!({ "name": "note_export", "input": { "id": null } }),
        ),
        ("reveal_data_folder", json!({})),
        ("show_notification", json!({})),
        ("take_opened_files", json!({})),
    ]
}

/// What the page needs of Tauri and its plugins.
fn granted() -> Vec<(&'static str, Value)> {
    vec![
        (
            "plugin:event|listen",
            json!({ "event": "changed", "target": { "kind": "Any" }, "handler": 1 }),
        ),
        (
            "plugin:event|unlisten",
            json!({ "event": "changed", "eventId": 1 }),
        ),
        (
            "plugin:store|get_store",
            json!({ "path": "preferences.json" }),
        ),
    ]
}

/// What the page must not have, although a plugin or Tauri offers it.
const WITHHELD: &[&str] = &[
    "plugin:store|load",
    "plugin:store|clear",
    "plugin:store|delete",
    "plugin:store|reload",
    "plugin:dialog|open",
    "plugin:dialog|save",
    "plugin:dialog|message",
    "plugin:fs|read_file",
    "plugin:opener|open_url",
    "plugin:window-state|save_window_state",
    "plugin:window-state|filename",
    "plugin:log|log",
    "plugin:notification|notify",
    "plugin:notification|is_permission_granted",
    "plugin:event|emit",
    "plugin:event|emit_to",
    "plugin:window|create",
    "plugin:window|close",
    "plugin:window|set_title",
    "plugin:webview|create_webview_window",
    "plugin:webview|internal_toggle_devtools",
    "plugin:path|resolve_directory",
    "plugin:resources|close",
    "plugin:app|version",
    "plugin:menu|new",
    "plugin:image|from_path",
];

#[test]
fn the_main_window_may_call_each_command_of_the_shell() {
    let shell = Shell::start();
    for (command, input) in shell_commands().into_iter().chain(granted()) {
        let reply = invoke(&shell.main(), command, input);
        assert!(reply.is_ok(), "{command}: {reply:?}");
    }
}

#[test]
fn the_list_here_is_the_list_of_the_build() {
    let listed = include_str!("../../build.rs");
    let capability = include_str!("../../capabilities/main.json");
    for (command, _) in shell_commands() {
        assert!(
            listed.contains(&format!("\"{command}\"")),
            "{command} is not in build.rs"
        );
        assert!(
            capability.contains(&format!("\"allow-{}\"", command.replace('_', "-"))),
            "{command} is not granted"
        );
    }
    let count = listed
        .split_once("COMMANDS")
        .and_then(|(_, rest)| rest.split_once(';'))
        .map(|(list, _)| list);
    assert_eq!(
        count.map(|list| list.matches('"').count() / 2),
        Some(shell_commands().len())
    );
}

#[test]
fn each_command_of_the_core_is_reached_through_call() {
    let shell = Shell::start();
    for command in COMMANDS {
        let reply = invoke(
            &shell.main(),
            "call",
            json!({ "name": command.name, "input": {} }),
        );
        match reply {
            Ok(reply) => assert!(
                reply.get("value").is_some() && reply["changed"].is_array(),
                "{}",
                command.name
            ),
            // It was reached, and says that `{}` is not its request.
            Err(error) => assert_eq!(error["code"], "invalid_input", "{}: {error}", command.name),
        }
    }
}

#[test]
fn a_window_with_another_label_gets_nothing() {
    let shell = Shell::start();
    for label in ["player-1", "Main", "main2", "settings"] {
        let window = shell.other(label);
        let all = shell_commands().into_iter().chain(granted());
        for (command, input) in all.chain(WITHHELD.iter().map(|command| (*command, json!({})))) {
            let reply = invoke(&window, command, input);
            assert!(is_denied(&reply), "{label} {command}: {reply:?}");
        }
    }
    assert!(shell.asked.lock().unwrap().is_empty());
}

#[test]
fn a_page_from_elsewhere_gets_nothing_even_in_the_main_window() {
    let shell = Shell::start();
    let elsewhere = [
        "https://example.org/",
        "http://localhost:1420/",
        "http://127.0.0.1/",
        "file:///tmp/a.html",
        "data:text/html,x",
    ];
    for address in elsewhere {
        for (command, input) in shell_commands().into_iter().chain(granted()) {
            let reply = invoke_from(&shell.main(), address, command, input);
            assert!(is_denied(&reply), "{address} {command}: {reply:?}");
        }
    }
    assert!(shell.asked.lock().unwrap().is_empty());
}

#[test]
fn the_main_window_gets_no_more_than_it_needs() {
    let shell = Shell::start();
    for command in WITHHELD {
        let reply = invoke(&shell.main(), command, json!({}));
        assert!(is_denied(&reply), "{command}: {reply:?}");
    }
}

#[test]
fn the_page_can_name_no_file() {
    let shell = Shell::start();
    let elsewhere = shell.folder.path().join("elsewhere.json");
    std::fs::write(&elsewhere, "{}").unwrap();
    let reply = invoke(
        &shell.main(),
        "plugin:store|get_store",
        json!({ "path": elsewhere }),
    );
    assert_eq!(reply, Ok(Value::Null));
}
