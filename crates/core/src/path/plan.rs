//! The path as a whole: modules, and steps in order.

use super::evidence::Evidence;
use super::facts::{Facts, Module};
use super::level::{self, Level, Word};
use super::place::{self, Front, Place};
use super::why;
use crate::api::{Need, PathLevel, PathModule, PathStep, PathView, StepKind};
use crate::progress::standing::LessonRow;

/// Makes the path of these facts.
pub(super) fn plan(facts: &Facts<'_>) -> PathView {
    let evidence = Evidence::of(facts);
    let (mut modules, mut steps) = (Vec::new(), Vec::new());
    // Lessons moved to the front: blind spots, and then missed checks.
    let mut front: [Vec<PathStep>; 2] = Default::default();
    for module in &facts.modules {
        let level = level::decide(facts, &evidence, module);
        let places: Vec<(&LessonRow, Place)> = level
            .lessons
            .iter()
            .map(|row| (*row, place::decide(facts, &evidence, &level, row)))
            .collect();
        modules.push(path_module(facts, &evidence, module, &level, &places));
        steps.extend(fast_step(module, &level));
        for (row, place) in &places {
            let step = lesson_step(facts, &evidence, module, &level, row, place);
            match place.front.filter(|_| place.on) {
                Some(Front::BlindSpot(_)) => front[0].push(step),
                Some(Front::Check(_)) => front[1].push(step),
                None => steps.push(step),
            }
            steps.extend(tool_steps(facts, module, row));
        }
    }
    let steps: Vec<PathStep> = front.into_iter().flatten().chain(steps).collect();
    let on: Vec<&PathStep> = steps
        .iter()
        .filter(|step| step.kind == StepKind::Lesson && !step.optional)
        .collect();
    let minutes: u32 = modules.iter().map(|module| module.minutes).sum();
    let all: u32 = facts.lessons.iter().map(|row| row.minutes).sum();
    PathView {
        course: facts.course.to_owned(),
        course_title: facts.title.clone(),
        assessed_at: evidence.pre.and_then(|pre| pre.finished_at.clone()),
        paused: evidence.paused,
        has_items: facts.has_items,
        everything: facts.choices.everything.is_some(),
        post_at: evidence.post_at.map(str::to_owned),
        lessons: count(on.iter()),
        done: count(on.iter().filter(|step| step.done)),
        minutes,
        minutes_left: on.iter().map(|step| step.minutes_left).sum(),
        minutes_saved: all.saturating_sub(minutes),
        modules,
        steps,
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

fn path_module(
    facts: &Facts<'_>,
    evidence: &Evidence<'_>,
    module: &Module,
    level: &Level<'_>,
    places: &[(&LessonRow, Place)],
) -> PathModule {
    let on = || places.iter().filter(|(_, place)| place.on);
    PathModule {
        module: module.label.clone(),
        level: level.level,
        advised: level.advised,
        chosen: level.word != Word::Advice,
        why: why::module(facts, evidence, module, level),
        need: level.answers.map(|answers| Need {
            need: answers.need(),
            score: answers.score(),
            blind: answers.blind_share(),
            recency: answers.recency(),
            relevance: answers.relevance_share(),
            correct: answers.right,
            asked: answers.asked,
            missed: level
                .lessons
                .iter()
                .filter(|row| {
                    evidence
                        .before
                        .get(row.id.as_str())
                        .is_some_and(|answer| !answer.right)
                })
                .map(|row| row.title.clone())
                .collect(),
        }),
        fast: level.fast.standing,
        lessons: count(on()),
        minutes: on().map(|(row, _)| row.minutes).sum(),
    }
}

fn lesson_step(
    facts: &Facts<'_>,
    evidence: &Evidence<'_>,
    module: &Module,
    level: &Level<'_>,
    row: &LessonRow,
    place: &Place,
) -> PathStep {
    PathStep {
        kind: StepKind::Lesson,
        module: row.module.clone(),
        lesson: row.id.clone(),
        number: row.number.clone(),
        title: row.title.clone(),
        tool: None,
        done: place.is_done(row),
        state: Some(row.state()),
        minutes_left: place.minutes_left(row),
        first: place.is_first(),
        optional: !place.on,
        chosen: place.choice.is_some(),
        why: why::lesson(facts, evidence, module, level, row, place),
    }
}

fn fast_step(module: &Module, level: &Level<'_>) -> Option<PathStep> {
    let done = level.fast.passed.is_some();
    (level.level == PathLevel::FastTrack).then(|| PathStep {
        kind: StepKind::FastTrack,
        module: module.label.id.clone(),
        lesson: String::new(),
        number: module.label.number.to_string(),
        title: module.label.title.clone(),
        tool: None,
        done,
        state: None,
        minutes_left: match module.fast {
            Some(size) if !done => size.minutes,
            _ => 0,
        },
        first: false,
        optional: false,
        chosen: level.word == Word::Module,
        why: why::fast(module, level),
    })
}

fn tool_steps<'a>(
    facts: &'a Facts<'_>,
    module: &'a Module,
    row: &'a LessonRow,
) -> impl Iterator<Item = PathStep> + 'a {
    facts
        .tools
        .iter()
        .filter(|tool| tool.lesson == row.id)
        .map(|tool| PathStep {
            kind: StepKind::Tool,
            module: module.label.id.clone(),
            lesson: row.id.clone(),
            number: module.label.number.to_string(),
            title: tool.title.to_owned(),
            tool: Some(tool.tool.clone()),
            done: tool.used,
            state: None,
            minutes_left: 0,
            first: false,
            optional: false,
            chosen: false,
            why: why::tool(row),
        })
}
