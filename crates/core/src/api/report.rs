//! Progress as facts, for the command line and for files.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::LessonState;

/// Everything recorded about reading one course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProgressReport {
    /// Course id.
    pub course: String,
    /// Title.
    pub title: String,
    /// Revision that is installed.
    pub revision: u32,
    /// One row a lesson, in order.
    pub lessons: Vec<LessonFacts>,
    /// One row an attempt at a check, oldest first.
    pub attempts: Vec<AttemptFacts>,
}

/// A lesson's facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LessonFacts {
    /// `1.2`.
    pub number: String,
    /// Lesson id.
    pub lesson: String,
    /// Title.
    pub title: String,
    /// New, started, done or revised.
    pub state: LessonState,
    /// First opened, RFC 3339 UTC.
    pub opened_at: Option<String>,
    /// Latest activity.
    pub last_at: Option<String>,
    /// First completed.
    pub completed_at: Option<String>,
    /// Block furthest into the lesson that was read.
    pub furthest_block: Option<String>,
    /// Share of the reading time that was read, 0 to 1.
    pub fraction: f64,
    /// Seconds spent, idle time left out.
    pub seconds: u32,
    /// Checks in the lesson.
    pub checks: u32,
    /// Checks answered at least once.
    pub checks_answered: u32,
}

/// An attempt's facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AttemptFacts {
    /// `1.2`, empty when the lesson is no longer in the course.
    pub number: String,
    /// Lesson id.
    pub lesson: String,
    /// Block id of the check.
    pub check: String,
    /// When, RFC 3339 UTC.
    pub at: String,
    /// Course revision it was made in.
    pub revision: u32,
    /// Share right, 0 to 1; `None` for a choice in a case.
    pub score: Option<f64>,
    /// 1 to 4; `None` for a choice in a case.
    pub confidence: Option<u8>,
    /// Seconds from seeing to answering.
    pub seconds: u32,
    /// The answer, as JSON text.
    pub answer: String,
}
