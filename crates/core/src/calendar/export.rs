//! A calendar file, and what is remembered of it.

use std::collections::BTreeMap;

use base64::Engine as _;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::ics::{self, Entry};
use super::queries::{self, EntryRow};
use super::{PLAN, event, list};
use crate::api::{DueView, FileMade};
use crate::app::Write;
use crate::{Code, Error, Result};

/// What was handed out of an entry. It is kept whole and not as a hash: an entry that is gone must
/// be cancelled under the title and on the day that a calendar knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Content {
    title: String,
    date: NaiveDate,
    done: bool,
    cancelled: bool,
}

/// Whether this is what is remembered of an entry.
pub(super) fn is_content(json: &str) -> bool {
    serde_json::from_str::<Content>(json).is_ok()
}

/// Deadlines and plan steps as a calendar file.
///
/// # Errors
/// `invalid_input` when nothing has a date.
pub fn export(write: &mut Write<'_>) -> Result<FileMade> {
    let due = list::list(write.db())?.due;
    file(write, "Dates", &due, "")
}

/// The steps of the 90-day plan alone, as a calendar file of this name.
///
/// # Errors
/// `invalid_input` when no step has a date.
pub fn export_plan(write: &mut Write<'_>, name: &str) -> Result<FileMade> {
    let due = list::plan(write.db())?;
    file(write, name, &due, PLAN)
}

/// `of`: how the ids begin that this file is about. No topic is touched: what is remembered of a
/// file shows in no view.
fn file(write: &mut Write<'_>, name: &str, due: &[DueView], of: &str) -> Result<FileMade> {
    let mut known: BTreeMap<String, (EntryRow, Content)> = BTreeMap::new();
    for row in queries::entries(write.db())? {
        if row.uid.starts_with(of) {
            let content = serde_json::from_str(&row.digest)?;
            known.insert(row.uid.clone(), (row, content));
        }
    }
    let mut entries = Vec::new();
    for due in due {
        let content = Content {
            title: due.title.clone(),
            date: day(&due.date)?,
            done: due.done,
            cancelled: false,
        };
        let uid = ics::uid(&due.id);
        let before = known.remove(&uid);
        entries.push(entry(write, uid, content, before)?);
    }
    // What was handed out and is gone: cancelled once.
    for (uid, (row, before)) in known {
        if !before.cancelled {
            let content = Content {
                cancelled: true,
                ..before.clone()
            };
            entries.push(entry(write, uid, content, Some((row, before)))?);
        }
    }
    if entries.is_empty() {
        return Err(Error::invalid(
            "Nothing has a date yet: there is no calendar to make.",
        ));
    }
    let text = ics::calendar(&entries, write.now());
    Ok(FileMade {
        name: format!("{name} {}.ics", write.local_date().format("%Y-%m-%d")),
        media_type: "text/calendar; charset=utf-8".to_owned(),
        base64: base64::engine::general_purpose::STANDARD.encode(text),
    })
}

/// An entry with its SEQUENCE, which rises when it is not what was handed out last.
fn entry(
    write: &mut Write<'_>,
    uid: String,
    content: Content,
    before: Option<(EntryRow, Content)>,
) -> Result<Entry> {
    let row = match before {
        Some((row, before)) if before == content => row,
        before => {
            let row = EntryRow {
                uid,
                sequence: before.map_or(0, |(row, _)| row.sequence.saturating_add(1)),
                digest: serde_json::to_string(&content)?,
                at: write.stamp(),
            };
            write.record(&event::Entry {
                uid: &row.uid,
                sequence: row.sequence,
                content: &row.digest,
            })?;
            row
        }
    };
    Ok(Entry {
        modified: moment(&row.at)?,
        uid: row.uid,
        sequence: row.sequence,
        title: content.title,
        date: content.date,
        done: content.done,
        cancelled: content.cancelled,
    })
}

fn day(text: &str) -> Result<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| stored(text))
}

fn moment(text: &str) -> Result<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text)
        .map(|moment| moment.with_timezone(&Utc))
        .map_err(|_| stored(text))
}

fn stored(text: &str) -> Error {
    Error::new(
        Code::Internal,
        format!("A stored date cannot be read: “{text}”. Nothing was changed."),
    )
}
