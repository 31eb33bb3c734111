//! Questions outside the lessons: pre-assessment, fast-track and post-test.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Choice, LessonLabel, OptionFeedback};

/// What a sitting is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SittingKind {
    /// One question a lesson, before the course: makes the path.
    Pre,
    /// Five questions on one module: four right ones give credit for its lessons.
    Fast,
    /// One question a lesson, parallel to the pre-assessment: shows what was gained.
    Post,
}

/// Begin a sitting, or go on with the one that was paused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SittingOpen {
    /// Course id.
    pub course: String,
    /// What for.
    pub kind: SittingKind,
    /// Module id; for a fast-track only.
    pub module: Option<String>,
    /// Begin a new one even if one is paused or finished.
    pub again: bool,
}

/// A sitting by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SittingRef {
    /// Sitting id.
    pub sitting: String,
}

/// A sitting with its questions. The key is not in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SittingView {
    /// Sitting id.
    pub sitting: String,
    /// Course id.
    pub course: String,
    /// What for.
    pub kind: SittingKind,
    /// The module of a fast-track.
    pub module: Option<ModuleLabel>,
    /// When it was begun, RFC 3339 UTC.
    pub started_at: String,
    /// When it was finished.
    pub finished_at: Option<String>,
    /// Questions in order. Those about one module stand together.
    pub items: Vec<ItemView>,
    /// The modules, in the order in which they are asked about, with what the reader said of them.
    pub modules: Vec<ModuleRating>,
    /// How many are answered.
    pub answered: u32,
    /// About how many minutes the rest takes.
    pub minutes_left: u32,
}

/// A module in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ModuleLabel {
    /// Module id.
    pub id: String,
    /// From 1.
    pub number: u32,
    /// Title.
    pub title: String,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ItemView {
    /// Item id.
    pub id: String,
    /// Module id.
    pub module: String,
    /// The question, markup.
    pub prompt: String,
    /// What can be chosen, markup.
    pub options: Vec<Choice>,
    /// What was answered.
    pub answer: Option<ItemAnswered>,
    /// The explanation: after a wrong answer given with confidence at once, after the others when
    /// the sitting is finished.
    pub explained: Option<ItemExplained>,
}

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ItemAnswered {
    /// Option id; `null` for “I don’t know”.
    pub option: Option<String>,
    /// 1 (guess) to 4 (certain).
    pub confidence: u8,
}

/// What is right and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ItemExplained {
    /// The answer was right.
    pub correct: bool,
    /// Wrong at confidence 3 or 4.
    pub blind_spot: bool,
    /// Feedback on every option.
    pub options: Vec<OptionFeedback>,
    /// Markup.
    pub explanation: String,
    /// Where a fact comes from.
    pub source: Option<String>,
    /// When it was last checked, `YYYY-MM`.
    pub as_at: Option<String>,
    /// The lesson that teaches it.
    pub lesson: LessonLabel,
}

/// Answer a question. The first answer stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ItemAnswer {
    /// Sitting id.
    pub sitting: String,
    /// Item id.
    pub item: String,
    /// Option id; `null` for “I don’t know”, which counts as wrong and is never a blind spot.
    pub option: Option<String>,
    /// 1 (guess) to 4 (certain).
    pub confidence: u8,
    /// Seconds from seeing the question to answering, idle time left out.
    pub seconds: u32,
}

/// What the reader said of a module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ModuleRating {
    /// The module.
    pub module: ModuleLabel,
    /// Whole years since it was last refreshed: 0 to 5, 5 for more; `null` for not said.
    pub years: Option<u8>,
    /// How relevant for the reader's work: 1 (hardly) to 4 (very); `null` for not said.
    pub relevance: Option<u8>,
}

/// Say how recent and relevant a module is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ModuleRate {
    /// Course id.
    pub course: String,
    /// Module id.
    pub module: String,
    /// 0 to 5; `null` takes it back.
    pub years: Option<u8>,
    /// 1 to 4; `null` takes it back.
    pub relevance: Option<u8>,
}

/// What a finished sitting comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SittingResult {
    /// The sitting, with every explanation.
    pub view: SittingView,
    /// Right answers.
    pub correct: u32,
    /// Questions.
    pub asked: u32,
    /// Wrong at confidence 3 or 4.
    pub blind_spots: u32,
    /// A fast-track: four of five are right, its lessons are credited.
    pub passed: Option<bool>,
    /// How well confidence and answers agree, by confidence 1 to 4.
    pub calibration: Vec<Calibration>,
    /// By module, in order; a post-test compares with the latest finished pre-assessment.
    pub modules: Vec<ModuleResult>,
    /// A post-test: percentage points gained over all; `null` without a pre-assessment.
    pub gained: Option<f64>,
    /// A post-test: blind spots of the pre-assessment whose lesson is answered right now.
    pub closed: Option<u32>,
}

/// Answers given with one confidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Calibration {
    /// 1 to 4.
    pub confidence: u8,
    /// Answers.
    pub answers: u32,
    /// Right ones.
    pub correct: u32,
}

/// A module's part of a result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ModuleResult {
    /// The module.
    pub module: ModuleLabel,
    /// Right answers.
    pub correct: u32,
    /// Questions.
    pub asked: u32,
    /// Wrong at confidence 3 or 4.
    pub blind_spots: u32,
    /// Right answers of the pre-assessment, for a post-test.
    pub before: Option<u32>,
}

/// The sittings of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SittingFind {
    /// Course id.
    pub course: String,
    /// What for.
    pub kind: SittingKind,
    /// Module id; for a fast-track only.
    pub module: Option<String>,
}

/// Where the sittings of one kind stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SittingFound {
    /// Questions that one asks; 0 when the course has none.
    pub items: u32,
    /// About how many minutes one takes.
    pub minutes: u32,
    /// Questions answered in the one that is paused.
    pub paused: Option<u32>,
    /// What the latest finished one came to.
    pub latest: Option<SittingResult>,
    /// How many were finished.
    pub finished: u32,
}
