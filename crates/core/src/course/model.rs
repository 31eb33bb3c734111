//! A course after compilation: what is installed and read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Item;

use crate::api::{CheckForm, Fact, ReadingItem, Source};

/// Version of the compiler's output. Raised whenever the markup or its sanitising changes: an
/// installed course with a lower number is compiled again from its files at the next start.
pub const COMPILER_VERSION: u32 = 3;

/// A course as files: path inside the course (forward slashes, relative, no `..`) to content.
pub type CourseFiles = BTreeMap<String, Vec<u8>>;

/// A compiled course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// Stable id: lower-case letters, digits and hyphens.
    pub id: String,
    /// Title.
    pub title: String,
    /// Revision, from 1, raised by the author.
    pub revision: u32,
    /// BCP 47 tag of the text's language.
    pub language: String,
    /// One sentence.
    pub standfirst: String,
    /// About the course, sanitised HTML.
    pub about_html: String,
    /// Authors.
    pub authors: Vec<String>,
    /// Licence of the text.
    pub licence: Option<String>,
    /// In order of their folders.
    pub modules: Vec<Module>,
    /// The glossary, in order of the modules.
    pub terms: Vec<CourseTerm>,
}

/// A term of the glossary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CourseTerm {
    /// Id, unique in the course.
    pub id: String,
    /// The term, plain text.
    pub term: String,
    /// What it means, sanitised HTML.
    pub meaning: String,
    /// Id of the lesson that teaches it.
    pub lesson: Option<String>,
}

/// A compiled module.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Module {
    /// Stable id, unique in the course.
    pub id: String,
    /// From 1, rising; with gaps where the author numbered so.
    pub number: u32,
    /// Title.
    pub title: String,
    /// One sentence, may be empty.
    pub standfirst: String,
    /// In order of their files.
    pub lessons: Vec<Lesson>,
    /// Questions outside the lessons, in the author's order.
    pub items: Vec<Item>,
}

/// A compiled lesson.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// Stable id, unique in the course.
    pub id: String,
    /// Path of its file inside the course.
    pub path: String,
    /// Title.
    pub title: String,
    /// What the reader will be able to do.
    pub objective: String,
    /// Minutes by the author.
    pub minutes: u32,
    /// One sentence.
    pub standfirst: String,
    /// Sources.
    pub sources: Vec<Source>,
    /// Dated facts.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// In reading order.
    pub blocks: Vec<LessonBlock>,
}

/// A compiled block with its key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LessonBlock {
    /// Stable id, unique in the course.
    pub id: String,
    /// Revision from which on earlier facts about this block no longer count.
    pub redo: Option<u32>,
    /// Words a reader reads in it.
    pub words: u32,
    /// Its text without markup, for search and excerpts.
    pub text: String,
    /// What it is.
    pub body: Body,
}

/// The kinds of block. Every string named `html`, `prompt`, `help`, `feedback`, `explanation`,
/// `decision`, `argument` or `why` is sanitised HTML; the rest is plain text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    /// A heading inside the lesson.
    Heading {
        /// 2 to 6.
        level: u8,
        /// With inline markup.
        html: String,
    },
    /// Running text of any shape.
    Prose {
        /// Markup.
        html: String,
    },
    /// A knowledge check with its key.
    Check(Check),
    /// A reflection.
    Reflection {
        /// The question.
        prompt: String,
        /// One line of help.
        help: Option<String>,
    },
    /// A case.
    Case(Case),
    /// A workbook tool.
    Tool {
        /// Name of the tool.
        tool: String,
        /// Why here.
        prompt: Option<String>,
    },
    /// A question for the cohort.
    CohortPrompt {
        /// The question.
        prompt: String,
        /// One line of help.
        help: Option<String>,
    },
    /// Further reading.
    Reading {
        /// In order.
        items: Vec<ReadingItem>,
    },
}

impl Body {
    /// The kind as it is written in JSON and in the database.
    #[must_use]
    pub const fn tag(&self) -> &'static str {
        match self {
            Self::Heading { .. } => "heading",
            Self::Prose { .. } => "prose",
            Self::Check(_) => "check",
            Self::Reflection { .. } => "reflection",
            Self::Case(_) => "case",
            Self::Tool { .. } => "tool",
            Self::CohortPrompt { .. } => "cohort_prompt",
            Self::Reading { .. } => "reading",
        }
    }

    /// The markup in which passages can be highlighted, if there is any.
    #[must_use]
    pub fn passage(&self) -> Option<&str> {
        match self {
            Self::Heading { html, .. } | Self::Prose { html } => Some(html),
            Self::Case(case) => Some(&case.html),
            _ => None,
        }
    }
}

/// A knowledge check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// The question.
    pub prompt: String,
    /// 1 to 3.
    pub difficulty: u8,
    /// Shown after the options once answered.
    pub explanation: Option<String>,
    /// Options and key by form.
    pub key: Key,
}

/// Options of a check and which of them are right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Key {
    /// Exactly one option is right.
    Single {
        /// In the author's order.
        options: Vec<KeyedOption>,
    },
    /// One or more options are right.
    Multiple {
        /// In the author's order.
        options: Vec<KeyedOption>,
    },
    /// Options in the right order.
    Ordering {
        /// First to last.
        options: Vec<PlainOption>,
    },
    /// Each option belongs to one target.
    Matching {
        /// Targets.
        targets: Vec<Target>,
        /// Options with the id of their target.
        options: Vec<MatchOption>,
    },
    /// A number.
    Numeric {
        /// The right value.
        answer: f64,
        /// Largest accepted difference from it, ≥ 0.
        tolerance: f64,
        /// Unit shown beside the field.
        unit: Option<String>,
        /// Feedback on a right answer.
        feedback: String,
        /// Typical wrong values with their feedback (compared with the same tolerance).
        wrong: Vec<WrongValue>,
        /// Feedback on any other value.
        otherwise: String,
    },
}

impl Check {
    /// The form of its answer.
    #[must_use]
    pub const fn form(&self) -> CheckForm {
        match self.key {
            Key::Single { .. } => CheckForm::Single,
            Key::Multiple { .. } => CheckForm::Multiple,
            Key::Ordering { .. } => CheckForm::Ordering,
            Key::Matching { .. } => CheckForm::Matching,
            Key::Numeric { .. } => CheckForm::Numeric,
        }
    }
}

/// An option that is right or wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeyedOption {
    /// Id within the check.
    pub id: String,
    /// Markup.
    pub html: String,
    /// It belongs to the right answer.
    pub correct: bool,
    /// Why it tempts, why it is right or wrong.
    pub feedback: String,
}

/// An option whose place is the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlainOption {
    /// Id within the check.
    pub id: String,
    /// Markup.
    pub html: String,
    /// Why it belongs there.
    pub feedback: String,
}

/// Something options are sorted to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// Id within the check.
    pub id: String,
    /// Markup.
    pub html: String,
}

/// An option that belongs to a target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchOption {
    /// Id within the check.
    pub id: String,
    /// Markup.
    pub html: String,
    /// Id of the right target.
    pub target: String,
    /// Why it belongs there.
    pub feedback: String,
}

/// A typical wrong number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WrongValue {
    /// The number.
    pub value: f64,
    /// Why it tempts and why it is wrong.
    pub feedback: String,
}

/// A case with a decision and no clean answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Title.
    pub title: String,
    /// The story.
    pub html: String,
    /// What is to be decided.
    pub decision: String,
    /// The ways open.
    pub options: Vec<CaseOption>,
}

/// A way open in a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseOption {
    /// Id within the case.
    pub id: String,
    /// Markup.
    pub html: String,
    /// What speaks for it and what it costs.
    pub argument: String,
}
