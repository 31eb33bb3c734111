//! Saying outside the window that something is due, by the desktop's own notifications.
//!
//! **Context.** What is due, and whether it was said already, is the core's; here it becomes words and
//! goes to the system. A desktop may have nothing that shows notifications, may not let us, or may hang:
//! none of that is an error, and nothing waits for it for long.
//!
//! **Design.** [`Notifier`] is the system as the shell sees it; tests put their own in its place.
//! `patient` asks the real one on a thread of its own. On Linux that is the Desktop Notifications
//! Specification over D-Bus; elsewhere notify-rust. (tauri-plugin-notification tells nobody whether a
//! notification was taken, and puts a script of its own into every page.)

mod patient;
#[cfg_attr(target_os = "linux", path = "linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "elsewhere.rs")]
mod system;
mod words;

use std::sync::Arc;

use colloquy_core::notice::NewlyDue;
use serde::Serialize;
use tauri::{AppHandle, Emitter as _, Manager as _, Runtime};

pub use patient::RealNotifier;

/// Told to the page: show what is due.
pub const SHOW_DUE: &str = "show-due";

/// What a notification says. It may stand on a locked screen: no private words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The sentence that counts.
    pub title: String,
    /// What follows it, perhaps nothing.
    pub body: String,
}

/// What the system made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It takes notifications; whether it shows them at once is its own affair.
    Taken,
    /// There is nothing that shows notifications.
    Absent,
    /// It does not let the app show any.
    Refused,
    /// It gave no answer in time.
    Silent,
}

/// What a click on a notification does; on any thread.
pub type Clicked = Arc<dyn Fn() + Send + Sync>;

/// What shows notifications, as the shell sees it. Blocks for some seconds at most.
pub trait Notifier: Send + Sync {
    /// Whether notifications would be taken; shows nothing.
    fn check(&self) -> Answer;

    /// Has one shown.
    fn show(&self, notice: &Notice, clicked: Clicked) -> Answer;
}

/// Says how many things became due.
pub fn say<R: Runtime>(app: &AppHandle<R>, due: NewlyDue) {
    // Silent where the system is: the settings say so when somebody looks.
    let _ = show(app, &words::due(due));
}

/// Shows a notification that says nothing but how it looks.
pub fn show_sample<R: Runtime>(app: &AppHandle<R>) -> Answer {
    show(app, &words::sample())
}

fn show<R: Runtime>(app: &AppHandle<R>, notice: &Notice) -> Answer {
    let opened = app.clone();
    let clicked = move || {
        crate::window::focus(&opened);
        if let Err(error) = opened.emit_to(crate::window::LABEL, SHOW_DUE, ()) {
            log::warn!("the window was not told to show what is due: {error}");
        }
    };
    app.state::<Box<dyn Notifier>>()
        .show(notice, Arc::new(clicked))
}
