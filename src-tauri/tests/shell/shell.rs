//! A shell to test: a data folder of its own, and a desktop that only takes notes.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use colloquy_core::Result;
use colloquy_core::db::Folder;
use colloquy_desktop::{Answer, Clicked, Desktop, Engine, Notice, Notifier, Options, Pick};
use serde_json::Value;
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, Manager as _, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// What the page's own address is.
pub const OWN: &str = if cfg!(windows) {
    "http://tauri.localhost"
} else {
    "tauri://localhost"
};

/// The app with its main window, on a folder that goes with it.
pub struct Shell {
    pub app: App<MockRuntime>,
    pub asked: Arc<Mutex<Vec<String>>>,
    pub shown: Receiver<(Notice, Clicked)>,
    pub folder: tempfile::TempDir,
}

impl Shell {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let options = Options {
            data: Some(folder.path().to_owned()),
            files: Vec::new(),
        };
        let engine = Engine::new(Folder::at(folder.path()));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let desktop = Box::new(Notes {
            asked: Arc::clone(&asked),
            saved: folder.path().to_owned(),
        });
        let (sender, shown) = channel();
        let app =
            colloquy_desktop::configure(mock_builder(), &engine, desktop, Box::new(Board(sender)))
                .build(colloquy_desktop::context(&options, &engine))
                .expect("the app is built");
        colloquy_desktop::start(app.handle()).expect("the app starts");
        Self {
            app,
            asked,
            shown,
            folder,
        }
    }

    /// The app's one window.
    pub fn main(&self) -> WebviewWindow<MockRuntime> {
        self.app
            .get_webview_window("main")
            .expect("the main window")
    }

    /// Any other window, on the app's own page.
    pub fn other(&self, label: &str) -> WebviewWindow<MockRuntime> {
        WebviewWindowBuilder::new(&self.app, label, WebviewUrl::default())
            .build()
            .expect("another window")
    }
}

/// What a page at the app's own address gets.
pub fn invoke(
    window: &WebviewWindow<MockRuntime>,
    command: &str,
    input: Value,
) -> Result<Value, Value> {
    invoke_from(window, OWN, command, input)
}

/// What a page at this address gets.
pub fn invoke_from(
    window: &WebviewWindow<MockRuntime>,
    address: &str,
    command: &str,
    input: Value,
) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: tauri::ipc::CallbackFn(0),
        error: tauri::ipc::CallbackFn(1),
        url: address.parse().expect("an address"),
        body: input.into(),
        headers: tauri::http::HeaderMap::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(|body| body.deserialize().expect("a JSON reply"))
}

/// Whether the access rules refused: Tauri says so in a text, our commands in an object with a code.
pub fn is_denied(reply: &Result<Value, Value>) -> bool {
    matches!(reply, Err(Value::String(text)) if text.contains("not allowed") || text.contains("not found"))
}

/// Notes what it is asked for; every dialog chooses the same package.
struct Notes {
    asked: Arc<Mutex<Vec<String>>>,
    /// Where files are saved.
    saved: PathBuf,
}

impl Notes {
    fn note(&self, what: String) {
        self.asked.lock().expect("the notes").push(what);
    }
}

impl Desktop<MockRuntime> for Notes {
    fn pick(&self, window: &WebviewWindow<MockRuntime>, what: Pick) -> Option<PathBuf> {
        self.note(format!("pick {what:?} for {}", window.label()));
        Some("/courses/a.colloquy".into())
    }

    fn place_for(&self, window: &WebviewWindow<MockRuntime>, name: &str) -> Option<PathBuf> {
        self.note(format!("save {name} for {}", window.label()));
        Some(self.saved.join(name))
    }

    fn open_address(&self, address: &Url) -> Result<()> {
        self.note(format!("open {address}"));
        Ok(())
    }

    fn show_folder(&self, folder: &Path) -> Result<()> {
        self.note(format!("show {}", folder.display()));
        Ok(())
    }
}

/// A system that takes every notification.
struct Board(Sender<(Notice, Clicked)>);

impl Notifier for Board {
    fn check(&self) -> Answer {
        Answer::Taken
    }

    fn show(&self, notice: &Notice, clicked: Clicked) -> Answer {
        // The test may be over.
        let _ = self.0.send((notice.clone(), clicked));
        Answer::Taken
    }
}
