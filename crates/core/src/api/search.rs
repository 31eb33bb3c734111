//! Search over lessons, notes, reflections and tools.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What to find. Any text is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SearchQuery {
    /// Words (the last one as a beginning), `"phrases"`, and filters: `in:lessons|notes|reflections|tools`,
    /// `module:4`, `lesson:4.2`, `tag:name` or `#name`. Anything else is taken as words.
    pub text: String,
    /// At most 200.
    pub limit: u32,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchFound {
    /// Best first.
    pub hits: Vec<SearchHit>,
    /// How many match of each kind; more than [`SearchFound::hits`] shows.
    pub counts: Vec<SearchCount>,
    /// So much matches that the counts are lower bounds and the newest came before the best.
    pub broad: bool,
    /// The words that were looked for; none when the query held filters alone, or nothing.
    pub words: Vec<String>,
}

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SearchKind {
    /// A passage or the title of a lesson.
    Lesson,
    /// A note.
    Note,
    /// A reflection or private draft in a lesson.
    Reflection,
    /// What was filled into a tool.
    Tool,
}

/// How many of a kind match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchCount {
    /// Kind.
    pub kind: SearchKind,
    /// Number, at least 1.
    pub count: u32,
}

/// One thing found, and how to go there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchHit {
    /// Kind.
    pub kind: SearchKind,
    /// Its title with the found words; may be empty (a note without title).
    pub title: Vec<SearchPiece>,
    /// Text around the found words.
    pub snippet: Vec<SearchPiece>,
    /// Course id, in a lesson.
    pub course: Option<String>,
    /// Lesson id.
    pub lesson: Option<String>,
    /// `4.2`.
    pub number: Option<String>,
    /// Block id.
    pub block: Option<String>,
    /// Note id.
    pub note: Option<String>,
    /// Tool, such as `t4`.
    pub tool: Option<String>,
    /// Last change, RFC 3339 UTC; `null` for the text of a course.
    pub at: Option<String>,
}

/// A run of text, found or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchPiece {
    /// Text.
    pub text: String,
    /// It is one of the words looked for.
    pub hit: bool,
}
