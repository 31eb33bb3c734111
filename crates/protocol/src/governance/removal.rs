//! The first pass of the fold: which removals hold, and what they take back.
//!
//! A removal holds if its author might make it, as far as the author knew. It takes back everything
//! that the removed did at the same time: entries of theirs that are neither in the removal's past
//! (the remover knew of them, and left them) nor in its future (those are judged like all others).
//! Two people may remove each other. Then precedence decides: the higher role; then who was a member
//! first, counted by the entries in the past of the one by which they came, which nobody can make
//! fewer than there were; between devices of one person, the one with the newer certificate by the
//! root, for that is who has the phrase; then the lesser hash. A removal that holds is never taken
//! back by one of lower precedence.

use std::cmp::Reverse;

use super::graph::Graph;
use super::membership::Membership;
use super::rules::{self, Context, Refusal};
use super::{Action, Role};
use crate::checks::{Check, Checks};
use crate::identity::{Fingerprint, Issuer};
use crate::{DeviceTag, Hash, Hlc, SignPublic};

/// What the first pass found, by position.
pub(super) struct Judged {
    /// The removals that hold.
    pub(super) accepted: Vec<bool>,
    /// The entries that they take back.
    pub(super) void: Vec<bool>,
    /// Why the other removals don't hold.
    pub(super) refused: Vec<Option<Refusal>>,
}

/// A removal's place among removals that don't know of each other: the least goes first.
type Precedence = (Reverse<Option<Role>>, usize, Reverse<Option<Hlc>>, Hash);

/// Judges all removals of a graph.
pub(super) fn judge(graph: &Graph<'_>, genesis: &Hash, checks: Checks) -> Judged {
    let count = graph.entries.len();
    let mut judged = Judged {
        accepted: vec![false; count],
        void: vec![false; count],
        refused: vec![None; count],
    };
    let removals =
        (0..count).filter(|position| graph.entries[*position].entry().action.is_removal());
    let mut open: Vec<Removal> = removals
        .map(|position| Removal::new(graph, position, genesis, checks))
        .collect();
    while let Some(next) = next(&open) {
        let removal = open.swap_remove(next);
        let position = removal.position;
        if judged.void[position] {
            continue;
        }
        let known: Vec<bool> = removal
            .past
            .iter()
            .zip(&judged.void)
            .map(|(past, void)| *past && !void)
            .collect();
        let state = replay(graph, &known, &judged.accepted, genesis, checks);
        let entry = graph.entries[position].entry();
        let verdict = match &state {
            Some(state) => rules::may_remove(state, entry, checks),
            None => Err(Refusal::Author),
        };
        match (verdict, state) {
            (Ok(()), Some(state)) => {
                judged.accepted[position] = true;
                if checks.on(Check::EntryRemovalWins) {
                    take_back(graph, &removal, &state, &mut judged);
                }
            }
            (Err(refusal), _) => judged.refused[position] = Some(refusal),
            (Ok(()), None) => {}
        }
    }
    judged
}

struct Removal {
    position: usize,
    past: Vec<bool>,
    precedence: Precedence,
}

impl Removal {
    fn new(graph: &Graph<'_>, position: usize, genesis: &Hash, checks: Checks) -> Self {
        let past = graph.past(position);
        let nobody = vec![false; graph.entries.len()];
        let state = replay(graph, &past, &nobody, genesis, checks);
        let signed = graph.entries[position];
        let author = state.as_ref().and_then(|state| {
            let (device, member) = state.active(&signed.entry().author)?;
            let joined = graph
                .entries
                .iter()
                .position(|entry| entry.hash() == member.joined)?;
            let before = graph.past(joined).iter().filter(|past| **past).count();
            let statement = &device.card.certificate.statement;
            let rooted = (statement.issuer == Issuer::Root).then_some(statement.at);
            Some((member.role, before, rooted))
        });
        let precedence = match author {
            Some((role, before, rooted)) => {
                (Reverse(Some(role)), before, Reverse(rooted), signed.hash())
            }
            None => (Reverse(None), usize::MAX, Reverse(None), signed.hash()),
        };
        Self {
            position,
            past,
            precedence,
        }
    }
}

/// The first by precedence of those with no other open removal in their past.
fn next(open: &[Removal]) -> Option<usize> {
    let ready = (0..open.len()).filter(|index| {
        let past = &open[*index].past;
        open.iter().all(|other| !past[other.position])
    });
    ready.min_by_key(|index| open[*index].precedence)
}

/// What some of the entries make, in the graph's order.
fn replay(
    graph: &Graph<'_>,
    known: &[bool],
    accepted: &[bool],
    genesis: &Hash,
    checks: Checks,
) -> Option<Membership> {
    let mut state = None;
    for position in (0..graph.entries.len()).filter(|position| known[*position]) {
        let signed = graph.entries[position];
        if state.is_none() && signed.hash() != *genesis {
            continue;
        }
        let context = Context {
            past_epoch: graph.past_epoch[position],
            accepted: accepted[position],
            checks,
        };
        // A refusal here is a refusal in the second pass, which reports it.
        let _ = rules::apply(&mut state, signed, context);
    }
    state
}

/// Marks what the removed did at the same time.
fn take_back(graph: &Graph<'_>, removal: &Removal, state: &Membership, judged: &mut Judged) {
    let future = graph.future(removal.position);
    let removed = Removed::by(graph, removal.position, state);
    for (position, later) in future.into_iter().enumerate() {
        let concurrent = position != removal.position && !removal.past[position] && !later;
        if concurrent && !judged.accepted[position] && removed.did(graph, position) {
            judged.void[position] = true;
        }
    }
}

/// Whose doings a removal takes back.
struct Removed {
    person: Option<Fingerprint>,
    devices: Vec<(DeviceTag, SignPublic)>,
}

impl Removed {
    fn by(graph: &Graph<'_>, position: usize, state: &Membership) -> Self {
        let entry = graph.entries[position].entry();
        let person = match &entry.action {
            Action::Remove { person, .. } => Some(*person),
            Action::Leave { .. } => {
                let device = state.devices.get(&entry.author);
                device.map(|device| device.card.person())
            }
            _ => None,
        };
        let devices = state
            .devices
            .iter()
            .filter(|(tag, device)| match &entry.action {
                Action::RevokeDevice { cutoff } => cutoff.tag == **tag,
                _ => Some(device.card.person()) == person,
            });
        Self {
            person,
            devices: devices
                .map(|(tag, device)| (*tag, device.card.sign()))
                .collect(),
        }
    }

    fn did(&self, graph: &Graph<'_>, position: usize) -> bool {
        let entry = graph.entries[position].entry();
        let wrote = self
            .devices
            .iter()
            .any(|(tag, key)| *tag == entry.author && *key == entry.signer);
        let brought = entry.action.brings().is_some_and(|device| {
            // The person under a new name, or a device certified by one that is removed.
            Some(device.person()) == self.person
                || device.certificates().any(|certificate| {
                    matches!(&certificate.statement.issuer, Issuer::Device(key)
                        if self.devices.iter().any(|(_, removed)| removed == key))
                })
        });
        wrote || brought
    }
}
