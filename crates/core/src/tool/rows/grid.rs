//! Cells of a table, whether it was copied, saved as text, or is a workbook.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, DataRef, Reader as _, Sheets, Xlsx};

use crate::{Code, Error, Result};

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Bool(bool),
}

/// Rows of cells with their number in the source, from 1. Rows without any content are left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    pub rows: Vec<(u32, Vec<Cell>)>,
}

/// Longest text that is read, in bytes.
const LONGEST: usize = 8 << 20;
/// Largest file that is read, in bytes.
const LARGEST: u64 = 32 << 20;
/// Rows and columns beyond these are not looked at: one stray cell at the end of a sheet must not
/// take gigabytes.
const ROWS: usize = 5_000;
const COLUMNS: usize = 200;

impl Cell {
    /// Its text, trimmed; numbers as they are written in English.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Bool(true) => "yes".to_owned(),
            Self::Bool(false) => "no".to_owned(),
        }
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_) | Self::Bool(_) => false,
        }
    }
}

impl Grid {
    fn push(&mut self, row: usize, cells: Vec<Cell>) {
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.rows
                .push((u32::try_from(row).unwrap_or(u32::MAX), cells));
        }
    }
}

/// Reads copied rows or the text of a CSV file. Of tab, semicolon and comma the one that makes
/// most columns of the first row separates them; of equals the first named here.
///
/// A leading apostrophe before `= + - @`, a tab, a line break or another apostrophe is taken off:
/// our own CSV export puts it there, so that no spreadsheet takes the text for a formula.
pub fn of_text(text: &str) -> Result<Grid> {
    if text.len() > LONGEST {
        return Err(Error::invalid("This text is too long to be a table."));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // A lone quotation mark, as in 19" rack, is a character and opens nothing.
    let quoting = text.matches('"').count().is_multiple_of(2);
    let reader = |delimiter: u8| {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .quoting(quoting)
            .delimiter(delimiter)
            .from_reader(text.as_bytes())
    };
    let columns = |delimiter: u8| {
        let first = reader(delimiter).into_records().next();
        first
            .and_then(std::result::Result::ok)
            .map_or(0, |record| record.len())
    };
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|delimiter| columns(*delimiter))
        .unwrap_or(b'\t');
    let mut grid = Grid::default();
    for (row, record) in (1..=ROWS).zip(reader(delimiter).into_records()) {
        let record = record.map_err(|error| {
            Error::invalid(format!("Row {row} cannot be read: {error}.")).with("row", row)
        })?;
        let cells = record
            .iter()
            .take(COLUMNS)
            .map(|cell| match unescaped(cell) {
                "" => Cell::Empty,
                text => Cell::Text(text.to_owned()),
            })
            .collect();
        grid.push(row, cells);
    }
    Ok(grid)
}

/// A cell of a CSV file without the apostrophe that our export puts before it.
fn unescaped(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(super::DANGEROUS) => rest,
        _ => cell,
    }
}

/// Reads a workbook (the sheet of this name, or else the first with content) or a CSV file, by its
/// ending.
pub fn of_file(path: &Path, sheet: &str) -> Result<Grid> {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default();
    let text = matches!(ending.as_str(), "csv" | "tsv" | "txt" | "tab");
    if !text && !matches!(ending.as_str(), "xlsx" | "xlsm" | "xls" | "ods") {
        return Err(Error::new(
            Code::InvalidInput,
            "Tables are read from .xlsx, .xls, .ods, .csv, .tsv and .txt files.",
        )
        .with("path", path.display()));
    }
    let doing = |error| Error::file("read", path, &error);
    let size = std::fs::metadata(path).map_err(doing)?.len();
    if size > LARGEST {
        return Err(Error::invalid(format!(
            "{} is {} MB large: too large for a table.",
            path.display(),
            size >> 20
        )));
    }
    let bytes = std::fs::read(path).map_err(doing)?;
    if text {
        return of_text(&decoded(&bytes));
    }
    of_workbook(bytes, sheet).map_err(|message| {
        Error::invalid(format!("{} cannot be read: {message}.", path.display()))
            .with("path", path.display())
    })
}

/// Text of a file: UTF-8, UTF-16 with its mark, or else Windows-1252, which Excel writes in much
/// of Europe.
fn decoded(bytes: &[u8]) -> String {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..]
            .chunks_exact(2)
            .map(|two| unit([two[0], two[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        },
    }
}

fn windows_1252(byte: u8) -> char {
    // 0x80 to 0x9f; the rest equals Latin-1.
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match byte {
        0x80..=0x9f => HIGH
            .chars()
            .nth(usize::from(byte - 0x80))
            .unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}

/// The sheet of this name or else the first one with content.
fn of_workbook(bytes: Vec<u8>, sheet: &str) -> std::result::Result<Grid, String> {
    let mut workbook = calamine::open_workbook_auto_from_rs(Cursor::new(bytes))
        .map_err(|error| error.to_string())?;
    let mut names = workbook.sheet_names();
    // Stable: the others keep their order.
    names.sort_by_key(|name| name != sheet);
    for name in names {
        let grid = match &mut workbook {
            Sheets::Xlsx(workbook) => of_xlsx(workbook, &name)?,
            other => {
                let range = other
                    .worksheet_range(&name)
                    .map_err(|error| error.to_string())?;
                let (first, left) = range.start().unwrap_or_default();
                let mut grid = Grid::default();
                for (row, cells) in range.rows().take(ROWS).enumerate() {
                    let before = std::iter::repeat_n(Cell::Empty, left as usize);
                    let cells = before.chain(cells.iter().map(cell)).take(COLUMNS).collect();
                    grid.push(first as usize + row + 1, cells);
                }
                grid
            }
        };
        if !grid.rows.is_empty() {
            return Ok(grid);
        }
    }
    Ok(Grid::default())
}

/// Cell by cell, as a sheet of this format may claim to be of any size.
fn of_xlsx(workbook: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> std::result::Result<Grid, String> {
    let mut reader = workbook
        .worksheet_cells_reader(name)
        .map_err(|error| error.to_string())?;
    let mut rows: std::collections::BTreeMap<usize, Vec<Cell>> = std::collections::BTreeMap::new();
    while let Some(found) = reader.next_cell().map_err(|error| error.to_string())? {
        let (row, column) = found.get_position();
        let (row, column) = (row as usize, column as usize);
        if row >= ROWS || column >= COLUMNS {
            continue;
        }
        let cells = rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = match found.get_value() {
            DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
            other => cell(&Data::from(other.clone())),
        };
    }
    let mut grid = Grid::default();
    for (row, cells) in rows {
        grid.push(row + 1, cells);
    }
    Ok(grid)
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(truth) => Cell::Bool(*truth),
        Data::String(text) if text.is_empty() => Cell::Empty,
        Data::DateTime(moment) if moment.is_datetime() => day(moment.as_f64()),
        other => Cell::Text(other.to_string()),
    }
}

/// A day as a text, from the count of days that Excel keeps (1 is 1 January 1900; the base allows
/// for the 29 February 1900 that never was).
fn day(serial: f64) -> Cell {
    let base = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
    let days = (0.0..3_000_000.0)
        .contains(&serial)
        .then(|| serial.floor() as u64);
    let day = days.and_then(|days| base.checked_add_days(chrono::Days::new(days)));
    day.map_or(Cell::Number(serial), |day| {
        Cell::Text(day.format("%Y-%m-%d").to_string())
    })
}
