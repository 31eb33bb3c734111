//! Making the tables again from the log alone.

use super::queries;
use super::session::Session;
use crate::app::{Changes, Write};
use crate::{Result, highlight};
use rusqlite::Connection;

/// Events that are read at once.
const PAGE: usize = 1_000;

/// Empties every table that events make and applies the whole log to it. What follows from rows is
/// made again at the end of the write.
///
/// # Errors
/// When the database cannot be read or written; then nothing is to be kept of this write.
pub fn rebuild(write: &mut Write<'_>) -> Result<()> {
    highlight::spots_aside(write.db())?;
    super::state::empty(write.db())?;
    queries::clear_waits(write.db())?;
    let mut after = 0;
    loop {
        let (session, db, changes) = write.log_parts();
        let Some(last) = fold(session, db, changes, after)? else {
            break;
        };
        after = last;
        super::relieve(write)?;
    }
    let (session, db, changes) = write.log_parts();
    session.work.is_refolding = false;
    // Every text that was lost to a merge has its event already.
    session.work.lost.clear();
    super::refold::erase_covered(session, db, changes)?;
    highlight::spots_back(write.db())
}

/// Applies the events after this number; the last of them.
fn fold(
    session: &mut Session,
    db: &Connection,
    changes: &mut Changes,
    after: i64,
) -> Result<Option<i64>> {
    // Whether a note stays erased is asked once at the end: the log already holds what comes later.
    session.work.is_refolding = true;
    let events = queries::events(db, after, i64::MAX, PAGE)?;
    for event in &events {
        let (device, _) = session.writer_of(db, event.id)?;
        session.apply(db, changes, &event.lend(), device, i64::MAX)?;
        session.wake(db, changes)?;
    }
    Ok(events.last().map(|event| event.id))
}
