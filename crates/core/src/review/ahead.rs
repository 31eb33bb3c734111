//! The next two weeks, played through.
//!
//! Starts from the schedule as it is: what is in today's queue is taken as done today, and each
//! card, whenever it comes, as answered “good” and so coming back. Every day takes what is due, the
//! most faded first, up to its cap, then new cards up to theirs; what does not fit moves on to the
//! next day. So a heap after a gap is shown as it will be met: levelled, not at once.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::day::{Plan, cap, count, is_easy, size};
use super::deck::Deck;
use super::memory::{Memory, Reviewed};
use crate::Result;
use crate::api::{Rating, ReviewLoad};

const DAYS: i64 = 14;

/// How many cards come on each of the next 14 days, from tomorrow.
pub(super) fn ahead(
    deck: &Deck,
    plan: &Plan,
    now: DateTime<Utc>,
    date: NaiveDate,
) -> Result<Vec<ReviewLoad>> {
    let good = |place: usize, before: Option<&Memory>, days: i64| {
        let review = Reviewed {
            day: date + Duration::days(days),
            rating: Rating::Good,
        };
        let memory = deck
            .scheduler
            .after(before, review, now + Duration::days(days))?;
        let due = deck.scheduler.due(&deck.entries[place].id, &memory);
        Ok::<_, crate::Error>((place, memory, due))
    };
    // Cards with a date: those in the queue come back as if answered now.
    let mut dated = Vec::with_capacity(deck.entries.len());
    let mut queued = vec![false; deck.entries.len()];
    for place in &plan.queue {
        queued[*place] = true;
        dated.push(good(*place, deck.entries[*place].memory.as_ref(), 0)?);
    }
    for (place, entry) in deck.entries.iter().enumerate() {
        if let (Some(memory), Some(due), false, false) =
            (entry.memory, entry.due, entry.removed, queued[place])
        {
            dated.push((place, memory, due));
        }
    }
    let mut unseen = plan.unseen.iter().copied();
    let mut loads = Vec::new();
    for days in 1..=DAYS {
        let (day, then) = (date + Duration::days(days), now + Duration::days(days));
        let (mut due, later): (Vec<_>, Vec<_>) =
            dated.into_iter().partition(|(_, _, due)| *due <= day);
        due.sort_by(|a, b| {
            let faded = b.1.faded(then).total_cmp(&a.1.faded(then));
            faded.then(a.0.cmp(&b.0))
        });
        let room = size(cap(&deck.settings, day));
        let waiting = due.split_off(room.min(due.len()));
        let room = (room - due.len()).min(size(deck.settings.new_cap));
        dated = later;
        dated.extend(waiting);
        let mut cards = due.len();
        for (place, memory, _) in due {
            dated.push(good(place, Some(&memory), days)?);
        }
        for place in unseen.by_ref().take(room) {
            cards += 1;
            dated.push(good(place, None, days)?);
        }
        loads.push(ReviewLoad {
            date: day.to_string(),
            cards: count(cards),
            easy: is_easy(&deck.settings, day),
        });
    }
    Ok(loads)
}
