//! Machines without apt: what is missing is named, with where to get it.

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use super::needs::{self, Need, Sign};
use super::{Purpose, browser};
use crate::os::Release;

/// Other Linux distributions: the same table, met by whatever their packages are called.
pub fn other_linux(release: &Release, purpose: Purpose) -> Result<()> {
    let shell = Shell::new().context("cannot read the current folder")?;
    let missing: Vec<&Need> = needs::of(purpose)
        .filter(|need| !is_met(&shell, need))
        .collect();
    if purpose >= Purpose::Test && browser::find().is_none() {
        println!("setup: {}", browser::no_browser_message(release));
    }
    if missing.is_empty() {
        return Ok(());
    }
    let list: String = missing
        .iter()
        .map(|need| format!("\n  {} ({}): {}", sign(need), need.package, need.why))
        .collect();
    bail!(
        "something is missing, and setup installs only with apt. Install these with your package manager (in \
         brackets: the package's name on Debian), then try again:{list}"
    )
}

fn is_met(shell: &Shell, need: &Need) -> bool {
    match need.sign {
        Sign::Program(_) => need.program_is_there(),
        Sign::Library(name) => cmd!(shell, "pkg-config --exists {name}")
            .quiet()
            .ignore_stderr()
            .run()
            .is_ok(),
    }
}

fn sign(need: &Need) -> String {
    match need.sign {
        Sign::Program(program) => format!("the program {program}"),
        Sign::Library(name) => format!("the library {name} with its headers"),
    }
}

/// macOS: Apple's command line tools bring the compiler; the web view is part of the system.
pub fn macos() -> Result<()> {
    let shell = Shell::new().context("cannot read the current folder")?;
    if cmd!(shell, "xcode-select --print-path")
        .quiet()
        .ignore_stdout()
        .ignore_stderr()
        .run()
        .is_err()
    {
        bail!(
            "Apple's command line tools are missing. Run `xcode-select --install`, then try again"
        );
    }
    Ok(())
}

/// Windows: the compiler and the web view come with installers of Microsoft's.
pub fn windows() -> Result<()> {
    let shell = Shell::new().context("cannot read the current folder")?;
    let host = crate::fuzz::host(&shell)?;
    if !host.ends_with("-msvc") {
        bail!(
            "Rust here builds for {host}. Colloquy needs the MSVC one: `rustup default stable-msvc`, then try again"
        );
    }
    // The Evergreen runtime's key; per machine or per user.
    const CLIENT: &str = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    let keys = [
        format!(r"HKLM\SOFTWARE\WOW6432Node\{CLIENT}"),
        format!(r"HKCU\Software\{CLIENT}"),
    ];
    let there = keys.iter().any(|key| {
        cmd!(shell, "reg query {key} /v pv")
            .quiet()
            .ignore_stdout()
            .ignore_stderr()
            .run()
            .is_ok()
    });
    if !there {
        bail!(
            "the WebView2 runtime is missing. Install it from \
             https://developer.microsoft.com/microsoft-edge/webview2, then try again"
        );
    }
    Ok(())
}
