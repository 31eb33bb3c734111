//! A lesson as the reader sees it, and what the reader does in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LessonState, MapModule};

/// A lesson by course and id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LessonRef {
    /// Course id.
    pub course: String,
    /// Lesson id.
    pub lesson: String,
}

/// A block of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BlockRef {
    /// Course id.
    pub course: String,
    /// Lesson id.
    pub lesson: String,
    /// Block id.
    pub block: String,
}

/// A whole lesson with everything the reader did in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LessonView {
    /// Course id.
    pub course: String,
    /// Title of the course.
    pub course_title: String,
    /// The module with its lessons, for the outline.
    pub module: MapModule,
    /// Lesson id.
    pub id: String,
    /// `1.2`.
    pub number: String,
    /// Title.
    pub title: String,
    /// One sentence under the title.
    pub standfirst: String,
    /// What the reader will be able to do.
    pub objective: String,
    /// Minutes by the author.
    pub minutes: u32,
    /// New, started, done or revised.
    pub state: LessonState,
    /// When it was first completed, RFC 3339 UTC.
    pub completed_at: Option<String>,
    /// In reading order.
    pub blocks: Vec<Block>,
    /// Sources, in order of the lesson's front matter.
    pub sources: Vec<Source>,
    /// Dated facts, in order of the lesson's front matter.
    pub facts: Vec<super::Fact>,
    /// Where reading stopped.
    pub position: Option<Position>,
    /// Blocks that were on screen long enough to be read.
    pub seen: Vec<String>,
    /// The latest attempt at each check or case, by block id.
    pub attempts: BTreeMap<String, AttemptView>,
    /// What the reader wrote, by block id.
    pub writing: BTreeMap<String, Written>,
    /// Marked blocks.
    pub bookmarks: Vec<String>,
    /// The lesson before this one.
    pub previous: Option<Neighbour>,
    /// The lesson after this one.
    pub next: Option<Neighbour>,
}

/// The lesson before or after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Neighbour {
    /// Lesson id.
    pub id: String,
    /// `1.2`.
    pub number: String,
    /// Title.
    pub title: String,
    /// Minutes.
    pub minutes: u32,
}

/// A source of a lesson. In the text, a claim that rests on it is a link to `#source-<id>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Source {
    /// Id within the lesson.
    pub id: String,
    /// Who.
    pub author: String,
    /// What.
    pub title: String,
    /// When it was published, as the author gave it.
    pub date: String,
    /// By whom, if given.
    pub publisher: Option<String>,
    /// `http` or `https` address, if given.
    pub url: Option<String>,
    /// When the author last checked it, `YYYY-MM`.
    pub as_at: Option<String>,
    /// A caveat.
    pub note: Option<String>,
}

/// A stable, addressed piece of a lesson.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Block {
    /// Stable id, unique in the course.
    pub id: String,
    /// Reading time in seconds.
    pub seconds: u32,
    /// The author asks for it again since the reader last did it.
    pub redo: bool,
    /// What it is.
    #[serde(flatten)]
    pub body: BlockBody,
}

/// The kinds of block. Every `html` is sanitised by the core.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BlockBody {
    /// A heading inside the lesson, level 2 to 6.
    Heading {
        /// Level as shown.
        level: u8,
        /// Its words.
        text: String,
        /// The same with inline markup.
        html: String,
    },
    /// A paragraph, list, table, quote, callout, picture or code.
    Prose {
        /// Markup.
        html: String,
    },
    /// A knowledge check.
    Check(CheckView),
    /// A question that only the reader answers, for themselves.
    Reflection {
        /// The question, markup.
        prompt: String,
        /// One line of help, markup.
        help: Option<String>,
    },
    /// A case with a decision and no clean answer.
    Case(CaseView),
    /// A workbook tool.
    Tool {
        /// Name of the tool, for example `t4`.
        tool: String,
        /// Why here, markup.
        prompt: Option<String>,
        /// This version of Colloquy has the tool.
        available: bool,
    },
    /// A question to bring to the cohort; the answer starts as a private draft.
    CohortPrompt {
        /// The question, markup.
        prompt: String,
        /// One line of help, markup.
        help: Option<String>,
    },
    /// Further reading.
    Reading {
        /// In order.
        items: Vec<ReadingItem>,
    },
}

/// A work worth reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadingItem {
    /// Who.
    pub author: String,
    /// What.
    pub title: String,
    /// When.
    pub date: String,
    /// Why it is worth the time, markup.
    pub why: String,
    /// `http` or `https` address.
    pub url: Option<String>,
}

/// A knowledge check without its key: feedback comes with the attempt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CheckView {
    /// Which form the answer has.
    pub form: CheckForm,
    /// The question, markup.
    pub prompt: String,
    /// 1 (easy) to 3 (hard).
    pub difficulty: u8,
    /// Options in the order to show; empty for numeric.
    pub options: Vec<Choice>,
    /// Targets of a matching check, else empty.
    pub targets: Vec<Choice>,
    /// Unit of a numeric check.
    pub unit: Option<String>,
}

/// The forms of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckForm {
    /// One of several.
    Single,
    /// Some of several.
    Multiple,
    /// Put in order.
    Ordering,
    /// Assign each option to a target.
    Matching,
    /// A number within a tolerance.
    Numeric,
}

/// Something to choose or to sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Choice {
    /// Id within the check.
    pub id: String,
    /// Markup.
    pub html: String,
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaseView {
    /// Title.
    pub title: String,
    /// The story, markup.
    pub html: String,
    /// What is to be decided, markup.
    pub decision: String,
    /// The ways open; the argument for each comes with the attempt.
    pub options: Vec<Choice>,
}

/// Where reading stopped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// The block at the top of the window.
    pub block: String,
    /// How much of that block is above the top, 0 to 1.
    pub fraction: f64,
}

/// What the reader is doing: sent while they read, at most once a second, and when the
/// window is hidden or closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LessonProgress {
    /// Course id.
    pub course: String,
    /// Lesson id.
    pub lesson: String,
    /// Where the top of the window is.
    pub position: Option<Position>,
    /// Blocks that were read since the last call.
    pub seen: Vec<String>,
    /// The reader did something (scrolled, typed, moved the pointer) since the last call;
    /// stretches of more than five minutes without are not counted.
    pub active: bool,
}

/// Where the lesson stands after progress was kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LessonStanding {
    /// New, started, done or revised.
    pub state: LessonState,
    /// How much was read, 0 to 1 by reading time.
    pub fraction: f64,
    /// Minutes that remain.
    pub minutes_left: u32,
    /// Checks that were never answered.
    pub checks_left: u32,
    /// When it was first completed, RFC 3339 UTC.
    pub completed_at: Option<String>,
}

/// Mark a lesson as read, or as not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LessonMark {
    /// Course id.
    pub course: String,
    /// Lesson id.
    pub lesson: String,
    /// Read, or not.
    pub done: bool,
}

/// An answer, in the form of the check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum Answer {
    /// The chosen option.
    Single {
        /// Option id.
        option: String,
    },
    /// The chosen options, in any order.
    Multiple {
        /// Option ids.
        options: Vec<String>,
    },
    /// All options, first to last.
    Ordering {
        /// Option ids.
        order: Vec<String>,
    },
    /// The target of each option.
    Matching {
        /// Option id to target id.
        targets: BTreeMap<String, String>,
    },
    /// A number.
    Numeric {
        /// As typed, parsed; finite.
        value: f64,
    },
}

/// Answer a check or choose in a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckAnswer {
    /// Course id.
    pub course: String,
    /// Lesson id.
    pub lesson: String,
    /// Block id of the check or case.
    pub block: String,
    /// The answer.
    pub answer: Answer,
    /// How sure the reader is, 1 (guess) to 4 (certain); `None` for a case.
    pub confidence: Option<u8>,
    /// Seconds from seeing the question to answering, idle time left out.
    pub seconds: u32,
}

/// An attempt at a check with its feedback.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AttemptView {
    /// When, RFC 3339 UTC.
    pub at: String,
    /// How many attempts there were, this one included.
    pub attempts: u32,
    /// What was answered.
    pub answer: Answer,
    /// As given, 1 to 4.
    pub confidence: Option<u8>,
    /// All right; `None` for a case.
    pub correct: Option<bool>,
    /// Share that is right, 0 to 1; `None` for a case.
    pub score: Option<f64>,
    /// Feedback on every option, in the author's order: look it up by id.
    pub options: Vec<OptionFeedback>,
    /// The right order of an ordering check, option ids; else empty.
    pub right_order: Vec<String>,
    /// The right number of a numeric check.
    pub right_value: Option<f64>,
    /// Markup shown after the options.
    pub explanation: Option<String>,
    /// The author asks for another attempt since this one.
    pub redo: bool,
}

/// Feedback on one option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OptionFeedback {
    /// Option id; for a numeric check `value`.
    pub id: String,
    /// What became of it.
    pub verdict: Verdict,
    /// The reader chose it (or placed it, for ordering and matching).
    pub chosen: bool,
    /// The right target of a matching check.
    pub right_target: Option<String>,
    /// Why it tempts and why it is right or wrong; markup.
    pub feedback: String,
}

/// What became of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It belongs to the right answer (and, where placed, is placed right).
    Right,
    /// It was chosen or placed wrongly.
    Wrong,
    /// It does not belong to the right answer and was not chosen.
    Neutral,
}

/// Keep what the reader wrote under a reflection or a cohort prompt. Empty text removes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WritingSave {
    /// Course id.
    pub course: String,
    /// Lesson id.
    pub lesson: String,
    /// Block id of the prompt.
    pub block: String,
    /// The text, at most 1 MiB of UTF-8.
    pub text: String,
}

/// A kept text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Last change, RFC 3339 UTC.
    pub at: String,
}

/// Set or remove a bookmark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BookmarkSet {
    /// Course id.
    pub course: String,
    /// Lesson id.
    pub lesson: String,
    /// Block id.
    pub block: String,
    /// Set or remove.
    pub on: bool,
}
