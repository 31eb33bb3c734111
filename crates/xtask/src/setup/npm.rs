//! npm packages: installed from the lock file, again only when the lock file has changed.

use std::path::PathBuf;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::repo::Repo;
use crate::{os, stamp};

/// npm, by its full path: on Windows it is a script that isn't found by its bare name.
pub fn program() -> Result<PathBuf> {
    os::which("npm")
        .context("npm is missing; it comes with Node.js: https://nodejs.org/en/download")
}

/// Makes node_modules of a folder what its lock file says.
pub fn install(repo: &Repo, folder: &str) -> Result<()> {
    let lock = stamp::of_file(&repo.path(folder).join("package-lock.json"))?;
    let file = repo.path(folder).join("node_modules/.colloquy-lock");
    if stamp::matches(&file, &lock) {
        return Ok(());
    }
    println!(
        "setup: installing the npm packages of {folder}/ (its lock file is new or has changed)"
    );
    let shell = repo.shell(folder)?;
    let npm = program()?;
    cmd!(shell, "{npm} ci --no-audit --no-fund")
        .run()
        .with_context(|| {
            format!(
                "the npm packages of {folder}/ cannot be installed; npm's message is above (if it \
                 says that the lock file is not in sync, run `npm install` there)"
            )
        })?;
    stamp::write(&file, &lock)
}
