//! What is shown of a plan.

use super::delay::Delay;
use super::plan::{HIGH, Load, MIDDLE, Plan, Work, of_hundred, utilisation, wait};
use crate::api::{
    Bar, BarsPart, FiguresPart, HeatCell, HeatLegend, HeatPart, HeatRow, PartCell, SheetPart,
    TablePart, Tone,
};
use crate::tool::sheet::money::money;
use crate::tool::sheet::part::{
    cell, columns, count, listed, percent, plain, row, share, shown, words,
};

/// All parts, in order; there is a result.
pub fn all(plan: &Plan, breaches: &[Load], delays: &[Delay], unit: &str) -> Vec<SheetPart> {
    let mut parts = vec![figures(plan, breaches), map(plan, breaches)];
    if let Some(first) = breaches.first() {
        parts.push(delay_table(plan, first, delays, unit));
    }
    parts.push(breach_table(plan, breaches));
    parts.extend(twice(plan));
    parts.push(means(plan));
    parts
}

fn figures(plan: &Plan, breaches: &[Load]) -> SheetPart {
    let name = |load: &Load| {
        format!(
            "{}, {}",
            plan.roles[load.role].name, plan.months[load.month].label
        )
    };
    let high = plan
        .cells()
        .filter(|load| load.u >= HIGH && load.u <= 1.0)
        .count();
    let mut figures = vec![shown(
        "First breach",
        breaches.first().map_or_else(|| "none".to_owned(), name),
        if breaches.is_empty() {
            Tone::Plain
        } else {
            Tone::Strong
        },
    )];
    if let Some(highest) = plan.highest() {
        let text = format!("{}: {}", of_hundred(highest.u), name(&highest));
        figures.push(shown("Highest utilisation", text, Tone::Plain));
    }
    figures.push(shown(
        "Role-months over 100%",
        breaches.len().to_string(),
        if breaches.is_empty() {
            Tone::Plain
        } else {
            Tone::Caution
        },
    ));
    figures.push(shown(
        "Role-months at 85% to 100%",
        high.to_string(),
        Tone::Plain,
    ));
    SheetPart::Figures(FiguresPart {
        title: "Where it is tight".to_owned(),
        sentence: format!(
            "{} over {}, with demand weighted by probability.",
            count(plan.roles.len(), "role", "roles"),
            count(plan.months.len(), "month", "months")
        ),
        figures,
    })
}

/// Level and mark of a utilisation.
fn band(u: f64) -> (u8, bool) {
    match u {
        u if u > 1.0 => (4, true),
        u if u >= HIGH => (3, false),
        u if u >= MIDDLE => (1, false),
        _ => (0, false),
    }
}

fn legend() -> Vec<HeatLegend> {
    [
        (0, "below 70%"),
        (1, "70% to under 85%"),
        (3, "85% to 100%"),
        (4, "over 100%: a breach"),
    ]
    .into_iter()
    .map(|(level, label)| HeatLegend {
        level,
        over: level == 4,
        label: label.to_owned(),
    })
    .collect()
}

fn heat_cell(demand: f64, capacity: f64, who: &str) -> HeatCell {
    let Some(u) = utilisation(demand, capacity) else {
        return HeatCell {
            text: String::new(),
            level: 0,
            over: false,
            note: "nobody is there, and nothing is wanted".to_owned(),
        };
    };
    let (level, over) = band(u);
    let waiting = match wait(u) {
        Some(wait) => format!("wait index {}", plain(wait, 1)),
        None => "the wait has no limit".to_owned(),
    };
    let mut note = format!(
        "{} of {} people; {waiting}",
        plain(demand, 2),
        plain(capacity, 2)
    );
    if !who.is_empty() {
        note.push_str("; ");
        note.push_str(who);
    }
    HeatCell {
        text: if u.is_finite() {
            of_hundred(u)
        } else {
            "nobody".to_owned()
        },
        level,
        over,
        note,
    }
}

/// “Ledger 1.5, Mobile app 0.9”: who makes the load, the greatest first.
fn who(plan: &Plan, role: usize, month: usize) -> String {
    let mut makers: Vec<(&Work, f64)> = plan
        .work
        .iter()
        .filter(|work| work.role == role)
        .map(|work| (work, work.d[month] * work.p))
        .filter(|(_, people)| *people > 0.0)
        .collect();
    makers.sort_by(|a, b| b.1.total_cmp(&a.1));
    let texts: Vec<String> = makers
        .iter()
        .map(|(work, people)| format!("{} {}", work.name, plain(*people, 2)))
        .collect();
    if texts.len() > MOST_MAKERS {
        let (named, rest) = texts.split_at(MOST_MAKERS - 1);
        format!("{} and {} more", named.join(", "), rest.len())
    } else {
        texts.join(", ")
    }
}

/// So many pieces of work are named in a cell.
const MOST_MAKERS: usize = 5;

fn map(plan: &Plan, breaches: &[Load]) -> SheetPart {
    let elsewhere: f64 = plan.work.iter().map(|work| work.elsewhere * work.p).sum();
    let mut sentence = match breaches.first() {
        None => "No role is over 100% in any month.".to_owned(),
        Some(first) => {
            let mut names: Vec<String> = Vec::new();
            for breach in breaches {
                let name = &plan.roles[breach.role].name;
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
            format!(
                "{} over 100%, first in {}: {}.",
                count(breaches.len(), "role-month is", "role-months are"),
                plan.months[first.month].full,
                listed(&names)
            )
        }
    };
    if elsewhere > 0.0 {
        sentence.push_str(&format!(
            " {} expected person-months fall outside these months and are not shown.",
            plain(elsewhere, 2)
        ));
    }
    SheetPart::Heat(HeatPart {
        title: "Utilisation by role and month".to_owned(),
        sentence,
        corner: "Role".to_owned(),
        columns: plan
            .months
            .iter()
            .map(|month| month.label.clone())
            .collect(),
        rows: (0..plan.roles.len())
            .map(|role| HeatRow {
                label: plan.roles[role].name.clone(),
                cells: (0..plan.months.len())
                    .map(|month| {
                        heat_cell(
                            plan.demand(role, month),
                            plan.roles[role].capacity(),
                            &who(plan, role, month),
                        )
                    })
                    .collect(),
            })
            .collect(),
        legend: legend(),
    })
}

fn delay_table(plan: &Plan, first: &Load, delays: &[Delay], unit: &str) -> SheetPart {
    let role = &plan.roles[first.role].name;
    let priced = delays.iter().all(|delay| delay.cost.is_some());
    let sentence = match delays {
        [] => String::new(),
        [one] => format!(
            "Only {} clears {role} by itself, delayed by {}.",
            plan.work[one.work].name,
            count(one.months, "month", "months")
        ),
        [best, ..] if priced => format!(
            "{} clears {role} at the least cost of delay, {}.",
            plan.work[best.work].name,
            money(best.cost.unwrap_or(0.0), unit)
        ),
        [best, ..] => format!(
            "{} clears {role} with the shortest delay, by the order that the formula gives; with a cost of delay for each, the cheapest would come first.",
            plan.work[best.work].name
        ),
    };
    let mean = plan.mean(first.role);
    let none = match mean {
        None => format!("{role} has work and nobody to do it: no delay makes up for that."),
        Some(mean) if mean >= HIGH => format!(
            "No piece of work clears {role} by being delayed alone. Its mean is {}: a plateau, which no delay clears and somebody has decided on.",
            of_hundred(mean)
        ),
        Some(_) => format!(
            "No piece of work clears {role} by being delayed alone. Move two, or make one smaller."
        ),
    };
    let rows = delays.iter().enumerate().map(|(place, delay)| {
        let work = &plan.work[delay.work];
        let cells = vec![
            words(work.name.clone()),
            cell(delay.months as f64, 0),
            share(work.p),
            cell(delay.freed, 2),
            PartCell {
                text: delay
                    .cost
                    .map_or_else(|| "–".to_owned(), |cost| money(cost, unit)),
                number: delay.cost,
            },
            cell(delay.beyond, 2),
            words(also_wants(plan, delay.work)),
        ];
        row(
            cells,
            if place == 0 {
                Tone::Strong
            } else {
                Tone::Plain
            },
        )
    });
    let freed = format!("#Frees in {}", plan.months[first.month].label);
    SheetPart::Table(TablePart {
        title: format!("What clears {role}"),
        sentence,
        columns: columns(&[
            "Work",
            "#Delay, months",
            "#Probability",
            &freed,
            "#Cost of delay",
            "#Person-months moved beyond the map",
            "Also wants",
        ]),
        rows: rows.collect(),
        none,
    })
}

/// Other roles that rows of the same name want: with a delay they move as well.
fn also_wants(plan: &Plan, work: usize) -> String {
    let name = &plan.work[work].name;
    let others: Vec<String> = plan
        .work
        .iter()
        .enumerate()
        .filter(|(at, other)| *at != work && other.name == *name)
        .map(|(_, other)| plan.roles[other.role].name.clone())
        .collect();
    if others.is_empty() {
        "–".to_owned()
    } else {
        listed(&others)
    }
}

fn breach_table(plan: &Plan, breaches: &[Load]) -> SheetPart {
    let rows = breaches.iter().map(|breach| {
        let demand = plan.demand(breach.role, breach.month);
        let capacity = plan.roles[breach.role].capacity();
        let cells = vec![
            words(plan.months[breach.month].label.clone()),
            words(plan.roles[breach.role].name.clone()),
            if breach.u.is_finite() {
                PartCell {
                    text: of_hundred(breach.u),
                    number: Some(breach.u),
                }
            } else {
                words("nobody")
            },
            cell(demand, 2),
            cell(capacity, 2),
            cell(demand - capacity, 2),
            words(who(plan, breach.role, breach.month)),
        ];
        row(cells, Tone::Caution)
    });
    SheetPart::Table(TablePart {
        title: "Breaches".to_owned(),
        sentence: String::new(),
        columns: columns(&[
            "Month",
            "Role",
            "#Utilisation",
            "#Wanted",
            "#Can give",
            "#Short by",
            "Who wants them",
        ]),
        rows: rows.collect(),
        none: "No role is over 100% in any month, by these figures. Is the availability what happened last year?".to_owned(),
    })
}

/// The role with the largest uncertain piece of work: as expected, with it and without.
fn twice(plan: &Plan) -> Option<SheetPart> {
    let uncertain = |work: &Work| work.in_all() * (1.0 - work.p);
    let work = plan
        .work
        .iter()
        .filter(|work| work.p > 0.0 && uncertain(work) > 0.0)
        .reduce(|most, work| {
            if uncertain(work) > uncertain(most) {
                work
            } else {
                most
            }
        })?;
    let capacity = plan.roles[work.role].capacity();
    let with = |p: f64| -> Vec<HeatCell> {
        (0..plan.months.len())
            .map(|month| {
                let demand = plan.demand(work.role, month) + work.d[month] * (p - work.p);
                heat_cell(demand.max(0.0), capacity, "")
            })
            .collect()
    };
    let ahead = with(1.0);
    let over = ahead.iter().filter(|cell| cell.over).count();
    Some(SheetPart::Heat(HeatPart {
        title: format!("The map twice: {}", work.name),
        sentence: format!(
            "It is counted at {} and will come whole or not at all; if it goes ahead, {} of {} {} over 100%.",
            percent(work.p),
            count(over, "month", "months"),
            plan.roles[work.role].name,
            if over == 1 { "is" } else { "are" },
        ),
        corner: plan.roles[work.role].name.clone(),
        columns: plan
            .months
            .iter()
            .map(|month| month.label.clone())
            .collect(),
        rows: vec![
            HeatRow {
                label: "As expected".to_owned(),
                cells: with(work.p),
            },
            HeatRow {
                label: "If it goes ahead".to_owned(),
                cells: ahead,
            },
            HeatRow {
                label: "If it does not".to_owned(),
                cells: with(0.0),
            },
        ],
        legend: legend(),
    }))
}

fn means(plan: &Plan) -> SheetPart {
    let mut means: Vec<(usize, f64)> = (0..plan.roles.len())
        .filter_map(|role| Some((role, plan.mean(role)?)))
        .collect();
    means.sort_by(|a, b| b.1.total_cmp(&a.1));
    let plateaus: Vec<String> = (0..plan.roles.len())
        .filter(|role| {
            (0..plan.months.len())
                .all(|month| plan.utilisation(*role, month).is_some_and(|u| u >= HIGH))
        })
        .map(|role| plan.roles[role].name.clone())
        .collect();
    let sentence = match (plateaus.as_slice(), means.first()) {
        ([], None) => "No role has anybody in it.".to_owned(),
        ([], Some((role, mean))) => format!(
            "{} is highest, at {} of all that it can give; no role is at 85% or more in every month.",
            plan.roles[*role].name,
            of_hundred(*mean)
        ),
        (names, _) => format!(
            "At 85% or more in every month: {}. That is a plateau, which no delay clears.",
            listed(names)
        ),
    };
    SheetPart::Bars(BarsPart {
        title: "Mean utilisation by role".to_owned(),
        sentence,
        corner: "Role".to_owned(),
        measure: "Mean utilisation, %".to_owned(),
        bars: means
            .iter()
            .map(|(role, mean)| Bar {
                label: plan.roles[*role].name.clone(),
                value: mean * 100.0,
                text: of_hundred(*mean),
                tone: if *mean >= HIGH {
                    Tone::Caution
                } else {
                    Tone::Plain
                },
            })
            .collect(),
    })
}
