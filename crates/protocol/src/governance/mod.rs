//! Governance: who belongs to a space and what they may do, without a server that decides.
//!
//! **Context.** Several people may change a roster at once, on machines that meet later, through a
//! store that may hold anything back. Everybody who has the same entries must see the same roster,
//! in whatever order they came; and who was removed must not be able to undo it.
//!
//! **Design.** A graph of signed entries. Each names the entry before it by its author and the ends
//! of the graph that the author knew, so it is known what its author had seen. [`fold`] judges them:
//! first the removals, by precedence, then everything in one order. The rules, precisely, are in
//! `FORMAT.md`, section 8; `rules.rs` holds each as a function, `removal.rs` the precedence. An entry
//! carries the key that signed it, so it verifies by itself; whether that key may sign is the fold's.

mod action;
mod entry;
mod epochs;
mod fold;
mod graph;
mod membership;
mod removal;
mod role;
mod rules;
#[cfg(test)]
pub(crate) mod tests;

pub use action::{Action, Cutoff, Policy, SpaceKind};
#[cfg(fuzzing)]
pub(crate) use entry::SHAPE as ENTRY;
pub use entry::{Entry, EntryError, SignedEntry, ends_of, genesis_of, join_proof};
pub use epochs::{RotationReason, Wait};
#[cfg(test)]
pub(crate) use fold::fold_checked;
pub use fold::{Fold, Fork, fold};
pub use membership::{
    Device, EventRefusal, InvitationState, Invited, Member, Membership, SecondUse, Standing,
};
pub use role::{Right, Role};
pub use rules::Refusal;
