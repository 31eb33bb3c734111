//! Two heads of one device, or one device's head and what another says of it.

use super::{Head, SignedHead};
use crate::Tip;
use crate::checks::{Check, Checks};

/// Two signed objects that can't both be honest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The object that came first.
    pub first: Vec<u8>,
    /// The object that contradicts it.
    pub second: Vec<u8>,
}

/// What two heads of one device prove.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The later of the two says less than the earlier: the device, or the store, went back.
    #[error("the device's log went back to an earlier state")]
    Rollback(Proof),
    /// The two tell different histories: the device, or a copy of it, wrote twice.
    #[error("the device shows two different histories")]
    SplitView(Proof),
}

/// How a head that is no fault relates to the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advance {
    /// The same bytes.
    Same,
    /// It is newer.
    Newer,
}

/// Compares the newest head that a store offers with the newest that was seen before.
///
/// # Errors
///
/// [`Fault::Rollback`] if its counter, its log, its governance log or what it has seen of others is
/// less than before; [`Fault::SplitView`] if one counter or one event has two histories.
pub fn compare(before: &SignedHead, offered: &SignedHead) -> Result<Advance, Fault> {
    compare_checked(before, offered, Checks::ALL)
}

pub(crate) fn compare_checked(
    before: &SignedHead,
    offered: &SignedHead,
    checks: Checks,
) -> Result<Advance, Fault> {
    if before.bytes == offered.bytes {
        return Ok(Advance::Same);
    }
    let proof = || Proof {
        first: before.bytes.clone(),
        second: offered.bytes.clone(),
    };
    let (old, new) = (&before.head, &offered.head);
    let split = old.counter == new.counter || tips_split(&old.tip, &new.tip);
    if checks.on(Check::HeadSplit) && split {
        return Err(Fault::SplitView(proof()));
    }
    if checks.on(Check::HeadRollback) && went_back(old, new) {
        return Err(Fault::Rollback(proof()));
    }
    Ok(Advance::Newer)
}

/// Whether two accounts of one log can't both be true.
fn tips_split(one: &Tip, other: &Tip) -> bool {
    one.seq == other.seq && one.hash != other.hash
}

fn went_back(old: &Head, new: &Head) -> bool {
    new.counter < old.counter
        || new.tip.seq < old.tip.seq
        || new.governance.count < old.governance.count
        || old.seen.iter().any(|seen| {
            // A device that was removed may be left out.
            new.seen(&seen.tag)
                .is_some_and(|now| now.counter < seen.counter || now.tip.seq < seen.tip.seq)
        })
}

/// Whether what one device saw of another contradicts that other's head: for the same event they
/// name different histories. Then the device showed two histories, or one of the two lies; the
/// objects are the proof.
#[must_use]
pub fn contradicts(witness: &SignedHead, head: &SignedHead) -> Option<Proof> {
    let seen = witness.head.seen(&head.head.tag)?;
    let same_counter = seen.counter == head.head.counter && seen.tip.seq > head.head.tip.seq;
    (tips_split(&seen.tip, &head.head.tip) || same_counter).then(|| Proof {
        first: witness.bytes.clone(),
        second: head.bytes.clone(),
    })
}
