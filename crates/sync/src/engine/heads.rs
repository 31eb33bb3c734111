//! Judging heads: signatures, against the one before, and against what others say.

use colloquy_protocol::head::{Advance, Fault, HeadError, Proof, SignedHead, compare, contradicts};
use colloquy_protocol::{DeviceTag, Hash, Key};

use super::Engine;
use super::clone::Suspicion;
use super::picture::KnownHead;
use super::round::Round;
use crate::checks::Check;
use crate::finding::{Damage, Finding};
use crate::store::{Change, Kept, Local, StoreError, WritePoint};

impl Engine {
    /// Judges the heads that came from devices that are known by now. What can't be used makes the
    /// one before it be asked for.
    pub(super) fn judge_heads(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let mut accepted: Vec<(Key, SignedHead)> = Vec::new();
        let mut strangers = std::collections::BTreeMap::new();
        for (key, bytes) in std::mem::take(&mut round.came) {
            let Key::Head { tag, counter, .. } = key else {
                continue;
            };
            let Some(signer) = self.picture.signer(&self.me, &tag) else {
                strangers.insert(key, bytes);
                continue;
            };
            match SignedHead::open(&bytes, &self.me.space, &tag, counter, &signer) {
                Ok(head) => {
                    self.resolve(&quarantined(key, &bytes), local)?;
                    if tag == self.me.tag() {
                        self.suspect(round, Suspicion::of_head(&head));
                    } else {
                        accepted.push((key, head));
                    }
                }
                Err(error) => {
                    let finding = match error {
                        HeadError::Format(_) => quarantined(key, &bytes),
                        HeadError::Signature => tampered(key, &bytes, Damage::Signature),
                        HeadError::Place(_) => tampered(key, &bytes, Damage::Place),
                    };
                    self.report(finding, local)?;
                    self.ask_for_head_before(round, tag, counter);
                }
            }
        }
        round.came = strangers;
        let mut kept = Vec::new();
        for (key, head) in accepted {
            if self.judge_head(&head, local)? {
                kept.push((key, head));
            }
        }
        if kept.is_empty() {
            return Ok(());
        }
        let changes: Vec<Change<'_>> = kept
            .iter()
            .map(|(key, head)| Change::Keep {
                key: *key,
                bytes: head.bytes(),
                kept: Kept::Stored,
                segment: None,
            })
            .collect();
        local.store.commit(WritePoint::Heads, &changes)?;
        round.changed = true;
        for (_, signed) in kept {
            let tag = signed.head().tag;
            let missing = signed.head().governance.ends.iter();
            let missing = missing.filter(|end| !self.picture.known.contains(end));
            self.picture.wanted.extend(missing.copied());
            let known = KnownHead {
                signed,
                kept: Kept::Stored,
                heard_ms: local.now_ms,
            };
            self.picture.heads.insert(tag, known);
        }
        Ok(())
    }

    fn ask_for_head_before(&self, round: &mut Round, tag: DeviceTag, counter: u64) {
        let known = self.picture.counter(&tag);
        let shown = round.shown.get(&tag);
        let before = shown.and_then(|shown| shown.range(..counter).next_back().copied());
        if let Some(before) = before.filter(|before| *before > known) {
            round.heads_to_get.push_back(self.head_key(tag, before));
        }
    }

    /// Whether a head can be used: against the one before, and against all witnesses.
    fn judge_head(&mut self, head: &SignedHead, local: &mut Local<'_>) -> Result<bool, StoreError> {
        let tag = head.head().tag;
        if let Some(before) = self.picture.heads.get(&tag)
            && self.checks.on(Check::HeadCompare)
        {
            match compare(&before.signed, head) {
                Ok(Advance::Newer) => {}
                Ok(Advance::Same) => return Ok(false),
                Err(Fault::Rollback(proof)) => {
                    self.report(Finding::Rollback { tag, proof }, local)?;
                    return Ok(false);
                }
                Err(Fault::SplitView(proof)) => {
                    let at = before.signed.head().tip.seq.min(head.head().tip.seq);
                    self.report(Finding::SplitView { tag, at, proof }, local)?;
                    return Ok(false);
                }
            }
        }
        if self.checks.on(Check::Witness) {
            self.ask_witnesses(head, local)?;
        }
        Ok(true)
    }

    /// Whether somebody saw another history of a device than the one that is known here.
    fn ask_witnesses(
        &mut self,
        head: &SignedHead,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let mut found: Vec<(DeviceTag, u64, Proof)> = Vec::new();
        for (other, known) in &self.picture.heads {
            if let Some(proof) = contradicts(&known.signed, head) {
                found.push((head.head().tag, head.head().tip.seq, proof));
            }
            if let Some(proof) = contradicts(head, &known.signed) {
                found.push((*other, known.signed.head().tip.seq, proof));
            }
        }
        for seen in &head.head().seen {
            if seen.tag == self.me.tag() || seen.tip.seq > self.picture.tip(&seen.tag).seq {
                continue;
            }
            let ours = local.store.segment_ending(&seen.tag, seen.tip.seq)?;
            let Some(ours) = ours.filter(|ours| ours.tip.hash != seen.tip.hash) else {
                continue;
            };
            if let Some(first) = local.store.object(&ours.key)? {
                let second = head.bytes().to_vec();
                found.push((seen.tag, seen.tip.seq, Proof { first, second }));
            }
        }
        for (tag, at, proof) in found {
            // What a copy of this profile did is told as that.
            if tag != self.me.tag() {
                self.report(Finding::SplitView { tag, at, proof }, local)?;
            }
        }
        Ok(())
    }
}

/// The bytes under a name are not what the name promises.
pub(super) fn quarantined(key: Key, bytes: &[u8]) -> Finding {
    Finding::Quarantined {
        key,
        found: Hash::of(bytes),
        size: bytes.len() as u64,
    }
}

pub(super) fn tampered(key: Key, bytes: &[u8], damage: Damage) -> Finding {
    Finding::Tampered {
        key,
        damage,
        found: Hash::of(bytes),
    }
}
