//! Debian and Ubuntu: asks dpkg what is missing and has apt install it.

use std::collections::HashSet;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use super::needs::{self, Need};
use super::{Purpose, browser};
use crate::os::{self, Release};

/// Quiet, without questions, and waiting its turn when another apt is at work.
const OPTIONS: &[&str] = &[
    "--quiet",
    "--yes",
    "--no-install-recommends",
    "-o",
    "DPkg::Lock::Timeout=300",
];

/// Installs the packages that a purpose lacks.
pub fn install(release: &Release, purpose: Purpose) -> Result<()> {
    let shell = Shell::new().context("cannot read the current folder")?;
    let mut missing = missing(&shell, purpose)?;
    if purpose >= Purpose::Test && browser::find().is_none() {
        match browser::package(release) {
            Some(need) => missing.push(need),
            None => println!("setup: {}", browser::no_browser_message(release)),
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    println!("setup: installing what is missing on {}:", release.name);
    for need in &missing {
        println!("  {:<24} {}", need.package, need.why);
    }
    let as_root = program_for_root(&shell, &missing)?;
    cmd!(
        shell,
        "{as_root} DEBIAN_FRONTEND=noninteractive apt-get --quiet update"
    )
    .run()
    .context("apt-get cannot refresh its lists; its message is above (is there a network?)")?;
    if missing.contains(&&browser::CHROMIUM) && !browser::is_in_apt(&shell)? {
        println!("setup: {}", browser::no_browser_message(release));
        missing.retain(|need| **need != browser::CHROMIUM);
    }
    let packages = packages(&missing);
    if packages.is_empty() {
        return Ok(());
    }
    let install = ["DEBIAN_FRONTEND=noninteractive", "apt-get", "install"];
    cmd!(shell, "{as_root} {install...} {OPTIONS...} {packages...}")
        .run()
        .context(
            "apt-get cannot install the packages; its message is above. Colloquy needs Debian 12, \
         Ubuntu 22.04 or newer: older ones have no libwebkit2gtk-4.1",
        )
}

/// The program that runs apt-get as root, or an error with the command for someone who can.
fn program_for_root(shell: &Shell, missing: &[&Need]) -> Result<&'static str> {
    let user = cmd!(shell, "id -u")
        .quiet()
        .read()
        .context("cannot find out which user this is")?;
    match (user.as_str(), os::which("sudo")) {
        ("0", _) => Ok("env"),
        (_, Some(_)) => Ok("sudo"),
        (_, None) => bail!(
            "packages are missing, and this is neither root nor is there sudo. Run this as root, then try again:\n  \
             apt-get update && apt-get install --yes --no-install-recommends {}",
            packages(missing).join(" ")
        ),
    }
}

fn packages(missing: &[&Need]) -> Vec<&'static str> {
    missing.iter().map(|need| need.package).collect()
}

fn missing(shell: &Shell, purpose: Purpose) -> Result<Vec<&'static Need>> {
    let candidates: Vec<_> = needs::of(purpose)
        .filter(|need| !need.program_is_there())
        .collect();
    if candidates.is_empty() {
        return Ok(candidates);
    }
    let packages = candidates.iter().map(|need| need.package);
    // It ends with an error when a package is unknown to it; what it prints still tells.
    let format = "${binary:Package}\\t${db:Status-Status}\\n";
    let printed = cmd!(
        shell,
        "dpkg-query --show --showformat={format} {packages...}"
    )
    .quiet()
    .ignore_stderr()
    .ignore_status()
    .read()
    .context("dpkg-query cannot be asked which packages are installed")?;
    let installed = installed(&printed);
    Ok(candidates
        .into_iter()
        .filter(|need| !installed.contains(need.package))
        .collect())
}

/// The packages that `dpkg-query` reports as installed, without their architecture.
fn installed(printed: &str) -> HashSet<&str> {
    printed
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(_, status)| *status == "installed")
        .map(|(package, _)| package.split_once(':').map_or(package, |(name, _)| name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_installed_packages_count() {
        let printed = "libwebkit2gtk-4.1-dev:amd64\tinstalled\nxvfb\tconfig-files\ndbus\tinstalled\npkg-config\tnot-installed\n";
        assert_eq!(
            installed(printed),
            HashSet::from(["libwebkit2gtk-4.1-dev", "dbus"])
        );
        assert!(installed("").is_empty());
    }
}
