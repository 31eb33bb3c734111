//! What T9 shows: hours, outcomes, thirty, sixty and ninety days, what was passed over, drafts.

use chrono::{Days, NaiveDate};

use super::Plan;
use super::fill::{Action, MOST, Verdict};
use crate::api::{FiguresPart, PartRow, SheetPart, TablePart, TextPart, Tone};
use crate::tool::sheet::part::{cell, columns, count, listed, plain, row, shown, words};

/// Influence up to here is somebody else's: matter for the cohort (lesson 9.4).
const LITTLE: u32 = 2;
const HIGHEST: u32 = 5;

fn shown_hours(hundredths: u32) -> String {
    plain(f64::from(hundredths) / 100.0, 2)
}

pub(super) fn hours(plan: &Plan) -> SheetPart {
    let used = plan.filled.used;
    let out: Vec<String> = plan
        .falls_out()
        .iter()
        .map(|a| format!("“{}”", a.name))
        .collect();
    let sentence = match &out[..] {
        _ if plan.chosen().is_empty() => String::new(),
        [] => "If everything took twice as long, all of it would still fit.".to_owned(),
        [one] => format!("If everything took twice as long, {one} would fall out: begin with it."),
        some => format!(
            "If everything took twice as long, {} would fall out: begin with the first of them.",
            listed(some)
        ),
    };
    SheetPart::Figures(FiguresPart {
        title: "Hours a week".to_owned(),
        sentence,
        figures: vec![
            shown("Hours a week", shown_hours(plan.hours), Tone::Plain),
            shown("Used", shown_hours(used), Tone::Strong),
            shown("Left", shown_hours(plan.hours - used), Tone::Plain),
            shown(
                "Outcomes",
                format!("{} of {}", plan.chosen().len(), plan.actions.len()),
                Tone::Plain,
            ),
        ],
    })
}

pub(super) fn chosen(plan: &Plan) -> SheetPart {
    let rows = plan.chosen().into_iter().map(|action| {
        let on = action
            .date
            .map_or_else(|| "no date yet".to_owned(), day_text);
        let step = match action.step.as_str() {
            "" => "no first step yet".to_owned(),
            step => step.to_owned(),
        };
        let lacking = action.date.is_none() || action.step.is_empty();
        let cells = vec![
            words(action.name.clone()),
            cell(action.score(), 1),
            cell(f64::from(action.hours) / 100.0, 2),
            words(step),
            words(on),
            words(if action.done { "done" } else { "" }),
        ];
        row(cells, if lacking { Tone::Caution } else { Tone::Plain })
    });
    SheetPart::Table(TablePart {
        title: "In the plan".to_owned(),
        sentence: "The score chooses; it is no sequence.".to_owned(),
        columns: columns(&["Outcome", "#Score", "#Hours", "First step", "On", "Done"]),
        rows: rows.collect(),
        none: String::new(),
    })
}

fn day_text(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// A third of the plan: its days, and what is decided at its end.
struct Third {
    first: u64,
    last: u64,
    of_each: Option<&'static str>,
    decision: &'static str,
}

/// As lesson 9.4 has them: each date is a decision.
const THIRDS: [Third; 3] = [
    Third {
        first: 0,
        last: 30,
        of_each: None,
        decision: "Something has ended and complaints were counted: which outcome would you give up, if you had to?",
    },
    Third {
        first: 31,
        last: 60,
        of_each: Some("Has shown something to somebody outside the office, or has not"),
        decision: "Go on, change it or abandon it, each by the stop line that you wrote at the start",
    },
    Third {
        first: 61,
        last: 90,
        of_each: Some("Another person does something differently, or does not"),
        decision: "Write down what happened, “no” included, and start again with the list",
    },
];

/// Three tables, with dates once the first day is known.
pub(super) fn ninety_days(plan: &Plan) -> Vec<SheetPart> {
    let day = |days: u64| plan.start?.checked_add_days(Days::new(days));
    let shown_day = |days: u64| day(days).map_or_else(|| format!("day {days}"), day_text);
    THIRDS
        .iter()
        .map(|third| {
            let mut rows: Vec<PartRow> = Vec::new();
            for action in plan.chosen() {
                rows.extend(first_step(action, third, &day));
                if let Some(text) = third.of_each {
                    let cells = vec![
                        words(action.name.clone()),
                        words(text),
                        words(shown_day(third.last)),
                    ];
                    rows.push(row(cells, Tone::Plain));
                }
            }
            let cells = vec![
                words("Decide"),
                words(third.decision),
                words(shown_day(third.last)),
            ];
            rows.push(row(cells, Tone::Strong));
            SheetPart::Table(TablePart {
                title: match day(third.last) {
                    Some(end) => format!("To day {}, {}", third.last, day_text(end)),
                    None => format!("To day {}", third.last),
                },
                sentence: String::new(),
                columns: columns(&["Outcome", "What happens", "By"]),
                rows,
                none: String::new(),
            })
        })
        .collect()
}

/// The first step, in the third in which its date falls; what has none, or no place, is in the
/// first.
fn first_step(
    action: &Action,
    third: &Third,
    day: &impl Fn(u64) -> Option<NaiveDate>,
) -> Option<PartRow> {
    let within = |of: &Third| match (action.date, day(of.first), day(of.last)) {
        (Some(date), Some(first), Some(last)) => first <= date && date <= last,
        _ => false,
    };
    let nowhere = !THIRDS.iter().any(within);
    if !(within(third) || nowhere && third.first == 0) {
        return None;
    }
    let (what, tone) = match action.step.as_str() {
        "" => ("Write down a first step".to_owned(), Tone::Caution),
        step if action.done => (format!("Done: {step}"), Tone::Weak),
        step => (step.to_owned(), Tone::Plain),
    };
    let (by, tone) = match action.date {
        Some(date) => (day_text(date), tone),
        None => ("no date yet".to_owned(), Tone::Caution),
    };
    let cells = vec![words(action.name.clone()), words(what), words(by)];
    Some(row(cells, tone))
}

pub(super) fn passed_over(plan: &Plan) -> SheetPart {
    let chosen = plan.chosen().len();
    let passed: Vec<(&Action, String)> = plan
        .filled
        .order
        .iter()
        .filter_map(|(place, verdict)| {
            let action = &plan.actions[*place];
            let why = match verdict {
                Verdict::Chosen => return None,
                Verdict::TooLong { left: 0 } => "no hours were left".to_owned(),
                Verdict::TooLong { left } => format!(
                    "takes {}, and {} were left",
                    shown_hours(action.hours),
                    shown_hours(*left)
                ),
                Verdict::Full => format!("{MOST} were chosen already"),
            };
            Some((action, why))
        })
        .collect();
    // The accident to look at: what missed by least.
    let near = plan
        .filled
        .order
        .iter()
        .filter_map(|(place, verdict)| match verdict {
            Verdict::TooLong { left } => {
                Some((plan.actions[*place].hours.saturating_sub(*left), *place))
            }
            _ => None,
        })
        .min();
    let sentence = match near {
        Some((short, place)) => format!(
            "“{}” was passed over for {} a week: if it matters more to you, find them by stopping something.",
            plan.actions[place].name,
            match short {
                100 => "an hour".to_owned(),
                short => format!("{} hours", shown_hours(short)),
            }
        ),
        None if passed.is_empty() => String::new(),
        None => format!(
            "{} stand below the third.",
            count(plan.actions.len() - chosen, "outcome", "outcomes")
        ),
    };
    let rows = passed.into_iter().map(|(action, why)| {
        let cells = vec![
            words(action.name.clone()),
            cell(action.score(), 1),
            cell(f64::from(action.impact), 0),
            cell(f64::from(action.hours) / 100.0, 2),
            words(why),
        ];
        row(
            cells,
            if action.impact == HIGHEST {
                Tone::Caution
            } else {
                Tone::Plain
            },
        )
    });
    SheetPart::Table(TablePart {
        title: "Passed over, and why".to_owned(),
        sentence,
        columns: columns(&["Outcome", "#Score", "#Impact", "#Hours", "Why"]),
        rows: rows.collect(),
        none: "Nothing was passed over.".to_owned(),
    })
}

/// Drafts for the cohort: of the chosen, and of what has the highest impact, those over which the
/// reader has little influence.
pub(super) fn challenges(plan: &Plan) -> Option<SheetPart> {
    let drafts: Vec<String> = plan
        .filled
        .order
        .iter()
        .map(|(place, verdict)| (&plan.actions[*place], *verdict == Verdict::Chosen))
        .filter(|(action, chosen)| {
            action.influence <= LITTLE && (*chosen || action.impact == HIGHEST)
        })
        .map(|(action, chosen)| draft(action, chosen))
        .collect();
    (!drafts.is_empty()).then(|| {
        SheetPart::Text(TextPart {
            title: "Drafts to bring to your cohort".to_owned(),
            paragraphs: drafts,
            list: true,
        })
    })
}

fn draft(action: &Action, chosen: bool) -> String {
    let mut draft = format!(
        "How might I get to this, when it is hardly mine to decide: “{}”?",
        action.name
    );
    if !action.gap.is_empty() {
        draft.push_str(&format!(
            " Where it comes from: {}.",
            action.gap.trim_end_matches('.')
        ));
    }
    draft.push_str(&format!(
        " Its impact would be {} of 5, my influence is {} of 5.",
        action.impact, action.influence
    ));
    if chosen && !action.step.is_empty() {
        draft.push_str(&format!(
            " I mean to begin so: {}.",
            action.step.trim_end_matches('.')
        ));
    }
    draft.push_str(" Who has lived through the same, and whose influence did it take?");
    draft
}
