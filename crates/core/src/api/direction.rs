//! “PMO direction on a page”: one document of what the tools and exercises say.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DirectionView {
    /// Title of the document.
    pub title: String,
    /// The page.
    pub sections: Vec<DirectionSection>,
    /// What follows it: one for each tool that is filled in.
    pub annexes: Vec<DirectionAnnex>,
    /// Sections that say something.
    pub filled: u32,
}

/// A section of the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DirectionSection {
    /// Stable id, such as `mandate`.
    pub id: String,
    /// Heading.
    pub heading: String,
    /// What belongs here, in one sentence.
    pub about: String,
    /// What it says: the reader's own words if there are any, else what the exercise says.
    pub text: String,
    /// The reader's own words stand in place of the exercise's.
    pub own: bool,
    /// What the exercise says now; empty while it was not done.
    pub drawn: String,
    /// The exercise, for a link.
    pub source: DirectionSource,
}

/// Where a section comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum DirectionSource {
    /// A tool.
    Tool {
        /// `t2`.
        tool: String,
        /// Title.
        title: String,
    },
    /// A reflection or draft in a lesson.
    Writing {
        /// Course id.
        course: String,
        /// Lesson id.
        lesson: String,
        /// Block id.
        block: String,
        /// `2.1 Mandate`.
        place: String,
    },
    /// The current course has no such exercise.
    None,
}

/// An annex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DirectionAnnex {
    /// `t2`.
    pub tool: String,
    /// Title.
    pub title: String,
    /// Its result in one sentence.
    pub finding: String,
}

/// Write a section in one's own words; `null` goes back to the exercise's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DirectionSet {
    /// Section id.
    pub section: String,
    /// At most 4,000 characters.
    pub text: Option<String>,
}
