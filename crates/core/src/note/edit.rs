//! Making and changing notes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rusqlite::Connection;

use super::text::{self, Doc};
use super::{LONGEST, LONGEST_TITLE, look, place, queries, tags, versions};
use crate::api::{
    NoteAt, NoteCard, NoteCreate, NoteEdit, NoteSet, NoteSync, NoteSynced, NoteView, Topic,
};
use crate::app::Write;
use crate::search;
use crate::{Error, Result};

const EXCERPT_CHARS: usize = 280;

/// The most characters of base64 that one save may bring: far beyond a note with all its history.
const LONGEST_UPDATE: usize = 32 << 20;

/// What is derived from a document.
pub(super) struct Derived {
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
/// `invalid_input` when the id is not a UUID, or title, text, tags or place are too long.
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
    let stamp = write.stamp();
    let new = queries::New {
        id: &id,
        title: &title,
        text: derived.text(&state),
        at: &at,
        created_at: &stamp,
        updated_at: &stamp,
    };
    queries::insert(write.db(), &new)?;
    add_tags(write.db(), &id, &input.tags)?;
    index(write.db(), &id, &title, &derived.plain, &at, &stamp)?;
    write.touch(Topic::Note);
    look::open(write.db(), &id)
}

/// Puts a note into the search index.
pub(super) fn index(
    db: &Connection,
    id: &str,
    title: &str,
    plain: &str,
    at: &NoteAt,
    updated_at: &str,
) -> Result<()> {
    let tags = queries::tags(db, id)?;
    let module = match (&at.course, &at.lesson) {
        (Some(course), Some(lesson)) => queries::module_number(db, course, lesson)?,
        _ => None,
    };
    let text = |field: &'_ Option<String>| field.clone().unwrap_or_default();
    search::put(
        db,
        &search::Doc {
            kind: "note",
            reference: id,
            course: &text(&at.course),
            lesson: &text(&at.lesson),
            block: &text(&at.block),
            module,
            title,
            body: plain,
            tags: &tags.join(" "),
            at: updated_at,
        },
    )
}

/// Takes a note out of the search index.
pub(super) fn unindex(db: &Connection, id: &str, at: &NoteAt) -> Result<()> {
    search::drop(db, "note", at.course.as_deref().unwrap_or(""), id)
}

/// Adds tags that the note lacks; says whether any was lacking.
fn add_tags(db: &Connection, id: &str, wanted: &[String]) -> Result<bool> {
    let mut added = false;
    if wanted.is_empty() {
        return Ok(added);
    }
    let mut present = queries::tags(db, id)?;
    let mut spellings = tags::Spellings::of(queries::all_tags(db)?);
    for tag in wanted {
        let Some(tag) = tags::normal(tag)? else {
            continue;
        };
        if present.iter().any(|there| tags::same(there, &tag)) {
            continue;
        }
        let tag = spellings.first(tag);
        queries::add_tag(db, id, &tag)?;
        present.push(tag);
        added = true;
    }
    Ok(added)
}

fn remove_tags(db: &Connection, id: &str, unwanted: &[String]) -> Result<bool> {
    let mut removed = false;
    for tag in unwanted {
        let Some(tag) = tags::normal(tag)? else {
            continue;
        };
        for there in queries::tags(db, id)? {
            if tags::same(&there, &tag) {
                queries::remove_tag(db, id, &there)?;
                removed = true;
            }
        }
    }
    Ok(removed)
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
        if doc == merged.doc {
            queries::set_state(write.db(), &input.id, &merged.state)?;
        } else {
            rewritten(write, &input.id, &before, &doc, &merged)?;
        }
    }
    synced(write.db(), &input.id, lacking)
}

/// Keeps a changed text and everything that is derived from it.
pub(super) fn rewritten(
    write: &mut Write<'_>,
    id: &str,
    before: &queries::Stored,
    old: &Doc,
    new: &text::Merged,
) -> Result<()> {
    let derived = Derived::of(&new.doc);
    derived.check_length()?;
    versions::keep_before(write, id, before, old, Some(&derived.plain))?;
    let stamp = write.stamp();
    queries::set_text(write.db(), id, &derived.text(&new.state), &stamp)?;
    if before.removed_at.is_none() {
        let (title, at) = (&before.title, &before.at);
        index(write.db(), id, title, &derived.plain, at, &stamp)?;
    }
    write.touch(Topic::Note);
    Ok(())
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
    let doc = doc_of(id, &before.state)?;
    let mut changed = false;
    let mut now_title = before.title.clone();
    if let Some(new) = &input.title {
        let new = title(new)?;
        if new != before.title {
            versions::keep_before(write, id, &before, &doc, None)?;
            queries::set_title(write.db(), id, &new)?;
            now_title = new;
            changed = true;
        }
    }
    if let Some(unwanted) = &input.remove_tags {
        changed |= remove_tags(write.db(), id, unwanted)?;
    }
    if let Some(wanted) = &input.add_tags {
        changed |= add_tags(write.db(), id, wanted)?;
    }
    let mut at = before.at.clone();
    let mut moved = false;
    if let Some(place) = &input.place {
        at = place::settle(write.db(), Some(place))?;
        moved = at != before.at;
        if moved {
            unindex(write.db(), id, &before.at)?;
            queries::set_place(write.db(), id, &at)?;
        }
    }
    let stamp = if changed {
        write.stamp()
    } else {
        before.updated_at
    };
    if changed {
        queries::set_updated(write.db(), id, &stamp)?;
    }
    if changed || moved {
        if before.removed_at.is_none() {
            index(write.db(), id, &now_title, &doc.plain(), &at, &stamp)?;
        }
        write.touch(Topic::Note);
    }
    look::card(write.db(), id)
}
