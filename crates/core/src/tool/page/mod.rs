//! Board pages: what a workbook tool says, on a page of A4 landscape, as PDF and as picture. The PDF
//! of a tool of tables goes on to further pages with what the first has no room for.
//!
//! A page leaves the program: somebody prints it, forwards it or reads it with a screen reader, far
//! from the person who made it. So it carries its own sentence, data, formula, caveat and date.
//!
//! Design: a page is laid out once into a [`Scene`], in points from the top left and in reading
//! order; text is shaped while it is laid out ([`text`]), so that every width is known and nothing
//! can overlap. Two writers draw the same glyphs: [`pdf`] as tagged PDF, [`png`] as pixels. Neither
//! knows what is on the page. There is no clock and no randomness: the same view and the same date
//! give the same bytes.

mod balance;
mod figures;
mod font;
mod frame;
mod frontier;
mod frontier_chart;
mod frontier_groups;
mod frontier_plot;
mod frontier_table;
mod frontier_values;
mod labels;
mod radar;
mod scene;
mod sheet;
mod survive_thrive;
#[cfg(test)]
mod tests;
mod text;
mod write_pdf;
mod write_png;

use chrono::NaiveDate;

use crate::Result;
use crate::api::{ToolOutcome, ToolView};
use scene::Scene;

/// The page of a tool as PDF: A4 landscape, tagged, with its fonts in it, made to the rules of
/// PDF/UA-1 and PDF/A-2a. `date` is the day that the page says it was made.
///
/// # Errors
/// [`Code::Internal`](crate::Code::Internal) when the PDF breaks one of those rules: a defect.
pub fn pdf(view: &ToolView, date: NaiveDate) -> Result<Vec<u8>> {
    write_pdf::write(&pages(view, date), date)
}

/// The first page as a PNG picture of 2246 × 1588 pixels, which is 192 to the inch.
///
/// # Errors
/// [`Code::Internal`](crate::Code::Internal) when the picture cannot be encoded.
pub fn png(view: &ToolView, date: NaiveDate) -> Result<Vec<u8>> {
    write_png::write(&scene(view, date))
}

/// The laid out pages of a tool.
fn pages(view: &ToolView, date: NaiveDate) -> Vec<Scene> {
    match &view.result {
        ToolOutcome::Sheet(result) => sheet::pages(view, result, date),
        _ => vec![scene(view, date)],
    }
}

/// The laid out page of a tool, when there is to be only one.
fn scene(view: &ToolView, date: NaiveDate) -> Scene {
    match &view.result {
        ToolOutcome::T1(result) => survive_thrive::lay_out(view, result, date),
        ToolOutcome::T4(result) => frontier::lay_out(view, result, date),
        ToolOutcome::Sheet(result) => sheet::lay_out(view, result, date),
    }
}
