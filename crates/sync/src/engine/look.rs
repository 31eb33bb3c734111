//! The first stage: one listing of the heads, and what it alone tells.

use std::collections::BTreeSet;

use colloquy_protocol::{DeviceTag, Key, Prefix};

use super::Engine;
use super::round::{Job, Round};
use crate::checks::Check;
use crate::finding::Finding;
use crate::remote::Page;
use crate::store::{Local, StoreError};

/// Heads that are got together.
pub(super) const BATCH: usize = 16;
/// A survey of the whole store this often: milliseconds.
const SURVEY_MS: u64 = 24 * 60 * 60 * 1000;

impl Engine {
    pub(super) fn look(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        if !round.looked {
            round.looked = true;
            self.picture.rounds += 1;
            self.waiting = self.unannounced(local)?;
            round.progress.to_send = self.waiting;
            let heads = Prefix::Heads(self.me.space);
            round.jobs.push_back(Job::List(heads, None));
            return Ok(false);
        }
        self.reached = true;
        self.choose_heads(round);
        self.compare_with_known(round, local)?;
        self.report_foreign(round, local)?;
        Ok(true)
    }

    /// Own events that no head at the store announces.
    pub(super) fn unannounced(&self, local: &mut Local<'_>) -> Result<u64, StoreError> {
        let sealed = self.picture.tip(&self.me.tag()).seq;
        let own = self.picture.heads.get(&self.me.tag());
        let announced = own
            .filter(|head| head.kept == crate::store::Kept::Stored)
            .map_or(0, |head| head.signed.head().tip.seq);
        Ok(sealed.saturating_sub(announced) + local.store.unsealed_count()?)
    }

    pub(super) fn looked(&mut self, round: &mut Round, page: Page) {
        for entry in page.entries {
            if let Key::Head { tag, counter, .. } = entry.key {
                round.shown.entry(tag).or_default().insert(counter);
            }
        }
        round.foreign.extend(page.foreign);
    }

    /// The newest head of each device that is newer than what is known.
    fn choose_heads(&self, round: &mut Round) {
        let me = self.me.tag();
        for (tag, counters) in &round.shown {
            let Some(newest) = counters.last().copied() else {
                continue;
            };
            if newest <= self.picture.counter(tag)
                || self.is_stranger(*tag, newest)
                || (*tag == me && !self.checks.on(Check::OwnHead))
            {
                continue;
            }
            round.heads_to_get.push_back(self.head_key(*tag, newest));
        }
    }

    /// Whether a head was asked for not long ago and its device is still unknown.
    fn is_stranger(&self, tag: DeviceTag, counter: u64) -> bool {
        let asked = self.picture.strangers.get(&(tag, counter));
        asked.is_some_and(|(_, next)| self.picture.rounds < *next)
    }

    pub(super) const fn head_key(&self, tag: DeviceTag, counter: u64) -> Key {
        Key::Head {
            space: self.me.space,
            tag,
            counter,
        }
    }

    /// What the store shows no longer.
    fn compare_with_known(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let mut gone = BTreeSet::new();
        let known: Vec<(DeviceTag, u64, bool)> = self
            .picture
            .heads
            .iter()
            .map(|(tag, head)| {
                let stored = head.kept == crate::store::Kept::Stored;
                (*tag, head.signed.head().counter, stored)
            })
            .collect();
        for (tag, known, stored) in known {
            let shown = round
                .shown
                .get(&tag)
                .and_then(|shown| shown.last().copied());
            let finding = Finding::WentBack { tag, known, shown };
            if shown.is_some_and(|shown| shown >= known) {
                self.resolve(&finding, local)?;
            } else if stored && self.checks.on(Check::StoreWentBack) {
                gone.insert(tag);
                self.report(finding, local)?;
            }
        }
        // A listing may lag: put back what is missing a second time.
        let lasting = gone.iter().any(|tag| self.gone_before.contains(tag));
        self.gone_before = gone;
        let surveyed = self.picture.marks.surveyed_ms;
        round.survey |= lasting || local.now_ms.abs_diff(surveyed) >= SURVEY_MS;
        Ok(())
    }

    fn report_foreign(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let foreign = std::mem::take(&mut round.foreign);
        let finding = Finding::Foreign {
            name: foreign.first().cloned().unwrap_or_default(),
            count: foreign.len() as u64,
        };
        if foreign.is_empty() {
            self.resolve(&finding, local)
        } else {
            self.report(finding, local)
        }
    }
}
