//! Where things are: the app, its data, the folders that stand for a person's home, the pictures.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The built app: what xtask says, or cargo's usual place.
pub fn app() -> PathBuf {
    let built = || target().join("debug/colloquy-desktop");
    let path = std::env::var_os("COLLOQUY_DESKTOP_BIN").map_or_else(built, PathBuf::from);
    assert!(
        path.is_file(),
        "{} is not built: run `cargo xtask test --only window`",
        path.display()
    );
    path
}

/// The built command line, beside the app where nothing else is said.
pub fn command_line() -> PathBuf {
    let path = std::env::var_os("COLLOQUY_BIN")
        .map_or_else(|| app().with_file_name("colloquy"), PathBuf::from);
    assert!(
        path.is_file(),
        "{} is not built: run `cargo xtask test --only window`",
        path.display()
    );
    path
}

/// The sources of the built-in course.
pub fn course() -> PathBuf {
    root().join("courses/thriving-as-a-pmo-director")
}

/// Where pictures of screens go.
pub fn screens() -> PathBuf {
    let base = std::env::var_os("COLLOQUY_SCREENS")
        .map_or_else(|| target().join("screens"), PathBuf::from);
    let folder = base.join("window");
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    folder
}

/// axe-core, as npm installs it for the browser tests or for the interface.
pub fn axe() -> PathBuf {
    let places = ["tests/browser/node_modules", "ui/node_modules"].map(|place| root().join(place));
    let found = places
        .iter()
        .map(|place| place.join("axe-core/axe.min.js"))
        .find(|file| file.is_file());
    found.expect("axe-core is not installed: run `cargo xtask setup`")
}

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("tests/ has a parent").to_owned()
}

fn target() -> PathBuf {
    // …/target/debug/deps/window-…
    let test = std::env::current_exe().expect("this test is a file");
    let target = test
        .ancestors()
        .nth(3)
        .expect("a test lies in target/<profile>/deps");
    target.to_owned()
}

/// A data folder, and the folders that a desktop session would give: all of them gone after the test.
pub struct Data {
    folder: TempDir,
}

impl Data {
    pub fn new() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("colloquy-window-")
            .tempdir()
            .expect("a temporary folder");
        for name in ["home", "run", "config", "cache", "share"] {
            std::fs::create_dir(folder.path().join(name)).expect("a folder of the session");
        }
        Self { folder }
    }

    /// What the app gets as `--data`.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.root().join("colloquy.db")
    }

    /// The log so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.root().join("logs/colloquy.log")).unwrap_or_default()
    }

    /// The session's folders, as variables.
    pub fn variables(&self) -> Vec<(&'static str, PathBuf)> {
        let in_session = |name: &str| self.folder.path().join(name);
        vec![
            ("HOME", in_session("home")),
            ("XDG_RUNTIME_DIR", in_session("run")),
            ("XDG_CONFIG_HOME", in_session("config")),
            ("XDG_CACHE_HOME", in_session("cache")),
            ("XDG_DATA_HOME", in_session("share")),
        ]
    }
}
