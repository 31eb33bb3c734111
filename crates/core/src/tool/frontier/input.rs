//! From fields to a portfolio: what is understood, and what is wrong with it.
//!
//! **Exactness.** Decimal fractions have no exact form in binary (0.1 + 0.2 ≠ 0.3), and a budget
//! is often met to the penny. So costs are computed as whole millionths of the unit. Values are
//! exact too: V = Σ w·s / Σ w is compared by its numerator alone, with weights and scores in
//! whole millionths, divided by what all numerators have in common. Only what is shown is a
//! floating-point number.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::model::{Model, Numerators, in_millionths, model};
use super::relations::{check_depends, impossible};
use crate::api::{Criterion, FrontierProblem, ProjectView};
use crate::tool::Fields;

/// Prefix of the fields with projects.
pub const PROJECT: &str = "project:";
/// Prefix of the fields with criteria.
pub const CRITERION: &str = "criterion:";
/// Id of the criterion that is there when none is given.
pub const SCORE: &str = "score";
/// Greatest cost and budget: millionths of it, summed over all projects, still fit 64 bits.
pub const GREATEST: f64 = 1e11;

/// Greatest weight and score, either sign.
const GREATEST_SCORE: f64 = 1e6;

/// What a field `project:<id>` holds.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProjectField {
    pub name: String,
    pub cost: Option<f64>,
    pub scores: BTreeMap<String, Option<f64>>,
    pub forced: bool,
    pub depends: Vec<String>,
    pub excludes: Vec<String>,
    pub order: f64,
}

/// What a field `criterion:<id>` holds.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CriterionField {
    pub name: String,
    pub weight: Option<f64>,
    pub order: f64,
}

/// Everything that the fields say.
pub struct Portfolio {
    pub unit: String,
    /// As given, in the unit; `None` when absent or impossible.
    pub budget: Option<f64>,
    /// As given, if it is above 0.
    pub step: Option<f64>,
    pub criteria: Vec<Criterion>,
    pub projects: Vec<ProjectView>,
    pub problems: Vec<FrontierProblem>,
    /// What can be computed with; `None` when nothing can.
    pub model: Option<Model>,
}

/// Reads the fields. Never fails: what cannot be understood is a problem.
pub fn read(fields: &Fields) -> Portfolio {
    let mut problems = Vec::new();
    let unit = fields
        .get("unit")
        .and_then(|unit| unit.as_str())
        .map(|unit| unit.trim().to_owned())
        .unwrap_or_default();
    let budget = fields.get("budget").and_then(serde_json::Value::as_f64);
    let budget = budget.filter(|budget| match wrong_amount(*budget) {
        Some(wrong) => {
            problems.push(whole("budget", format!("The budget {wrong}.")));
            false
        }
        None => true,
    });
    let step = fields
        .get("step")
        .and_then(serde_json::Value::as_f64)
        .filter(|step| *step >= 1e-6 && *step <= GREATEST);
    let criteria = criteria(fields, &mut problems);
    let drafts = ordered(fields, PROJECT, |draft: &ProjectField| draft.order);
    let (projects, model) = projects(drafts, &criteria, &mut problems);
    Portfolio {
        unit,
        budget,
        step,
        criteria,
        projects,
        problems,
        model,
    }
}

/// The fields with a prefix, by their order and then by id.
fn ordered<T: Default + serde::de::DeserializeOwned>(
    fields: &Fields,
    prefix: &str,
    order: impl Fn(&T) -> f64,
) -> Vec<(String, T)> {
    let mut found: Vec<(String, T)> = fields
        .iter()
        .filter_map(|(field, value)| {
            let id = field.strip_prefix(prefix)?;
            // A value of another shape was refused when it was saved.
            Some((id.to_owned(), T::deserialize(value).unwrap_or_default()))
        })
        .collect();
    found.sort_by(|(_, one), (_, other)| order(one).total_cmp(&order(other)));
    found
}

fn criteria(fields: &Fields, problems: &mut Vec<FrontierProblem>) -> Vec<Criterion> {
    let drafts = ordered(fields, CRITERION, |draft: &CriterionField| draft.order);
    if drafts.is_empty() {
        return vec![Criterion {
            id: SCORE.to_owned(),
            name: "Score".to_owned(),
            weight: 1.0,
            share: 1.0,
        }];
    }
    let mut criteria: Vec<Criterion> = drafts
        .into_iter()
        .map(|(id, draft)| {
            let weight = draft.weight.unwrap_or(1.0);
            let sound = (0.0..=GREATEST_SCORE).contains(&weight);
            if !sound {
                problems.push(whole(
                    "criteria",
                    format!(
                        "The weight of {} has to be a number from 0 to 1,000,000; it counts as 0.",
                        named(&draft.name, "a criterion without a name")
                    ),
                ));
            }
            Criterion {
                id,
                name: draft.name,
                weight: if sound { weight } else { 0.0 },
                share: 0.0,
            }
        })
        .collect();
    let total: i64 = criteria
        .iter()
        .map(|criterion| in_millionths(criterion.weight))
        .sum();
    if total == 0 {
        problems.push(whole(
            "criteria",
            "Every criterion has the weight 0: no project has a value until one has more."
                .to_owned(),
        ));
    } else {
        for criterion in &mut criteria {
            criterion.share = in_millionths(criterion.weight) as f64 / total as f64;
        }
    }
    criteria
}

/// A problem of the whole.
pub fn whole(field: &str, message: String) -> FrontierProblem {
    FrontierProblem {
        project: None,
        field: field.to_owned(),
        message,
    }
}

/// A name, or what stands for it.
pub fn named<'a>(name: &'a str, otherwise: &'a str) -> &'a str {
    if name.trim().is_empty() {
        otherwise
    } else {
        name
    }
}

/// Why an amount of money cannot be computed with, as the end of a sentence.
fn wrong_amount(amount: f64) -> Option<&'static str> {
    if !amount.is_finite() {
        Some("is not a number")
    } else if amount < 0.0 {
        Some("is below 0")
    } else if amount > GREATEST {
        Some("is above 100,000,000,000: choose a larger unit")
    } else {
        None
    }
}

/// Projects as shown, and as numbers those that have no problem.
fn projects(
    drafts: Vec<(String, ProjectField)>,
    criteria: &[Criterion],
    problems: &mut Vec<FrontierProblem>,
) -> (Vec<ProjectView>, Option<Model>) {
    let weights = weights(criteria);
    let places: BTreeMap<String, usize> = drafts
        .iter()
        .enumerate()
        .map(|(place, (id, _))| (id.clone(), place))
        .collect();
    let names: Vec<String> = drafts.iter().map(|(_, draft)| draft.name.clone()).collect();
    let mut faulty = BTreeSet::new();
    let mut numerators = Vec::new();
    let mut views = Vec::new();
    for (place, (id, draft)) in drafts.into_iter().enumerate() {
        let mut report = |field: &str, message: String| {
            faulty.insert(place);
            problems.push(FrontierProblem {
                project: Some(id.clone()),
                field: field.to_owned(),
                message,
            });
        };
        let row = format!("The project in row {}", place + 1);
        let name = named(&draft.name, &row);
        if draft.name.trim().is_empty() {
            report("name", format!("{row} has no name."));
        }
        let cost = match draft.cost {
            None => {
                report("cost", format!("{name} has no cost."));
                None
            }
            Some(cost) => match wrong_amount(cost) {
                Some(wrong) => {
                    report("cost", format!("The cost of {name} {wrong}."));
                    None
                }
                None => Some(cost),
            },
        };
        let numerator = numerator(name, &draft, criteria, &weights, &mut report);
        check_depends(name, &id, &draft, &places, &mut report);
        if draft.excludes.contains(&id) {
            report("excludes", format!("{name} excludes itself."));
        }
        numerators.push(numerator);
        views.push(ProjectView {
            id,
            name: draft.name,
            cost,
            scores: draft
                .scores
                .into_iter()
                .filter_map(|(criterion, score)| Some((criterion, score?)))
                .collect(),
            value: None,
            forced: draft.forced,
            depends: draft.depends,
            excludes: draft.excludes,
        });
    }
    impossible(&views, &places, &names, &mut faulty, problems);
    let Some(reduced) = Numerators::reduce(&numerators, &weights) else {
        problems.push(whole(
            "criteria",
            "Weights and scores are too large, or too finely divided, to be compared exactly. Use fewer decimals.".to_owned(),
        ));
        return (views, None);
    };
    for (view, value) in views.iter_mut().zip(&reduced.values) {
        view.value = value.map(|value| value as f64 / reduced.per_value);
    }
    let model = model(&views, &places, &faulty, &reduced, problems);
    (views, model)
}

fn weights(criteria: &[Criterion]) -> Vec<i64> {
    criteria
        .iter()
        .map(|criterion| in_millionths(criterion.weight))
        .collect()
}

/// Σ weight × score in millionths of millionths, once every score that counts is there.
fn numerator(
    name: &str,
    draft: &ProjectField,
    criteria: &[Criterion],
    weights: &[i64],
    report: &mut impl FnMut(&str, String),
) -> Option<i128> {
    let mut sum = Some(0_i128);
    for (criterion, weight) in criteria.iter().zip(weights) {
        if *weight == 0 {
            continue;
        }
        let label = named(&criterion.name, "a criterion without a name");
        match draft.scores.get(&criterion.id).copied().flatten() {
            None => {
                let single = criteria.len() == 1 && criterion.id == SCORE;
                report(
                    "scores",
                    if single {
                        format!("{name} has no score.")
                    } else {
                        format!("{name} has no score for {label}.")
                    },
                );
                sum = None;
            }
            Some(score) if !score.is_finite() || score.abs() > GREATEST_SCORE => {
                report(
                    "scores",
                    format!(
                        "The score of {name} for {label} has to lie between −1,000,000 and 1,000,000."
                    ),
                );
                sum = None;
            }
            Some(score) => {
                sum = sum.map(|sum| sum + i128::from(*weight) * i128::from(in_millionths(score)));
            }
        }
    }
    sum.filter(|_| weights.iter().any(|weight| *weight > 0))
}
