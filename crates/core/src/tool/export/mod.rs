//! Files made of a tool: a page for a board, a workbook, a table.
//!
//! The workbook's first sheet and the CSV file hold the input, in the form that
//! [`rows`](super::rows) reads back to the same projects.

mod csv;
mod ics;
pub(super) mod parts;
mod shape;
mod sheet;
pub(super) mod sheet_tool;
mod shown;
mod survive_thrive;
mod table;
#[cfg(test)]
mod tests;
mod xlsx;

pub use shown::{Shown, shown_parts};

use base64::Engine as _;
use chrono::NaiveDate;

pub use ics::export_calendar;

use super::page;
use crate::api::{FileMade, ToolFormat, ToolOutcome, ToolView};
use crate::{Code, Error, Result};

/// A tool's page or table as a file, named after the tool and the date.
///
/// # Errors
/// `internal` when the file cannot be built, and whatever drawing a page reports.
pub fn export(view: &ToolView, format: ToolFormat, date: NaiveDate) -> Result<FileMade> {
    let (ending, media_type, bytes) = match format {
        ToolFormat::Pdf => ("pdf", "application/pdf", page::pdf(view, date)?),
        ToolFormat::Png => ("png", "image/png", page::png(view, date)?),
        ToolFormat::Xlsx => (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            match &view.result {
                ToolOutcome::T1(result) => survive_thrive::xlsx(view, result, date),
                ToolOutcome::T4(result) => xlsx::frontier(view, result, date),
                ToolOutcome::Sheet(result) => sheet_tool::xlsx(view, result, date),
            }
            .map_err(failed)?,
        ),
        ToolFormat::Csv => (
            "csv",
            "text/csv; charset=utf-8",
            match &view.result {
                ToolOutcome::T1(result) => csv::of(&survive_thrive::table(result)),
                ToolOutcome::T4(result) => csv::of(&table::projects(result)),
                ToolOutcome::Sheet(result) => csv::of(&sheet_tool::first(result)),
            }
            .map_err(failed)?,
        ),
        // A calendar is made by `export_calendar`, which remembers what it handed out.
        ToolFormat::Ics => return Err(no_calendar(&view.card.tool)),
    };
    Ok(FileMade {
        name: format!(
            "{}{} {}.{ending}",
            view.card.title,
            // The file says so itself, wherever it ends up.
            if super::is_private(&view.card.tool) {
                " (private)"
            } else {
                ""
            },
            date.format("%Y-%m-%d")
        ),
        media_type: media_type.to_owned(),
        base64: base64::engine::general_purpose::STANDARD.encode(bytes),
    })
}

fn no_calendar(tool: &str) -> Error {
    Error::invalid("This tool has no calendar.").with("tool", tool)
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::new(
        Code::Internal,
        format!("The file could not be made: {error}."),
    )
}
