//! Events of deadlines (each field: the last writer wins) and of what went into calendar files (the
//! highest SEQUENCE wins).

use minicbor::{Decode, Encode};

use super::queries::{self, EntryRow};
use crate::Result;
use crate::api::Topic;
use crate::log::{Apply, Body, Outcome};

const ENTITY: &str = "deadline";

/// A deadline is made or changed; one that was removed comes back.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Deadline<'b> {
    #[b(0)]
    pub id: &'b str,
    #[b(1)]
    pub title: &'b str,
    /// Local, YYYY-MM-DD.
    #[b(2)]
    pub date: &'b str,
}

/// A deadline is marked as done, or not.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Done<'b> {
    #[b(0)]
    pub id: &'b str,
    #[n(1)]
    pub done: bool,
}

/// A deadline is taken away, or brought back.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Remove<'b> {
    #[b(0)]
    pub id: &'b str,
    #[n(1)]
    pub removed: bool,
}

/// An entry went into a calendar file.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Entry<'b> {
    #[b(0)]
    pub uid: &'b str,
    #[n(1)]
    pub sequence: u32,
    /// What was written, as JSON.
    #[b(2)]
    pub content: &'b str,
}

impl Body for Deadline<'_> {
    const KIND: &'static str = "deadline.set";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if !to.is_own && chrono::NaiveDate::parse_from_str(self.date, "%Y-%m-%d").is_err() {
            return Ok(Outcome::Malformed);
        }
        let (db, id) = (to.db(), self.id);
        let now = queries::title(db, id)?;
        queries::put_deadline(db, id, self.title, self.date, to.at)?;
        if to.wins_text(
            [ENTITY, id, "title"],
            (now.as_deref(), None),
            Some(self.title),
        )? {
            queries::set_title(to.db(), id, self.title)?;
        }
        if to.wins(ENTITY, id, "date")? {
            queries::set_date(to.db(), id, self.date)?;
        }
        if to.wins(ENTITY, id, "removed")? {
            queries::mark_removed(to.db(), id, None)?;
        }
        to.made(format!("deadline/{id}"));
        to.touch(Topic::Calendar);
        Ok(Outcome::Done)
    }
}

impl Body for Done<'_> {
    const KIND: &'static str = "deadline.done";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if queries::title(to.db(), self.id)?.is_none() {
            return Ok(Outcome::Waits(format!("deadline/{}", self.id)));
        }
        if to.wins(ENTITY, self.id, "done")? {
            queries::mark_done(to.db(), self.id, self.done.then_some(to.at))?;
            to.touch(Topic::Calendar);
        }
        Ok(Outcome::Done)
    }
}

impl Body for Remove<'_> {
    const KIND: &'static str = "deadline.remove";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if queries::title(to.db(), self.id)?.is_none() {
            return Ok(Outcome::Waits(format!("deadline/{}", self.id)));
        }
        if to.wins(ENTITY, self.id, "removed")? {
            queries::mark_removed(to.db(), self.id, self.removed.then_some(to.at))?;
            to.touch(Topic::Calendar);
        }
        Ok(Outcome::Done)
    }
}

impl Body for Entry<'_> {
    const KIND: &'static str = "calendar.entry";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if !to.is_own && !super::export::is_content(self.content) {
            return Ok(Outcome::Malformed);
        }
        let row = EntryRow {
            uid: self.uid.to_owned(),
            sequence: self.sequence,
            digest: self.content.to_owned(),
            at: to.at.to_owned(),
        };
        queries::put_entry(to.db(), &row)?;
        Ok(Outcome::Done)
    }
}
