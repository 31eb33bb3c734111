//! `cargo xtask run`: the app in its window, or served on loopback where there is no display.

use std::path::Path;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::repo::{CLI_BIN, CLI_PACKAGE, DESKTOP, Profile, Repo};
use crate::setup::{self, Purpose};
use crate::{os, ui};

/// Sets up, builds a release and starts it. Returns when the app is closed.
pub fn run(repo: &Repo, data: Option<&Path>, args: &[String]) -> Result<()> {
    // The app runs in the repository's folder; a relative path was meant from where the person is.
    let data = data
        .map(std::path::absolute)
        .transpose()
        .context("cannot resolve the path given with --data")?;
    let data = data
        .iter()
        .flat_map(|dir| ["--data".as_ref(), dir.as_os_str()])
        .collect::<Vec<_>>();
    if os::has_display() {
        in_a_window(repo, &data, args)
    } else {
        on_loopback(repo, &data, args)
    }
}

fn in_a_window(repo: &Repo, data: &[&std::ffi::OsStr], args: &[String]) -> Result<()> {
    setup::setup(repo, Purpose::Window)?;
    ui::build(repo)?;
    let shell = repo.shell("")?;
    cmd!(shell, "cargo build --release --package {DESKTOP}")
        .run()
        .context("the app does not build; the compiler's message is above")?;
    let app = repo.binary(Profile::Release, DESKTOP);
    cmd!(shell, "{app} {data...} {args...}")
        .run()
        .context("the app ended with an error; its message is above")
}

fn on_loopback(repo: &Repo, data: &[&std::ffi::OsStr], args: &[String]) -> Result<()> {
    println!(
        "No display here (neither DISPLAY nor WAYLAND_DISPLAY is set): serving the app on loopback instead."
    );
    setup::setup(repo, Purpose::Serve)?;
    ui::build(repo)?;
    let shell = repo.shell("")?;
    cmd!(shell, "cargo build --release --package {CLI_PACKAGE}")
        .run()
        .context("the command-line program does not build; the compiler's message is above")?;
    let colloquy = repo.binary(Profile::Release, CLI_BIN);
    println!("Open the address below in a browser on this machine. Ctrl-C ends it.");
    cmd!(shell, "{colloquy} serve {data...} {args...}")
        .run()
        .context("the server ended with an error; its message is above")
}
