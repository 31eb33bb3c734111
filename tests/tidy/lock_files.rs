//! Lock files name packages and checksums, not one machine's registry or folders.

use serde_json::Value;

use crate::assert_none;
use crate::repo::{self, File};

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Addresses in an npm lock file: npm finds a package by its name and checks it by its integrity.
fn npm_addresses(file: &File) -> Vec<String> {
    let lock: Value =
        serde_json::from_str(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
    let mut found = Vec::new();
    visit(&lock, &mut |key, text| {
        let is_path = text.starts_with("file:/") || text.starts_with('/');
        if key == "resolved" && (text.contains("://") || is_path) {
            found.push(format!("{}: {text}", file.path));
        }
    });
    found
}

fn visit(value: &Value, look: &mut impl FnMut(&str, &str)) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| match value {
            Value::String(text) => look(key, text),
            other => visit(other, look),
        }),
        Value::Array(items) => items.iter().for_each(|item| visit(item, look)),
        _ => {}
    }
}

/// Sources in a Cargo.lock other than crates.io, which is how every registry of crates calls itself there.
fn cargo_sources(file: &File) -> Vec<String> {
    let sources = file
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("source = "))
        .map(|source| source.trim_matches('"'));
    sources
        .filter(|source| *source != CRATES_IO)
        .map(|source| format!("{}: {source}", file.path))
        .collect()
}

#[test]
fn npm_lock_files_name_no_registry_and_no_folder() {
    let files = repo::files("", &["package-lock.json"]);
    assert!(!files.is_empty(), "the rule reads ui/package-lock.json");
    let found: Vec<String> = files.iter().flat_map(npm_addresses).collect();
    assert_none(
        "Take these addresses out (npm needs only name and integrity):",
        &found,
    );
}

#[test]
fn cargo_lock_files_name_crates_io_only() {
    let found: Vec<String> = repo::files("", &["Cargo.lock"])
        .iter()
        .flat_map(cargo_sources)
        .collect();
    assert_none("Packages that are not from crates.io:", &found);
}

#[test]
fn the_rules_fail_on_addresses() {
    let bad = r#"{"packages": {"node_modules/a": {"resolved": "https://registry.example/a.tgz", "integrity": "sha512-x"},
        "node_modules/b": {"resolved": "file:/home/me/b"}, "node_modules/c": {"version": "1.0.0"}}}"#;
    assert_eq!(
        npm_addresses(&File::sample("package-lock.json", bad)).len(),
        2
    );
    let bad = format!("source = \"{CRATES_IO}\"\nsource = \"sparse+https://mirror.example/\"\n");
    assert_eq!(
        cargo_sources(&File::sample("Cargo.lock", &bad)),
        ["Cargo.lock: sparse+https://mirror.example/"]
    );
}
