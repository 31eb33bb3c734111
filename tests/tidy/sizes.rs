//! Rule 7: files stay small enough to be read at once. Tests and generated files apart.

use crate::assert_none;
use crate::repo::{self, File};
use crate::rust::shipped;

const LARGEST: usize = 700;
const RUST: usize = 450;
const INTERFACE: usize = 300;

/// Lines of a file up to its test module.
fn lines(file: &File) -> usize {
    let tests = file
        .text
        .find("\n#[cfg(test)]\nmod tests {")
        .map(|at| at + 1);
    file.text[..tests.unwrap_or(file.text.len())]
        .lines()
        .count()
}

fn too_large(files: &[File], usual: usize) -> Vec<String> {
    let mut sizes: Vec<(usize, &str)> = files
        .iter()
        .map(|file| (lines(file), file.path.as_str()))
        .collect();
    sizes.sort_unstable_by(|one, other| other.cmp(one));
    let over = sizes.iter().filter(|(lines, _)| *lines > LARGEST);
    let mut found: Vec<String> = over
        .map(|(lines, path)| format!("{path}: {lines} lines, {LARGEST} at most"))
        .collect();
    // At most one in twenty may be larger than usual.
    let large: Vec<_> = sizes.iter().filter(|(lines, _)| *lines > usual).collect();
    if large.len() * 20 > files.len() {
        found.extend(
            large
                .iter()
                .map(|(lines, path)| format!("{path}: {lines} lines, {usual} in 19 of 20 files")),
        );
    }
    found
}

fn is_interface_source(file: &File) -> bool {
    !file.name().contains(".test.") && file.path != "ui/src/api/bindings.ts"
}

#[test]
fn rust_files_are_small() {
    let files = shipped();
    assert!(files.len() > 30, "the rule reads the workspace");
    assert_none("Split these files:", &too_large(&files, RUST));
}

#[test]
fn interface_files_are_small() {
    let mut files = repo::files("ui/src", &[".ts", ".js", ".svelte"]);
    files.retain(is_interface_source);
    assert!(files.len() > 30, "the rule reads the interface");
    assert_none("Split these files:", &too_large(&files, INTERFACE));
}

#[test]
fn the_rule_fails_on_one_huge_file_and_on_many_large_ones() {
    let of = |count: usize| File::sample("a.rs", &"x\n".repeat(count));
    let small = || std::iter::repeat_with(|| of(100));
    let good: Vec<File> = small().take(19).chain([of(500)]).collect();
    assert!(too_large(&good, RUST).is_empty());
    let huge: Vec<File> = small().take(99).chain([of(701)]).collect();
    assert_eq!(too_large(&huge, RUST).len(), 1);
    let many: Vec<File> = small().take(18).chain([of(500), of(500)]).collect();
    assert_eq!(too_large(&many, RUST).len(), 2);
}

#[test]
fn lines_of_tests_do_not_count() {
    let file = File::sample("a.rs", "one\ntwo\n\n#[cfg(test)]\nmod tests {\nthree\n}\n");
    assert_eq!(lines(&file), 3);
}
