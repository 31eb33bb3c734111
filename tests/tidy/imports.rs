//! Rules 5 and 6: one file knows Tauri, and a feature never reaches into another.

use crate::assert_none;
use crate::repo::{self, File};

const TAURI: &str = "ui/src/api/tauri.ts";
const FEATURES: &str = "ui/src/features/";

/// What a file imports, with the line: `from '…'`, `import '…'`, `import('…')`.
fn imports(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let is_comment = ["//", "*", "/*"]
            .iter()
            .any(|sign| line.trim_start().starts_with(sign));
        for word in ["from ", "import ", "import(", "import ("] {
            let after = line
                .match_indices(word)
                .filter(|_| !is_comment)
                .map(|(at, _)| line[at + word.len()..].trim_start());
            found.extend(after.filter_map(quoted).map(|what| (index + 1, what)));
        }
    }
    found
}

fn quoted(text: &str) -> Option<&str> {
    let quote = text
        .chars()
        .next()
        .filter(|sign| matches!(sign, '\'' | '"' | '`'))?;
    text[1..].split(quote).next()
}

fn tauri_elsewhere(file: &File) -> Vec<String> {
    if file.path == TAURI {
        return Vec::new();
    }
    let imports = imports(&file.text)
        .into_iter()
        .filter(|(_, what)| what.starts_with("@tauri-apps/"));
    imports
        .map(|(line, what)| format!("{}:{line}: {what}", file.path))
        .collect()
}

fn reaches_inside(file: &File) -> Vec<String> {
    let Some(own) = file
        .path
        .strip_prefix(FEATURES)
        .and_then(|rest| rest.split('/').next())
    else {
        return Vec::new();
    };
    let offends = |what: &str| {
        let target = if what.starts_with('.') {
            resolve(&file.path, what)
        } else {
            format!("ui/src/{what}")
        };
        let Some((_, inside)) = target.split_once("features/") else {
            return false;
        };
        let mut parts = inside.splitn(2, '/');
        let feature = parts.next().unwrap_or_default();
        feature != own && !matches!(parts.next(), None | Some("" | "index" | "index.ts"))
    };
    let imports = imports(&file.text)
        .into_iter()
        .filter(|(_, what)| offends(what));
    imports
        .map(|(line, what)| format!("{}:{line}: {what}", file.path))
        .collect()
}

/// A relative import as a path from the top of the repository.
fn resolve(importer: &str, what: &str) -> String {
    let mut parts: Vec<&str> = importer.split('/').collect();
    parts.pop();
    for part in what.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}

fn interface() -> Vec<File> {
    repo::files("ui/src", &[".ts", ".js", ".svelte"])
}

#[test]
fn only_one_file_imports_tauri() {
    let files = interface();
    assert!(
        files
            .iter()
            .any(|file| file.path == TAURI && file.text.contains("@tauri-apps/")),
        "the rule reads {TAURI}"
    );
    let found: Vec<String> = files.iter().flat_map(tauri_elsewhere).collect();
    assert_none("Only ui/src/api/tauri.ts may import Tauri:", &found);
}

#[test]
fn no_feature_imports_the_inside_of_another() {
    let found: Vec<String> = interface().iter().flat_map(reaches_inside).collect();
    assert_none("Import another feature by its index:", &found);
}

#[test]
fn the_rule_fails_on_tauri_in_a_screen() {
    let bad = "import { invoke } from '@tauri-apps/api/core';\nconst x = await import(\"@tauri-apps/plugin-store\");\n";
    assert_eq!(
        tauri_elsewhere(&File::sample("ui/src/screens/Today.svelte", bad)).len(),
        2
    );
    assert_eq!(tauri_elsewhere(&File::sample(TAURI, bad)).len(), 0);
    let comment = "// import x from '@tauri-apps/api';";
    assert_eq!(
        tauri_elsewhere(&File::sample("ui/src/a.ts", comment)).len(),
        0
    );
}

#[test]
fn the_rule_fails_on_a_reach_inside() {
    let bad = "import a from '../note/save';\nimport b from '../../features/note/deep/x.svelte';\n\
               import c from '../note';\nimport d from '../note/index';\nimport e from './own';\n\
               import f from '../../shared/Button.svelte';\nexport { g } from '../../../src/features/note/g';\n";
    let found = reaches_inside(&File::sample("ui/src/features/lesson/Reader.svelte", bad));
    let lines: Vec<&str> = found
        .iter()
        .filter_map(|line| line.split(": ").nth(1))
        .collect();
    assert_eq!(
        lines,
        [
            "../note/save",
            "../../features/note/deep/x.svelte",
            "../../../src/features/note/g"
        ]
    );
    assert_eq!(
        reaches_inside(&File::sample("ui/src/screens/Today.svelte", bad)).len(),
        0
    );
}
