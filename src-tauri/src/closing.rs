//! Closing without losing anything: the page is asked to keep what it holds, and running commands finish.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tauri::{Emitter as _, Manager as _, Runtime, Window};

use crate::engine::Engine;

/// Told to the page: the window is about to go; answer with the command `closed`.
pub const CLOSING: &str = "closing";

/// How long the page may take. A page that hangs must not keep the window open.
const PAGE: Duration = Duration::from_millis(1500);

/// How long running commands may take after that: a little more than SQLite waits for another process.
pub const COMMANDS: Duration = Duration::from_secs(5);

/// How far closing has come.
#[derive(Default)]
pub struct Closing {
    stage: Mutex<Stage>,
    changed: Condvar,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Stage {
    #[default]
    Open,
    Asked,
    Ready,
}

impl Closing {
    /// The page has nothing left to keep.
    pub fn page_is_ready(&self) {
        *self.lock() = Stage::Ready;
        self.changed.notify_all();
    }

    /// Whether this is the first request to close.
    fn begin(&self) -> bool {
        let mut stage = self.lock();
        let first = *stage == Stage::Open;
        if first {
            *stage = Stage::Asked;
        }
        first
    }

    /// Waits for the page; says whether it answered in time.
    fn wait(&self, patience: Duration) -> bool {
        let waited = self
            .changed
            .wait_timeout_while(self.lock(), patience, |stage| *stage != Stage::Ready);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    fn lock(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts closing the main window; it goes when everything is kept.
pub fn begin<R: Runtime>(window: &Window<R>) {
    if !window.state::<Closing>().begin() {
        return;
    }
    let closing = window.clone();
    let finish = move || {
        // A start from now on opens a window of its own instead of handing its files to this one.
        tauri_plugin_single_instance::destroy(&closing);
        if let Err(error) = closing.emit_to(closing.label(), CLOSING, ()) {
            log::warn!("the page was not told that the window closes: {error}");
        } else if !closing.state::<Closing>().wait(PAGE) {
            log::warn!(
                "the page did not say within {} ms that the window may close",
                PAGE.as_millis()
            );
        }
        close_data(&closing.state::<Arc<Engine>>());
        if let Err(error) = closing.destroy() {
            log::error!("the window does not go: {error}");
        }
    };
    if let Err(error) = std::thread::Builder::new()
        .name("closing".into())
        .spawn(finish)
    {
        log::error!("no thread to close the window in an orderly way: {error}");
        if let Err(error) = window.destroy() {
            log::error!("the window does not go: {error}");
        }
    }
}

/// Waits for running commands and closes the data; a second time does nothing.
pub fn close_data(engine: &Engine) {
    if !engine.close(COMMANDS) {
        log::warn!("a command was still running when the app closed");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_request_starts_closing() {
        let closing = Closing::default();
        assert!(closing.begin());
        assert!(!closing.begin());
    }

    #[test]
    fn a_silent_page_holds_the_window_only_so_long() {
        let closing = Closing::default();
        closing.begin();
        assert!(!closing.wait(Duration::from_millis(1)));
        closing.page_is_ready();
        assert!(closing.wait(Duration::ZERO));
    }
}
