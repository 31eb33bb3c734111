//! Review: cards that come back before they are forgotten.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;

use crate::api::{
    CardAdd, CardFilter, CardList, CardSet, CardView, ReviewDay, ReviewRate, ReviewSettings,
};
use crate::app::Write;
use crate::{Code, Error, Result};

fn missing() -> Error {
    Error::new(Code::Internal, "This part is not built yet.")
}

/// Today’s review.
///
/// # Errors
/// Not built yet.
pub fn day(_: &Connection, _: DateTime<Utc>, _: NaiveDate) -> Result<ReviewDay> {
    Err(missing())
}

/// Rates a card.
///
/// # Errors
/// Not built yet.
pub fn rate(_: &mut Write<'_>, _: &ReviewRate) -> Result<ReviewDay> {
    Err(missing())
}

/// Takes the last review of today back.
///
/// # Errors
/// Not built yet.
pub fn undo(_: &mut Write<'_>) -> Result<ReviewDay> {
    Err(missing())
}

/// Sets how review works.
///
/// # Errors
/// Not built yet.
pub fn set(_: &mut Write<'_>, _: &ReviewSettings) -> Result<ReviewDay> {
    Err(missing())
}

/// Makes a card.
///
/// # Errors
/// Not built yet.
pub fn add_card(_: &mut Write<'_>, _: &CardAdd) -> Result<CardView> {
    Err(missing())
}

/// Changes a card.
///
/// # Errors
/// Not built yet.
pub fn set_card(_: &mut Write<'_>, _: &CardSet) -> Result<CardView> {
    Err(missing())
}

/// Takes a card away.
///
/// # Errors
/// Not built yet.
pub fn remove_card(_: &mut Write<'_>, _: &str) -> Result<CardView> {
    Err(missing())
}

/// Brings a card back.
///
/// # Errors
/// Not built yet.
pub fn restore_card(_: &mut Write<'_>, _: &str) -> Result<CardView> {
    Err(missing())
}

/// Cards by words.
///
/// # Errors
/// Not built yet.
pub fn cards(_: &Connection, _: &CardFilter, _: DateTime<Utc>, _: NaiveDate) -> Result<CardList> {
    Err(missing())
}
