//! T7, AI readiness: is the office ready, and which use case would make a sound pilot?
//!
//! **Context.** Enthusiasm for AI is easily measured and worth little. What can be checked is
//! whether the records are good enough, whether each risk has an owner, and what a person must go
//! on deciding. Lesson 7.4 teaches the tool.
//!
//! **Design.** Seven dimensions, 0 to 5, each with words that somebody else could check.
//! Readiness = 20 × mean, capped at 40 while data or risk is below 2. A use case is worth
//! value × feasibility / risk, each 1 to 5. Source: `course.md`, tool T7; the thresholds are this
//! project's own. The checklist follows the four functions of NIST's AI RMF by name, in words of
//! our own. [`dimensions`] holds the words, [`parts`] what is shown.

mod dimensions;
mod parts;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::Fields;
use super::sheet::part::{NAME, count, kept, plain, safe, scale};
use super::sheet::{Context, Form, Input, Outcome, Row, Spec, TableForm, ValueForm, column};
use crate::Result;
use crate::api::{CellKind, SheetComputed};
use dimensions::{DIMENSIONS, Dimension};

/// The tool.
pub(super) const SPEC: Spec = Spec {
    name: "t7",
    title: "AI readiness",
    purpose: "Is your office ready for AI, and which request would make a sound pilot?",
    module: 7,
    formula: &[
        "Readiness = 20 × the mean of seven dimensions, 0 to 5 each.",
        "It is capped at 40 while data or risk is below 2, however good the rest: bad records and risks without an owner are not made up for by good software.",
        "Use case = value × feasibility ÷ risk, 1 to 5 each. The first three are the shortlist; whatever ties with the third is on it too. Of equal scores the lower risk is shown first, then the greater value, then the order of entry.",
    ],
    caveat: "All weights, words and thresholds, the cap among them, are this project’s own and unvalidated. Score your office as an outsider would. Ratings from 1 to 5 are ranks: scores that lie close together are equal for any practical purpose.",
    calendar: false,
    private: false,
    form,
    outcome,
    example,
};

const CASES: &str = "cases";
/// Readiness at most, while data or risk is below [`CAP_BELOW`].
const CAP: f64 = 40.0;
const CAP_BELOW: u32 = 2;
/// Use cases on the shortlist, unless more tie.
const SHORTLIST: usize = 3;

fn form(_: &Input<'_>) -> Form {
    let five = |words: &[&str]| scale(1, 5, words);
    let values = DIMENSIONS.iter().map(|dimension| ValueForm {
        id: dimension.id.to_owned(),
        label: dimension.label.to_owned(),
        help: dimension.help.to_owned(),
        kind: scale(0, 5, &dimension.words),
    });
    Form {
        values: values.collect(),
        tables: vec![TableForm {
            id: CASES.to_owned(),
            title: "Use cases".to_owned(),
            about: "The requests on your desk, one a row; those that need no model are left out."
                .to_owned(),
            row: "use case".to_owned(),
            most: 60,
            columns: vec![
                column(
                    "name",
                    "Use case",
                    "What the machine would do, for whom.",
                    NAME,
                ),
                column(
                    "value",
                    "Value",
                    "What is gained, after checking and after errors that get through.",
                    five(&[
                        "hardly any",
                        "",
                        "some hours a month",
                        "",
                        "a decision gets better",
                    ]),
                ),
                column(
                    "feasibility",
                    "Feasibility",
                    "Whether the records, the skills and a permitted tool are there.",
                    five(&[
                        "nothing is there",
                        "",
                        "after some work",
                        "",
                        "could start on Monday",
                    ]),
                ),
                column(
                    "risk",
                    "Risk",
                    "What an unnoticed error would do, and to whom.",
                    five(&[
                        "a note to correct",
                        "",
                        "a paper to withdraw",
                        "",
                        "harm to a person, or to money",
                    ]),
                ),
                column(
                    "owner",
                    "Owner",
                    "Who answers for it: a role, not a department.",
                    CellKind::Text { most: 80 },
                ),
                column(
                    "decides",
                    "A person still decides",
                    "What must not be left to the machine, and who decides it.",
                    NAME,
                ),
            ],
        }],
    }
}

/// What the seven answers come to.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Readiness {
    levels: [u32; 7],
}

impl Readiness {
    /// `None` until all seven are answered.
    fn of(input: &Input<'_>) -> Option<Self> {
        let mut levels = [0; 7];
        for (level, dimension) in levels.iter_mut().zip(&DIMENSIONS) {
            *level = answer(input, dimension)?;
        }
        Some(Self { levels })
    }

    /// 20 × mean, 0 to 100.
    fn uncapped(&self) -> f64 {
        f64::from(self.levels.iter().sum::<u32>()) * 20.0 / 7.0
    }

    fn level(&self, id: &str) -> u32 {
        let place = DIMENSIONS.iter().position(|dimension| dimension.id == id);
        place.map_or(0, |place| self.levels[place])
    }

    /// The dimensions that would cap it, whether or not the cap bites.
    fn capping(&self) -> Vec<&'static str> {
        ["data", "risk"]
            .into_iter()
            .filter(|id| self.level(id) < CAP_BELOW)
            .collect()
    }

    fn is_capped(&self) -> bool {
        !self.capping().is_empty() && self.uncapped() > CAP
    }

    fn value(&self) -> f64 {
        if self.is_capped() {
            CAP
        } else {
            self.uncapped()
        }
    }

    /// The lowest dimension; of equal ones data and risk first, as only they can cap.
    fn lowest(&self) -> (&'static Dimension, u32) {
        let mut order: Vec<_> = DIMENSIONS.iter().zip(self.levels).collect();
        order.sort_by_key(|(dimension, level)| (*level, !matches!(dimension.id, "data" | "risk")));
        order[0]
    }

    /// Why the cap applies, in one sentence; empty when it does not.
    fn why_capped(&self) -> String {
        if !self.is_capped() {
            return String::new();
        }
        let low: Vec<String> = self
            .capping()
            .iter()
            .map(|id| format!("{id} at {}", self.level(id)))
            .collect();
        let reason = match self.capping()[..] {
            ["data"] => "good software does not make up for bad records",
            ["risk"] => "good software does not make up for risks without an owner",
            _ => "good software makes up neither for bad records nor for risks without an owner",
        };
        format!(
            "The seven would make {}; with {} they are shown as 40, because {reason}.",
            plain(self.uncapped(), 0),
            low.join(" and ")
        )
    }
}

fn answer(input: &Input<'_>, dimension: &Dimension) -> Option<u32> {
    let level = input.value(dimension.id)?.as_f64()?;
    // Checked when it was saved: a whole number from 0 to 5.
    (0..=5).find(|step| f64::from(*step) == level)
}

/// A use case with all three ratings.
#[derive(Debug, Clone, PartialEq)]
struct Case {
    id: String,
    name: String,
    value: u32,
    feasibility: u32,
    risk: u32,
    owner: String,
    decides: String,
}

impl Case {
    fn of(row: &Row) -> Option<Self> {
        let rating = |column: &str| {
            let number = row.number(column)?;
            (1..=5_u32).find(|step| f64::from(*step) == number)
        };
        Some(Self {
            id: row.id.clone(),
            name: row.name(),
            value: rating("value")?,
            feasibility: rating("feasibility")?,
            risk: rating("risk")?,
            owner: row.text("owner").to_owned(),
            decides: row.text("decides").to_owned(),
        })
    }

    /// value × feasibility / risk.
    fn score(&self) -> f64 {
        f64::from(self.value * self.feasibility) / f64::from(self.risk)
    }

    /// Compares scores as fractions of whole numbers, so that ties are exact.
    fn better(&self, other: &Self) -> std::cmp::Ordering {
        let mine = self.value * self.feasibility * other.risk;
        let theirs = other.value * other.feasibility * self.risk;
        mine.cmp(&theirs)
    }
}

/// Use cases, best first: by score, then the lower risk, then the greater value, then as entered.
fn ranked(mut cases: Vec<Case>) -> Vec<Case> {
    cases.sort_by(|a, b| {
        b.better(a)
            .then(a.risk.cmp(&b.risk))
            .then(b.value.cmp(&a.value))
    });
    cases
}

/// How many of the ranked cases are on the shortlist.
fn shortlist(ranked: &[Case]) -> usize {
    let Some(last) = ranked.get(SHORTLIST - 1) else {
        return ranked.len();
    };
    ranked
        .iter()
        .take_while(|case| !case.better(last).is_lt())
        .count()
}

fn outcome(input: &Input<'_>, context: &Context<'_>) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let rows = input.rows(CASES);
    let cases = ranked(rows.iter().filter_map(Case::of).collect());
    for case in &cases {
        outcome.computed.insert(
            (CASES.to_owned(), case.id.clone()),
            vec![SheetComputed {
                label: "Score".to_owned(),
                text: plain(case.score(), 1),
            }],
        );
    }
    let readiness = Readiness::of(input);
    if let Some(readiness) = &readiness {
        outcome.finding = Some(finding(readiness, &cases));
        outcome.figures = figures(readiness, &cases);
        outcome.parts.push(parts::figures(readiness));
        outcome.parts.push(parts::radar(readiness, context)?);
    } else {
        let left = DIMENSIONS
            .iter()
            .filter(|dimension| answer(input, dimension).is_none());
        outcome.missing = Some(format!(
            "Score all seven dimensions, as an outsider would: {} to go.",
            left.count()
        ));
    }
    if !cases.is_empty() {
        outcome.parts.extend(parts::pilots(&cases));
    }
    outcome
        .parts
        .extend(parts::checklist(readiness.as_ref(), &cases));
    Ok(outcome)
}

fn finding(readiness: &Readiness, cases: &[Case]) -> String {
    let (lowest, level) = readiness.lowest();
    let mut sentence = format!("Readiness is [{}]", plain(readiness.value(), 0));
    if readiness.is_capped() {
        let low: Vec<&str> = readiness.capping();
        sentence.push_str(&format!(
            ", capped because {} below 2",
            match low[..] {
                [one] => format!("[{one}] is"),
                _ => format!("[{}] are", low.join(" and ")),
            }
        ));
    } else if readiness.levels.iter().all(|other| *other == level) {
        sentence.push_str(&format!(", with every dimension at {level}"));
    } else {
        sentence.push_str(&format!(
            "; [{}] is lowest, at {level}",
            lowest.label.to_lowercase()
        ));
    }
    if let Some(first) = cases.first() {
        let ties = cases
            .iter()
            .filter(|case| case.better(first).is_eq())
            .count();
        if ties > 1 {
            sentence.push_str(&format!(
                ", and {} share the first place",
                count(ties, "use case", "use cases")
            ));
        } else {
            sentence.push_str(&format!(
                ", and [{}] would be the first pilot",
                safe(&first.name)
            ));
        }
    }
    sentence.push('.');
    sentence
}

/// The same figures each time, so that kept results can be compared.
fn figures(readiness: &Readiness, cases: &[Case]) -> Vec<crate::api::ToolFigure> {
    let mut figures = vec![
        kept("readiness", "Readiness", readiness.value(), "points"),
        kept(
            "uncapped",
            "Without the cap",
            readiness.uncapped(),
            "points",
        ),
    ];
    figures.extend(
        DIMENSIONS
            .iter()
            .zip(readiness.levels)
            .map(|(dimension, level)| kept(dimension.id, dimension.label, f64::from(level), "")),
    );
    figures.push(kept("cases", "Use cases", cases.len() as f64, ""));
    figures
}

/// The lowest dimension, its level and what the next level would look like; for the 90-day plan.
pub(super) fn weakest(fields: &Fields) -> Option<(&'static str, u32, &'static str)> {
    let (dimension, level) = Readiness::of(&Input::new(fields))?.lowest();
    let next = dimension.words.get(level as usize + 1)?;
    Some((dimension.label, level, next))
}

fn example(_: NaiveDate) -> Fields {
    let values: Vec<(&str, Value)> = DIMENSIONS
        .iter()
        .zip([3, 1, 3, 2, 2, 3, 1])
        .map(|(dimension, level)| (dimension.id, json!(level)))
        .collect();
    let cases = [
        (
            "Draft notes to project teams",
            3,
            5,
            1,
            "Head of reporting",
            "What goes out under the office’s name",
        ),
        (
            "Summary of suppliers’ monthly reports",
            3,
            4,
            2,
            "Head of reporting",
            "Which supplier is asked to explain",
        ),
        (
            "Forecast of finishing dates",
            5,
            2,
            3,
            "Head of planning",
            "Which project is reviewed first",
        ),
        ("Score that releases small changes", 4, 3, 4, "", ""),
        (
            "Board paper in draft",
            3,
            4,
            4,
            "Director",
            "Every statement in the paper",
        ),
    ];
    let rows = cases
        .iter()
        .map(|(name, value, feasibility, risk, owner, decides)| {
            json!({"name": name, "value": value, "feasibility": feasibility, "risk": risk, "owner": owner, "decides": decides})
        })
        .collect();
    super::sheet::part::example(&values, &[(CASES, rows)])
}
