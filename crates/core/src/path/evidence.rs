//! What the answers mean for the path.

use std::collections::BTreeMap;

use super::facts::{Answer, Facts, Sitting};
use crate::api::{FastStanding, SittingKind};
use crate::assessment::passes;

/// What the sittings say.
pub(super) struct Evidence<'a> {
    /// The pre-assessment that was finished last.
    pub pre: Option<&'a Sitting>,
    /// A pre-assessment was begun last and is not finished.
    pub paused: bool,
    /// When a post-test was finished last.
    pub post_at: Option<&'a str>,
    /// By lesson: the answer in that pre-assessment.
    pub before: BTreeMap<&'a str, &'a Answer>,
    /// By lesson: the confidence of its blind spot, where the latest answer is one.
    pub blind: BTreeMap<&'a str, u8>,
}

/// Where the fast-track of a module stands.
pub(super) struct Fast<'a> {
    /// In a word.
    pub standing: FastStanding,
    /// The latest one that was passed.
    pub passed: Option<&'a Sitting>,
    /// The latest one that was failed since the pre-assessment, unless one was passed.
    pub failed: Option<&'a Sitting>,
}

impl<'a> Evidence<'a> {
    pub fn of(facts: &'a Facts<'_>) -> Self {
        let last = |kind| {
            let finished =
                |sitting: &&Sitting| sitting.kind == kind && sitting.finished_at.is_some();
            facts.sittings.iter().rfind(finished)
        };
        let pre = last(SittingKind::Pre);
        let before = pre
            .iter()
            .flat_map(|pre| &pre.answers)
            .map(|answer| (answer.lesson.as_str(), answer))
            .collect();
        Self {
            pre,
            paused: paused(facts, SittingKind::Pre, None),
            post_at: last(SittingKind::Post).and_then(|post| post.finished_at.as_deref()),
            before,
            blind: blind(facts, pre),
        }
    }

    /// Where a module's fast-track stands. `has` is whether it has questions for one.
    pub fn fast(&self, facts: &'a Facts<'_>, module: &str, has: bool) -> Fast<'a> {
        let of_module = |sitting: &&Sitting| {
            sitting.kind == SittingKind::Fast
                && sitting.module.as_deref() == Some(module)
                && sitting.finished_at.is_some()
        };
        let mut finished = facts.sittings.iter().filter(of_module);
        let passed = finished
            .clone()
            .rfind(|sitting| passes(sitting.right(), sitting.asked()));
        let since = self.pre.and_then(|pre| pre.finished_at.as_deref());
        let failed = finished
            .rfind(|sitting| sitting.finished_at.as_deref() >= since)
            .filter(|_| passed.is_none());
        let standing = if passed.is_some() {
            FastStanding::Passed
        } else if paused(facts, SittingKind::Fast, Some(module)) {
            FastStanding::Paused
        } else if !has {
            FastStanding::None
        } else if failed.is_some() {
            FastStanding::Failed
        } else {
            FastStanding::Open
        };
        Fast {
            standing,
            passed,
            failed,
        }
    }
}

impl Sitting {
    /// Right answers.
    pub fn right(&self) -> u32 {
        count(&self.answers, |answer| answer.right)
    }

    /// Questions.
    pub fn asked(&self) -> u32 {
        count(&self.answers, |_| true)
    }

    /// A question about this lesson was asked, and one was not answered right.
    pub fn missed(&self, lesson: &str) -> bool {
        self.answers
            .iter()
            .any(|answer| answer.lesson == lesson && !answer.right)
    }

    /// A question about this lesson was asked.
    pub fn asks(&self, lesson: &str) -> bool {
        self.answers.iter().any(|answer| answer.lesson == lesson)
    }
}

/// How many answers are so.
pub(super) fn count(answers: &[Answer], so: impl Fn(&Answer) -> bool) -> u32 {
    u32::try_from(answers.iter().filter(|answer| so(answer)).count()).unwrap_or(u32::MAX)
}

/// Whether the sitting of this kind that was begun last is unfinished.
fn paused(facts: &Facts<'_>, kind: SittingKind, module: Option<&str>) -> bool {
    facts
        .sittings
        .iter()
        .filter(|sitting| sitting.kind == kind && sitting.module.as_deref() == module)
        .max_by_key(|sitting| (&sitting.started_at, &sitting.id))
        .is_some_and(|last| last.finished_at.is_none())
}

/// Blind spots that no later sitting closed. Of pre-assessments only the latest counts.
fn blind<'a>(facts: &'a Facts<'_>, pre: Option<&Sitting>) -> BTreeMap<&'a str, u8> {
    let mut blind = BTreeMap::new();
    for sitting in &facts.sittings {
        let counts = sitting.finished_at.is_some()
            && (sitting.kind != SittingKind::Pre || pre.is_some_and(|pre| pre.id == sitting.id));
        if !counts {
            continue;
        }
        for answer in &sitting.answers {
            blind.remove(answer.lesson.as_str());
        }
        for answer in sitting.answers.iter().filter(|answer| answer.is_blind()) {
            let confidence: &mut u8 = blind.entry(answer.lesson.as_str()).or_default();
            *confidence = answer.confidence.max(*confidence);
        }
    }
    blind
}
