//! Making and changing notes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rusqlite::Connection;

use super::text::{self, Doc};
use super::{LONGEST, LONGEST_TITLE, event, look, place, queries, tags, versions};
use crate::api::{NoteCard, NoteCreate, NoteEdit, NoteSet, NoteSync, NoteSynced, NoteView, Topic};
use crate::app::Write;
use crate::{Error, Result};

const EXCERPT_CHARS: usize = 280;

/// The most characters of base64 that one save may bring: far beyond a note with all its history.
const LONGEST_UPDATE: usize = 32 << 20;

/// What is derived from a document.
pub(crate) struct Derived {
    pub(super) markdown: String,
    pub(super) plain: String,
    pub(super) excerpt: String,
    pub(super) words: u32,
}

impl Derived {
    pub(super) fn of(doc: &Doc) -> Self {
        let plain = doc.plain();
        Self {
            markdown: text::to_markdown(doc),
            excerpt: excerpt(&plain),
            words: crate::course::words(&plain),
            plain,
        }
    }

    pub(super) fn text<'t>(&'t self, state: &'t [u8]) -> queries::Text<'t> {
        queries::Text {
            state,
            markdown: &self.markdown,
            excerpt: &self.excerpt,
            words: self.words,
        }
    }

    /// # Errors
    /// `invalid_input` when the note is longer than one may be.
    pub(super) fn check_length(&self) -> Result<()> {
        if self.markdown.len() <= LONGEST {
            return Ok(());
        }
        Err(Error::invalid(format!(
            "This note has become {} kB long; a note holds at most {} kB. What was kept before is unchanged; please divide it into several notes.",
            self.markdown.len() / 1024,
            LONGEST / 1024
        ))
        .with("bytes", self.markdown.len())
        .with("most", LONGEST))
    }
}

/// The first lines, without empty ones; an ellipsis says that there is more.
pub(super) fn excerpt(plain: &str) -> String {
    let mut found = String::new();
    let mut room = EXCERPT_CHARS;
    for line in plain.lines() {
        let mut words = line.split_whitespace().peekable();
        if words.peek().is_none() {
            continue;
        }
        let mut gap = if found.is_empty() { "" } else { "\n" };
        for word in words {
            let length = word.chars().count() + gap.len();
            // One place is kept for the ellipsis.
            if length >= room {
                if found.is_empty() {
                    found.extend(word.chars().take(room - 1));
                }
                found.push('…');
                return found;
            }
            found.push_str(gap);
            found.push_str(word);
            room -= length;
            gap = " ";
        }
    }
    found
}

/// A title as it is kept: one line.
///
/// # Errors
/// `invalid_input` when it is too long.
pub(super) fn title(title: &str) -> Result<String> {
    if title.chars().count() > LONGEST_TITLE {
        return Err(Error::invalid(format!(
            "A title has at most {LONGEST_TITLE} characters."
        )));
    }
    Ok(title.replace("\r\n", " ").replace(['\n', '\r'], " "))
}

/// Makes a note. One that has this id already is returned unchanged.
///
/// # Errors
/// `invalid_input` when the id is not a UUID or of a note that was erased, or title, text, tags or place are too long.
pub fn create(write: &mut Write<'_>, input: &NoteCreate) -> Result<NoteView> {
    let id = match &input.id {
        Some(id) => uuid::Uuid::try_parse(id)
            .map_err(|_| Error::invalid(format!("“{id}” is not an id for a note.")))?
            .to_string(),
        None => write.new_id(),
    };
    if queries::exists(write.db(), &id)? {
        return look::open(write.db(), &id);
    }
    if !event::erasings(write.db(), &id)?.is_empty() {
        return Err(
            Error::invalid("This note was erased for good. Nothing was changed.").with("note", id),
        );
    }
    if input.markdown.len() > 2 * LONGEST {
        return Err(Error::invalid(format!(
            "A note holds at most {} kB.",
            LONGEST / 1024
        )));
    }
    let title = title(&input.title)?;
    let at = place::settle(write.db(), input.place.as_ref())?;
    let doc = text::from_markdown(&input.markdown);
    let derived = Derived::of(&doc);
    derived.check_length()?;
    let state = text::create(&doc, write.random());
    let tags = lacking_tags(write.db(), &[], &input.tags)?;
    write.record(&event::Create {
        id: &id,
        title: &title,
        state: &state,
        tags: tags.iter().map(String::as_str).collect(),
        place: event::Place::of(&at),
        created_at: None,
        updated_at: None,
        removed_at: None,
        derived: Some(&derived),
    })?;
    write.touch(Topic::Note);
    look::open(write.db(), &id)
}

/// The tags that a note lacks, as they are to be written.
fn lacking_tags(db: &Connection, present: &[String], wanted: &[String]) -> Result<Vec<String>> {
    let mut lacking: Vec<String> = Vec::new();
    if wanted.is_empty() {
        return Ok(lacking);
    }
    let mut spellings = tags::Spellings::of(queries::all_tags(db)?);
    for tag in wanted {
        let Some(tag) = tags::normal(tag)? else {
            continue;
        };
        let mut there = present.iter().chain(&lacking);
        if !there.any(|there| tags::same(there, &tag)) {
            lacking.push(spellings.first(tag));
        }
    }
    Ok(lacking)
}

/// The tags of a note that are to go.
fn unwanted_tags(present: &[String], unwanted: &[String]) -> Result<Vec<String>> {
    let mut going: Vec<String> = Vec::new();
    for tag in unwanted {
        let Some(tag) = tags::normal(tag)? else {
            continue;
        };
        for there in present {
            if tags::same(there, &tag) && !going.contains(there) {
                going.push(there.clone());
            }
        }
    }
    Ok(going)
}

/// A stored note.
///
/// # Errors
/// `not_found`.
pub(super) fn stored(db: &Connection, id: &str) -> Result<queries::Stored> {
    queries::stored(db, id)?.ok_or_else(|| Error::not_found("note", id))
}

/// The document of a stored note.
pub(super) fn doc_of(id: &str, state: &[u8]) -> Result<Doc> {
    text::read(state).map_err(|_| {
        Error::new(
            crate::Code::Internal,
            format!("The text of note “{id}” is damaged."),
        )
        .with("note", id)
    })
}

pub(super) fn decode(what: &str, base64: &str) -> Result<Vec<u8>> {
    let wrong = || {
        Error::invalid(format!(
            "The {what} of the note cannot be read. Nothing was changed."
        ))
    };
    if base64.len() > LONGEST_UPDATE {
        return Err(wrong());
    }
    STANDARD.decode(base64).map_err(|_| wrong())
}

fn malformed(what: &str) -> Error {
    Error::invalid(format!(
        "The {what} of the note cannot be read. Nothing was changed."
    ))
}

/// Merges what a window did into a note.
///
/// # Errors
/// `not_found`; `invalid_input` when the update cannot be read or makes the note longer than one
/// may be: then nothing is changed.
pub fn save(write: &mut Write<'_>, input: &NoteEdit) -> Result<NoteSynced> {
    let update = decode("change", &input.update)?;
    let vector = decode("state", &input.vector)?;
    let before = stored(write.db(), &input.id)?;
    let merged = text::merge(&before.state, &update).map_err(|_| malformed("change"))?;
    let lacking = text::lacking(&merged.state, &vector, &update).map_err(|_| malformed("state"))?;
    if merged.state != before.state {
        let doc = doc_of(&input.id, &before.state)?;
        let quiet = doc == merged.doc;
        if !quiet {
            let derived = Derived::of(&merged.doc);
            derived.check_length()?;
            versions::keep_before(write, &input.id, &before, &doc, Some(&derived.plain))?;
        }
        write.record(&event::Save {
            id: &input.id,
            update: &update,
            quiet,
            merged: Some(&merged),
        })?;
        if !quiet {
            write.touch(Topic::Note);
        }
    }
    synced(write.db(), &input.id, lacking)
}

fn synced(db: &Connection, id: &str, lacking: Option<Vec<u8>>) -> Result<NoteSynced> {
    Ok(NoteSynced {
        card: look::card(db, id)?,
        update: lacking.map(|update| STANDARD.encode(update)),
        versions: queries::version_count(db, id)?,
    })
}

/// What a window lacks of a note.
///
/// # Errors
/// `not_found`; `invalid_input` when the state vector cannot be read.
pub fn sync(db: &Connection, input: &NoteSync) -> Result<NoteSynced> {
    let vector = decode("state", &input.vector)?;
    let stored = stored(db, &input.id)?;
    let lacking = text::lacking(&stored.state, &vector, &[]).map_err(|_| malformed("state"))?;
    synced(db, &input.id, lacking)
}

/// Changes title, tags or place of a note; what is not given stays.
///
/// # Errors
/// `not_found`; `invalid_input` when a value is too long: then nothing is changed.
pub fn set(write: &mut Write<'_>, input: &NoteSet) -> Result<NoteCard> {
    let id = &input.id;
    let before = stored(write.db(), id)?;
    let mut changed = false;
    if let Some(new) = &input.title {
        let new = title(new)?;
        if new != before.title {
            let doc = doc_of(id, &before.state)?;
            versions::keep_before(write, id, &before, &doc, None)?;
            write.record(&event::Title { id, title: &new })?;
            changed = true;
        }
    }
    if let Some(unwanted) = &input.remove_tags {
        let present = queries::tags(write.db(), id)?;
        let mut gone = Vec::new();
        let going = unwanted_tags(&present, unwanted)?;
        for tag in &going {
            let seen = event::seen(write.db(), id, tag)?;
            gone.push(event::Gone { tag, seen });
        }
        if !gone.is_empty() {
            write.record(&event::Untag { id, tags: gone })?;
            changed = true;
        }
    }
    if let Some(wanted) = &input.add_tags {
        let present = queries::tags(write.db(), id)?;
        let lacking = lacking_tags(write.db(), &present, wanted)?;
        if !lacking.is_empty() {
            let tags = lacking.iter().map(String::as_str).collect();
            write.record(&event::Tag { id, tags })?;
            changed = true;
        }
    }
    if let Some(place) = &input.place {
        let at = place::settle(write.db(), Some(place))?;
        if at != before.at {
            let place = event::Place::of(&at);
            write.record(&event::Move { id, place })?;
            changed = true;
        }
    }
    if changed {
        write.touch(Topic::Note);
    }
    look::card(write.db(), id)
}
