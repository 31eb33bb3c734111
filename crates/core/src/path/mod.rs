//! The reader’s own path: which lessons, in which order, and why.
//!
//! **Context.** A director with fifteen years’ experience will not read six hours to find the one
//! that is new. What the pre-assessment says must turn into a route that can be argued with: every
//! step has its reason in plain words, nothing is taken away for good, and the reader’s own choice
//! always wins.
//!
//! **Design.** Nothing of a path is stored but the reader’s choices; the rest is computed from
//! facts each time. [`facts`] reads them with one query a kind. [`evidence`] says what the answers
//! mean: the latest finished pre-assessment, where each fast-track stands, blind spots that are
//! open. [`need`] turns the answers about a module into a score, exactly; [`level`] makes of it how
//! the module is to be taken; [`place`] says of every lesson whether it is on the path; [`plan`]
//! puts the steps in order. [`why`] holds all sentences.
//!
//! A module is *core* (every lesson), *targeted* (the lessons whose questions were missed, and
//! those that no question asked about) or on the *fast-track* (its lessons are optional, as five
//! questions can credit them all). A failed fast-track makes a targeted module; only one that was
//! failed after the latest pre-assessment does. A passed one credits the lessons for good.
//!
//! Blind spots come first: lessons that are not read and whose latest answer in a finished sitting
//! was wrong at high confidence, then lessons with a check whose latest attempt was. The latter are
//! not done until the check is answered again. All else is in the order of the course, what is done
//! included. A tool is always a step, at the place of its lesson in its module.
//!
//! Choices: that about a lesson is stronger than that about its module. “Read everything” and the
//! other choices stand in the order in which they were made: the later one wins, and in the same
//! moment the narrower one. A chosen fast-track ends when it is failed afterwards.

pub(crate) mod event;
mod evidence;
mod facts;
mod level;
mod need;
mod place;
mod plan;
#[cfg(test)]
mod plan_tests;
mod queries;
mod set;
#[cfg(test)]
mod tests;
mod why;

use rusqlite::Connection;

use crate::Result;
use crate::api::PathView;
use crate::progress::{self, standing::LessonRow};

pub use set::set;

/// The path of a course.
///
/// # Errors
/// `not_found` when the course is not installed.
pub fn read(db: &Connection, course: &str) -> Result<PathView> {
    of(db, course, &progress::lessons(db, course)?)
}

/// The same, for whom has read the lessons already.
pub(crate) fn of(db: &Connection, course: &str, lessons: &[LessonRow]) -> Result<PathView> {
    Ok(plan::plan(&facts::Facts::read(db, course, lessons)?))
}
