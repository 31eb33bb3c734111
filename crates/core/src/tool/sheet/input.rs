//! What is filled in, by table and row.

use std::collections::BTreeMap;

use serde_json::Value;

use super::part::option;
use super::{ROW, VALUE};
use crate::api::CellOption;
use crate::tool::Fields;

/// The fields of a tool, as values and rows.
pub struct Input<'a> {
    fields: &'a Fields,
}

/// A row that is filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Row id.
    pub id: String,
    /// Place among the rows.
    pub order: f64,
    /// By column id; empty cells are absent.
    pub cells: BTreeMap<String, Value>,
}

impl<'a> Input<'a> {
    /// What these fields hold.
    pub const fn new(fields: &'a Fields) -> Self {
        Self { fields }
    }

    /// A single value.
    pub fn value(&self, id: &str) -> Option<&'a Value> {
        self.fields.get(&format!("{VALUE}{id}"))
    }

    /// A single value that is a number.
    pub fn number(&self, id: &str) -> Option<f64> {
        self.value(id)?.as_f64()
    }

    /// The rows of a table to choose from, by name.
    pub fn options(&self, table: &str) -> Vec<CellOption> {
        let rows = self.rows(table);
        rows.iter()
            .map(|row| option(&row.id, &row.name()))
            .collect()
    }

    /// The rows of a table, by their order, then by id.
    pub fn rows(&self, table: &str) -> Vec<Row> {
        let prefix = format!("{ROW}{table}:");
        let mut rows: Vec<Row> = self
            .fields
            .range(prefix.clone()..)
            .take_while(|(field, _)| field.starts_with(&prefix))
            .filter_map(|(field, value)| {
                let cells = value.as_object()?;
                Some(Row {
                    id: field[prefix.len()..].to_owned(),
                    order: cells.get("order").and_then(Value::as_f64).unwrap_or(0.0),
                    cells: cells
                        .iter()
                        .filter(|(key, cell)| *key != "order" && !cell.is_null())
                        .map(|(key, cell)| (key.clone(), cell.clone()))
                        .collect(),
                })
            })
            .collect();
        rows.sort_by(|a, b| a.order.total_cmp(&b.order).then_with(|| a.id.cmp(&b.id)));
        rows
    }
}

impl Row {
    /// A cell's text, trimmed; empty when there is none.
    pub fn text(&self, column: &str) -> &str {
        self.cells
            .get(column)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .trim()
    }

    /// A cell's number.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.cells.get(column)?.as_f64()
    }

    /// A cell's yes; empty means no.
    pub fn flag(&self, column: &str) -> bool {
        self.cells
            .get(column)
            .and_then(Value::as_bool)
            .unwrap_or_default()
    }

    /// The row's name as it is shown.
    pub fn name(&self) -> String {
        match self.text("name") {
            "" => "Unnamed".to_owned(),
            name => name.to_owned(),
        }
    }
}
