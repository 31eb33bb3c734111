//! T9, 90-day plan: at most three outcomes that fit the hours that there are.
//!
//! **Context.** The other tools find more gaps than anybody has hours for. This one draws the
//! line: which gaps, with which first step and on what date, and what was passed over. Lesson 9.4
//! teaches it.
//!
//! **Design.** Score = impact × influence / effort. Down the scores: take what fits into the hours
//! that are left, pass over what does not, stop at three; a tie goes to the greater impact, then to
//! the order of entry ([`fill`]). Hours are counted in hundredths and scores compared as fractions,
//! so that nothing falls out by rounding. [`suggest`] proposes rows from the other tools' results,
//! [`parts`] is what is shown, [`steps`] what goes to the calendar. Source: `course.md`, tool T9.

mod fill;
mod parts;
mod steps;
mod suggest;
#[cfg(test)]
mod tests;

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::Fields;
use super::sheet::part::{NAME, count, kept, number, plain, problem, safe, scale};
use super::sheet::{
    Context, Form, Input, Outcome, Spec, TableForm, ValueForm, column, date, side_column,
};
use crate::Result;
use crate::api::{CellKind, SheetComputed, SheetProblem};
use fill::{Action, Filled, Verdict, fill, hours};

pub use steps::{Step, mark_step, steps};

/// The tool.
pub(super) const SPEC: Spec = Spec {
    name: "t9",
    title: "90-day plan",
    purpose: "Which three outcomes, at most, fit the hours that you have in the next ninety days?",
    module: 9,
    formula: &[
        "Score = impact × influence ÷ effort, 1 to 5 each.",
        "Go down the scores: take what fits in the hours that are left, pass over what does not, and stop at three. A tie goes to the greater impact, then to the order of entry.",
        "The hours are those that your diary shows, after deducting what you will stop. The score chooses the three and is no sequence: begin with the one that would fall out if everything took twice as long.",
    ],
    caveat: "The formula, its scales and the limit of three are this project’s own and unvalidated. Ratings from 1 to 5 are opinions, and effort counts twice, as a divisor and in hours: look hardest at whatever lies next to the line.",
    calendar: true,
    private: false,
    form,
    outcome,
    example,
};

const ACTIONS: &str = "actions";
/// Days of the plan.
const DAYS: u64 = 90;

fn form(_: &Input<'_>) -> Form {
    let five = |low: &str, high: &str| scale(1, 5, &[low, "", "", "", high]);
    let value = |id: &str, label: &str, help: &str, kind| ValueForm {
        id: id.to_owned(),
        label: label.to_owned(),
        help: help.to_owned(),
        kind,
    };
    Form {
        values: vec![
            value("hours", "Hours a week", "What four weeks of your diary show, after deducting what you will stop.", number(1.0, 40.0, "hours a week")),
            value("start", "Begins on", "Day 30, 60 and 90 are counted from here.", CellKind::Date),
        ],
        tables: vec![TableForm {
            id: ACTIONS.to_owned(),
            title: "Outcomes wanted".to_owned(),
            about: "One a row: something that another person will do differently. “Framework launched” is none.".to_owned(),
            row: "outcome".to_owned(),
            most: 60,
            columns: vec![
                column("name", "Outcome", "Who does what differently, in ninety days.", NAME),
                side_column("gap", "Gap", "Where it comes from.", NAME),
                column("impact", "Impact", "If it were closed.", five("hardly noticed", "changes decisions")),
                column("influence", "Influence", "Your own, over whether it happens.", five("somebody else’s alone", "mine alone")),
                column("effort", "Effort", "For you and your office.", five("an afternoon", "most of the quarter")),
                column("hours", "Hours a week", "What it takes from you each week.", number(0.1, 40.0, "hours")),
                column("step", "First step", "As if–then: if the budget round opens, then I ring the finance director.", NAME),
                column("date", "On", "The day of the first step; it goes to the calendar.", CellKind::Date),
                column("done", "Done", "The first step is done.", CellKind::Flag),
            ],
        }],
    }
}

/// What is filled in, as far as it can be computed with.
struct Plan {
    actions: Vec<Action>,
    /// Hundredths of an hour.
    hours: u32,
    filled: Filled,
    start: Option<NaiveDate>,
}

impl Plan {
    /// `None` without hours, or without one outcome that is rated.
    fn of(input: &Input<'_>) -> Option<Self> {
        let actions: Vec<Action> = input.rows(ACTIONS).iter().filter_map(Action::of).collect();
        let hours = hours(input.number("hours")?)?;
        if actions.is_empty() {
            return None;
        }
        let filled = fill(&actions, hours);
        Some(Self {
            filled,
            hours,
            start: input.value("start").and_then(|day| date(day.as_str()?)),
            actions,
        })
    }

    /// The chosen, by score.
    fn chosen(&self) -> Vec<&Action> {
        self.filled
            .order
            .iter()
            .filter(|(_, verdict)| *verdict == Verdict::Chosen)
            .map(|(place, _)| &self.actions[*place])
            .collect()
    }

    /// Of the chosen, those that would fall out if all took twice as long, by score.
    fn falls_out(&self) -> Vec<&Action> {
        let mut left = self.hours;
        let mut out = Vec::new();
        for action in self.chosen() {
            if let Some(rest) = left.checked_sub(action.hours.saturating_mul(2)) {
                left = rest;
            } else {
                out.push(action);
            }
        }
        out
    }
}

fn outcome(input: &Input<'_>, context: &Context<'_>) -> Result<Outcome> {
    let mut outcome = Outcome {
        suggestions: suggest::suggestions(context.db, input)?,
        problems: problems(input),
        ..Outcome::default()
    };
    let Some(plan) = Plan::of(input) else {
        outcome.missing = Some(
            if input.rows(ACTIONS).is_empty() {
                "Bring in your gaps from the other tools, and the hours that your diary shows."
            } else if input.number("hours").is_none() {
                "Say how many hours a week you have for it."
            } else {
                "A plan needs one outcome with impact, influence, effort and hours a week."
            }
            .to_owned(),
        );
        return Ok(outcome);
    };
    for (place, verdict) in &plan.filled.order {
        let action = &plan.actions[*place];
        let cells = [
            ("Score", plain(action.score(), 1)),
            ("In the plan", verdict.label().to_owned()),
        ];
        outcome.computed.insert(
            (ACTIONS.to_owned(), action.id.clone()),
            cells
                .map(|(label, text)| SheetComputed {
                    label: label.to_owned(),
                    text,
                })
                .to_vec(),
        );
    }
    outcome.finding = Some(finding(&plan));
    let chosen = plan.chosen();
    let done = chosen.iter().filter(|action| action.done).count();
    outcome.figures = vec![
        kept(
            "hours",
            "Hours a week",
            f64::from(plan.hours) / 100.0,
            "hours",
        ),
        kept(
            "used",
            "Hours used",
            f64::from(plan.filled.used) / 100.0,
            "hours",
        ),
        kept("outcomes", "Outcomes", chosen.len() as f64, ""),
        kept(
            "passed",
            "Passed over",
            (plan.actions.len() - chosen.len()) as f64,
            "",
        ),
        kept("done", "First steps done", done as f64, ""),
    ];
    outcome.parts.push(parts::hours(&plan));
    if !chosen.is_empty() {
        outcome.parts.push(parts::chosen(&plan));
        outcome.parts.extend(parts::ninety_days(&plan));
    }
    outcome.parts.push(parts::passed_over(&plan));
    outcome.parts.extend(parts::challenges(&plan));
    Ok(outcome)
}

fn finding(plan: &Plan) -> String {
    let all = plain(f64::from(plan.hours) / 100.0, 2);
    let chosen = plan.chosen();
    if chosen.is_empty() {
        return format!(
            "[Nothing fits] {all} hours a week: stop something, or take a smaller first step."
        );
    }
    let used = plain(f64::from(plan.filled.used) / 100.0, 2);
    let mut sentence = format!(
        "[{}] of {} {} [{used}] of your {all} hours a week",
        count(chosen.len(), "outcome", "outcomes"),
        plan.actions.len(),
        if chosen.len() == 1 { "takes" } else { "take" }
    );
    match plan.falls_out().first() {
        Some(first) => sentence.push_str(&format!(
            "; begin with “[{}]”, which falls out if all takes twice as long",
            safe(&first.name)
        )),
        None => sentence.push_str(", and would fit if all took twice as long"),
    }
    sentence.push('.');
    sentence
}

/// First steps that lie outside the ninety days.
fn problems(input: &Input<'_>) -> Vec<SheetProblem> {
    let start = input.value("start").and_then(|day| date(day.as_str()?));
    let Some((start, end)) =
        start.and_then(|day| Some((day, day.checked_add_days(Days::new(DAYS))?)))
    else {
        return Vec::new();
    };
    input
        .rows(ACTIONS)
        .iter()
        .filter(|row| date(row.text("date")).is_some_and(|day| day < start || day > end))
        .map(|row| {
            problem(
                ACTIONS,
                &row.id,
                "date",
                format!(
                    "The first step of “{}” lies outside the ninety days, which end on {}.",
                    row.name(),
                    end.format("%-d %B %Y")
                ),
            )
        })
        .collect()
}

/// The gaps of lesson 9.4, after stopping the pack.
fn example(day: NaiveDate) -> Fields {
    let on = |days| {
        day.checked_add_days(Days::new(days))
            .unwrap_or(day)
            .to_string()
    };
    let rows = vec![
        json!({"name": "The finance director no longer quotes our RAG", "gap": "T7: data, 1 of 5", "impact": 4, "influence": 4, "effort": 1, "hours": 0.5,
            "step": "If the budget round opens, then I ring her that afternoon", "date": on(7)}),
        json!({"name": "The forecast is made by a second person", "gap": "T1: capacity", "impact": 4, "influence": 5, "effort": 2, "hours": 1.5,
            "step": "If the month closes, then she makes it and I watch", "date": on(14)}),
        json!({"name": "Three executives have put their names to a benefit", "gap": "T6: benefits without an owner", "impact": 5, "influence": 3, "effort": 3, "hours": 2.0,
            "step": "If the board papers go out, then I take the three profiles to them", "date": on(3)}),
        json!({"name": "Status summaries begin with a draft by the copilot", "gap": "T7: shortlist", "impact": 2, "influence": 5, "effort": 2, "hours": 2.0}),
        json!({"name": "Each new approval has a kill rule", "gap": "T4: forced items", "impact": 5, "influence": 2, "effort": 3, "hours": 2.5}),
        json!({"name": "The architects are asked for less than they have", "gap": "T5: first breach in March", "impact": 5, "influence": 2, "effort": 4, "hours": 3.0}),
        json!({"name": "Somebody funds the repairs objective, or drops it", "gap": "T3: orphan objective", "impact": 5, "influence": 1, "effort": 2, "hours": 1.5}),
        json!({"name": "The maturity target is set by two customers", "gap": "T2: resource forecast", "impact": 2, "influence": 4, "effort": 4, "hours": 3.0}),
    ];
    super::sheet::part::example(
        &[("hours", json!(5)), ("start", json!(day.to_string()))],
        &[(ACTIONS, rows)],
    )
}
