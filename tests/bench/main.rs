//! `cargo xtask bench`: what the app costs, against the least that could do the same.
//!
//! **Context.** A figure of one machine says little on another. What counts is the ratio to a
//! bare baseline measured in the same run: a bare window, a raw FTS5 query, a raw transaction.
//!
//! **Design.** Data comes from a seed ([`data`]). Every comparison takes turns, ours and the
//! baseline's, so that what disturbs one disturbs both; the medians (or 95th percentiles) are
//! compared. The table is Markdown, for the README. Arguments choose rows by a part of their name.

mod data;
mod figure;
mod history;
mod import;
mod lesson;
mod log;
mod save;
mod search;
mod tool;
#[cfg(target_os = "linux")]
mod window;

use data::Library;
use figure::Table;

/// How many notes the large library has.
const NOTES: usize = 100_000;

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let is_wanted =
        |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()));
    let mut table = Table::default();
    if is_wanted("lesson") {
        lesson::measure(&mut table);
    }
    if is_wanted("history") {
        history::measure(&mut table);
    }
    if is_wanted("tool") {
        tool::measure(&mut table);
    }
    if is_wanted("import") {
        import::measure(&mut table);
    }
    if is_wanted("log") {
        log::measure(&mut table);
    }
    if ["search", "save", "window", "adopt"]
        .into_iter()
        .any(is_wanted)
    {
        let library = Library::of(NOTES);
        if is_wanted("search") {
            search::measure(&library, &mut table);
        }
        if is_wanted("save") {
            save::measure(&library, &mut table);
        }
        if is_wanted("adopt") {
            log::measure_adoption(&library);
        }
        #[cfg(target_os = "linux")]
        if is_wanted("window") {
            window::measure(library, &mut table);
        }
    }
    print!("{table}");
}
