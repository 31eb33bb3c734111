//! Rows that the other tools' results propose.
//!
//! One or two a tool, with ids made of the tool and what it is about: a suggestion that was taken
//! is not made again, and a new weakest point is a new suggestion. Of tools of tables only what
//! every result has is read: its sentence and the tones of its parts.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::json;

use super::{ACTIONS, SPEC};
use crate::Result;
use crate::api::{HeatRow, PartRow, SheetPart, SheetSuggestion, Tone};
use crate::tool::sheet::part::plain;
use crate::tool::sheet::{Context, Input, Outcome, unmarked};
use crate::tool::{Fields, Tool, ai_readiness, frontier, queries, stakeholders, survive_thrive};

/// Characters of a name or gap at most.
const LONGEST: usize = 200;
/// Characters of a thing that is quoted in a name.
const QUOTED: usize = 80;

/// Something that another tool found.
struct Found {
    /// What it is about: the row id follows from it.
    about: String,
    /// The outcome to want, as a first draft.
    name: String,
    /// The gap, as the tool says it.
    gap: String,
}

/// In the order of the tools; without those whose row is there already.
pub(super) fn suggestions(db: &Connection, input: &Input<'_>) -> Result<Vec<SheetSuggestion>> {
    let mut suggestions = Vec::new();
    for tool in Tool::all() {
        if tool.name() == SPEC.name {
            continue;
        }
        let fields = queries::fields(db, tool.name())?;
        if fields.is_empty() {
            continue;
        }
        for found in found(db, tool, &fields)? {
            suggestions.push(suggestion(tool, &found));
        }
    }
    let rows = input.rows(ACTIONS);
    suggestions.retain(|suggestion| rows.iter().all(|row| row.id != suggestion.row));
    suggestions.sort_by_key(|suggestion| suggestion.tool.clone());
    Ok(suggestions)
}

fn suggestion(tool: Tool, found: &Found) -> SheetSuggestion {
    let digest = blake3::hash(found.about.as_bytes()).to_hex();
    let gap = clipped(
        &format!("{}: {}", tool.name().to_uppercase(), found.gap),
        LONGEST,
    );
    SheetSuggestion {
        table: ACTIONS.to_owned(),
        row: format!("{}-{}", tool.name(), &digest[..12]),
        cells: BTreeMap::from([
            ("name".to_owned(), json!(clipped(&found.name, LONGEST))),
            ("gap".to_owned(), json!(gap)),
        ]),
        tool: tool.name().to_owned(),
        reason: format!("{}: {}.", tool.title(), found.gap.trim_end_matches('.')),
    }
}

fn found(db: &Connection, tool: Tool, fields: &Fields) -> Result<Vec<Found>> {
    Ok(match tool {
        Tool::SurviveThrive => weakest_dimension(db, fields)?.into_iter().collect(),
        Tool::Frontier => costliest_forced(fields).into_iter().collect(),
        Tool::Sheet(spec) => match spec.name {
            "t7" => lowest_readiness(fields).into_iter().collect(),
            "t8" => first_stakeholder(fields).into_iter().collect(),
            name => {
                let outcome = (spec.outcome)(&Input::new(fields), &Context { db })?;
                match name {
                    "t2" => services(&outcome),
                    _ => flagged(name, &outcome).into_iter().collect(),
                }
            }
        },
    })
}

/// T1: the weakest dimension, once all are scored.
fn weakest_dimension(db: &Connection, fields: &Fields) -> Result<Option<Found>> {
    let view = survive_thrive::view(db, fields)?;
    let weakest = view
        .dimensions
        .iter()
        .filter_map(|dimension| Some((dimension, dimension.score?)))
        .min_by(|a, b| a.1.total_cmp(&b.1));
    Ok(weakest
        .filter(|_| view.index.is_some())
        .map(|(dimension, score)| Found {
            about: dimension.id.clone(),
            name: format!(
                "Somebody outside the office notices a difference in its {}",
                dimension.name.to_lowercase()
            ),
            gap: format!(
                "{} is the weakest dimension, at {} of 100",
                dimension.name.to_lowercase(),
                plain(score, 0)
            ),
        }))
}

/// T4: the forced project that costs most, at the present budget.
fn costliest_forced(fields: &Fields) -> Option<Found> {
    let now = frontier::at(fields, fields.get("budget")?.as_f64()?).ok()?;
    let dearest = now
        .forced
        .iter()
        .filter(|forced| forced.lost > 0.0)
        .max_by(|a, b| a.lost.total_cmp(&b.lost))?;
    let name = fields
        .get(&format!("{}{}", frontier::PROJECT, dearest.project))
        .and_then(|project| project["name"].as_str())
        .map(str::trim)
        .filter(|name| !name.is_empty())?;
    Some(Found {
        about: dearest.project.clone(),
        name: format!(
            "Whoever forced in “{}” knows what it displaces",
            quoted(name)
        ),
        gap: format!(
            "forcing in “{}” loses {} points",
            quoted(name),
            plain(dearest.lost, 1)
        ),
    })
}

/// T7: the lowest dimension, and what one step more would look like.
fn lowest_readiness(fields: &Fields) -> Option<Found> {
    let (label, level, next) = ai_readiness::weakest(fields)?;
    Some(Found {
        about: label.to_owned(),
        name: format!("AI, {}: {next}", label.to_lowercase()),
        gap: format!("{} is lowest, at {level} of 5", label.to_lowercase()),
    })
}

/// T8: whoever comes first, by initials alone.
fn first_stakeholder(fields: &Fields) -> Option<Found> {
    let (initials, priority) = stakeholders::first(fields)?;
    Some(Found {
        about: initials.clone(),
        name: format!("{initials} gives the support that the decision needs"),
        gap: format!("{initials} comes first, with a priority of {priority}"),
    })
}

/// T2: the largest gap, and the first service that could stop.
fn services(outcome: &Outcome) -> Vec<Found> {
    let largest = outcome.parts.iter().find_map(|part| match part {
        SheetPart::Bars(bars) => bars.bars.first(),
        _ => None,
    });
    let mut found: Vec<Found> = largest
        .map(|bar| Found {
            about: format!("gap {}", bar.label),
            name: format!(
                "A customer of “{}” says that it is now good enough",
                quoted(&bar.label)
            ),
            gap: format!("“{}” has the largest gap, {}", quoted(&bar.label), bar.text),
        })
        .into_iter()
        .collect();
    let stop = outcome.parts.iter().find_map(|part| match part {
        SheetPart::Table(table) => table
            .rows
            .iter()
            .find(|row| row.tone == Tone::Caution)
            .and_then(|row| row.cells.first()),
        _ => None,
    });
    found.extend(stop.map(|cell| Found {
        about: format!("stop {}", cell.text),
        name: format!(
            "“{}” has ended, and whoever missed it was told why",
            quoted(&cell.text)
        ),
        gap: format!("“{}” could stop", quoted(&cell.text)),
    }));
    found
}

/// The first thing that a result of any other tool points at, in words that fit the tool.
fn flagged(tool: &str, outcome: &Outcome) -> Option<Found> {
    let finding = unmarked(outcome.finding.as_deref()?);
    let finding = finding.trim_end_matches('.').to_owned();
    let found = |about: String, name: String, gap: String| Some(Found { about, name, gap });
    match tool {
        "t3" => {
            // What is flagged of initiatives is another matter.
            let of_objectives = |part: &&SheetPart| matches!(part, SheetPart::Table(table) if table.title.starts_with("Objective"));
            let objective = outcome
                .parts
                .iter()
                .filter(of_objectives)
                .find_map(pointed_at)?;
            let name = format!(
                "Somebody funds “{}”, or takes it off the list",
                quoted(&objective)
            );
            let gap = format!("no money serves “{}”", quoted(&objective));
            found(objective, name, gap)
        }
        "t5" => {
            let heat = |part: &&SheetPart| matches!(part, SheetPart::Heat(_));
            let role = outcome.parts.iter().filter(heat).find_map(pointed_at)?;
            let name = format!("Fewer things ask for “{}” at the same time", quoted(&role));
            found(role, name, finding)
        }
        "t6" => {
            let rows = outcome.parts.iter().filter_map(|part| match part {
                SheetPart::Table(table) => Some(&table.rows),
                _ => None,
            });
            let lacks =
                |row: &&PartRow, what: &str| row.cells.iter().any(|c| c.text.contains(what));
            let row = rows
                .flatten()
                .find(|row| lacks(row, "no owner") || lacks(row, "no evidence"))?;
            let benefit = row.cells.first()?.text.clone();
            let (name, what) = if lacks(&row, "no owner") {
                (
                    format!("A named person answers for “{}”", quoted(&benefit)),
                    "owner",
                )
            } else {
                (
                    format!("The owner of “{}” shows evidence of it", quoted(&benefit)),
                    "evidence",
                )
            };
            let gap = format!("“{}” has no {what}", quoted(&benefit));
            found(benefit, name, gap)
        }
        _ => {
            let thing = outcome.parts.iter().find_map(pointed_at)?;
            let name = format!(
                "Somebody outside the office does something about “{}”",
                quoted(&thing)
            );
            found(thing, name, finding)
        }
    }
}

/// The name of what a part points at: the earliest cell beyond what can be, or the first with a
/// tone of caution.
fn pointed_at(part: &SheetPart) -> Option<String> {
    match part {
        SheetPart::Heat(heat) => (0..heat.columns.len()).find_map(|column| {
            let over = |row: &&HeatRow| row.cells.get(column).is_some_and(|cell| cell.over);
            heat.rows.iter().find(over).map(|row| row.label.clone())
        }),
        SheetPart::Table(table) => {
            let row = table.rows.iter().find(|row| row.tone == Tone::Caution)?;
            Some(row.cells.first()?.text.clone())
        }
        SheetPart::Bars(bars) => {
            let bar = bars.bars.iter().find(|bar| bar.tone == Tone::Caution)?;
            Some(bar.label.clone())
        }
        _ => None,
    }
}

fn quoted(name: &str) -> String {
    clipped(name, QUOTED)
}

fn clipped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}
