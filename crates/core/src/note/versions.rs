//! Earlier texts of a note.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use rusqlite::Connection;
use serde_json::Value;

use super::text::{self, Doc};
use super::{edit, event, look, queries};
use crate::api::{NoteVersionCard, NoteVersionRef, NoteVersionView, NoteVersions, NoteView, Topic};
use crate::app::{Write, stamp_ms};
use crate::{Error, Result, log};

/// While a note is being written, one version in so many minutes is enough.
const APART_MINUTES: i64 = 10;

/// A text of at least so many words …
const MANY_WORDS: usize = 40;
/// … of which more than one in so many disappears is kept in any case.
const ONE_IN: usize = 5;

/// Keeps the text and title that are about to be overwritten, when it is time to or when much of
/// the text disappears. `next` is the text that comes, without markup; `None` when it stays.
pub(super) fn keep_before(
    write: &mut Write<'_>,
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

fn keep(write: &mut Write<'_>, id: &str, before: &queries::Stored, doc: &Doc) -> Result<()> {
    // Nothing was there that anybody could miss.
    if *doc == Doc::empty() && before.title.is_empty() {
        return Ok(());
    }
    write.record(&event::Keep {
        id,
        title: &before.title,
        doc: &text::to_json(doc).to_string(),
        excerpt: &edit::excerpt(&doc.plain()),
        words: before.words,
    })
}

/// Keeps a text of this device of which another one's edit, made without knowing it, took words.
///
/// # Errors
/// When the database cannot be written.
pub fn keep_lost(write: &mut Write<'_>, id: &str, state: &[u8]) -> Result<()> {
    let Some(now) = queries::stored(write.db(), id)? else {
        return Ok(());
    };
    let doc = edit::doc_of(id, state)?;
    let plain = doc.plain();
    write.record(&event::Keep {
        id,
        title: &now.title,
        doc: &text::to_json(&doc).to_string(),
        excerpt: &edit::excerpt(&plain),
        words: crate::course::words(&plain),
    })
}

fn loses_much(before: &str, after: &str) -> bool {
    let words: Vec<&str> = before.split_whitespace().collect();
    if words.len() < MANY_WORDS {
        return false;
    }
    lost_words(&words, after) * ONE_IN > words.len()
}

/// Whether any word disappears.
pub(super) fn loses_any(before: &str, after: &str) -> bool {
    let words: Vec<&str> = before.split_whitespace().collect();
    lost_words(&words, after) > 0
}

fn lost_words(words: &[&str], after: &str) -> usize {
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
    lost.count()
}

/// The earlier texts of a note, newest first.
///
/// # Errors
/// `not_found`.
pub fn versions(db: &Connection, id: &str) -> Result<NoteVersions> {
    edit::stored(db, id)?;
    let mut versions = queries::versions(db, id)?;
    versions.extend(event::lost_titles(db, id)?.iter().map(title_alone));
    versions.sort_by(|a, b| (&b.at, b.version).cmp(&(&a.at, a.version)));
    Ok(NoteVersions { versions })
}

/// A title that another device's won over: its text is the note's. Numbered below zero.
fn title_alone(lost: &log::Lost) -> NoteVersionCard {
    NoteVersionCard {
        version: -lost.number,
        at: stamp_ms(lost.ms),
        title: lost.text.clone(),
        excerpt: String::new(),
        words: 0,
    }
}

fn found(db: &Connection, input: &NoteVersionRef) -> Result<NoteVersionView> {
    if input.version < 0 {
        let titles = event::lost_titles(db, &input.id)?;
        let lost = titles.iter().find(|lost| lost.number == -input.version);
        let lost = lost.ok_or_else(|| {
            Error::not_found("version", &input.version.to_string()).with("note", &input.id)
        })?;
        let stored = edit::stored(db, &input.id)?;
        return Ok(NoteVersionView {
            card: title_alone(lost),
            doc: text::to_json(&edit::doc_of(&input.id, &stored.state)?),
        });
    }
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
    if before.title != earlier.card.title {
        let title = &earlier.card.title;
        write.record(&event::Title { id, title })?;
    }
    if now != old {
        let damaged = |_| {
            Error::new(crate::Code::Internal, "The text of this note is damaged.").with("note", id)
        };
        let update = text::rewriting(&before.state, &old, write.random()).map_err(damaged)?;
        write.record(&event::Save {
            id,
            update: &update,
            quiet: false,
            merged: None,
        })?;
    }
    write.touch(Topic::Note);
    look::open(write.db(), id)
}
