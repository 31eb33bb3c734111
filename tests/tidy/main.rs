//! The rules of the code as tests. Each rule is a pure function over what it reads, shown to fail on a bad sample.

mod bindings;
mod clock;
mod course;
mod dependencies;
mod imports;
mod lock_files;
mod repo;
mod rust;
mod sizes;
mod sql;
mod top_level;
mod unfinished;

/// Fails with everything that breaks a rule.
fn assert_none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}\n  {}\n", found.join("\n  "));
}
