//! Highlights as they are in the installed revision.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::queries::{self, Head, Spot};
use crate::Result;
use crate::api::{HighlightFilter, HighlightList, HighlightSpot, HighlightView, NoteCard};

/// Highlights of a course or of one lesson in reading order; detached ones last, newest first. A
/// passage that a revision spread over several lessons is listed in each of them.
///
/// # Errors
/// When the database cannot be read.
pub fn list(db: &Connection, filter: &HighlightFilter) -> Result<HighlightList> {
    let mut gathered = Gathered::new(db, &filter.course, None)?;
    gathered.notes = crate::note::beside(db, &filter.course)?;
    let mut listed = Vec::new();
    for head in queries::heads(db, &filter.course, false)? {
        let spots = gathered.spots.remove(&head.id).unwrap_or_default();
        let lesson = filter.lesson.as_ref();
        let is_in = |lesson: &String| match spots.is_empty() {
            true => head.lesson == *lesson,
            false => spots.iter().any(|spot| spot.lesson == *lesson),
        };
        if !lesson.is_none_or(is_in) {
            continue;
        }
        let first = spots
            .iter()
            .find(|spot| lesson.is_none_or(|lesson| spot.lesson == *lesson));
        let place = first.map(|spot| (spot.place, spot.start));
        let shown = first.map(|spot| spot.lesson.clone());
        listed.push((place, gathered.view(head, shown, spots)));
    }
    // Stable: detached ones stay newest first.
    listed.sort_by_key(|(place, _)| (place.is_none(), *place));
    Ok(HighlightList {
        highlights: listed.into_iter().map(|(_, view)| view).collect(),
    })
}

/// One highlight.
pub(super) fn view(db: &Connection, head: Head) -> Result<HighlightView> {
    let mut gathered = Gathered::new(db, &head.course, Some(&head.id))?;
    gathered.notes = crate::note::beside(db, &head.course)?;
    let spots = gathered.spots.remove(&head.id).unwrap_or_default();
    let lesson = spots.first().map(|spot| spot.lesson.clone());
    Ok(gathered.view(head, lesson, spots))
}

/// What views are made of.
struct Gathered {
    quotes: BTreeMap<String, Vec<String>>,
    spots: BTreeMap<String, Vec<Spot>>,
    lessons: BTreeMap<String, (String, String)>,
    notes: BTreeMap<String, NoteCard>,
}

impl Gathered {
    fn new(db: &Connection, course: &str, id: Option<&str>) -> Result<Self> {
        Ok(Self {
            quotes: queries::quotes(db, course, id)?,
            spots: queries::spots(db, course, id)?,
            lessons: queries::lessons(db, course)?,
            notes: BTreeMap::new(),
        })
    }

    fn view(&mut self, head: Head, lesson: Option<String>, spots: Vec<Spot>) -> HighlightView {
        let quotes = self.quotes.remove(&head.id).unwrap_or_default();
        let lesson = lesson.unwrap_or(head.lesson);
        let (number, title) = self.lessons.get(&lesson).cloned().unzip();
        let detached = spots.is_empty();
        let is_whole = spots.len() == quotes.len() && spots.iter().all(|spot| !spot.changed);
        HighlightView {
            note: self.notes.remove(&head.id),
            id: head.id,
            course: head.course,
            lesson,
            number,
            title,
            quote: quotes.join("\n"),
            detached,
            changed: !detached && !is_whole,
            at: head.at,
            spots: spots
                .into_iter()
                .map(|spot| HighlightSpot {
                    block: spot.block,
                    start: spot.start,
                    end: spot.end,
                })
                .collect(),
        }
    }
}
