//! Everything that a path rests on, read at once.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::queries;
use crate::api::{ModuleLabel, PathLevel, SittingKind};
use crate::assessment::{CONFIDENT, minutes_of};
use crate::course::ItemKind;
use crate::progress::standing::LessonRow;
use crate::{Error, Result, tool};

/// What is known of a course and its reader.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    /// Course id.
    pub course: &'a str,
    /// Its title.
    pub title: String,
    /// Its lessons in order.
    pub lessons: &'a [LessonRow],
    /// Its modules in order.
    pub modules: Vec<Module>,
    /// It has items for a pre-assessment.
    pub has_items: bool,
    /// Rounds of questions, in the order in which they were finished; unfinished ones first.
    pub sittings: Vec<Sitting>,
    /// What the reader chose.
    pub choices: Choices,
    /// Tools that lessons bring and that this version has, in order of lessons.
    pub tools: Vec<LessonTool>,
    /// By lesson: checks whose latest attempt was wrong at high confidence.
    pub wrong_checks: BTreeMap<String, WrongCheck>,
}

/// A module.
#[derive(Debug)]
pub(super) struct Module {
    /// Its name.
    pub label: ModuleLabel,
    /// Years since it was refreshed, as the reader said.
    pub years: Option<u8>,
    /// How relevant it is, as the reader said.
    pub relevance: Option<u8>,
    /// What its fast-track asks, if it has one.
    pub fast: Option<FastSize>,
}

/// The size of a fast-track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FastSize {
    /// Questions.
    pub questions: u32,
    /// About how many minutes.
    pub minutes: u32,
}

/// A round of questions.
#[derive(Debug)]
pub(super) struct Sitting {
    pub id: String,
    pub kind: SittingKind,
    /// The module of a fast-track.
    pub module: Option<String>,
    pub started_at: String,
    pub finished_at: Option<String>,
    pub answers: Vec<Answer>,
}

/// A question of a sitting and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// The lesson it asks about.
    pub lesson: String,
    /// The module of that lesson when it was asked.
    pub module: String,
    /// An option was chosen: neither left open nor “I don’t know”.
    pub chose: bool,
    /// It was right.
    pub right: bool,
    /// 1 to 4; 0 when left open.
    pub confidence: u8,
}

impl Answer {
    /// Wrong at high confidence.
    pub const fn is_blind(&self) -> bool {
        self.chose && !self.right && self.confidence >= CONFIDENT
    }
}

/// What the reader chose, and when.
#[derive(Debug, Default)]
pub(super) struct Choices {
    /// By module id.
    pub modules: BTreeMap<String, (PathLevel, String)>,
    /// By lesson id: on the path or not.
    pub lessons: BTreeMap<String, (bool, String)>,
    /// To read everything.
    pub everything: Option<String>,
}

/// A tool that a lesson brings.
#[derive(Debug)]
pub(super) struct LessonTool {
    /// Lesson id.
    pub lesson: String,
    /// Name of the tool.
    pub tool: String,
    /// Its title.
    pub title: &'static str,
    /// Something is filled in.
    pub used: bool,
}

/// Checks of a lesson to be answered again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct WrongCheck {
    /// The highest confidence of a wrong answer.
    pub confidence: u8,
    /// Reading time of these checks.
    pub seconds: u32,
    /// How many.
    pub checks: u32,
}

impl<'a> Facts<'a> {
    /// Reads the facts of a course whose lessons were read already.
    pub fn read(db: &Connection, course: &'a str, lessons: &'a [LessonRow]) -> Result<Self> {
        let title =
            queries::title(db, course)?.ok_or_else(|| Error::not_found("course", course))?;
        let mut modules = queries::modules(db, course)?;
        let mut has_items = false;
        let mut questions: BTreeMap<String, Questions> = BTreeMap::new();
        for row in queries::questions(db, course)? {
            has_items |= row.form == "a";
            let found = questions.entry(row.module).or_default();
            match (row.form.as_str(), row.kind) {
                ("b", Some(kind)) => found.own.extend((0..row.count).map(|_| kind)),
                ("d", Some(kind)) => found.spare = Some(kind),
                _ => {}
            }
        }
        for module in &mut modules {
            module.fast = questions.get(&module.label.id).and_then(Questions::size);
        }
        let mut wrong_checks: BTreeMap<String, WrongCheck> = BTreeMap::new();
        for (lesson, confidence, seconds) in queries::wrong_checks(db, course)? {
            let wrong = wrong_checks.entry(lesson).or_default();
            wrong.confidence = wrong.confidence.max(confidence);
            wrong.seconds += seconds;
            wrong.checks += 1;
        }
        let mut tools: Vec<LessonTool> = Vec::new();
        for (lesson, name, used) in queries::tools(db, course)? {
            let is_new = !tools
                .iter()
                .any(|known| known.lesson == lesson && known.tool == name);
            // A course can name a tool that this version does not have: nobody could do it.
            if let Some(title) = tool::title(&name).filter(|_| is_new) {
                tools.push(LessonTool {
                    lesson,
                    tool: name,
                    title,
                    used,
                });
            }
        }
        Ok(Self {
            course,
            title,
            lessons,
            modules,
            has_items,
            sittings: queries::sittings(db, course)?,
            choices: queries::choices(db, course)?,
            tools,
            wrong_checks,
        })
    }
}

/// What a module has for a fast-track.
#[derive(Default)]
struct Questions {
    own: Vec<ItemKind>,
    spare: Option<ItemKind>,
}

impl Questions {
    /// As `assessment` draws it: every item of form b and one spare.
    fn size(&self) -> Option<FastSize> {
        if self.own.is_empty() {
            return None;
        }
        let all = self.own.iter().copied().chain(self.spare);
        Some(FastSize {
            questions: u32::try_from(all.clone().count()).unwrap_or(u32::MAX),
            minutes: minutes_of(all),
        })
    }
}
