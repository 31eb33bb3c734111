//! T5, Capacity heat map: which role is wanted beyond what it can give, when, and what clears it.
//!
//! **Context.** Each project's plan is possible by itself. What makes them late together is a few
//! scarce roles in a few months, and the waiting that sets in well before those are full.
//!
//! **Design.** A role has headcount h and availability a; a piece of work wants d full-time people
//! of one role in each month, with a probability p of going ahead. u = Σ(d·p) / (h·a), in bands
//! below 70, 70 to 85, 85 to 100 and over 100 %; the wait index is u/(1 − u) for u below 1
//! (one server, random arrivals, M/M/1: indicative only). Source: `course.md`, tool T5, and lesson
//! 3 of module 5, which teaches it. `plan` holds the arithmetic, `delay` looks for the delay that
//! clears the first breach, `parts` is what is shown.

mod delay;
mod example;
mod parts;
mod plan;
#[cfg(test)]
mod tests;

use super::sheet::money::{MOST, unit, unit_form};
use super::sheet::part::{NAME, count, kept, number, plain, problem, safe};
use super::sheet::{
    Context, Form, Input, Outcome, Spec, TableForm, ValueForm, column, side_column,
};
use crate::Result;
use crate::api::{CellKind, SheetColumn, SheetComputed, SheetProblem};
use delay::delays;
use plan::{HIGH, Plan, months, of_hundred, wait};

/// The tool.
pub(super) const SPEC: Spec = Spec {
    name: "t5",
    title: "Capacity heat map",
    purpose: "Which scarce role is wanted beyond what it can give, when, and which delay clears it?",
    module: 5,
    formula: &[
        "Utilisation of a role in a month: u = Σ(d·p) ÷ (h·a), with the people d that each piece of work wants, its probability p, the headcount h and its availability a. An empty probability counts as 100%.",
        "Bands: below 70%, 70% to under 85%, 85% to 100%, over 100%. The last is a breach; the first breach is the earliest, and in one month the greatest.",
        "Wait index: u ÷ (1 − u) for u below 100%, the average wait in average jobs before a job is begun, for one specialist with random arrivals and uneven jobs (M/M/1). It is indicative: a pool of interchangeable people waits less, a clump of requests longer.",
        "A delay moves the whole demand of one row by whole months. It clears the first breach if no month of the map is then over 100% for that role; the rows of the same work on other roles are named and left where they are, and what moves beyond the map is said. Every row on the role is tried, each with the smallest delay that clears.",
        "Order of the delays: if each has a cost of delay, the cheapest in all first. Otherwise the shortest, then the least probable, then the one that wants least.",
    ],
    caveat: "The bands are this project’s own and unvalidated. Take availability from what happened last year: nothing clears a map so quickly as being optimistic about it. Weighting by probability is sound for many small pieces of work; with one or two large ones, look at the map twice, with each of them and without. A delay can clear a peak and never a plateau.",
    calendar: false,
    private: false,
    form,
    outcome,
    example: example::example,
};

const ROLES: &str = "roles";
const WORK: &str = "work";
/// Columns of demand: `m:2027-03`.
const MONTH: &str = "m:";

fn form(input: &Input<'_>) -> Form {
    let hundred = || number(0.0, 100.0, "%");
    let mut columns = vec![
        column("name", "Work", "", NAME),
        column(
            "role",
            "Role",
            "",
            CellKind::Row {
                table: ROLES.to_owned(),
                options: input.options(ROLES),
            },
        ),
        column(
            "p",
            "Probability",
            "Of going ahead in these months; empty counts as 100%.",
            hundred(),
        ),
    ];
    columns.extend(months(input).into_iter().map(|month| SheetColumn {
        group: "People wanted, full-time, if it goes ahead".to_owned(),
        ..column(&month.id, &month.label, "", number(0.0, 10_000.0, ""))
    }));
    columns.push(side_column(
        "delay",
        "Cost of delay a month",
        "What a month’s delay of it costs, as its sponsor would say.",
        number(0.0, MOST, unit(input)),
    ));
    Form {
        values: vec![
            ValueForm {
                id: "start".to_owned(),
                label: "First month".to_owned(),
                help: "Any day in the month with which the map begins.".to_owned(),
                kind: CellKind::Date,
            },
            ValueForm {
                id: "months".to_owned(),
                label: "Months".to_owned(),
                help: "3 to 18; 12 if empty.".to_owned(),
                kind: CellKind::Number {
                    least: 3.0,
                    most: 18.0,
                    whole: true,
                    unit: String::new(),
                },
            },
            unit_form(),
        ],
        tables: vec![
            TableForm {
                id: ROLES.to_owned(),
                title: "Roles".to_owned(),
                about: "The scarcest roles: three are enough to begin with. Put people into one role only if each could do the other’s work.".to_owned(),
                row: "role".to_owned(),
                most: 30,
                columns: vec![
                    column("name", "Role", "", NAME),
                    column("h", "Headcount", "People, in full-time equivalents.", number(0.0, 10_000.0, "people")),
                    column("a", "Availability", "The share of their time that went to projects last year: less leave, support and being asked things.", hundred()),
                ],
            },
            TableForm {
                id: WORK.to_owned(),
                title: "Work".to_owned(),
                about: "What wants these roles, one row for each piece of work and role, with the people that it wants each month if it goes ahead.".to_owned(),
                row: "piece of work".to_owned(),
                most: 60,
                columns,
            },
        ],
    }
}

fn outcome(input: &Input<'_>, _: &Context<'_>) -> Result<Outcome> {
    let plan = Plan::read(input);
    let mut outcome = Outcome {
        problems: problems(input, &plan),
        ..Outcome::default()
    };
    compute(input, &plan, &mut outcome);
    if let Some(missing) = missing(input, &plan) {
        outcome.missing = Some(missing);
        return Ok(outcome);
    }
    let unit = unit(input);
    let breaches = plan.breaches();
    let delays = breaches
        .first()
        .map_or_else(Vec::new, |first| delays(&plan, first));
    outcome.finding = Some(finding(&plan, &breaches, &delays));
    if let Some(highest) = plan.highest() {
        outcome
            .figures
            .push(kept("peak", "Highest utilisation", highest.u * 100.0, "%"));
    }
    let high = plan
        .cells()
        .filter(|cell| cell.u >= HIGH && cell.u <= 1.0)
        .count();
    outcome.figures.extend([
        kept(
            "breaches",
            "Role-months over 100%",
            breaches.len() as f64,
            "",
        ),
        kept("high", "Role-months at 85% to 100%", high as f64, ""),
    ]);
    outcome.parts = parts::all(&plan, &breaches, &delays, unit);
    Ok(outcome)
}

/// What each row comes to.
fn compute(input: &Input<'_>, plan: &Plan, outcome: &mut Outcome) {
    let dash = || "–".to_owned();
    for row in input.rows(ROLES) {
        let role = plan.roles.iter().position(|role| role.id == row.id);
        let computed = |label: &str, text: Option<String>| SheetComputed {
            label: label.to_owned(),
            text: text.unwrap_or_else(dash),
        };
        let gives = role.map(|at| plain(plan.roles[at].capacity(), 2));
        let mean = role.and_then(|at| plan.mean(at)).map(of_hundred);
        outcome.computed.insert(
            (ROLES.to_owned(), row.id),
            vec![
                computed("Can give", gives),
                computed("Mean utilisation", mean),
            ],
        );
    }
    for row in input.rows(WORK) {
        let work = plan.work.iter().find(|work| work.id == row.id);
        let expected = SheetComputed {
            label: "Expected person-months".to_owned(),
            text: work.map_or_else(dash, |work| plain(work.expected_in_all(), 2)),
        };
        outcome
            .computed
            .insert((WORK.to_owned(), row.id), vec![expected]);
    }
}

fn missing(input: &Input<'_>, plan: &Plan) -> Option<String> {
    let missing = if input.rows(ROLES).is_empty() && input.rows(WORK).is_empty() {
        "Enter the first month, your scarcest roles, and the work that wants them."
    } else if plan.months.is_empty() {
        "A result needs the first month."
    } else if plan.roles.is_empty() {
        "A result needs one role with headcount and availability."
    } else if plan.work.iter().all(|work| work.in_all() <= 0.0) {
        "A result needs one piece of work with a role and the people that it wants in one month."
    } else {
        return None;
    };
    Some(missing.to_owned())
}

/// What makes no sense: work without a role, roles with work and nobody to do it.
fn problems(input: &Input<'_>, plan: &Plan) -> Vec<SheetProblem> {
    let mut problems = Vec::new();
    let roles = input.rows(ROLES);
    let work = input.rows(WORK);
    let wanted = |row: &super::sheet::Row| -> f64 {
        let months = plan.months.iter();
        months.filter_map(|month| row.number(&month.id)).sum()
    };
    for row in &work {
        let there = roles.iter().any(|role| role.id == row.text("role"));
        if !there && wanted(row) > 0.0 {
            let message = format!(
                "“{}” is on no role of the list and is not counted: choose its role.",
                row.name()
            );
            problems.push(problem(WORK, &row.id, "role", message));
        }
    }
    for role in &roles {
        let demand: f64 = work
            .iter()
            .filter(|row| row.text("role") == role.id)
            .map(|row| wanted(row) * row.number("p").unwrap_or(100.0) / 100.0)
            .sum();
        if demand <= 0.0 {
            continue;
        }
        for (column, what) in [("h", "headcount"), ("a", "availability")] {
            let name = role.name();
            let message = match role.number(column) {
                None => format!(
                    "“{name}” has work and no {what}, and is not on the map: enter its {what}."
                ),
                Some(0.0) => format!(
                    "“{name}” has work and a {what} of 0: nobody can do it. Enter its {what}, or give the work to another role."
                ),
                Some(_) => continue,
            };
            problems.push(problem(ROLES, &role.id, column, message));
        }
    }
    problems
}

fn finding(plan: &Plan, breaches: &[plan::Load], delays: &[delay::Delay]) -> String {
    let Some(first) = breaches.first() else {
        let Some(highest) = plan.highest() else {
            return "Nothing is wanted of these roles.".to_owned();
        };
        let wait = wait(highest.u).map_or_else(String::new, |wait| {
            format!(", where a job waits for about {} others", plain(wait, 1))
        });
        return format!(
            "No role is over 100% in these {} months; the highest is [{}], at [{}] in {}{wait}.",
            plan.months.len(),
            safe(&plan.roles[highest.role].name),
            of_hundred(highest.u),
            plan.months[highest.month].full,
        );
    };
    let mut sentence = format!(
        "The first breach is [{} in {}], ",
        safe(&plan.roles[first.role].name),
        plan.months[first.month].full
    );
    if first.u.is_finite() {
        sentence.push_str(&format!("at {}; ", of_hundred(first.u)));
    } else {
        sentence.push_str("with work and nobody to do it; ");
    }
    match delays.first() {
        Some(delay) => {
            sentence.push_str(&format!(
                "delaying [{}] by {} clears it",
                safe(&plan.work[delay.work].name),
                count(delay.months, "month", "months")
            ));
            if delay.beyond > 0.0 {
                sentence.push_str(&format!(
                    ", with {} person-months moved beyond the map",
                    plain(delay.beyond, 2)
                ));
            }
            sentence.push('.');
        }
        None => sentence.push_str("[no single delay clears it]."),
    }
    sentence
}
