//! The shell's own commands. All that concerns courses and progress goes through [`call`].

use std::collections::BTreeSet;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use colloquy_core::api::{FileMade, Reply, Topic};
use colloquy_core::{Code, Error, Result, whole_file};
use serde_json::Value;
use tauri::{AppHandle, Emitter as _, EventTarget, Manager as _, Runtime, State, WebviewWindow};

use crate::closing::Closing;
use crate::desktop::{Desktop, Pick, outside_address};
use crate::engine::Engine;
use crate::notice::{self, Answer, Notifier};
use crate::opened::Opened;

/// Told to the pages: topics that a committed write touched.
pub const CHANGED: &str = "changed";

/// Runs a command of the core. Other windows hear what it changed; the calling one has it in the reply.
#[tauri::command]
pub async fn call<R: Runtime>(
    window: WebviewWindow<R>,
    name: String,
    input: Value,
) -> Result<Reply> {
    let engine = Arc::clone(&window.state::<Arc<Engine>>());
    let reply = off_the_main_thread(move || engine.run(&name, input)).await?;
    tell(window.app_handle(), Some(window.label()), &reply.changed);
    Ok(reply)
}

/// Whether the system would take notifications; shows none.
#[tauri::command]
pub async fn check_notifications<R: Runtime>(app: AppHandle<R>) -> Result<Answer> {
    off_the_main_thread(move || Ok(app.state::<Box<dyn Notifier>>().check())).await
}

/// The page has kept everything: the window may go.
#[tauri::command]
pub fn closed(closing: State<'_, Closing>) {
    closing.page_is_ready();
}

/// Opens a web page or a mail address outside the app.
#[tauri::command]
pub async fn open_external<R: Runtime>(app: AppHandle<R>, url: String) -> Result<()> {
    let address = outside_address(&url)?;
    off_the_main_thread(move || app.state::<Box<dyn Desktop<R>>>().open_address(&address)).await
}

/// Lets the reader choose something to open; its path, or nothing.
#[tauri::command]
pub async fn pick_path<R: Runtime>(window: WebviewWindow<R>, what: Pick) -> Result<Option<String>> {
    let pick = move || Ok(window.state::<Box<dyn Desktop<R>>>().pick(&window, what));
    let chosen = off_the_main_thread(pick).await?;
    Ok(chosen.map(|path| path.display().to_string()))
}

/// Runs a command that answers with a file and lets the reader save it; where, or nothing. The
/// page never names a path: only the reader does.
#[tauri::command]
pub async fn save_file<R: Runtime>(
    window: WebviewWindow<R>,
    name: String,
    input: Value,
) -> Result<Option<String>> {
    let engine = Arc::clone(&window.state::<Arc<Engine>>());
    let save = move || {
        let reply = engine.run(&name, input)?;
        let file: FileMade = serde_json::from_value(reply.value)
            .map_err(|_| Error::invalid(format!("The command {name} answers with no file.")))?;
        let bytes = BASE64_STANDARD
            .decode(&file.base64)
            .map_err(|_| Error::new(Code::Internal, "The file could not be decoded."))?;
        let desktop = window.state::<Box<dyn Desktop<R>>>();
        let Some(path) = desktop.place_for(&window, &file.name) else {
            return Ok(None);
        };
        whole_file::write(&path, &bytes)?;
        Ok(Some(path.display().to_string()))
    };
    off_the_main_thread(save).await
}

/// Shows the data folder in the file manager.
#[tauri::command]
pub async fn reveal_data_folder<R: Runtime>(app: AppHandle<R>) -> Result<()> {
    let folder = app.state::<Arc<Engine>>().folder().root().to_owned();
    off_the_main_thread(move || app.state::<Box<dyn Desktop<R>>>().show_folder(&folder)).await
}

/// Shows one notification, which says only how it looks. The page has no say in its words.
#[tauri::command]
pub async fn show_notification<R: Runtime>(app: AppHandle<R>) -> Result<Answer> {
    off_the_main_thread(move || Ok(notice::show_sample(&app))).await
}

/// The packages that the app was started with; later ones come as the event `open-file`.
#[tauri::command]
pub fn take_opened_files(opened: State<'_, Opened>) -> Vec<String> {
    opened.take()
}

/// Tells every window but one what changed.
pub fn tell<R: Runtime>(app: &AppHandle<R>, but: Option<&str>, changed: &BTreeSet<Topic>) {
    if changed.is_empty() {
        return;
    }
    for label in app
        .webview_windows()
        .into_keys()
        .filter(|label| Some(label.as_str()) != but)
    {
        if let Err(error) = app.emit_to(EventTarget::webview_window(label), CHANGED, changed) {
            log::warn!("a change was not told to a window: {error}");
        }
    }
}

async fn off_the_main_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let done = tauri::async_runtime::spawn_blocking(work).await;
    // The work panicked, which its thread has already reported.
    done.unwrap_or_else(|_| {
        Err(Error::new(
            Code::Internal,
            "The command ended unexpectedly.",
        ))
    })
}
