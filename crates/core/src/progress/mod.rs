//! Progress: what was opened, read, answered and completed, and what that means.
//!
//! **Context.** Screens say “nine minutes from the end” or “done”. Such statements must agree
//! everywhere, survive a revision of the course, and be explainable.
//!
//! **Design.** Only facts are stored: first opening, blocks read, attempts, first completion,
//! stretches of reading. [`standing`] derives everything shown from them. A lesson is complete
//! once its last block was read and each of its checks was answered, right or wrong; the reader
//! can also mark it by hand. Facts carry the course revision: a block with `redo = n` ignores
//! facts from revisions before `n`.

mod answer;
pub(crate) mod event;
mod grade;
mod map;
mod open;
mod queries;
mod record;
mod report;
mod session;
pub mod standing;
#[cfg(test)]
mod tests;
mod today;

use rusqlite::Connection;

pub use answer::answer;
pub use map::map;
pub use open::open;
pub(crate) use open::show_check;
pub use record::{mark, record};
pub use report::report;
pub use today::today;

/// Where every lesson of a course stands, in reading order; none when it is not installed.
///
/// # Errors
/// When the database cannot be read.
pub fn lessons(db: &Connection, course: &str) -> crate::Result<Vec<standing::LessonRow>> {
    queries::lessons(db, course)
}
