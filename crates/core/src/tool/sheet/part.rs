//! Small makers of what tools put together: kinds of cell, figures, rows, wording.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{ROW, VALUE};
use crate::api::{
    CellKind, CellOption, PartCell, PartColumn, PartRow, SheetProblem, ShownFigure, Tone,
    ToolFigure,
};
use crate::tool::Fields;

/// A name of at most 200 characters.
pub const NAME: CellKind = CellKind::Text { most: 200 };

/// A whole number on a short scale.
pub fn scale(least: i32, most: i32, words: &[&str]) -> CellKind {
    CellKind::Scale {
        least,
        most,
        words: words.iter().map(ToString::to_string).collect(),
    }
}

/// A number in a range.
pub fn number(least: f64, most: f64, unit: &str) -> CellKind {
    CellKind::Number {
        least,
        most,
        whole: false,
        unit: unit.to_owned(),
    }
}

/// One of a few, as id and label.
pub fn choice(options: &[(&str, &str)]) -> CellKind {
    CellKind::Choice {
        options: options
            .iter()
            .map(|(id, label)| option(id, label))
            .collect(),
    }
}

/// Something to choose.
pub fn option(id: &str, label: &str) -> CellOption {
    CellOption {
        id: id.to_owned(),
        label: label.to_owned(),
    }
}

/// A figure to keep and compare.
pub fn kept(name: &str, label: &str, value: f64, unit: &str) -> ToolFigure {
    ToolFigure {
        name: name.to_owned(),
        label: label.to_owned(),
        value,
        unit: unit.to_owned(),
    }
}

/// A figure to show.
pub fn shown(label: &str, text: impl Into<String>, tone: Tone) -> ShownFigure {
    ShownFigure {
        label: label.to_owned(),
        text: text.into(),
        tone,
    }
}

/// Columns of a table; a heading that begins with `#` is of numbers.
pub fn columns(headings: &[&str]) -> Vec<PartColumn> {
    headings
        .iter()
        .map(|heading| PartColumn {
            label: heading.trim_start_matches('#').to_owned(),
            numeric: heading.starts_with('#'),
        })
        .collect()
}

/// A row of a table.
pub fn row(cells: Vec<PartCell>, tone: Tone) -> PartRow {
    PartRow { cells, tone }
}

/// A cell with words.
pub fn words(text: impl Into<String>) -> PartCell {
    PartCell {
        text: text.into(),
        number: None,
    }
}

/// A cell with a number, shown with so many decimals at most.
pub fn cell(value: f64, decimals: usize) -> PartCell {
    PartCell {
        text: plain(value, decimals),
        number: Some(value),
    }
}

/// A cell with a share, shown in per cent.
pub fn share(value: f64) -> PartCell {
    PartCell {
        text: percent(value),
        number: Some(value),
    }
}

/// A number without needless decimals, a real minus sign, and commas between thousands. Halves go
/// up (102.5 is 103), as they do in a spreadsheet and in the lessons, and not to the even number.
pub fn plain(value: f64, decimals: usize) -> String {
    let scale = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    let scaled = value.abs() * scale;
    // 0.285 is a little less than that in binary: a hair makes it a half again. Where numbers are
    // so large that a hair would show, there are no halves.
    let hair = if scaled < 1e9 {
        1.0 + 4.0 * f64::EPSILON
    } else {
        1.0
    };
    let text = format!("{:.decimals$}", (scaled * hair).round() / scale);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    if value < 0.0 && grouped != "0" {
        grouped.insert(0, '−');
    }
    grouped
}

/// A share, 0 to 1, in whole per cent.
pub fn percent(value: f64) -> String {
    format!("{}%", plain(value * 100.0, 0))
}

/// “A”, “A and B”, “A, B and C”, “A, B and 3 more”.
pub fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, two, three] => format!("{one}, {two} and {three}"),
        [one, two, rest @ ..] => format!("{one}, {two} and {} more", rest.len()),
    }
}

/// “1 service”, “3 services”.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A name inside a sentence with marks: its own brackets step aside.
pub fn safe(name: &str) -> String {
    name.replace('[', "(").replace(']', ")")
}

/// A problem at a cell.
pub fn problem(table: &str, row: &str, column: &str, message: String) -> SheetProblem {
    SheetProblem {
        table: table.to_owned(),
        row: row.to_owned(),
        column: column.to_owned(),
        message,
    }
}

/// Fields of an example: single values, and rows by table, in order.
pub fn example(values: &[(&str, Value)], tables: &[(&str, Vec<Value>)]) -> Fields {
    let mut fields = BTreeMap::new();
    for (id, value) in values {
        fields.insert(format!("{VALUE}{id}"), value.clone());
    }
    for (table, rows) in tables {
        for (order, cells) in rows.iter().enumerate() {
            let mut cells = cells.clone();
            // A row of an example may bring its own id, so that other rows can name it.
            let id = cells
                .as_object_mut()
                .and_then(|cells| cells.remove("id"))
                .and_then(|id| id.as_str().map(str::to_owned))
                .unwrap_or_else(|| format!("example-{}", order + 1));
            cells["order"] = json!(order);
            fields.insert(format!("{ROW}{table}:{id}"), cells);
        }
    }
    fields
}
