//! Cards by words, by when they are due.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;

use super::day::{count, size};
use super::deck::{Deck, Entry};
use super::face::{self, Faces};
use crate::api::{CardFilter, CardList};
use crate::course::plain;
use crate::{Error, Result};

const MOST: std::ops::RangeInclusive<u32> = 1..=200;

/// A page of cards by when they are due, those never reviewed last. With words: those whose
/// question or answer holds every one of them, in any case.
///
/// # Errors
/// `invalid_input` when a page of less than 1 or more than 200 is asked for.
pub fn cards(
    db: &Connection,
    filter: &CardFilter,
    now: DateTime<Utc>,
    date: NaiveDate,
) -> Result<CardList> {
    if !MOST.contains(&filter.most) {
        let message = format!("A page has 1 to 200 cards, not {}.", filter.most);
        return Err(Error::invalid(message));
    }
    let deck = Deck::load(db, date)?;
    let mut found: Vec<&Entry> = deck
        .entries
        .iter()
        .filter(|entry| entry.removed == filter.removed)
        .collect();
    // Stable: what is equal stays in the order of the deck.
    found.sort_by_key(|entry| (entry.due.is_none(), entry.due));
    let words = filter.words.to_lowercase();
    let words: Vec<&str> = words.split_whitespace().collect();
    if !words.is_empty() {
        let faces = Faces::read(db, &found)?;
        found.retain(|entry| {
            faces.of(entry).is_ok_and(|face| {
                let text = format!("{}\n{}\n{}", face.front, face.back, face.place);
                let text = if face.markup { plain(&text) } else { text };
                let text = text.to_lowercase();
                words.iter().all(|word| text.contains(word))
            })
        });
    }
    let total = count(found.len());
    let page: Vec<&Entry> = found
        .into_iter()
        .skip(size(filter.from))
        .take(size(filter.most))
        .collect();
    let faces = Faces::read(db, &page)?;
    let cards = page.iter().map(|entry| face::view(&faces, entry, now));
    Ok(CardList {
        cards: cards.collect::<Result<_>>()?,
        total,
    })
}
