//! What all workbooks share: formats, tables with a frozen heading, the sheet “About”.

use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::table::{Cell, Table};
use crate::api::ToolView;

/// A workbook whose date is given and not the clock's, so that the same input makes the same file.
pub fn workbook(view: &ToolView, date: NaiveDate) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&view.card.title)
            .set_comment("Made by Colloquy")
            .set_creation_datetime(&excel(date)?),
    );
    Ok(workbook)
}

fn excel(date: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(
        u16::try_from(date.year()).unwrap_or(1900),
        part(date.month()),
        part(date.day()),
    )
}

/// Headings.
pub fn heading() -> Format {
    Format::new()
        .set_bold()
        .set_border_bottom(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}

/// Text that may run over several lines.
pub fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// A table from a row on, headings first. Strings are written as strings whatever they begin
/// with: a workbook cell of type string is never a formula.
pub fn put(sheet: &mut Worksheet, from: u32, left: u16, table: &Table) -> Result<u32, XlsxError> {
    for (column, heading_text) in (left..).zip(&table.headings) {
        sheet.write_string_with_format(from, column, heading_text, &heading())?;
    }
    let mut row = from + 1;
    for cells in &table.rows {
        for (column, cell) in (left..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    sheet.write_string(row, column, text)?;
                }
                Cell::Number(number) => {
                    sheet.write_number(row, column, *number)?;
                }
                Cell::Date(date) => {
                    sheet.write_date_with_format(row, column, excel(*date)?, &iso_day())?;
                }
            }
        }
        row += 1;
    }
    Ok(row)
}

/// The sheet that says what the numbers are: formula, weights, caveat, date.
pub fn about(
    workbook: &mut Workbook,
    view: &ToolView,
    weights: &Table,
    date: NaiveDate,
) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name("About")?;
    sheet.set_column_width(0, 90)?;
    sheet.write_string_with_format(0, 0, &view.card.title, &heading())?;
    sheet.write_string_with_format(1, 0, &view.card.purpose, &wrapped())?;
    sheet.write_date_with_format(2, 0, excel(date)?, &day())?;
    let mut row = 4;
    for paragraph in view.formula.iter().chain([&view.caveat]) {
        sheet.write_string_with_format(row, 0, paragraph, &wrapped())?;
        row += 1;
    }
    if !weights.rows.is_empty() {
        put(sheet, row + 1, 0, weights)?;
    }
    Ok(())
}

fn iso_day() -> Format {
    Format::new().set_num_format("yyyy-mm-dd")
}

fn day() -> Format {
    Format::new()
        .set_num_format("d mmmm yyyy")
        .set_align(FormatAlign::Left)
}
