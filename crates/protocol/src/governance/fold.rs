//! From entries to a membership.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::Graph;
use super::removal;
use super::rules::{self, Context};
use super::{Membership, Refusal, SignedEntry};
use crate::checks::{Check, Checks};
use crate::{DeviceTag, Hash, SpaceId};

/// Two entries of one author with one number: the author, or a copy of it, wrote twice. Both are
/// judged like all others; the two objects are the proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fork {
    /// The author.
    pub author: DeviceTag,
    /// The number.
    pub seq: u64,
    /// One entry.
    pub one: Hash,
    /// The other.
    pub other: Hash,
}

/// What a set of entries comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// The membership; `None` while the first entry is not there.
    pub membership: Option<Membership>,
    /// The entries that count, in the order in which they were applied.
    pub accepted: Vec<Hash>,
    /// The entries that don't, and why.
    pub refused: BTreeMap<Hash, Refusal>,
    /// The entries that wait for something that they refer to.
    pub waiting: BTreeSet<Hash>,
    /// What they wait for.
    pub missing: BTreeSet<Hash>,
    /// Authors who wrote twice.
    pub forks: Vec<Fork>,
}

/// Folds entries, in whatever order, into what they come to. `genesis` is the hash of the space's
/// first entry: from the invitation, from [`super::genesis_of`], or one's own.
#[must_use]
pub fn fold(space: &SpaceId, genesis: &Hash, entries: &[SignedEntry]) -> Fold {
    fold_checked(space, genesis, entries, Checks::ALL)
}

pub(crate) fn fold_checked(
    space: &SpaceId,
    genesis: &Hash,
    entries: &[SignedEntry],
    checks: Checks,
) -> Fold {
    let graph = Graph::of(entries, checks);
    let genesis = if checks.on(Check::EntryGenesis) {
        *genesis
    } else {
        // Whatever comes first.
        graph.entries.first().map_or(*genesis, |entry| entry.hash())
    };
    let judged = removal::judge(&graph, &genesis, checks);
    let mut state: Option<Membership> = None;
    let mut fold = Fold {
        membership: None,
        accepted: Vec::new(),
        refused: BTreeMap::new(),
        waiting: graph.waiting.clone(),
        missing: graph.missing.clone(),
        forks: forks(entries),
    };
    for (position, signed) in graph.entries.iter().enumerate() {
        let context = Context {
            past_epoch: graph.past_epoch[position],
            accepted: judged.accepted[position],
            checks,
        };
        let first = state.is_none() && signed.hash() != genesis;
        let verdict = if signed.entry().space != *space {
            Err(Refusal::Space)
        } else if first {
            Err(Refusal::Genesis)
        } else if judged.void[position] {
            Err(Refusal::RemovedMeanwhile)
        } else if let Some(refusal) = judged.refused[position] {
            Err(refusal)
        } else {
            rules::apply(&mut state, signed, context)
        };
        match verdict {
            Ok(()) => fold.accepted.push(signed.hash()),
            Err(refusal) => {
                fold.refused.insert(signed.hash(), refusal);
            }
        }
    }
    fold.membership = state;
    fold
}

fn forks(entries: &[SignedEntry]) -> Vec<Fork> {
    let mut by_number: BTreeMap<(DeviceTag, u64), BTreeSet<Hash>> = BTreeMap::new();
    for signed in entries {
        let number = (signed.entry().author, signed.entry().seq);
        by_number.entry(number).or_default().insert(signed.hash());
    }
    let pairs = by_number.into_iter().flat_map(|((author, seq), hashes)| {
        let one = hashes.first().copied();
        let others = hashes.into_iter().skip(1);
        others.filter_map(move |other| {
            Some(Fork {
                author,
                seq,
                one: one?,
                other,
            })
        })
    });
    pairs.collect()
}
