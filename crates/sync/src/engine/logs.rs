//! Reading logs: for each head that is ahead, the segments up to it.

use std::collections::VecDeque;

use colloquy_protocol::checkpoint::{CheckpointError, SignedCheckpoint};
use colloquy_protocol::segment::MAX_EVENTS;
use colloquy_protocol::{DeviceTag, Hash, Key, Prefix, Tip};

use super::Engine;
use super::heads::{quarantined, tampered};
use super::plan::{Named, Plan, plan};
use super::round::{Job, LogWork, Round};
use super::trace::{Next, Trace};
use crate::checks::Check;
use crate::finding::{Damage, Finding};
use crate::remote::Page;
use crate::store::{Local, StoreError};

/// Segments that are got together: so many at most, and so many bytes.
const TOGETHER: usize = 8;
const TOGETHER_BYTES: u64 = 6 << 20;

pub(super) const fn work(tag: DeviceTag, head: Tip, upto: u64, checkpoint: Option<Tip>) -> LogWork {
    LogWork {
        tag,
        head,
        upto,
        checkpoint,
        guessed: false,
        listed: None,
        parts: None,
        trace: None,
        planned: false,
        path: VecDeque::new(),
        gap: None,
    }
}

impl Engine {
    pub(super) fn logs(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        if round.logs.is_none() {
            let behind = self.behind();
            round.progress.to_read = behind
                .iter()
                .map(|work| work.upto - self.picture.tip(&work.tag).seq)
                .sum();
            round.logs = Some(behind);
        }
        loop {
            let Some(mut work) = round.logs.as_mut().and_then(VecDeque::pop_front) else {
                return Ok(true);
            };
            let job = self.read_on(&mut work, local)?;
            let over = job.is_none();
            if !over && let Some(logs) = &mut round.logs {
                logs.push_front(work);
            }
            if let Some(job) = job {
                round.jobs.push_back(job);
                return Ok(false);
            }
        }
    }

    /// Logs whose heads are ahead of what was read.
    fn behind(&self) -> VecDeque<LogWork> {
        let Some(membership) = self.picture.membership() else {
            return VecDeque::new();
        };
        let me = self.me.tag();
        let gone = membership.devices.contains_key(&me) && membership.active(&me).is_none();
        if gone || self.picture.keyring.iter().next().is_none() {
            // Nothing could be opened, or nothing should.
            return VecDeque::new();
        }
        let heads = self.picture.heads.iter();
        heads
            .filter(|(tag, _)| **tag != me)
            .filter_map(|(tag, known)| {
                let device = membership.devices.get(tag)?;
                let head = known.signed.head();
                let upto = device.cutoff.unwrap_or(u64::MAX).min(head.tip.seq);
                (upto > self.picture.tip(tag).seq)
                    .then(|| work(*tag, head.tip, upto, head.checkpoint))
            })
            .collect()
    }

    /// What a log needs next; `None` if there is nothing more to do for it in this round.
    fn read_on(
        &mut self,
        work: &mut LogWork,
        local: &mut Local<'_>,
    ) -> Result<Option<Job>, StoreError> {
        let space = self.me.space;
        let tag = work.tag;
        let tip = self.picture.tip(&tag);
        if tip.seq >= work.upto {
            self.resolve(&missing(tag, 0, 0), local)?;
            return Ok(None);
        }
        if !work.path.is_empty() {
            return Ok(Some(next_batch(work, space)));
        }
        // Most often there is just one segment more, and the head says its name.
        if !work.guessed {
            work.guessed = true;
            if work.upto == work.head.seq && work.head.seq - tip.seq <= MAX_EVENTS {
                return Ok(Some(Job::Get(vec![Key::Segment {
                    space,
                    tag,
                    first: tip.seq.saturating_add(1),
                    last: work.head.seq,
                    hash: work.head.hash,
                }])));
            }
        }
        let Some(listed) = &work.listed else {
            return Ok(Some(Job::List(Prefix::Segments(space, tag), None)));
        };
        if work.planned {
            // The path was walked, and did not lead to the end.
            if let Some(from) = work.gap
                && self.checks.on(Check::Missing)
            {
                self.report(missing(tag, from, work.upto), local)?;
            }
            return Ok(None);
        }
        if let Some(mut trace) = work.trace.take() {
            match trace.next(tip.seq, listed) {
                Next::Done => {
                    work.path = trace.into_path();
                    work.path.retain(|named| named.first <= work.upto);
                    work.planned = true;
                    return self.read_on(work, local);
                }
                Next::Ask(named) => {
                    work.trace = Some(trace);
                    return Ok(Some(Job::Get(vec![named.key(space, tag)])));
                }
                Next::Lost => {
                    work.planned = true;
                    work.gap = Some(tip.seq.saturating_add(1));
                    return self.read_on(work, local);
                }
            }
        }
        let parts: Vec<Named> = work.parts.iter().flatten().map(Named::from).collect();
        match plan(tip.seq, work.upto, listed, &parts) {
            Plan::Path(path) => work.path = path.into(),
            Plan::Ambiguous => {
                if let Some(job) = checkpoint(work, tip.seq, space) {
                    return Ok(Some(job));
                }
                work.trace = Some(Trace::from(work.head));
                return self.read_on(work, local);
            }
            Plan::Gap { path, from } => {
                if let Some(job) = checkpoint(work, tip.seq, space) {
                    return Ok(Some(job));
                }
                work.gap = Some(from);
                work.path = path.into();
            }
        }
        work.planned = true;
        self.read_on(work, local)
    }

    pub(super) fn log_listed(round: &mut Round, prefix: &Prefix, page: Page) {
        let Some(work) = round.logs.as_mut().and_then(VecDeque::front_mut) else {
            return;
        };
        let Prefix::Segments(_, of) = prefix else {
            return;
        };
        let listed = work.listed.get_or_insert_default();
        for entry in page.entries {
            if let Key::Segment {
                tag,
                first,
                last,
                hash,
                ..
            } = entry.key
                && tag == *of
            {
                listed.push(Named {
                    first,
                    last,
                    hash,
                    size: entry.size,
                });
            }
        }
        listed.sort_unstable();
    }

    pub(super) fn log_came(
        &mut self,
        round: &mut Round,
        key: Key,
        bytes: Option<Vec<u8>>,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let Some(mut logs) = round.logs.take() else {
            return Ok(());
        };
        if let Some(work) = logs.front_mut() {
            match key {
                Key::Checkpoint { .. } => self.checkpoint_came(work, key, bytes, local)?,
                _ if work.trace.is_some() => {
                    if let Some(bytes) = &bytes {
                        self.whole(&key, bytes, local)?;
                    }
                    trace_came(work, &key, bytes.as_deref());
                }
                _ => self.segment_came(round, work, key, bytes, local)?,
            }
        }
        round.logs = Some(logs);
        Ok(())
    }

    fn segment_came(
        &mut self,
        round: &mut Round,
        work: &mut LogWork,
        key: Key,
        bytes: Option<Vec<u8>>,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let expected = work.path.front().map(|named| named.hash);
        let walking = work.planned;
        if walking && expected != key.hash() {
            // Of a batch whose path broke off: only looked at.
            if let Some(bytes) = &bytes {
                self.whole(&key, bytes, local)?;
            }
            return Ok(());
        }
        let applied = match bytes {
            Some(bytes) => self.segment_in(round, work.tag, key, &bytes, local)?,
            None => false,
        };
        if applied {
            work.path.pop_front();
        } else if walking {
            work.path.clear();
            work.gap = Some(self.picture.tip(&work.tag).seq.saturating_add(1));
        }
        Ok(())
    }

    fn checkpoint_came(
        &mut self,
        work: &mut LogWork,
        key: Key,
        bytes: Option<Vec<u8>>,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        work.parts = Some(Vec::new());
        let (Some(bytes), Some(signer)) = (bytes, self.picture.signer(&self.me, &work.tag)) else {
            return Ok(());
        };
        let damage = match SignedCheckpoint::open(&bytes, &key, &signer) {
            Ok(signed) => {
                work.parts = Some(signed.checkpoint().parts.clone());
                return Ok(());
            }
            Err(CheckpointError::Hash(_)) => {
                return self.report(quarantined(key, &bytes), local);
            }
            Err(CheckpointError::Format(_)) if key.hash() != Some(Hash::of(&bytes)) => {
                return self.report(quarantined(key, &bytes), local);
            }
            Err(CheckpointError::Format(_)) => Damage::Format,
            Err(CheckpointError::Signature) => Damage::Signature,
            Err(CheckpointError::Place(_)) => Damage::Place,
            Err(CheckpointError::Cover(_)) => Damage::Content,
        };
        self.report(tampered(key, &bytes, damage), local)
    }
}

impl From<&colloquy_protocol::checkpoint::Part> for Named {
    fn from(part: &colloquy_protocol::checkpoint::Part) -> Self {
        Self {
            first: part.first,
            last: part.last,
            hash: part.hash,
            size: 0,
        }
    }
}

pub(super) const fn missing(tag: DeviceTag, from: u64, to: u64) -> Finding {
    Finding::Missing { tag, from, to }
}

/// The checkpoint that a head names, if it may help and was not asked for.
fn checkpoint(work: &LogWork, known: u64, space: colloquy_protocol::SpaceId) -> Option<Job> {
    let named = work.checkpoint.filter(|tip| tip.seq > known)?;
    work.parts.is_none().then(|| {
        Job::Get(vec![Key::Checkpoint {
            space,
            tag: work.tag,
            upto: named.seq,
            hash: named.hash,
        }])
    })
}

fn trace_came(work: &mut LogWork, key: &Key, bytes: Option<&[u8]>) {
    let listed = work.listed.as_ref();
    let named =
        listed.and_then(|listed| listed.iter().find(|named| Some(named.hash) == key.hash()));
    if let (Some(named), Some(trace)) = (named, &mut work.trace) {
        trace.came(named, bytes);
    }
}

/// The next segments of the path, few enough to be held together.
fn next_batch(work: &LogWork, space: colloquy_protocol::SpaceId) -> Job {
    let mut bytes = 0;
    let batch = work.path.iter().take(TOGETHER).take_while(|named| {
        let fits = bytes == 0 || bytes + named.size <= TOGETHER_BYTES;
        bytes += named.size.max(1);
        fits
    });
    Job::Get(batch.map(|named| named.key(space, work.tag)).collect())
}

impl Round {
    /// A segment can't be had now: the log is left as it is in this round.
    pub(super) fn log_failed(&mut self, key: &Key) {
        let Some(work) = self.logs.as_mut().and_then(VecDeque::front_mut) else {
            return;
        };
        if work.trace.is_some() {
            trace_came(work, key, None);
        } else if matches!(key, Key::Checkpoint { .. }) {
            work.parts = Some(Vec::new());
        } else if work.planned {
            work.path.clear();
        }
    }
}
