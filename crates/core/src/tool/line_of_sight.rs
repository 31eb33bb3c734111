//! T3, Line of sight: which money serves the strategy, and which objective nobody pays for.
//!
//! **Context.** Every initiative can be joined to some objective by an argument, so a list of
//! initiatives never shows what is missing. A matrix does: a column in which nothing stands, and
//! money in rows in which next to nothing stands.
//!
//! **Design.** An objective j has a weight Wj above 0; an initiative i has spending si and serves
//! each objective with cij, which is 0, 1, 3 or 9. Alignment ai = Σ Wj·cij / (9 Σ Wj); of the
//! portfolio, Σ s·a / Σ s. Source: `course.md`, tool T3, and lesson 2 of module 3, which teaches
//! it. The scale is a convention from quality function deployment. An *orphan* is an objective
//! that no money serves: every initiative with spending above 0 has 0 there. `matrix` holds the
//! arithmetic, `parts` what is shown.

mod matrix;
mod parts;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::Fields;
use super::sheet::money::{MOST, money, unit, unit_form};
use super::sheet::part::{NAME, count, kept, listed, number, percent, problem, safe};
use super::sheet::{Context, Form, Input, Outcome, Spec, TableForm, column};
use crate::Result;
use crate::api::{CellKind, SheetColumn, SheetComputed};
use matrix::{Matrix, STEPS};

/// The tool.
pub(super) const SPEC: Spec = Spec {
    name: "t3",
    title: "Line of sight",
    purpose: "How far does the money serve your objectives, and which objective does nobody pay for?",
    module: 3,
    formula: &[
        "Line of sight of an initiative: a = Σ W·c ÷ (9 Σ W), with the weight W of each objective and the contribution c to it: 9 strongly, 3 somewhat, 1 slightly, 0 not at all. An empty contribution counts as 0. So 1 would mean serving everything strongly.",
        "Line of sight of the portfolio = Σ s·a ÷ Σ s, with the spending s of each initiative. Out of sight: spending on initiatives with a below 0.10.",
        "Orphan objective: no initiative with spending above 0 contributes anything to it.",
        "An initiative mainly serves the objective to which it contributes most; if there are several, its spending is parted equally among them.",
    ],
    caveat: "The threshold of 0.10 is this project’s own and unvalidated. The steps 0, 1, 3 and 9 are a convention: do not steer by the second decimal; the zeros stand on any scale. The index is an average: it rises when its worst member is stopped, though nothing strategic has gained anything. Have the contributions scored by someone who sponsors none of the initiatives.",
    calendar: false,
    private: false,
    form,
    outcome,
    example,
};

const OBJECTIVES: &str = "objectives";
const INITIATIVES: &str = "initiatives";
/// Columns of contributions: `o:<objective row id>`.
const TO: &str = "o:";

fn form(input: &Input<'_>) -> Form {
    let mut columns = vec![
        column("name", "Initiative", "", NAME),
        column(
            "s",
            "Spending",
            "In the same period for all; 0 if it costs nothing.",
            number(0.0, MOST, unit(input)),
        ),
    ];
    columns.extend(
        input
            .options(OBJECTIVES)
            .into_iter()
            .map(|objective| SheetColumn {
                group: "Serves: 9 strongly, 3 somewhat, 1 slightly, 0 not at all".to_owned(),
                ..column(
                    &format!("{TO}{}", objective.id),
                    &objective.label,
                    "",
                    CellKind::Steps { of: STEPS.to_vec() },
                )
            }),
    );
    Form {
        values: vec![unit_form()],
        tables: vec![
            TableForm {
                id: OBJECTIVES.to_owned(),
                title: "Objectives".to_owned(),
                about: "The objectives that were agreed, with their weights; only the proportions of the weights count.".to_owned(),
                row: "objective".to_owned(),
                most: 12,
                columns: vec![
                    column("name", "Objective", "", NAME),
                    column("w", "Weight", "Above 0, as it was agreed.", number(0.0, 1000.0, "")),
                ],
            },
            TableForm {
                id: INITIATIVES.to_owned(),
                title: "Initiatives".to_owned(),
                about: "The initiatives that cost most, and how far each serves each objective.".to_owned(),
                row: "initiative".to_owned(),
                most: 60,
                columns,
            },
        ],
    }
}

fn outcome(input: &Input<'_>, _: &Context<'_>) -> Result<Outcome> {
    let matrix = Matrix::read(input);
    let mut outcome = Outcome::default();
    for row in input.rows(OBJECTIVES) {
        if row.number("w").is_some_and(|weight| weight <= 0.0) {
            outcome.problems.push(problem(
                OBJECTIVES,
                &row.id,
                "w",
                format!(
                    "“{}” has a weight of 0 and is left out: give it a weight above 0, or take it out.",
                    row.name()
                ),
            ));
        }
    }
    for row in input.rows(INITIATIVES) {
        let text = matrix
            .initiatives
            .iter()
            .find(|initiative| initiative.id == row.id)
            .and_then(|initiative| matrix.sight(initiative))
            .map_or_else(|| "–".to_owned(), sight);
        let computed = SheetComputed {
            label: "Line of sight".to_owned(),
            text,
        };
        outcome
            .computed
            .insert((INITIATIVES.to_owned(), row.id), vec![computed]);
    }
    let Some(portfolio) = matrix.portfolio() else {
        outcome.missing = Some(missing(&matrix));
        return Ok(outcome);
    };
    let unit = unit(input);
    let below = matrix.spending_below();
    let share = below / matrix.spending();
    let orphans = matrix.orphans();
    outcome.finding = Some(finding(&matrix, portfolio, unit));
    outcome.figures = vec![
        kept("alignment", "Line of sight of the portfolio", portfolio, ""),
        kept("below", "Spending below 0.10", below, unit),
        kept(
            "below_share",
            "Share of spending below 0.10",
            share * 100.0,
            "%",
        ),
        kept("orphans", "Orphan objectives", orphans.len() as f64, ""),
    ];
    outcome.parts = parts::all(&matrix, portfolio, unit);
    Ok(outcome)
}

fn missing(matrix: &Matrix) -> String {
    if matrix.objectives.is_empty() && matrix.initiatives.is_empty() {
        "Enter your objectives with their weights, then the initiatives that cost most."
    } else if matrix.objectives.is_empty() {
        "A result needs one objective with a weight above 0."
    } else {
        "A result needs one initiative with spending above 0."
    }
    .to_owned()
}

fn finding(matrix: &Matrix, portfolio: f64, unit: &str) -> String {
    let below = matrix.spending_below();
    let mut sentence = format!(
        "The portfolio’s line of sight is [{}] of a possible 1",
        sight(portfolio)
    );
    if below > 0.0 {
        sentence.push_str(&format!(
            "; [{}], {} of the spending, is out of sight",
            money(below, &safe(unit)),
            percent(below / matrix.spending())
        ));
    } else {
        sentence.push_str("; no spending is out of sight");
    }
    let orphans = matrix.orphans();
    if !orphans.is_empty() {
        sentence.push_str(", and no money serves ");
        sentence.push_str(&safe(&orphan_names(matrix, &orphans)));
    }
    sentence.push('.');
    sentence
}

/// “Skills, with 10% of the weight”.
fn orphan_names(matrix: &Matrix, orphans: &[usize]) -> String {
    let names: Vec<String> = orphans
        .iter()
        .map(|at| matrix.objectives[*at].name.clone())
        .collect();
    format!(
        "{}, with {} of the weight",
        listed(&names),
        percent(matrix.weight_share(orphans))
    )
}

/// A line of sight as it is shown: two decimals, no more.
fn sight(value: f64) -> String {
    format!("{value:.2}")
}

/// “2 initiatives without spending are left out.”, or nothing.
fn left_out(matrix: &Matrix) -> String {
    let without = matrix
        .initiatives
        .iter()
        .filter(|initiative| initiative.s.is_none())
        .count();
    match without {
        0 => String::new(),
        1 => " 1 initiative without spending is left out.".to_owned(),
        more => format!(
            " {} without spending are left out.",
            count(more, "initiative", "initiatives")
        ),
    }
}

/// A water company, invented: safety is on the wall and in nobody’s budget.
fn example(_: NaiveDate) -> Fields {
    let objectives = [
        ("leaks", "Fewer leaks", 35),
        ("rivers", "Cleaner rivers", 30),
        ("bills", "Affordable bills", 20),
        ("safety", "Safer sites", 15),
    ];
    let initiatives: [(&str, f64, [u8; 4]); 9] = [
        ("Northern mains", 14.0, [9, 0, 0, 0]),
        ("Smart meters", 9.0, [3, 0, 9, 0]),
        ("Finance system upgrade", 6.0, [0, 0, 1, 0]),
        ("Storm-tank enlargement", 5.5, [0, 9, 0, 0]),
        ("Head office move", 4.2, [0, 0, 0, 0]),
        ("Customer app", 3.5, [1, 0, 3, 0]),
        ("Leak sensors", 2.1, [9, 0, 3, 0]),
        ("River monitoring", 0.8, [0, 9, 0, 0]),
        ("Data platform", 2.4, [3, 3, 1, 0]),
    ];
    let ids = objectives.map(|(id, ..)| format!("{TO}{id}"));
    let objectives = objectives
        .iter()
        .map(|(id, name, w)| json!({"id": id, "name": name, "w": w}))
        .collect();
    let initiatives = initiatives
        .iter()
        .map(|(name, s, contributions)| {
            let mut cells = json!({"name": name, "s": s});
            for (id, contribution) in ids.iter().zip(contributions) {
                cells[id] = json!(contribution);
            }
            cells
        })
        .collect::<Vec<Value>>();
    super::sheet::part::example(
        &[("unit", json!("£m"))],
        &[(OBJECTIVES, objectives), (INITIATIVES, initiatives)],
    )
}
