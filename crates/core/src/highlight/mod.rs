//! Highlighted passages.
//!
//! **Context.** A reader marks a passage; then the author revises the course. The mark must move
//! with its text, or be shown as one that lost its place; it is never dropped.
//!
//! **Design.** A highlight holds an anchor that never changes, block by block: the quoted text,
//! what stood around it and where it was, in code points of the block's text as the page shows
//! it. These are the TextQuoteSelector and TextPositionSelector of the W3C Web Annotation Data
//! Model (2017). Where each part is *now* is derived from the anchor when a course is installed
//! ([`reanchor`]) and kept beside it; [`anchor`] says how a passage is found again. A highlight
//! of which no part can be found is detached, until a later revision brings its text back.

mod add;
mod align;
mod anchor;
mod list;
mod queries;
#[cfg(test)]
mod revisions;
#[cfg(test)]
mod tests;
mod text;

use crate::api::{HighlightView, Topic};
use crate::app::Write;
use crate::{Error, Result, course};
use anchor::{Blocks, Place};
use queries::{Head, Spot};

pub use add::add;
pub use list::list;

/// Removes a highlight; it can be restored. Doing it twice is harmless.
///
/// # Errors
/// `not_found` when there is no such highlight.
pub fn remove(write: &mut Write<'_>, id: &str) -> Result<()> {
    head(write, id)?;
    queries::set_removed(write.db(), id, Some(&write.stamp()))?;
    write.touch(Topic::Highlight);
    Ok(())
}

/// Brings a removed highlight back, to where its text is now.
///
/// # Errors
/// `not_found` when there is no such highlight.
pub fn restore(write: &mut Write<'_>, id: &str) -> Result<HighlightView> {
    let head = head(write, id)?;
    queries::set_removed(write.db(), id, None)?;
    write.touch(Topic::Highlight);
    list::view(write.db(), head)
}

/// After a course was installed: where every highlight of it is now, removed ones too.
///
/// # Errors
/// When the database cannot be read or written.
pub fn reanchor(write: &mut Write<'_>, course: &str) -> Result<()> {
    let db = write.db();
    let heads = queries::heads(db, course, true)?;
    if heads.is_empty() {
        return Ok(());
    }
    let mut anchors = queries::anchors(db, course)?;
    let blocks = Blocks::new(course::block_texts(db, course, None)?);
    queries::clear_spots(db, course)?;
    for head in &heads {
        let parts = anchors.remove(&head.id).unwrap_or_default();
        for (order, (part, last)) in (0..).zip(&parts) {
            if let Some(place) = blocks.find(&head.lesson, part, last.as_ref()) {
                queries::put_spot(db, &spot(&head.id, order, &blocks, &place))?;
            }
        }
    }
    write.touch(Topic::Highlight);
    Ok(())
}

fn head(write: &Write<'_>, id: &str) -> Result<Head> {
    queries::head(write.db(), id)?.ok_or_else(|| Error::not_found("highlight", id))
}

fn spot(highlight: &str, order: u32, blocks: &Blocks, place: &Place) -> Spot {
    let block = &blocks.all[place.block];
    Spot {
        highlight: highlight.to_owned(),
        order,
        lesson: block.lesson.clone(),
        block: block.id.clone(),
        start: u32::try_from(place.start).unwrap_or(u32::MAX),
        end: u32::try_from(place.end).unwrap_or(u32::MAX),
        changed: place.changed,
        place: (0, 0),
    }
}
