//! A session bus, for what an app says to the rest of its desktop.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use super::process::{Helper, helper};

/// A D-Bus session of its own, as `dbus-run-session` gives one; it ends when this is dropped.
pub struct Bus {
    address: String,
    _server: Helper,
}

impl Bus {
    pub fn start() -> Self {
        let mut command = Command::new("dbus-daemon");
        command
            .args(["--session", "--nofork", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut server = helper(&mut command);
        let mut address = String::new();
        let output = server.0.stdout.take().expect("the output of dbus-daemon");
        BufReader::new(output)
            .read_line(&mut address)
            .expect("dbus-daemon says its address");
        Self {
            address: address.trim().to_owned(),
            _server: server,
        }
    }

    pub fn address(&self) -> &str {
        &self.address
    }
}
