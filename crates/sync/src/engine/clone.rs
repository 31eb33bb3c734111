//! A copy of the profile: noticed, measured, and left behind under a new name.
//!
//! Two copies of one profile write two histories under one name. Whoever notices first stops
//! publishing, finds the last event that its history shares with the one at the store, and becomes
//! another device: what it did after that is written again under the new name, and the old name's
//! log goes on as the other copy writes it. The same happens to a profile from a backup: what it
//! wrote after the backup comes back from the store.

use colloquy_protocol::governance::{Action, Entry, SignedEntry};
use colloquy_protocol::head::{Seen, SignedHead};
use colloquy_protocol::{Hlc, Key, Prefix, Tip};
use rand_core::CryptoRng;

use super::round::{Job, Round};
use super::trace::{Next, Trace};
use super::{Engine, ProposeError};
use crate::checks::Check;
use crate::finding::Finding;
use crate::identity::Identity;
use crate::store::{Change, Kept, Local, StoreError, WritePoint};

/// Rounds in which the place where two histories part is looked for.
const PATIENCE: u32 = 4;

/// Why there may be a copy.
#[derive(Debug, Clone)]
pub(super) struct Suspicion {
    counter: u64,
    tip: Tip,
    /// The other copy's head, if that is how it was noticed.
    head: Option<SignedHead>,
    trace: Option<Trace>,
}

/// Where two histories under one name part.
#[derive(Debug, Clone)]
pub(super) struct Fork {
    /// The last event that both have.
    after: Tip,
    /// The other copy's head.
    head: Option<SignedHead>,
}

impl Suspicion {
    pub(super) fn of_head(head: &SignedHead) -> Self {
        Self {
            counter: head.head().counter,
            tip: head.head().tip,
            head: Some(head.clone()),
            trace: None,
        }
    }

    pub(super) const fn of_seen(seen: &Seen) -> Self {
        Self {
            counter: seen.counter,
            tip: seen.tip,
            head: None,
            trace: None,
        }
    }
}

impl Engine {
    /// Notes a suspicion; a head says more than what somebody saw.
    pub(super) fn suspect(&self, round: &mut Round, suspicion: Suspicion) {
        let known = round.suspicion.as_ref();
        if self.clone.is_none()
            && known.is_none_or(|known| known.head.is_none() && suspicion.head.is_some())
        {
            round.suspicion = Some(suspicion);
        }
    }

    /// Whether somebody saw more, or something else, under this device's name than it wrote.
    fn look_for_oneself(&self, round: &mut Round, local: &mut Local<'_>) -> Result<(), StoreError> {
        if !self.checks.on(Check::OwnSeen) {
            return Ok(());
        }
        let me = self.me.tag();
        let sealed = self.picture.tip(&me);
        for (witness, head) in &self.picture.heads {
            let Some(seen) = head.signed.head().seen(&me).filter(|_| *witness != me) else {
                continue;
            };
            let beyond = seen.counter > self.picture.counter(&me) || seen.tip.seq > sealed.seq;
            let known = seen.tip == sealed || seen.tip.seq == 0;
            let other = !beyond
                && !known
                && local
                    .store
                    .segment_ending(&me, seen.tip.seq)?
                    .is_some_and(|ours| ours.tip.hash != seen.tip.hash);
            if beyond || other {
                self.suspect(round, Suspicion::of_seen(seen));
            }
        }
        Ok(())
    }

    pub(super) fn find_fork(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        let me = self.me.tag();
        if self.clone.is_none() && round.suspicion.is_none() {
            self.look_for_oneself(round, local)?;
        }
        let Some(mut suspicion) = round.suspicion.take() else {
            return Ok(true);
        };
        let finding = Finding::Cloned {
            tag: me,
            local: self.picture.counter(&me),
            elsewhere: suspicion.counter,
        };
        self.report(finding, local)?;
        let Some(listed) = round.logs.as_ref().and_then(|logs| logs.front()) else {
            round.trace_own(me, suspicion.tip);
            round
                .jobs
                .push_back(Job::List(Prefix::Segments(self.me.space, me), None));
            round.suspicion = Some(suspicion);
            return Ok(false);
        };
        let listed = listed.listed.clone().unwrap_or_default();
        let mut trace = suspicion
            .trace
            .take()
            .unwrap_or_else(|| Trace::from(suspicion.tip));
        let own = local.store.segment_ending(&me, trace.want().seq)?;
        let shared = own.is_some_and(|own| own.tip == trace.want());
        let known = if shared { trace.want().seq } else { 0 };
        let after = match trace.next(known, &listed) {
            Next::Done => trace.want(),
            Next::Ask(named) => {
                round
                    .jobs
                    .push_back(Job::Get(vec![named.key(self.me.space, me)]));
                suspicion.trace = Some(trace);
                round.suspicion = Some(suspicion);
                return Ok(false);
            }
            // The store does not show where they part. Somebody may put back what is missing; after a
            // while, what was announced is taken for what both have.
            Next::Lost => {
                self.lost_traces += 1;
                if self.lost_traces < PATIENCE {
                    round.logs = None;
                    round.suspected = true;
                    round.survey = true;
                    return Ok(true);
                }
                self.announced()
            }
        };
        self.clone = Some(Fork {
            after,
            head: suspicion.head,
        });
        round.logs = None;
        Ok(true)
    }

    /// Where the own log stands by the newest own head at the store.
    fn announced(&self) -> Tip {
        let head = self.picture.heads.get(&self.me.tag());
        head.filter(|head| head.kept == Kept::Stored)
            .map_or(Tip::START, |head| head.signed.head().tip)
    }

    pub(super) fn clone_came(
        &mut self,
        round: &mut Round,
        key: Key,
        bytes: Option<Vec<u8>>,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        if let Some(bytes) = &bytes {
            self.whole(&key, bytes, local)?;
        }
        let listed = round.logs.as_ref().and_then(|logs| logs.front());
        let named = listed
            .and_then(|work| {
                work.listed
                    .as_ref()?
                    .iter()
                    .find(|named| Some(named.hash) == key.hash())
            })
            .copied();
        if let (Some(named), Some(suspicion)) = (named, &mut round.suspicion)
            && let Some(trace) = &mut suspicion.trace
        {
            trace.came(&named, bytes.as_deref());
        }
        Ok(())
    }

    /// Whether a copy of the profile goes on under this device's name.
    #[must_use]
    pub const fn is_cloned(&self) -> bool {
        self.clone.is_some()
    }

    /// New keys and a new name, certified by this device, for [`Engine::become_another`]; `None` if
    /// this device may not link others. Keep them before becoming.
    #[must_use]
    pub fn successor(&self, now_ms: u64, rng: &mut dyn CryptoRng) -> Option<Identity> {
        let at: Hlc = self.picture.moment(now_ms);
        self.me.successor(at, rng)
    }

    /// Goes on as another device: own events that the other copy does not have are written again
    /// under the new name. Returns whether there was a reason.
    ///
    /// # Errors
    ///
    /// [`ProposeError`]: nothing was changed.
    pub fn become_another(
        &mut self,
        new: Identity,
        local: &mut Local<'_>,
    ) -> Result<bool, ProposeError> {
        let Some(fork) = self.clone.clone() else {
            return Ok(false);
        };
        let old = self.me.place();
        let mut forget = Vec::new();
        for segment in local.store.segments(&old.tag, fork.after.seq, usize::MAX)? {
            forget.push(segment.key);
        }
        let entry = Entry {
            space: new.space,
            author: new.tag(),
            seq: 1,
            previous: None,
            seen: self.picture.ends.ends.clone(),
            at: self.picture.moment(local.now_ms),
            signer: new.keys.sign.public(),
            action: Action::AddDevice {
                device: new.card.clone(),
            },
        };
        let entry: SignedEntry = entry.sign(&new.keys.sign);
        let mut changes = vec![
            Change::Forget(forget),
            Change::Become {
                old,
                after: fork.after,
                new: &new.card,
            },
            Change::Keep {
                key: entry.key(),
                bytes: entry.bytes(),
                kept: Kept::Waiting,
                segment: None,
            },
        ];
        if let Some(head) = &fork.head {
            changes.push(Change::Keep {
                key: head.head().key(),
                bytes: head.bytes(),
                kept: Kept::Stored,
                segment: None,
            });
        }
        local.store.commit(WritePoint::Become, &changes)?;
        *self = Self::open_with(new, local.store, self.checks)?;
        // What the new place in the log needs follows from what is kept.
        self.refold(local)?;
        Ok(true)
    }
}

impl Round {
    /// Makes room for a listing of the own log, as the store has it.
    fn trace_own(&mut self, tag: colloquy_protocol::DeviceTag, head: Tip) {
        self.logs = Some([super::logs::work(tag, head, head.seq, None)].into());
    }
}
