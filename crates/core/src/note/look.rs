//! Reading notes: one, lists, what stands beside highlights.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rusqlite::Connection;

use super::{LONGEST, edit, queries, text};
use crate::api::{MarkdownDoc, NoteCard, NoteFilter, NoteList, NoteView};
use crate::{Error, Result};

/// The most notes in one page of a list.
const LONGEST_PAGE: u32 = 500;

/// A note's card.
///
/// # Errors
/// `not_found`.
pub(super) fn card(db: &Connection, id: &str) -> Result<NoteCard> {
    queries::card(db, id)?.ok_or_else(|| Error::not_found("note", id))
}

/// A note to read and edit; also one in the trash.
///
/// # Errors
/// `not_found`.
pub fn open(db: &Connection, id: &str) -> Result<NoteView> {
    let stored = edit::stored(db, id)?;
    let quote = match &stored.at.highlight {
        Some(highlight) => queries::quote(db, highlight)?,
        None => None,
    };
    Ok(NoteView {
        card: card(db, id)?,
        state: STANDARD.encode(&stored.state),
        quote,
        versions: queries::version_count(db, id)?,
        most_bytes: u32::try_from(LONGEST).unwrap_or(u32::MAX),
    })
}

/// A page of notes. Counts of tags and modules come with the first page only: they are the same
/// for all pages, and empty in later ones.
///
/// # Errors
/// `invalid_input` when more than 500 are asked for.
pub fn list(db: &Connection, filter: &NoteFilter) -> Result<NoteList> {
    if filter.limit > LONGEST_PAGE {
        return Err(Error::invalid(format!(
            "A page of notes has at most {LONGEST_PAGE}."
        )));
    }
    let (notes, total) = queries::page(db, filter)?;
    let (all, trashed) = queries::counts(db)?;
    let (tags, modules) = if filter.offset == 0 {
        (queries::tag_counts(db)?, queries::module_counts(db)?)
    } else {
        (Vec::new(), Vec::new())
    };
    Ok(NoteList {
        notes,
        total,
        all,
        trashed,
        tags,
        modules,
    })
}

/// The note beside each highlight of a course, by highlight id: the one changed last.
///
/// # Errors
/// When the database cannot be read.
pub fn beside(db: &Connection, course: &str) -> Result<BTreeMap<String, NoteCard>> {
    let mut found = BTreeMap::new();
    for card in queries::beside(db, course)? {
        let highlight = card.place.as_ref().and_then(|at| at.highlight.clone());
        if let Some(highlight) = highlight {
            found.insert(highlight, card);
        }
    }
    Ok(found)
}

/// The note changed last, outside the trash.
///
/// # Errors
/// When the database cannot be read.
pub fn latest(db: &Connection) -> Result<Option<NoteCard>> {
    queries::latest(db)
}

/// Markdown as the editor's document, for what is pasted.
///
/// # Errors
/// `invalid_input` when it is longer than a note may be.
pub fn markdown_doc(markdown: &str) -> Result<MarkdownDoc> {
    if markdown.len() > 2 * LONGEST {
        return Err(Error::invalid(format!(
            "A note holds at most {} kB.",
            LONGEST / 1024
        )));
    }
    Ok(MarkdownDoc {
        doc: text::to_json(&text::from_markdown(markdown)),
    })
}
