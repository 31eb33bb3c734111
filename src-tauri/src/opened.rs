//! Course packages that the desktop asked this window to open.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use tauri::{AppHandle, Emitter as _, Manager as _, Runtime};

/// Told to the page: the path of a package to open.
pub const OPEN_FILE: &str = "open-file";

/// Packages that wait for the page. Once it has asked for them, later ones are told to it at once.
#[derive(Default)]
pub struct Opened(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    page_listens: bool,
    files: Vec<String>,
}

impl Opened {
    /// Gives the waiting files to the page, which listens from now on.
    pub fn take(&self) -> Vec<String> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.page_listens = true;
        std::mem::take(&mut waiting.files)
    }

    /// Keeps files for the page, or gives back those that it can be told at once.
    fn offer(&self, files: Vec<PathBuf>) -> Vec<String> {
        let files = files.into_iter().map(|file| file.display().to_string());
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.page_listens {
            files.collect()
        } else {
            waiting.files.extend(files);
            Vec::new()
        }
    }
}

/// Has the page of the main window open these packages, now or when it has loaded.
pub fn open<R: Runtime>(app: &AppHandle<R>, files: Vec<PathBuf>) {
    for file in app.state::<Opened>().offer(files) {
        if let Err(error) = app.emit_to(crate::window::LABEL, OPEN_FILE, file) {
            log::warn!("a file to open was not told to the window: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_wait_until_the_page_asks_and_are_given_once() {
        let opened = Opened::default();
        assert!(opened.offer(vec!["a.colloquy".into()]).is_empty());
        assert_eq!(opened.take(), ["a.colloquy"]);
        assert!(opened.take().is_empty());
        assert_eq!(opened.offer(vec!["b.colloquy".into()]), ["b.colloquy"]);
        assert!(opened.take().is_empty());
    }
}
