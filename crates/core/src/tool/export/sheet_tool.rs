//! Tools of tables and values as a workbook and as comma-separated values.
//!
//! One sheet a table, in the form that [`rows`](crate::tool::rows) reads back; the single values;
//! the result with a table for every part; what the numbers are.

use chrono::NaiveDate;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use serde_json::Value;

use super::parts;
use super::sheet;
use super::table::{Cell, Table};
use crate::api::{CellKind, SheetColumn, SheetRow, SheetTable, SheetView, ToolView};
use crate::tool::sheet::unmarked;

/// Longest name of a sheet in a workbook (Excel's limit).
const SHEET_CHARS: usize = 31;

/// A table as it is filled in; all columns, in their order.
pub fn table(table: &SheetTable) -> Table {
    let row = |row: &SheetRow| {
        table
            .columns
            .iter()
            .map(|column| cell(column, row))
            .collect()
    };
    Table {
        headings: table.columns.iter().map(heading).collect(),
        rows: table.rows.iter().map(row).collect(),
    }
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
        let option = options.iter().find(|option| option.id == id);
        option.map_or(Cell::Empty, |option| Cell::Text(option.label.clone()))
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
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&input.title))?;
        sheet::put(sheet, 0, 0, &table(input))?;
        sheet.set_freeze_panes(1, 1)?;
        sheet.set_landscape();
        sheet.set_repeat_rows(0, 0)?;
        for (at, column) in (0..).zip(&input.columns) {
            sheet.set_column_width(at, width(column))?;
        }
    }
    if !result.values.is_empty() {
        let sheet = workbook.add_worksheet();
        sheet.set_name("Values")?;
        sheet::put(sheet, 0, 0, &values(result))?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_column_width(0, 44)?;
        sheet.set_column_width(1, 20)?;
    }
    outcome(&mut workbook, view, result)?;
    let none = Table {
        headings: Vec::new(),
        rows: Vec::new(),
    };
    sheet::about(&mut workbook, view, &none, date)?;
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
    let sheet = workbook.add_worksheet();
    sheet.set_name("Result")?;
    sheet.set_column_width(0, 36)?;
    sheet.set_column_range_width(1, 12, 16)?;
    let finding = result.finding.as_deref().map(unmarked);
    let finding = finding
        .as_deref()
        .or(result.missing.as_deref())
        .unwrap_or("");
    sheet.write_string_with_format(0, 0, finding, &sheet::heading().unset_text_wrap())?;
    let mut at = 2;
    for part in &result.parts {
        at = put_part(sheet, at, &parts::of(part))? + 1;
    }
    put_kept(sheet, at, view, result)
}

fn put_part(sheet: &mut Worksheet, from: u32, part: &parts::PartTable) -> Result<u32, XlsxError> {
    let mut at = from;
    sheet.write_string_with_format(at, 0, &part.title, &sheet::heading().unset_text_wrap())?;
    at += 1;
    for line in [&part.sentence].into_iter().chain(&part.paragraphs) {
        if !line.is_empty() {
            sheet.write_string(at, 0, line)?;
            at += 1;
        }
    }
    match &part.table {
        Some(table) => sheet::put(sheet, at, 0, table),
        None => Ok(at),
    }
}

/// The figures now and in the results that were kept, newest first.
fn put_kept(
    sheet: &mut Worksheet,
    at: u32,
    view: &ToolView,
    result: &SheetView,
) -> Result<(), XlsxError> {
    if result.figures.is_empty() {
        return Ok(());
    }
    let mut headings = vec!["Figure".to_owned(), "Unit".to_owned(), "Now".to_owned()];
    headings.extend(view.kept.iter().map(|kept| {
        let day = kept.at.get(..10).unwrap_or(&kept.at);
        format!("{} {day}", kept.label).trim().to_owned()
    }));
    let rows = result.figures.iter().map(|figure| {
        let mut row = vec![
            Cell::Text(figure.label.clone()),
            Cell::Text(figure.unit.clone()),
            Cell::Number(figure.value),
        ];
        row.extend(view.kept.iter().map(|kept| {
            let then = kept.summary.figures.iter().find(|f| f.name == figure.name);
            then.map_or(Cell::Empty, |figure| Cell::Number(figure.value))
        }));
        row
    });
    let table = Table {
        rows: rows.collect(),
        headings,
    };
    sheet::put(sheet, at, 0, &table)?;
    Ok(())
}
