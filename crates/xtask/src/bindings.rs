//! `cargo xtask bindings`: the command table's types, written for the UI.

use std::path::Path;

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::repo::{CLI_PACKAGE, Repo};

/// The generated file.
const FILE: &str = "ui/src/api/bindings.ts";

/// Writes the bindings, or with `check` says whether the committed ones are up to date.
/// `built` is the command-line program where it has been built already.
pub fn bindings(repo: &Repo, check: bool, built: Option<&Path>) -> Result<()> {
    let wanted = generate(repo, built)?;
    let path = repo.path(FILE);
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    if found == wanted {
        println!("{FILE} is up to date");
        return Ok(());
    }
    if check {
        bail!(
            "{FILE} is not what the command table gives now; run `cargo xtask bindings` and commit the file"
        );
    }
    std::fs::write(&path, &wanted).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{FILE} written");
    Ok(())
}

/// The one place that knows how the bindings are made: the command-line program prints them.
fn generate(repo: &Repo, built: Option<&Path>) -> Result<String> {
    let shell = repo.shell("")?;
    let print = match built {
        Some(colloquy) => cmd!(shell, "{colloquy}"),
        None => {
            // The program embeds the UI's build, which in turn needs the bindings: an empty folder
            // will do.
            shell
                .create_dir("ui/dist")
                .context("cannot make the folder ui/dist")?;
            cmd!(shell, "cargo run --quiet --package {CLI_PACKAGE} --")
        }
    };
    let text = print
        .args(["commands", "--typescript"])
        .read()
        .context("the command table cannot be printed; the message is above")?;
    Ok(format!("{}\n", text.trim_end()))
}
