//! Which segments lead from what is known of a log to its head: by their names alone.

use colloquy_protocol::{DeviceTag, Hash, Key, SpaceId};

/// A segment as a listing, or a checkpoint, names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    pub(super) first: u64,
    pub(super) last: u64,
    pub(super) hash: Hash,
    /// As the listing says, bytes; 0 if a checkpoint named it.
    pub(super) size: u64,
}

impl Named {
    pub(super) const fn key(&self, space: SpaceId, tag: DeviceTag) -> Key {
        Key::Segment {
            space,
            tag,
            first: self.first,
            last: self.last,
            hash: self.hash,
        }
    }
}

/// What names alone tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Plan {
    /// These, in this order.
    Path(Vec<Named>),
    /// Names promise two histories, or merged segments of which no checkpoint tells: the chain has to
    /// be followed back from the head.
    Ambiguous,
    /// Up to the gap there is a path; these events are in no segment.
    Gap {
        /// The path up to there.
        path: Vec<Named>,
        /// The first missing event.
        from: u64,
    },
}

/// From the event after `after` to `to`. `parts` are the segments of the device's checkpoint, which
/// cover from the first event.
pub(super) fn plan(after: u64, to: u64, listed: &[Named], parts: &[Named]) -> Plan {
    let covered = parts.last().map_or(0, |part| part.last);
    let mut path = Vec::new();
    let mut next = after.saturating_add(1);
    while next <= to {
        let begin: Vec<&Named> = listed.iter().filter(|named| named.first == next).collect();
        let merged = |named: &&&Named| parts.iter().any(|part| part.hash == named.hash);
        let originals = begin.iter().filter(|named| !merged(named)).count();
        let chosen = match (begin.as_slice(), originals) {
            // Unmerged ones serve as well, and are the smaller step.
            (begin, 1) if begin.len() > 1 && next <= covered => {
                begin.iter().find(|named| !merged(named)).copied()
            }
            ([only], _) => Some(*only),
            ([], _) => {
                let part = parts
                    .iter()
                    .find(|part| part.first <= next && next <= part.last);
                if part.is_none()
                    && listed
                        .iter()
                        .any(|named| named.first < next && next <= named.last)
                {
                    return Plan::Ambiguous;
                }
                part
            }
            _ => return Plan::Ambiguous,
        };
        let Some(chosen) = chosen else {
            return Plan::Gap { path, from: next };
        };
        path.push(*chosen);
        next = chosen.last.saturating_add(1);
    }
    Plan::Path(path)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(first: u64, last: u64, which: u8) -> Named {
        Named {
            first,
            last,
            hash: Hash::new([which; 32]),
            size: 1,
        }
    }

    fn steps(plan: &Plan) -> Vec<(u64, u64)> {
        match plan {
            Plan::Path(path) | Plan::Gap { path, .. } => {
                path.iter().map(|named| (named.first, named.last)).collect()
            }
            Plan::Ambiguous => vec![(0, 0)],
        }
    }

    #[test]
    fn a_gap_is_named() {
        let plan = plan(0, 9, &[named(1, 3, 1), named(6, 9, 2)], &[]);
        assert!(matches!(plan, Plan::Gap { from: 4, .. }));
        assert_eq!(steps(&plan), [(1, 3)]);
    }

    #[test]
    fn two_histories_are_not_chosen_between() {
        let listed = [
            named(1, 3, 1),
            named(4, 4, 2),
            named(4, 5, 3),
            named(5, 5, 4),
        ];
        assert_eq!(plan(0, 5, &listed, &[]), Plan::Ambiguous);
        assert_eq!(plan(3, 3, &listed, &[]), Plan::Path(vec![]));
    }

    #[test]
    fn a_merged_segment_is_used_where_the_others_are_gone() {
        let parts = [named(1, 8, 9)];
        let listed = [named(1, 8, 9), named(9, 9, 2)];
        assert_eq!(steps(&plan(0, 9, &listed, &parts)), [(1, 8), (9, 9)]);
        assert_eq!(steps(&plan(4, 9, &listed, &parts)), [(1, 8), (9, 9)]);
        let both = [
            named(1, 8, 9),
            named(1, 2, 1),
            named(3, 8, 3),
            named(9, 9, 2),
        ];
        assert_eq!(steps(&plan(0, 9, &both, &parts)), [(1, 2), (3, 8), (9, 9)]);
        assert_eq!(plan(4, 9, &listed, &[]), Plan::Ambiguous);
    }

    proptest! {
        /// A path goes on from what is known without a hole and reaches the end.
        #[test]
        fn a_path_covers_every_event(
            lengths in prop::collection::vec(1..9_u64, 1..20),
            lost in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
            after in 0..20_u64,
        ) {
            let mut last = 0;
            let mut listed: Vec<Named> = lengths.iter().zip(1..).map(|(length, which)| {
                let first = last + 1;
                last += length;
                named(first, last, which)
            }).collect();
            let to = last;
            for index in lost {
                listed.remove(index.index(listed.len()));
                if listed.is_empty() { break; }
            }
            // Readers stand at the end of a segment.
            let ends: Vec<u64> = listed.iter().map(|named| named.last).chain([0]).collect();
            let after = ends[after as usize % ends.len()];
            let held = |seq: u64| listed.iter().any(|named| named.first <= seq && seq <= named.last);
            let wanted = (after + 1..=to).find(|seq| !held(*seq));
            let mut next = after + 1;
            let plan = plan(after, to, &listed, &[]);
            for (first, last) in steps(&plan) {
                prop_assert_eq!(first, next);
                next = last + 1;
            }
            match plan {
                Plan::Path(_) => prop_assert!(next > to && wanted.is_none()),
                Plan::Gap { from, .. } => prop_assert_eq!((Some(from), next), (wanted, from)),
                Plan::Ambiguous => prop_assert!(false),
            }
        }
    }
}
