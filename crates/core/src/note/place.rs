//! Where a note is taken.

use rusqlite::Connection;

use super::queries;
use crate::api::NoteAt;
use crate::{Error, Result};

/// Far beyond any id.
const LONGEST_ID: usize = 200;

/// The place as it is stored: the lesson of a highlight is filled in; an empty place is none.
pub(super) fn settle(db: &Connection, at: Option<&NoteAt>) -> Result<NoteAt> {
    let mut at = at.cloned().unwrap_or_default();
    let fields = [
        &mut at.course,
        &mut at.lesson,
        &mut at.block,
        &mut at.highlight,
        &mut at.tool,
    ];
    for field in fields {
        if field.as_ref().is_some_and(String::is_empty) {
            *field = None;
        }
        if field.as_ref().is_some_and(|id| id.len() > LONGEST_ID) {
            return Err(Error::invalid(
                "The place of a note has an id that is too long.",
            ));
        }
    }
    if let Some(highlight) = &at.highlight
        && let Some((course, lesson, block)) = queries::highlight_place(db, highlight)?
    {
        at.course.get_or_insert(course);
        at.lesson.get_or_insert(lesson);
        if at.block.is_none() {
            at.block = block;
        }
    }
    if at.course.is_none() && (at.lesson.is_some() || at.block.is_some()) {
        return Err(Error::invalid("A lesson is named without its course."));
    }
    Ok(at)
}
