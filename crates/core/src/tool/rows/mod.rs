//! Tables of projects from elsewhere: copied rows, CSV files, workbooks.
//!
//! **Context.** A portfolio is in a spreadsheet already, with headings and number formats of its
//! own. Reading it must be quick for the usual case and never silently wrong: what each column was
//! taken for, and each cell that could not be read, is shown before anything is saved.
//!
//! **Design.** `grid` makes cells of any source; `heading` says what a column is by its name;
//! `columns` decides for the whole table, `number` reads amounts, `table` makes fields. Nothing
//! is saved: the fields go back to the caller, for `tool_save`. Ids are made from position and
//! name (`p-<name>-<position>`), so that reading the same table twice gives the same ids.
//!
//! *Without headings* the first column with text is the name, the first column of numbers the
//! score and the second the cost, as in the tool's own table; a single column of numbers is the
//! cost. With headings, columns of numbers that name nothing known become criteria, unless there
//! is a column “Score”: then the score is there already, and they are ignored.

mod columns;
mod grid;
mod heading;
mod number;
mod table;
#[cfg(test)]
mod tests;

use std::path::Path;

use crate::api::{ToolRows, ToolRowsFile, ToolRowsText};
use crate::tool::Tool;
use crate::{Error, Result};

/// Beginnings of a cell that a spreadsheet may run as a formula (OWASP, “CSV Injection”), and the
/// apostrophe that our own export puts before them.
pub(super) const DANGEROUS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '\''];

/// Reads copied rows or the text of a CSV file.
///
/// # Errors
/// `not_found` for an unknown tool; `invalid_input` when the tool takes no rows or the text is no
/// table.
pub fn rows_of_text(input: &ToolRowsText) -> Result<ToolRows> {
    takes_rows(&input.tool)?;
    Ok(table::read(&grid::of_text(&input.text)?))
}

/// Reads a workbook (its sheet “Projects”, or else the first with content) or a CSV file.
///
/// # Errors
/// As [`rows_of_text`]; also when the file cannot be read.
pub fn rows_of_file(input: &ToolRowsFile) -> Result<ToolRows> {
    takes_rows(&input.tool)?;
    Ok(table::read(&grid::of_file(Path::new(&input.path))?))
}

fn takes_rows(tool: &str) -> Result<()> {
    match Tool::find(tool)? {
        Tool::Frontier => Ok(()),
        Tool::SurviveThrive | Tool::Sheet(_) => {
            Err(Error::invalid("Only Portfolio frontier takes rows of a table.").with("tool", tool))
        }
    }
}
