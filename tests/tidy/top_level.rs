//! The top of the repository holds what a newcomer needs to see, and nothing else.

use crate::{assert_none, repo};

const ALLOWED: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "THIRD-PARTY-NOTICES",
    "src-tauri",
    "ui",
    "tests",
    "crates",
    "courses",
];

/// Made by cargo and kept out of the repository.
const MADE: &str = "target";

fn strangers(names: &[String]) -> Vec<String> {
    let known = |name: &str| {
        ALLOWED.contains(&name)
            || name.starts_with('.')
            || name.starts_with("LICENSE-")
            || name == MADE
    };
    names.iter().filter(|name| !known(name)).cloned().collect()
}

#[test]
fn the_top_level_is_tidy() {
    let entries = std::fs::read_dir(repo::root()).expect("the repository can be listed");
    let names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(
        names.iter().any(|name| name == "Cargo.toml"),
        "the rule reads the repository"
    );
    assert_none("Not at the top level:", &strangers(&names));
}

#[test]
fn the_rule_fails_on_a_stray_file() {
    let names = [
        "Cargo.toml",
        ".gitignore",
        "LICENSE-MIT",
        "notes.txt",
        "scripts",
    ]
    .map(str::to_owned);
    assert_eq!(strangers(&names), ["notes.txt", "scripts"]);
}
