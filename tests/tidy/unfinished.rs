//! Nothing is left unfinished: no marks for later, no test that is switched off or run alone.

use crate::assert_none;
use crate::repo::{self, File};

const ENDINGS: &[&str] = &[
    ".rs", ".ts", ".js", ".svelte", ".css", ".html", ".json", ".toml", ".md", ".sql", ".yml",
    ".sh", ".conf",
];

/// Put together here, so that this file doesn't hold them itself.
fn marks() -> Vec<String> {
    let words = [
        "TO DO",
        "FIX ME",
        "X XX",
        "HA CK",
        "W IP",
        "to do!(",
        "unimple mented!(",
    ];
    let tests = [
        "it .skip(",
        "it .only(",
        "test .skip(",
        "test .only(",
        "describe .skip(",
        "describe .only(",
        "#[ig nore",
    ];
    words
        .iter()
        .chain(&tests)
        .map(|mark| mark.replace(' ', ""))
        .collect()
}

fn unfinished(file: &File) -> Vec<String> {
    let marks = marks();
    let mut found = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        found.extend(
            marks
                .iter()
                .filter(|mark| stands_alone(line, mark))
                .map(|mark| format!("{}:{}: {mark}", file.path, index + 1)),
        );
    }
    found
}

/// Whether a mark is in the line as a word of its own.
fn stands_alone(line: &str, mark: &str) -> bool {
    let is_word =
        |sign: Option<char>| sign.is_some_and(|sign| sign.is_alphanumeric() || sign == '_');
    let ends_in_word = is_word(mark.chars().next_back());
    line.match_indices(mark).any(|(at, _)| {
        let before = is_word(line[..at].chars().next_back());
        let after = ends_in_word && is_word(line[at + mark.len()..].chars().next());
        !(before || after)
    })
}

#[test]
fn nothing_is_marked_as_unfinished() {
    let mut files = repo::files("", ENDINGS);
    assert!(files.len() > 100, "the rule reads the repository");
    files.retain(|file| !file.path.ends_with("package-lock.json"));
    let found: Vec<String> = files.iter().flat_map(unfinished).collect();
    assert_none("Finish these, or write an issue:", &found);
}

#[test]
fn the_rule_fails_on_each_mark() {
    for mark in marks() {
        let bad = File::sample("a.rs", &format!("fine\n  {mark} later"));
        assert_eq!(unfinished(&bad), [format!("a.rs:2: {mark}")]);
    }
    let words = marks()[..5].join("AND");
    assert!(
        unfinished(&File::sample("a.rs", &words)).is_empty(),
        "only whole words count"
    );
}
