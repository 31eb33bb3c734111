//! What follows from rows, brought up to date once a write is over: search, places of highlights.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::apply::Work;
use crate::app::Write;
use crate::{Result, highlight, note, search, tool, writing};

/// From so many notes on they are put into the index together.
const MANY: usize = 16;

/// So many bytes of texts may wait for the index.
const TOGETHER: usize = 32 << 20;

/// Ends what events began, before the transaction is committed.
pub(crate) fn finish(write: &mut Write<'_>) -> Result<()> {
    let lost = std::mem::take(&mut write.log_and_db().0.work.lost);
    for (id, state) in lost {
        note::keep_lost(write, &id, &state)?;
    }
    settle(write)?;
    let (session, db) = write.log_and_db();
    session.persist(db)
}

/// In the middle of a long write, when much waits for the index.
pub(crate) fn relieve(write: &mut Write<'_>) -> Result<()> {
    if write.log_and_db().0.work.note_bytes > TOGETHER {
        settle(write)?;
    }
    Ok(())
}

fn settle(write: &mut Write<'_>) -> Result<()> {
    let (session, _) = write.log_and_db();
    let work = std::mem::take(&mut session.work);
    let Work {
        notes,
        tools,
        writings,
        highlights,
        lost,
        ..
    } = work;
    session.work.lost = lost;
    let db = write.db();
    index_notes(db, notes)?;
    for (course, block) in writings {
        writing::event::index(db, &course, &block)?;
    }
    for (course, ids) in highlights {
        highlight::place(db, &course, Some(&ids))?;
    }
    let at = write.stamp();
    for tool in tools {
        tool::index(write.db(), &tool, &at)?;
    }
    Ok(())
}

fn index_notes(db: &Connection, notes: BTreeMap<String, Option<String>>) -> Result<()> {
    if notes.len() < MANY {
        for (id, plain) in notes {
            note::event::index(db, &id, plain, &mut |doc| search::put(db, doc))?;
        }
        return Ok(());
    }
    search::many(db, |many| {
        for (id, plain) in notes {
            note::event::index(db, &id, plain, &mut |doc| many.put(doc))?;
        }
        Ok(())
    })
}
