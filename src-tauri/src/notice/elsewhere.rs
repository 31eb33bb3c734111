//! Notifications on Windows and macOS, by notify-rust.

use std::sync::mpsc::sync_channel;

use notify_rust::{Notification, NotificationResponse};

use super::patient::Slow;
use super::{Answer, Clicked, Notice};

/// As in `tauri.conf.json`: under this name the installed app is known to the system.
const IDENTIFIER: &str = "org.colloquy.desktop";

/// The desktop's notifications.
#[derive(Default)]
pub struct System;

impl Slow for System {
    fn check(&mut self) -> Answer {
        // The system has notifications. Whether it shows ours it does not say.
        Answer::Taken
    }

    fn show(&mut self, notice: &Notice, clicked: Clicked) -> Answer {
        let notification = notification(notice);
        let (answer, answered) = sync_channel(1);
        // Waits for the click on a thread of its own: it may be days.
        let wait = move || match notification.show() {
            Err(_) => drop(answer.send(Answer::Refused)),
            Ok(handle) => {
                drop(answer.send(Answer::Taken));
                let heard = move |response: &NotificationResponse| {
                    if response.is_default_action() {
                        clicked();
                    }
                };
                // That nobody will ever hear of a click is no reason to say anything.
                drop(handle.wait_for_response(heard));
            }
        };
        let thread = std::thread::Builder::new().name("notification clicks".into());
        if thread.spawn(wait).is_err() {
            return Answer::Silent;
        }
        answered.recv().unwrap_or(Answer::Silent)
    }
}

fn notification(notice: &Notice) -> Notification {
    let mut notification = Notification::new();
    notification
        .appname("Colloquy")
        .summary(&notice.title)
        .body(&notice.body);
    // A build that was not installed is unknown to the system, which would show nothing.
    #[cfg(target_os = "windows")]
    if !cfg!(debug_assertions) {
        notification.app_id(IDENTIFIER);
    }
    #[cfg(target_os = "macos")]
    if !cfg!(debug_assertions) {
        // Refused the second time, since it stays set.
        drop(notify_rust::set_application(IDENTIFIER));
    }
    notification
}

#[cfg(test)]
mod tests {
    use super::IDENTIFIER;

    #[test]
    fn the_identifier_is_the_app_s() {
        let configuration = include_str!("../../tauri.conf.json");
        assert!(configuration.contains(&format!("\"identifier\": \"{IDENTIFIER}\"")));
    }
}
