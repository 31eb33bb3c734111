//! What the shell asks of the desktop around it: a file dialog, the browser, the file manager.

use std::path::{Path, PathBuf};

use colloquy_core::{Code, Error, Result};
use serde::Deserialize;
use tauri::{Runtime, WebviewWindow};
use tauri_plugin_dialog::DialogExt as _;
use url::Url;

/// What the reader is asked to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// A course package.
    Course,
    /// A spreadsheet or CSV file.
    Spreadsheet,
    /// A folder of Markdown files.
    Notes,
}

/// The desktop as the commands see it; tests put their own in its place.
pub trait Desktop<R: Runtime>: Send + Sync {
    /// Lets the reader choose a file or folder to open. Blocks until they have.
    fn pick(&self, window: &WebviewWindow<R>, what: Pick) -> Option<PathBuf>;

    /// Lets the reader choose where to save a file; `name` is suggested. Blocks until they have.
    fn place_for(&self, window: &WebviewWindow<R>, name: &str) -> Option<PathBuf>;

    /// Opens an address outside the app.
    ///
    /// # Errors
    /// `unsupported` when the system has nothing that opens it.
    fn open_address(&self, address: &Url) -> Result<()>;

    /// Shows a folder in the file manager.
    ///
    /// # Errors
    /// `unsupported` when the system has nothing that shows it.
    fn show_folder(&self, folder: &Path) -> Result<()>;
}

/// The desktop that the app really runs on.
pub struct RealDesktop;

impl<R: Runtime> Desktop<R> for RealDesktop {
    fn pick(&self, window: &WebviewWindow<R>, what: Pick) -> Option<PathBuf> {
        let dialog = window.dialog().file().set_parent(window);
        let chosen = match what {
            Pick::Course => dialog
                .add_filter("Colloquy course", &["colloquy"])
                .blocking_pick_file(),
            Pick::Spreadsheet => dialog
                .add_filter(
                    "Spreadsheet or CSV",
                    &["xlsx", "xls", "ods", "csv", "tsv", "txt"],
                )
                .blocking_pick_file(),
            Pick::Notes => dialog.blocking_pick_folder(),
        };
        chosen.and_then(|file| file.into_path().ok())
    }

    fn place_for(&self, window: &WebviewWindow<R>, name: &str) -> Option<PathBuf> {
        let dialog = window.dialog().file().set_parent(window);
        dialog
            .set_file_name(name)
            .blocking_save_file()
            .and_then(|file| file.into_path().ok())
    }

    fn open_address(&self, address: &Url) -> Result<()> {
        tauri_plugin_opener::open_url(address.as_str(), None::<&str>)
            .map_err(|error| failed("the address", &error))
    }

    fn show_folder(&self, folder: &Path) -> Result<()> {
        tauri_plugin_opener::open_path(folder, None::<&str>)
            .map_err(|error| failed("the folder", &error).with("path", folder.display()))
    }
}

fn failed(what: &str, error: &tauri_plugin_opener::Error) -> Error {
    Error::new(
        Code::Unsupported,
        format!("The system did not open {what}: {error}."),
    )
}

/// An address that may be opened outside the app: a web page or a mail address.
///
/// # Errors
/// `invalid_input` for anything else.
pub fn outside_address(text: &str) -> Result<Url> {
    match Url::parse(text) {
        Ok(address) if matches!(address.scheme(), "http" | "https" | "mailto") => Ok(address),
        Ok(address) => Err(Error::invalid(
            "Only web pages and mail addresses are opened outside the app.",
        )
        .with("scheme", address.scheme())),
        Err(error) => Err(Error::invalid(format!("This is not an address: {error}."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_leave_the_app() {
        for good in [
            "https://example.org/a?b#c",
            "http://example.org",
            "mailto:a@example.org",
            "HTTPS://EXAMPLE.ORG",
        ] {
            assert!(outside_address(good).is_ok(), "{good}");
        }
        let bad = [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "tauri://localhost/",
            "vbscript:x",
            "ftp://example.org",
            "--help",
            "/etc/passwd",
            "",
        ];
        for bad in bad {
            assert_eq!(
                outside_address(bad).unwrap_err().code,
                Code::InvalidInput,
                "{bad}"
            );
        }
    }

    #[test]
    fn what_is_handed_on_never_looks_like_an_option() {
        let address = outside_address("  https://example.org/--x\n").unwrap();
        assert_eq!(address.as_str(), "https://example.org/--x");
    }
}
