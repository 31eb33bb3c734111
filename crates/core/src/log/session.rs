//! The log during one write: recording this device's events and applying those of others.

use colloquy_protocol::{Clock, DeviceId, EventId, Hlc, Seen, SpaceId};
use rusqlite::Connection;

use super::adopt::When;
use super::apply::{Apply, By, Outcome, Work};
use super::body::{self, Body};
use super::queries::{self, NewEvent, OwnRow, WriterRow};
use super::{SEQ_BITS, kinds, number};
use crate::app::{Changes, stamp_ms};
use crate::{Code, Error, Result};

/// What waits for a build that knows its kind or its schema.
pub(super) const KIND: &str = "kind";
/// What can never be applied as it is.
pub(super) const MALFORMED: &str = "malformed";

/// The log during one write.
pub(crate) struct Session {
    pub(super) own: OwnRow,
    clock: Clock,
    /// Latest event of this device.
    last: i64,
    /// Others, once they were asked for.
    pub(super) writers: Option<Vec<WriterRow>>,
    pub(super) work: Work,
    buffer: Vec<u8>,
    /// The moment that was written out last.
    stamp: (i64, String),
    is_any_waiting: bool,
}

impl Session {
    pub(super) fn new(db: &Connection, own: OwnRow) -> Result<Self> {
        Ok(Self {
            clock: Clock::at(Hlc::from_u64(own.hlc.cast_unsigned())),
            last: own.last,
            own,
            writers: None,
            work: Work::default(),
            buffer: Vec::new(),
            stamp: (i64::MIN, String::new()),
            is_any_waiting: queries::is_any_waiting(db)?,
        })
    }

    pub(crate) const fn device(&self) -> [u8; 16] {
        self.own.device
    }

    pub(super) const fn last(&self) -> i64 {
        self.last
    }

    /// Records what this device does, and does it.
    ///
    /// # Errors
    /// When the database cannot be written, or the event is about something that is not there.
    pub(crate) fn record<B: Body>(
        &mut self,
        db: &Connection,
        now_ms: i64,
        changes: &mut Changes,
        what: &B,
    ) -> Result<()> {
        let when = When {
            clock: now_ms,
            at: now_ms,
        };
        match self.record_at(db, when, changes, what)? {
            Outcome::Done => Ok(()),
            outcome => Err(Error::new(
                Code::Internal,
                format!("An event of kind {} came to nothing: {outcome:?}.", B::KIND),
            )),
        }
    }

    /// The same at another moment; says what became of it.
    pub(super) fn record_at<B: Body>(
        &mut self,
        db: &Connection,
        when: When,
        changes: &mut Changes,
        what: &B,
    ) -> Result<Outcome> {
        let by = self.keep(db, when, what)?;
        let at = self.stamp(when.at);
        let outcome = what.apply(&mut Apply {
            db,
            by,
            at: &at,
            is_own: true,
            saw: i64::MAX,
            work: &mut self.work,
            changes,
        })?;
        self.note_outcome(db, number(self.own.number, self.last), &outcome)?;
        self.wake(db, changes)?;
        Ok(outcome)
    }

    /// Keeps an event of this device without applying it; its rows are there.
    pub(super) fn keep<B: Body>(&mut self, db: &Connection, when: When, what: &B) -> Result<By> {
        let hlc = self
            .clock
            .tick(u64::try_from(when.clock).unwrap_or_default());
        let lag = i64::try_from(hlc.ms()).unwrap_or(i64::MAX) - when.at;
        let mut buffer = std::mem::take(&mut self.buffer);
        body::encode(&mut buffer, lag, what)?;
        let deps = self.deps(db)?;
        self.last += 1;
        let by = By::new(hlc, DeviceId::new(self.own.device));
        queries::insert(
            db,
            &NewEvent {
                id: number(self.own.number, self.last),
                hlc: by.hlc,
                kind: B::KIND,
                schema: B::SCHEMA,
                body: &buffer,
                deps: deps.as_deref(),
            },
        )?;
        self.buffer = buffer;
        Ok(by)
    }

    /// What was seen of others since the event before, once a write.
    fn deps(&mut self, db: &Connection) -> Result<Option<Vec<u8>>> {
        if self.last > self.own.last {
            return Ok(None);
        }
        let own = self.own.number;
        let writers = self.writers(db)?;
        let new: Vec<EventId> = writers
            .iter()
            .filter(|writer| writer.number != own && writer.last > writer.noted)
            .map(|writer| EventId {
                device: DeviceId::new(writer.device),
                seq: writer.last.unsigned_abs(),
            })
            .collect();
        if new.is_empty() {
            return Ok(None);
        }
        queries::note_all(db, own)?;
        minicbor::to_vec(&new).map(Some).map_err(|error| {
            Error::new(
                Code::Internal,
                format!("What an event builds on could not be written: {error}."),
            )
        })
    }

    pub(super) fn writers(&mut self, db: &Connection) -> Result<&mut Vec<WriterRow>> {
        let found = match self.writers.take() {
            Some(found) => found,
            None => queries::writers(db, &self.own.space)?,
        };
        Ok(self.writers.insert(found))
    }

    fn stamp(&mut self, ms: i64) -> String {
        if self.stamp.0 != ms {
            self.stamp = (ms, stamp_ms(ms));
        }
        self.stamp.1.clone()
    }

    /// Follows a clock; says whether it was too far ahead for that.
    pub(super) fn follow(&mut self, hlc: Hlc, now_ms: i64) -> Seen {
        self.clock
            .see(hlc, u64::try_from(now_ms).unwrap_or_default())
    }

    /// Applies an event that is in the log, and notes what it waits for.
    pub(super) fn apply(
        &mut self,
        db: &Connection,
        changes: &mut Changes,
        event: &NewEvent<'_>,
        device: [u8; 16],
        saw: i64,
    ) -> Result<Outcome> {
        let by = By {
            hlc: event.hlc,
            device,
        };
        let outcome = match (
            kinds::find(event.kind, event.schema),
            body::open(event.body),
        ) {
            (None, _) => Outcome::Waits(KIND.to_owned()),
            (Some(_), None) => Outcome::Malformed,
            (Some(run), Some((lag, fields))) => {
                let at = self.stamp(by.ms().saturating_sub(lag));
                run(
                    &mut Apply {
                        db,
                        by,
                        at: &at,
                        is_own: false,
                        saw,
                        work: &mut self.work,
                        changes,
                    },
                    fields,
                )?
            }
        };
        self.note_outcome(db, event.id, &outcome)?;
        Ok(outcome)
    }

    /// Notes what an event waits for.
    fn note_outcome(&mut self, db: &Connection, id: i64, outcome: &Outcome) -> Result<()> {
        match outcome {
            Outcome::Done => Ok(()),
            Outcome::Waits(what) => {
                self.is_any_waiting = true;
                queries::set_waits(db, id, Some(what))
            }
            Outcome::Malformed => queries::set_waits(db, id, Some(MALFORMED)),
        }
    }

    /// Applies what waited for things that were made.
    pub(super) fn wake(&mut self, db: &Connection, changes: &mut Changes) -> Result<()> {
        if !self.is_any_waiting {
            self.work.made.clear();
            return Ok(());
        }
        while let Some(what) = self.work.made.pop() {
            self.apply_waiting(db, changes, &what)?;
        }
        Ok(())
    }

    /// Applies what waits for something.
    pub(super) fn apply_waiting(
        &mut self,
        db: &Connection,
        changes: &mut Changes,
        what: &str,
    ) -> Result<()> {
        for event in queries::waiting(db, what)? {
            queries::set_waits(db, event.id, None)?;
            let (device, saw) = self.writer_of(db, event.id)?;
            self.apply(db, changes, &event.lend(), device, saw)?;
        }
        Ok(())
    }

    /// Device of an event by its number, and what it had seen of this device.
    pub(super) fn writer_of(&mut self, db: &Connection, id: i64) -> Result<([u8; 16], i64)> {
        let writer = id >> SEQ_BITS;
        let rows = self.writers(db)?;
        let found = rows.iter().find(|row| row.number == writer);
        found
            .map(|row| (row.device, row.saw))
            .ok_or_else(|| Error::new(Code::Internal, format!("Event {id} has no writer.")))
    }

    /// Everything that this device has of its space: the latest event of each device.
    pub(super) fn vector(&mut self, db: &Connection) -> Result<Vec<EventId>> {
        let (own, last) = (self.own.number, self.last);
        let rows = self.writers(db)?;
        Ok(rows
            .iter()
            .map(|row| {
                let seq = if row.number == own { last } else { row.last };
                EventId {
                    device: DeviceId::new(row.device),
                    seq: seq.unsigned_abs(),
                }
            })
            .collect())
    }

    /// Keeps where the clock and the log are.
    pub(super) fn persist(&mut self, db: &Connection) -> Result<()> {
        if self.last != self.own.last {
            queries::set_last(db, self.own.number, self.last)?;
            self.own.last = self.last;
        }
        let hlc = self.clock.last().as_u64().cast_signed();
        let kinds = kinds::mark();
        if hlc != self.own.hlc || kinds != self.own.kinds {
            queries::set_own(db, self.own.number, hlc, kinds)?;
            (self.own.hlc, self.own.kinds) = (hlc, kinds);
        }
        Ok(())
    }

    pub(super) const fn space(&self) -> SpaceId {
        SpaceId::new(self.own.space)
    }
}
