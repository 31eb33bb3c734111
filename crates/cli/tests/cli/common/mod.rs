//! The real program in a data folder of its own.

pub mod http;
pub mod served;

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder that is removed with the test; the data folder is `data` in it.
pub struct Desk {
    dir: TempDir,
}

/// What a run of the program gave.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            dir: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// The program with this desk's data folder.
    pub fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_colloquy"));
        command.arg("--data").arg(self.data()).args(arguments);
        command
            .current_dir(self.dir.path())
            .env_remove("COLLOQUY_LOG")
            .env("TZ", "UTC");
        command
    }

    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Ran {
        Ran::from(
            self.command(arguments)
                .stdin(Stdio::null())
                .output()
                .expect("the program starts"),
        )
    }

    pub fn run_with_input<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
        input: &str,
    ) -> Ran {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        child
            .stdin
            .take()
            .expect("a pipe")
            .write_all(input.as_bytes())
            .expect("it reads");
        Ran::from(child.wait_with_output().expect("it ends"))
    }

    /// Runs a command of the table and returns its reply.
    pub fn call(&self, name: &str, input: &Value) -> Value {
        self.run(["call", name, &input.to_string()])
            .succeeded()
            .json()
    }

    /// Writes a small course into the folder `name` and returns its path.
    pub fn course(&self, name: &str) -> PathBuf {
        let folder = self.path(name);
        write(&folder, "course.toml", COURSE);
        write(&folder, "01-first/module.toml", MODULE);
        write(&folder, "01-first/01-lesson.md", LESSON);
        folder
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("an exit code"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8 on stdout"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8 on stderr"),
        }
    }
}

impl Ran {
    pub fn succeeded(self) -> Self {
        assert_eq!(
            self.code, 0,
            "stdout: {}\nstderr: {}",
            self.stdout, self.stderr
        );
        self
    }

    /// Asserts exit code 1 and returns it.
    pub fn failed(self) -> Self {
        assert_eq!(
            self.code, 1,
            "stdout: {}\nstderr: {}",
            self.stdout, self.stderr
        );
        self
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }

    /// The one JSON value on stderr.
    pub fn error(&self) -> Value {
        serde_json::from_str(&self.stderr)
            .unwrap_or_else(|error| panic!("{error}: {}", self.stderr))
    }
}

pub fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

pub const COURSE: &str = r#"format = 1
id = "small"
title = "A small course"
revision = 1
language = "en-GB"
standfirst = "One lesson."
authors = ["A. Writer"]
licence = "CC BY 4.0"
about = "A course for tests."
"#;

const MODULE: &str = r#"id = "first"
title = "First"
standfirst = "The only one."
"#;

const LESSON: &str = include_str!("lesson.md");
