//! The input as a table: the same columns in XLSX and CSV.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::shape::Shape;
use crate::api::{Criterion, FrontierView, ProjectView};
use crate::tool::frontier::SCORE;
use crate::tool::rows;
use crate::tool::sheet::part::plain;

/// A typed cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(f64),
    /// A number, and how it is shown: rounded, with its unit.
    Shown(f64, String),
    /// The same, among numbers of other kinds: its decimals are its own.
    Alone(f64, String),
    Date(NaiveDate),
}

impl Cell {
    /// Empty for no text.
    pub fn text(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }

    /// A number where the text is one, perhaps with a unit; else the text.
    pub fn parsed(text: &str) -> Self {
        match Shape::of(text) {
            Some((number, _)) => Self::Shown(number, text.to_owned()),
            None => Self::text(text),
        }
    }

    /// As [`Self::parsed`], among numbers of other kinds.
    pub fn figure(text: &str) -> Self {
        match Self::parsed(text) {
            Self::Shown(number, text) => Self::Alone(number, text),
            words => words,
        }
    }

    /// A number among others of other kinds, with two decimals at most.
    pub fn alone(number: f64) -> Self {
        Self::Alone(number, plain(number, 2))
    }

    /// A number that is shown with so many decimals at most.
    pub fn rounded(number: f64, decimals: usize) -> Self {
        Self::Shown(number, plain(number, decimals))
    }
}

/// A table with headings.
#[derive(Default)]
pub struct Table {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// The projects as they are filled in.
pub fn projects(view: &FrontierView) -> Table {
    let mut headings = vec!["Project".to_owned(), cost_heading(&view.unit)];
    headings.extend(
        view.criteria
            .iter()
            .enumerate()
            .map(|(place, criterion)| criterion_heading(place, criterion)),
    );
    headings.extend(["Forced", "Depends on", "Excludes"].map(str::to_owned));
    let references = references(&view.projects);
    let rows = view
        .projects
        .iter()
        .map(|project| {
            let mut row = vec![Cell::Text(project.name.clone()), number(project.cost)];
            row.extend(
                view.criteria
                    .iter()
                    .map(|criterion| number(project.scores.get(&criterion.id).copied())),
            );
            row.push(if project.forced {
                Cell::Text("yes".to_owned())
            } else {
                Cell::Empty
            });
            row.push(others(&project.depends, &references));
            row.push(others(&project.excludes, &references));
            row
        })
        .collect();
    Table { headings, rows }
}

/// “Cost, €m”.
pub fn cost_heading(unit: &str) -> String {
    if unit.is_empty() {
        "Cost".to_owned()
    } else {
        format!("Cost, {unit}")
    }
}

/// The criterion that is there when none is given is just “Score”; others carry their weight.
fn criterion_heading(place: usize, criterion: &Criterion) -> String {
    let name = criterion.name.trim();
    if criterion.id == SCORE && name == "Score" && criterion.weight == 1.0 {
        name.to_owned()
    } else if name.is_empty() {
        format!("Criterion {} × {}", place + 1, criterion.weight)
    } else {
        format!("{name} × {}", criterion.weight)
    }
}

fn number(number: Option<f64>) -> Cell {
    number.map_or(Cell::Empty, Cell::Number)
}

/// How each project is named by others: by its name, or by its place (`#3`) where the name could
/// be another's or would be taken apart.
fn references(projects: &[ProjectView]) -> BTreeMap<&str, String> {
    let folded = |name: &str| {
        name.to_lowercase()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut count: BTreeMap<String, u32> = BTreeMap::new();
    for project in projects {
        *count.entry(folded(&project.name)).or_default() += 1;
    }
    projects
        .iter()
        .enumerate()
        .map(|(place, project)| {
            let name = project.name.trim();
            let clear = count.get(&folded(name)) == Some(&1)
                && !name.contains([';', '\n', '\r'])
                && !name.starts_with(['#', ','])
                && !name.ends_with(',')
                && !name.is_empty();
            let reference = if clear {
                name.to_owned()
            } else {
                format!("#{}", place + 1)
            };
            (project.id.as_str(), reference)
        })
        .collect()
}

fn others(ids: &[String], references: &BTreeMap<&str, String>) -> Cell {
    let names: Vec<&str> = ids
        .iter()
        .filter_map(|id| references.get(id.as_str()).map(String::as_str))
        .collect();
    if names.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(names.join("; "))
    }
}

/// Text that a spreadsheet might run as a formula, with an apostrophe before it (OWASP, “CSV
/// Injection”); the apostrophe itself is doubled where it would be taken for ours.
pub fn escaped(text: &str) -> String {
    if text.starts_with(rows::DANGEROUS) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
