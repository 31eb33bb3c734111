//! `colloquy tool`: what the workbook's tools say, and their files.

use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use colloquy_core::api::{
    FileMade, Nothing, ToolCard, ToolExport, ToolFormat, ToolList, ToolRef, ToolView,
};
use colloquy_core::{Code, Error, whole_file};
use serde::Serialize;

use crate::args::{ToolCommand, ToolFile};
use crate::data::{self, Place};
use crate::failure::Failure;
use crate::print::{self, Printer};

/// Runs a command about tools.
pub fn run(command: &ToolCommand, place: &Place, printer: Printer) -> Result<(), Failure> {
    match command {
        ToolCommand::List => list(place, printer),
        ToolCommand::Show { tool } => show(tool, place, printer),
        ToolCommand::Export {
            tool,
            format,
            output,
        } => export(tool, *format, output, place, printer),
    }
}

fn list(place: &Place, printer: Printer) -> Result<(), Failure> {
    let list: ToolList = data::call(&place.ready()?, "tool_list", &Nothing {})?;
    printer.answer(&list, |list| {
        let rows: Vec<_> = list.tools.iter().map(row).collect();
        let used = list.tools.iter().filter(|tool| tool.started).count();
        format!(
            "{used} of {} used.\n\n{}",
            print::count(list.tools.len(), "tool"),
            print::table(["Tool", "Title", "Module", "Says"], &rows)
        )
    })
}

fn row(tool: &ToolCard) -> [String; 4] {
    [
        tool.tool.clone(),
        tool.title.clone(),
        tool.module.to_string(),
        tool.finding.clone().unwrap_or_else(|| "–".to_owned()),
    ]
}

fn show(tool: &str, place: &Place, printer: Printer) -> Result<(), Failure> {
    let wanted = ToolRef {
        tool: tool.to_owned(),
    };
    let view: ToolView = data::call(&place.ready()?, "tool_open", &wanted)?;
    printer.answer(&view, view_text)
}

fn view_text(view: &ToolView) -> String {
    let finding = view
        .card
        .finding
        .as_deref()
        .unwrap_or("Nothing is filled in yet.");
    let mut parts = vec![format!("{}\n{finding}", view.card.title)];
    if !view.kept.is_empty() {
        let rows: Vec<_> = view
            .kept
            .iter()
            .map(|kept| {
                [
                    print::moment(&kept.at),
                    kept.label.clone(),
                    kept.summary.finding.clone(),
                ]
            })
            .collect();
        parts.push(print::table(["Kept", "Name", "Said"], &rows));
    }
    parts.push(view.formula.join("\n"));
    parts.push(view.caveat.clone());
    parts.join("\n\n")
}

/// What was written.
#[derive(Serialize)]
struct Written {
    file: String,
    bytes: usize,
}

fn export(
    tool: &str,
    format: ToolFile,
    output: &Path,
    place: &Place,
    printer: Printer,
) -> Result<(), Failure> {
    let wanted = ToolExport {
        tool: tool.to_owned(),
        format: match format {
            ToolFile::Pdf => ToolFormat::Pdf,
            ToolFile::Png => ToolFormat::Png,
            ToolFile::Xlsx => ToolFormat::Xlsx,
            ToolFile::Csv => ToolFormat::Csv,
            ToolFile::Ics => ToolFormat::Ics,
        },
    };
    let made: FileMade = data::call(&place.ready()?, "tool_export", &wanted)?;
    write(&made, output, printer)
}

/// Writes a file that the core made, and says so.
pub fn write(made: &FileMade, output: &Path, printer: Printer) -> Result<(), Failure> {
    let bytes = content(made)?;
    whole_file::write(output, &bytes)?;
    let written = Written {
        file: output.display().to_string(),
        bytes: bytes.len(),
    };
    printer.answer(&written, |written| {
        let size = print::size(u64::try_from(written.bytes).unwrap_or(u64::MAX));
        format!("Wrote {} ({size}).", written.file)
    })
}

/// The bytes of a file that the core made.
pub fn content(made: &FileMade) -> Result<Vec<u8>, Error> {
    BASE64_STANDARD
        .decode(&made.base64)
        .map_err(|_| Error::new(Code::Internal, "The file could not be decoded."))
}
