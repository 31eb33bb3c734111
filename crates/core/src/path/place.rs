//! Whether a lesson is on the path, and whether it comes first.

use super::evidence::Evidence;
use super::facts::{Facts, WrongCheck};
use super::level::{Known, Level};
use crate::api::{LessonState, PathLevel};
use crate::progress::standing::LessonRow;

/// What was decided for a lesson.
pub(super) struct Place {
    /// It is on the path.
    pub on: bool,
    /// Why it would be moved to the front; it is when it is on the path.
    pub front: Option<Front>,
    /// The reader's own choice, where it stands.
    pub choice: Option<bool>,
    /// What the questions say of it.
    pub known: Known,
}

/// Why a lesson is moved to the front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Front {
    /// Its question was answered wrongly at this confidence, and it is not read.
    BlindSpot(u8),
    /// So were checks in it.
    Check(WrongCheck),
}

impl Place {
    /// Moved to the front.
    pub const fn is_first(&self) -> bool {
        self.on && self.front.is_some()
    }

    /// Nothing is left to do in it: it is read, and no check waits to be answered again.
    pub fn is_done(&self, row: &LessonRow) -> bool {
        row.state() == LessonState::Done && !(self.on && self.waits().is_some())
    }

    /// Minutes left. A lesson that was read and waits for checks takes the time of these checks.
    pub fn minutes_left(&self, row: &LessonRow) -> u32 {
        match self.waits() {
            Some(wrong) if self.on && row.state() == LessonState::Done => {
                wrong.seconds.div_ceil(60).max(1)
            }
            _ => row.minutes_left(),
        }
    }

    const fn waits(&self) -> Option<WrongCheck> {
        match self.front {
            Some(Front::Check(wrong)) => Some(wrong),
            _ => None,
        }
    }
}

/// Decides for one lesson.
pub(super) fn decide(
    facts: &Facts<'_>,
    evidence: &Evidence<'_>,
    level: &Level<'_>,
    row: &LessonRow,
) -> Place {
    let known = level.known(evidence, &row.id);
    let is_read = matches!(row.state(), LessonState::Done | LessonState::Revised);
    let blind = evidence.blind.get(row.id.as_str()).filter(|_| !is_read);
    let front = match (blind, facts.wrong_checks.get(&row.id)) {
        (Some(confidence), _) => Some(Front::BlindSpot(*confidence)),
        (None, Some(wrong)) => Some(Front::Check(*wrong)),
        (None, None) => None,
    };
    let everything = facts.choices.everything.as_ref();
    let choice = facts
        .choices
        .lessons
        .get(&row.id)
        .filter(|(on, at)| *on || everything.is_none_or(|everything| everything <= at))
        .map(|(on, _)| *on);
    let advised = match level.level {
        PathLevel::Core => true,
        PathLevel::Targeted => known != Known::Well,
        PathLevel::FastTrack => false,
    };
    Place {
        on: choice.unwrap_or(advised || front.is_some()),
        front,
        choice,
        known,
    }
}
