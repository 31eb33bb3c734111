//! The npm packages that end up in the UI, fonts included: what the lock file doesn't mark as for
//! development.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use super::Package;
use super::rust::without_address;
use crate::repo::Repo;

#[derive(Deserialize)]
struct Lock {
    packages: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct Entry {
    version: String,
    dev: bool,
    optional: bool,
    dev_optional: bool,
    extraneous: bool,
    link: bool,
}

/// The packages that the UI's bundle is made of.
pub fn packages(repo: &Repo) -> Result<Vec<Package>> {
    let path = repo.path("ui/package-lock.json");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let lock: Lock = serde_json::from_str(&text)
        .with_context(|| format!("{} is no lock file", path.display()))?;
    lock.packages
        .iter()
        .filter(|(place, entry)| is_shipped(place, entry))
        .map(|(place, entry)| package(repo, place, entry))
        .collect()
}

fn is_shipped(place: &str, entry: &Entry) -> bool {
    let is_left_out = [
        entry.dev,
        entry.optional,
        entry.dev_optional,
        entry.extraneous,
        entry.link,
    ]
    .contains(&true);
    !place.is_empty() && !is_left_out
}

fn package(repo: &Repo, place: &str, entry: &Entry) -> Result<Package> {
    let folder = repo.path("ui").join(place);
    let path = folder.join("package.json");
    let text = std::fs::read_to_string(&path).with_context(|| {
        format!(
            "cannot read {}; `cargo xtask setup` installs the npm packages",
            path.display()
        )
    })?;
    let manifest: Value =
        serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))?;
    // A field is a string, or an object that holds the string.
    let field = |name: &str, inner: &str| {
        let value = &manifest[name];
        value
            .as_str()
            .or_else(|| value[inner].as_str())
            .map(str::to_owned)
    };
    Ok(Package {
        name: place
            .rsplit_once("node_modules/")
            .map_or(place, |(_, name)| name)
            .to_owned(),
        version: entry.version.clone(),
        npm: true,
        licence: field("license", "type"),
        authors: field("author", "name")
            .iter()
            .map(|author| without_address(author))
            .collect(),
        repository: field("repository", "url"),
        folder,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_for_development_are_left_out() {
        let json = r#"{"packages": {
            "": {"version": "0.1.0"},
            "node_modules/svelte": {"version": "5.0.0"},
            "node_modules/vite": {"version": "8.0.0", "dev": true},
            "node_modules/fsevents": {"version": "2.0.0", "optional": true},
            "node_modules/types": {"version": "1.0.0", "devOptional": true},
            "node_modules/yaml": {"version": "2.0.0", "extraneous": true}
        }}"#;
        let lock: Lock = serde_json::from_str(json).unwrap();
        let shipped: Vec<_> = lock
            .packages
            .iter()
            .filter(|(place, entry)| is_shipped(place, entry))
            .collect();
        assert_eq!(shipped.len(), 1);
        assert_eq!(shipped[0].0, "node_modules/svelte");
    }
}
