//! Events of reading: facts that only grow, the reading position, attempts.

use minicbor::{Decode, Encode};

use super::queries::{self, NewAttempt};
use crate::Result;
use crate::api::{Answer, Position, Topic};
use crate::log::{Apply, Body, Outcome};

/// A lesson is open and perhaps being read.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Read<'b> {
    #[b(0)]
    pub course: &'b str,
    #[b(1)]
    pub lesson: &'b str,
    #[b(2)]
    pub position: Option<At<'b>>,
    /// Blocks that were read and were not before.
    #[b(3)]
    pub seen: Vec<&'b str>,
    /// Of the course, as read.
    #[n(4)]
    pub revision: u32,
    #[b(5)]
    pub stretch: Option<Stretch<'b>>,
}

impl<'b> Read<'b> {
    /// Opened, and nothing more.
    pub(crate) const fn opened(course: &'b str, lesson: &'b str, revision: u32) -> Self {
        Self {
            course,
            lesson,
            position: None,
            seen: Vec::new(),
            revision,
            stretch: None,
        }
    }
}

/// Where reading stopped: the last writer wins.
#[derive(Debug, Encode, Decode)]
pub(crate) struct At<'b> {
    #[b(0)]
    pub block: &'b str,
    /// 0 to 1.
    #[n(1)]
    pub fraction: f64,
}

/// A stretch of reading, begun or gone on with.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Stretch<'b> {
    #[b(0)]
    pub id: &'b str,
    /// Milliseconds since it began.
    #[n(1)]
    pub ms: i64,
}

/// Blocks were read: as a version without events remembered it.
#[derive(Debug, Encode, Decode)]
pub(crate) struct See<'b> {
    #[b(0)]
    pub course: &'b str,
    #[b(1)]
    pub lesson: &'b str,
    #[n(2)]
    pub revision: u32,
    #[b(3)]
    pub blocks: Vec<&'b str>,
}

/// A whole stretch of reading: as a version without events remembered it.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Log<'b> {
    #[b(0)]
    pub id: &'b str,
    #[b(1)]
    pub course: &'b str,
    #[b(2)]
    pub lesson: &'b str,
    /// RFC 3339 UTC.
    #[b(3)]
    pub started_at: &'b str,
    #[n(4)]
    pub ms: i64,
}

/// A lesson is completed: the first time counts.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Complete<'b> {
    #[b(0)]
    pub course: &'b str,
    #[b(1)]
    pub lesson: &'b str,
}

/// A lesson is marked as read, or as not read: the last writer wins.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Mark<'b> {
    #[b(0)]
    pub course: &'b str,
    #[b(1)]
    pub lesson: &'b str,
    #[n(2)]
    pub done: bool,
}

/// A check is answered, or a case decided.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Attempt<'b> {
    #[b(0)]
    pub id: &'b str,
    #[b(1)]
    pub course: &'b str,
    #[b(2)]
    pub lesson: &'b str,
    #[b(3)]
    pub block: &'b str,
    #[n(4)]
    pub revision: u32,
    /// `api::Answer` as JSON.
    #[b(5)]
    pub answer: &'b str,
    /// 1 to 4.
    #[n(6)]
    pub confidence: Option<u8>,
    /// 0 to 1.
    #[n(7)]
    pub score: Option<f64>,
    #[n(8)]
    pub seconds: u32,
}

impl Body for Read<'_> {
    const KIND: &'static str = "lesson.read";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if self.stretch.as_ref().is_some_and(|stretch| stretch.ms < 0) {
            return Ok(Outcome::Malformed);
        }
        let (course, lesson) = (self.course, self.lesson);
        queries::put_opened(to.db(), course, lesson, to.at)?;
        if let Some(stretch) = &self.stretch {
            let ends = (to.at, to.at, stretch.ms);
            queries::put_session(to.db(), stretch.id, (course, lesson), ends, to.by.device)?;
        }
        if let Some(at) = &self.position
            && to.wins("lesson", &format!("{course}/{lesson}"), "position")?
        {
            let position = Position {
                block: at.block.to_owned(),
                fraction: at.fraction,
            };
            queries::put_position(to.db(), course, lesson, &position)?;
        }
        for block in &self.seen {
            queries::put_seen(to.db(), course, lesson, block, self.revision, to.at)?;
        }
        to.touch(Topic::Progress);
        Ok(Outcome::Done)
    }
}

impl Body for See<'_> {
    const KIND: &'static str = "lesson.see";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        for block in &self.blocks {
            queries::put_seen(
                to.db(),
                self.course,
                self.lesson,
                block,
                self.revision,
                to.at,
            )?;
        }
        to.touch(Topic::Progress);
        Ok(Outcome::Done)
    }
}

impl Body for Log<'_> {
    const KIND: &'static str = "reading.log";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if self.ms < 0 {
            return Ok(Outcome::Malformed);
        }
        let (of, ends) = (
            (self.course, self.lesson),
            (self.started_at, to.at, self.ms),
        );
        queries::put_session(to.db(), self.id, of, ends, to.by.device)?;
        to.touch(Topic::Progress);
        Ok(Outcome::Done)
    }
}

impl Body for Complete<'_> {
    const KIND: &'static str = "lesson.complete";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        queries::put_opened(to.db(), self.course, self.lesson, to.at)?;
        queries::put_completed(to.db(), self.course, self.lesson, to.at)?;
        to.touch(Topic::Progress);
        Ok(Outcome::Done)
    }
}

impl Body for Mark<'_> {
    const KIND: &'static str = "lesson.mark";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        let (course, lesson) = (self.course, self.lesson);
        queries::put_opened(to.db(), course, lesson, to.at)?;
        if to.wins("lesson", &format!("{course}/{lesson}"), "undone")? {
            queries::put_undone(to.db(), course, lesson, !self.done)?;
        }
        if self.done {
            queries::put_completed(to.db(), course, lesson, to.at)?;
        }
        to.touch(Topic::Progress);
        Ok(Outcome::Done)
    }
}

impl Body for Attempt<'_> {
    const KIND: &'static str = "attempt.add";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        let is_share = |score: f64| (0.0..=1.0).contains(&score);
        if self
            .confidence
            .is_some_and(|grade| !(1..=4).contains(&grade))
            || self.score.is_some_and(|score| !is_share(score))
            || (!to.is_own && serde_json::from_str::<Answer>(self.answer).is_err())
        {
            return Ok(Outcome::Malformed);
        }
        queries::put_attempt(
            to.db(),
            &NewAttempt {
                id: self.id,
                course: self.course,
                lesson: self.lesson,
                block: self.block,
                revision: self.revision,
                at: to.at,
                answer: self.answer,
                confidence: self.confidence,
                score: self.score,
                seconds: self.seconds,
            },
        )?;
        to.touch(Topic::Progress);
        Ok(Outcome::Done)
    }
}
