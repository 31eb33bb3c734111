//! Everything with a date, in one order.

use rusqlite::Connection;

use super::{PLAN, queries};
use crate::api::{DueKind, DueList, DueView};
use crate::{Result, tool};

/// Deadlines and plan steps by date; what is done comes last.
///
/// # Errors
/// When the database cannot be read.
pub fn list(db: &Connection) -> Result<DueList> {
    let mut due = queries::deadlines(db)?;
    due.extend(plan(db)?);
    // The id last, so that the order never depends on the database's.
    due.sort_by(|a, b| {
        let key = |due: &DueView| {
            (
                due.done,
                due.date.clone(),
                due.title.clone(),
                due.id.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    Ok(DueList { due })
}

/// What is open, the earliest first and at most so many; and how many are open in all.
///
/// # Errors
/// When the database cannot be read.
pub fn open(db: &Connection, most: usize) -> Result<(Vec<DueView>, u32)> {
    let mut due = list(db)?.due;
    due.retain(|due| !due.done);
    let open = u32::try_from(due.len()).unwrap_or(u32::MAX);
    due.truncate(most);
    Ok((due, open))
}

/// Steps of the 90-day plan.
pub(super) fn plan(db: &Connection) -> Result<Vec<DueView>> {
    let steps = tool::steps(db)?.into_iter().map(|step| DueView {
        id: format!("{PLAN}{}", step.row),
        title: step.title,
        date: step.date.format("%Y-%m-%d").to_string(),
        done: step.done,
        kind: DueKind::Plan,
    });
    Ok(steps.collect())
}
