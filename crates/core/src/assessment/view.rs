//! A sitting as the interface sees it: the key only where the answer earned it.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::queries::{self, Asked, Given, Rating, Sitting};
use super::{CONFIDENT, minutes_of};
use crate::Result;
use crate::api::{
    Choice, ItemAnswered, ItemExplained, ItemView, LessonLabel, ModuleLabel, ModuleRating,
    OptionFeedback, SittingView, Verdict,
};

/// The names of a course's parts as they are now.
pub(super) struct Names {
    modules: Vec<(ModuleLabel, Rating)>,
    lessons: BTreeMap<String, LessonLabel>,
}

impl Names {
    pub fn read(db: &Connection, course: &str) -> Result<Self> {
        Ok(Self {
            modules: queries::modules(db, course)?,
            lessons: queries::lessons(db, course)?,
        })
    }

    /// The course has this module now.
    pub fn has_module(&self, id: &str) -> bool {
        self.modules.iter().any(|(module, _)| module.id == id)
    }

    /// A module; one that a revision dropped goes by its id.
    pub fn module(&self, id: &str) -> ModuleLabel {
        self.rating(id).module
    }

    /// A module with what the reader said of it.
    pub fn rating(&self, id: &str) -> ModuleRating {
        let found = self.modules.iter().find(|(module, _)| module.id == id);
        let (module, (years, relevance)) = found.cloned().unwrap_or_else(|| {
            let gone = ModuleLabel {
                id: id.to_owned(),
                number: 0,
                title: id.to_owned(),
            };
            (gone, (None, None))
        });
        ModuleRating {
            module,
            years,
            relevance,
        }
    }

    fn lesson(&self, id: &str) -> LessonLabel {
        self.lessons
            .get(id)
            .cloned()
            .unwrap_or_else(|| LessonLabel {
                id: id.to_owned(),
                number: String::new(),
                title: id.to_owned(),
            })
    }
}

impl Asked {
    /// Answered, and right.
    pub fn is_right(&self) -> bool {
        self.given.as_ref().is_some_and(|given| given.correct)
    }

    /// Wrong at high confidence.
    pub fn is_blind(&self) -> bool {
        self.given.as_ref().is_some_and(Given::is_blind)
    }
}

impl Given {
    fn is_blind(&self) -> bool {
        !self.correct && self.option.is_some() && self.confidence >= CONFIDENT
    }
}

/// Ids of the modules that are asked about, each once, in the order of the questions.
pub(super) fn modules_in_order(asked: &[Asked]) -> Vec<&str> {
    let mut modules: Vec<&str> = Vec::new();
    for item in asked {
        if !modules.contains(&item.module.as_str()) {
            modules.push(&item.module);
        }
    }
    modules
}

pub(super) fn sitting(sitting: &Sitting, asked: &[Asked], names: &Names) -> SittingView {
    let finished = sitting.finished_at.is_some();
    let open = asked.iter().filter(|item| item.given.is_none());
    SittingView {
        sitting: sitting.id.clone(),
        course: sitting.course.clone(),
        kind: sitting.kind,
        module: sitting.module.as_deref().map(|id| names.module(id)),
        started_at: sitting.started_at.clone(),
        finished_at: sitting.finished_at.clone(),
        items: asked.iter().map(|one| item(one, finished, names)).collect(),
        modules: modules_in_order(asked)
            .into_iter()
            .map(|id| names.rating(id))
            .collect(),
        answered: count(asked, |item| item.given.is_some()),
        minutes_left: if finished {
            0
        } else {
            minutes_of(open.map(|item| item.item.kind))
        },
    }
}

/// A question. `finished` is whether its sitting is.
pub(super) fn item(asked: &Asked, finished: bool, names: &Names) -> ItemView {
    let item = &asked.item;
    ItemView {
        id: item.id.clone(),
        module: asked.module.clone(),
        prompt: item.prompt.clone(),
        options: item
            .options
            .iter()
            .map(|option| Choice {
                id: option.id.clone(),
                html: option.html.clone(),
            })
            .collect(),
        answer: asked.given.as_ref().map(|given| ItemAnswered {
            option: given.option.clone(),
            confidence: given.confidence,
        }),
        explained: (finished || asked.is_blind()).then(|| explained(asked, names)),
    }
}

fn explained(asked: &Asked, names: &Names) -> ItemExplained {
    let item = &asked.item;
    let chosen = asked
        .given
        .as_ref()
        .and_then(|given| given.option.as_deref());
    ItemExplained {
        correct: asked.is_right(),
        blind_spot: asked.is_blind(),
        options: item
            .options
            .iter()
            .map(|option| {
                let is_chosen = chosen == Some(option.id.as_str());
                OptionFeedback {
                    id: option.id.clone(),
                    verdict: match (option.correct, is_chosen) {
                        (true, _) => Verdict::Right,
                        (false, true) => Verdict::Wrong,
                        (false, false) => Verdict::Neutral,
                    },
                    chosen: is_chosen,
                    right_target: None,
                    feedback: option.feedback.clone(),
                }
            })
            .collect(),
        explanation: item.explanation.clone(),
        source: item.source.clone(),
        as_at: item.as_at.clone(),
        lesson: names.lesson(&asked.lesson),
    }
}

/// How many of the questions are so.
pub(super) fn count(asked: &[Asked], so: impl Fn(&Asked) -> bool) -> u32 {
    u32::try_from(asked.iter().filter(|item| so(item)).count()).unwrap_or(u32::MAX)
}
