//! The few values that belong to the data folder rather than to a window: which course is
//! current, and where the reader was.

pub(crate) mod event;
mod queries;

use rusqlite::Connection;

use crate::app::Write;
use crate::{Error, Result};

const CURRENT_COURSE: &str = "current_course";
const LAST_PLACE: &str = "last_place";
const NOTICES: &str = "notices";
const PLACE_BYTES: usize = 500;

/// How review is set: the person's, not the device's, so it goes with them.
pub(crate) const REVIEW: &str = "review";

/// Rows of `setting` that are the person's, as a condition.
pub(crate) const PERSONAL_SQL: &str = "name = 'review'";

fn is_personal(name: &str) -> bool {
    name == REVIEW
}

/// The course that Today and the map show.
///
/// # Errors
/// When the database cannot be read.
pub fn current_course(db: &Connection) -> Result<Option<String>> {
    queries::get(db, CURRENT_COURSE)
}

/// Makes a course the current one.
///
/// # Errors
/// When the database cannot be written.
pub fn set_current_course(write: &Write<'_>, course: &str) -> Result<()> {
    queries::set(write.db(), CURRENT_COURSE, course)
}

/// The address inside the app where the reader was.
///
/// # Errors
/// When the database cannot be read.
pub fn last_place(db: &Connection) -> Result<Option<String>> {
    queries::get(db, LAST_PLACE)
}

/// Keeps the address inside the app where the reader is.
///
/// # Errors
/// `invalid_input` when it is not such an address.
pub fn save_place(write: &Write<'_>, place: &str) -> Result<()> {
    if !place.starts_with("#/") || place.len() > PLACE_BYTES {
        return Err(Error::invalid(
            "A place is an address inside the app: “#/…”, at most 500 bytes.",
        ));
    }
    queries::set(write.db(), LAST_PLACE, place)
}

/// What the slice of notices remembers, as it wrote it.
///
/// # Errors
/// When the database cannot be read.
pub fn notices(db: &Connection) -> Result<Option<String>> {
    queries::get(db, NOTICES)
}

/// Keeps what the slice of notices remembers.
///
/// # Errors
/// When the database cannot be written.
pub fn set_notices(write: &Write<'_>, json: &str) -> Result<()> {
    queries::set(write.db(), NOTICES, json)
}
