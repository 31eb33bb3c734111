//! Sealing own events.

use colloquy_protocol::governance::{Right, Wait};
use colloquy_protocol::segment::{Draft, MAX_EVENTS, Sealed, fitting, seal};
use colloquy_protocol::{EpochId, EpochKey};

use super::Engine;
use super::round::Round;
use crate::checks::Check;
use crate::store::{Change, Kept, Local, StoreError, WritePoint};

impl Engine {
    /// Seals the next own events; whether there were any that could be.
    pub(super) fn seal_next(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        self.why = None;
        let events = local.store.unsealed(MAX_EVENTS as usize)?;
        if events.is_empty() || !self.may_write(events.len()) {
            return Ok(false);
        }
        let epoch = match self.writing_epoch() {
            Ok(epoch) => epoch,
            Err(wait) => {
                self.why = Some(wait);
                return Ok(false);
            }
        };
        let tag = self.me.tag();
        let draft = Draft {
            place: self.me.place(),
            after: self.picture.tip(&tag),
            events: &events[..fitting(&events)],
            stands_for: None,
        };
        let mut nonce = [0; 24];
        local.rng.fill_bytes(&mut nonce);
        let sealed = seal(&draft, &epoch, &self.me.keys.sign, &nonce)
            .map_err(|error| StoreError::Failed(format!("own events can't be sealed: {error}")))?;
        if self.checks.on(Check::SameBytes) {
            self.keep_sealed(&sealed, Kept::Waiting, local)?;
        } else {
            self.unkept = Some(sealed);
        }
        round.changed = true;
        Ok(true)
    }

    pub(super) fn keep_sealed(
        &mut self,
        sealed: &Sealed,
        kept: Kept,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let keep = Change::Keep {
            key: sealed.key(),
            bytes: &sealed.bytes,
            kept,
            segment: Some((sealed.tip(), true)),
        };
        local
            .store
            .commit(WritePoint::Seal, &[keep, Change::Sealed(sealed.tip())])?;
        self.picture.tips.insert(self.me.tag(), sealed.tip());
        Ok(())
    }

    /// Whether own events may be sealed at all, as far as the membership is known.
    fn may_write(&self, count: usize) -> bool {
        let tag = self.me.tag();
        let Some(membership) = self.picture.membership() else {
            return false;
        };
        let last = self.picture.tip(&tag).seq.saturating_add(count as u64);
        membership.may(&tag, Right::Write) && membership.accepts(&tag, last).is_ok()
    }

    fn writing_epoch(&self) -> Result<EpochKey, Wait> {
        let membership = self.picture.membership().ok_or(Wait::Key)?;
        let keyring = &self.picture.keyring;
        let id: EpochId = if self.checks.on(Check::ClosedEpoch) {
            self.picture.writing_epoch(&self.me.tag())?
        } else {
            let mut epochs = membership.epochs.keys();
            let held = |id: &&EpochId| keyring.get(id).is_some();
            epochs.find(held).copied().ok_or(Wait::Key)?
        };
        keyring.get(&id).cloned().ok_or(Wait::Key)
    }
}
