//! Questions outside the lessons: sittings, answers, and what they come to.

use rusqlite::Connection;

use crate::api::{
    ItemAnswer, ItemView, ModuleRate, ModuleRating, SittingFind, SittingFound, SittingOpen,
    SittingResult, SittingView,
};
use crate::app::Write;
use crate::{Code, Error, Result};

fn missing() -> Error {
    Error::new(Code::Internal, "This part is not built yet.")
}

/// Begins a sitting, or goes on with one.
///
/// # Errors
/// Not built yet.
pub fn open(_: &mut Write<'_>, _: &SittingOpen) -> Result<SittingView> {
    Err(missing())
}

/// Finishes a sitting.
///
/// # Errors
/// Not built yet.
pub fn finish(_: &mut Write<'_>, _: &str) -> Result<SittingResult> {
    Err(missing())
}

/// Where the sittings of one kind stand.
///
/// # Errors
/// Not built yet.
pub fn find(_: &Connection, _: &SittingFind) -> Result<SittingFound> {
    Err(missing())
}

/// Answers a question.
///
/// # Errors
/// Not built yet.
pub fn answer(_: &mut Write<'_>, _: &ItemAnswer) -> Result<ItemView> {
    Err(missing())
}

/// Keeps how recent and relevant a module is.
///
/// # Errors
/// Not built yet.
pub fn rate(_: &mut Write<'_>, _: &ModuleRate) -> Result<ModuleRating> {
    Err(missing())
}
