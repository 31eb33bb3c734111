//! `colloquy note`: list, show, export, import and search notes.

mod export;

use std::path::Path;

use colloquy_core::api::{
    FileMade, NoteCard, NoteExport, NoteFilter, NoteImport, NoteImported, NoteList,
};

use crate::args::NoteCommand;
use crate::data::{self, Place};
use crate::failure::Failure;
use crate::print::{self, Printer};
use crate::{search, tool};

/// Runs a command about notes.
pub fn run(command: &NoteCommand, place: &Place, printer: Printer) -> Result<(), Failure> {
    match command {
        NoteCommand::List {
            tag,
            module,
            trash,
            limit,
        } => {
            let filter = NoteFilter {
                tag: tag.clone(),
                module: *module,
                trash: *trash,
                limit: *limit,
                ..NoteFilter::default()
            };
            list(&filter, place, printer)
        }
        NoteCommand::Show { id } => show(id, place, printer),
        NoteCommand::Export { id, output } => export::run(id.as_deref(), output, place, printer),
        NoteCommand::Import { path } => import(path, place, printer),
        NoteCommand::Search(options) => search::run(options, Some("in:notes"), place, printer),
    }
}

fn list(filter: &NoteFilter, place: &Place, printer: Printer) -> Result<(), Failure> {
    let list: NoteList = data::call(&place.ready()?, "note_list", filter)?;
    printer.answer(&list, |list| list_text(list, filter.trash))
}

fn list_text(list: &NoteList, trash: bool) -> String {
    let place = if trash { " in the trash" } else { "" };
    if list.notes.is_empty() {
        return format!("There are no such notes{place}.");
    }
    let rows: Vec<_> = list.notes.iter().map(row).collect();
    let shown = if rows.len() < list.total as usize {
        format!(", the latest {} of them here", rows.len())
    } else {
        String::new()
    };
    format!(
        "{}{place}{shown}.\n\n{}",
        print::count(list.total, "note"),
        print::table(["Id", "Changed", "Place", "Title", "Tags"], &rows)
    )
}

fn row(card: &NoteCard) -> [String; 5] {
    let place = card.place.clone().unwrap_or_default();
    let title = if card.title.is_empty() {
        card.excerpt.lines().next().unwrap_or_default()
    } else {
        &card.title
    };
    [
        card.id.clone(),
        print::moment(&card.updated_at),
        place.number.or(place.tool).unwrap_or_default(),
        title.to_owned(),
        card.tags
            .iter()
            .map(|tag| format!("#{tag}"))
            .collect::<Vec<_>>()
            .join(" "),
    ]
}

fn show(id: &str, place: &Place, printer: Printer) -> Result<(), Failure> {
    let wanted = NoteExport {
        id: Some(id.to_owned()),
    };
    let made: FileMade = data::call(&place.ready()?, "note_export", &wanted)?;
    let text = String::from_utf8_lossy(&tool::content(&made)?).into_owned();
    printer.answer(&serde_json::json!({ "id": id, "markdown": text }), |_| {
        text.clone()
    })
}

fn import(path: &Path, place: &Place, printer: Printer) -> Result<(), Failure> {
    let wanted = NoteImport {
        path: std::path::absolute(path)
            .unwrap_or_else(|_unknown| path.to_owned())
            .display()
            .to_string(),
    };
    let done: NoteImported = data::call(&place.ready()?, "note_import", &wanted)?;
    printer.answer(&done, imported_text)
}

fn imported_text(done: &NoteImported) -> String {
    let mut text = format!("Brought in {}.", print::count(done.imported, "note"));
    if done.unchanged > 0 {
        text += &format!(" Here already: {}.", print::count(done.unchanged, "file"));
    }
    for skipped in &done.skipped {
        text += &format!("\nLeft out {}: {}", skipped.file, skipped.reason);
    }
    text
}
