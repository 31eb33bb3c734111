//! What each step does. A runner's own output stays as it is, its closing line included.

use anyhow::{Context as _, Result, bail};
use xshell::{Cmd, cmd};

use super::report::Outcome;
use super::{Context, Group};
use crate::display::Display;
use crate::repo::{CLI_BIN, DESKTOP, Profile};
use crate::setup::{browser, npm};
use crate::{bindings, fuzz as fuzzing, notices as licences, ui};

/// How long the fuzz targets run as part of the tests.
const FUZZ_SECONDS: u32 = 20;

/// The tests in the real window: a test binary, which nextest also runs one test at a time.
const WINDOW: &str = "binary(window)";

pub fn format(context: &Context) -> Result<Outcome> {
    let shell = context.repo.shell("")?;
    cmd!(shell, "cargo fmt --all --check")
        .run()
        .context("run `cargo fmt --all`")?;
    Ok(Outcome::Passed)
}

pub fn ui_lint(context: &Context) -> Result<Outcome> {
    npm_script(context, "lint")
}

pub fn ui_check(context: &Context) -> Result<Outcome> {
    npm_script(context, "check")
}

pub fn ui_test(context: &Context) -> Result<Outcome> {
    npm_script(context, "test")
}

fn npm_script(context: &Context, script: &str) -> Result<Outcome> {
    let shell = context.repo.shell("ui")?;
    let npm = npm::program()?;
    cmd!(shell, "{npm} run {script}").run()?;
    Ok(Outcome::Passed)
}

pub fn ui_build(context: &Context) -> Result<Outcome> {
    ui::build(context.repo)?;
    Ok(Outcome::Passed)
}

pub fn notices(context: &Context) -> Result<Outcome> {
    licences::notices(context.repo, true)?;
    Ok(Outcome::Passed)
}

pub fn deny(context: &Context) -> Result<Outcome> {
    let shell = context.repo.shell("")?;
    if cmd!(shell, "cargo deny --version")
        .quiet()
        .ignore_stdout()
        .ignore_stderr()
        .run()
        .is_err()
    {
        return Ok(Outcome::Skipped(
            "cargo-deny is not installed (`cargo install cargo-deny --locked` adds it)".to_owned(),
        ));
    }
    cmd!(shell, "cargo deny check bans licenses sources").run()?;
    Ok(Outcome::Passed)
}

pub fn clippy(context: &Context) -> Result<Outcome> {
    let shell = context.repo.shell("")?;
    cmd!(
        shell,
        "cargo clippy --workspace --all-targets -- -D warnings"
    )
    .run()?;
    Ok(Outcome::Passed)
}

/// Binaries and tests in one go, so that all share one set of features and nothing is built twice.
pub fn build(context: &Context) -> Result<Outcome> {
    let shell = context.repo.shell("")?;
    let members = members();
    cmd!(shell, "cargo build {members...} --bins --tests").run()?;
    Ok(Outcome::Passed)
}

pub fn bindings(context: &Context) -> Result<Outcome> {
    bindings::bindings(
        context.repo,
        true,
        Some(&context.repo.binary(Profile::Debug, CLI_BIN)),
    )?;
    Ok(Outcome::Passed)
}

pub fn nextest(context: &Context) -> Result<Outcome> {
    let shell = context.repo.shell("")?;
    let (rust, window) = (context.wants(Group::Rust), context.wants(Group::Window));
    let here = context.os.has_window_tests();
    if window && !here {
        println!(
            "The window tests run on Linux only (they need WebKitWebDriver and Xvfb): left out here."
        );
    }
    let filter = match (rust, window && here) {
        (true, true) => None,
        (true, false) => Some(format!("not {WINDOW}")),
        (false, true) => Some(WINDOW.to_owned()),
        (false, false) => {
            return Ok(Outcome::Skipped(
                "no window tests on this system".to_owned(),
            ));
        }
    };
    let filter = filter.iter().flat_map(|filter| ["--filterset", filter]);
    let members = members();
    let run = with_binaries(
        context,
        cmd!(shell, "cargo nextest run {members...} {filter...}"),
    );
    if here {
        let display = Display::start()?;
        // Not the person's own desktop, should there be one.
        run.env("DISPLAY", display.name())
            .env("GDK_BACKEND", "x11")
            .env_remove("WAYLAND_DISPLAY")
            .run()?;
    } else {
        run.run()?;
    }
    Ok(Outcome::Passed)
}

pub fn doc(context: &Context) -> Result<Outcome> {
    let shell = context.repo.shell("")?;
    let members = members();
    cmd!(shell, "cargo test {members...} --doc").run()?;
    Ok(Outcome::Passed)
}

pub fn browser(context: &Context) -> Result<Outcome> {
    if !context.os.has_window_tests() {
        return Ok(Outcome::Skipped(
            "the browser tests run on Linux only".to_owned(),
        ));
    }
    let Some(chromium) = browser::find() else {
        bail!("there is no browser to drive; what to do is said at the top, by setup");
    };
    let shell = context.repo.shell("tests/browser")?;
    let npm = npm::program()?;
    with_binaries(context, cmd!(shell, "{npm} test"))
        .env(browser::VARIABLE, chromium)
        .run()?;
    Ok(Outcome::Passed)
}

pub fn fuzz(context: &Context) -> Result<Outcome> {
    if !cfg!(target_os = "linux") {
        return Ok(Outcome::Skipped("fuzzing runs on Linux only".to_owned()));
    }
    fuzzing::run(context.repo, FUZZ_SECONDS)?;
    Ok(Outcome::Passed)
}

/// The packages of the workspace. Windows can't overwrite this running program, so there it is left
/// out.
fn members() -> &'static [&'static str] {
    if cfg!(windows) {
        &["--workspace", "--exclude", "xtask"]
    } else {
        &["--workspace"]
    }
}

/// What the tests that start the programs have to know.
fn with_binaries<'a>(context: &Context, command: Cmd<'a>) -> Cmd<'a> {
    command
        .env("COLLOQUY_BIN", context.repo.binary(Profile::Debug, CLI_BIN))
        .env(
            "COLLOQUY_DESKTOP_BIN",
            context.repo.binary(Profile::Debug, DESKTOP),
        )
        .env("COLLOQUY_SCREENS", context.screens())
}
