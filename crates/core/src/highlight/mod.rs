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
pub(crate) mod event;
mod list;
mod queries;
#[cfg(test)]
mod revisions;
#[cfg(test)]
mod tests;
mod text;

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::api::{HighlightView, Topic};
use crate::app::Write;
use crate::{Error, Result, course, log};
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
    if !queries::is_removed(write.db(), id)? {
        write.record(&event::Remove { id })?;
    }
    write.touch(Topic::Highlight);
    Ok(())
}

/// Brings a removed highlight back, to where its text is now.
///
/// # Errors
/// `not_found` when there is no such highlight.
pub fn restore(write: &mut Write<'_>, id: &str) -> Result<HighlightView> {
    let head = head(write, id)?;
    if queries::is_removed(write.db(), id)? {
        let seen = log::seen(write.db(), event::removals(id))?;
        write.record(&event::Restore { id, seen })?;
    }
    write.touch(Topic::Highlight);
    list::view(write.db(), head)
}

/// After a course was installed: where every highlight of it is now, removed ones too.
///
/// # Errors
/// When the database cannot be read or written.
pub fn reanchor(write: &mut Write<'_>, course: &str) -> Result<()> {
    if place(write.db(), course, None)? {
        write.touch(Topic::Highlight);
    }
    Ok(())
}

/// Finds highlights of a course in it, or only these; says whether there are any.
pub(crate) fn place(
    db: &Connection,
    course: &str,
    only: Option<&BTreeSet<String>>,
) -> Result<bool> {
    let mut heads = queries::heads(db, course, true)?;
    heads.retain(|head| only.is_none_or(|ids| ids.contains(&head.id)));
    if heads.is_empty() {
        return Ok(false);
    }
    let mut anchors = queries::anchors(db, course)?;
    let blocks = Blocks::new(course::block_texts(db, course, None)?);
    for head in &heads {
        queries::clear_spots(db, &head.id)?;
        let parts = anchors.remove(&head.id).unwrap_or_default();
        for (order, (part, last)) in (0..).zip(&parts) {
            if let Some(place) = blocks.find(&head.lesson, part, last.as_ref()) {
                queries::put_spot(db, &spot(&head.id, order, &blocks, &place))?;
            }
        }
    }
    Ok(true)
}

/// Keeps where highlights are while they are made again: a place that followed its text through
/// several revisions could not be found from the first one.
pub(crate) fn spots_aside(db: &Connection) -> Result<()> {
    queries::set_aside(db)
}

/// Puts them back.
pub(crate) fn spots_back(db: &Connection) -> Result<()> {
    queries::put_back(db)
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
