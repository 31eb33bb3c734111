//! Giving ids to blocks that have none, by the smallest possible edit of the author's files.

use std::collections::BTreeSet;

use comrak::Arena;

use super::CourseFiles;
use super::block::{Peek, peek_id};
use super::compile::layout;
use super::form;
use super::head;
use super::markup::parse::parse;
use super::outline::{self, Piece, Shape};
use super::problem::{Page, Problems};

/// Course files after ids were added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// All files; those without a missing id are unchanged.
    pub files: CourseFiles,
    /// Paths of the files that were changed.
    pub changed: Vec<String>,
    /// How many ids were added.
    pub added: usize,
}

/// Adds the ids that blocks lack. The same files always get the same ids; everything else in
/// them stays as it is, byte for byte. What is not UTF-8 is left alone.
#[must_use]
pub fn add_missing(files: &CourseFiles) -> Marked {
    let mut marked = Marked {
        files: files.clone(),
        changed: Vec::new(),
        added: 0,
    };
    let paths: Vec<&str> = layout(files)
        .into_iter()
        .flat_map(|(_, lessons)| lessons)
        .collect();
    let text = |path: &str| {
        files
            .get(path)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
    };
    let mut taken = BTreeSet::new();
    for path in &paths {
        if let Some(text) = text(path) {
            taken.extend(present(&Page::new(path, text)));
        }
    }
    for path in paths {
        let Some(text) = text(path) else { continue };
        let (edited, added) = mark_lesson(&Page::new(path, text), &mut taken);
        if added > 0 {
            marked.files.insert(path.to_owned(), edited.into_bytes());
            marked.changed.push(path.to_owned());
            marked.added += added;
        }
    }
    marked
}

/// Something that a block can be told about.
struct Block {
    id: Option<String>,
    missing: bool,
    content: String,
    /// What a reader would see: it must be the same after the edit.
    shown: String,
    place: Place,
}

/// Where an id can be written: at one offset, or in a paragraph after a line.
struct Place {
    inline: Option<(usize, Form)>,
    after: usize,
}

#[derive(Clone, Copy)]
enum Form {
    /// A mark at the end of a line.
    Mark,
    /// A line of TOML.
    Toml,
}

fn blocks(page: &Page<'_>) -> Vec<Block> {
    let arena = Arena::new();
    let first = head::front_matter(page).map_or(0, |(_, first)| first);
    let root = parse(&arena, &page.text[page.start_of(first)..]);
    let outline = outline::read(root, page, first, &mut Problems::default());
    outline
        .pieces
        .iter()
        .map(|piece| block(page, piece))
        .collect()
}

fn block(page: &Page<'_>, piece: &Piece<'_>) -> Block {
    let (first, last) = piece.lines;
    let content: Vec<&str> = (first..=last).map(|line| page.line(line)).collect();
    let mark = piece.mark.as_ref().map(|(marker, _)| marker.id.clone());
    let end_of = |line: usize| page.start_of(line) + page.line(line).trim_end().len();
    let (id, missing, inline) = match &piece.shape {
        Shape::Typed { toml, .. } => match peek_id(page, toml.clone()) {
            Peek::Id(id) => (Some(id), false, None),
            Peek::Missing => (None, true, Some((toml.start, Form::Toml))),
            Peek::Unreadable => (None, false, None),
        },
        Shape::Paragraph => (
            mark.clone(),
            mark.is_none(),
            Some((end_of(last), Form::Mark)),
        ),
        Shape::Fence => (
            mark.clone(),
            mark.is_none(),
            Some((end_of(first), Form::Mark)),
        ),
        Shape::Heading {
            underlined, closed, ..
        } => {
            let line = if *underlined {
                last.saturating_sub(1).max(first)
            } else {
                last
            };
            let mut end = end_of(line);
            if *closed {
                let text = &page.text[..end];
                end = text
                    .trim_end_matches('#')
                    .trim_end_matches([' ', '\t'])
                    .len();
            }
            (mark.clone(), mark.is_none(), Some((end, Form::Mark)))
        }
        Shape::Other => (mark.clone(), mark.is_none(), None),
    };
    let shown = match piece.shape {
        Shape::Typed { .. } => String::new(),
        _ => piece.nodes.iter().map(|node| node.collect_text()).collect(),
    };
    Block {
        id,
        missing,
        content: content.join("\n"),
        shown,
        place: Place {
            inline,
            after: last,
        },
    }
}

fn present(page: &Page<'_>) -> Vec<String> {
    blocks(page)
        .into_iter()
        .filter_map(|block| block.id)
        .collect()
}

/// How often a mark may turn out to be in the wrong place, in one lesson.
const MOST_ROUNDS: usize = 100;

fn mark_lesson(page: &Page<'_>, taken: &mut BTreeSet<String>) -> (String, usize) {
    let blocks = blocks(page);
    let lesson = lesson_id(page);
    let ids: Vec<Option<String>> = blocks
        .iter()
        .map(|block| {
            block
                .missing
                .then(|| new_id(&lesson, &block.content, taken))
        })
        .collect();
    // Rarely a mark at the end of a text would be part of it (inside a broken link, say): such a
    // block gets its mark in a paragraph of its own.
    let mut apart = BTreeSet::new();
    let mut edited = page.text.to_owned();
    for _ in 0..MOST_ROUNDS {
        edited = edit(page, &blocks, &ids, &apart);
        let now = self::blocks(&Page::new(page.path, &edited));
        // Only the first: those behind it may only have moved.
        let failed = ids.iter().enumerate().find(|(at, id)| {
            let is_right = now
                .get(*at)
                .is_some_and(|now| now.id == **id && now.shown == blocks[*at].shown);
            id.is_some() && !is_right && !apart.contains(at)
        });
        let Some((first, _)) = failed else { break };
        apart.insert(first);
    }
    (edited, ids.iter().flatten().count())
}

fn edit(
    page: &Page<'_>,
    blocks: &[Block],
    ids: &[Option<String>],
    apart: &BTreeSet<usize>,
) -> String {
    let ending = if page.text.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let mut edits: Vec<(usize, String)> = Vec::new();
    for (at, (block, id)) in blocks.iter().zip(ids).enumerate() {
        let Some(id) = id else { continue };
        edits.push(match block.place.inline.filter(|_| !apart.contains(&at)) {
            Some((offset, Form::Mark)) => (offset, format!(" {{#{id}}}")),
            Some((offset, Form::Toml)) => {
                let before = if page.text[..offset].ends_with(['\n', '\r']) {
                    ""
                } else {
                    ending
                };
                (offset, format!("{before}id = \"{id}\"{ending}"))
            }
            None => {
                let line = block.place.after;
                let end = page.start_of(line) + page.line(line).len();
                let mut below = (line + 1..page.lines()).map(|line| page.line(line).trim());
                let open = below.clone().next().is_some_and(|next| !next.is_empty());
                let after = if open { ending } else { "" };
                // Before a definition the mark would be read as the word that is defined.
                let defined = below
                    .find(|next| !next.is_empty())
                    .is_some_and(|next| next.starts_with(':'));
                let apart = if defined {
                    format!("{ending}{ending}<!-- -->")
                } else {
                    String::new()
                };
                (end, format!("{ending}{ending}{{#{id}}}{apart}{after}"))
            }
        });
    }
    edits.sort_by_key(|(offset, _)| *offset);
    let mut edited = String::with_capacity(page.text.len() + edits.len() * 12);
    let mut from = 0;
    for (offset, insert) in edits {
        edited.push_str(&page.text[from..offset]);
        edited.push_str(&insert);
        from = offset;
    }
    edited.push_str(&page.text[from..]);
    edited
}

/// The id of a page's lesson, else its path: ids of blocks are made from it, so that the same
/// sentence in two lessons gets two ids.
fn lesson_id(page: &Page<'_>) -> String {
    let id = head::front_matter(page).and_then(|(toml, _)| {
        let table = form::parse(page, toml, &mut Problems::default())?;
        let id = table
            .get_ref()
            .iter()
            .find(|(key, _)| key.get_ref() == "id");
        id.and_then(|(_, value)| value.get_ref().as_str().map(str::to_owned))
    });
    id.unwrap_or_else(|| page.path.to_owned())
}

/// A short id that is not taken yet: `k` and five letters or digits, none of them easily
/// mistaken for another.
fn new_id(lesson: &str, content: &str, taken: &mut BTreeSet<String>) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut hasher = blake3::Hasher::new();
    for part in [lesson, content] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    for again in 0_u64.. {
        let hash = hasher.clone().update(&again.to_le_bytes()).finalize();
        // A course with very many equal blocks gets longer ids rather than a long search.
        let length = 5 + usize::try_from(again / 64).unwrap_or(0).min(20);
        let letters = hash
            .as_bytes()
            .iter()
            .take(length)
            .map(|b| char::from(LETTERS[usize::from(b % 32)]));
        let id: String = std::iter::once('k').chain(letters).collect();
        if taken.insert(id.clone()) {
            return id;
        }
    }
    String::new()
}

#[cfg(test)]
mod tests;
