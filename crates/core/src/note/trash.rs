//! The trash: what is in it can be put back; what is erased from it is gone, unless another device
//! wrote in it meanwhile: then it comes back to the trash.

use super::{edit, event, look};
use crate::api::{NoteCard, Topic};
use crate::app::Write;
use crate::{Error, Result, log};

/// Puts a note into the trash.
///
/// # Errors
/// `not_found`.
pub fn remove(write: &mut Write<'_>, id: &str) -> Result<NoteCard> {
    let stored = edit::stored(write.db(), id)?;
    if stored.removed_at.is_none() {
        write.record(&event::Trash { id, removed: true })?;
        write.touch(Topic::Note);
    }
    look::card(write.db(), id)
}

/// Takes a note out of the trash.
///
/// # Errors
/// `not_found`.
pub fn restore(write: &mut Write<'_>, id: &str) -> Result<NoteCard> {
    let stored = edit::stored(write.db(), id)?;
    if stored.removed_at.is_some() {
        write.record(&event::Trash { id, removed: false })?;
        write.touch(Topic::Note);
    }
    look::card(write.db(), id)
}

/// Erases a note that is in the trash, with its earlier texts.
///
/// # Errors
/// `not_found`; `invalid_input` when it is not in the trash.
pub fn erase(write: &mut Write<'_>, id: &str) -> Result<()> {
    let stored = edit::stored(write.db(), id)?;
    if stored.removed_at.is_none() {
        return Err(
            Error::invalid("Only a note in the trash can be erased. Nothing was changed.")
                .with("note", id),
        );
    }
    let seen = log::vector(write)?;
    write.record(&event::Erase { id, seen })?;
    write.touch(Topic::Note);
    Ok(())
}
