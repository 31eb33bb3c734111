//! “PMO direction on a page”.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::api::{DirectionFormat, DirectionSet, DirectionView, FileMade};
use crate::app::Write;
use crate::{Code, Error, Result};

fn missing() -> Error {
    Error::new(Code::Internal, "This part is not built yet.")
}

/// The document.
///
/// # Errors
/// Not built yet.
pub fn read(_: &Connection) -> Result<DirectionView> {
    Err(missing())
}

/// Keeps a section in the reader’s own words.
///
/// # Errors
/// Not built yet.
pub fn set(_: &mut Write<'_>, _: &DirectionSet) -> Result<DirectionView> {
    Err(missing())
}

/// The document as a file.
///
/// # Errors
/// Not built yet.
pub fn export(_: &DirectionView, _: DirectionFormat, _: NaiveDate) -> Result<FileMade> {
    Err(missing())
}
