//! Rule 8: the interface's types are what the command table gives now.

use crate::repo;

/// The first line in which two texts differ.
fn first_difference(found: &str, wanted: &str) -> Option<String> {
    let length = found.lines().count().max(wanted.lines().count());
    let pairs = found
        .lines()
        .chain(std::iter::repeat(""))
        .zip(wanted.lines().chain(std::iter::repeat("")));
    pairs
        .take(length)
        .enumerate()
        .find(|(_, (found, wanted))| found != wanted)
        .map(|(index, (found, wanted))| {
            format!("line {}: found “{found}”, wanted “{wanted}”", index + 1)
        })
}

#[test]
fn the_bindings_are_up_to_date() {
    let found = repo::read(&repo::root().join("ui/src/api/bindings.ts"));
    let difference = first_difference(
        found.trim_end(),
        colloquy_core::api::typescript().trim_end(),
    );
    assert_eq!(difference, None, "run `cargo xtask bindings`");
}

#[test]
fn the_rule_fails_on_a_change() {
    assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
    assert_eq!(
        first_difference("a\nb\n", "a\nc\n").as_deref(),
        Some("line 2: found “b”, wanted “c”")
    );
    assert!(first_difference("a\n", "a\nb\n").is_some());
}
