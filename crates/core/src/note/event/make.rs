//! Making a note, perhaps one that another device made too.

use super::{Create, ENTITY, MADE, TAGS, TITLE, UPDATED, queries};
use crate::Result;
use crate::api::Topic;
use crate::log::{self, Apply, Body, By, Outcome};
use crate::note::edit::Derived;
use crate::note::text;

impl Body for Create<'_> {
    const KIND: &'static str = "note.create";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if !to.is_refolding()
            && !super::erasings(to.db(), self.id)?.is_empty()
            && !super::super::queries::exists(to.db(), self.id)?
        {
            return log::missing(to, self.id);
        }
        let made;
        let derived = match self.derived {
            Some(derived) => derived,
            None => match text::read_foreign(self.state) {
                Ok(doc) => {
                    made = Derived::of(&doc);
                    &made
                }
                Err(_) => return Ok(Outcome::Malformed),
            },
        };
        let is_new = queries::insert(
            to.db(),
            &queries::New {
                id: self.id,
                title: self.title,
                text: derived.text(self.state),
                place: &self.place,
                created_at: self.created_at.unwrap_or(to.at),
                updated_at: self.updated_at.unwrap_or(to.at),
                removed_at: self.removed_at,
            },
        )?;
        self.add_tags(to)?;
        if is_new {
            to.set_clock(ENTITY, self.id, MADE, &to.by)?;
            to.index_note(self.id, Some(derived.plain.clone()));
        } else if let Some(made) = to.clock(ENTITY, self.id, MADE)?
            && made != to.by
        {
            if !self.again(to, made)? {
                return Ok(Outcome::Malformed);
            }
            to.index_note(self.id, None);
        }
        to.made(format!("note/{}", self.id));
        to.touch(Topic::Note);
        Ok(Outcome::Done)
    }
}

impl Create<'_> {
    /// The addings that a note is made with; without its rows, which an adopted note has.
    pub(crate) fn add_entries(&self, to: &Apply<'_>) -> Result<()> {
        to.set_clock(ENTITY, self.id, MADE, &to.by)?;
        for tag in &self.tags {
            to.add([TAGS, self.id, tag], "")?;
        }
        Ok(())
    }

    fn add_tags(&self, to: &Apply<'_>) -> Result<()> {
        for tag in &self.tags {
            to.add([TAGS, self.id, tag], "")?;
            super::settle_tag(to, self.id, tag)?;
        }
        Ok(())
    }

    /// One note made twice (the same file brought in on two devices): both texts are in it; of the
    /// rest stands what was made first, and the other title is kept. `false` when it is malformed.
    fn again(&self, to: &Apply<'_>, made: By) -> Result<bool> {
        let (db, id) = (to.db(), self.id);
        let Some(before) = queries::state(db, id)? else {
            return Ok(true);
        };
        let Ok(merged) = text::merge(&before, self.state) else {
            return Ok(false);
        };
        let derived = Derived::of(&merged.doc);
        queries::set_text(db, id, &derived.text(&merged.state))?;
        queries::set_created(db, id, self.created_at.unwrap_or(to.at))?;
        let is_first = to.by < made;
        let written = to.clock(ENTITY, id, TITLE)?;
        let now = queries::title(db, id)?.unwrap_or_default();
        let field = [ENTITY, id, TITLE];
        match written {
            None if is_first => {
                super::super::queries::set_title(db, id, self.title)?;
                to.keep_text(field, &made, &now)?;
            }
            Some(by) if by.device == to.by.device => {}
            _ => to.keep_text(field, &to.by, self.title)?,
        }
        if is_first {
            to.set_clock(ENTITY, id, MADE, &to.by)?;
            if to.clock(ENTITY, id, "place")?.is_none() {
                queries::set_place(db, id, &self.place)?;
            }
            if to.clock(ENTITY, id, "removed")?.is_none() {
                super::super::queries::set_removed(db, id, self.removed_at)?;
            }
            if to.clock(ENTITY, id, UPDATED)?.is_none() {
                let at = self.updated_at.unwrap_or(to.at);
                super::super::queries::set_updated(db, id, at)?;
            }
        }
        Ok(true)
    }
}
