//! New heads, and the governance log where they name something that is not here.

use std::collections::BTreeSet;

use colloquy_protocol::governance::{Action, EntryError, SignedEntry};
use colloquy_protocol::{Hash, Key, Prefix};

use super::heads::{quarantined, tampered};
use super::look::BATCH;
use super::round::{Job, Round};
use super::{Engine, ProposeError};
use crate::checks::Check;
use crate::finding::{Damage, Finding};
use crate::remote::Page;
use crate::store::{Change, Kept, Local, StoreError, WritePoint};

impl Engine {
    pub(super) fn govern(
        &mut self,
        round: &mut Round,
        local: &mut Local<'_>,
    ) -> Result<bool, StoreError> {
        self.judge_heads(round, local)?;
        if !round.heads_to_get.is_empty() {
            let count = round.heads_to_get.len().min(BATCH);
            let keys = round.heads_to_get.drain(..count).collect();
            round.jobs.push_back(Job::Get(keys));
            return Ok(false);
        }
        if !round.entries_to_get.is_empty() {
            let count = round.entries_to_get.len().min(BATCH);
            let keys = round.entries_to_get.drain(..count).collect();
            round.jobs.push_back(Job::Get(keys));
            return Ok(false);
        }
        if !round.govern && self.needs_governance(round) {
            round.govern = true;
            self.picture.unasked = false;
            let entries = Prefix::Governance(self.me.space);
            round.jobs.push_back(Job::List(entries, None));
            return Ok(false);
        }
        if round.govern && !round.governed {
            round.governed = true;
            self.governed(local)?;
            // Heads of devices that are known now.
            return Ok(false);
        }
        // Whoever is still unknown is no member, or the entry that says so is slow: asked for again
        // after 1, 2, 4, … 64 rounds.
        let rounds = self.picture.rounds;
        for key in std::mem::take(&mut round.came).into_keys() {
            if let Key::Head { tag, counter, .. } = key {
                let asked = self.picture.strangers.entry((tag, counter)).or_default();
                asked.1 = rounds + (1 << asked.0.min(6));
                asked.0 += 1;
            }
        }
        self.take_cutoffs(local)?;
        Ok(true)
    }

    fn needs_governance(&self, round: &Round) -> bool {
        self.picture.membership().is_none()
            || self.picture.unasked
            || !round.came.is_empty()
            || !self.picture.wanted.is_empty()
            || !self.picture.fold.missing.is_empty()
    }

    pub(super) fn governance_listed(&mut self, round: &mut Round, page: Page) {
        for entry in page.entries {
            let new = entry
                .key
                .hash()
                .is_some_and(|hash| !self.picture.known.contains(&hash));
            if new && matches!(entry.key, Key::Governance { .. }) {
                round.entries_to_get.push_back(entry.key);
            }
        }
    }

    /// An entry came. It is kept if it is whole and signed; whether it counts is for the fold.
    pub(super) fn entry_came(
        &mut self,
        round: &mut Round,
        key: Key,
        bytes: &[u8],
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let finding = quarantined(key, bytes);
        if self.checks.on(Check::Hash) && key.hash() != Some(Hash::of(bytes)) {
            return self.report(finding, local);
        }
        let damage = match SignedEntry::open_at(bytes, &key) {
            Ok(entry) => {
                self.resolve(&finding, local)?;
                let keep = Change::Keep {
                    key,
                    bytes,
                    kept: Kept::Stored,
                    segment: None,
                };
                local.store.commit(WritePoint::Governance, &[keep])?;
                self.picture.known.insert(entry.hash());
                self.picture.entries.push(entry);
                round.changed = true;
                return Ok(());
            }
            Err(EntryError::Format(_)) => Damage::Format,
            Err(EntryError::Signature) => Damage::Signature,
            Err(EntryError::Place(_)) => Damage::Place,
        };
        self.report(tampered(key, bytes, damage), local)
    }

    /// All entries that were to be had came.
    fn governed(&mut self, local: &mut Local<'_>) -> Result<(), StoreError> {
        if self.picture.known != self.judged() {
            self.refold(local)?;
            // Somebody unknown may be a member now.
            self.picture.strangers.clear();
        }
        let missing: BTreeSet<&Hash> = self
            .picture
            .wanted
            .iter()
            .chain(&self.picture.fold.missing)
            .filter(|hash| !self.picture.known.contains(hash))
            .collect();
        let count = missing.len() as u64;
        let finding = Finding::MissingGovernance { count };
        if count == 0 {
            self.resolve(&finding, local)
        } else if self.checks.on(Check::Missing) {
            self.report(finding, local)
        } else {
            Ok(())
        }
    }

    /// The entries that the fold has judged.
    fn judged(&self) -> BTreeSet<Hash> {
        let fold = &self.picture.fold;
        let judged = fold.accepted.iter().chain(fold.refused.keys());
        judged.chain(&fold.waiting).copied().collect()
    }

    /// Judges all entries anew, with everything that follows from it.
    pub(super) fn refold(&mut self, local: &mut Local<'_>) -> Result<(), StoreError> {
        self.picture.refold(&self.me, self.checks);
        self.take_cutoffs(local)?;
        self.report_forks(local)
    }

    /// Sets the cutoffs in force, if they are others.
    fn take_cutoffs(&mut self, local: &mut Local<'_>) -> Result<(), StoreError> {
        let cutoffs = self.picture.cutoffs_now();
        if self.picture.membership().is_some() && cutoffs != self.picture.cutoffs {
            local
                .store
                .commit(WritePoint::Cutoffs, &[Change::Cutoffs(&cutoffs)])?;
            self.picture.cutoffs = cutoffs;
        }
        Ok(())
    }

    fn report_forks(&mut self, local: &mut Local<'_>) -> Result<(), StoreError> {
        for fork in self.picture.fold.forks.clone() {
            let finding = Finding::ForkedGovernance {
                tag: fork.author,
                seq: fork.seq,
            };
            self.report(finding, local)?;
        }
        for epoch in std::mem::take(&mut self.picture.wrong_keys) {
            if self.picture.keyring.get(&epoch).is_none() {
                self.report(Finding::WrongKey { epoch }, local)?;
            }
        }
        Ok(())
    }

    /// Changes the membership: writes an own entry, which waits to be put.
    ///
    /// # Errors
    ///
    /// [`ProposeError::Refused`] if the rules don't allow it as things stand.
    pub fn propose(&mut self, action: Action, local: &mut Local<'_>) -> Result<Hash, ProposeError> {
        let first = matches!(action, Action::Create { .. });
        if self.picture.membership().is_none() && !first {
            return Err(ProposeError::Unknown);
        }
        let signed = self
            .picture
            .draft(&self.me, action, local.now_ms)
            .sign(&self.me.keys.sign);
        self.add(signed, local)
    }

    /// Takes the space's first entry, by which this device made it.
    ///
    /// # Errors
    ///
    /// [`ProposeError`].
    pub fn found(
        &mut self,
        genesis: SignedEntry,
        local: &mut Local<'_>,
    ) -> Result<Hash, ProposeError> {
        self.add(genesis, local)
    }

    fn add(&mut self, signed: SignedEntry, local: &mut Local<'_>) -> Result<Hash, ProposeError> {
        let hash = signed.hash();
        let mut entries = self.picture.entries.clone();
        entries.push(signed.clone());
        let fold = colloquy_protocol::governance::fold(&self.me.space, &self.me.genesis, &entries);
        if let Some(refusal) = fold.refused.get(&hash) {
            return Err((*refusal).into());
        }
        let keep = Change::Keep {
            key: signed.key(),
            bytes: signed.bytes(),
            kept: Kept::Waiting,
            segment: None,
        };
        local.store.commit(WritePoint::Proposed, &[keep])?;
        self.picture.entries = entries;
        self.refold(local)?;
        Ok(hash)
    }
}
