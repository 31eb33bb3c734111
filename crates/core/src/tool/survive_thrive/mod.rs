//! T1, Survive–thrive: twenty statements on five dimensions, an index, and what to read first.
//!
//! **Context.** A head of a PMO feels that things are going well or badly; this makes them say
//! where, on statements that somebody else could check, and can be repeated to see a change.
//!
//! **Design.** Fields are `answer:<statement id>` = 0 to 4. A dimension is the sum of its four
//! answers / 16 × 100; the index is the mean of the five. *Survive*: index < 40 or any dimension
//! < 25. *Thrive*: index ≥ 70 and every dimension ≥ 50. Otherwise *stabilise*. Sums are compared
//! as whole numbers, so that the edges are exact. Source: `course.md`, tool T1; the thresholds are
//! this project's own.

mod statements;
#[cfg(test)]
mod tests;

use rusqlite::Connection;
use serde_json::Value;

use super::sheet::part::plain;
use super::{Fields, queries};
use crate::api::{
    Band, Dimension, PriorityLesson, Statement, SurviveThriveView, ToolFigure, ToolSummary,
};
use crate::{Error, Result, setting};
use statements::{GROUPS, Group, SCALE};

const PREFIX: &str = "answer:";
const HIGHEST: u64 = 4;
/// Highest sum of a dimension's answers.
const FULL: u32 = 16;
const STATEMENTS: u32 = 20;
const LESSONS: usize = 2;

/// How the result is computed.
pub(super) const FORMULA: &[&str] = &[
    "Dimension = sum of its four answers (0 to 4 each) ÷ 16 × 100. Index = mean of the five dimensions.",
    "Survive: index below 40, or any dimension below 25. Thrive: index at least 70 and every dimension at least 50. Stabilise: everything else.",
    "The two lessons answer the two dimensions with the lowest scores; of equal scores the one shown first.",
];

/// What the numbers are worth.
pub(super) const CAVEAT: &str = "All weights and thresholds are this project’s own and unvalidated. The answers are one person’s view: compare them with your own earlier ones, not with another office’s.";

/// Refuses a field that is not an answer to one of the statements.
pub(super) fn check(field: &str, value: &Value) -> Result<()> {
    let known = field
        .strip_prefix(PREFIX)
        .is_some_and(|id| statement_ids().any(|known| known == id));
    if !known {
        return Err(Error::invalid(format!(
            "Survive–thrive has no field “{field}”."
        )));
    }
    match value.as_u64() {
        Some(0..=HIGHEST) => Ok(()),
        _ => Err(Error::invalid(format!(
            "“{field}” takes a whole number from 0 to 4."
        ))),
    }
}

fn statement_ids() -> impl Iterator<Item = String> {
    GROUPS
        .iter()
        .flat_map(|group| (1..=group.statements.len()).map(|number| id(group, number)))
}

fn id(group: &Group, number: usize) -> String {
    format!("{}-{number}", group.id)
}

fn answer(fields: &Fields, id: &str) -> Option<u32> {
    let value = fields.get(&format!("{PREFIX}{id}"))?.as_u64()?;
    u32::try_from(value).ok().filter(|answer| *answer <= 4)
}

/// Sum of a dimension's answers, 0 to 16, once all four are given.
fn sum(fields: &Fields, group: &Group) -> Option<u32> {
    (1..=group.statements.len())
        .map(|number| answer(fields, &id(group, number)))
        .sum()
}

/// Sums of all dimensions, once every statement is answered.
fn sums(fields: &Fields) -> Option<[u32; 5]> {
    let mut sums = [0; 5];
    for (place, group) in sums.iter_mut().zip(&GROUPS) {
        *place = sum(fields, group)?;
    }
    Some(sums)
}

fn score(sum: u32) -> f64 {
    f64::from(sum) * 100.0 / f64::from(FULL)
}

/// Mean of five scores: Σ sums / 80 × 100, exact in binary.
fn index(sums: &[u32; 5]) -> f64 {
    f64::from(sums.iter().sum::<u32>()) * 1.25
}

/// Which of the three it is. In whole numbers: index < 40 is Σ < 32, a dimension < 25 is a sum
/// < 4, index ≥ 70 is Σ ≥ 56, a dimension ≥ 50 is a sum ≥ 8.
fn band(sums: &[u32; 5]) -> Band {
    let total: u32 = sums.iter().sum();
    if total < 32 || sums.iter().any(|sum| *sum < 4) {
        Band::Survive
    } else if total >= 56 && sums.iter().all(|sum| *sum >= 8) {
        Band::Thrive
    } else {
        Band::Stabilise
    }
}

/// Groups from weakest to strongest; ties in the order of the tool.
fn weakest_first(sums: &[u32; 5]) -> Vec<(&'static Group, u32)> {
    let mut order: Vec<_> = GROUPS.iter().zip(sums.iter().copied()).collect();
    order.sort_by_key(|(_, sum)| *sum);
    order
}

/// Why it is that band, in one sentence.
fn reason(sums: &[u32; 5]) -> String {
    let at = number(index(sums));
    let order = weakest_first(sums);
    let (weakest, least) = order[0];
    let low = number(score(least));
    let total: u32 = sums.iter().sum();
    match band(sums) {
        Band::Survive if total < 32 && least < 4 => format!(
            "The index is {at}, below 40, and {} is at {low}, below 25.",
            weakest.name
        ),
        Band::Survive if total < 32 => format!("The index is {at}, below 40."),
        Band::Survive => format!(
            "{} is at {low}, below 25, which outweighs an index of {at}.",
            weakest.name
        ),
        Band::Thrive => format!(
            "The index is {at}, at least 70, and no dimension is below 50: the lowest, {}, is at {low}.",
            weakest.name.to_lowercase()
        ),
        Band::Stabilise if total >= 56 => format!(
            "The index is {at}, enough to thrive, but {} is at {low}, below 50.",
            weakest.name.to_lowercase()
        ),
        Band::Stabilise => {
            format!("The index is {at}, between 40 and 70, and no dimension is below 25.")
        }
    }
}

/// A score or index as it is shown: whole, since four answers of 0 to 4 say nothing finer. No
/// threshold is rounded onto: scores go by 6.25 and the index by 1.25, so that what is below 25,
/// 40, 50 or 70 is shown below it too.
fn number(value: f64) -> String {
    plain(value, 0)
}

const fn word(band: Band) -> &'static str {
    match band {
        Band::Survive => "Survive",
        Band::Stabilise => "Stabilise",
        Band::Thrive => "Thrive",
    }
}

/// What the answers say, in one sentence.
pub(super) fn finding(fields: &Fields) -> String {
    match sums(fields) {
        Some(sums) => format!(
            "{}, with an index of {}; {} is weakest.",
            word(band(&sums)),
            number(index(&sums)),
            weakest_first(&sums)[0].0.name.to_lowercase()
        ),
        None => format!("{} of {STATEMENTS} statements answered.", answered(fields)),
    }
}

fn answered(fields: &Fields) -> u32 {
    let count = statement_ids()
        .filter(|id| answer(fields, id).is_some())
        .count();
    u32::try_from(count).unwrap_or(STATEMENTS)
}

/// Statements with answers, and what they come to.
///
/// # Errors
/// When the database cannot be read (for the lessons of the current course).
pub(super) fn view(db: &Connection, fields: &Fields) -> Result<SurviveThriveView> {
    let sums = sums(fields);
    let statements = GROUPS
        .iter()
        .flat_map(|group| {
            (1..).zip(group.statements).map(|(number, text)| {
                let id = id(group, number);
                Statement {
                    answer: answer(fields, &id),
                    id,
                    dimension: group.id.to_owned(),
                    text: text.to_owned(),
                }
            })
        })
        .collect();
    let dimensions = GROUPS
        .iter()
        .map(|group| Dimension {
            id: group.id.to_owned(),
            name: group.name.to_owned(),
            about: group.about.to_owned(),
            score: sum(fields, group).map(score),
        })
        .collect();
    Ok(SurviveThriveView {
        statements,
        scale: SCALE.iter().map(ToString::to_string).collect(),
        dimensions,
        answered: answered(fields),
        index: sums.as_ref().map(index),
        band: sums.as_ref().map(band),
        reason: sums.as_ref().map(reason),
        lessons: match &sums {
            Some(sums) => lessons(db, sums)?,
            None => Vec::new(),
        },
    })
}

/// A lesson for each of the two weakest dimensions: its first candidate that the current course
/// has and that is not taken already.
fn lessons(db: &Connection, sums: &[u32; 5]) -> Result<Vec<PriorityLesson>> {
    let Some(course) = setting::current_course(db)? else {
        return Ok(Vec::new());
    };
    let mut chosen: Vec<PriorityLesson> = Vec::new();
    for (group, sum) in weakest_first(sums).into_iter().take(LESSONS) {
        for id in group.lessons {
            if chosen.iter().any(|lesson| lesson.lesson == *id) {
                continue;
            }
            let Some(row) = queries::lesson(db, &course, id)? else {
                continue;
            };
            let rank = if chosen.is_empty() {
                "lowest"
            } else {
                "next lowest"
            };
            chosen.push(PriorityLesson {
                course: course.clone(),
                lesson: row.id,
                number: row.number,
                title: row.title,
                reason: format!(
                    "{} is your {rank} dimension, at {} of 100.",
                    group.name,
                    number(score(sum))
                ),
            });
            break;
        }
    }
    Ok(chosen)
}

/// The figures to compare with later results; `None` until every statement is answered.
pub(super) fn summary(view: &SurviveThriveView) -> Option<ToolSummary> {
    let (index, band) = (view.index?, view.band?);
    let mut figures = vec![ToolFigure {
        name: "index".to_owned(),
        label: "Index".to_owned(),
        value: index,
        unit: "points".to_owned(),
    }];
    for dimension in &view.dimensions {
        figures.push(ToolFigure {
            name: dimension.id.clone(),
            label: dimension.name.clone(),
            value: dimension.score?,
            unit: "points".to_owned(),
        });
    }
    Some(ToolSummary {
        finding: format!("{}, with an index of {}.", word(band), number(index)),
        figures,
    })
}

/// Words by which the tool is found.
pub(super) fn words() -> Vec<String> {
    GROUPS
        .iter()
        .map(|group| format!("{}: {}", group.name, group.about))
        .collect()
}
