//! A table as comma-separated values (RFC 4180), in UTF-8 with a mark, by which Excel knows it.

use super::table::{Cell, Table, escaped};

/// The file. Texts are escaped against formulas, numbers are not: `-5` stays a number.
pub fn of(table: &Table) -> Result<Vec<u8>, String> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let headings = table.headings.iter().map(|heading| escaped(heading));
    writer
        .write_record(headings)
        .map_err(|error| error.to_string())?;
    for row in &table.rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => escaped(text),
            Cell::Number(number) | Cell::Shown(number, _) | Cell::Alone(number, _) => {
                number.to_string()
            }
            Cell::Date(date) => date.format("%Y-%m-%d").to_string(),
        });
        writer
            .write_record(cells)
            .map_err(|error| error.to_string())?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}
