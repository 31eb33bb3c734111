//! Events of highlights: the anchor never changes; removing wins.
//!
//! The removals of a highlight are an observed-remove set. Bringing it back undoes the removals that
//! the reader saw then; one that was made elsewhere meanwhile still stands.

use minicbor::{Decode, Encode};

use super::anchor::Part;
use super::queries::{self, Head};
use crate::Result;
use crate::api::Topic;
use crate::log::{Apply, Body, By, Outcome};

/// The set of removals, by highlight; it has one member.
const SET: &str = "highlight";

/// What [`crate::log::seen`] is asked for.
pub(super) const fn removals(id: &str) -> [&str; 3] {
    [SET, id, ""]
}

/// A passage is highlighted.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Add<'b> {
    #[b(0)]
    pub id: &'b str,
    #[b(1)]
    pub course: &'b str,
    #[b(2)]
    pub lesson: &'b str,
    /// In reading order.
    #[b(3)]
    pub parts: Vec<Quote<'b>>,
}

/// A part of a passage, in one block; positions in Unicode code points of its text.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Quote<'b> {
    #[b(0)]
    pub block: &'b str,
    #[n(1)]
    pub start: u32,
    #[n(2)]
    pub end: u32,
    #[b(3)]
    pub exact: &'b str,
    #[b(4)]
    pub prefix: &'b str,
    #[b(5)]
    pub suffix: &'b str,
}

/// A highlight is taken away.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Remove<'b> {
    #[b(0)]
    pub id: &'b str,
}

/// These removals are undone.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Restore<'b> {
    #[b(0)]
    pub id: &'b str,
    #[n(1)]
    pub seen: Vec<By>,
}

impl<'b> Quote<'b> {
    pub(super) fn of(part: &'b Part) -> Self {
        Self {
            block: &part.block,
            start: u32::try_from(part.start).unwrap_or(u32::MAX),
            end: u32::try_from(part.end).unwrap_or(u32::MAX),
            exact: &part.exact,
            prefix: &part.prefix,
            suffix: &part.suffix,
        }
    }
}

impl Body for Add<'_> {
    const KIND: &'static str = "highlight.add";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if self.parts.is_empty() || self.parts.iter().any(|part| part.end <= part.start) {
            return Ok(Outcome::Malformed);
        }
        let head = Head {
            id: self.id.to_owned(),
            course: self.course.to_owned(),
            lesson: self.lesson.to_owned(),
            at: to.at.to_owned(),
        };
        if queries::add(to.db(), &head, &self.parts)? {
            to.place_highlight(self.course, self.id);
        }
        settle(to, self.id)?;
        Ok(Outcome::Done)
    }
}

impl Body for Remove<'_> {
    const KIND: &'static str = "highlight.remove";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        to.add(removals(self.id), "")?;
        settle(to, self.id)?;
        Ok(Outcome::Done)
    }
}

impl Body for Restore<'_> {
    const KIND: &'static str = "highlight.restore";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        to.take(removals(self.id), &self.seen)?;
        settle(to, self.id)?;
        Ok(Outcome::Done)
    }
}

/// The row follows the removals, once it is there.
fn settle(to: &mut Apply<'_>, id: &str) -> Result<()> {
    let removed_at = to.member(removals(id))?.map(|(at, _)| at);
    queries::set_removed(to.db(), id, removed_at.as_deref())?;
    to.touch(Topic::Highlight);
    Ok(())
}
