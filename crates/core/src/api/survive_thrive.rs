//! T1, Survive–thrive: twenty statements on five dimensions.
//!
//! Fields: `answer:<statement id>` = 0 to 4.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Statements with answers, and what they come to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SurviveThriveView {
    /// In order; four to a dimension.
    pub statements: Vec<Statement>,
    /// Words for the answers 0 to 4.
    pub scale: Vec<String>,
    /// In order: mandate, evidence, capacity, influence, foresight.
    pub dimensions: Vec<Dimension>,
    /// How many of the statements are answered.
    pub answered: u32,
    /// Mean of the dimensions, 0 to 100; `null` until every statement is answered.
    pub index: Option<f64>,
    /// Which of the three it is; `null` until every statement is answered.
    pub band: Option<Band>,
    /// Why it is that one, in one sentence.
    pub reason: Option<String>,
    /// The lessons to read first, at most two; only ones that the current course has.
    pub lessons: Vec<PriorityLesson>,
}

/// A statement to agree with or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Statement {
    /// Stable id, such as `mandate-1`.
    pub id: String,
    /// Dimension, such as `mandate`.
    pub dimension: String,
    /// Text.
    pub text: String,
    /// 0 to 4.
    pub answer: Option<u32>,
}

/// One of the five dimensions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Dimension {
    /// Stable id, such as `mandate`.
    pub id: String,
    /// Name.
    pub name: String,
    /// One sentence: what it is about.
    pub about: String,
    /// Sum of its answers / 16 × 100; `null` until its four statements are answered.
    pub score: Option<f64>,
}

/// What the index says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Index below 40, or a dimension below 25.
    Survive,
    /// Neither.
    Stabilise,
    /// Index at least 70 and every dimension at least 50.
    Thrive,
}

/// A lesson that answers a weak dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PriorityLesson {
    /// Course id.
    pub course: String,
    /// Lesson id.
    pub lesson: String,
    /// `1.3`.
    pub number: String,
    /// Title.
    pub title: String,
    /// Why this one, in one sentence.
    pub reason: String,
}
