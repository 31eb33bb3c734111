//! The graph of entries: who refers to whom.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::{Action, SignedEntry};
use crate::Hash;
use crate::checks::{Check, Checks};

/// The entries whose whole past is there, in one order that respects the past.
pub(super) struct Graph<'entry> {
    /// In order: an entry comes after everything that it refers to; where that leaves a choice, the
    /// earlier by its clock, then the lesser hash.
    pub(super) entries: Vec<&'entry SignedEntry>,
    /// The positions that an entry refers to.
    parents: Vec<Vec<usize>>,
    /// The highest number of an epoch in each entry's past.
    pub(super) past_epoch: Vec<u64>,
    /// Entries that wait for something in their past.
    pub(super) waiting: BTreeSet<Hash>,
    /// What they wait for.
    pub(super) missing: BTreeSet<Hash>,
}

impl<'entry> Graph<'entry> {
    pub(super) fn of(entries: &'entry [SignedEntry], checks: Checks) -> Self {
        let all: BTreeMap<Hash, &SignedEntry> =
            entries.iter().map(|entry| (entry.hash(), entry)).collect();
        let mut children: BTreeMap<Hash, Vec<Hash>> = BTreeMap::new();
        let mut open: BTreeMap<Hash, usize> = BTreeMap::new();
        let mut missing = BTreeSet::new();
        let mut ready = BinaryHeap::new();
        for (hash, signed) in &all {
            let parents: BTreeSet<Hash> = signed
                .entry()
                .parents()
                .filter(|parent| checks.on(Check::EntryParents) || all.contains_key(parent))
                .collect();
            if parents.is_empty() {
                ready.push(Reverse((signed.entry().at, *hash)));
            }
            open.insert(*hash, parents.len());
            for parent in parents {
                if !all.contains_key(&parent) {
                    missing.insert(parent);
                }
                children.entry(parent).or_default().push(*hash);
            }
        }
        let mut graph = Self {
            entries: Vec::with_capacity(all.len()),
            parents: Vec::new(),
            past_epoch: Vec::new(),
            waiting: BTreeSet::new(),
            missing,
        };
        let mut positions: BTreeMap<Hash, usize> = BTreeMap::new();
        while let Some(Reverse((_, hash))) = ready.pop() {
            let Some(signed) = all.get(&hash).copied() else {
                continue;
            };
            positions.insert(hash, graph.entries.len());
            let parents: Vec<usize> = signed
                .entry()
                .parents()
                .filter_map(|parent| positions.get(&parent).copied())
                .collect();
            graph.push(signed, parents);
            for child in children.get(&hash).into_iter().flatten() {
                let Some(count) = open.get_mut(child) else {
                    continue;
                };
                *count -= 1;
                if *count == 0
                    && let Some(signed) = all.get(child)
                {
                    ready.push(Reverse((signed.entry().at, *child)));
                }
            }
        }
        graph.waiting = all
            .keys()
            .filter(|hash| !positions.contains_key(hash))
            .copied()
            .collect();
        graph
    }

    fn push(&mut self, signed: &'entry SignedEntry, parents: Vec<usize>) {
        let past = parents.iter().map(|parent| {
            let own = match &self.entries[*parent].entry().action {
                Action::Rotate { rotation } => rotation.id.number,
                _ => 0,
            };
            own.max(self.past_epoch[*parent])
        });
        let past = past.max().unwrap_or(0);
        self.past_epoch.push(past);
        self.parents.push(parents);
        self.entries.push(signed);
    }

    /// For every position, whether it is in the past of the entry there.
    pub(super) fn past(&self, of: usize) -> Vec<bool> {
        let mut past = vec![false; self.entries.len()];
        let mut open = self.parents[of].clone();
        while let Some(position) = open.pop() {
            if !past[position] {
                past[position] = true;
                open.extend(&self.parents[position]);
            }
        }
        past
    }

    /// For every position, whether the entry there is in its past.
    pub(super) fn future(&self, of: usize) -> Vec<bool> {
        let mut future = vec![false; self.entries.len()];
        for position in of + 1..self.entries.len() {
            future[position] = self.parents[position]
                .iter()
                .any(|parent| *parent == of || future[*parent]);
        }
        future
    }
}
