//! What an event may do while it is applied.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_protocol::{DeviceId, Hlc};
use minicbor::{Decode, Encode};
use rusqlite::Connection;

use super::fields::queries;
use crate::Result;
use crate::api::Topic;
use crate::app::Changes;

/// Who wrote, and when: names a write for ever and orders any two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub(crate) struct By {
    /// The hybrid clock as a number.
    #[n(0)]
    pub hlc: i64,
    /// The device.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub device: [u8; 16],
}

impl By {
    pub(super) fn new(hlc: Hlc, device: DeviceId) -> Self {
        Self {
            hlc: hlc.as_u64().cast_signed(),
            device: *device.as_bytes(),
        }
    }

    /// Milliseconds since 1970 by the hybrid clock.
    pub(crate) fn ms(self) -> i64 {
        let ms = Hlc::from_u64(self.hlc.cast_unsigned()).ms();
        i64::try_from(ms).unwrap_or(i64::MAX)
    }
}

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It did what it does.
    Done,
    /// It is about something that is not here yet; applied when [`Apply::made`] says so.
    Waits(String),
    /// Its body is not one of its kind. Kept as it came.
    Malformed,
}

/// What must be brought up to date once a write is over: whatever follows from rows.
#[derive(Default)]
pub(super) struct Work {
    /// Notes to index, with their plain text where it is at hand.
    pub notes: BTreeMap<String, Option<String>>,
    /// Bytes of those texts.
    pub note_bytes: usize,
    /// Tools to index.
    pub tools: BTreeSet<String>,
    /// Writings to index: course and block.
    pub writings: BTreeSet<(String, String)>,
    /// Highlights without a place, by course.
    pub highlights: BTreeMap<String, BTreeSet<String>>,
    /// Things that were made, for which events may wait.
    pub made: Vec<String>,
    /// Texts that another device's event takes away, which wrote without knowing this device's:
    /// note id and document before.
    pub lost: BTreeMap<String, Vec<u8>>,
    /// One note is being folded anew: what is missing is not looked for in the log again.
    pub is_refolding: bool,
}

/// Applying one event.
pub(crate) struct Apply<'a> {
    pub(super) db: &'a Connection,
    /// Whose event, and when.
    pub(crate) by: By,
    /// When by the machine's clock: RFC 3339 UTC, as rows have it.
    pub(crate) at: &'a str,
    /// Written by this device, just now.
    pub(crate) is_own: bool,
    /// What the writer had seen of this device's events.
    pub(crate) saw: i64,
    pub(super) work: &'a mut Work,
    pub(super) changes: &'a mut Changes,
}

impl Apply<'_> {
    /// The connection, inside the transaction.
    pub(crate) const fn db(&self) -> &Connection {
        self.db
    }

    /// Views of this topic change. A command says so itself, and more exactly.
    pub(crate) fn touch(&mut self, topic: Topic) {
        if !self.is_own {
            self.changes.insert(topic);
        }
    }

    /// Whether this write of a field is the last so far.
    pub(crate) fn wins(&self, entity: &str, key: &str, field: &str) -> Result<bool> {
        queries::wins(self.db, entity, key, field, &self.by)
    }

    /// The write that a field has from.
    pub(crate) fn clock(&self, entity: &str, key: &str, field: &str) -> Result<Option<By>> {
        queries::clock(self.db, entity, key, field)
    }

    /// Notes a write as the one that a field has from.
    pub(crate) fn set_clock(&self, entity: &str, key: &str, field: &str, by: &By) -> Result<()> {
        queries::set_clock(self.db, entity, key, field, by)
    }

    /// As [`wins`](Self::wins) for a text: the one that loses is kept, unless the device that wrote
    /// it overwrites it itself. `now` is the text that stands, `base` the write it has from when the
    /// field was never written since its thing was made. `new` is `None` for a text taken back.
    pub(crate) fn wins_text(
        &self,
        [entity, key, field]: [&str; 3],
        (now, base): (Option<&str>, Option<By>),
        new: Option<&str>,
    ) -> Result<bool> {
        let (db, by) = (self.db, &self.by);
        let before = queries::clock(db, entity, key, field)?;
        let stood = before.or(base);
        queries::drop_text(db, entity, key, field, by)?;
        // Whatever made the thing is earlier than any word about it.
        if before.is_none_or(|before| *by > before) {
            if let (Some(now), Some(stood)) = (now, stood)
                && stood.device != by.device
            {
                queries::keep_text(db, entity, key, field, &stood, now)?;
            }
            queries::set_clock(db, entity, key, field, by)?;
            return Ok(true);
        }
        if let (Some(new), Some(stood)) = (new, stood)
            && stood.device != by.device
        {
            queries::keep_text(db, entity, key, field, by, new)?;
        }
        Ok(false)
    }

    /// Keeps a text that lost.
    pub(crate) fn keep_text(
        &self,
        [entity, key, field]: [&str; 3],
        by: &By,
        text: &str,
    ) -> Result<()> {
        queries::keep_text(self.db, entity, key, field, by, text)
    }

    /// Adds a member to an observed-remove set.
    pub(crate) fn add(&self, member: [&str; 3], value: &str) -> Result<()> {
        queries::add_entry(self.db, member, &self.by, self.at, value)
    }

    /// Takes away the addings of a member that the writer had seen.
    pub(crate) fn take(&self, member: [&str; 3], seen: &[By]) -> Result<()> {
        for by in seen {
            queries::take_entry(self.db, member, by)?;
        }
        Ok(())
    }

    /// When a member was added and with what, by the earliest adding that counts.
    pub(crate) fn member(&self, member: [&str; 3]) -> Result<Option<(String, String)>> {
        let first = queries::entries(self.db, member)?.into_iter().next();
        Ok(first.map(|(_, at, value)| (at, value)))
    }

    /// Something is here now for which events may wait.
    pub(crate) fn made(&mut self, what: String) {
        self.work.made.push(what);
    }

    /// A note's text, title, tags or place changed.
    pub(crate) fn index_note(&mut self, id: &str, plain: Option<String>) {
        self.work.note_bytes += plain.as_ref().map_or(0, String::len);
        self.work.notes.insert(id.to_owned(), plain);
    }

    /// The same when its text did not change.
    pub(crate) fn index_note_again(&mut self, id: &str) {
        self.work.notes.entry(id.to_owned()).or_insert(None);
    }

    /// Whether this device wrote in a note what the writer of this event had not seen.
    pub(crate) fn wrote_since(&self, note: &str) -> Result<bool> {
        super::refold::wrote_since(self.db, note, self.saw)
    }

    /// A tool's fields or results changed. A command does this itself.
    pub(crate) fn index_tool(&mut self, tool: &str) {
        if !self.is_own {
            self.work.tools.insert(tool.to_owned());
        }
    }

    /// A reflection or draft changed.
    pub(crate) fn index_writing(&mut self, course: &str, block: &str) {
        let key = (course.to_owned(), block.to_owned());
        self.work.writings.insert(key);
    }

    /// A highlight has yet to be found in its course. A command does this itself.
    pub(crate) fn place_highlight(&mut self, course: &str, id: &str) {
        if !self.is_own {
            let ids = self.work.highlights.entry(course.to_owned()).or_default();
            ids.insert(id.to_owned());
        }
    }

    /// This note's text is about to lose words that the writer did not know.
    pub(crate) fn loses(&mut self, note: &str, state: Vec<u8>) {
        self.work.lost.entry(note.to_owned()).or_insert(state);
    }

    pub(crate) const fn is_refolding(&self) -> bool {
        self.work.is_refolding
    }
}
