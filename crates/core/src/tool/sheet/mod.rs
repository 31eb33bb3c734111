//! Tools made of tables and single values: what T2, T3 and T5 to T9 share.
//!
//! **Context.** Most instruments of the workbook are a table or two and a formula. They should all
//! be filled in, pasted, checked, kept, exported and drawn alike, so that who knows one knows all.
//!
//! **Design.** A tool is a [`Spec`]: a form (values, tables and their columns, which may depend on
//! what is filled in), a pure function from what is filled in to an [`Outcome`] of parts, and an
//! example. Fields are `value:<id>` and `row:<table>:<row id>` = `{"order": n, "<column>": …}`, so
//! that the last writer of a row wins. Whether a cell fits its column is decided here
//! ([`check_cells`]): one that does not is refused, with the row and the column in the message.
//! What makes no sense across cells is reported by the tool as a problem of the input.

mod cell;
mod form;
mod input;
pub(super) mod money;
pub(super) mod part;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::Connection;
use serde_json::Value;

use super::Fields;
use crate::api::{
    SheetComputed, SheetPart, SheetProblem, SheetRow, SheetSuggestion, SheetTable, SheetValue,
    SheetView, ToolFigure, ToolSummary,
};
use crate::{Error, Result};

pub(super) use cell::{check, date, wanted};
pub(super) use form::{Form, TableForm, ValueForm, column, side_column};
pub(super) use input::{Input, Row};

/// Prefix of the fields with single values.
pub const VALUE: &str = "value:";
/// Prefix of the fields with rows.
pub const ROW: &str = "row:";

/// One tool.
pub(super) struct Spec {
    /// `t2`.
    pub name: &'static str,
    /// Title.
    pub title: &'static str,
    /// One sentence: what it answers.
    pub purpose: &'static str,
    /// Number of its module.
    pub module: u32,
    /// How the result is computed.
    pub formula: &'static [&'static str],
    /// What the numbers are worth.
    pub caveat: &'static str,
    /// It makes a calendar file.
    pub calendar: bool,
    /// It holds what one person thinks of others: nothing of it may ever be offered for sharing,
    /// and its files say so in their names.
    pub private: bool,
    /// What is to be filled in.
    pub form: fn(&Input<'_>) -> Form,
    /// What comes out.
    pub outcome: fn(&Input<'_>, &Context<'_>) -> Result<Outcome>,
    /// Something to look at; dates in it follow from the given day.
    pub example: fn(NaiveDate) -> Fields,
}

impl PartialEq for Spec {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Spec {}

impl std::fmt::Debug for Spec {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

/// What a tool may look at beside its own input.
pub(super) struct Context<'a> {
    /// The database, for the results of other tools.
    pub db: &'a Connection,
}

/// What comes out of a tool.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// The result in one sentence; `[brackets]` mark what carries it.
    pub finding: Option<String>,
    /// What is missing for a result.
    pub missing: Option<String>,
    /// In the order to show.
    pub parts: Vec<SheetPart>,
    /// Figures to keep and compare.
    pub figures: Vec<ToolFigure>,
    /// Rows that other tools propose.
    pub suggestions: Vec<SheetSuggestion>,
    /// What makes no sense.
    pub problems: Vec<SheetProblem>,
    /// What the formula gives for a row, by table and row id.
    pub computed: BTreeMap<(String, String), Vec<SheetComputed>>,
}

/// A tool with what is filled in and what comes out.
pub(super) fn view(spec: &Spec, db: &Connection, fields: &Fields) -> Result<SheetView> {
    let input = Input::new(fields);
    let form = (spec.form)(&input);
    let mut outcome = (spec.outcome)(&input, &Context { db })?;
    let tables = form
        .tables
        .into_iter()
        .map(|table| {
            let rows = input.rows(&table.id).into_iter().map(|row| SheetRow {
                field: format!("{ROW}{}:{}", table.id, row.id),
                computed: outcome
                    .computed
                    .remove(&(table.id.clone(), row.id.clone()))
                    .unwrap_or_default(),
                order: row.order,
                cells: row.cells,
                id: row.id,
            });
            SheetTable {
                rows: rows.collect(),
                id: table.id,
                title: table.title,
                about: table.about,
                row: table.row,
                columns: table.columns,
                most: table.most,
            }
        })
        .collect();
    let values = form.values.into_iter().map(|value| SheetValue {
        value: input.value(&value.id).cloned().unwrap_or(Value::Null),
        id: value.id,
        label: value.label,
        help: value.help,
        kind: value.kind,
    });
    Ok(SheetView {
        values: values.collect(),
        tables,
        empty: fields.is_empty(),
        finding: outcome.finding,
        missing: outcome.missing,
        parts: outcome.parts,
        figures: outcome.figures,
        suggestions: outcome.suggestions,
        problems: outcome.problems,
        calendar: spec.calendar,
    })
}

/// What the fields say, in one sentence without marks.
pub(super) fn finding(spec: &Spec, db: &Connection, fields: &Fields) -> Result<Option<String>> {
    let outcome = (spec.outcome)(&Input::new(fields), &Context { db })?;
    Ok(outcome
        .finding
        .map(|finding| unmarked(&finding))
        .or(outcome.missing))
}

/// The figures to compare with later results; `None` without a result.
pub(super) fn summary(view: &SheetView) -> Option<ToolSummary> {
    Some(ToolSummary {
        finding: unmarked(view.finding.as_deref()?),
        figures: view.figures.clone(),
    })
}

/// A sentence without the brackets that mark parts of it.
pub(super) fn unmarked(sentence: &str) -> String {
    sentence.replace(['[', ']'], "")
}

/// Words by which the tool is found: every text that is filled in.
pub(super) fn words(fields: &Fields) -> Vec<String> {
    let texts = fields.values().flat_map(|value| match value {
        Value::String(text) => vec![text.clone()],
        Value::Object(cells) => cells
            .values()
            .filter_map(|cell| cell.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    });
    texts.filter(|text| !text.trim().is_empty()).collect()
}

/// Refuses cells that do not fit their columns, in the fields that are new; and too many rows.
///
/// # Errors
/// `invalid_input`, naming field, row and column.
pub(super) fn check_cells(spec: &Spec, fields: &Fields, changed: &[&String]) -> Result<()> {
    let input = Input::new(fields);
    let form = (spec.form)(&input);
    for field in changed {
        let Some(value) = fields.get(*field) else {
            continue;
        };
        if let Some(id) = field.strip_prefix(VALUE) {
            let Some(known) = form.values.iter().find(|value| value.id == id) else {
                return Err(unknown(spec, field));
            };
            cell::check(&known.kind, value)
                .map_err(|wanted| wrong(field, "", &known.label, &wanted))?;
            continue;
        }
        let place = field
            .strip_prefix(ROW)
            .and_then(|rest| rest.split_once(':'));
        let table = place.and_then(|(table, _)| form.tables.iter().find(|t| t.id == table));
        let (Some(table), Some((_, id))) = (table, place) else {
            return Err(unknown(spec, field));
        };
        if !is_id(id) {
            return Err(unknown(spec, field));
        }
        check_row(field, table, value)?;
    }
    for table in &form.tables {
        let count = input.rows(&table.id).len();
        if count > table.most as usize {
            return Err(Error::invalid(format!(
                "There would be {count} rows under “{}”; {} is the most. Nothing was changed.",
                table.title, table.most
            ))
            .with("field", &table.id));
        }
    }
    Ok(())
}

/// Most keys of a row: columns that follow other rows may linger after those are gone.
const MOST_KEYS: usize = 200;

fn check_row(field: &str, table: &TableForm, value: &Value) -> Result<()> {
    let Some(cells) = value.as_object().filter(|cells| cells.len() <= MOST_KEYS) else {
        return Err(Error::invalid(format!("“{field}” takes a row of cells.")));
    };
    let name = cells
        .get(&table.columns[0].id)
        .and_then(Value::as_str)
        .unwrap_or_default();
    for (key, cell) in cells {
        if key == "order" {
            if cell.as_f64().is_none() {
                return Err(wrong(field, name, "order", "a number"));
            }
            continue;
        }
        let Some(column) = table.columns.iter().find(|column| column.id == *key) else {
            // A column that followed a row which is gone, such as an objective's.
            if key.contains(':') && key.len() <= 80 && !cell.is_object() && !cell.is_array() {
                continue;
            }
            return Err(
                Error::invalid(format!("“{}” has no column “{key}”.", table.title))
                    .with("field", field),
            );
        };
        if cell.is_null() {
            continue;
        }
        cell::check(&column.kind, cell)
            .map_err(|wanted| wrong(field, name, &column.label, &wanted))?;
    }
    Ok(())
}

fn wrong(field: &str, row: &str, column: &str, wanted: &str) -> Error {
    let of = match row.trim() {
        "" => String::new(),
        row => format!(" of “{row}”"),
    };
    Error::invalid(format!("“{column}”{of} takes {wanted}.")).with("field", field)
}

fn unknown(spec: &Spec, field: &str) -> Error {
    Error::invalid(format!("{} has no field “{field}”.", spec.title)).with("field", field)
}

/// 1 to 40 letters, digits, hyphens and underscores.
fn is_id(id: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (1..=40).contains(&id.len()) && id.bytes().all(allowed)
}
