//! Earlier texts of a note.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use rusqlite::Connection;
use serde_json::Value;

use super::text::{self, Doc};
use super::{edit, look, queries};
use crate::api::{NoteVersionRef, NoteVersionView, NoteVersions, NoteView, Topic};
use crate::app::Write;
use crate::{Error, Result};

/// While a note is being written, one version in so many minutes is enough.
const APART_MINUTES: i64 = 10;

/// A text of at least so many words …
const MANY_WORDS: usize = 40;
/// … of which more than one in so many disappears is kept in any case.
const ONE_IN: usize = 5;

/// Keeps the text and title that are about to be overwritten, when it is time to or when much of
/// the text disappears. `next` is the text that comes, without markup; `None` when it stays.
pub(super) fn keep_before(
    write: &Write<'_>,
    id: &str,
    before: &queries::Stored,
    doc: &Doc,
    next: Option<&str>,
) -> Result<()> {
    let last = queries::newest_version(write.db(), id)?;
    let last = last.as_deref().unwrap_or(&before.created_at);
    let due = DateTime::parse_from_rfc3339(last).is_ok_and(|last| {
        write.now() - last.with_timezone(&Utc) >= Duration::minutes(APART_MINUTES)
    });
    if due || next.is_some_and(|next| loses_much(&doc.plain(), next)) {
        keep(write, id, before, doc)?;
    }
    Ok(())
}

fn keep(write: &Write<'_>, id: &str, before: &queries::Stored, doc: &Doc) -> Result<()> {
    // Nothing was there that anybody could miss.
    if *doc == Doc::empty() && before.title.is_empty() {
        return Ok(());
    }
    queries::keep(
        write.db(),
        id,
        &queries::Earlier {
            at: &write.stamp(),
            title: &before.title,
            doc: &text::to_json(doc).to_string(),
            excerpt: &edit::excerpt(&doc.plain()),
            words: before.words,
        },
    )
}

fn loses_much(before: &str, after: &str) -> bool {
    let words: Vec<&str> = before.split_whitespace().collect();
    if words.len() < MANY_WORDS {
        return false;
    }
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in after.split_whitespace() {
        *left.entry(word).or_default() += 1;
    }
    let lost = words.iter().filter(|word| match left.get_mut(*word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    lost.count() * ONE_IN > words.len()
}

/// The earlier texts of a note, newest first.
///
/// # Errors
/// `not_found`.
pub fn versions(db: &Connection, id: &str) -> Result<NoteVersions> {
    edit::stored(db, id)?;
    Ok(NoteVersions {
        versions: queries::versions(db, id)?,
    })
}

fn found(db: &Connection, input: &NoteVersionRef) -> Result<NoteVersionView> {
    let (card, doc) = queries::version(db, &input.id, input.version)?.ok_or_else(|| {
        Error::not_found("version", &input.version.to_string()).with("note", &input.id)
    })?;
    let doc: Value = serde_json::from_str(&doc)?;
    Ok(NoteVersionView { card, doc })
}

/// An earlier text.
///
/// # Errors
/// `not_found`.
pub fn version(db: &Connection, input: &NoteVersionRef) -> Result<NoteVersionView> {
    found(db, input)
}

/// Makes an earlier text and title the current ones, as an edit: what is current now becomes an
/// earlier text, and other windows merge the change.
///
/// # Errors
/// `not_found`.
pub fn revert(write: &mut Write<'_>, input: &NoteVersionRef) -> Result<NoteView> {
    let id = &input.id;
    let before = edit::stored(write.db(), id)?;
    let earlier = found(write.db(), input)?;
    let old = text::from_json(&earlier.doc);
    let now = edit::doc_of(id, &before.state)?;
    if now == old && before.title == earlier.card.title {
        return look::open(write.db(), id);
    }
    keep(write, id, &before, &now)?;
    let state = text::rewrite(&before.state, &old, write.random()).map_err(|_| {
        Error::new(crate::Code::Internal, "The text of this note is damaged.").with("note", id)
    })?;
    let derived = edit::Derived::of(&old);
    let stamp = write.stamp();
    queries::set_title(write.db(), id, &earlier.card.title)?;
    queries::set_text(write.db(), id, &derived.text(&state), &stamp)?;
    if before.removed_at.is_none() {
        let (title, at) = (&earlier.card.title, &before.at);
        edit::index(write.db(), id, title, &derived.plain, at, &stamp)?;
    }
    write.touch(Topic::Note);
    look::open(write.db(), id)
}
