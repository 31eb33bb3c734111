//! `colloquy search`, and `colloquy note search`.

use colloquy_core::api::{SearchFound, SearchHit, SearchKind, SearchPiece, SearchQuery};

use crate::args::SearchOptions;
use crate::data::{self, Place};
use crate::failure::Failure;
use crate::print::{self, Printer};

/// Finds words; `within` is a filter that comes before them, such as `in:notes`.
pub fn run(
    options: &SearchOptions,
    within: Option<&str>,
    place: &Place,
    printer: Printer,
) -> Result<(), Failure> {
    let host = place.ready()?;
    let words = options.words.join(" ");
    let text = within.map_or(words.clone(), |filter| format!("{filter} {words}"));
    let query = SearchQuery {
        text,
        limit: options.limit,
    };
    let found: SearchFound = data::call(&host, "search_query", &query)?;
    printer.answer(&found, |found| found_text(found, &words))
}

fn found_text(found: &SearchFound, words: &str) -> String {
    if found.hits.is_empty() {
        return format!("Nothing matches “{words}”. Try fewer words.");
    }
    let mut blocks = vec![counts(found)];
    blocks.extend(found.hits.iter().map(hit_text));
    blocks.join("\n\n")
}

fn counts(found: &SearchFound) -> String {
    let of: Vec<_> = found
        .counts
        .iter()
        .map(|count| print::count(count.count, kind(count.kind)))
        .collect();
    let least = if found.broad { "At least " } else { "" };
    format!("{least}{}.", of.join(", "))
}

/// Title and place on one line, the passage under it, the address last.
fn hit_text(hit: &SearchHit) -> String {
    let number = hit.number.as_deref().unwrap_or_default();
    let title = plain(&hit.title);
    let head = [number, title.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let address = match (&hit.note, &hit.tool, &hit.lesson) {
        (Some(note), _, _) => format!("note {note}"),
        (_, Some(tool), _) => format!("tool {tool}"),
        (_, _, Some(lesson)) => format!("lesson {lesson}"),
        _ => kind(hit.kind).to_owned(),
    };
    format!("{head}\n  {}\n  [{address}]", plain(&hit.snippet))
}

fn plain(pieces: &[SearchPiece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

const fn kind(kind: SearchKind) -> &'static str {
    match kind {
        SearchKind::Lesson => "passage",
        SearchKind::Note => "note",
        SearchKind::Reflection => "reflection",
        SearchKind::Tool => "tool",
    }
}
