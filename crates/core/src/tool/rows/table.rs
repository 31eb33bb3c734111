//! From cells to the fields of T4.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::columns::{self, Column, Columns};
use super::grid::{Cell, Grid};
use super::heading::{self, Role};
use super::number::{self, Amount, Scale};
use crate::api::{ToolColumn, ToolRowProblem, ToolRows};
use crate::tool::frontier::{CRITERION, MOST_CRITERIA, MOST_STORED, NAME_CHARS, PROJECT, SCORE};

/// A row that became a project.
struct Draft<'a> {
    row: u32,
    cells: &'a [Cell],
    id: String,
    name: String,
}

struct Reading<'a> {
    columns: &'a Columns,
    problems: Vec<ToolRowProblem>,
}

/// Reads a table. Never fails: what cannot be read is a problem.
pub fn read(grid: &Grid) -> ToolRows {
    let columns = columns::of(grid);
    let mut reading = Reading {
        columns: &columns,
        problems: Vec::new(),
    };
    let drafts = reading.drafts(grid);
    let criteria = reading.criteria();
    let cost = reading.cost_scale(&drafts);
    let by_name = names(&drafts);
    let mut set = BTreeMap::new();
    if let Some(unit) = cost.unit.clone() {
        set.insert("unit".to_owned(), json!(unit));
    }
    for (order, (id, name, weight, _)) in criteria.iter().enumerate() {
        if id != SCORE {
            set.insert(
                format!("{CRITERION}{id}"),
                json!({"name": name, "weight": weight, "order": order}),
            );
        }
    }
    for (order, draft) in drafts.iter().enumerate() {
        let scores: BTreeMap<&String, Value> = criteria
            .iter()
            .filter_map(|(id, name, _, at)| {
                let score = reading.number(draft, *at, &format!("score for {name}"))?;
                Some((id, json!(score.number)))
            })
            .collect();
        let amount = reading
            .at(Role::Cost)
            .and_then(|at| reading.number(draft, at, "cost"))
            .map(|amount| cost.in_unit(&amount));
        let value = json!({
            "name": draft.name,
            "cost": amount,
            "scores": scores,
            "forced": reading.truth(draft),
            "depends": reading.others(draft, Role::Depends, &drafts, &by_name),
            "excludes": reading.others(draft, Role::Excludes, &drafts, &by_name),
            "order": order,
        });
        set.insert(format!("{PROJECT}{}", draft.id), value);
    }
    reading.problems.sort_by_key(|problem| problem.row);
    ToolRows {
        names: drafts.iter().map(|draft| draft.name.clone()).collect(),
        problems: reading.problems,
        columns: columns
            .columns
            .iter()
            .map(|column| ToolColumn {
                heading: column.heading.clone(),
                role: column.role.word().to_owned(),
            })
            .collect(),
        set,
    }
}

/// Id, name, weight and place of a criterion.
type Criterion = (String, String, f64, usize);

impl Reading<'_> {
    fn column(&self, role: Role) -> Option<&Column> {
        self.columns
            .columns
            .iter()
            .find(|column| column.role == role)
    }

    fn at(&self, role: Role) -> Option<usize> {
        self.column(role).map(|column| column.at)
    }

    fn report(&mut self, row: u32, message: String) {
        self.problems.push(ToolRowProblem { row, message });
    }

    /// The rows that name a project.
    fn drafts<'a>(&mut self, grid: &'a Grid) -> Vec<Draft<'a>> {
        let first = grid.rows.first().map_or(1, |(row, _)| *row);
        let rows: Vec<_> = grid.rows.iter().skip(self.columns.skip).collect();
        let Some(name_at) = self.at(Role::Name) else {
            let message = if grid.rows.is_empty() {
                "There is nothing here to read."
            } else {
                "No column could be taken for the names of projects."
            };
            self.report(first, message.to_owned());
            return Vec::new();
        };
        if self.columns.has_headings && self.at(Role::Cost).is_none() {
            self.report(
                first,
                "No heading names the cost: call that column “Cost”.".to_owned(),
            );
        }
        let mut drafts = Vec::new();
        let last = rows.len().saturating_sub(1);
        let mut above = 0.0;
        for (place, (row, cells)) in rows.into_iter().enumerate() {
            let given = cells.get(name_at).map(Cell::text).unwrap_or_default();
            // A line break within a cell is a space in a name.
            let name = given.split_whitespace().collect::<Vec<_>>().join(" ");
            let is_sum = matches!(name.to_lowercase().as_str(), "total" | "totals" | "sum");
            let cost = self
                .at(Role::Cost)
                .and_then(|at| number::amount(cells.get(at)?, self.columns.comma_decimal));
            let cost = cost.map_or(0.0, |cost| cost.number);
            if name.is_empty() {
                let cell = label(name_at, *row);
                self.report(
                    *row,
                    format!("{cell} is empty: this row has no name and was left out."),
                );
            } else if is_sum && place == last && place > 0 && (cost - above).abs() <= above / 200.0
            {
                // A project may be called so too; a sum is what stands above it.
                self.report(*row, format!("“{name}” was taken for a sum and left out."));
            } else if drafts.len() == MOST_STORED {
                self.report(
                    *row,
                    format!("This row and those after it were left out: {MOST_STORED} projects are the most."),
                );
                break;
            } else {
                above += cost;
                let name = self.shortened(*row, name);
                let id = format!("p-{}-{}", slug(&name, 30), drafts.len() + 1).replace("--", "-");
                drafts.push(Draft {
                    row: *row,
                    cells,
                    id,
                    name,
                });
            }
        }
        drafts
    }

    fn shortened(&mut self, row: u32, name: String) -> String {
        if name.chars().count() <= NAME_CHARS {
            return name;
        }
        self.report(
            row,
            format!("The name is longer than {NAME_CHARS} characters and was cut."),
        );
        name.chars().take(NAME_CHARS).collect()
    }

    fn criteria(&mut self) -> Vec<Criterion> {
        let columns: Vec<(usize, Role, String)> = self
            .columns
            .columns
            .iter()
            .filter(|column| matches!(column.role, Role::Score | Role::Criterion))
            .map(|column| (column.at, column.role, column.heading.clone()))
            .collect();
        let own = columns.iter().any(|(_, role, _)| *role == Role::Criterion);
        let mut taken = BTreeSet::new();
        let mut criteria = Vec::new();
        for (at, role, heading) in columns {
            if role == Role::Score && !own {
                criteria.push((SCORE.to_owned(), "Score".to_owned(), 1.0, at));
                continue;
            }
            if criteria.len() == MOST_CRITERIA {
                self.report(
                    1,
                    format!("“{heading}” was left out: {MOST_CRITERIA} criteria are the most."),
                );
                continue;
            }
            let (name, weight) = heading::weight(&heading).unwrap_or((heading.as_str(), 1.0));
            let name: String = name.chars().take(NAME_CHARS).collect();
            let base = match slug(&name, 34) {
                slug if slug.is_empty() || slug == SCORE => format!("c-{}", at + 1),
                slug => slug,
            };
            let mut id = base.clone();
            let mut number = 2;
            while !taken.insert(id.clone()) {
                id = format!("{base}-{number}");
                number += 1;
            }
            criteria.push((id, name, weight, at));
        }
        criteria
    }

    fn number(&mut self, draft: &Draft<'_>, at: usize, what: &str) -> Option<Amount> {
        let cell = draft.cells.get(at).filter(|cell| !cell.is_empty())?;
        let amount = number::amount(cell, self.columns.comma_decimal);
        if amount.is_none() {
            self.report(
                draft.row,
                format!(
                    "{}: “{}” is not a number, so {} has no {what}.",
                    label(at, draft.row),
                    crate::course::excerpt(&cell.text(), 40),
                    draft.name
                ),
            );
        }
        amount
    }

    fn truth(&mut self, draft: &Draft<'_>) -> bool {
        let Some(at) = self.at(Role::Forced) else {
            return false;
        };
        let text = match draft.cells.get(at) {
            Some(Cell::Number(number)) => return *number != 0.0,
            Some(cell) => cell.text().to_lowercase(),
            None => return false,
        };
        match text.as_str() {
            "" | "no" | "n" | "false" | "0" | "-" | "–" => false,
            "yes" | "y" | "true" | "1" | "x" | "✓" | "✔" | "must" | "forced" | "mandatory" => {
                true
            }
            _ => {
                self.report(
                    draft.row,
                    format!(
                        "{}: “{}” is neither yes nor no, so {} is not forced.",
                        label(at, draft.row),
                        crate::course::excerpt(&text, 40),
                        draft.name
                    ),
                );
                false
            }
        }
    }

    /// Ids of the projects that a cell names.
    fn others(
        &mut self,
        draft: &Draft<'_>,
        role: Role,
        drafts: &[Draft<'_>],
        by_name: &BTreeMap<String, usize>,
    ) -> Vec<String> {
        let Some(at) = self.at(role) else {
            return Vec::new();
        };
        let text = draft.cells.get(at).map(Cell::text).unwrap_or_default();
        let mut found: Vec<String> = Vec::new();
        for name in split(&text, by_name) {
            let place = by_name
                .get(&folded(&name))
                .copied()
                .or_else(|| numbered(&name));
            match place.and_then(|place| drafts.get(place)) {
                Some(other) if found.contains(&other.id) => {}
                Some(other) => found.push(other.id.clone()),
                None => self.report(
                    draft.row,
                    format!(
                        "{}: there is no project “{}” in this table.",
                        label(at, draft.row),
                        crate::course::excerpt(&name, 60)
                    ),
                ),
            }
        }
        found
    }

    /// In what the costs are: by the heading, or by what stands beside the numbers.
    fn cost_scale(&self, drafts: &[Draft<'_>]) -> CostScale {
        let Some(column) = self.column(Role::Cost) else {
            return CostScale::default();
        };
        let given = self
            .columns
            .has_headings
            .then(|| heading::unit(&column.heading))
            .flatten();
        if let Some(unit) = given {
            let letters = unit.trim_start_matches(|letter: char| {
                number::SIGNS.contains(&letter) || letter.is_uppercase()
            });
            return CostScale {
                scale: Scale::of(letters.trim()),
                unit: Some(unit),
            };
        }
        let amounts: Vec<Amount> = drafts
            .iter()
            .filter_map(|draft| draft.cells.get(column.at))
            .filter_map(|cell| number::amount(cell, self.columns.comma_decimal))
            .collect();
        let sign = amounts.iter().find_map(|amount| amount.sign);
        // One scale on every number is the unit; a mixture is written out.
        let scale = amounts
            .first()
            .and_then(|first| first.scale)
            .filter(|scale| amounts.iter().all(|amount| amount.scale == Some(*scale)));
        let unit = format!(
            "{}{}",
            sign.map(String::from).unwrap_or_default(),
            scale.map_or("", Scale::word)
        );
        CostScale {
            scale,
            unit: (!unit.is_empty()).then_some(unit),
        }
    }
}

/// The unit of costs and how much of one it is.
#[derive(Default)]
struct CostScale {
    unit: Option<String>,
    scale: Option<Scale>,
}

impl CostScale {
    /// “1.2m” is 1.2 in €m and 1,200,000 in €; a bare number is in the unit already.
    fn in_unit(&self, amount: &Amount) -> f64 {
        match (amount.scale, self.scale) {
            (Some(one), Some(unit)) if one == unit => amount.number,
            (Some(one), unit) => amount.number * one.factor() / unit.map_or(1.0, Scale::factor),
            (None, _) => amount.number,
        }
    }
}

/// `C5`: column and row as a spreadsheet calls them.
fn label(at: usize, row: u32) -> String {
    let (mut letters, mut rest) = (String::new(), at + 1);
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{row}")
}

/// Lower case, one space between words: how names are compared.
fn folded(name: &str) -> String {
    name.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Places by name; of the same name the first.
fn names(drafts: &[Draft<'_>]) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for (place, draft) in drafts.iter().enumerate() {
        names.entry(folded(&draft.name)).or_insert(place);
    }
    names
}

/// `#3`: the third project of the table, for names that cannot be told apart.
fn numbered(name: &str) -> Option<usize> {
    name.strip_prefix('#')?
        .parse::<usize>()
        .ok()?
        .checked_sub(1)
}

/// Names in a cell: separated by semicolons or line breaks, else by commas, unless a comma
/// belongs to a name.
fn split(text: &str, by_name: &BTreeMap<String, usize>) -> Vec<String> {
    let mut names = Vec::new();
    for part in text
        .split([';', '\n', '\r'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let pieces: Vec<&str> = part.split(',').collect();
        let mut at = 0;
        while at < pieces.len() {
            // The longest run of pieces that is a name.
            let end = (at + 1..=pieces.len())
                .rev()
                .find(|end| by_name.contains_key(&folded(&pieces[at..*end].join(","))))
                .unwrap_or(at + 1);
            let name = pieces[at..end].join(",").trim().to_owned();
            if !name.is_empty() {
                names.push(name);
            }
            at = end;
        }
    }
    names
}

/// Letters and digits of ASCII in lower case, a hyphen for anything else.
fn slug(name: &str, most: usize) -> String {
    let mut slug = String::new();
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() == most {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}
