//! What a version without events kept becomes events, once.
//!
//! Every row is read as the things that the reader did to make it; these are recorded in the order
//! of their moments, so that clocks rise and, against another device, the later word counts. The
//! small tables are made again by applying them. Notes, their earlier texts and highlights stay as
//! they are and only get what merging needs: there may be a hundred thousand of them, and where a
//! highlight is now cannot be made again.

mod queries;
mod reading;
mod rest;

use std::collections::HashMap;

use rusqlite::Connection;

use super::apply::{Apply, Outcome};
use super::body::Body;
use super::session::Session;
use super::state;
use crate::Result;
use crate::app::{Changes, stamp_ms};
use crate::note::event as note;

/// When something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    /// Where the clock is to be, milliseconds since 1970.
    pub clock: i64,
    /// What the row says.
    pub at: i64,
}

/// What is to be recorded.
type Deed = Box<dyn FnOnce(&mut Target<'_>, When) -> Result<()>>;

/// Where it is recorded.
struct Target<'a> {
    session: &'a mut Session,
    db: &'a Connection,
    changes: &'a mut Changes,
}

impl Target<'_> {
    /// A row that makes no sense stays in the log as it was: a folder that cannot be opened would
    /// be worse.
    fn record<B: Body>(&mut self, when: When, body: &B) -> Result<()> {
        let outcome = self.session.record_at(self.db, when, self.changes, body)?;
        if outcome != Outcome::Done {
            tracing::warn!(
                kind = B::KIND,
                "a row of an older version was kept in the log alone"
            );
        }
        Ok(())
    }
}

/// Everything that the reader did, before it is put in order.
struct Deeds {
    found: Vec<(When, Deed)>,
    now: i64,
}

impl Deeds {
    /// Something done at `at`, after what was done at `after` (clocks went back sometimes). Returns
    /// when that was.
    fn add(
        &mut self,
        at: &str,
        after: i64,
        deed: impl FnOnce(&mut Target<'_>, When) -> Result<()> + 'static,
    ) -> i64 {
        let at = self.ms(at);
        // A clock that was ahead then must not hold this device's clock ahead.
        let clock = at.max(after).min(self.now);
        self.found.push((When { clock, at }, Box::new(deed)));
        clock
    }

    fn ms(&self, at: &str) -> i64 {
        chrono::DateTime::parse_from_rfc3339(at).map_or(self.now, |at| at.timestamp_millis())
    }
}

/// Records what is in the tables of an older version, if anything is.
pub(super) fn adopt(
    session: &mut Session,
    db: &Connection,
    now_ms: i64,
    changes: &mut Changes,
) -> Result<()> {
    if !state::is_any(db)? {
        return Ok(());
    }
    let mut deeds = Deeds {
        found: Vec::new(),
        now: now_ms,
    };
    reading::read(db, &mut deeds)?;
    rest::read(db, &mut deeds)?;
    notes(db, &mut deeds)?;
    let mut found = deeds.found;
    // Stable: what was done in one moment stays in the order in which it was found.
    found.sort_by_key(|(when, _)| when.clock);
    state::empty_small(db)?;
    let mut target = Target {
        session,
        db,
        changes,
    };
    for (when, deed) in found {
        deed(&mut target, when)?;
    }
    Ok(())
}

fn notes(db: &Connection, deeds: &mut Deeds) -> Result<()> {
    for key in queries::notes(db)? {
        deeds.add(&key.at, 0, move |target, when| {
            adopt_note(target, key.row, when)
        });
    }
    let mut last: HashMap<String, i64> = HashMap::new();
    for key in queries::versions(db)? {
        let made = deeds.ms(&key.made_at);
        let after = last.get(&key.made_at).copied().unwrap_or(made);
        let then = deeds.add(&key.at, after, move |target, when| {
            adopt_version(target, key.id, when)
        });
        last.insert(key.made_at, then);
    }
    Ok(())
}

fn adopt_note(target: &mut Target<'_>, row: i64, when: When) -> Result<()> {
    let kept = queries::note(target.db, row)?;
    let at = stamp_ms(when.at);
    let [course, lesson, block, highlight, tool] = kept.place.each_ref().map(Option::as_deref);
    let other = |text: &'_ str| text != at;
    let create = note::Create {
        id: &kept.id,
        title: &kept.title,
        state: &kept.state,
        tags: kept.tags.iter().map(String::as_str).collect(),
        place: note::Place {
            course,
            lesson,
            block,
            highlight,
            tool,
        },
        created_at: Some(kept.created_at.as_str()).filter(|text| other(text)),
        updated_at: Some(kept.updated_at.as_str()).filter(|text| other(text)),
        removed_at: kept.removed_at.as_deref(),
        derived: None,
    };
    let by = target.session.keep(target.db, when, &create)?;
    create.add_entries(&Apply {
        db: target.db,
        by,
        at: &at,
        is_own: true,
        saw: i64::MAX,
        work: &mut target.session.work,
        changes: target.changes,
    })
}

fn adopt_version(target: &mut Target<'_>, id: i64, when: When) -> Result<()> {
    let kept = queries::version(target.db, id)?;
    let keep = note::Keep {
        id: &kept.note,
        title: &kept.title,
        doc: &kept.doc,
        excerpt: &kept.excerpt,
        words: kept.words,
    };
    let by = target.session.keep(target.db, when, &keep)?;
    queries::name_version(target.db, id, &by)
}
