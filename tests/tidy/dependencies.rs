//! Rules 1 and 2: only the shell depends on tauri; the hub can't open what it holds.
//!
//! Read from Cargo.lock, so that a dependency of a dependency counts too.

use std::collections::{BTreeMap, BTreeSet};

use toml::Table;

use crate::{assert_none, repo};

const SHELL: &str = "colloquy-desktop";
const HUB: &str = "colloquy-hub";

/// What opens a sealed segment, and our own crates that call it.
const OPENERS: &[&str] = &[
    "colloquy-core",
    "colloquy-sync",
    "hpke",
    "chacha20poly1305",
    "aes-gcm",
    "crypto_box",
    "age",
];

/// What each package depends on, by name; ours are the ones without a registry.
struct Lock {
    needs: BTreeMap<String, BTreeSet<String>>,
    ours: BTreeSet<String>,
}

impl Lock {
    fn parse(text: &str) -> Self {
        let table: Table = text.parse().expect("Cargo.lock is TOML");
        let mut lock = Self {
            needs: BTreeMap::new(),
            ours: BTreeSet::new(),
        };
        for package in table["package"].as_array().expect("a list of packages") {
            let name = package["name"]
                .as_str()
                .expect("a package has a name")
                .to_owned();
            let needs = package
                .get("dependencies")
                .and_then(|needs| needs.as_array())
                .into_iter()
                .flatten();
            // "name", or "name version" where there are several.
            let needs =
                needs.filter_map(|need| need.as_str()?.split(' ').next().map(str::to_owned));
            lock.needs.entry(name.clone()).or_default().extend(needs);
            if package.get("source").is_none() {
                lock.ours.insert(name);
            }
        }
        lock
    }

    /// Everything that ends up in a package.
    fn all_below(&self, package: &str) -> BTreeSet<&str> {
        let mut seen = BTreeSet::new();
        let mut next = vec![package];
        while let Some(name) = next.pop() {
            for need in self.needs.get(name).into_iter().flatten() {
                if seen.insert(need.as_str()) {
                    next.push(need);
                }
            }
        }
        seen
    }
}

fn tauri_outside_the_shell(lock: &Lock) -> Vec<String> {
    let is_tauri = |name: &&str| {
        *name == "tauri" || name.starts_with("tauri-") || matches!(*name, "wry" | "tao")
    };
    let others = lock.ours.iter().filter(|name| *name != SHELL);
    others
        .flat_map(|name| {
            let below = lock.all_below(name);
            let found: Vec<&str> = below.into_iter().filter(is_tauri).collect();
            found
                .into_iter()
                .map(move |tauri| format!("{name} depends on {tauri}"))
        })
        .collect()
}

fn hub_that_can_open(lock: &Lock) -> Vec<String> {
    let below = lock.all_below(HUB);
    OPENERS
        .iter()
        .filter(|opener| below.contains(*opener))
        .map(|opener| format!("{HUB} depends on {opener}"))
        .collect()
}

fn lock() -> Lock {
    Lock::parse(&repo::read(&repo::root().join("Cargo.lock")))
}

#[test]
fn only_the_shell_depends_on_tauri() {
    let lock = lock();
    assert!(
        lock.all_below(SHELL).contains("tauri"),
        "the rule reads the lock file"
    );
    assert_none(
        "Only src-tauri may depend on tauri:",
        &tauri_outside_the_shell(&lock),
    );
}

#[test]
fn the_hub_can_open_nothing() {
    let lock = lock();
    let is_there = repo::root().join("crates/hub/Cargo.toml").is_file();
    assert_eq!(
        is_there,
        lock.ours.contains(HUB),
        "crates/hub is a member of the workspace, named {HUB}"
    );
    assert_none(
        "The hub must not link what can open a segment:",
        &hub_that_can_open(&lock),
    );
}

#[test]
fn both_rules_fail_on_a_dependency_of_a_dependency() {
    let bad = r#"
        [[package]]
        name = "colloquy-hub"
        dependencies = ["helper 1.0.0"]
        [[package]]
        name = "colloquy-desktop"
        dependencies = ["tauri"]
        [[package]]
        name = "helper"
        source = "registry"
        dependencies = ["tauri", "hpke"]
        [[package]]
        name = "tauri"
        source = "registry"
        [[package]]
        name = "hpke"
        source = "registry"
    "#;
    let bad = Lock::parse(bad);
    assert_eq!(
        tauri_outside_the_shell(&bad),
        ["colloquy-hub depends on tauri"]
    );
    assert_eq!(hub_that_can_open(&bad), ["colloquy-hub depends on hpke"]);
}
