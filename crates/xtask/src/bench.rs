//! `cargo xtask bench`: measures the app against bare baselines and prints the table of ratios.

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::display::Display;
use crate::repo::{DESKTOP, Profile, Repo};
use crate::setup::{self, Purpose};
use crate::{os, ui};

/// Between these the README keeps the table.
const BEGIN: &str = "<!-- bench: written by `cargo xtask bench --write` -->\n";
const END: &str = "<!-- /bench -->";

/// The smallest window that Tauri gives, to measure against.
const BARE: &str = "bare";

/// Builds releases, measures, prints the table; with `write`, also puts it into the README.
/// `rows` are parts of names of rows; none means all.
pub fn bench(repo: &Repo, rows: &[String], write: bool) -> Result<()> {
    if write && !rows.is_empty() {
        bail!("the README holds the whole table: leave out the names of rows, or --write");
    }
    let windows = os::Os::detect().has_window_tests();
    setup::setup(
        repo,
        if windows {
            Purpose::Test
        } else {
            Purpose::Serve
        },
    )?;
    let shell = repo.shell("")?;
    let mut run = cmd!(
        shell,
        "cargo bench --package colloquy-tests --bench bench -- {rows...}"
    );
    let _display =
        if windows && (rows.is_empty() || rows.iter().any(|row| "window".contains(row.as_str()))) {
            ui::build(repo)?;
            cmd!(
                shell,
                "cargo build --release --package {DESKTOP} --bins --example {BARE}"
            )
            .run()
            .context("the windows do not build; the compiler's message is above")?;
            let display = Display::start()?;
            run = run
                .env("DISPLAY", display.name())
                .env("COLLOQUY_APP", repo.binary(Profile::Release, DESKTOP))
                .env("COLLOQUY_BARE", repo.example(Profile::Release, BARE));
            Some(display)
        } else {
            None
        };
    let table = run
        .read()
        .context("the bench ended with an error; its message is above")?;
    println!("{table}");
    if write {
        let path = repo.path("README.md");
        let readme = std::fs::read_to_string(&path).context("cannot read README.md")?;
        std::fs::write(&path, with_table(&readme, &table)?).context("cannot write README.md")?;
        println!("README.md has the table.");
    }
    Ok(())
}

/// The text with the table between its marks.
fn with_table(readme: &str, table: &str) -> Result<String> {
    let (before, rest) = readme
        .split_once(BEGIN)
        .context("README.md has no place for the table")?;
    let (_, after) = rest
        .split_once(END)
        .context("README.md has no end of the table")?;
    Ok(format!("{before}{BEGIN}{}\n{END}{after}", table.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_goes_between_its_marks_and_nowhere_else() {
        let readme = format!("Before.\n{BEGIN}| old |\n{END}\nAfter.\n");
        let written = with_table(&readme, "| new |\n").unwrap();
        assert_eq!(written, format!("Before.\n{BEGIN}| new |\n{END}\nAfter.\n"));
        assert!(with_table("No place.", "| new |").is_err());
    }
}
