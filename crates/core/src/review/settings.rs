//! How review is set: one row of the settings, with bounds.

use rusqlite::Connection;

use super::{day, queries};
use crate::api::{ReviewDay, ReviewSettings, Topic};
use crate::app::Write;
use crate::{Error, Result, setting};

const CAP: std::ops::RangeInclusive<u32> = 5..=200;
const MOST_NEW: u32 = 50;
const RETENTION: std::ops::RangeInclusive<f64> = 0.8..=0.95;

/// About ten minutes a day, and the retention for which FSRS's authors recommend its defaults.
const fn usual() -> ReviewSettings {
    ReviewSettings {
        cap: 30,
        new_cap: 10,
        retention: 0.9,
        easy: [false; 7],
        terms: true,
        checks: true,
    }
}

/// The settings, or the usual ones.
pub(super) fn read(db: &Connection) -> Result<ReviewSettings> {
    queries::settings(db)?.map_or_else(|| Ok(usual()), |json| Ok(serde_json::from_str(&json)?))
}

/// Sets how review works. As the schedule is folded from the log, it follows at once.
///
/// # Errors
/// `invalid_input` when a number is out of its range; then nothing was changed.
pub fn set(write: &mut Write<'_>, input: &ReviewSettings) -> Result<ReviewDay> {
    let refuse = |what: &str, value: String| {
        let message = format!("{what}; {value} is outside of that. Nothing was changed.");
        Err(Error::invalid(message))
    };
    if !CAP.contains(&input.cap) {
        return refuse("The cap is 5 to 200 cards a day", input.cap.to_string());
    }
    if input.new_cap > MOST_NEW {
        let value = input.new_cap.to_string();
        return refuse("New cards are at most 50 a day", value);
    }
    if !RETENTION.contains(&input.retention) {
        let value = input.retention.to_string();
        return refuse("The share to remember is 0.8 to 0.95", value);
    }
    write.record(&setting::event::Set {
        name: setting::REVIEW,
        value: &serde_json::to_string(input)?,
    })?;
    write.touch(Topic::Review);
    day(write.db(), write.now(), write.local_date())
}
