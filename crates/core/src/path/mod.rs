//! The reader’s own path through a course.

use rusqlite::Connection;

use crate::api::{PathSet, PathView};
use crate::app::Write;
use crate::{Code, Error, Result};

fn missing() -> Error {
    Error::new(Code::Internal, "This part is not built yet.")
}

/// The path of a course.
///
/// # Errors
/// Not built yet.
pub fn read(_: &Connection, _: &str) -> Result<PathView> {
    Err(missing())
}

/// Chooses otherwise than the path advises.
///
/// # Errors
/// Not built yet.
pub fn set(_: &mut Write<'_>, _: &PathSet) -> Result<PathView> {
    Err(missing())
}
