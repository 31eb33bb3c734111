//! The shell's own commands. All that concerns courses and progress goes through [`call`].

use std::collections::BTreeSet;
use std::sync::Arc;

use colloquy_core::api::{Reply, Topic};
use colloquy_core::{Code, Error, Result};
use serde_json::Value;
use tauri::{AppHandle, Emitter as _, EventTarget, Manager as _, Runtime, State, WebviewWindow};

use crate::closing::Closing;
use crate::desktop::{Desktop, outside_address};
use crate::engine::Engine;
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

/// Lets the reader choose a course package; its path, or nothing.
#[tauri::command]
pub async fn pick_course_package<R: Runtime>(window: WebviewWindow<R>) -> Result<Option<String>> {
    let pick = move || Ok(window.state::<Box<dyn Desktop<R>>>().pick_package(&window));
    let chosen = off_the_main_thread(pick).await?;
    Ok(chosen.map(|path| path.display().to_string()))
}

/// Shows the data folder in the file manager.
#[tauri::command]
pub async fn reveal_data_folder<R: Runtime>(app: AppHandle<R>) -> Result<()> {
    let folder = app.state::<Arc<Engine>>().folder().root().to_owned();
    off_the_main_thread(move || app.state::<Box<dyn Desktop<R>>>().show_folder(&folder)).await
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
