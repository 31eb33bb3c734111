//! Kinds as parts of row numbers.
//!
//! Row number = number of the kind × 2⁴⁰ + a count from 1. So a kind is a range of rows, and FTS5
//! goes through a range without looking at anything else. Notes come lowest: an index read
//! backwards shows the few other things first and then notes, the newest before the older.

use crate::api::SearchKind;

/// A set of kinds, one bit each.
pub(super) type Mask = u8;

const SHIFT: u32 = 40;

/// Kinds in the order of their rows: their tag in the database and what the border calls them.
const KINDS: [(&str, SearchKind); 6] = [
    ("note", SearchKind::Note),
    ("draft", SearchKind::Reflection),
    ("reflection", SearchKind::Reflection),
    ("tool", SearchKind::Tool),
    ("lesson", SearchKind::Lesson),
    ("whole", SearchKind::Lesson),
];

/// Every kind, without lessons as a whole.
pub(super) const ALL: Mask = 0b1_1111;
/// Notes alone.
pub(super) const NOTES: Mask = 0b1;
/// Lessons alone.
pub(super) const LESSONS: Mask = 0b1_0000;
/// Lessons as a whole: asked when the words stand together in no single passage.
pub(super) const WHOLE: Mask = 0b10_0000;

/// The number of a kind by its tag.
pub(super) fn code(tag: &str) -> Option<u8> {
    (0..)
        .zip(KINDS)
        .find_map(|(code, (own, _))| (own == tag).then_some(code))
}

/// The row number below all rows of the kind with this number.
pub(super) fn base(code: u8) -> i64 {
    (i64::from(code) + 1) << SHIFT
}

/// The row number above all rows of the kind whose rows lie above `base`.
pub(super) const fn beyond(base: i64) -> i64 {
    base + (1 << SHIFT)
}

/// The number of the kind that a row has.
pub(super) fn of_row(id: i64) -> u8 {
    u8::try_from((id >> SHIFT) - 1).unwrap_or_default()
}

/// What the border calls the kind of a row.
pub(super) fn shown(id: i64) -> SearchKind {
    KINDS
        .get(usize::from(of_row(id)))
        .map_or(SearchKind::Note, |(_, kind)| *kind)
}

/// Tags of a set.
pub(super) fn tags(mask: Mask) -> impl Iterator<Item = &'static str> {
    (0..)
        .zip(KINDS)
        .filter_map(move |(code, (tag, _))| holds(mask, code).then_some(tag))
}

/// The set that the border's kind stands for.
pub(super) fn mask(kind: SearchKind) -> Mask {
    (0..)
        .zip(KINDS)
        .filter(|(_, (_, own))| *own == kind)
        .map(|(code, _): (u32, _)| 1 << code)
        .sum::<Mask>()
        & ALL
}

/// Whether a set holds the kind with this number.
pub(super) const fn holds(mask: Mask, code: u8) -> bool {
    mask >> code & 1 == 1
}

/// The rows that a set spans: more than the lowest, less than the highest.
pub(super) fn span(mask: Mask) -> (i64, i64) {
    let lowest = u8::try_from(mask.trailing_zeros()).unwrap_or_default();
    let highest = u8::try_from(Mask::BITS - mask.leading_zeros()).unwrap_or_default();
    (base(lowest), base(highest))
}
