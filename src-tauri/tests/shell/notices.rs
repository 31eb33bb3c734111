//! What is said outside the window, and what a click on it does.

use std::sync::mpsc::channel;
use std::time::Duration;

use colloquy_core::app::{Environment as _, Machine};
use colloquy_desktop::Notice;
use serde_json::{Value, json};
use tauri::Listener as _;

use crate::shell::{Shell, invoke};

/// The first look at what is due comes some seconds after the start.
const PATIENCE: Duration = Duration::from_secs(30);

fn call(shell: &Shell, name: &str, input: Value) {
    let reply = invoke(
        &shell.main(),
        "call",
        json!({ "name": name, "input": input }),
    );
    assert!(reply.is_ok(), "{name}: {reply:?}");
}

/// Something that is due today.
fn deadline(shell: &Shell, title: &str) {
    let today = Machine.local_date().to_string();
    call(
        shell,
        "deadline_set",
        json!({ "id": null, "title": title, "date": today }),
    );
}

fn said(shell: &Shell) -> Notice {
    shell
        .shown
        .recv_timeout(PATIENCE)
        .expect("a notification")
        .0
}

#[test]
fn what_is_due_is_said_in_numbers_and_a_click_shows_it() {
    let shell = Shell::start();
    deadline(&shell, "Private paper");
    deadline(&shell, "Private talk");
    call(&shell, "notice_set", json!({ "on": true }));
    let (notice, clicked) = shell.shown.recv_timeout(PATIENCE).expect("a notification");
    assert_eq!(
        (notice.title.as_str(), notice.body.as_str()),
        ("2 things are due today.", "")
    );
    let (sender, told) = channel();
    shell.main().listen("show-due", move |_| {
        sender.send(()).expect("the test waits")
    });
    clicked();
    told.recv_timeout(PATIENCE).expect("the page is told");
}

#[test]
fn each_is_said_once() {
    let shell = Shell::start();
    deadline(&shell, "One");
    call(&shell, "notice_set", json!({ "on": true }));
    assert_eq!(said(&shell).title, "1 thing is due today.");
    deadline(&shell, "Two");
    call(&shell, "notice_set", json!({ "on": true }));
    assert_eq!(said(&shell).title, "1 thing is due today.");
}

#[test]
fn one_to_look_at_says_nothing_of_what_is_due() {
    let shell = Shell::start();
    deadline(&shell, "One");
    assert_eq!(
        invoke(&shell.main(), "show_notification", json!({})),
        Ok(json!("taken"))
    );
    assert_eq!(said(&shell).body, "You asked to see one.");
}

#[test]
fn whether_the_system_takes_notifications_is_asked_without_showing_one() {
    let shell = Shell::start();
    assert_eq!(
        invoke(&shell.main(), "check_notifications", json!({})),
        Ok(json!("taken"))
    );
    assert!(shell.shown.try_recv().is_err());
}
