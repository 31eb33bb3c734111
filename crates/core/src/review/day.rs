//! A day of review: what to ask, in which order, and what waits.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use rusqlite::Connection;

use super::deck::{Deck, Entry};
use super::face::{self, Faces};
use super::{ahead, queries};
use crate::api::{Rating, ReviewCard, ReviewDay, ReviewSettings, TodayReview};
use crate::{Result, course};

/// A card takes so long until some were timed.
const USUAL_MS: u32 = 20_000;
/// How many of the latest reviews say how long a card takes.
const TIMED: u32 = 200;
const EXCERPT_CHARS: usize = 170;

/// What to ask on a day: places in the deck.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// In the order to ask: due cards, new ones, and at the end those to ask again.
    pub queue: Vec<usize>,
    /// Due, but beyond the cap.
    pub waiting: Vec<usize>,
    /// Never reviewed, beyond the caps.
    pub unseen: Vec<usize>,
}

/// Today's review.
///
/// Due cards come by how likely they are forgotten, the likeliest first, up to the cap of the day
/// (half of it, rounded up, on easy days); then new ones up to their own cap and within the same.
/// Cards reviewed today count. A card answered with “again” comes back at the end of the queue
/// until it was remembered once.
///
/// # Errors
/// When the database cannot be read.
pub fn day(db: &Connection, now: DateTime<Utc>, date: NaiveDate) -> Result<ReviewDay> {
    view(db, &Deck::load(db, date)?, now, date)
}

/// Today's review in short; `None` when nothing is left today.
///
/// # Errors
/// When the database cannot be read.
pub fn today(db: &Connection, now: DateTime<Utc>, date: NaiveDate) -> Result<Option<TodayReview>> {
    let deck = Deck::load(db, date)?;
    let queue = plan(&deck, now, date).queue;
    let Some(first) = queue.first().map(|place| &deck.entries[*place]) else {
        return Ok(None);
    };
    Ok(Some(TodayReview {
        cards: count(queue.len()),
        minutes: minutes(db, queue.len())?,
        first: course::excerpt(&Faces::read(db, &[first])?.of(first)?.asks, EXCERPT_CHARS),
    }))
}

/// A deck as today's review.
pub(super) fn view(
    db: &Connection,
    deck: &Deck,
    now: DateTime<Utc>,
    date: NaiveDate,
) -> Result<ReviewDay> {
    let plan = plan(deck, now, date);
    let queued: Vec<&Entry> = plan
        .queue
        .iter()
        .map(|place| &deck.entries[*place])
        .collect();
    let faces = Faces::read(db, &queued)?;
    let queue = queued
        .iter()
        .map(|entry| {
            let dates = deck
                .scheduler
                .dates(&entry.id, entry.memory.as_ref(), now, date)?;
            Ok(ReviewCard {
                card: face::view(&faces, entry, now)?,
                dates: dates.iter().map(NaiveDate::to_string).collect(),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let again = queued
        .iter()
        .filter(|entry| is_open(entry, date) && !entry.removed)
        .count();
    Ok(ReviewDay {
        date: date.to_string(),
        done: deck.reviewed.saturating_sub(count(again)),
        waiting: count(plan.waiting.len()),
        minutes: minutes(db, queue.len())?,
        ahead: ahead::ahead(deck, &plan, now, date)?,
        cards: count(deck.entries.iter().filter(|entry| !entry.removed).count()),
        can_undo: queries::last_review(db, &date.to_string())?.is_some(),
        next: next(deck, &plan, date).map(|date| date.to_string()),
        settings: deck.settings.clone(),
        queue,
    })
}

/// What to ask on a date.
pub(super) fn plan(deck: &Deck, now: DateTime<Utc>, date: NaiveDate) -> Plan {
    let mut plan = Plan::default();
    let (mut due, mut new, mut again) = (Vec::new(), Vec::new(), Vec::new());
    for (place, entry) in deck.entries.iter().enumerate() {
        if entry.removed {
            continue;
        }
        match (&entry.memory, entry.due) {
            (Some(memory), _) if is_open(entry, date) => again.push((memory.last_at, place)),
            (Some(memory), Some(day)) if day <= date => due.push((memory.faded(now), place)),
            (Some(_), _) => {}
            (None, _) => new.push(place),
        }
    }
    // The place in the deck settles what is equal.
    due.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    again.sort_unstable();
    let settings = &deck.settings;
    let room = cap(settings, date).saturating_sub(deck.reviewed);
    let mut due = due.into_iter().map(|(_, place)| place);
    plan.queue.extend(due.by_ref().take(size(room)));
    plan.waiting.extend(due);
    let room = room.saturating_sub(count(plan.queue.len()));
    let room = room.min(settings.new_cap.saturating_sub(deck.begun));
    let mut new = new.into_iter();
    plan.queue.extend(new.by_ref().take(size(room)));
    plan.unseen.extend(new);
    plan.queue.extend(again.into_iter().map(|(_, place)| place));
    plan
}

/// Most cards of a date: the cap, or half of it (rounded up) on an easy day.
pub(super) fn cap(settings: &ReviewSettings, date: NaiveDate) -> u32 {
    if is_easy(settings, date) {
        settings.cap.div_ceil(2)
    } else {
        settings.cap
    }
}

/// Whether a date is an easy day, by its weekday.
pub(super) fn is_easy(settings: &ReviewSettings, date: NaiveDate) -> bool {
    settings
        .easy
        .get(size(date.weekday().num_days_from_monday()))
        .copied()
        .unwrap_or(false)
}

/// Whether the last answer on this date was “again”.
fn is_open(entry: &Entry, date: NaiveDate) -> bool {
    entry
        .memory
        .is_some_and(|memory| memory.last.day == date && memory.last.rating == Rating::Again)
}

/// The first date, from this one on, with something to ask: this one while anything is left; the
/// next one while anything waits; else the earliest due date.
fn next(deck: &Deck, plan: &Plan, date: NaiveDate) -> Option<NaiveDate> {
    if !plan.queue.is_empty() {
        return Some(date);
    }
    let is_new_left = !plan.unseen.is_empty() && deck.settings.new_cap > 0;
    if !plan.waiting.is_empty() || is_new_left {
        return date.succ_opt();
    }
    let scheduled = deck.entries.iter().filter(|entry| !entry.removed);
    scheduled.filter_map(|entry| entry.due).min()
}

/// About how many minutes so many cards take, by the median of the latest reviews; rounded up.
fn minutes(db: &Connection, cards: usize) -> Result<u32> {
    let mut times = queries::latest_ms(db, TIMED)?;
    times.sort_unstable();
    let one = times.get(times.len() / 2).copied().unwrap_or(USUAL_MS);
    let all = u64::from(one) * u64::from(count(cards));
    Ok(u32::try_from(all.div_ceil(60_000)).unwrap_or(u32::MAX))
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

pub(super) fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
