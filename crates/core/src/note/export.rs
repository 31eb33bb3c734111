//! Notes as Markdown files.

use std::collections::HashSet;
use std::io::{Cursor, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rusqlite::Connection;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::matter::quoted;
use super::queries::{self, Leaving};
use crate::api::{FileMade, NoteExport};
use crate::{Code, Error, Result};

/// The longest name of a file without its extension, in bytes: with it, every system takes it.
const LONGEST_NAME: usize = 96;

/// One note as a Markdown file, or all outside the trash as an archive of them.
///
/// # Errors
/// `not_found`.
pub fn export(db: &Connection, input: &NoteExport) -> Result<FileMade> {
    let Some(id) = &input.id else {
        return Ok(FileMade {
            name: "notes.zip".to_owned(),
            media_type: "application/zip".to_owned(),
            base64: STANDARD.encode(archive(&export_files(db)?)?),
        });
    };
    let notes = queries::leaving(db, Some(id))?;
    let note = notes.first().ok_or_else(|| Error::not_found("note", id))?;
    Ok(FileMade {
        name: format!("{}.md", file_name(&note.card.title)),
        media_type: "text/markdown".to_owned(),
        base64: STANDARD.encode(file(db, note)?),
    })
}

/// Every note outside the trash as a file: name and content. No two names are the same, also
/// where capital letters do not count.
///
/// # Errors
/// When the database cannot be read.
pub fn export_files(db: &Connection) -> Result<Vec<(String, String)>> {
    let mut taken = HashSet::new();
    let mut files = Vec::new();
    for note in queries::leaving(db, None)? {
        let base = file_name(&note.card.title);
        let mut name = base.clone();
        let mut number = 2_u32;
        while !taken.insert(name.to_lowercase()) {
            name = format!("{base} {number}");
            number += 1;
        }
        files.push((format!("{name}.md"), file(db, &note)?));
    }
    Ok(files)
}

fn archive(files: &[(String, String)]) -> Result<Vec<u8>> {
    let failed = |error: &dyn std::fmt::Display| {
        Error::new(
            Code::Internal,
            format!("The archive could not be written: {error}."),
        )
    };
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive
            .start_file(name.as_str(), options)
            .map_err(|error| failed(&error))?;
        archive
            .write_all(content.as_bytes())
            .map_err(|error| failed(&error))?;
    }
    let done = archive.finish().map_err(|error| failed(&error))?;
    Ok(done.into_inner())
}

/// A note as a file: what it is about first, then its text.
fn file(db: &Connection, note: &Leaving) -> Result<String> {
    let card = &note.card;
    let mut file = format!(
        "---\nid: {}\ntitle: {}\ncreated: {}\nupdated: {}\n",
        card.id,
        quoted(&card.title),
        card.created_at,
        card.updated_at
    );
    if !card.tags.is_empty() {
        let tags: Vec<String> = card.tags.iter().map(|tag| quoted(tag)).collect();
        file.push_str(&format!("tags: [{}]\n", tags.join(", ")));
    }
    if let Some(place) = &card.place {
        if let (Some(number), Some(title)) = (&place.number, &place.title) {
            file.push_str(&format!(
                "lesson: {}\n",
                quoted(&format!("{number} {title}"))
            ));
        }
        if let Some(tool) = &place.tool {
            file.push_str(&format!("tool: {}\n", quoted(tool)));
        }
        if let Some(highlight) = &place.highlight
            && let Some(quote) = queries::quote(db, highlight)?
        {
            file.push_str("quote: |\n");
            for line in quote.text.lines() {
                file.push_str(&format!("  {line}\n"));
            }
        }
    }
    file.push_str("---\n\n");
    file.push_str(&note.markdown);
    Ok(file)
}

/// A name without extension that every system takes: no signs of paths, no device of Windows, not
/// too long.
fn file_name(title: &str) -> String {
    let mut name = String::new();
    for c in title.trim().chars() {
        let c = match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            c if c.is_control() || is_invisible(c) => continue,
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if name.len() + c.len_utf8() > LONGEST_NAME {
            break;
        }
        name.push(c);
    }
    // Windows takes no dot or space at the end; a dot at the beginning hides the file.
    let name = name
        .trim_end_matches(['.', ' '])
        .trim_start_matches(['.', ' ', '~']);
    if name.is_empty() {
        return "Note".to_owned();
    }
    let stem = name
        .split('.')
        .next()
        .unwrap_or("")
        .trim_end()
        .to_ascii_uppercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| {
            rest.chars().count() == 1 && rest.contains(|c: char| "0123456789¹²³".contains(c))
        })
    };
    let device = matches!(&*stem, "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$");
    if device || numbered("COM") || numbered("LPT") {
        return format!("Note {name}");
    }
    name.to_owned()
}

/// Signs that turn the direction of writing or have no width: they make names that lie.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
