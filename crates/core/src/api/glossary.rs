//! The words and the dated facts of a course.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A dated fact of a lesson. In the text it is a link to `#fact-<id>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Fact {
    /// Id, unique in the course.
    pub id: String,
    /// The fact in one sentence.
    pub claim: String,
    /// When the author last checked it, `YYYY-MM`.
    pub as_at: String,
    /// Id of a source of the lesson.
    pub source: String,
    /// When the world changed, `YYYY` or `YYYY-MM`.
    pub changed: Option<String>,
    /// What someone who has not looked for years still believes.
    pub was: Option<String>,
    /// What the author could not check.
    pub unverified: Option<String>,
}

/// A term of the glossary. In the text it is a link to `#term-<id>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Term {
    /// Id, unique in the course.
    pub id: String,
    /// The term.
    pub term: String,
    /// What it means, markup.
    pub meaning: String,
    /// The lesson that teaches it.
    pub lesson: Option<LessonLabel>,
}

/// A lesson in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LessonLabel {
    /// Lesson id.
    pub id: String,
    /// `1.2`.
    pub number: String,
    /// Title.
    pub title: String,
}

/// The glossary of a course, by term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Glossary {
    /// Course id.
    pub course: String,
    /// Title of the course.
    pub course_title: String,
    /// By term, capital letters and accents apart.
    pub terms: Vec<Term>,
}

/// The dated facts of a course: those with a date of change first, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FactList {
    /// Course id.
    pub course: String,
    /// Title of the course.
    pub course_title: String,
    /// In order.
    pub facts: Vec<FactCard>,
}

/// A dated fact with where it is told and its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FactCard {
    /// The fact.
    pub fact: Fact,
    /// The lesson.
    pub lesson: LessonLabel,
    /// The source.
    pub source: Option<super::Source>,
}
