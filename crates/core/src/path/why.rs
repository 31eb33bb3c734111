//! Every reason on the path, in plain words.

use super::evidence::Evidence;
use super::facts::{Facts, Module};
use super::level::{Known, Level, Word};
use super::place::{Front, Place};
use crate::api::{FastStanding, PathLevel};
use crate::assessment::pass_mark;
use crate::progress::standing::LessonRow;

/// Why a module is on its level.
pub(super) fn module(
    facts: &Facts<'_>,
    evidence: &Evidence<'_>,
    module: &Module,
    level: &Level<'_>,
) -> String {
    let advice = || advice(facts, evidence, module, level);
    let own = match (level.word, level.level) {
        (Word::Advice, _) => return advice(),
        (Word::Everything, _) => "You chose to read everything.",
        (Word::Module, PathLevel::Core) => "You chose to read every lesson here.",
        (Word::Module, PathLevel::Targeted) => "You chose only the lessons that you missed.",
        (Word::Module, PathLevel::FastTrack) => "You chose the fast-track.",
    };
    let nothing_known = level.answers.is_none() && level.fast.passed.is_none();
    if level.level == level.advised || nothing_known {
        return own.to_owned();
    }
    let says = match level.advised {
        PathLevel::Core => "every lesson",
        PathLevel::Targeted => "only the lessons that you missed",
        PathLevel::FastTrack if level.fast.passed.is_some() => {
            return format!("{own} You passed its fast-track, so all of it is optional otherwise.");
        }
        PathLevel::FastTrack => "the fast-track",
    };
    format!("{own} Your answers alone advise {says}.")
}

/// What the answers alone say.
fn advice(
    facts: &Facts<'_>,
    evidence: &Evidence<'_>,
    module: &Module,
    level: &Level<'_>,
) -> String {
    if let Some(passed) = level.fast.passed {
        let (right, asked) = (word(passed.right()), word(passed.asked()));
        return format!(
            "You answered {right} of {asked} questions of the fast-track well. Its lessons are credited, so they are optional."
        );
    }
    let Some(answers) = level.answers else {
        return match (evidence.pre, facts.has_items) {
            (Some(_), _) => {
                "The pre-assessment asked nothing about this module, so every lesson is on your path."
            }
            (None, true) => "Without a pre-assessment every lesson is on your path.",
            (None, false) => "This course has no pre-assessment, so every lesson is on your path.",
        }
        .to_owned();
    };
    let answered = answered(answers.right, answers.asked, answers.blind);
    match level.advised {
        PathLevel::Core => format!("{answered} {}", core(module)),
        PathLevel::Targeted => match level.fast.failed {
            Some(failed) => format!(
                "You answered {} of {} questions of the fast-track well, and it takes {}. {}",
                word(failed.right()),
                word(failed.asked()),
                word(pass_mark(failed.asked())),
                misses(evidence, level)
            ),
            None => format!("{answered} {}", misses(evidence, level)),
        },
        PathLevel::FastTrack => {
            let questions = module.fast.map_or(0, |size| size.questions);
            let next = if level.fast.standing == FastStanding::Paused {
                "You have begun the fast-track: finish it, and the lessons can be credited."
                    .to_owned()
            } else {
                format!(
                    "The fast-track asks {} more, and {} right ones credit the lessons.",
                    word(questions),
                    word(pass_mark(questions))
                )
            };
            format!("{answered} {next}")
        }
    }
}

/// `You answered one of four questions well and were sure of two wrong answers.`
fn answered(right: u32, asked: u32, blind: u32) -> String {
    let mut text = match (right, asked) {
        (1, 1) => "You answered the one question here well".to_owned(),
        (0, 1) => "You missed the one question here".to_owned(),
        (2, 2) => "You answered both questions well".to_owned(),
        (0, 2) => "You missed both questions here".to_owned(),
        (0, asked) => format!("You missed all {} questions here", word(asked)),
        (right, asked) if right == asked => {
            format!("You answered all {} questions well", word(asked))
        }
        (right, asked) => format!(
            "You answered {} of {} questions well",
            word(right),
            word(asked)
        ),
    };
    match (blind, asked - right) {
        (0, _) => {}
        (1, 1) => text.push_str(" and were sure of the wrong answer"),
        (1, _) => text.push_str(" and were sure of one wrong answer"),
        (blind, _) => text.push_str(&format!(" and were sure of {} wrong answers", word(blind))),
    }
    text + "."
}

/// What made it core beside the answers.
fn core(module: &Module) -> String {
    let years = match module.years {
        Some(4) => Some("you refreshed it four years ago"),
        Some(5..) => Some("you refreshed it five years ago or more"),
        _ => None,
    };
    let matters = module.relevance.is_some_and(|relevance| relevance >= 3);
    match (years, matters) {
        (Some(years), true) => {
            format!("As {years} and it matters for your work, every lesson is on your path.")
        }
        (Some(years), false) => format!("As {years}, every lesson is on your path."),
        (None, true) => "As it matters for your work, every lesson is on your path.".to_owned(),
        (None, false) => "So every lesson is on your path.".to_owned(),
    }
}

/// What was missed, and what that leaves.
fn misses(evidence: &Evidence<'_>, level: &Level<'_>) -> String {
    let missed = level.missed(evidence);
    let titles: Vec<String> = missed
        .iter()
        .map(|row| format!("“{}”", row.title))
        .collect();
    let others = if missed.len() < level.lessons.len() {
        "; what you answered well is optional"
    } else {
        ""
    };
    let subject = match titles.as_slice() {
        [] if level.lessons.is_empty() => return "It has no lessons any more.".to_owned(),
        [] => return "What you answered well is optional.".to_owned(),
        [_] => "The miss was",
        [_, _] => "Both misses were",
        _ => "The misses were",
    };
    format!("{subject} about {}{others}.", list(&titles))
}

/// Why a lesson is on the path, or why it can be left out.
pub(super) fn lesson(
    facts: &Facts<'_>,
    evidence: &Evidence<'_>,
    module: &Module,
    level: &Level<'_>,
    row: &LessonRow,
    place: &Place,
) -> String {
    match (place.choice, place.front) {
        (Some(false), None) => return "You left it out.".to_owned(),
        (Some(false), Some(front)) => {
            return format!("You left it out, although you {}.", wrongly(front, row));
        }
        (_, Some(front)) => return format!("You {}.", wrongly(front, row)),
        (Some(true), None) => return "You chose to read it.".to_owned(),
        (None, None) => {}
    }
    let known = match place.known {
        Known::Well => "You answered its question well.",
        Known::Missed => "You missed its question in the pre-assessment.",
        Known::Unknown => "You did not know the answer to its question.",
        Known::MissedFast => "You missed its question in the fast-track.",
        Known::NotAsked => "No question asked about it, so it stays on your path.",
    };
    match (level.word, level.level) {
        (Word::Everything, _) => "You chose to read everything.".to_owned(),
        (Word::Module, PathLevel::Core) => {
            "You chose to read every lesson of this module.".to_owned()
        }
        (_, PathLevel::FastTrack) if level.fast.passed.is_some() => {
            "You passed the fast-track, which credits it.".to_owned()
        }
        (_, PathLevel::FastTrack) => {
            let questions = module.fast.map_or(0, |size| size.questions);
            format!("The fast-track can credit it with {} questions.", word(questions))
        }
        (Word::Advice, PathLevel::Core) => match (evidence.pre, place.known) {
            (None, _) if facts.has_items => {
                "Without a pre-assessment every lesson is on your path.".to_owned()
            }
            (None, _) => "Every lesson of this course is on your path.".to_owned(),
            (Some(_), Known::Well) => {
                "You answered its question well, but your other answers make the module worth reading whole."
                    .to_owned()
            }
            _ => known.to_owned(),
        },
        (_, PathLevel::Targeted) => known.to_owned(),
    }
}

/// `answered 4.3 wrongly and were certain`
fn wrongly(front: Front, row: &LessonRow) -> String {
    let sure = |confidence| {
        if confidence >= 4 {
            "were certain"
        } else {
            "were fairly sure"
        }
    };
    match front {
        Front::BlindSpot(confidence) => {
            format!("answered {} wrongly and {}", row.number, sure(confidence))
        }
        Front::Check(wrong) if wrong.checks == 1 => format!(
            "answered a check in {} wrongly and {}",
            row.number,
            sure(wrong.confidence)
        ),
        Front::Check(wrong) => format!(
            "answered {} checks in {} wrongly and {}",
            word(wrong.checks),
            row.number,
            sure(wrong.confidence)
        ),
    }
}

/// Why a fast-track is a step.
pub(super) fn fast(module: &Module, level: &Level<'_>) -> String {
    if let Some(passed) = level.fast.passed {
        return format!(
            "You passed it with {} of {} right.",
            word(passed.right()),
            word(passed.asked())
        );
    }
    let asked = module.fast.map_or(0, |size| size.questions);
    let (questions, right) = (word(asked), word(pass_mark(asked)));
    match (level.fast.standing, level.fast.failed) {
        (FastStanding::Paused, _) => format!(
            "You have begun it: {right} right answers of {questions} credit the lessons of this module."
        ),
        (_, Some(failed)) => format!(
            "You answered {} of {} well last time; {right} of {questions} credit the lessons of this module.",
            word(failed.right()),
            word(failed.asked())
        ),
        _ => format!(
            "It asks {questions} questions, and {right} right answers credit the lessons of this module."
        ),
    }
}

/// Why a tool is a step.
pub(super) fn tool(row: &LessonRow) -> String {
    format!(
        "Lesson {} brings it, and a tool is never skipped.",
        row.number
    )
}

/// `A`, `A and B`, `A, B and C`.
fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A number as it is read in a sentence: words up to twelve.
fn word(number: u32) -> String {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    usize::try_from(number)
        .ok()
        .and_then(|at| WORDS.get(at))
        .map_or_else(|| number.to_string(), |&text| text.to_owned())
}
