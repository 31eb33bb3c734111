//! From cells to the rows of a tool of tables.
//!
//! A column is found by its heading (our own export's, or its name alone); without any heading that
//! is known the columns are taken in their order. What does not fit its column is a problem with
//! its row, and the cell stays empty: nothing is guessed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::grid::{Cell, Grid};
use super::number;
use crate::api::{CellKind, CellOption, SheetColumn, ToolColumn, ToolRowProblem, ToolRows};
use crate::tool::export::sheet_tool::heading;
use crate::tool::sheet::{self, TableForm};

/// Reads rows for a table. Never fails: what cannot be read is a problem.
pub fn read(table: &TableForm, grid: &Grid) -> ToolRows {
    let found = Found::of(table, grid);
    let mut reading = Reading {
        comma: number::commas_are_decimal(grid.rows.iter().flat_map(|(_, cells)| cells)),
        problems: Vec::new(),
    };
    let (mut set, mut names) = (BTreeMap::new(), Vec::new());
    for (row, cells) in grid.rows.iter().skip(found.skip) {
        if names.len() >= table.most as usize {
            let message = format!(
                "{} is the most; this row and those after it are left out.",
                table.most
            );
            reading.problem(*row, message);
            break;
        }
        let (mut value, mut name) = (Map::new(), String::new());
        for (at, column) in &found.columns {
            let Some(cell) = cells.get(*at).filter(|cell| !cell.is_empty()) else {
                continue;
            };
            if let Some(read) = reading.cell(*row, column, cell) {
                if column.id == table.columns[0].id {
                    name = read.as_str().unwrap_or_default().to_owned();
                }
                value.insert(column.id.clone(), read);
            }
        }
        if value.is_empty() {
            continue;
        }
        value.insert("order".to_owned(), json!(names.len()));
        set.insert(
            format!("{}{}:{}", sheet::ROW, table.id, id(&name, names.len())),
            Value::Object(value),
        );
        names.push(name);
    }
    if names.is_empty() {
        let first = grid.rows.first().map_or(1, |(row, _)| *row);
        reading.problem(first, "There is nothing here to read.".to_owned());
    }
    ToolRows {
        columns: found.described(grid),
        set,
        names,
        problems: reading.problems,
    }
}

/// Which columns of the source are what.
struct Found<'t> {
    columns: Vec<(usize, &'t SheetColumn)>,
    /// Rows before the first with data.
    skip: usize,
    /// Headings of the source, by place.
    headings: Vec<String>,
}

impl<'t> Found<'t> {
    fn of(table: &'t TableForm, grid: &Grid) -> Self {
        let named = |cells: &[Cell]| named(table, cells);
        // A title or a date may stand above the headings. One known heading is enough where the
        // table has only a few columns.
        let wanted = if table.columns.len() <= 2 { 1 } else { 2 };
        let header = grid
            .rows
            .iter()
            .take(10)
            .enumerate()
            .find_map(|(at, (_, cells))| {
                let found = named(cells);
                (found.len() >= wanted).then_some((at, found, cells))
            });
        match header {
            Some((at, columns, cells)) => Self {
                columns,
                skip: at + 1,
                headings: cells.iter().map(Cell::text).collect(),
            },
            None => Self {
                columns: table.columns.iter().enumerate().collect(),
                skip: 0,
                headings: Vec::new(),
            },
        }
    }

    fn described(&self, grid: &Grid) -> Vec<ToolColumn> {
        let width = grid
            .rows
            .iter()
            .map(|(_, cells)| cells.len())
            .max()
            .unwrap_or(0);
        (0..width)
            .map(|at| {
                let heading = self.headings.get(at).filter(|heading| !heading.is_empty());
                let known = self.columns.iter().find(|(place, _)| *place == at);
                ToolColumn {
                    heading: heading.map_or_else(|| format!("column {}", at + 1), Clone::clone),
                    role: known
                        .map_or_else(|| "ignored".to_owned(), |(_, column)| column.label.clone()),
                }
            })
            .collect()
    }
}

/// Which cells name columns. Headings that are the column’s own to the letter go first: what is left
/// may differ in what people add, and “+44” must not take the place of “−44”.
fn named<'t>(table: &'t TableForm, cells: &[Cell]) -> Vec<(usize, &'t SheetColumn)> {
    let mut found: BTreeMap<usize, &'t SheetColumn> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for exactly in [true, false] {
        for (at, cell) in cells.iter().enumerate() {
            let text = cell.text();
            let text = if exactly { text } else { folded(&text) };
            if text.is_empty() || found.contains_key(&at) {
                continue;
            }
            let column = table.columns.iter().find(|column| {
                let names = [&column.label, &heading(column), &column.id];
                !taken.contains(&column.id)
                    && names.into_iter().any(|name| {
                        if exactly {
                            *name == text
                        } else {
                            folded(name) == text
                        }
                    })
            });
            if let Some(column) = column {
                taken.insert(&column.id);
                found.insert(at, column);
            }
        }
    }
    found.into_iter().collect()
}

struct Reading {
    comma: bool,
    problems: Vec<ToolRowProblem>,
}

impl Reading {
    fn problem(&mut self, row: u32, message: String) {
        self.problems.push(ToolRowProblem { row, message });
    }

    fn cell(&mut self, row: u32, column: &SheetColumn, cell: &Cell) -> Option<Value> {
        let read = value(&column.kind, cell, self.comma);
        let fits = read.filter(|value| sheet::check(&column.kind, value).is_ok());
        if fits.is_none() {
            let shown = crate::course::excerpt(&cell.text(), 40);
            self.problem(
                row,
                format!(
                    "{}: “{shown}” was left out; this column takes {}.",
                    column.label,
                    sheet::wanted(&column.kind)
                ),
            );
        }
        fits
    }
}

/// From position and name, so that reading the same table twice gives the same ids.
fn id(name: &str, place: usize) -> String {
    let letters = folded(name)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(20)
        .collect::<String>();
    format!("r-{letters}-{}", place + 1)
}

fn value(kind: &CellKind, cell: &Cell, comma: bool) -> Option<Value> {
    let text = cell.text();
    match kind {
        CellKind::Text { most } => {
            let text: String = text.chars().take(*most as usize).collect();
            Some(json!(text))
        }
        CellKind::Number { unit, .. } => {
            let bare = match cell {
                Cell::Text(text) if unit == "%" => {
                    Cell::Text(text.trim().trim_end_matches('%').trim().to_owned())
                }
                other => other.clone(),
            };
            let amount = number::amount(&bare, comma)?;
            // “1.2m” in a column of millions is 1.2; elsewhere it is what it says.
            let factor = match amount.scale {
                Some(scale) if !unit.ends_with(scale.word()) => scale.factor(),
                _ => 1.0,
            };
            Some(json!(amount.number * factor))
        }
        CellKind::Scale { words, least, .. } => match number::amount(cell, comma) {
            Some(amount) => Some(json!(amount.number)),
            None => {
                let at = words
                    .iter()
                    .position(|word| !word.is_empty() && folded(word) == folded(&text))?;
                Some(json!(i64::from(*least) + i64::try_from(at).ok()?))
            }
        },
        CellKind::Steps { .. } => number::amount(cell, comma).map(|amount| json!(amount.number)),
        CellKind::Choice { options } | CellKind::Row { options, .. } => {
            option(options, &text).map(|id| json!(id))
        }
        CellKind::Date => day(&text).map(|day| json!(day)),
        CellKind::Flag => match text.to_lowercase().as_str() {
            "yes" | "y" | "true" | "1" | "x" | "✓" | "✔" => Some(json!(true)),
            "no" | "n" | "false" | "0" | "-" | "–" => Some(json!(false)),
            _ => None,
        },
    }
}

/// By its name; by its place (`#3`), as our own export writes it where names are the same; or by a
/// name that differs in what people add, as long as it can be only one: “C++” is not “C#”.
fn option<'o>(options: &'o [CellOption], text: &str) -> Option<&'o str> {
    let only = |is_it: &dyn Fn(&CellOption) -> bool| {
        let mut found = options.iter().filter(|option| is_it(option));
        found.next().filter(|_| found.next().is_none())
    };
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (exact, wanted) = (spaced(text), folded(text));
    let place = || {
        let place: usize = text.trim().strip_prefix('#')?.parse().ok()?;
        options.get(place.checked_sub(1)?)
    };
    let found = only(&|option| spaced(&option.label) == exact)
        .or_else(place)
        .or_else(|| {
            only(&|option| {
                !wanted.is_empty()
                    && (folded(&option.label) == wanted || folded(&option.id) == wanted)
            })
        })?;
    Some(&found.id)
}

/// `YYYY-MM-DD`, or `DD.MM.YYYY`. What has slashes is read differently in different countries and
/// is left to the person.
fn day(text: &str) -> Option<String> {
    let iso = text.get(..10).unwrap_or(text);
    if sheet::date(iso).is_some() {
        return Some(iso.to_owned());
    }
    let parts: Vec<&str> = text.split('.').collect();
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    let iso = format!("{year:0>4}-{month:0>2}-{day:0>2}");
    sheet::date(&iso).map(|_| iso)
}

/// Small letters, without what people add: spaces, punctuation, units in brackets.
fn folded(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}
