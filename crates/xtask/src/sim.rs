//! `cargo xtask sim`: the sync simulation for many seeds, in a release build, on all cores.

use anyhow::{Context, Result};
use xshell::cmd;

use crate::repo::Repo;

/// Builds the simulation and runs so many seeds from one on. It prints how far it is, and stops at
/// the first seed that breaks an invariant, with its story.
pub fn sim(repo: &Repo, seeds: u64, from: u64) -> Result<()> {
    let shell = repo.shell("")?;
    cmd!(
        shell,
        "cargo build --release -p colloquy-sync --features testing --bin colloquy-sim"
    )
    .run()
    .context("the simulation does not build; the compiler's message is above")?;
    let binary = repo.target(&format!(
        "release/colloquy-sim{}",
        std::env::consts::EXE_SUFFIX
    ));
    let (seeds, from) = (seeds.to_string(), from.to_string());
    cmd!(shell, "{binary} {seeds} {from}")
        .run()
        .context("a seed breaks an invariant: keep it in crates/sync/tests/seeds.txt")
}
