//! The UI: its build, made again only when something it is made from has changed.

use anyhow::{Context, Result};
use xshell::cmd;

use crate::repo::Repo;
use crate::stamp;

/// What a build makes or caches, and so isn't a source of it.
const NOT_SOURCES: &[&str] = &["node_modules", "dist", "coverage", ".vite", ".cache"];

/// Builds ui/dist unless it is what the present sources gave last time.
pub fn build(repo: &Repo) -> Result<()> {
    let file = repo.target("xtask/ui-build.stamp");
    if stamp::matches(&file, &current(repo)?) && repo.path("ui/dist/index.html").is_file() {
        println!("ui/dist is up to date");
        return Ok(());
    }
    let shell = repo.shell("ui")?;
    let npm = crate::setup::npm::program()?;
    cmd!(shell, "{npm} run build")
        .run()
        .context("the UI does not build; the bundler's message is above")?;
    // Taken after the build, which also writes the compiled messages beside the sources.
    stamp::write(&file, &current(repo)?)
}

fn current(repo: &Repo) -> Result<String> {
    let sources = stamp::of_folder(&repo.path("ui"), NOT_SOURCES)?;
    let built = stamp::of_folder(&repo.path("ui/dist"), &[])?;
    Ok(format!("sources {sources} built {built}"))
}
