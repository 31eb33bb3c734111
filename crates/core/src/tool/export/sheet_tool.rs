//! Tools of tables and values as a workbook and as comma-separated values.
//!
//! One sheet a table, in the form that [`rows`](crate::tool::rows) reads back; the single values;
//! the result with a table for every part; what the numbers are.

use chrono::NaiveDate;
use rust_xlsxwriter::{Workbook, XlsxError};
use serde_json::Value;

use super::parts;
use super::sheet::{self, Sheet};
use super::table::{Cell, Table};
use crate::api::{CellKind, SheetColumn, SheetRow, SheetTable, SheetView, ToolView};
use crate::tool::sheet::unmarked;

/// Longest name of a sheet in a workbook (Excel's limit).
const SHEET_CHARS: usize = 31;

/// A table as it is filled in; all columns, in their order, and then what is computed from them.
/// Reading one back passes over the latter: their headings are no column’s.
pub fn table(table: &SheetTable) -> Table {
    let computed = computed(table);
    let row = |row: &SheetRow| {
        let filled = table.columns.iter().map(|column| cell(column, row));
        let given = computed.iter().map(|label| {
            let found = row.computed.iter().find(|cell| cell.label == *label);
            match found.map(|cell| cell.text.as_str()) {
                None | Some("–") => Cell::Empty,
                Some(text) => Cell::parsed(text),
            }
        });
        filled.chain(given).collect()
    };
    let headings = table.columns.iter().map(heading);
    Table {
        headings: headings
            .chain(computed.iter().map(|label| format!("{label}, computed")))
            .collect(),
        rows: table.rows.iter().map(row).collect(),
    }
}

/// Headings of what is computed beside the rows, in the order in which they first come.
fn computed(table: &SheetTable) -> Vec<&str> {
    let mut labels: Vec<&str> = Vec::new();
    for cell in table.rows.iter().flat_map(|row| &row.computed) {
        if !labels.contains(&cell.label.as_str()) {
            labels.push(&cell.label);
        }
    }
    labels
}

/// The first table: what a file of values can hold.
pub fn first(view: &SheetView) -> Table {
    view.tables.first().map_or_else(|| values(view), table)
}

/// A column's heading with its unit.
pub fn heading(column: &SheetColumn) -> String {
    match &column.kind {
        CellKind::Number { unit, .. } if !unit.is_empty() => format!("{}, {unit}", column.label),
        _ => column.label.clone(),
    }
}

fn cell(column: &SheetColumn, row: &SheetRow) -> Cell {
    row.cells
        .get(&column.id)
        .map_or(Cell::Empty, |value| shown(&column.kind, value))
}

/// A value as a person reads it: ids become labels, yes and no become words.
fn shown(kind: &CellKind, value: &Value) -> Cell {
    let label = |options: &[crate::api::CellOption]| {
        let id = value.as_str().unwrap_or_default();
        let Some(at) = options.iter().position(|option| option.id == id) else {
            return Cell::Empty;
        };
        let label = options[at].label.trim();
        // Several of one name are told apart by their places.
        let same = options.iter().filter(|option| option.label.trim() == label);
        Cell::Text(if same.count() > 1 {
            format!("#{}", at + 1)
        } else {
            label.to_owned()
        })
    };
    match (kind, value) {
        (CellKind::Choice { options } | CellKind::Row { options, .. }, _) => label(options),
        (CellKind::Date, Value::String(day)) => {
            crate::tool::sheet::date(day).map_or_else(|| Cell::Text(day.clone()), Cell::Date)
        }
        (_, Value::String(text)) => Cell::Text(text.clone()),
        (_, Value::Number(number)) => number.as_f64().map_or(Cell::Empty, Cell::Number),
        (_, Value::Bool(truth)) => Cell::Text(if *truth { "yes" } else { "no" }.to_owned()),
        _ => Cell::Empty,
    }
}

fn values(view: &SheetView) -> Table {
    Table {
        headings: vec!["Value".to_owned(), "Entered".to_owned()],
        rows: view
            .values
            .iter()
            .map(|value| {
                vec![
                    Cell::Text(value.label.clone()),
                    shown(&value.kind, &value.value),
                ]
            })
            .collect(),
    }
}

/// The workbook.
pub fn xlsx(view: &ToolView, result: &SheetView, date: NaiveDate) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = sheet::workbook(view, date)?;
    for input in &result.tables {
        let data = table(input);
        let filled = input.columns.iter().map(width);
        let given = sheet::widths(0.0, &[&data]);
        let given = given.into_iter().skip(input.columns.len());
        let widths = filled.chain(given).collect();
        let mut sheet = Sheet::new(&mut workbook, &sheet_name(&input.title), widths)?;
        sheet.put(0, 0, &data)?;
        sheet.freeze()?;
    }
    if !result.values.is_empty() {
        let mut sheet = Sheet::new(&mut workbook, "Values", vec![44.0, 20.0])?;
        sheet.put(0, 0, &values(result))?;
        sheet.freeze()?;
    }
    outcome(&mut workbook, view, result)?;
    sheet::about(&mut workbook, view, &Table::default(), date)?;
    workbook.save_to_buffer()
}

/// A sheet’s name without what Excel forbids in one.
pub fn sheet_name(title: &str) -> String {
    let allowed = title.chars().filter(|c| !"[]:*?/\\'".contains(*c));
    allowed.take(SHEET_CHARS).collect()
}

fn width(column: &SheetColumn) -> f64 {
    let least = (column.label.chars().count() as f64 + 2.0).min(18.0);
    let content: f64 = match column.kind {
        CellKind::Text { most } if most > 80 => 36.0,
        CellKind::Text { .. } | CellKind::Choice { .. } | CellKind::Row { .. } => 24.0,
        CellKind::Date => 12.0,
        CellKind::Number { .. }
        | CellKind::Scale { .. }
        | CellKind::Steps { .. }
        | CellKind::Flag => 9.0,
    };
    content.max(least)
}

fn outcome(workbook: &mut Workbook, view: &ToolView, result: &SheetView) -> Result<(), XlsxError> {
    let parts: Vec<parts::PartTable> = result.parts.iter().map(parts::of).collect();
    let kept = kept(view, result);
    let tables: Vec<&Table> = (parts.iter().filter_map(|part| part.table.as_ref()))
        .chain(&kept)
        .collect();
    let mut widths = sheet::widths(36.0, &tables);
    // Sentences need room, however few columns there are.
    widths.resize(widths.len().max(5), 16.0);
    let mut sheet = Sheet::new(workbook, "Result", widths)?;
    let finding = result.finding.as_deref().map(unmarked);
    let finding = finding
        .as_deref()
        .or(result.missing.as_deref())
        .unwrap_or("Nothing is filled in yet.");
    let mut at = sheet.sentence(0, finding, &sheet::title())? + 1;
    for part in &parts {
        at = put_part(&mut sheet, at, part)? + 1;
    }
    if let Some(table) = &kept {
        sheet.put(at, 0, table)?;
    }
    Ok(())
}

fn put_part(sheet: &mut Sheet<'_>, from: u32, part: &parts::PartTable) -> Result<u32, XlsxError> {
    let mut at = sheet.sentence(from, &part.title, &sheet::title())?;
    for line in [&part.sentence].into_iter().chain(&part.paragraphs) {
        if !line.is_empty() {
            at = sheet.sentence(at, line, &sheet::wrapped())?;
        }
    }
    match &part.table {
        Some(table) => sheet.put(at, 0, table),
        None => Ok(at),
    }
}

/// The figures now and in the results that were kept, newest first.
fn kept(view: &ToolView, result: &SheetView) -> Option<Table> {
    let mut headings = vec!["Figure".to_owned(), "Unit".to_owned(), "Now".to_owned()];
    headings.extend(view.kept.iter().map(|kept| {
        let day = kept.at.get(..10).unwrap_or(&kept.at);
        format!("{} {day}", kept.label).trim().to_owned()
    }));
    let rows = result.figures.iter().map(|figure| {
        let mut row = vec![
            Cell::Text(figure.label.clone()),
            Cell::text(&figure.unit),
            Cell::alone(figure.value),
        ];
        row.extend(view.kept.iter().map(|kept| {
            let then = kept.summary.figures.iter().find(|f| f.name == figure.name);
            then.map_or(Cell::Empty, |figure| Cell::alone(figure.value))
        }));
        row
    });
    let table = Table {
        rows: rows.collect(),
        headings,
    };
    (!table.rows.is_empty()).then_some(table)
}
