//! Texts of the reader's that another device's won over: nothing written is lost.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A reflection or draft by its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WritingRef {
    /// Course id.
    pub course: String,
    /// Block id.
    pub block: String,
}

/// What was written there on other devices, or here, and lost to what stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WritingVersions {
    /// The latest first.
    pub versions: Vec<WritingVersion>,
}

/// A text that lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WritingVersion {
    /// When it was written, RFC 3339 UTC.
    pub at: String,
    /// The whole text.
    pub text: String,
}

/// Every text that lost to another device's, of whatever kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OverwrittenList {
    /// The latest first.
    pub texts: Vec<OverwrittenText>,
}

/// A text that lost: the last one that its device wrote there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OverwrittenText {
    /// `note` (its title), `writing`, `card`, `deadline` or `direction`.
    pub of: String,
    /// Id of that thing: a note's, a card's, a deadline's; `course/block`; a section's.
    pub key: String,
    /// Which of its texts: `title`, `text`, `front`, `back`.
    pub field: String,
    /// When it was written, RFC 3339 UTC.
    pub at: String,
    /// The whole text.
    pub text: String,
}
