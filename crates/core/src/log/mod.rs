//! The log of events: everything that the reader did, and the fold that makes the tables of it.
//!
//! **Context.** One person's notes and progress must come together from all their machines, with no
//! server that decides, whatever order things arrive in, and with nothing lost. So a change is kept
//! as what was done ([`colloquy_protocol::Event`]), and what a table holds is worked out from that.
//!
//! **Design.** A command checks what it was asked, then *records* an event
//! ([`Write::record`](crate::app::Write)); recording applies it with the very function that applies
//! the events of other devices, so a fold of the log alone ([`rebuild`]) gives the same tables.
//! Event, rows and outbox are one transaction: an event later than the writer's `sealed` mark is
//! the outbox. Each slice has its kinds, bodies and rules in its `event.rs`; `kinds.rs` lists them.
//!
//! Any two devices that hold the same events hold the same rows, because each rule is a function of
//! the *set* of events ([`state_hash`] compares it):
//! - **Last writer** by (hybrid clock, device): `field_clock` beside the rows, not in them, since it
//!   must outlive a row that was taken back, most rows never need one, and the queries of the slices
//!   stay as they are. What only made a thing loses to any later word about it.
//! - **Texts** under that rule: the last text of each other device is kept in `field_text`.
//! - **Observed-remove sets** (tags, bookmarks): `set_entry` knows every adding; a removal names the
//!   addings that it had seen. A highlight's *removals* are such a set: a removal that the one who
//!   brought it back had not seen still stands, so removing wins, and bringing back is an event of
//!   its own that undoes exactly the removals it saw.
//! - **Grow-only facts**: the first opening and completion, the latest activity, the furthest
//!   revision. **Append only**: attempts, reviews, answers (the first stands), readings.
//! - **A note's text** is a CRDT ([`crate::note::text`]); its earlier texts are events of their own.
//! - **Erasing for good** is an event that says what the eraser had seen. A word about the note that
//!   they had not seen brings it back from the log, into the trash.
//!
//! An event about a thing that is not here yet *waits* in the log, as do kinds and schemas of newer
//! builds. An event more than a day ahead is applied, does not move the clock, and is kept for
//! [`ahead_clocks`]. What follows from rows (search, places of highlights) is brought up to date
//! once at the end of a write.

mod adopt;
mod apply;
mod body;
mod derive;
mod fields;
mod ingest;
mod kinds;
mod outbox;
mod own;
mod queries;
mod rebuild;
mod refold;
mod session;
mod state;
#[cfg(test)]
mod tests;

pub(crate) use apply::{Apply, By, Outcome};
pub(crate) use body::Body;
pub(crate) use derive::{finish, relieve};
pub use fields::overwritten;
pub(crate) use fields::{Lost, forget, lost, seen};
pub use ingest::{Taken, apply_batch};
pub use outbox::{AheadClock, ahead_clocks, events_of, known, mark_sealed, unsealed, waiting};
pub(crate) use own::begin;
pub use own::{Own, join_space, own};
pub use rebuild::rebuild;
pub(crate) use refold::{is_covered, missing, vector};
pub(crate) use session::Session;
pub use state::{state_hash, table_hashes};

/// Bits of an event's number that say which of its writer's events it is.
const SEQ_BITS: u32 = 40;

/// An event's number in this database.
const fn number(writer: i64, seq: i64) -> i64 {
    (writer << SEQ_BITS) | seq
}
