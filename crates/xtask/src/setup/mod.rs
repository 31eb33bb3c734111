//! What a fresh machine lacks, installed or asked for; nothing is done or said twice.

pub mod browser;
pub mod npm;

mod apt;
mod native;
mod needs;
mod nextest;
mod node;

use anyhow::Result;

use crate::os::Os;
use crate::repo::Repo;

/// What the machine is being set up for; each includes the ones before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Purpose {
    /// The command-line program, which also serves the UI on loopback.
    Serve,
    /// The desktop app.
    Window,
    /// Every test.
    Test,
}

/// Installs what is missing for a purpose. A line says what and why; nothing is said when nothing
/// is missing.
pub fn setup(repo: &Repo, purpose: Purpose) -> Result<()> {
    // The cheap checks first: nothing gets installed on a machine that must be changed by hand
    // anyway.
    node::check()?;
    match Os::detect() {
        Os::Debian(release) => apt::install(&release, purpose)?,
        Os::OtherLinux(release) => native::other_linux(&release, purpose)?,
        Os::Mac => native::macos()?,
        Os::Windows => native::windows()?,
    }
    npm::install(repo, "ui")?;
    if purpose >= Purpose::Test {
        npm::install(repo, "tests/browser")?;
        nextest::install(repo)?;
    }
    Ok(())
}
