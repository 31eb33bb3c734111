//! The reader's own path through a course, with a reason for every step.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LessonState, ModuleLabel};

/// How a module is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PathLevel {
    /// Every lesson.
    Core,
    /// The lessons whose questions were missed.
    Targeted,
    /// Five questions; four right ones credit the lessons.
    FastTrack,
}

/// The path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PathView {
    /// Course id.
    pub course: String,
    /// Title of the course.
    pub course_title: String,
    /// When the pre-assessment that it rests on was finished; `null` without one: then every
    /// lesson is on the path.
    pub assessed_at: Option<String>,
    /// A pre-assessment was begun and is not finished.
    pub paused: bool,
    /// The course has questions for a pre-assessment.
    pub has_items: bool,
    /// The reader wants to read everything, whatever the answers say.
    pub everything: bool,
    /// When a post-test was finished last.
    pub post_at: Option<String>,
    /// Lessons on the path.
    pub lessons: u32,
    /// Lessons on the path that are done.
    pub done: u32,
    /// Minutes of the lessons on the path, and of those the minutes left.
    pub minutes: u32,
    /// Minutes left on the path.
    pub minutes_left: u32,
    /// Minutes of the whole course less those of the path.
    pub minutes_saved: u32,
    /// Modules in order of the course.
    pub modules: Vec<PathModule>,
    /// What to do, in the order of the path; what is done stays in its place.
    pub steps: Vec<PathStep>,
}

/// A module on the path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PathModule {
    /// The module.
    pub module: ModuleLabel,
    /// How it is to be taken.
    pub level: PathLevel,
    /// What the answers alone say; differs from `level` where the reader chose.
    pub advised: PathLevel,
    /// The reader chose.
    pub chosen: bool,
    /// Why it is on that level, in one or two sentences.
    pub why: String,
    /// How the level was computed; `null` without a pre-assessment.
    pub need: Option<Need>,
    /// Where its fast-track stands.
    pub fast: FastStanding,
    /// Lessons on the path.
    pub lessons: u32,
    /// Minutes of the lessons on the path.
    pub minutes: u32,
}

/// The parts of a need score, each 0 to 100.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Need {
    /// .45 (100 − score) + .25 blind spots + .15 recency + .15 relevance.
    pub need: f64,
    /// Right answers in per cent.
    pub score: f64,
    /// Share of answers that were wrong at confidence 3 or 4, in per cent.
    pub blind: f64,
    /// 0 when refreshed within a year, 100 at five years and more; 50 when not said.
    pub recency: f64,
    /// 0 for hardly relevant to 100 for very; 50 when not said.
    pub relevance: f64,
    /// Right answers.
    pub correct: u32,
    /// Questions.
    pub asked: u32,
    /// Titles of the lessons whose question was missed.
    pub missed: Vec<String>,
}

/// Where the fast-track of a module stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FastStanding {
    /// The module has no questions for it.
    None,
    /// It can be tried.
    Open,
    /// It was begun and paused.
    Paused,
    /// It was tried and not passed.
    Failed,
    /// It was passed: the lessons are credited.
    Passed,
}

/// A step of the path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PathStep {
    /// What it is.
    pub kind: StepKind,
    /// Module id.
    pub module: String,
    /// Lesson id; of a tool the lesson that brings it; empty for a fast-track.
    pub lesson: String,
    /// `1.2`; for tools and fast-tracks the module's number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Tool name; only of tools.
    pub tool: Option<String>,
    /// Done.
    pub done: bool,
    /// Where a lesson stands.
    pub state: Option<LessonState>,
    /// Minutes that remain; 0 for tools.
    pub minutes_left: u32,
    /// It was moved to the front.
    pub first: bool,
    /// It can be left out; the reason says why.
    pub optional: bool,
    /// The reader chose whether it is on the path.
    pub chosen: bool,
    /// Why it is here, or why it can be left out, in one sentence.
    pub why: String,
}

/// Kinds of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Read a lesson.
    Lesson,
    /// Use a tool. Never skipped.
    Tool,
    /// Prove a module.
    FastTrack,
}

/// Choose how a module is taken, whether a lesson is on the path, or to read everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PathSet {
    /// Course id.
    pub course: String,
    /// What is chosen.
    pub choice: PathChoice,
}

/// A choice of the reader's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case", deny_unknown_fields)]
pub enum PathChoice {
    /// How to take a module; `null` goes back to what is advised.
    Module {
        /// Module id.
        module: String,
        /// The level.
        level: Option<PathLevel>,
    },
    /// Whether a lesson is on the path; `null` goes back to what the module's level says.
    Lesson {
        /// Lesson id.
        lesson: String,
        /// On the path.
        on: Option<bool>,
    },
    /// Read every lesson.
    Everything {
        /// Or not.
        on: bool,
    },
}
