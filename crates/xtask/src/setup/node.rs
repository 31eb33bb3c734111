//! Node.js and npm: checked, not installed, for people keep them in their own way.

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::os;

/// Where a new enough one is to be had.
const ADVICE: &str = "Install Node.js 22 LTS or newer, which brings npm, from https://nodejs.org/en/download \
                      (distributions often have an older one), then try again";

/// Checks that Node.js is one that the bundler runs on, and that npm is there.
pub fn check() -> Result<()> {
    let Some(node) = os::which("node") else {
        bail!("Node.js is missing. {ADVICE}");
    };
    let shell = Shell::new().context("cannot read the current folder")?;
    let printed = cmd!(shell, "{node} --version")
        .quiet()
        .read()
        .context("Node.js does not start")?;
    let version = parse(&printed)
        .with_context(|| format!("`node --version` printed {printed:?}. {ADVICE}"))?;
    if !is_new_enough(version) {
        bail!(
            "Node.js {printed} is too old for the UI's bundler, which needs 20.19, 22.12 or newer. {ADVICE}"
        );
    }
    if os::which("npm").is_none() {
        bail!("Node.js is here, but npm is missing. {ADVICE}");
    }
    Ok(())
}

fn parse(printed: &str) -> Option<(u32, u32)> {
    let mut parts = printed.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// What Vite 8 says of itself: ^20.19.0 || >=22.12.0.
fn is_new_enough(version: (u32, u32)) -> bool {
    matches!(version, (20, minor) if minor >= 19) || version >= (22, 12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_judged() {
        let good = |text: &str| parse(text).is_some_and(is_new_enough);
        for text in ["v20.19.0", "v20.20.2\n", "v22.12.0", "v23.0.0", "v24.1.0"] {
            assert!(good(text), "{text}");
        }
        for text in [
            "v18.20.4", "v20.18.9", "v21.7.0", "v22.11.0", "", "20.19.0", "vx.y",
        ] {
            assert!(!good(text), "{text}");
        }
    }
}
