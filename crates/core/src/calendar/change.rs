//! Making, changing, marking, removing and bringing back.

use chrono::{Datelike as _, NaiveDate};

use super::{PLAN, event, list, queries};
use crate::api::{DeadlineSet, DueList, DueMark, Topic};
use crate::app::Write;
use crate::{Error, Result, tool};

/// Longest title, in characters.
const TITLE_CHARS: usize = 200;

/// Makes a deadline, or changes the one of this id; one that was removed comes back.
///
/// # Errors
/// `invalid_input`, naming the field, when the id is no UUID, the title is empty or too long, or
/// the date is none; then nothing was changed.
pub fn set_deadline(write: &mut Write<'_>, input: &DeadlineSet) -> Result<DueList> {
    let id = match &input.id {
        Some(id) => uuid::Uuid::parse_str(id)
            .map_err(|_| {
                Error::invalid("The id of a deadline is a UUID. Nothing was changed.")
                    .with("field", "id")
            })?
            .to_string(),
        None => write.new_id(),
    };
    let title = title(&input.title)?;
    let date = date(&input.date)?;
    write.record(&event::Deadline {
        id: &id,
        title: &title,
        date: &date,
    })?;
    write.touch(Topic::Calendar);
    list::list(write.db())
}

/// On one line, as a calendar shows it.
fn title(text: &str) -> Result<String> {
    let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = title.chars().count();
    if (1..=TITLE_CHARS).contains(&length) {
        return Ok(title);
    }
    Err(Error::invalid(format!(
        "The title of a deadline has 1 to {TITLE_CHARS} characters; this one has {length}. Nothing was changed."
    ))
    .with("field", "title"))
}

fn date(text: &str) -> Result<String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|date| (1..=9999).contains(&date.year()))
        .map(|date| date.format("%Y-%m-%d").to_string())
        .ok_or_else(|| {
            Error::invalid(format!(
                "The date of a deadline is a day such as 2027-03-31, not “{text}”. Nothing was changed."
            ))
            .with("field", "date")
        })
}

/// Marks a deadline or a plan step as done, or not.
///
/// # Errors
/// `not_found` when there is no such thing.
pub fn mark(write: &mut Write<'_>, input: &DueMark) -> Result<DueList> {
    if let Some(row) = input.id.strip_prefix(PLAN) {
        tool::mark_step(write, row, input.done)?;
    } else {
        let done_at = queries::done_at(write.db(), &input.id)?
            .ok_or_else(|| Error::not_found("deadline", &input.id))?;
        // The first date stays.
        if done_at.is_some() != input.done {
            write.record(&event::Done {
                id: &input.id,
                done: input.done,
            })?;
        }
    }
    write.touch(Topic::Calendar);
    list::list(write.db())
}

/// Takes a deadline away; it can be brought back.
///
/// # Errors
/// `not_found` when there never was one of this id. Steps of the plan are taken away in the tool.
pub fn remove_deadline(write: &mut Write<'_>, id: &str) -> Result<DueList> {
    mark_removed(write, id, true)
}

/// Brings a removed deadline back.
///
/// # Errors
/// `not_found` when there never was one of this id.
pub fn restore_deadline(write: &mut Write<'_>, id: &str) -> Result<DueList> {
    mark_removed(write, id, false)
}

fn mark_removed(write: &mut Write<'_>, id: &str, removed: bool) -> Result<DueList> {
    if id.starts_with(PLAN) {
        let message = "A step of the 90-day plan is changed in the plan. Nothing was changed.";
        return Err(Error::invalid(message).with("id", id));
    }
    let removed_at =
        queries::removed_at(write.db(), id)?.ok_or_else(|| Error::not_found("deadline", id))?;
    // The first date stays.
    if removed_at.is_some() != removed {
        write.record(&event::Remove { id, removed })?;
    }
    write.touch(Topic::Calendar);
    list::list(write.db())
}
