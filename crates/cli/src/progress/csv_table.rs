//! Tables as CSV (RFC 4180) that a spreadsheet shows and never runs.

use std::borrow::Cow;

use colloquy_core::{Code, Error};
use csv::{Terminator, WriterBuilder};

/// A heading and rows as CSV: UTF-8, CRLF, quotes where needed.
pub fn write<const COLUMNS: usize>(
    heading: [&str; COLUMNS],
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
) -> Result<Vec<u8>, Error> {
    let broken = |source: &dyn std::fmt::Display| {
        Error::new(
            Code::Internal,
            format!("The table could not be written: {source}."),
        )
    };
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    writer
        .write_record(heading)
        .map_err(|source| broken(&source))?;
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| harmless(cell).into_owned()))
            .map_err(|source| broken(&source))?;
    }
    writer.into_inner().map_err(|source| broken(&source))
}

/// A cell that a spreadsheet would take for a formula, with an apostrophe in front (OWASP, CSV
/// injection).
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(cells: [&str; 2]) -> String {
        String::from_utf8(write(["a", "b"], [cells.map(str::to_owned)]).unwrap()).unwrap()
    }

    #[test]
    fn lines_end_as_in_rfc_4180_and_quotes_are_doubled() {
        assert_eq!(
            csv(["x", "say \"no\", twice\nor so"]),
            "a,b\r\nx,\"say \"\"no\"\", twice\nor so\"\r\n"
        );
    }

    #[test]
    fn formulas_become_text() {
        for formula in ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"] {
            let text = csv([formula, "y"]);
            let cell = text.split("\r\n").nth(1).unwrap();
            assert!(
                cell.starts_with('\'') || cell.starts_with("\"'"),
                "{cell:?}"
            );
        }
    }

    #[test]
    fn other_text_stays_as_it_is() {
        assert_eq!(csv(["a=b", "€ 5 – six"]), "a,b\r\na=b,€ 5 – six\r\n");
    }
}
