//! What falls on a day: deadlines of one's own, and the first steps of the 90-day plan.
//!
//! **Context.** A plan lives in the calendar that somebody looks at anyway. So everything here
//! with a date can be seen in one list, marked as done, and taken to any calendar as a file that
//! can be imported again and again without making anything twice.
//!
//! **Design.** Deadlines are rows of this slice; steps are read from T9 (`t9/<row id>`) and marked
//! there, so that the tool's history knows. Removing marks, so it can be undone. A file follows
//! RFC 5545 ([`ics`]): an entry's UID is `<id>@colloquy` for ever, and its SEQUENCE rises only when
//! title, date or done changed since it was last handed out; what that was is remembered
//! ([`export`]), also to say once of a removed entry that it is cancelled.

mod change;
pub(crate) mod event;
mod export;
mod ics;
mod list;
mod queries;
#[cfg(test)]
mod tests;

pub use change::{mark, remove_deadline, restore_deadline, set_deadline};
pub use export::{export, export_plan};
pub use list::{list, open};

/// Before the row id in the id of a plan step.
const PLAN: &str = "t9/";
