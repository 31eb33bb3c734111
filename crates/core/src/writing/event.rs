//! Events of reflections and drafts: the last writer wins, the others’ texts are kept.

use minicbor::{Decode, Encode};
use rusqlite::Connection;

use super::queries;
use crate::api::Topic;
use crate::log::{Apply, Body, Outcome};
use crate::{Result, search};

pub(super) const ENTITY: &str = "writing";
pub(super) const FIELD: &str = "text";

/// A text; `None` takes it back.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Save<'b> {
    #[b(0)]
    pub course: &'b str,
    #[b(1)]
    pub block: &'b str,
    #[b(2)]
    pub lesson: &'b str,
    /// `reflection` or `draft`.
    #[b(3)]
    pub kind: &'b str,
    #[b(4)]
    pub text: Option<&'b str>,
}

/// What the fields of a text are known by.
pub(super) fn key(course: &str, block: &str) -> String {
    format!("{course}/{block}")
}

impl Body for Save<'_> {
    const KIND: &'static str = "writing.save";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if !["reflection", "draft"].contains(&self.kind) {
            return Ok(Outcome::Malformed);
        }
        let key = key(self.course, self.block);
        let now = queries::text(to.db(), self.course, self.block)?;
        if to.wins_text([ENTITY, &key, FIELD], (now.as_deref(), None), self.text)? {
            match self.text {
                Some(text) => queries::put(to.db(), self, text, to.at)?,
                None => queries::remove(to.db(), self.course, self.block)?,
            }
            to.index_writing(self.course, self.block);
        }
        to.touch(Topic::Writing);
        Ok(Outcome::Done)
    }
}

/// Puts a text into the search index, or takes it out.
pub(crate) fn index(db: &Connection, course: &str, block: &str) -> Result<()> {
    let Some(row) = queries::row(db, course, block)? else {
        for kind in ["reflection", "draft"] {
            search::drop(db, kind, course, block)?;
        }
        return Ok(());
    };
    search::put(
        db,
        &search::Doc {
            kind: &row.kind,
            reference: block,
            course,
            lesson: &row.lesson,
            block,
            body: &row.text,
            at: &row.at,
            ..search::Doc::default()
        },
    )
}
