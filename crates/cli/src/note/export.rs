//! `colloquy note export`: Markdown files in a folder, in an archive, or one file.

use std::fs;
use std::path::Path;

use colloquy_core::api::{FileMade, NoteExport};
use colloquy_core::{Error, note, whole_file};
use serde::Serialize;

use crate::data::{self, Place};
use crate::failure::Failure;
use crate::print::{self, Printer};
use crate::tool;

/// What was written.
#[derive(Serialize)]
struct Written {
    path: String,
    notes: usize,
}

/// Exports one note, or all.
pub fn run(
    id: Option<&str>,
    output: &Path,
    place: &Place,
    printer: Printer,
) -> Result<(), Failure> {
    let host = place.ready()?;
    let is = |ending: &str| {
        output
            .extension()
            .is_some_and(|found| found.eq_ignore_ascii_case(ending))
    };
    let notes = if id.is_some() || is("zip") {
        let wanted = NoteExport {
            id: id.map(str::to_owned),
        };
        let made: FileMade = data::call(&host, "note_export", &wanted)?;
        whole_file::write(output, &tool::content(&made)?)?;
        match id {
            Some(_) => 1,
            None => host.read(note::export_files)?.0.len(),
        }
    } else {
        let (files, _) = host.read(note::export_files)?;
        into_folder(&files, output)?;
        files.len()
    };
    let written = Written {
        path: output.display().to_string(),
        notes,
    };
    printer.answer(&written, |written| {
        format!(
            "Wrote {} to {}.",
            print::count(written.notes, "note"),
            written.path
        )
    })
}

/// Writes the files into a folder that was empty or missing.
fn into_folder(files: &[(String, String)], folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|source| Error::file("create", folder, &source))?;
    let mut found = fs::read_dir(folder).map_err(|source| Error::file("read", folder, &source))?;
    if found.next().is_some() {
        return Err(Error::invalid(format!(
            "{} is not empty: name a new folder. Nothing was written.",
            folder.display()
        ))
        .with("path", folder.display()));
    }
    for (name, text) in files {
        whole_file::write(&folder.join(name), text.as_bytes())?;
    }
    Ok(())
}
