//! Deadlines and plan steps.

use rusqlite::Connection;

use crate::api::{DeadlineSet, DueList, DueMark, FileMade};
use crate::app::Write;
use crate::{Code, Error, Result};

fn missing() -> Error {
    Error::new(Code::Internal, "This part is not built yet.")
}

/// Deadlines and plan steps by date.
///
/// # Errors
/// Not built yet.
pub fn list(_: &Connection) -> Result<DueList> {
    Err(missing())
}

/// Marks one as done, or not.
///
/// # Errors
/// Not built yet.
pub fn mark(_: &mut Write<'_>, _: &DueMark) -> Result<DueList> {
    Err(missing())
}

/// Makes or changes a deadline.
///
/// # Errors
/// Not built yet.
pub fn set_deadline(_: &mut Write<'_>, _: &DeadlineSet) -> Result<DueList> {
    Err(missing())
}

/// Takes a deadline away.
///
/// # Errors
/// Not built yet.
pub fn remove_deadline(_: &mut Write<'_>, _: &str) -> Result<DueList> {
    Err(missing())
}

/// Brings a deadline back.
///
/// # Errors
/// Not built yet.
pub fn restore_deadline(_: &mut Write<'_>, _: &str) -> Result<DueList> {
    Err(missing())
}

/// All of it as a calendar file.
///
/// # Errors
/// Not built yet.
pub fn export(_: &mut Write<'_>) -> Result<FileMade> {
    Err(missing())
}
