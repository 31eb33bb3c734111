//! The crates that the shipped binaries are made of, as cargo resolves them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::Deserialize;
use xshell::cmd;

use super::Package;
use crate::repo::{CLI_PACKAGE, DESKTOP, Repo};

/// What is shipped is for this platform (`cargo xtask bundle`); the list is the same wherever it is
/// made.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Crate>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Crate {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    authors: Vec<String>,
    repository: Option<String>,
    /// None for the workspace's own.
    source: Option<String>,
    manifest_path: PathBuf,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    /// None for a normal dependency, else "dev" or "build".
    kind: Option<String>,
}

/// All crates that the desktop app and the command-line program depend on, other than for their
/// tests.
pub fn packages(repo: &Repo) -> Result<Vec<Package>> {
    let shell = repo.shell("")?;
    let json = cmd!(
        shell,
        "cargo metadata --format-version 1 --filter-platform {PLATFORM}"
    )
    .quiet()
    .read()
    .context("cargo cannot resolve the workspace; its message is above")?;
    let metadata: Metadata =
        serde_json::from_str(&json).context("cargo metadata printed something unexpected")?;
    let shipped = shipped(&metadata);
    Ok(metadata
        .packages
        .into_iter()
        .filter(|found| found.source.is_some() && shipped.contains(&found.id))
        .map(|found| Package {
            folder: found
                .manifest_path
                .parent()
                .map(PathBuf::from)
                .unwrap_or_default(),
            name: found.name,
            version: found.version,
            npm: false,
            licence: found.license,
            authors: found
                .authors
                .iter()
                .map(|author| without_address(author))
                .collect(),
            repository: found.repository,
        })
        .collect())
}

fn shipped(metadata: &Metadata) -> BTreeSet<String> {
    let nodes: BTreeMap<&str, &Node> = metadata
        .resolve
        .nodes
        .iter()
        .map(|node| (node.id.as_str(), node))
        .collect();
    let mut open: Vec<&str> = metadata
        .packages
        .iter()
        .filter(|found| {
            found.source.is_none() && [DESKTOP, CLI_PACKAGE].contains(&found.name.as_str())
        })
        .map(|found| found.id.as_str())
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id.to_owned()) {
            continue;
        }
        let deps = nodes.get(id).into_iter().flat_map(|node| &node.deps);
        open.extend(
            deps.filter(|dep| dep.is_shipped())
                .map(|dep| dep.pkg.as_str()),
        );
    }
    seen
}

impl Dependency {
    fn is_shipped(&self) -> bool {
        self.dep_kinds
            .iter()
            .any(|kind| kind.kind.as_deref() != Some("dev"))
    }
}

/// "A Person <a@example.org>" without the address.
pub fn without_address(author: &str) -> String {
    author
        .split(['<', '('])
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_tests_need_is_not_shipped() {
        let json = r#"{
            "packages": [
                {"id": "cli", "name": "colloquy-cli", "version": "0", "license": null, "authors": [], "repository": null, "source": null, "manifest_path": "/r/cli/Cargo.toml"},
                {"id": "a", "name": "a", "version": "1", "license": "MIT", "authors": [], "repository": null, "source": "registry", "manifest_path": "/c/a/Cargo.toml"}
            ],
            "resolve": {"nodes": [
                {"id": "cli", "deps": [
                    {"pkg": "a", "dep_kinds": [{"kind": null}, {"kind": "dev"}]},
                    {"pkg": "t", "dep_kinds": [{"kind": "dev"}]}]},
                {"id": "a", "deps": [{"pkg": "b", "dep_kinds": [{"kind": "build"}]}, {"pkg": "cli", "dep_kinds": [{"kind": null}]}]},
                {"id": "b", "deps": []},
                {"id": "t", "deps": []}
            ]}
        }"#;
        let metadata: Metadata = serde_json::from_str(json).unwrap();
        assert_eq!(
            shipped(&metadata),
            BTreeSet::from(["a", "b", "cli"].map(str::to_owned))
        );
    }

    #[test]
    fn addresses_of_people_are_left_out() {
        assert_eq!(without_address("A Person <a@example.org>"), "A Person");
        assert_eq!(
            without_address("A Person (https://example.org)"),
            "A Person"
        );
        assert_eq!(without_address("Nobody"), "Nobody");
    }
}
