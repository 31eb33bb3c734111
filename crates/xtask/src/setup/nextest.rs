//! cargo-nextest, which runs the Rust tests: each in a process of its own, with a time limit.

use anyhow::{Context, Result};
use xshell::cmd;

use crate::repo::Repo;

/// Installs it from source where cargo doesn't know it.
pub fn install(repo: &Repo) -> Result<()> {
    let shell = repo.shell("")?;
    if cmd!(shell, "cargo nextest --version")
        .quiet()
        .ignore_stdout()
        .ignore_stderr()
        .run()
        .is_ok()
    {
        return Ok(());
    }
    println!(
        "setup: installing cargo-nextest, which runs the Rust tests. It is compiled once, in some minutes."
    );
    cmd!(shell, "cargo install cargo-nextest --locked")
        .run()
        .context("cargo-nextest cannot be installed; the message is above. https://nexte.st has other ways")
}
