//! Today: the facts from which the interface makes its opening sentence.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DueView, LessonState, MapModule, NoteCard, ToolCard};

/// Everything Today shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Today {
    /// The local date, `YYYY-MM-DD`.
    pub date: String,
    /// The course shown; `None` before one was started.
    pub course: Option<TodayCourse>,
    /// Which sentence applies; the rules are those of `progress::today`.
    pub finding: Finding,
    /// The lesson on the resume sheet.
    pub lesson: Option<TodayLesson>,
    /// The module of that lesson, with its lessons, for the margin.
    pub module: Option<MapModule>,
    /// Bookmarks, newest first, at most five.
    pub bookmarks: Vec<BookmarkView>,
    /// Private drafts for the cohort and reflections, newest first, at most three.
    pub writing: Vec<WritingView>,
    /// The note changed last.
    pub note: Option<NoteCard>,
    /// The tool changed last.
    pub tool: Option<ToolCard>,
    /// Where the path stands; `None` before a course was started.
    pub path: Option<TodayPath>,
    /// Cards to review today; `None` when there are none.
    pub review: Option<TodayReview>,
    /// Deadlines and plan steps that are open, the earliest first, at most five.
    pub due: Vec<DueView>,
    /// How many are open.
    pub due_open: u32,
}

/// The path, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TodayPath {
    /// The course has a pre-assessment that was neither finished nor passed over by reading.
    pub offer: bool,
    /// A pre-assessment was begun and is not finished.
    pub paused: bool,
    /// A pre-assessment was finished.
    pub assessed: bool,
    /// Lessons on the path, and how many of them are done.
    pub lessons: u32,
    /// Lessons of the path that are done.
    pub done: u32,
    /// Why the lesson on the resume sheet comes first, if it was moved to the front.
    pub why: Option<String>,
}

/// Today's review, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TodayReview {
    /// Cards left today.
    pub cards: u32,
    /// About how many minutes.
    pub minutes: u32,
    /// The first question, plain text.
    pub first: String,
}

/// The course that Today is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TodayCourse {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Lessons completed.
    pub read: u32,
    /// Lessons in the course.
    pub lessons: u32,
    /// Reading minutes that remain.
    pub minutes_left: u32,
}

/// The rule that fired; the interface turns it into a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Finding {
    /// No course was started.
    NoCourse,
    /// Nothing was read yet: the first lesson takes `minutes`.
    Begin {
        /// Minutes of the first lesson.
        minutes: u32,
    },
    /// A lesson is open, `minutes` from its end.
    Stopped {
        /// Reading minutes left in it.
        minutes: u32,
    },
    /// The text was read to its end, but `checks` checks are unanswered.
    ChecksLeft {
        /// Number of unanswered checks.
        checks: u32,
    },
    /// The last lesson is done; the next takes `minutes`.
    Next {
        /// Minutes of the next lesson.
        minutes: u32,
    },
    /// A completed lesson was revised by its author in `blocks` places that want another look.
    Revised {
        /// Number of blocks to do again.
        blocks: u32,
    },
    /// Every lesson is complete.
    Finished,
}

/// The lesson that Today offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TodayLesson {
    /// Lesson id.
    pub id: String,
    /// `1.2`.
    pub number: String,
    /// Title.
    pub title: String,
    /// Title of its module.
    pub module: String,
    /// One sentence.
    pub standfirst: String,
    /// New, started, done or revised.
    pub state: LessonState,
    /// Minutes in all.
    pub minutes: u32,
    /// Minutes that remain.
    pub minutes_left: u32,
    /// How much was read, 0 to 1 by reading time.
    pub fraction: f64,
    /// The first sentences of the paragraph where reading stopped, plain text.
    pub stopped_at: Option<String>,
}

/// A place that the reader marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BookmarkView {
    /// Course id.
    pub course: String,
    /// Lesson id.
    pub lesson: String,
    /// `1.2`.
    pub number: String,
    /// Title of the lesson.
    pub title: String,
    /// The marked block.
    pub block: String,
    /// Its first words, plain text; `None` when a revision removed the block.
    pub text: Option<String>,
    /// When, RFC 3339 UTC.
    pub at: String,
}

/// Something the reader wrote: a reflection, or a private draft for the cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WritingView {
    /// Course id.
    pub course: String,
    /// Lesson id.
    pub lesson: String,
    /// `1.2`.
    pub number: String,
    /// Title of the lesson.
    pub title: String,
    /// The block whose prompt it answers.
    pub block: String,
    /// Reflection or draft.
    pub kind: WritingKind,
    /// Its first words.
    pub excerpt: String,
    /// Last change, RFC 3339 UTC.
    pub at: String,
}

/// Whose eyes a piece of writing is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WritingKind {
    /// Answer to a reflection: only the writer, always.
    Reflection,
    /// Private draft from a cohort prompt: only the writer until it is posted.
    Draft,
}
