//! A display of our own for the window tests, so that they neither need nor disturb a desktop.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::os;

/// How large the screen is: room for the widest window of the tests.
const SCREEN: &str = "1600x1200x24";

/// A running Xvfb; it ends when this is dropped.
pub struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts Xvfb on a display number of its own choosing.
    pub fn start() -> Result<Self> {
        // Should this tool be killed, setpriv has the kernel end the server too.
        let mut command = match os::which("setpriv") {
            Some(setpriv) => {
                let mut command = Command::new(setpriv);
                command.args(["--pdeathsig", "TERM", "Xvfb"]);
                command
            }
            None => Command::new("Xvfb"),
        };
        let mut server = command
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                SCREEN,
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb cannot be started; `cargo xtask setup` installs it")?;
        // Xvfb writes its display number once it accepts connections, or closes the pipe by ending.
        let mut line = String::new();
        if let Some(stdout) = server.stdout.take() {
            BufReader::new(stdout)
                .read_line(&mut line)
                .context("Xvfb did not say which display it took")?;
        }
        let number = line.trim().to_owned();
        let display = Self {
            server,
            name: format!(":{number}"),
        };
        if number.parse::<u32>().is_err() {
            bail!("Xvfb ended without taking a display; run `Xvfb -displayfd 1` to see why");
        }
        Ok(display)
    }

    /// What DISPLAY has to say: ":7".
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // Asked politely first: a killed server leaves its lock file in /tmp.
        let asked = Command::new("sh")
            .args(["-c", &format!("kill -TERM {}", self.server.id())])
            .status();
        let patience = Instant::now();
        while asked.is_ok() && patience.elapsed() < Duration::from_secs(3) {
            if matches!(self.server.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_display_ends_with_its_owner() {
        if os::which("Xvfb").is_none() {
            println!("Xvfb is not installed: nothing to test");
            return;
        }
        let display = Display::start().unwrap();
        let number: u32 = display.name().trim_start_matches(':').parse().unwrap();
        let socket = format!("/tmp/.X11-unix/X{number}");
        assert!(std::path::Path::new(&socket).exists());
        drop(display);
        assert!(!std::path::Path::new(&socket).exists());
    }
}
