//! Tables from elsewhere: copied rows, CSV files, workbooks.
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
mod sheet_rows;
#[cfg(test)]
mod sheet_tests;
mod table;
#[cfg(test)]
mod tests;

use std::path::Path;

use rusqlite::Connection;

use crate::api::{ToolRows, ToolRowsFile, ToolRowsText};
use crate::tool::export::sheet_tool::sheet_name;
use crate::tool::sheet::{Input, TableForm};
use crate::tool::{Tool, queries};
use crate::{Error, Result};

/// Beginnings of a cell that a spreadsheet may run as a formula (OWASP, “CSV Injection”), and the
/// apostrophe that our own export puts before them.
pub(super) const DANGEROUS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '\''];

/// Reads copied rows or the text of a CSV file.
///
/// # Errors
/// `not_found` for an unknown tool or table; `invalid_input` when the tool takes no rows or the
/// text is no table.
pub fn rows_of_text(db: &Connection, input: &ToolRowsText) -> Result<ToolRows> {
    let target = target(db, &input.tool, input.table.as_deref())?;
    Ok(target.read(&grid::of_text(&input.text)?))
}

/// Reads a workbook (the sheet that our own export would call so, or else the first with content)
/// or a CSV file.
///
/// # Errors
/// As [`rows_of_text`]; also when the file cannot be read.
pub fn rows_of_file(db: &Connection, input: &ToolRowsFile) -> Result<ToolRows> {
    let target = target(db, &input.tool, input.table.as_deref())?;
    let sheet = match &target {
        Target::Projects => PROJECTS.to_owned(),
        Target::Table(table) => sheet_name(&table.title),
    };
    Ok(target.read(&grid::of_file(Path::new(&input.path), &sheet)?))
}

/// The sheet that T4's export calls its input.
const PROJECTS: &str = "Projects";

/// What rows are read for.
enum Target {
    /// The projects of T4.
    Projects,
    /// A table of another tool.
    Table(TableForm),
}

impl Target {
    fn read(&self, grid: &grid::Grid) -> ToolRows {
        match self {
            Self::Projects => table::read(grid),
            Self::Table(table) => sheet_rows::read(table, grid),
        }
    }
}

fn target(db: &Connection, tool: &str, table: Option<&str>) -> Result<Target> {
    match Tool::find(tool)? {
        Tool::Frontier => Ok(Target::Projects),
        Tool::SurviveThrive => {
            Err(Error::invalid("Survive–thrive takes no rows of a table.").with("tool", tool))
        }
        Tool::Sheet(spec) => {
            let fields = queries::fields(db, tool)?;
            let mut tables = (spec.form)(&Input::new(&fields)).tables;
            let at = match table {
                None => 0,
                Some(id) => tables
                    .iter()
                    .position(|table| table.id == id)
                    .ok_or_else(|| Error::not_found("table", id).with("tool", tool))?,
            };
            Ok(Target::Table(tables.swap_remove(at)))
        }
    }
}
