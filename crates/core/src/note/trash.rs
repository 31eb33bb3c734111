//! The trash: what is in it can be put back; what is erased from it is gone.

use super::{edit, look, queries};
use crate::api::{NoteCard, Topic};
use crate::app::Write;
use crate::{Error, Result};

/// Puts a note into the trash.
///
/// # Errors
/// `not_found`.
pub fn remove(write: &mut Write<'_>, id: &str) -> Result<NoteCard> {
    let stored = edit::stored(write.db(), id)?;
    if stored.removed_at.is_none() {
        queries::set_removed(write.db(), id, Some(&write.stamp()))?;
        edit::unindex(write.db(), id, &stored.at)?;
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
        queries::set_removed(write.db(), id, None)?;
        let plain = edit::doc_of(id, &stored.state)?.plain();
        let (title, at, updated) = (&stored.title, &stored.at, &stored.updated_at);
        edit::index(write.db(), id, title, &plain, at, updated)?;
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
    queries::delete(write.db(), id)?;
    write.touch(Topic::Note);
    Ok(())
}
