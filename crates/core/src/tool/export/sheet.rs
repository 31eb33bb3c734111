//! What all workbooks share: formats, tables with a frozen heading, the sheet “About”.

use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::shape::Shape;
use super::table::{Cell, Table};
use crate::api::ToolView;

/// A4, in the numbers of ECMA-376.
const A4: u8 = 9;
/// Height of a line of text, in points.
const LINE: f64 = 15.0;
/// Width of a column that nothing is said of, in digits.
const WIDTH: f64 = 16.0;
/// Digits that can be read side by side on paper.
const PAGE: f64 = 220.0;
/// Sentences run over so many columns at most.
const ACROSS: u16 = 5;

/// A workbook whose date is given and not the clock's, so that the same input makes the same file.
pub fn workbook(view: &ToolView, date: NaiveDate) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&view.card.title)
            .set_subject(&view.card.purpose)
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

fn top() -> Format {
    Format::new().set_align(FormatAlign::Top)
}

/// Headings of columns.
fn heading() -> Format {
    top()
        .set_bold()
        .set_border_bottom(FormatBorder::Thin)
        .set_text_wrap()
}

/// The sentence of a workbook, and titles of its parts.
pub fn title() -> Format {
    top().set_bold().set_text_wrap()
}

/// Text that may run over several lines.
pub fn wrapped() -> Format {
    top().set_text_wrap()
}

/// A sheet with widths: what is wrapped needs to know how high its row is, since programs other
/// than Excel do not work that out when they open a file.
pub struct Sheet<'w> {
    /// The sheet itself.
    pub sheet: &'w mut Worksheet,
    widths: Vec<f64>,
}

impl<'w> Sheet<'w> {
    /// A new sheet: A4, landscape, as wide as a page or two, numbered.
    pub fn new(
        workbook: &'w mut Workbook,
        name: &str,
        widths: Vec<f64>,
    ) -> Result<Self, XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        // More on one page could not be read.
        let pages = if widths.iter().sum::<f64>() > PAGE {
            2
        } else {
            1
        };
        sheet
            .set_paper_size(A4)
            .set_landscape()
            .set_print_fit_to_pages(pages, 0)
            .set_footer("&L&F&R&A, &P / &N");
        for (column, width) in (0..).zip(&widths) {
            sheet.set_column_width(column, *width)?;
        }
        Ok(Self { sheet, widths })
    }

    fn width(&self, column: u16) -> f64 {
        let known = self.widths.get(usize::from(column));
        known.copied().unwrap_or(WIDTH)
    }

    /// The first row stays in sight and is printed on every page, as does the first column.
    pub fn freeze(&mut self) -> Result<(), XlsxError> {
        self.sheet.set_freeze_panes(1, 1)?;
        self.sheet.set_repeat_rows(0, 0)?;
        self.sheet.set_repeat_columns(0, 0)?;
        Ok(())
    }

    /// A sentence over several columns; gives the next row.
    pub fn sentence(&mut self, row: u32, text: &str, format: &Format) -> Result<u32, XlsxError> {
        let last = match u16::try_from(self.widths.len()).unwrap_or(u16::MAX) {
            0 | 1 => 0,
            several => ACROSS.min(several - 1),
        };
        if last == 0 {
            self.sheet.write_string_with_format(row, 0, text, format)?;
        } else {
            self.sheet.merge_range(row, 0, row, last, text, format)?;
        }
        let wide = (0..=last).map(|column| self.width(column)).sum();
        self.tall(row, lines(text, wide))?;
        Ok(row + 1)
    }

    fn tall(&mut self, row: u32, lines: u32) -> Result<(), XlsxError> {
        if lines > 1 {
            self.sheet.set_row_height(row, f64::from(lines) * LINE)?;
        }
        Ok(())
    }

    /// A table from a row on, headings first; gives the row after it. Strings are written as strings
    /// whatever they begin with: a workbook cell of type string is never a formula.
    pub fn put(&mut self, from: u32, left: u16, table: &Table) -> Result<u32, XlsxError> {
        let columns: Vec<Column> = (0..table.headings.len())
            .map(|at| Column::of(table, at))
            .collect();
        let mut tallest = 1;
        for ((column, text), kind) in (left..).zip(&table.headings).zip(&columns) {
            let format = if kind.numeric {
                heading().set_align(FormatAlign::Right)
            } else {
                kind.text(heading())
            };
            self.sheet
                .write_string_with_format(from, column, text, &format)?;
            tallest = tallest.max(lines(text, self.width(column) - kind.indent()));
        }
        self.tall(from, tallest)?;
        let mut row = from + 1;
        for cells in &table.rows {
            let mut tallest = 1;
            for ((column, cell), kind) in (left..).zip(cells).zip(&columns) {
                match cell {
                    Cell::Empty => {}
                    Cell::Text(text) => {
                        let format = kind.text(wrapped());
                        self.sheet
                            .write_string_with_format(row, column, text, &format)?;
                        tallest = tallest.max(lines(text, self.width(column) - kind.indent()));
                    }
                    Cell::Number(number) => {
                        self.sheet
                            .write_number_with_format(row, column, *number, &top())?;
                    }
                    Cell::Shown(number, text) | Cell::Alone(number, text) => {
                        let is_alone = matches!(cell, Cell::Alone(..));
                        let format = kind.format(*number, text, is_alone);
                        self.sheet
                            .write_number_with_format(row, column, *number, &format)?;
                    }
                    Cell::Date(date) => {
                        let format = top().set_num_format("yyyy-mm-dd");
                        self.sheet
                            .write_date_with_format(row, column, excel(*date)?, &format)?;
                    }
                }
            }
            self.tall(row, tallest)?;
            row += 1;
        }
        Ok(row)
    }
}

/// What a column of a table holds.
struct Column {
    numeric: bool,
    /// Text right of numbers keeps away from them.
    after_number: bool,
    shapes: Vec<Shape>,
}

impl Column {
    fn of(table: &Table, at: usize) -> Self {
        let cells = |at: usize| table.rows.iter().filter_map(move |row| row.get(at));
        let is_number = |cell: &Cell| !matches!(cell, Cell::Empty | Cell::Text(_));
        let shapes = cells(at).filter_map(|cell| match cell {
            Cell::Shown(number, text) => Shape::showing(*number, text),
            _ => None,
        });
        Self {
            numeric: cells(at).any(is_number),
            after_number: at > 0 && cells(at - 1).any(is_number),
            shapes: shapes.collect(),
        }
    }

    fn indent(&self) -> f64 {
        if self.after_number { 2.0 } else { 0.0 }
    }

    fn text(&self, format: Format) -> Format {
        if self.numeric {
            // A word in place of a number stands where the number would.
            format.set_align(FormatAlign::Right)
        } else if self.after_number {
            format.set_align(FormatAlign::Left).set_indent(1)
        } else {
            format
        }
    }

    /// Numbers of one kind below each other have the same decimals.
    fn format(&self, number: f64, text: &str, is_alone: bool) -> Format {
        let own = Shape::showing(number, text);
        // A text that says more than a number: the number as it would be read out.
        let own = own.or_else(|| {
            let text = crate::tool::sheet::part::plain(number, 2);
            Shape::showing(number, &text)
        });
        own.map_or_else(top, |own| {
            let alike = self
                .shapes
                .iter()
                .filter(|shape| !is_alone && shape.is_like(&own));
            let decimals = alike.map(|shape| shape.decimals).max().unwrap_or(0);
            top().set_num_format(own.format(decimals.max(own.decimals)))
        })
    }
}

/// How many lines a text takes in a column of this width.
pub fn lines(text: &str, width: f64) -> u32 {
    let most = (width - 1.0).max(4.0);
    // Letters of East Asia are two digits wide.
    let wide = |c: char| if c >= '\u{1100}' { 2.0 } else { 1.05 };
    let mut lines = 0;
    for paragraph in text.split('\n') {
        lines += 1;
        let mut used = 0.0;
        for word in paragraph.split(' ') {
            let word: f64 = word.chars().map(wide).sum();
            if used > 0.0 && used + 1.0 + word > most {
                lines += 1;
                used = 0.0;
            }
            used += word + if used > 0.0 { 1.0 } else { 0.0 };
            while used > most {
                lines += 1;
                used -= most;
            }
        }
    }
    // Excel's greatest height of a row is 409 points.
    lines.min(27)
}

/// Widths that hold what is in these tables: `first` for the first column, numbers whole, words in
/// several lines if need be.
pub fn widths(first: f64, tables: &[&Table]) -> Vec<f64> {
    let columns = tables.iter().map(|table| table.headings.len()).max();
    let width = |at: usize| {
        let cells = tables
            .iter()
            .flat_map(|table| &table.rows)
            .filter_map(|row| row.get(at));
        let needs = cells.map(|cell| match cell {
            Cell::Empty | Cell::Number(_) => 0.0,
            Cell::Shown(_, text) | Cell::Alone(_, text) => {
                (text.chars().count() as f64 + 2.0).min(40.0)
            }
            Cell::Date(_) => 12.0,
            Cell::Text(text) => (text.chars().count() as f64 + 3.0).min(32.0),
        });
        needs.fold(12.0, f64::max)
    };
    (0..columns.unwrap_or(1))
        .map(|at| if at == 0 { first } else { width(at) })
        .collect()
}

/// The sheet that says what the numbers are: formula, weights, caveat, date.
pub fn about(
    workbook: &mut Workbook,
    view: &ToolView,
    weights: &Table,
    date: NaiveDate,
) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(workbook, "About", vec![100.0])?;
    let mut row = sheet.sentence(0, &view.card.title, &title())?;
    row = sheet.sentence(row, &view.card.purpose, &wrapped())?;
    sheet
        .sheet
        .write_date_with_format(row, 0, excel(date)?, &day())?;
    row += 2;
    for paragraph in view.formula.iter().chain([&view.caveat]) {
        row = sheet.sentence(row, paragraph, &wrapped())?;
    }
    if !weights.rows.is_empty() {
        sheet.put(row + 1, 0, weights)?;
    }
    Ok(())
}

fn day() -> Format {
    top()
        .set_num_format("d mmmm yyyy")
        .set_align(FormatAlign::Left)
}
