//! Highlighted passages and what is written beside them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::NoteCard;

/// A new highlight. Adding one whose id is already there changes nothing, so a repeated request
/// makes no second one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HighlightAdd {
    /// Id made by the caller (a UUID); `null` lets the core make one.
    pub id: Option<String>,
    /// Course id.
    pub course: String,
    /// Lesson id.
    pub lesson: String,
    /// The passage, block by block in reading order; at least one.
    pub parts: Vec<HighlightPart>,
}

/// The piece of a passage inside one block: selectors of the W3C Web Annotation Data Model (2017).
/// Positions count Unicode code points of the block's text as the page shows it: the text content
/// of its markup, white space as it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HighlightPart {
    /// Block id.
    pub block: String,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The text itself.
    pub exact: String,
    /// Up to 32 code points before it, in the block.
    pub prefix: String,
    /// Up to 32 code points after it, in the block.
    pub suffix: String,
}

/// A highlight by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HighlightRef {
    /// Highlight id.
    pub id: String,
}

/// Which highlights: of a course, or of one lesson of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HighlightFilter {
    /// Course id.
    pub course: String,
    /// Lesson id; `null` for the whole course.
    pub lesson: Option<String>,
}

/// Highlights in reading order, then those that lost their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HighlightList {
    /// In reading order; detached ones last, newest first.
    pub highlights: Vec<HighlightView>,
}

/// A highlight as it is in the installed revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HighlightView {
    /// Highlight id.
    pub id: String,
    /// Course id.
    pub course: String,
    /// The lesson in which it is now (or was made, when detached).
    pub lesson: String,
    /// `4.2`; `null` when that lesson is gone.
    pub number: Option<String>,
    /// Title of that lesson.
    pub title: Option<String>,
    /// Where it is now, block by block; parts that lost their place are left out.
    pub spots: Vec<HighlightSpot>,
    /// The quoted text, as it was when it was made.
    pub quote: String,
    /// A revision took the passage away; nothing of it could be found.
    pub detached: bool,
    /// The text was found again, but is no longer letter for letter the quoted one.
    pub changed: bool,
    /// When it was made, RFC 3339 UTC.
    pub at: String,
    /// The note beside it.
    pub note: Option<NoteCard>,
}

/// A stretch of a block, in code points as in [`HighlightPart`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HighlightSpot {
    /// Block id.
    pub block: String,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}
