//! `cargo xtask bundle`: the .deb, made by Tauri's bundler from what cargo has built. No network is
//! needed.

mod verify;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;
use xshell::cmd;

use crate::os::Os;
use crate::repo::{CLI_BIN, CLI_PACKAGE, DESKTOP, Profile, Repo};
use crate::setup::{self, Purpose};
use crate::{notices, ui};

/// What the package may weigh.
const LIMIT: u64 = 15_000_000;

/// Builds the package; with `verify` also looks at what is in it.
pub fn bundle(repo: &Repo, verify: bool) -> Result<()> {
    if !matches!(Os::detect(), Os::Debian(_) | Os::OtherLinux(_)) {
        bail!(
            "only the .deb is made so far, and that on Linux; `cargo xtask run` starts the app on this machine"
        );
    }
    setup::setup(repo, Purpose::Window)?;
    notices::notices(repo, true)?;
    ui::build(repo)?;
    let shell = repo.shell("")?;
    cmd!(
        shell,
        "cargo build --release --package {DESKTOP} --package {CLI_PACKAGE}"
    )
    .run()
    .context("the release does not build; the compiler's message is above")?;
    let package = make(repo)?;
    let size = package
        .metadata()
        .with_context(|| format!("cannot look at {}", package.display()))?
        .len();
    println!("{} ({:.1} MB)", package.display(), size as f64 / 1e6);
    if size > LIMIT {
        bail!(
            "the package is larger than {} MB; find out what has grown before shipping it",
            LIMIT / 1_000_000
        );
    }
    if verify {
        verify::verify(repo, &package)
    } else {
        Ok(())
    }
}

/// Has Tauri's bundler make the package, and puts it into target/bundle.
fn make(repo: &Repo) -> Result<PathBuf> {
    let shell = repo.shell("")?;
    let made_in = repo.target("release/bundle/deb");
    if made_in.exists() {
        shell
            .remove_path(&made_in)
            .context("cannot remove the last package")?;
    }
    // The one file of the package whose place depends on cargo's target folder; the others are in
    // tauri.conf.json.
    let files = json!({ format!("/usr/bin/{CLI_BIN}"): repo.binary(Profile::Release, CLI_BIN) });
    let config =
        json!({ "bundle": { "active": true, "linux": { "deb": { "files": files } } } }).to_string();
    let tauri = repo.path("ui/node_modules/@tauri-apps/cli/tauri.js");
    cmd!(
        shell,
        "node {tauri} bundle --ci --bundles deb --config {config}"
    )
    .run()
    .context("Tauri's bundler cannot make the package; its message is above")?;
    let made = only_package_in(&made_in)?;
    let name = made.file_name().context("the package has no name")?;
    let folder = shell
        .create_dir(repo.target("bundle"))
        .context("cannot make the folder target/bundle")?;
    let kept = folder.join(name);
    shell
        .copy_file(&made, &kept)
        .with_context(|| format!("cannot write {}", kept.display()))?;
    Ok(kept)
}

fn only_package_in(folder: &Path) -> Result<PathBuf> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let packages: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "deb"))
        .collect();
    match packages.as_slice() {
        [package] => Ok(package.clone()),
        _ => bail!(
            "expected one .deb in {}, found {}",
            folder.display(),
            packages.len()
        ),
    }
}
