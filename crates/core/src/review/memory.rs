//! What is remembered: a fold of FSRS-6 over the reviews of a card.
//!
//! Stability and difficulty follow the crate `fsrs` with its default parameters (Free Spaced
//! Repetition Scheduler, version 6). Time counts in whole local days, as in Anki: a second review
//! on the same day uses the formula for short-term memory.

use chrono::{DateTime, Days, NaiveDate, Utc};
use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, FSRSItem, FSRSReview, MemoryState, current_retrievability};

use crate::api::Rating;
use crate::{Code, Error, Result};

/// Longest interval in days: a hundred years. Keeps dates in range, whatever was rated.
const LONGEST: u32 = 36_500;
/// Intervals shorter than this are not spread.
const SPREAD_FROM: u32 = 3;
/// How far an interval is moved at most, as a share of it (and at least a day).
const SPREAD: f64 = 0.05;

const SECONDS_A_DAY: f64 = 86_400.0;

/// A review as it counts: the local day, and how well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reviewed {
    pub day: NaiveDate,
    pub rating: Rating,
}

/// What the reviews of a card amount to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Memory {
    /// Stability in days, difficulty from 1 to 10.
    pub state: MemoryState,
    pub reviews: u32,
    /// Reviews answered with “again”.
    pub lapses: u32,
    pub last: Reviewed,
    /// Moment of the last review.
    pub last_at: DateTime<Utc>,
}

impl Memory {
    /// How likely the card is remembered at a moment, 0 to 1.
    pub(super) fn recall(&self, now: DateTime<Utc>) -> f64 {
        let days = self.elapsed(now);
        #[expect(clippy::cast_possible_truncation, reason = "the crate counts in f32")]
        f64::from(current_retrievability(
            self.state,
            days as f32,
            FSRS6_DEFAULT_DECAY,
        ))
    }

    /// Rises as recall falls, by the forgetting curve: time since the last review in stabilities.
    pub(super) fn faded(&self, now: DateTime<Utc>) -> f64 {
        self.elapsed(now) / f64::from(self.state.stability)
    }

    /// Days since the last review; none when the clock went back.
    fn elapsed(&self, now: DateTime<Utc>) -> f64 {
        let seconds = now.signed_duration_since(self.last_at).as_seconds_f64();
        (seconds / SECONDS_A_DAY).max(0.0)
    }
}

/// The scheduler for one wanted share remembered.
pub(super) struct Scheduler {
    fsrs: FSRS,
    retention: f64,
}

impl Scheduler {
    pub(super) fn new(retention: f64) -> Self {
        Self {
            fsrs: FSRS::default(),
            retention,
        }
    }

    /// What all reviews of a card, in order, amount to; `None` without any.
    pub(super) fn fold(
        &self,
        reviews: &[Reviewed],
        last_at: DateTime<Utc>,
    ) -> Result<Option<Memory>> {
        let Some(last) = reviews.last().copied() else {
            return Ok(None);
        };
        let mut before = None;
        let items = reviews.iter().map(|review| {
            let days = days_between(before.replace(review.day), review.day);
            item(*review, days)
        });
        let item = FSRSItem {
            reviews: items.collect(),
        };
        let lapses = reviews
            .iter()
            .filter(|review| review.rating == Rating::Again)
            .count();
        Ok(Some(Memory {
            state: self.fsrs.memory_state(item, None).map_err(failed)?,
            reviews: count(reviews.len()),
            lapses: count(lapses),
            last,
            last_at,
        }))
    }

    /// What a card amounts to after one more review.
    pub(super) fn after(
        &self,
        memory: Option<&Memory>,
        review: Reviewed,
        at: DateTime<Utc>,
    ) -> Result<Memory> {
        let days = days_between(memory.map(|memory| memory.last.day), review.day);
        let one = FSRSItem {
            reviews: vec![item(review, days)],
        };
        let before = memory.map(|memory| memory.state);
        Ok(Memory {
            state: self.fsrs.memory_state(one, before).map_err(failed)?,
            reviews: memory.map_or(0, |memory| memory.reviews) + 1,
            lapses: memory.map_or(0, |memory| memory.lapses)
                + u32::from(review.rating == Rating::Again),
            last: review,
            last_at: at,
        })
    }

    /// The day on which a card is due: its last day plus the interval after which the wanted
    /// share is still remembered, in whole days, at least one.
    pub(super) fn due(&self, card: &str, memory: &Memory) -> NaiveDate {
        let interval = spread(card, memory.reviews, self.interval(memory.state.stability));
        memory
            .last
            .day
            .checked_add_days(Days::new(u64::from(interval)))
            .unwrap_or(NaiveDate::MAX)
    }

    /// The interval of a stability, in whole days.
    pub(super) fn interval(&self, stability: f32) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "the crate counts in f32")]
        let days = self
            .fsrs
            // The rating counts only for a card without stability.
            .next_interval(Some(stability), self.retention as f32, 3);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast of f32 stops at the ends of u32"
        )]
        let days = days.round() as u32;
        days.clamp(1, LONGEST)
    }

    /// When a card comes back after each rating today. After “again” that is today: it is asked
    /// until it was remembered once.
    pub(super) fn dates(
        &self,
        card: &str,
        memory: Option<&Memory>,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Result<[NaiveDate; 4]> {
        let after = |rating| {
            let review = Reviewed { day: today, rating };
            self.after(memory, review, now)
                .map(|memory| self.due(card, &memory))
        };
        Ok([
            today,
            after(Rating::Hard)?,
            after(Rating::Good)?,
            after(Rating::Easy)?,
        ])
    }
}

/// Moves an interval by up to 5 %, at least up to a day, either way, so that cards that were made
/// and answered together part. By a hash of card and number of reviews: the same log always gives
/// the same dates. Intervals of one and two days stay.
fn spread(card: &str, reviews: u32, interval: u32) -> u32 {
    if interval < SPREAD_FROM {
        return interval;
    }
    let hash = blake3::hash(format!("{card}\n{reviews}").as_bytes());
    let [a, b, ..] = *hash.as_bytes();
    // From -1 to 1.
    let share = f64::from(u16::from_le_bytes([a, b])) / f64::from(u16::MAX) * 2.0 - 1.0;
    let moved = f64::from(interval) + share * (f64::from(interval) * SPREAD).max(1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 2 and 1.05 times the longest interval"
    )]
    let moved = moved.round() as u32;
    moved.clamp(1, LONGEST)
}

/// A rating as the log and the crate count it, 1 to 4.
pub(super) const fn number(rating: Rating) -> u32 {
    match rating {
        Rating::Again => 1,
        Rating::Hard => 2,
        Rating::Good => 3,
        Rating::Easy => 4,
    }
}

/// Back from [`number`].
pub(super) const fn rating(number: u32) -> Rating {
    match number {
        0 | 1 => Rating::Again,
        2 => Rating::Hard,
        3 => Rating::Good,
        _ => Rating::Easy,
    }
}

fn item(review: Reviewed, days: u32) -> FSRSReview {
    FSRSReview {
        rating: number(review.rating),
        delta_t: days,
    }
}

/// Whole days from one review to the next; none before the first, or when the calendar went back.
fn days_between(before: Option<NaiveDate>, day: NaiveDate) -> u32 {
    before.map_or(0, |before| {
        u32::try_from(day.signed_duration_since(before).num_days()).unwrap_or(0)
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn failed(source: fsrs::FSRSError) -> Error {
    let message = format!("The schedule of a card could not be computed: {source}.");
    Error::new(Code::Internal, message)
}
