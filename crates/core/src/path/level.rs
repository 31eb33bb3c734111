//! How a module is to be taken.

use super::evidence::{Evidence, Fast};
use super::facts::{Answer, Facts, Module};
use super::need::Answers;
use crate::api::PathLevel;
use crate::progress::standing::LessonRow;

/// What was decided for a module.
pub(super) struct Level<'a> {
    /// How it is to be taken.
    pub level: PathLevel,
    /// What the answers alone say.
    pub advised: PathLevel,
    /// Whose word it is.
    pub word: Word,
    /// The answers about it; `None` when none were asked for.
    pub answers: Option<Answers>,
    /// Where its fast-track stands.
    pub fast: Fast<'a>,
    /// Its lessons in order.
    pub lessons: Vec<&'a LessonRow>,
}

/// Whose word a level is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// The answers say so.
    Advice,
    /// The reader chose it for the module.
    Module,
    /// The reader wants to read everything.
    Everything,
}

/// What a lesson's questions say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// All questions about it were answered right.
    Well,
    /// One was answered wrongly in the pre-assessment.
    Missed,
    /// The reader did not know, or left it open.
    Unknown,
    /// One was not answered right in the fast-track.
    MissedFast,
    /// There was none.
    NotAsked,
}

/// Decides for one module.
pub(super) fn decide<'a>(
    facts: &'a Facts<'_>,
    evidence: &Evidence<'a>,
    module: &Module,
) -> Level<'a> {
    let lessons: Vec<&LessonRow> = facts
        .lessons
        .iter()
        .filter(|row| row.module == module.label.id)
        .collect();
    let answers = answers(facts, evidence, module, &lessons);
    let fast = evidence.fast(facts, &module.label.id, module.fast.is_some());
    let advised = if fast.passed.is_some() {
        PathLevel::FastTrack
    } else {
        match answers.map_or(PathLevel::Core, |answers| answers.level()) {
            PathLevel::FastTrack if fast.failed.is_some() || module.fast.is_none() => {
                PathLevel::Targeted
            }
            level => level,
        }
    };
    let (level, word) = chosen(facts, module, &fast).unwrap_or((advised, Word::Advice));
    Level {
        level,
        advised,
        word,
        answers,
        fast,
        lessons,
    }
}

/// What the reader chose, if it can be had.
fn chosen(facts: &Facts<'_>, module: &Module, fast: &Fast<'_>) -> Option<(PathLevel, Word)> {
    let everything = facts.choices.everything.as_ref();
    let own = facts.choices.modules.get(&module.label.id);
    match (everything, own) {
        (Some(everything), Some((_, at))) if everything > at => {
            Some((PathLevel::Core, Word::Everything))
        }
        (Some(_), None) => Some((PathLevel::Core, Word::Everything)),
        (_, Some((PathLevel::FastTrack, at))) => {
            let failed_since = fast
                .failed
                .is_some_and(|failed| failed.finished_at.as_ref() >= Some(at));
            let can_be_had = fast.passed.is_some() || module.fast.is_some();
            (can_be_had && !failed_since).then_some((PathLevel::FastTrack, Word::Module))
        }
        (_, Some((level, _))) => Some((*level, Word::Module)),
        (None, None) => None,
    }
}

/// The answers of the pre-assessment about a module with these lessons, by where they are now; a
/// lesson that is gone counts where it was.
fn answers(
    facts: &Facts<'_>,
    evidence: &Evidence<'_>,
    module: &Module,
    lessons: &[&LessonRow],
) -> Option<Answers> {
    let is_here = |answer: &&Answer| {
        lessons.iter().any(|row| row.id == answer.lesson)
            || (answer.module == module.label.id
                && !facts.lessons.iter().any(|row| row.id == answer.lesson))
    };
    let here: Vec<Answer> = evidence
        .pre?
        .answers
        .iter()
        .filter(is_here)
        .cloned()
        .collect();
    let count = |so: fn(&Answer) -> bool| super::evidence::count(&here, so);
    (!here.is_empty()).then(|| Answers {
        right: count(|answer| answer.right),
        blind: count(Answer::is_blind),
        asked: count(|_| true),
        years: module.years,
        relevance: module.relevance,
    })
}

impl Level<'_> {
    /// What the questions say of one of its lessons.
    pub fn known(&self, evidence: &Evidence<'_>, lesson: &str) -> Known {
        let failed = self.fast.failed;
        match evidence.before.get(lesson) {
            Some(answer) if !answer.right && answer.chose => Known::Missed,
            Some(answer) if !answer.right => Known::Unknown,
            _ if failed.is_some_and(|failed| failed.missed(lesson)) => Known::MissedFast,
            Some(_) => Known::Well,
            None if failed.is_some_and(|failed| failed.asks(lesson)) => Known::Well,
            None => Known::NotAsked,
        }
    }

    /// Lessons whose question was missed, in order.
    pub fn missed(&self, evidence: &Evidence<'_>) -> Vec<&LessonRow> {
        let is_missed = |row: &&&LessonRow| {
            matches!(
                self.known(evidence, &row.id),
                Known::Missed | Known::Unknown | Known::MissedFast
            )
        };
        self.lessons.iter().filter(is_missed).copied().collect()
    }
}
