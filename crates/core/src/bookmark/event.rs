//! Events of bookmarks: an observed-remove set of blocks.

use minicbor::{Decode, Encode};

use super::queries;
use crate::Result;
use crate::api::Topic;
use crate::log::{Apply, Body, By, Outcome};

/// The set, by course; its members are blocks, with the lesson where each was marked.
pub(super) const SET: &str = "bookmark";

/// A block is marked.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Add<'b> {
    #[b(0)]
    pub course: &'b str,
    #[b(1)]
    pub block: &'b str,
    #[b(2)]
    pub lesson: &'b str,
}

/// These markings of a block are taken away.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Remove<'b> {
    #[b(0)]
    pub course: &'b str,
    #[b(1)]
    pub block: &'b str,
    #[n(2)]
    pub seen: Vec<By>,
}

impl Body for Add<'_> {
    const KIND: &'static str = "bookmark.add";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        to.add([SET, self.course, self.block], self.lesson)?;
        settle(to, self.course, self.block)
    }
}

impl Body for Remove<'_> {
    const KIND: &'static str = "bookmark.remove";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        to.take([SET, self.course, self.block], &self.seen)?;
        settle(to, self.course, self.block)
    }
}

fn settle(to: &mut Apply<'_>, course: &str, block: &str) -> Result<Outcome> {
    match to.member([SET, course, block])? {
        Some((at, lesson)) => queries::put(to.db(), course, block, &lesson, &at)?,
        None => queries::remove(to.db(), course, block)?,
    }
    to.touch(Topic::Bookmark);
    Ok(Outcome::Done)
}
