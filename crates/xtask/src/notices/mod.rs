//! `cargo xtask notices`: THIRD-PARTY-NOTICES, made of what the packages themselves say and ship.
//!
//! `rust` and `npm` find the packages; `licence` chooses one where a package leaves a choice;
//! `text` tells equal texts from different ones; `group` brings packages with equal texts together;
//! `render` writes.

mod group;
mod licence;
mod npm;
mod render;
mod rust;
mod text;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::repo::Repo;

/// The generated file, at the top of the repository.
pub const FILE: &str = "THIRD-PARTY-NOTICES";

/// A package that is shipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Whether it came through npm (otherwise: through cargo).
    pub npm: bool,
    /// The licence expression that it declares.
    pub licence: Option<String>,
    /// Who wrote it, without addresses.
    pub authors: Vec<String>,
    /// Where its source is kept.
    pub repository: Option<String>,
    /// Its unpacked files.
    pub folder: PathBuf,
}

/// Writes the notices, or with `check` says whether the committed file is up to date.
pub fn notices(repo: &Repo, check: bool) -> Result<()> {
    let mut packages = rust::packages(repo)?;
    packages.extend(npm::packages(repo)?);
    packages.sort_by(|a, b| (&a.name, a.npm, &a.version).cmp(&(&b.name, b.npm, &b.version)));
    let wanted = render::render(&group::group(&packages)?);

    let path = repo.path(FILE);
    // Line ends may have been changed by a check-out on Windows.
    let found = std::fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    if found == wanted {
        println!("{FILE} is up to date ({} packages)", packages.len());
        return Ok(());
    }
    if check {
        bail!(
            "{FILE} does not list what is shipped now; run `cargo xtask notices` and commit the file"
        );
    }
    std::fs::write(&path, &wanted).with_context(|| format!("cannot write {}", path.display()))?;
    println!(
        "{FILE} written: {} packages, {} kB",
        packages.len(),
        wanted.len() / 1000
    );
    Ok(())
}
