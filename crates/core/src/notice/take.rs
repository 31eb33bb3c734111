//! What is to be said now.

use super::NewlyDue;
use super::memory::Memory;
use crate::app::Write;
use crate::{Result, calendar};

/// What became due and was not said yet. It counts as said from here on, whether or not the desktop
/// manages to show it: better once too little than the same thing again and again.
///
/// # Errors
/// When the database cannot be read or written.
pub fn take(write: &mut Write<'_>) -> Result<NewlyDue> {
    let mut found = NewlyDue::default();
    let Some(mut memory) = Memory::read(write.db())?.filter(|memory| memory.on) else {
        return Ok(found);
    };
    let today = today(write);
    let (open, _) = calendar::open(write.db(), usize::MAX)?;
    for due in open.iter().filter(|due| due.date <= today) {
        if memory.is_news(&due.date, &due.id) {
            let count = if due.date == today {
                &mut found.today
            } else {
                &mut found.before
            };
            *count += 1;
        }
    }
    if !found.is_empty() {
        memory.shorten();
        memory.keep(write)?;
    }
    Ok(found)
}

/// Today where the reader is, as dates are kept.
pub(super) fn today(write: &Write<'_>) -> String {
    write.local_date().format("%Y-%m-%d").to_string()
}
