//! The browser that the browser tests drive: a real Chromium or Chrome. A snap can't be driven from
//! here.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use super::Purpose;
use super::needs::{Need, Sign};
use crate::os::{self, Release};

/// Names the browser to use, for tests and people alike.
pub const VARIABLE: &str = "COLLOQUY_CHROMIUM";

const PROGRAMS: &[&str] = &[
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chromium-browser",
];

/// The package that brings the browser where there is a real one.
pub const CHROMIUM: Need = Need {
    package: "chromium",
    why: "the browser of the browser tests",
    purpose: Purpose::Test,
    sign: Sign::Program("chromium"),
};

/// The browser named by the environment, or the first real one on the PATH.
pub fn find() -> Option<PathBuf> {
    let named = std::env::var_os(VARIABLE)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from);
    named.or_else(|| {
        PROGRAMS
            .iter()
            .filter_map(|program| os::which(program))
            .find(|path| !is_snap(path))
    })
}

/// What to tell someone whose machine has no usable browser.
pub fn no_browser_message(release: &Release) -> String {
    let why = if release.is_like("ubuntu") {
        "On Ubuntu the package chromium-browser only installs a snap, which tests can't drive. "
    } else {
        ""
    };
    format!(
        "there is no browser for the browser tests. {why}Install google-chrome (https://www.google.com/chrome) or \
         another real Chromium, or set {VARIABLE} to the path of one"
    )
}

/// The package to ask apt for; none on Ubuntu itself, where there is only the snap.
pub fn package(release: &Release) -> Option<&'static Need> {
    (release.id != "ubuntu").then_some(&CHROMIUM)
}

/// Whether apt really has that package: among Ubuntu's descendants some do, some don't.
pub fn is_in_apt(shell: &Shell) -> Result<bool> {
    let shown = cmd!(shell, "apt-cache show --no-all-versions chromium")
        .quiet()
        .ignore_stderr()
        .ignore_status()
        .read()
        .context("apt-cache cannot be asked about chromium")?;
    Ok(is_real_package(&shown))
}

/// Whether `apt-cache show` describes a browser rather than a stand-in for a snap.
fn is_real_package(shown: &str) -> bool {
    let says = |field: &str, word: &str| {
        shown
            .lines()
            .any(|line| line.starts_with(field) && line.to_lowercase().contains(word))
    };
    says("Package:", "chromium")
        && !says("Depends:", "snapd")
        && !says("Pre-Depends:", "snapd")
        && !says("Description", "snap")
}

/// Whether a program is a snap, or a script that starts one.
fn is_snap(path: &Path) -> bool {
    let resolved = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    if path.starts_with("/snap") || resolved.starts_with("/snap") || resolved.ends_with("snap") {
        return true;
    }
    // A stand-in is a small script; the real program is not text, or starts no snap.
    let small = resolved.metadata().is_ok_and(|meta| meta.len() < 16 * 1024);
    small && std::fs::read_to_string(&resolved).is_ok_and(|text| text.contains("/snap/bin"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snap_stand_in_is_no_browser() {
        let debian = "Package: chromium\nVersion: 156.0\nDepends: libc6 (>= 2.35), chromium-common\nDescription: web browser\n";
        let ubuntu = "Package: chromium-browser\nPre-Depends: debconf, snapd (>= 2.32.5)\nDescription-en: Transitional package - chromium-browser -> chromium snap\n";
        assert!(is_real_package(debian));
        assert!(!is_real_package(ubuntu));
        assert!(!is_real_package(""));
    }

    #[test]
    fn a_script_that_starts_a_snap_is_one() {
        let shell = Shell::new().unwrap();
        let dir = shell.create_temp_dir().unwrap();
        let stub = dir.path().join("chromium-browser");
        shell
            .write_file(&stub, "#!/bin/sh\nexec /snap/bin/chromium \"$@\"\n")
            .unwrap();
        assert!(is_snap(&stub));
        shell
            .write_file(&stub, "#!/bin/sh\nexec /usr/lib/chromium/chromium \"$@\"\n")
            .unwrap();
        assert!(!is_snap(&stub));
        assert!(is_snap(Path::new("/snap/bin/chromium")));
    }
}
