//! Rating a card, and taking that back.

use super::deck::Deck;
use super::{day, event, memory, queries};
use crate::api::{ReviewDay, ReviewRate, Topic};
use crate::app::Write;
use crate::{Error, Result};

/// A longer time is a window left open.
const LONGEST_MS: u32 = 10 * 60 * 1000;

/// Rates a card: one row in the log. Sent again with the same id it counts once, also when it was
/// undone in between.
///
/// # Errors
/// `not_found` when there is no such card; `invalid_input` when it was taken away, or the id is no
/// UUID or belongs to a review of another card. Then nothing was changed.
pub fn rate(write: &mut Write<'_>, input: &ReviewRate) -> Result<ReviewDay> {
    let (now, date) = (write.now(), write.local_date());
    let id = match &input.id {
        Some(id) => uuid::Uuid::parse_str(id)
            .map_err(|_| Error::invalid("The id of a review is a UUID.").with("id", id))?
            .to_string(),
        None => write.new_id(),
    };
    match queries::reviewed_card(write.db(), &id)? {
        Some(card) if card == input.card => return day(write.db(), now, date),
        Some(card) => {
            let message = "This id belongs to a review of another card; nothing was changed.";
            return Err(Error::invalid(message).with("id", id).with("card", card));
        }
        None => {}
    }
    write.record(&event::Rate {
        id: &id,
        card: &input.card,
        day: &date.to_string(),
        rating: memory::number(input.rating),
        ms: input.ms.min(LONGEST_MS),
    })?;
    // Looked up after the write, so that the log is folded once: a failure takes the row back.
    let deck = Deck::load(write.db(), date)?;
    if deck.entry(&input.card)?.removed {
        let message = "This card was taken away: bring it back first. Nothing was changed.";
        return Err(Error::invalid(message).with("card", &input.card));
    }
    write.touch(Topic::Review);
    day::view(write.db(), &deck, now, date)
}

/// Takes the last review of today back; done again, the one before it.
///
/// # Errors
/// `invalid_input` when no review of today is left.
pub fn undo(write: &mut Write<'_>) -> Result<ReviewDay> {
    let date = write.local_date();
    let Some(last) = queries::last_review(write.db(), &date.to_string())? else {
        let message = "There is no review of today to take back; nothing was changed.";
        return Err(Error::invalid(message).with("date", date));
    };
    write.record(&event::Undo { review: &last })?;
    write.touch(Topic::Review);
    day(write.db(), write.now(), date)
}
