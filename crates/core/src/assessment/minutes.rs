//! How long questions take.
//!
//! An estimate of this project's own, unvalidated: a stem with four options has 70 to 110 words,
//! which at 240 words a minute (as in `course::reading_time`) is about 25 seconds; choosing and
//! saying how sure one is takes five more. A scenario wants weighing and a calculation wants
//! paper.

use crate::course::ItemKind;

// Seconds each.
const FACT: u32 = 30;
const SCENARIO: u32 = 45;
const CALCULATION: u32 = 75;

pub(super) const fn seconds(kind: ItemKind) -> u32 {
    match kind {
        ItemKind::Fact => FACT,
        ItemKind::Scenario => SCENARIO,
        ItemKind::Calculation => CALCULATION,
    }
}

/// Minutes that questions of these kinds take, rounded up.
pub fn minutes_of(kinds: impl IntoIterator<Item = ItemKind>) -> u32 {
    kinds.into_iter().map(seconds).sum::<u32>().div_ceil(60)
}
