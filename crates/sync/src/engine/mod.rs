//! The engine: decides what to fetch, verify, apply and publish; does no input or output.
//!
//! **Context.** The store delays, loses, alters, goes back and lies; the process is killed anywhere;
//! the clock is wrong. Nothing acknowledged may be lost or doubled, nothing wrong may be shown as
//! right, and nothing strange may pass in silence.
//!
//! **Design.** One engine acts for one device in one space. [`Engine::next`] says what it wants of
//! the store, [`Engine::told`] takes what came of it; between any two calls the engine can be dropped
//! and another opened from the same [`Store`](crate::Store). Nothing but the store's commits is
//! relied on. A round goes through stages; each looks at what is left to do and asks for it until
//! nothing is left, so a stage can be entered again after any answer:
//!
//! 1. `look`: one listing of the heads. If nothing is new and nothing waits, that is all.
//! 2. `govern`: new heads, and governance entries if a head names some or a device is unknown.
//! 3. `logs`: for each head that is ahead, the segments up to it, in chain (`plan`, `trace`), each
//!    verified (`verify`) and applied in one transaction.
//! 4. `publish`: rotation and grants where due; then attachments, entries, own segments, each read
//!    back; then the head that announces them.
//! 5. `survey`: now and then, everything on the store against everything kept here; what is gone is
//!    put back, what is damaged is replaced.
//! 6. `compact`: own small segments merged, and covered ones removed when everybody has seen it.

mod clone;
mod compact;
mod govern;
mod heads;
mod logs;
mod look;
mod picture;
mod plan;
mod publish;
mod report;
mod rotate;
mod round;
mod seal;
mod survey;
mod trace;
mod verify;

use std::collections::{BTreeMap, BTreeSet};

use colloquy_protocol::governance::{Membership, Refusal, Wait};
use colloquy_protocol::{DeviceTag, Hash, Keyring, Tip};

use crate::checks::Checks;
use crate::identity::Identity;
use crate::remote::RemoteError;
use crate::request::{Answer, Request};
use crate::status::{Line, Progress, Status};
use crate::store::{Local, Store, StoreError};
use picture::Picture;
use round::{Job, Round, Stage};

/// What the engine wants next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Do this at the store and tell what came of it.
    Ask(Request),
    /// The round is over.
    Done(Outcome),
}

/// What a round came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// What stopped it before its end.
    pub interrupted: Option<RemoteError>,
    /// What the store refused to take, if the rest went on.
    pub refused: Option<RemoteError>,
    /// Events of others that were applied.
    pub read: u64,
    /// Own events that were announced.
    pub sent: u64,
    /// Something was learnt or done: another round soon is worth it.
    pub changed: bool,
    /// A copy of the profile goes on under this device's name: nothing is published until
    /// [`Engine::become_another`].
    pub cloned: bool,
}

/// Why a change of the membership was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProposeError {
    /// The rules don't allow it as things stand.
    #[error("the rules of this space don't allow it: {0}")]
    Refused(#[from] Refusal),
    /// The space's own log has not come yet.
    #[error("the space's members are not known yet")]
    Unknown,
    /// The device's own keeping failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The sync of one device in one space.
#[derive(Debug)]
pub struct Engine {
    me: Identity,
    checks: Checks,
    picture: Picture,
    round: Option<Round>,
    /// Since the engine was opened.
    reached: bool,
    clone: Option<clone::Fork>,
    why: Option<Wait>,
    waiting: u64,
    /// Devices whose newest head was missing at the last look.
    gone_before: BTreeSet<DeviceTag>,
    /// Where others are stuck, as far as it was looked into.
    audited: BTreeSet<(DeviceTag, DeviceTag, u64)>,
    /// The same for governance entries, with how many they have.
    entries_audited: BTreeSet<(DeviceTag, DeviceTag, u64)>,
    /// Sealed but not kept: only if the check that keeps is off.
    unkept: Option<colloquy_protocol::segment::Sealed>,
    /// Rounds in which the store did not show where two histories under this device's name part.
    lost_traces: u32,
}

impl Engine {
    /// An engine for a device, from what its store has.
    ///
    /// # Errors
    ///
    /// [`StoreError`], also if what is kept can't be read.
    pub fn open(me: Identity, store: &mut dyn Store) -> Result<Self, StoreError> {
        Self::open_with(me, store, Checks::ALL)
    }

    /// An engine that leaves a verification out: for tests.
    ///
    /// # Errors
    ///
    /// [`StoreError`], also if what is kept can't be read.
    #[cfg(feature = "testing")]
    pub fn open_unchecked(
        me: Identity,
        store: &mut dyn Store,
        checks: Checks,
    ) -> Result<Self, StoreError> {
        Self::open_with(me, store, checks)
    }

    fn open_with(me: Identity, store: &mut dyn Store, checks: Checks) -> Result<Self, StoreError> {
        let picture = Picture::load(&me, store.load()?, checks)?;
        Ok(Self {
            waiting: store.unsealed_count()?,
            me,
            checks,
            picture,
            round: None,
            reached: true,
            clone: None,
            why: None,
            gone_before: [].into(),
            audited: [].into(),
            entries_audited: [].into(),
            unkept: None,
            lost_traces: 0,
        })
    }

    /// What to do next: begins a round if none is under way. Ask again after telling what came of it.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: the round is over; the next begins anew.
    pub fn next(&mut self, local: &mut Local<'_>) -> Result<Step, StoreError> {
        let step = self.step(local);
        if step.is_err() {
            self.round = None;
        }
        step
    }

    fn step(&mut self, local: &mut Local<'_>) -> Result<Step, StoreError> {
        let mut round = self.round.take().unwrap_or_default();
        loop {
            if let Some(error) = round.interrupted() {
                self.reached = false;
                // What came is not to be asked for again, nor to pass in silence.
                self.judge_heads(&mut round, local)?;
                return Ok(Step::Done(self.outcome(&round, Some(error))));
            }
            if let Some(job) = round.jobs.pop_front() {
                let Some(request) = self.request(&job, local)? else {
                    continue;
                };
                round.current = Some(job);
                self.round = Some(round);
                return Ok(Step::Ask(request));
            }
            let over = match round.stage {
                Stage::Look => self.look(&mut round, local)?,
                Stage::Govern => self.govern(&mut round, local)?,
                Stage::Clone => self.find_fork(&mut round, local)?,
                Stage::Logs => self.logs(&mut round, local)?,
                Stage::Late => self.open_late(&mut round, local)?,
                Stage::Blobs => self.blobs(&mut round, local)?,
                Stage::Publish => self.publish(&mut round, local)?,
                Stage::Survey => self.survey(&mut round, local)?,
                Stage::Compact => self.compact(&mut round, local)?,
                Stage::End => {
                    self.end(&mut round, local)?;
                    return Ok(Step::Done(self.outcome(&round, None)));
                }
            };
            if over && round.jobs.is_empty() {
                round.stage = round.stage.next();
            }
        }
    }

    fn request(&self, job: &Job, local: &mut Local<'_>) -> Result<Option<Request>, StoreError> {
        Ok(Some(match job {
            Job::List(prefix, cursor) => Request::List(*prefix, cursor.clone()),
            Job::Get(keys) => Request::Get(keys.clone()),
            Job::Put(key) => match self.bytes_of(key, local)? {
                Some(bytes) => Request::Put(*key, bytes),
                None => return Ok(None),
            },
            Job::ReadBack(key) => Request::Get(vec![*key]),
            Job::Replace(key) => Request::Delete(vec![*key]),
            Job::Audit(key) => Request::Get(vec![*key]),
            Job::Remove(keys) => Request::Delete(keys.clone()),
        }))
    }

    /// Takes what came of the request that was asked last.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: the round is over; the next begins anew.
    pub fn told(&mut self, answer: Answer, local: &mut Local<'_>) -> Result<(), StoreError> {
        let Some(mut round) = self.round.take() else {
            return Ok(());
        };
        if let Some(job) = round.current.take() {
            self.take(&mut round, job, answer, local)?;
        }
        self.round = Some(round);
        Ok(())
    }

    fn outcome(&mut self, round: &Round, interrupted: Option<RemoteError>) -> Outcome {
        Outcome {
            interrupted,
            refused: round.refused.clone(),
            read: round.progress.read,
            sent: round.progress.sent,
            changed: round.changed,
            cloned: self.clone.is_some(),
        }
    }

    /// Whom it acts for.
    #[must_use]
    pub const fn identity(&self) -> &Identity {
        &self.me
    }

    /// Who belongs to the space, as far as the entries have come.
    #[must_use]
    pub const fn membership(&self) -> Option<&Membership> {
        self.picture.membership()
    }

    /// The epoch keys that the device has.
    #[must_use]
    pub const fn keyring(&self) -> &Keyring {
        &self.picture.keyring
    }

    /// How far each log was read; the own one: sealed.
    #[must_use]
    pub const fn tips(&self) -> &BTreeMap<DeviceTag, Tip> {
        &self.picture.tips
    }

    /// Hashes of the governance entries that count, in their order.
    #[must_use]
    pub fn governance(&self) -> &[Hash] {
        &self.picture.fold.accepted
    }

    /// Which devices say that they have the events of a device up to this one: “received by”.
    #[must_use]
    pub fn seen_by(&self, tag: &DeviceTag, seq: u64) -> Vec<DeviceTag> {
        let heads = self.picture.heads.iter();
        heads
            .filter(|(other, head)| {
                let seen = head.signed.head().seen(tag);
                *other != tag && seen.is_some_and(|seen| seen.tip.seq >= seq)
            })
            .map(|(other, _)| *other)
            .collect()
    }

    /// The state of sync.
    #[must_use]
    pub fn status(&self, now_ms: u64) -> Status {
        let attention: Vec<_> = self
            .picture
            .findings
            .values()
            .filter(|report| report.finding.needs_attention(report.since_ms, now_ms))
            .cloned()
            .collect();
        let synced_ms = self.picture.marks.synced_ms;
        let line = match &self.round {
            _ if !attention.is_empty() || self.clone.is_some() => Line::Attention,
            Some(round) => Line::Syncing(round.progress),
            None if !self.reached => Line::Offline {
                since_ms: synced_ms,
            },
            None if self.why.is_some() && self.waiting > 0 => Line::Attention,
            None if synced_ms == 0 => Line::OnThisDevice,
            None => Line::Synced { at_ms: synced_ms },
        };
        let heads = self.picture.heads.iter();
        Status {
            line,
            waiting: self.waiting,
            why: self.why.filter(|_| self.waiting > 0),
            attention,
            heard: heads
                .filter(|(tag, _)| **tag != self.me.tag())
                .map(|(tag, head)| (*tag, head.heard_ms))
                .collect(),
        }
    }

    /// How far the round under way has come.
    #[must_use]
    pub fn progress(&self) -> Option<Progress> {
        self.round.as_ref().map(|round| round.progress)
    }
}
