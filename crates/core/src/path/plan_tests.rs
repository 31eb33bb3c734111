//! Whatever is answered, passed, failed, read and chosen: what holds of every path.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::facts::{Answer, Choices, Facts, FastSize, LessonTool, Module, Sitting, WrongCheck};
use super::plan::plan;
use crate::api::{ModuleLabel, PathLevel, SittingKind, StepKind};
use crate::progress::standing::LessonRow;

const LESSONS: [&str; 6] = ["a1", "a2", "a3", "b1", "b2", "b3"];
const MODULES: [&str; 2] = ["a", "b"];

fn stamp(minute: usize) -> String {
    format!("2026-11-23T09:{minute:02}:00.000Z")
}

fn lessons(read: Vec<bool>) -> Vec<LessonRow> {
    LESSONS
        .iter()
        .zip(read)
        .map(|(id, read)| LessonRow {
            id: (*id).to_owned(),
            number: (*id).to_owned(),
            title: (*id).to_owned(),
            module: id[..1].to_owned(),
            minutes: 10,
            completed_at: read.then(|| stamp(0)),
            ..LessonRow::default()
        })
        .collect()
}

/// Kind, module, whether it is finished, and answers as 0 right, 1 wrong, 2 blind, 3 left open.
type Said = (u8, usize, bool, Vec<u8>);

fn sitting(at: usize, (kind, module, finished, said): Said) -> Sitting {
    let kind = match kind {
        0 => SittingKind::Pre,
        1 => SittingKind::Fast,
        _ => SittingKind::Post,
    };
    let module = (kind == SittingKind::Fast).then(|| MODULES[module].to_owned());
    let is_asked = |id: &&&str| {
        module
            .as_ref()
            .is_none_or(|module| id.starts_with(module.as_str()))
    };
    let answers = LESSONS
        .iter()
        .filter(is_asked)
        .zip(said)
        .map(|(id, said)| Answer {
            lesson: (*id).to_owned(),
            module: id[..1].to_owned(),
            chose: said < 3,
            right: said == 0,
            confidence: if said == 2 { 4 } else { 1 },
        })
        .collect();
    Sitting {
        id: at.to_string(),
        kind,
        module,
        started_at: stamp(2 * at),
        finished_at: finished.then(|| stamp(2 * at + 1)),
        answers,
    }
}

fn level(number: u8) -> PathLevel {
    [PathLevel::Core, PathLevel::Targeted, PathLevel::FastTrack][usize::from(number)]
}

prop_compose! {
    fn facts()(
        read in prop::collection::vec(any::<bool>(), 6),
        said in prop::collection::vec(
            (0_u8..3, 0_usize..2, any::<bool>(), prop::collection::vec(0_u8..4, 6)), 0..6),
        modules in prop::collection::btree_map(
            prop::sample::select(&MODULES[..]), (0_u8..3, 0_usize..12), 0..3),
        chosen in prop::collection::btree_map(
            prop::sample::select(&LESSONS[..]), (any::<bool>(), 0_usize..12), 0..4),
        everything in prop::option::of(0_usize..12),
        wrong in prop::collection::btree_set(prop::sample::select(&LESSONS[..]), 0..3),
        fast in prop::collection::vec(any::<bool>(), 2),
    ) -> (Vec<LessonRow>, Facts<'static>) {
        let mut sittings: Vec<Sitting> = said.into_iter().enumerate().map(|(at, said)| sitting(at, said)).collect();
        sittings.sort_by(|one, other| one.finished_at.cmp(&other.finished_at));
        let facts = Facts {
            course: "c",
            title: "C".to_owned(),
            lessons: &[],
            modules: MODULES.iter().zip(fast).zip(1..).map(|((id, fast), number)| Module {
                label: ModuleLabel { id: (*id).to_owned(), number, title: (*id).to_owned() },
                years: None,
                relevance: None,
                fast: fast.then_some(FastSize { questions: 3, minutes: 2 }),
            }).collect(),
            has_items: true,
            sittings,
            choices: Choices {
                modules: modules.into_iter().map(|(id, (number, at))| (id.to_owned(), (level(number), stamp(at)))).collect(),
                lessons: chosen.into_iter().map(|(id, (on, at))| (id.to_owned(), (on, stamp(at)))).collect(),
                everything: everything.map(stamp),
            },
            tools: vec![LessonTool { lesson: "a2".to_owned(), tool: "t".to_owned(), title: "T", used: false }],
            wrong_checks: wrong.into_iter().map(|id| {
                (id.to_owned(), WrongCheck { confidence: 3, seconds: 20, checks: 1 })
            }).collect::<BTreeMap<_, _>>(),
        };
        (lessons(read), facts)
    }
}

proptest! {
    #[test]
    fn every_path_is_whole_and_explained((rows, facts) in facts()) {
        let facts = Facts { lessons: &rows, ..facts };
        let path = plan(&facts);
        let steps: Vec<_> = path.steps.iter().filter(|step| step.kind == StepKind::Lesson).collect();

        // Every lesson once: those moved to the front, then the rest in the order of the course.
        let front = steps.iter().take_while(|step| step.first).count();
        prop_assert!(steps.iter().skip(front).all(|step| !step.first));
        prop_assert!(path.steps[..front].iter().all(|step| step.first && !step.optional));
        let rest: Vec<&str> = steps.iter().skip(front).map(|step| step.lesson.as_str()).collect();
        prop_assert!(rest.is_sorted());
        let mut all: Vec<&str> = steps.iter().map(|step| step.lesson.as_str()).collect();
        all.sort_unstable();
        prop_assert_eq!(all, LESSONS);

        // The tool is a step, in its module, and never optional.
        let tools: Vec<_> = path.steps.iter().filter(|step| step.kind == StepKind::Tool).collect();
        prop_assert_eq!(tools.len(), 1);
        prop_assert!(!tools[0].optional && tools[0].lesson == "a2");

        // The sums are those of the steps, and of the modules.
        let on: Vec<_> = steps.iter().filter(|step| !step.optional).collect();
        prop_assert_eq!(path.lessons as usize, on.len());
        prop_assert_eq!(path.done as usize, on.iter().filter(|step| step.done).count());
        prop_assert_eq!(path.minutes, 10 * path.lessons);
        prop_assert_eq!(path.minutes + path.minutes_saved, 60);
        prop_assert_eq!(path.minutes_left, on.iter().map(|step| step.minutes_left).sum::<u32>());
        prop_assert_eq!(path.modules.iter().map(|module| module.lessons).sum::<u32>(), path.lessons);
        prop_assert!(on.iter().all(|step| step.done == (step.minutes_left == 0)));

        // Everything has a reason: whole sentences without gaps.
        let reasons = path.steps.iter().map(|step| &step.why).chain(path.modules.iter().map(|module| &module.why));
        for why in reasons {
            prop_assert!(why.ends_with('.') && !why.contains("  ") && why.len() > 10, "{why}");
        }

        // What the reader says of a lesson holds, unless everything was wanted later.
        for (lesson, (wanted, at)) in &facts.choices.lessons {
            let step = steps.iter().find(|step| step.lesson == *lesson).expect("it is there");
            let later = facts.choices.everything.as_ref().is_some_and(|everything| everything > at);
            if *wanted || !later {
                prop_assert!(step.chosen && step.optional != *wanted);
            }
        }
        // A lesson with a check to be answered again comes first unless the reader left it out.
        for lesson in facts.wrong_checks.keys() {
            let step = steps.iter().find(|step| step.lesson == *lesson).expect("it is there");
            prop_assert!(step.first || (step.optional && step.chosen));
        }
        // A fast-track is a step of just those modules that are on it.
        for module in &path.modules {
            let is_step = path.steps.iter().any(|step| {
                step.kind == StepKind::FastTrack && step.module == module.module.id
            });
            prop_assert_eq!(is_step, module.level == PathLevel::FastTrack);
        }
    }
}
