//! Events of sittings (the first answer stands) and of what the reader says of a module (the last
//! writer wins).

use minicbor::{Decode, Encode};

use super::queries::{self, Given, Sitting};
use crate::Result;
use crate::api::Topic;
use crate::course::Item;
use crate::log::{Apply, Body, Outcome};

/// A sitting begins, with what it asks.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Open<'b> {
    #[b(0)]
    pub id: &'b str,
    #[b(1)]
    pub course: &'b str,
    /// `pre`, `fast`, `post`.
    #[b(2)]
    pub kind: &'b str,
    #[b(3)]
    pub module: Option<&'b str>,
    #[b(4)]
    pub items: Vec<Asked<'b>>,
}

/// A question of a sitting.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Asked<'b> {
    #[b(0)]
    pub item: &'b str,
    #[b(1)]
    pub module: &'b str,
    #[b(2)]
    pub lesson: &'b str,
    /// `course::Item` as JSON.
    #[b(3)]
    pub body: &'b str,
}

/// A question of a sitting is answered.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Answer<'b> {
    #[b(0)]
    pub sitting: &'b str,
    #[b(1)]
    pub item: &'b str,
    /// `None`: “I don’t know”.
    #[b(2)]
    pub option: Option<&'b str>,
    #[n(3)]
    pub correct: bool,
    /// 1 to 4.
    #[n(4)]
    pub confidence: u8,
    #[n(5)]
    pub seconds: u32,
}

/// A sitting is finished.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Finish<'b> {
    #[b(0)]
    pub sitting: &'b str,
}

/// What the reader says of a module.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Rate<'b> {
    #[b(0)]
    pub course: &'b str,
    #[b(1)]
    pub module: &'b str,
    /// 0 to 5.
    #[n(2)]
    pub years: Option<u8>,
    /// 1 to 4.
    #[n(3)]
    pub relevance: Option<u8>,
}

impl Body for Open<'_> {
    const KIND: &'static str = "sitting.open";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        let Ok(kind) = queries::kind(self.kind) else {
            return Ok(Outcome::Malformed);
        };
        let is_item = |asked: &Asked<'_>| serde_json::from_str::<Item>(asked.body).is_ok();
        if !to.is_own && !self.items.iter().all(is_item) {
            return Ok(Outcome::Malformed);
        }
        let new = Sitting {
            id: self.id.to_owned(),
            course: self.course.to_owned(),
            kind,
            module: self.module.map(str::to_owned),
            started_at: to.at.to_owned(),
            finished_at: None,
        };
        // Ids are made here and unpredictable: the same one is the same sitting.
        if queries::put_sitting(to.db(), &new)? {
            for (order, asked) in (0..).zip(&self.items) {
                queries::put_asked(to.db(), self.id, order, asked)?;
            }
        }
        to.made(format!("sitting/{}", self.id));
        to.touch(Topic::Path);
        Ok(Outcome::Done)
    }
}

impl Body for Answer<'_> {
    const KIND: &'static str = "sitting.answer";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if !(1..=4).contains(&self.confidence) {
            return Ok(Outcome::Malformed);
        }
        if queries::sitting(to.db(), self.sitting)?.is_none() {
            return Ok(Outcome::Waits(format!("sitting/{}", self.sitting)));
        }
        let given = Given {
            option: self.option.map(str::to_owned),
            correct: self.correct,
            confidence: self.confidence,
        };
        let (sitting, item) = (self.sitting, self.item);
        queries::put_answer(to.db(), sitting, item, &given, self.seconds, to.at)?;
        to.touch(Topic::Path);
        Ok(Outcome::Done)
    }
}

impl Body for Finish<'_> {
    const KIND: &'static str = "sitting.finish";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if queries::sitting(to.db(), self.sitting)?.is_none() {
            return Ok(Outcome::Waits(format!("sitting/{}", self.sitting)));
        }
        queries::put_finished(to.db(), self.sitting, to.at)?;
        to.touch(Topic::Path);
        Ok(Outcome::Done)
    }
}

impl Body for Rate<'_> {
    const KIND: &'static str = "module.rate";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if self.years.is_some_and(|years| years > 5)
            || self
                .relevance
                .is_some_and(|grade| !(1..=4).contains(&grade))
        {
            return Ok(Outcome::Malformed);
        }
        let key = format!("{}/{}", self.course, self.module);
        if to.wins("module", &key, "rating")? {
            let rating = (self.years, self.relevance);
            queries::put_rating(to.db(), self.course, self.module, rating, to.at)?;
            to.touch(Topic::Path);
        }
        Ok(Outcome::Done)
    }
}
