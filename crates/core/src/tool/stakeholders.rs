//! T8, Stakeholder grid: who comes first for a decision, and where each of them is stuck.
//!
//! **Context.** A power/interest grid shows where people stood on the day it was drawn. What a
//! director needs is who to see first, what holds that person back, and when. The people in it may
//! ask to read it, so it keeps initials and nothing that could not be read aloud. Lessons 8.1 to
//! 8.3 teach the tool.
//!
//! **Design.** Priority = power × interest × max(0, needed − current), where *needed* is the least
//! support that the decision needs. Trust = (credibility + reliability + intimacy) /
//! self-orientation, after Maister, Green and Galford. Barrier = the first ADKAR element at 3 or
//! below, after Prosci. The type follows Mitchell, Agle and Wood: which of power (4 or more),
//! legitimacy and urgency somebody has. Source: `course.md`, tool T8. The tool is private: its
//! [`Spec::private`] says so, and nothing of it may be offered for sharing.

mod parts;
mod person;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::Fields;
use super::sheet::part::{NAME, count, kept, plain, problem, safe, scale};
use super::sheet::{Context, Form, Input, Outcome, Spec, TableForm, column, side_column};
use crate::Result;
use crate::api::{CellKind, SheetColumn, SheetComputed, SheetProblem};
use person::{Barrier, ELEMENTS, Person};

/// The tool.
pub(super) const SPEC: Spec = Spec {
    name: "t8",
    title: "Stakeholder grid",
    purpose: "Who comes first for one decision, what holds each of them back, and what is your next move?",
    module: 8,
    formula: &[
        "Priority = power × interest × max(0, needed − now). Needed is the least support that the decision needs from this person, from −2 to +2.",
        "Trust = (credibility + reliability + intimacy) ÷ self-orientation, 1 to 10 each, as the other person would see you. Trust its direction, never its decimals.",
        "Barrier = the first of awareness, desire, knowledge, ability and reinforcement at 3 or below, out of 5. First does not mean lowest.",
        "Type, after Mitchell, Agle and Wood: which of power (4 or 5), a legitimate claim and urgency a person has.",
    ],
    caveat: "All weights and thresholds are this project’s own and unvalidated; the product of ranks gives an order and nothing finer. Personal data: it stays on this machine and is never shareable, and whoever is in it may ask to read it. Use initials only, and write nothing that you would be ashamed to hear read aloud by its subject. A file that you make of it is yours to guard.",
    calendar: false,
    private: true,
    form,
    outcome,
    example,
};

const PEOPLE: &str = "people";
/// Initials have at most so many characters, dots included: `M.K.`.
const INITIALS: u32 = 4;

fn form(_: &Input<'_>) -> Form {
    let support = || {
        scale(
            -2,
            2,
            &[
                "works against it",
                "doubts it",
                "neutral",
                "for it",
                "champions it",
            ],
        )
    };
    let five = |low: &str, high: &str| scale(1, 5, &[low, "", "", "", high]);
    let ten = |low: &str, high: &str| scale(1, 10, &[low, "", "", "", "", "", "", "", "", high]);
    let text = |most| CellKind::Text { most };
    let mut columns = vec![
        column(
            "name",
            "Initials",
            "Initials only, at most 4 characters: the row is about a person, who may ask to see it, and a file goes astray more easily than a thought. If you can tell who it is, that is enough.",
            text(INITIALS),
        ),
        column(
            "power",
            "Power",
            "How much of the decision this person can make or stop. 4 and 5 count as power.",
            five("none", "can stop it"),
        ),
        column(
            "interest",
            "Interest",
            "How much the outcome matters to this person.",
            five("hardly any", "lives with it"),
        ),
        column(
            "current",
            "Now",
            "Support today, by what was said or done.",
            support(),
        ),
        column(
            "desired",
            "Needed",
            "The least that the decision needs: often that somebody does not object.",
            support(),
        ),
    ];
    columns.extend(group(
        "Who",
        [side_column(
            "role",
            "Role",
            "Part in the decision.",
            text(80),
        )],
    ));
    columns.extend(group("Claim", [
        side_column("legitimacy", "Legitimate", "The claim is good: by rule, by right or by what is at stake.", CellKind::Flag),
        side_column("urgency", "Urgent", "It is pressing, and this person says so.", CellKind::Flag),
        side_column("lender", "Who could lend power", "For a good claim with little power: who could take it up, and what would make them do it.", NAME),
    ]));
    columns.extend(group(
        "Trust, as this person would see you",
        [
            side_column(
                "credibility",
                "Credibility",
                "What you said came true.",
                ten("never", "always"),
            ),
            side_column(
                "reliability",
                "Reliability",
                "What you promised was done.",
                ten("never", "always"),
            ),
            side_column(
                "intimacy",
                "Intimacy",
                "What this person tells you that would not be said in a full room.",
                ten("nothing", "anything"),
            ),
            side_column(
                "self",
                "Self-orientation",
                "Of your last ten messages, how many began with your own need; low is good.",
                ten("one in ten", "all ten"),
            ),
        ],
    ));
    columns.extend(group(
        "ADKAR",
        [
            side_column(
                "awareness",
                "Awareness",
                "Knows why.",
                five("not at all", "fully"),
            ),
            side_column(
                "desire",
                "Desire",
                "Wants to take part.",
                five("not at all", "fully"),
            ),
            side_column(
                "knowledge",
                "Knowledge",
                "Knows how.",
                five("not at all", "fully"),
            ),
            side_column(
                "ability",
                "Ability",
                "Can do it with what is there.",
                five("not at all", "fully"),
            ),
            side_column(
                "reinforcement",
                "Reinforcement",
                "Something makes it last.",
                five("nothing", "fully"),
            ),
        ],
    ));
    columns.extend(group(
        "Next move",
        [
            side_column(
                "move",
                "Next move",
                "What you will do; ask first what would make the refusal sensible.",
                NAME,
            ),
            side_column("date", "On", "Give each move a date.", CellKind::Date),
        ],
    ));
    Form {
        values: Vec::new(),
        tables: vec![TableForm {
            id: PEOPLE.to_owned(),
            title: "People".to_owned(),
            about: "One decision of this quarter, and no more than eight people who bear on it; initials only.".to_owned(),
            row: "person".to_owned(),
            most: 40,
            columns,
        }],
    }
}

fn group<const N: usize>(name: &str, columns: [SheetColumn; N]) -> [SheetColumn; N] {
    columns.map(|column| SheetColumn {
        group: name.to_owned(),
        ..column
    })
}

fn outcome(input: &Input<'_>, _: &Context<'_>) -> Result<Outcome> {
    let rows = input.rows(PEOPLE);
    let people: Vec<Person> = rows.iter().map(Person::of).collect();
    let mut outcome = Outcome {
        problems: problems(&people),
        ..Outcome::default()
    };
    for person in &people {
        let computed = [
            (
                "Priority",
                person.priority().map(|priority| priority.to_string()),
            ),
            ("Type", person.class().map(|class| class.label().to_owned())),
            ("Trust", person.trust().map(|trust| plain(trust, 1))),
            ("Barrier", person.barrier().map(Barrier::label)),
        ];
        let cells = computed.map(|(label, text)| SheetComputed {
            label: label.to_owned(),
            text: text.unwrap_or_else(|| "–".to_owned()),
        });
        outcome
            .computed
            .insert((PEOPLE.to_owned(), person.id.clone()), cells.to_vec());
    }
    let ranked = ranked(&people);
    if ranked.is_empty() {
        outcome.missing = Some(if rows.is_empty() {
            "Take one decision of this quarter and enter the people who bear on it, by their initials.".to_owned()
        } else {
            "A result needs one person with power, interest, support now and support needed."
                .to_owned()
        });
        return Ok(outcome);
    }
    outcome.finding = Some(finding(&ranked));
    let below = ranked.iter().filter(|(_, priority)| *priority > 0).count();
    let total: u32 = ranked.iter().map(|(_, priority)| priority).sum();
    let no_move = parts::without_move(&ranked);
    outcome.figures = vec![
        kept("people", "People", ranked.len() as f64, ""),
        kept("below", "People below what is needed", below as f64, ""),
        kept(
            "highest",
            "Highest priority",
            f64::from(ranked[0].1),
            "points",
        ),
        kept("total", "Sum of priorities", f64::from(total), "points"),
        kept(
            "no_move",
            "Of them without a dated move",
            no_move as f64,
            "",
        ),
    ];
    outcome.parts.push(parts::grid(&ranked));
    outcome.parts.push(parts::priorities(&ranked));
    outcome.parts.push(parts::moves(&ranked));
    outcome.parts.extend(parts::lenders(&people));
    Ok(outcome)
}

/// People with a priority, highest first; of equal ones as entered.
fn ranked(people: &[Person]) -> Vec<(&Person, u32)> {
    let mut ranked: Vec<_> = people
        .iter()
        .filter_map(|person| Some((person, person.priority()?)))
        .collect();
    ranked.sort_by_key(|(_, priority)| std::cmp::Reverse(*priority));
    ranked
}

fn finding(ranked: &[(&Person, u32)]) -> String {
    let (first, most) = ranked[0];
    if most == 0 {
        return "[Everybody gives] the support that the decision needs; keep a date beside each."
            .to_owned();
    }
    let tied: Vec<&str> = ranked
        .iter()
        .take_while(|(_, priority)| *priority == most)
        .map(|(person, _)| person.name.as_str())
        .collect();
    if let [_, _, ..] = tied[..] {
        return format!(
            "[{}] come first, with a priority of {most} each: see whose barrier you can move.",
            safe(&tied.join(" and "))
        );
    }
    let barrier = match first.barrier() {
        Some(Barrier::At(element)) => {
            format!("; the barrier is [{}]", ELEMENTS[element].1.to_lowercase())
        }
        _ => String::new(),
    };
    format!(
        "[{}] comes first, with a priority of {most}{barrier}.",
        safe(&first.name)
    )
}

fn problems(people: &[Person]) -> Vec<SheetProblem> {
    let mut problems = Vec::new();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for person in people {
        let initials = person.name.to_uppercase().replace(['.', ' '], "");
        if person.named {
            *seen.entry(initials).or_default() += 1;
        }
    }
    for person in people.iter().filter(|person| person.named) {
        let name = &person.name;
        let lower = name.chars().filter(|letter| letter.is_lowercase()).count();
        if lower >= 3 {
            problems.push(problem(
                PEOPLE,
                &person.id,
                "name",
                format!("“{name}” looks like a name: use initials."),
            ));
        }
        let initials = name.to_uppercase().replace(['.', ' '], "");
        if let Some(times @ 2..) = seen.remove(&initials) {
            problems.push(problem(
                PEOPLE,
                &person.id,
                "name",
                format!(
                    "“{name}” stands for {}: add a letter, so that you can tell them apart.",
                    count(times as usize, "person", "people")
                ),
            ));
        }
    }
    problems
}

/// Initials and priority of whoever comes first, if somebody stands below what is needed; for the
/// 90-day plan.
pub(super) fn first(fields: &Fields) -> Option<(String, u32)> {
    let rows = Input::new(fields).rows(PEOPLE);
    let people: Vec<Person> = rows.iter().map(Person::of).collect();
    let (person, priority) = *ranked(&people).first()?;
    (priority > 0).then(|| (person.name.clone(), priority))
}

/// The university of lesson 8.1, in April.
fn example(day: NaiveDate) -> Fields {
    let on = |days| {
        day.checked_add_days(Days::new(days))
            .unwrap_or(day)
            .to_string()
    };
    let people = vec![
        json!({"name": "K.M.", "role": "Registrar", "power": 5, "interest": 5, "current": 1, "desired": 2,
            "legitimacy": true, "urgency": true, "credibility": 8, "reliability": 9, "intimacy": 6, "self": 4,
            "awareness": 5, "desire": 5, "knowledge": 4, "ability": 3, "reinforcement": 3,
            "move": "Agree who speaks for it in council", "date": on(9)}),
        json!({"name": "S.N.", "role": "Head of admissions", "power": 2, "interest": 5, "current": -1, "desired": 1,
            "legitimacy": true, "urgency": true, "lender": "The registrar, if August is at risk",
            "credibility": 7, "reliability": 6, "intimacy": 4, "self": 6,
            "awareness": 5, "desire": 3, "knowledge": 4, "ability": 2, "reinforcement": 3,
            "move": "Count last August’s late offers together", "date": on(4)}),
        json!({"name": "F.O.", "role": "Dean of medicine", "power": 4, "interest": 4, "current": -2, "desired": -1,
            "legitimacy": true, "credibility": 6, "reliability": 7, "intimacy": 2, "self": 7,
            "awareness": 4, "desire": 2, "knowledge": 4, "ability": 4, "reinforcement": 2,
            "move": "Ask what would keep the “no” to the meeting itself", "date": on(16)}),
        json!({"name": "D.A.", "role": "Finance director, has a vote", "power": 5, "interest": 2, "current": -1, "desired": 0,
            "legitimacy": true, "credibility": 8, "reliability": 8, "intimacy": 3, "self": 6,
            "awareness": 2, "desire": 2, "knowledge": 4, "ability": 5, "reinforcement": 3}),
        json!({"name": "J.T.", "role": "Disability adviser", "power": 4, "interest": 5, "current": -2, "desired": 0,
            "legitimacy": true, "urgency": true, "credibility": 5, "reliability": 2, "intimacy": 2, "self": 8,
            "awareness": 5, "desire": 4, "knowledge": 3, "ability": 2, "reinforcement": 1,
            "move": "Answer the two letters, with a date for the records", "date": on(1)}),
    ];
    super::sheet::part::example(&[], &[(PEOPLE, people)])
}
