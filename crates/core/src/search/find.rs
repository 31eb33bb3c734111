//! Answering a query.

use std::collections::BTreeMap;

use chrono::DateTime;
use rusqlite::Connection;

use super::ask::Ask;
use super::queries::Found;
use super::{CLOSE, OPEN, kind, queries};
use crate::Result;
use crate::api::{SearchCount, SearchFound, SearchHit, SearchKind, SearchPiece, SearchQuery};

/// Most hits in an answer.
const MOST_HITS: u32 = 200;
/// When more of a kind match, the newest come before the best: ranking would look at all of them.
const BROAD: usize = 2_000;
/// Most passages of one lesson in an answer.
const PER_LESSON: usize = 3;
/// Rows beyond those shown among which age still decides.
const SPARE: usize = 10;
/// Most notes that [`matching_notes`] names.
const MOST_NOTES: usize = 5_000;

/// Finds what a text asks for. Any text is accepted; one that holds nothing to look for finds
/// nothing.
///
/// # Errors
/// When the database cannot be read.
pub fn query(db: &Connection, input: &SearchQuery) -> Result<SearchFound> {
    let ask = Ask::read(&input.text);
    let limit = usize::try_from(input.limit.min(MOST_HITS)).unwrap_or_default();
    let mut found = SearchFound {
        hits: Vec::new(),
        counts: Vec::new(),
        broad: false,
        words: ask.words.iter().map(|word| word.text.clone()).collect(),
    };
    let Some(expression) = ask.expression() else {
        newest(db, &ask, limit, &mut found)?;
        return Ok(found);
    };
    let mut mask = ask.mask();
    let (mut ids, broad) = matches(db, &expression, mask)?;
    let is_lesson = |id: &i64| kind::shown(*id) == SearchKind::Lesson;
    if mask & kind::LESSONS != 0 && ask.words.len() > 1 && !ids.iter().any(is_lesson) {
        // No passage has all the words: perhaps a lesson has.
        mask |= kind::WHOLE;
        ids.splice(0..0, matches(db, &expression, kind::WHOLE)?.0);
    }
    found.broad = broad;
    found.counts = counts(&ids);
    let rows = if ask.words.is_empty() {
        grouped(queries::newest_of(db, &ids, 4 * limit)?, limit)
    } else if broad {
        newest_titles_first(db, &expression, mask, &ids, limit)?
    } else {
        best(db, &expression, mask, &ids, limit)?
    };
    found.hits = rows.into_iter().map(hit).collect();
    Ok(found)
}

/// Ids of the notes that a text finds, the newest made first, at most 5,000; `None` when the text
/// holds nothing to look for.
///
/// # Errors
/// When the database cannot be read.
pub fn matching_notes(db: &Connection, text: &str) -> Result<Option<Vec<String>>> {
    let ask = Ask::read(text);
    let Some(expression) = ask.expression() else {
        return Ok(None);
    };
    if ask.mask() & kind::NOTES == 0 {
        return Ok(Some(Vec::new()));
    }
    queries::newest_keys(db, &expression, kind::NOTES, MOST_NOTES).map(Some)
}

/// Nothing but kinds is asked for: the newest of them.
fn newest(db: &Connection, ask: &Ask, limit: usize, found: &mut SearchFound) -> Result<()> {
    if ask.kinds == 0 || !ask.without.is_empty() {
        return Ok(());
    }
    let mut ids = Vec::new();
    for tag in kind::tags(ask.kinds) {
        let some = queries::newest(db, tag, BROAD + 1)?;
        found.broad |= some.len() > BROAD;
        ids.extend(some.into_iter().take(BROAD));
    }
    found.counts = counts(&ids);
    let rows = grouped(queries::newest_of(db, &ids, 4 * limit)?, limit);
    found.hits = rows.into_iter().map(hit).collect();
    Ok(())
}

/// Rows that match, at most [`BROAD`] of each kind, the highest first; and whether there are more.
fn matches(db: &Connection, expression: &str, mask: kind::Mask) -> Result<(Vec<i64>, bool)> {
    let (low, mut high) = kind::span(mask);
    let (mut ids, mut broad) = (Vec::new(), false);
    loop {
        let some = queries::matching(db, expression, (low, high), BROAD)?;
        ids.extend(
            some.ids
                .into_iter()
                .filter(|id| kind::holds(mask, kind::of_row(*id))),
        );
        let Some(cut) = some.cut else { break };
        broad |= kind::holds(mask, cut);
        high = kind::base(cut);
        if high <= low {
            break;
        }
    }
    Ok((ids, broad))
}

fn counts(ids: &[i64]) -> Vec<SearchCount> {
    let mut counted: BTreeMap<SearchKind, u32> = BTreeMap::new();
    for id in ids {
        *counted.entry(kind::shown(*id)).or_default() += 1;
    }
    counted
        .into_iter()
        .map(|(kind, count)| SearchCount { kind, count })
        .collect()
}

/// The best of not too many. What the reader wrote comes as it is ranked, in one pass; of lessons
/// more is looked at than is shown, since each shows few passages.
fn best(
    db: &Connection,
    expression: &str,
    mask: kind::Mask,
    ids: &[i64],
    limit: usize,
) -> Result<Vec<Found>> {
    let (lessons, others): (Vec<i64>, Vec<i64>) = ids
        .iter()
        .partition(|id| kind::shown(**id) == SearchKind::Lesson);
    let of_lessons = mask & (kind::LESSONS | kind::WHOLE);
    let mut rows = if others.is_empty() {
        Vec::new()
    } else {
        let most = limit + SPARE;
        queries::ranked_and_marked(db, expression, mask & !of_lessons, most)?
    };
    rows.extend(passages(db, expression, of_lessons, &lessons, limit)?);
    Ok(grouped(sorted(rows), limit))
}

/// Passages of lessons: all that match, or the best few of each when there are many.
fn passages(
    db: &Connection,
    expression: &str,
    mask: kind::Mask,
    ids: &[i64],
    limit: usize,
) -> Result<Vec<Found>> {
    let most = 3 * limit + SPARE;
    if ids.len() <= most {
        return queries::details(db, expression, ids, true);
    }
    let mut few = Few::default();
    let mut chosen = Vec::new();
    for (id, _) in queries::ranked(db, expression, mask, most)? {
        let (course, lesson) = queries::lesson_of(db, id)?;
        if few.admits(id, &course, &lesson) {
            chosen.push(id);
        }
    }
    chosen.truncate(limit);
    queries::details(db, expression, &chosen, true)
}

/// What the reader wrote is a little better than the text of the course.
fn weight(id: i64) -> f64 {
    match kind::shown(id) {
        SearchKind::Note => 1.1,
        SearchKind::Reflection | SearchKind::Tool => 1.05,
        SearchKind::Lesson => 1.0,
    }
}

/// Best first: by `bm25`, which is negative, by kind, and up to a tenth better for what is new
/// beside the others.
fn sorted(rows: Vec<Found>) -> Vec<Found> {
    const DAY: f64 = 86_400.0;
    let times: Vec<_> = rows.iter().map(|row| seconds(&row.at)).collect();
    let newest = times.iter().flatten().max().copied();
    let mut scored: Vec<_> = rows
        .into_iter()
        .zip(times)
        .map(|(row, time)| {
            let minutes = newest.zip(time).map(|(newest, own)| (newest - own) / 60);
            let minutes = minutes.and_then(|minutes| i32::try_from(minutes).ok());
            let days = minutes.map(|minutes| f64::from(minutes) * 60.0 / DAY);
            let age = days.map_or(1.0, |days| 1.0 + 0.1 / (1.0 + days / 30.0));
            (row.rank * weight(row.id) * age, row)
        })
        .collect();
    scored.sort_by(|a, b| a.0.total_cmp(&b.0).then(order(a.1.id, b.1.id)));
    scored.into_iter().map(|(_, row)| row).collect()
}

fn seconds(at: &str) -> Option<i64> {
    let moment = DateTime::parse_from_rfc3339(at).ok()?;
    Some(moment.timestamp())
}

/// Among equals: lessons in reading order, anything else newest first.
fn order(a: i64, b: i64) -> std::cmp::Ordering {
    if kind::shown(a) == SearchKind::Lesson && kind::shown(b) == SearchKind::Lesson {
        a.cmp(&b)
    } else {
        b.cmp(&a)
    }
}

/// Titles first, then the newest; a quarter of the answer is for lessons when they match.
fn newest_titles_first(
    db: &Connection,
    expression: &str,
    mask: kind::Mask,
    ids: &[i64],
    limit: usize,
) -> Result<Vec<Found>> {
    let for_lessons = limit.div_ceil(4);
    let mut rows = Vec::new();
    for (part, most) in [
        (mask & !kind::LESSONS, limit / 2),
        (mask & kind::LESSONS, for_lessons),
    ] {
        if part != 0 {
            let some = queries::by_title(db, expression, kind::span(part), most)?;
            rows.extend(
                some.into_iter()
                    .filter(|row| kind::holds(mask, kind::of_row(row.id))),
            );
        }
    }
    let titled: Vec<_> = rows.iter().map(|row| row.id).collect();
    let new = |lessons: bool| {
        ids.iter()
            .copied()
            .filter(|id| !titled.contains(id))
            .filter(move |id| (kind::shown(*id) == SearchKind::Lesson) == lessons)
    };
    let left = limit.saturating_sub(rows.len());
    let others: Vec<_> = new(false).take(left).collect();
    // Lessons in reading order; more than fit, since each shows few.
    let mut lessons: Vec<_> = new(true).collect();
    lessons.reverse();
    lessons.truncate(4 * limit);
    let mut by_id = by_id(queries::details(db, expression, &others, false)?);
    let mut passages = queries::details(db, expression, &lessons, false)?;
    passages.sort_by_key(|row| row.id);
    let passages = grouped(passages, for_lessons.max(left - others.len()));
    let shown = left.saturating_sub(passages.len());
    rows.extend(others.iter().take(shown).filter_map(|id| by_id.remove(id)));
    rows.extend(passages);
    Ok(grouped(rows, limit))
}

fn by_id(rows: Vec<Found>) -> BTreeMap<i64, Found> {
    rows.into_iter().map(|row| (row.id, row)).collect()
}

/// The first `limit`, few of each lesson.
fn grouped(mut rows: Vec<Found>, limit: usize) -> Vec<Found> {
    let mut few = Few::default();
    rows.retain(|row| few.admits(row.id, &row.course, &row.lesson));
    rows.truncate(limit);
    rows
}

/// Counts the passages of each lesson.
#[derive(Default)]
struct Few(BTreeMap<(String, String), usize>);

impl Few {
    fn admits(&mut self, id: i64, course: &str, lesson: &str) -> bool {
        if kind::shown(id) != SearchKind::Lesson {
            return true;
        }
        let count = self
            .0
            .entry((course.to_owned(), lesson.to_owned()))
            .or_default();
        *count += 1;
        *count <= PER_LESSON
    }
}

fn hit(row: Found) -> SearchHit {
    let kind = kind::shown(row.id);
    let filled = |text: String| (!text.is_empty()).then_some(text);
    let mut title = pieces(&row.title);
    if title.is_empty() && matches!(kind, SearchKind::Lesson | SearchKind::Reflection) {
        let text = row.lesson_title.unwrap_or_default();
        title.extend(filled(text).map(|text| SearchPiece { text, hit: false }));
    }
    SearchHit {
        kind,
        title,
        snippet: pieces(&row.snippet),
        course: filled(row.course),
        lesson: filled(row.lesson),
        number: row.number,
        block: filled(row.block),
        note: (kind == SearchKind::Note).then(|| row.key.clone()),
        tool: (kind == SearchKind::Tool).then_some(row.key),
        at: filled(row.at),
    }
}

/// Divides a text with marks into runs; white space becomes one space.
fn pieces(marked: &str) -> Vec<SearchPiece> {
    let mut found: Vec<SearchPiece> = Vec::new();
    let (mut inside, mut space) = (false, true);
    for character in marked.chars() {
        match character {
            OPEN => inside = true,
            CLOSE => inside = false,
            _ if character.is_whitespace() && space => {}
            _ => {
                space = character.is_whitespace();
                let character = if space { ' ' } else { character };
                match found.last_mut().filter(|piece| piece.hit == inside) {
                    Some(piece) => piece.text.push(character),
                    None => found.push(SearchPiece {
                        text: character.to_string(),
                        hit: inside,
                    }),
                }
            }
        }
    }
    found
}
