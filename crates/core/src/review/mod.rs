//! Review: cards that come back before they are forgotten.
//!
//! **Context.** What was understood once fades. A reader who missed a check, or met a term, wants
//! to be asked again shortly before it would be gone, in a few minutes a day, and never to find a
//! heap after a holiday.
//!
//! **Design.** Cards of missed checks and of the terms of completed lessons exist *by rule*
//! ([`deck`]): no row makes them, so they follow the course and the attempts by themselves; a row
//! in `card` only says that one was taken away. Other cards are the reader's own. The one thing
//! stored about remembering is the log of reviews. What is due is folded from it at every look
//! ([`memory`]: FSRS-6 with its default parameters), so that undoing, a changed setting and a
//! crash between two reviews need no repair. A day ([`day`]) takes the cards most likely to be
//! forgotten first and stops at the cap of the day: the rest waits.

mod ahead;
mod day;
mod deck;
pub(crate) mod event;
mod face;
mod list;
mod memory;
mod own;
mod queries;
mod rate;
mod settings;
#[cfg(test)]
mod tests;

pub use day::{day, today};
pub use list::cards;
pub use own::{add_card, remove_card, restore_card, set_card};
pub use rate::{rate, undo};
pub use settings::set;
