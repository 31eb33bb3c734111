//! What the shell's commands do.

use std::sync::mpsc;

use serde_json::{Value, json};
use tauri::{Listener as _, Manager as _};

use crate::shell::{Shell, invoke};

#[test]
fn a_failure_has_a_code_a_sentence_and_its_facts() {
    let shell = Shell::start();
    let error = invoke(
        &shell.main(),
        "call",
        json!({ "name": "nonsense", "input": {} }),
    )
    .unwrap_err();
    assert_eq!(error["code"], "not_found");
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|text| text.contains("nonsense")),
        "{error}"
    );
    assert_eq!(error["context"]["command"], "nonsense");
}

#[test]
fn a_reply_says_what_changed_and_other_windows_hear_it() {
    let shell = Shell::start();
    let (sender, told) = mpsc::channel();
    for window in [shell.main(), shell.other("second")] {
        let (label, sender) = (window.label().to_owned(), sender.clone());
        window.listen("changed", move |event| {
            // The test may be over when a later change is told.
            let _ = sender.send((label.clone(), event.payload().to_owned()));
        });
    }
    let reply = invoke(
        &shell.main(),
        "call",
        json!({ "name": "course_start", "input": {} }),
    )
    .unwrap();
    let changed = reply["changed"].to_string();
    assert!(changed.contains("course"), "{changed}");
    // Everybody is told of the daily backup at the start, before this or after.
    let heard: Vec<_> = told
        .try_iter()
        .filter(|(_, topics)| topics != r#"["backup"]"#)
        .collect();
    assert_eq!(heard, [("second".to_owned(), changed)]);
}

#[test]
fn only_web_and_mail_addresses_are_opened_outside() {
    let shell = Shell::start();
    for bad in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "tauri://localhost",
        "no address",
    ] {
        let error = invoke(&shell.main(), "open_external", json!({ "url": bad })).unwrap_err();
        assert_eq!(error["code"], "invalid_input", "{bad}");
    }
    for good in ["https://example.org/a?b", "mailto:a@example.org"] {
        assert_eq!(
            invoke(&shell.main(), "open_external", json!({ "url": good })),
            Ok(Value::Null)
        );
    }
    assert_eq!(
        *shell.asked.lock().unwrap(),
        ["open https://example.org/a?b", "open mailto:a@example.org"]
    );
}

#[test]
fn the_dialog_belongs_to_the_window_that_asked() {
    let shell = Shell::start();
    assert_eq!(
        invoke(&shell.main(), "pick_path", json!({ "what": "course" })),
        Ok(json!("/courses/a.colloquy"))
    );
    assert_eq!(*shell.asked.lock().unwrap(), ["pick Course for main"]);
}

#[test]
fn the_data_folder_is_the_one_that_was_given() {
    let shell = Shell::start();
    invoke(&shell.main(), "reveal_data_folder", json!({})).unwrap();
    assert_eq!(
        *shell.asked.lock().unwrap(),
        [format!("show {}", shell.folder.path().display())]
    );
}

#[test]
fn preferences_are_kept_in_the_data_folder() {
    let shell = Shell::start();
    let main = shell.main();
    let store = invoke(
        &main,
        "plugin:store|get_store",
        json!({ "path": "preferences.json" }),
    )
    .unwrap();
    let preferences = json!({ "theme": "dark" });
    invoke(
        &main,
        "plugin:store|set",
        json!({ "rid": store, "key": "preferences", "value": preferences }),
    )
    .unwrap();
    invoke(&main, "plugin:store|save", json!({ "rid": store })).unwrap();
    let file = std::fs::read_to_string(shell.folder.path().join("preferences.json")).unwrap();
    let kept: Value = serde_json::from_str(&file).unwrap();
    assert_eq!(kept, json!({ "preferences": { "theme": "dark" } }));
}

#[test]
fn with_a_data_folder_everything_lies_in_it() {
    let shell = Shell::start();
    let paths = shell.app.path();
    let folders = [
        paths.app_data_dir(),
        paths.app_local_data_dir(),
        paths.app_config_dir(),
        paths.app_cache_dir(),
        paths.app_log_dir(),
    ];
    for folder in folders {
        let folder = folder.unwrap();
        assert!(
            folder.starts_with(shell.folder.path()),
            "{}",
            folder.display()
        );
    }
}

#[test]
fn a_file_is_saved_where_the_reader_says_and_nowhere_else() {
    let shell = Shell::start();
    let input =
        json!({ "id": null, "title": "Kept", "markdown": "Text.", "tags": [], "place": null });
    let made = invoke(
        &shell.main(),
        "call",
        json!({ "name": "note_create", "input": input }),
    )
    .unwrap();
    let id = made["value"]["card"]["id"].clone();
    let saved = invoke(
        &shell.main(),
        "save_file",
        json!({ "name": "note_export", "input": { "id": id } }),
    )
    .unwrap();
    let path = shell.folder.path().join("Kept.md");
    assert_eq!(saved, json!(path.display().to_string()));
    assert!(std::fs::read_to_string(path).unwrap().contains("Text."));
    let other = invoke(
        &shell.main(),
        "save_file",
        json!({ "name": "app_status", "input": {} }),
    );
    assert_eq!(other.unwrap_err()["code"], "invalid_input");
}
