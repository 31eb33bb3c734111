//! Where a lesson stands, derived from its facts.

use crate::api::{LessonStanding, LessonState};

/// The facts about one lesson, gathered by one query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LessonRow {
    /// Lesson id.
    pub id: String,
    /// `1.2`.
    pub number: String,
    /// Title.
    pub title: String,
    /// Module id.
    pub module: String,
    /// Minutes by the author.
    pub minutes: u32,
    /// First opened.
    pub opened_at: Option<String>,
    /// Latest activity.
    pub last_at: Option<String>,
    /// First completed.
    pub completed_at: Option<String>,
    /// The reader marked it as not read.
    pub undone: bool,
    /// Reading seconds of all blocks.
    pub seconds: u32,
    /// Reading seconds of the blocks that were read.
    pub seconds_seen: u32,
    /// The last block was read.
    pub end_reached: bool,
    /// Id of the block furthest into the lesson that was read.
    pub furthest_block: Option<String>,
    /// Checks in the lesson.
    pub checks: u32,
    /// Checks answered at least once.
    pub checks_answered: u32,
    /// Blocks that the author wants done again and the reader has not.
    pub redo_left: u32,
    /// It holds a bookmark.
    pub bookmarked: bool,
}

impl LessonRow {
    /// New, started, done or revised.
    #[must_use]
    pub const fn state(&self) -> LessonState {
        if self.completed_at.is_some() && !self.undone {
            if self.redo_left > 0 {
                LessonState::Revised
            } else {
                LessonState::Done
            }
        } else if self.opened_at.is_some() {
            LessonState::Started
        } else {
            LessonState::New
        }
    }

    /// Whether the facts by themselves complete the lesson.
    #[must_use]
    pub const fn is_earned(&self) -> bool {
        self.end_reached && self.checks_left() == 0
    }

    /// Checks that were never answered.
    #[must_use]
    pub const fn checks_left(&self) -> u32 {
        self.checks.saturating_sub(self.checks_answered)
    }

    /// Share of the reading time that was read, 0 to 1; 1 when done.
    #[must_use]
    pub fn fraction(&self) -> f64 {
        match self.state() {
            LessonState::Done => 1.0,
            LessonState::New => 0.0,
            LessonState::Started | LessonState::Revised if self.seconds == 0 => 0.0,
            LessonState::Started | LessonState::Revised => {
                f64::from(self.seconds_seen) / f64::from(self.seconds)
            }
        }
    }

    /// Minutes that remain, rounded up; 0 when done.
    #[must_use]
    pub const fn minutes_left(&self) -> u32 {
        match self.state() {
            LessonState::Done => 0,
            LessonState::New => self.minutes,
            LessonState::Started | LessonState::Revised => {
                self.seconds.saturating_sub(self.seconds_seen).div_ceil(60)
            }
        }
    }

    /// The same as the interface gets it.
    #[must_use]
    pub fn standing(&self) -> LessonStanding {
        LessonStanding {
            state: self.state(),
            fraction: self.fraction(),
            minutes_left: self.minutes_left(),
            checks_left: self.checks_left(),
            completed_at: self.completed_at.clone(),
        }
    }
}
