//! Rule 4: the wall clock and randomness enter in `app.rs`, and for the loopback server's token, and nowhere else.

use crate::assert_none;
use crate::repo::File;
use crate::rust::{Piece, pieces, shipped};

/// Where they may enter.
const DOORS: &[&str] = &["crates/core/src/app.rs", "crates/cli/src/serve/token.rs"];

/// The build tool isn't part of the product; it times its steps.
const NOT_PRODUCT: &str = "crates/xtask/";

/// The steady clock does no harm in a host (progress bars, time-outs), but nothing that is kept may come from it.
const STEADY_ALLOWED: &[&str] = &["crates/cli/", "src-tauri/"];

const CLOCKS: &[(&str, &str)] = &[
    ("Utc", "now"),
    ("Local", "now"),
    ("SystemTime", "now"),
    ("OffsetDateTime", "now_utc"),
    ("OffsetDateTime", "now_local"),
    ("Uuid", "new_v4"),
    ("Uuid", "now_v7"),
    ("getrandom", "fill"),
    ("getrandom", "u32"),
    ("getrandom", "u64"),
    ("getrandom", "getrandom"),
];

fn entries(file: &File) -> Vec<String> {
    if DOORS.contains(&file.path.as_str()) || file.path.starts_with(NOT_PRODUCT) {
        return Vec::new();
    }
    let steady_allowed = STEADY_ALLOWED
        .iter()
        .any(|folder| file.path.starts_with(folder));
    let pieces = pieces(file);
    let offends = |window: &[Piece]| {
        let (left, right) = (window[0].text.as_str(), window[3].text.as_str());
        if window[1].text != ":" || window[2].text != ":" {
            return false;
        }
        CLOCKS.contains(&(left, right))
            || matches!(left, "rand" | "fastrand")
            || (!steady_allowed && (left, right) == ("Instant", "now"))
    };
    let found = pieces.windows(4).filter(|window| offends(window));
    found
        .map(|window| {
            format!(
                "{}:{}: {}::{}",
                file.path, window[0].line, window[0].text, window[3].text
            )
        })
        .collect()
}

#[test]
fn time_and_randomness_enter_by_their_doors() {
    let found: Vec<String> = shipped().iter().flat_map(entries).collect();
    assert_none(
        "Take the time or the bytes from the caller (see app.rs):",
        &found,
    );
}

#[test]
fn the_rule_fails_on_a_clock_in_a_slice() {
    let bad = r#"
        // Utc::now() in a comment
        fn a() { let t = chrono::Utc::now(); }
        fn b() { let t = std::time::SystemTime::now(); getrandom::fill(&mut b); rand::random::<u8>(); }
        fn c() { Instant::now(); environment.now(); "Utc::now()"; }
        #[cfg(test)]
        mod tests { fn d() { Utc::now(); } }
    "#;
    let count = |path| entries(&File::sample(path, bad)).len();
    assert_eq!(count("crates/core/src/note/save.rs"), 5);
    assert_eq!(count("crates/cli/src/main.rs"), 4);
    assert_eq!(count("crates/core/src/app.rs"), 0);
}
