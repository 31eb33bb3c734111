//! Notes from Markdown files of any editor.
//!
//! Reading and converting ([`read_path`]) needs no database and uses all cores; keeping what came
//! of it ([`import`]) is one short transaction.

use std::collections::HashSet;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use zip::ZipArchive;

use super::edit::Derived;
use super::matter::{self, Matter};
use super::text::{self, Block, Doc};
use super::{LONGEST, event, queries, tags};
use crate::api::{NoteImported, NoteSkipped, Topic};
use crate::app::Write;
use crate::course::files::MOST_FILES;
use crate::{Error, Result, log};

/// The most bytes of a file that is looked at.
const LARGEST_FILE: u64 = 2 * LONGEST as u64;
/// The most bytes of all files together.
const LARGEST_SUM: u64 = 512 << 20;
/// Archives are read whole before they are opened.
const LARGEST_ARCHIVE: u64 = 256 << 20;
/// The most files in one import.
const MOST: usize = 10 * MOST_FILES;
/// Folders in folders.
const DEEPEST: usize = 32;

/// Files that were read and converted, ready to be kept.
pub struct Incoming {
    notes: Vec<Note>,
    skipped: Vec<NoteSkipped>,
}

struct Note {
    matter: Matter,
    title: String,
    state: Vec<u8>,
    derived: Derived,
    /// What its text is, without what our own export said about its place.
    said: [u8; 32],
}

/// A file's path inside the folder, and its text.
type File = (String, String);

#[derive(Default)]
struct Files {
    found: Vec<File>,
    skipped: Vec<NoteSkipped>,
    bytes: u64,
}

impl Files {
    fn skip(&mut self, file: &str, reason: impl Into<String>) {
        self.skipped.push(NoteSkipped {
            file: file.to_owned(),
            reason: reason.into(),
        });
    }

    /// Whether there is room for a file of this length; says so if not.
    fn has_room(&mut self, file: &str, bytes: u64) -> Result<bool> {
        if self.found.len() >= MOST
            || self.bytes.saturating_add(bytes.min(LARGEST_FILE)) > LARGEST_SUM
        {
            return Err(Error::invalid(
                "These are too many notes for one import: at most 100,000 files with 512 MiB. Nothing was changed.",
            ));
        }
        if bytes > LARGEST_FILE {
            self.skip(file, "It is longer than a note may be (512 kB).");
            return Ok(false);
        }
        Ok(true)
    }

    fn add(&mut self, file: String, bytes: Vec<u8>) {
        self.bytes += bytes.len() as u64;
        match String::from_utf8(bytes) {
            Ok(text) => self.found.push((file, text)),
            Err(_) => self.skip(&file, "It is not text in UTF-8."),
        }
    }
}

fn is_markdown(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".md") || name.ends_with(".markdown")
}

fn is_hidden(path: &str) -> bool {
    path.split('/')
        .any(|part| part.starts_with('.') || part == "__MACOSX")
}

/// Reads a folder with all folders in it, a `.zip` archive of one, or a single file. Hidden files
/// are skipped, links are not followed.
///
/// # Errors
/// `not_found` when there is nothing at the path, `invalid_input` when it holds more than can be
/// imported at once or is an archive that cannot be read.
pub fn read_path(path: &Path) -> Result<Incoming> {
    let about = fs::metadata(path).map_err(|error| Error::file("open", path, &error))?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let mut files = Files::default();
    if about.is_dir() {
        folder(path, "", 0, &mut files)?;
    } else if name.to_ascii_lowercase().ends_with(".zip") {
        if about.len() > LARGEST_ARCHIVE {
            return Err(Error::invalid("This archive is larger than 256 MiB."));
        }
        let bytes = fs::read(path).map_err(|error| Error::file("read", path, &error))?;
        archive(&bytes, &mut files)?;
    } else if is_markdown(&name) {
        if files.has_room(&name, about.len())? {
            let bytes = fs::read(path).map_err(|error| Error::file("read", path, &error))?;
            files.add(name, bytes);
        }
    } else {
        return Err(Error::invalid(
            "Notes are read from a folder, a .zip archive or a Markdown file (.md).",
        )
        .with("path", path.display()));
    }
    files.found.sort_unstable();
    let mut incoming = Incoming {
        notes: Vec::with_capacity(files.found.len()),
        skipped: files.skipped,
    };
    for converted in convert_all(&files.found) {
        match converted {
            Ok(note) => incoming.notes.push(note),
            Err(skipped) => incoming.skipped.push(skipped),
        }
    }
    Ok(incoming)
}

fn folder(folder_path: &Path, prefix: &str, depth: usize, files: &mut Files) -> Result<()> {
    let failed = |error: std::io::Error| Error::file("read", folder_path, &error);
    if depth > DEEPEST {
        files.skip(prefix, "It is nested too deeply.");
        return Ok(());
    }
    for entry in fs::read_dir(folder_path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let inside = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}/{name}")
        };
        // Of the entry itself: a link is neither a file nor a folder.
        let about = entry.metadata().map_err(failed)?;
        if about.is_dir() {
            folder(&entry.path(), &inside, depth + 1, files)?;
        } else if about.is_file() && is_markdown(&name) && files.has_room(&inside, about.len())? {
            match fs::read(entry.path()) {
                Ok(bytes) => files.add(inside, bytes),
                Err(error) => files.skip(&inside, format!("It could not be read: {error}.")),
            }
        }
    }
    Ok(())
}

fn archive(bytes: &[u8], files: &mut Files) -> Result<()> {
    let broken = |error: zip::result::ZipError| {
        Error::invalid(format!(
            "The archive cannot be read: {error}. Nothing was changed."
        ))
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MOST {
        return Err(Error::invalid("This archive has too many entries."));
    }
    for at in 0..archive.len() {
        let entry = match archive.by_index(at) {
            Ok(entry) => entry,
            Err(error) => {
                files.skip(
                    &format!("entry {at}"),
                    format!("It cannot be read: {error}."),
                );
                continue;
            }
        };
        let name = String::from_utf8_lossy(entry.name_raw()).replace('\\', "/");
        if !entry.is_file() || entry.is_symlink() || !is_markdown(&name) || is_hidden(&name) {
            continue;
        }
        if !files.has_room(&name, entry.size())? {
            continue;
        }
        // Whatever the archive says about its length.
        let mut content = Vec::new();
        match entry.take(LARGEST_FILE + 1).read_to_end(&mut content) {
            Ok(_) if content.len() as u64 > LARGEST_FILE => {
                files.skip(&name, "It is longer than it says.");
            }
            Ok(_) => files.add(name, content),
            Err(error) => files.skip(&name, format!("It cannot be read: {error}.")),
        }
    }
    Ok(())
}

/// Converts files on all cores; the order stays.
fn convert_all(files: &[File]) -> Vec<Result<Note, NoteSkipped>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    if files.len() < 2 * cores {
        return files.iter().map(convert).collect();
    }
    let share = files.len().div_ceil(cores);
    std::thread::scope(|scope| {
        let workers: Vec<_> = files
            .chunks(share)
            .map(|chunk| {
                let work = move || chunk.iter().map(convert).collect::<Vec<_>>();
                (chunk, scope.spawn(work))
            })
            .collect();
        let done = workers.into_iter().flat_map(|(chunk, worker)| {
            worker.join().unwrap_or_else(|_| {
                let failed = |(file, _): &File| {
                    Err(NoteSkipped {
                        file: file.clone(),
                        reason: "It could not be converted.".to_owned(),
                    })
                };
                chunk.iter().map(failed).collect()
            })
        });
        done.collect()
    })
}

fn convert((file, content): &File) -> Result<Note, NoteSkipped> {
    let (matter, body) = matter::split(content);
    let mut doc = text::from_markdown(body);
    let title = match &matter.title {
        Some(title) => title.clone(),
        None => take_title(&mut doc).unwrap_or_else(|| stem(file)),
    };
    let mut title = title.replace("\r\n", " ").replace(['\n', '\r'], " ");
    if title.chars().count() > super::LONGEST_TITLE {
        // Too long for a title: it stays in the text.
        let whole = vec![text::Inline::Text(title.clone(), text::Marks::default())];
        doc.blocks.insert(0, Block::Paragraph(whole));
        title = title.chars().take(super::LONGEST_TITLE - 1).collect();
        title.push('…');
    }
    if !matter.unknown.is_empty() {
        doc.blocks.push(Block::Code {
            language: Some("yaml".to_owned()),
            text: matter.unknown.clone(),
        });
    }
    let mut derived = Derived::of(&doc);
    let said = fingerprint(&title, &derived.markdown);
    if !matter.place.is_empty() {
        doc.blocks.push(Block::Code {
            language: Some("yaml".to_owned()),
            text: matter.place.clone(),
        });
        derived = Derived::of(&doc);
    }
    if derived.markdown.len() > LONGEST {
        return Err(NoteSkipped {
            file: file.clone(),
            reason: "It is longer than a note may be (512 kB).".to_owned(),
        });
    }
    // The writer of the first state is named by what it says: the same file is the same history.
    let mut hash = blake3::Hasher::new();
    hash.update(title.as_bytes()).update(content.as_bytes());
    let mut client = [0; 8];
    client.copy_from_slice(&hash.finalize().as_bytes()[..8]);
    Ok(Note {
        state: text::create(&doc, u64::from_le_bytes(client)),
        matter,
        title,
        derived,
        said,
    })
}

/// The heading that a file begins with, taken out of its text.
fn take_title(doc: &mut Doc) -> Option<String> {
    let Some(Block::Heading { level: 1, .. }) = doc.blocks.first() else {
        return None;
    };
    let heading = doc.blocks.remove(0);
    if doc.blocks.is_empty() {
        doc.blocks.push(Block::Paragraph(Vec::new()));
    }
    let title = Doc {
        blocks: vec![heading],
    };
    Some(title.plain())
}

fn stem(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_owned()
}

/// What a note says, to tell whether it is already here.
fn fingerprint(title: &str, markdown: &str) -> [u8; 32] {
    let mut hash = blake3::Hasher::new();
    hash.update(title.as_bytes())
        .update(&[0])
        .update(markdown.as_bytes());
    hash.finalize().into()
}

/// Keeps notes that were read; what is already here, letter for letter, is left alone.
///
/// # Errors
/// When the database cannot be written: then nothing is changed.
pub fn import(write: &mut Write<'_>, incoming: Incoming) -> Result<NoteImported> {
    let mut here = HashSet::new();
    queries::each_text(write.db(), |title, markdown| {
        here.insert(fingerprint(title, markdown));
    })?;
    let mut spellings = tags::Spellings::of(queries::all_tags(write.db())?);
    let mut done = NoteImported {
        imported: 0,
        unchanged: 0,
        skipped: incoming.skipped,
    };
    for note in incoming.notes {
        let whole = fingerprint(&note.title, &note.derived.markdown);
        if here.contains(&note.said) || !here.insert(whole) {
            done.unchanged += 1;
            continue;
        }
        keep(write, &note, &mut spellings)?;
        done.imported += 1;
    }
    if done.imported > 0 {
        write.touch(Topic::Note);
    }
    Ok(done)
}

fn keep(write: &mut Write<'_>, note: &Note, spellings: &mut tags::Spellings) -> Result<()> {
    let made;
    let id = match &note.matter.id {
        // One that was erased stays so: this is another.
        Some(id)
            if !queries::exists(write.db(), id)? && event::erasings(write.db(), id)?.is_empty() =>
        {
            id
        }
        _ => {
            made = write.new_id();
            &made
        }
    };
    let mut present: Vec<String> = Vec::new();
    for tag in &note.matter.tags {
        // A tag that is too long is no reason to refuse a note.
        let Ok(Some(tag)) = tags::normal(tag) else {
            continue;
        };
        if !present.iter().any(|there| tags::same(there, &tag)) {
            present.push(spellings.first(tag));
        }
    }
    let created = note.matter.created.as_deref();
    write.record(&event::Create {
        id,
        title: &note.title,
        state: &note.state,
        tags: present.iter().map(String::as_str).collect(),
        place: event::Place::default(),
        created_at: created,
        updated_at: note.matter.updated.as_deref().or(created),
        removed_at: None,
        derived: Some(&note.derived),
    })?;
    log::relieve(write)
}

impl std::fmt::Debug for Incoming {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Incoming")
            .field("notes", &self.notes.len())
            .field("skipped", &self.skipped.len())
            .finish()
    }
}
