//! An item as compiled: a question about a lesson that stands outside it.

use serde::{Deserialize, Serialize};

use super::KeyedOption;

/// A question with one right option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Stable id, unique in the course.
    pub id: String,
    /// Id of the lesson it asks about.
    pub lesson: String,
    /// Which of the parallel forms.
    pub form: ItemForm,
    /// What it asks for.
    pub kind: ItemKind,
    /// The question, sanitised HTML.
    pub prompt: String,
    /// In the author's order, which is the order shown.
    pub options: Vec<KeyedOption>,
    /// Shown once answered, sanitised HTML.
    pub explanation: String,
    /// Where a fact comes from, plain text.
    pub source: Option<String>,
    /// When it was last checked, `YYYY-MM`.
    pub as_at: Option<String>,
}

/// Parallel forms: the same objective and difficulty, another situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemForm {
    /// Pre-assessment.
    A,
    /// Fast-track.
    B,
    /// Post-test.
    C,
    /// Spare: the fifth question of a fast-track, and what a repeated sitting asks.
    D,
}

impl ItemForm {
    /// As it is written in course files and in the database.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
            Self::C => "c",
            Self::D => "d",
        }
    }
}

/// What an item asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Something that is so at a date.
    Fact,
    /// What to do.
    Scenario,
    /// A number.
    Calculation,
}
