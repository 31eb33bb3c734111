//! What is said outside the window: how many things are due, each once for its day.
//!
//! **Context.** A desktop has a place for “something is due”, which others may see: lock screens,
//! shared screens. So it is silent until the reader switches it on, and what it says is a number.
//!
//! **Design.** Everything with a date comes from the calendar's one list; whatever joins that list is
//! said too. What was said is remembered as day and id in one setting of this device, written in the
//! transaction that finds it ([`take`]): nothing is said twice, and what came due while the app was
//! closed is said at the next start. A thing moved to another day is said again on that day. Of what
//! was due before notices were switched on, nothing is said.

mod memory;
mod take;
#[cfg(test)]
mod tests;

use rusqlite::Connection;

use crate::Result;
use crate::api::{NoticeSettings, Topic};
use crate::app::Write;
use memory::Memory;
pub use take::take;

/// What became due since it was last asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NewlyDue {
    /// How many things fall on today.
    pub today: u32,
    /// How many fell on a day before.
    pub before: u32,
}

impl NewlyDue {
    /// Whether there is nothing to say.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.today == 0 && self.before == 0
    }
}

/// Whether notices are on.
///
/// # Errors
/// When the database cannot be read.
pub fn read(db: &Connection) -> Result<NoticeSettings> {
    let on = Memory::read(db)?.is_some_and(|memory| memory.on);
    Ok(NoticeSettings { on })
}

/// Switches notices on or off.
///
/// # Errors
/// When the database cannot be written.
pub fn set(write: &mut Write<'_>, input: NoticeSettings) -> Result<NoticeSettings> {
    let mut memory = Memory::read(write.db())?.unwrap_or_default();
    if input.on && !memory.on {
        memory.begin(take::today(write));
    }
    memory.on = input.on;
    memory.keep(write)?;
    write.touch(Topic::Notice);
    Ok(input)
}
