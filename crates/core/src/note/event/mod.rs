//! Events of notes.
//!
//! The text is a CRDT: a save carries one update. Title, place and trash: the last writer wins, and
//! titles that lose are kept. Tags are an observed-remove set. Earlier texts are events of their own,
//! as it is the writing device that knows when one is due. What a note is made with counts as earlier
//! than any word about it.

mod make;
mod queries;

use colloquy_protocol::EventId;
use minicbor::{Decode, Encode};
use rusqlite::Connection;

use super::edit::Derived;
use super::text::{self, Merged};
use crate::api::{NoteAt, Topic};
use crate::log::{self, Apply, Body, By, Outcome};
use crate::{Code, Error, Result, search};

const ENTITY: &str = "note";
const TAGS: &str = "tag";
/// The moment of the making, in the place of a field.
const MADE: &str = "made";
const TITLE: &str = "title";
const UPDATED: &str = "updated";

/// A note is made. Also one that a version without events kept, as it was then.
#[derive(Encode, Decode)]
pub(crate) struct Create<'b> {
    #[b(0)]
    pub id: &'b str,
    #[b(1)]
    pub title: &'b str,
    /// The document: a Yjs update (version 1).
    #[cbor(b(2), with = "minicbor::bytes")]
    pub state: &'b [u8],
    #[b(3)]
    pub tags: Vec<&'b str>,
    #[b(4)]
    pub place: Place<'b>,
    /// RFC 3339 UTC, when it is not the event's.
    #[b(5)]
    pub created_at: Option<&'b str>,
    /// Likewise.
    #[b(6)]
    pub updated_at: Option<&'b str>,
    #[b(7)]
    pub removed_at: Option<&'b str>,
    /// What follows from the document, where the writer has it at hand.
    #[cbor(skip)]
    pub derived: Option<&'b Derived>,
}

/// Where a note is taken.
#[derive(Debug, Clone, Default, Encode, Decode)]
pub(crate) struct Place<'b> {
    #[b(0)]
    pub course: Option<&'b str>,
    #[b(1)]
    pub lesson: Option<&'b str>,
    #[b(2)]
    pub block: Option<&'b str>,
    #[b(3)]
    pub highlight: Option<&'b str>,
    #[b(4)]
    pub tool: Option<&'b str>,
}

/// What somebody wrote in a note.
#[derive(Encode, Decode)]
pub(crate) struct Save<'b> {
    #[b(0)]
    pub id: &'b str,
    /// A Yjs update (version 1).
    #[cbor(b(1), with = "minicbor::bytes")]
    pub update: &'b [u8],
    /// It says the same as before: no change that a list shows.
    #[n(2)]
    pub quiet: bool,
    /// What comes of it here, where the writer has it at hand.
    #[cbor(skip)]
    pub merged: Option<&'b Merged>,
}

/// A note has another title.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Title<'b> {
    #[b(0)]
    pub id: &'b str,
    #[b(1)]
    pub title: &'b str,
}

/// A note is somewhere else.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Move<'b> {
    #[b(0)]
    pub id: &'b str,
    #[b(1)]
    pub place: Place<'b>,
}

/// A note has these tags too.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Tag<'b> {
    #[b(0)]
    pub id: &'b str,
    #[b(1)]
    pub tags: Vec<&'b str>,
}

/// These addings of tags are taken away.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Untag<'b> {
    #[b(0)]
    pub id: &'b str,
    #[b(1)]
    pub tags: Vec<Gone<'b>>,
}

/// A tag and the addings of it that were seen.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Gone<'b> {
    #[b(0)]
    pub tag: &'b str,
    #[n(1)]
    pub seen: Vec<By>,
}

/// A note is put into the trash, or taken out of it.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Trash<'b> {
    #[b(0)]
    pub id: &'b str,
    #[n(1)]
    pub removed: bool,
}

/// An earlier text of a note is kept.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Keep<'b> {
    #[b(0)]
    pub id: &'b str,
    #[b(1)]
    pub title: &'b str,
    /// The document as JSON.
    #[b(2)]
    pub doc: &'b str,
    #[b(3)]
    pub excerpt: &'b str,
    #[n(4)]
    pub words: u32,
}

/// A note in the trash is erased for good.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Erase<'b> {
    #[b(0)]
    pub id: &'b str,
    /// The latest event of each device that the eraser had.
    #[n(1)]
    pub seen: Vec<EventId>,
}

impl<'b> Place<'b> {
    pub(crate) fn of(at: &'b NoteAt) -> Self {
        Self {
            course: at.course.as_deref(),
            lesson: at.lesson.as_deref(),
            block: at.block.as_deref(),
            highlight: at.highlight.as_deref(),
            tool: at.tool.as_deref(),
        }
    }
}

impl Body for Save<'_> {
    const KIND: &'static str = "note.save";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        let Some(before) = queries::state(to.db(), self.id)? else {
            return log::missing(to, self.id);
        };
        let made;
        let merged = match self.merged {
            Some(merged) => merged,
            None => match text::merge(&before, self.update) {
                Ok(merged) => {
                    made = merged;
                    &made
                }
                Err(_) => return Ok(Outcome::Malformed),
            },
        };
        let derived = Derived::of(&merged.doc);
        queries::set_text(to.db(), self.id, &derived.text(&merged.state))?;
        if !self.quiet {
            updated(to, self.id)?;
        }
        if !to.is_own && !to.is_refolding() && text::removes(self.update) {
            self.look_for_losses(to, before, &derived)?;
        }
        to.index_note(self.id, Some(derived.plain));
        to.touch(Topic::Note);
        Ok(Outcome::Done)
    }
}

impl Save<'_> {
    /// Words that this device wrote and the writer did not know may go with what they deleted.
    fn look_for_losses(&self, to: &mut Apply<'_>, before: Vec<u8>, now: &Derived) -> Result<()> {
        if !to.wrote_since(self.id)? {
            return Ok(());
        }
        let Ok(doc) = text::read(&before) else {
            return Ok(());
        };
        if super::versions::loses_any(&doc.plain(), &now.plain) {
            to.loses(self.id, before);
        }
        Ok(())
    }
}

impl Body for Title<'_> {
    const KIND: &'static str = "note.title";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        let Some(now) = queries::title(to.db(), self.id)? else {
            return log::missing(to, self.id);
        };
        let base = to.clock(ENTITY, self.id, MADE)?;
        let field = [ENTITY, self.id, TITLE];
        if to.wins_text(field, (Some(&now), base), Some(self.title))? {
            super::queries::set_title(to.db(), self.id, self.title)?;
        }
        updated(to, self.id)?;
        changed(to, self.id)
    }
}

impl Body for Move<'_> {
    const KIND: &'static str = "note.move";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if !super::queries::exists(to.db(), self.id)? {
            return log::missing(to, self.id);
        }
        if to.wins(ENTITY, self.id, "place")? {
            queries::set_place(to.db(), self.id, &self.place)?;
        }
        changed(to, self.id)
    }
}

impl Body for Tag<'_> {
    const KIND: &'static str = "note.tag";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if !super::queries::exists(to.db(), self.id)? {
            return log::missing(to, self.id);
        }
        for tag in &self.tags {
            to.add([TAGS, self.id, tag], "")?;
            settle_tag(to, self.id, tag)?;
        }
        updated(to, self.id)?;
        changed(to, self.id)
    }
}

impl Body for Untag<'_> {
    const KIND: &'static str = "note.untag";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if !super::queries::exists(to.db(), self.id)? {
            return log::missing(to, self.id);
        }
        for gone in &self.tags {
            to.take([TAGS, self.id, gone.tag], &gone.seen)?;
            settle_tag(to, self.id, gone.tag)?;
        }
        updated(to, self.id)?;
        changed(to, self.id)
    }
}

fn settle_tag(to: &Apply<'_>, id: &str, tag: &str) -> Result<()> {
    match to.member([TAGS, id, tag])? {
        Some(_) => super::queries::add_tag(to.db(), id, tag),
        None => super::queries::remove_tag(to.db(), id, tag),
    }
}

/// The addings of a tag that this device sees.
pub(super) fn seen(db: &Connection, id: &str, tag: &str) -> Result<Vec<By>> {
    log::seen(db, [TAGS, id, tag])
}

/// Titles that lost, the latest first.
pub(super) fn lost_titles(db: &Connection, id: &str) -> Result<Vec<log::Lost>> {
    log::lost(db, [ENTITY, id, TITLE])
}

impl Body for Trash<'_> {
    const KIND: &'static str = "note.trash";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if !super::queries::exists(to.db(), self.id)? {
            return log::missing(to, self.id);
        }
        if to.wins(ENTITY, self.id, "removed")? {
            let at = self.removed.then_some(to.at);
            super::queries::set_removed(to.db(), self.id, at)?;
        }
        changed(to, self.id)
    }
}

impl Body for Keep<'_> {
    const KIND: &'static str = "note.keep";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if serde_json::from_str::<serde::de::IgnoredAny>(self.doc).is_err() {
            return Ok(Outcome::Malformed);
        }
        if !super::queries::exists(to.db(), self.id)? {
            return log::missing(to, self.id);
        }
        queries::keep(to.db(), self, &to.by, to.at)?;
        to.touch(Topic::Note);
        Ok(Outcome::Done)
    }
}

impl Body for Erase<'_> {
    const KIND: &'static str = "note.erase";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        let seen = minicbor::to_vec(&self.seen).map_err(|error| {
            let message = format!("What an eraser had seen could not be kept: {error}.");
            Error::new(Code::Internal, message).with("note", self.id)
        })?;
        queries::put_erased(to.db(), self.id, &to.by, &seen)?;
        if to.is_refolding() || !super::queries::exists(to.db(), self.id)? {
            return Ok(Outcome::Done);
        }
        if log::is_covered(to.db(), self.id, std::slice::from_ref(&self.seen))? {
            forget(to.db(), self.id)?;
            to.index_note(self.id, None);
            to.touch(Topic::Note);
        }
        Ok(Outcome::Done)
    }
}

/// Erases a note with everything that was remembered of it; says whether it was there.
pub(crate) fn forget(db: &Connection, id: &str) -> Result<bool> {
    let was_there = super::queries::exists(db, id)?;
    super::queries::delete(db, id)?;
    log::forget(db, ENTITY, id)?;
    log::forget(db, TAGS, id)?;
    Ok(was_there)
}

/// Notes that somebody erased, whether they are back or not.
pub(crate) fn erased_ids(db: &Connection) -> Result<Vec<String>> {
    queries::erased_ids(db)
}

/// What those who erased a note had seen: the latest event of each device.
pub(crate) fn erasings(db: &Connection, id: &str) -> Result<Vec<Vec<EventId>>> {
    let rows = queries::erased(db, id)?.into_iter();
    rows.map(|bytes| {
        minicbor::decode(&bytes).map_err(|_| {
            Error::new(Code::DatabaseCorrupt, "What erased a note is damaged.").with("note", id)
        })
    })
    .collect()
}

/// A change that a list shows.
fn updated(to: &Apply<'_>, id: &str) -> Result<()> {
    if to.wins(ENTITY, id, UPDATED)? {
        super::queries::set_updated(to.db(), id, to.at)?;
    }
    Ok(())
}

fn changed(to: &mut Apply<'_>, id: &str) -> Result<Outcome> {
    to.index_note_again(id);
    to.touch(Topic::Note);
    Ok(Outcome::Done)
}

/// Puts a note into the search index, or takes it out. Its plain text may be at hand.
pub(crate) fn index(
    db: &Connection,
    id: &str,
    plain: Option<String>,
    put: &mut dyn FnMut(&search::Doc<'_>) -> Result<()>,
) -> Result<()> {
    let row = super::queries::stored(db, id)?.filter(|row| row.removed_at.is_none());
    let Some(row) = row else {
        return search::drop(db, "note", "", id);
    };
    let plain = match plain {
        Some(plain) => plain,
        None => super::edit::doc_of(id, &row.state)?.plain(),
    };
    let tags = super::queries::tags(db, id)?;
    let module = match (&row.at.course, &row.at.lesson) {
        (Some(course), Some(lesson)) => super::queries::module_number(db, course, lesson)?,
        _ => None,
    };
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    put(&search::Doc {
        kind: "note",
        reference: id,
        course: &text(&row.at.course),
        lesson: &text(&row.at.lesson),
        block: &text(&row.at.block),
        module,
        title: &row.title,
        body: &plain,
        tags: &tags.join(" "),
        at: &row.updated_at,
    })
}
