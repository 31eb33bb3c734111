//! The display that a test draws on: the one it is given, or an Xvfb of its own.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use super::process::{Helper, helper};

/// Room for the widest window.
const SCREEN: &str = "1600x1200x24";

/// A display; an own server ends when this is dropped.
pub struct Display {
    pub name: String,
    _server: Option<Helper>,
}

impl Display {
    pub fn find() -> Self {
        match std::env::var("DISPLAY") {
            Ok(name) if !name.is_empty() => Self {
                name,
                _server: None,
            },
            _ => Self::start(),
        }
    }

    fn start() -> Self {
        let mut command = Command::new("Xvfb");
        command.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            SCREEN,
            "-nolisten",
            "tcp",
            "-noreset",
        ]);
        let mut server = helper(command.stdout(Stdio::piped()).stderr(Stdio::null()));
        let mut number = String::new();
        let output = server.0.stdout.take().expect("the output of Xvfb");
        // Written when the server accepts connections.
        BufReader::new(output)
            .read_line(&mut number)
            .expect("Xvfb says its number");
        assert!(
            !number.trim().is_empty(),
            "Xvfb took no display; run `Xvfb -displayfd 1` to see why"
        );
        Self {
            name: format!(":{}", number.trim()),
            _server: Some(server),
        }
    }
}
