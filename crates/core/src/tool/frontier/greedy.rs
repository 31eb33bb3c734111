//! What ranking would choose: the usual way to fill a budget, to compare with the optimum.
//!
//! The list is gone through once, best first, and a project is taken when it still fits, when
//! everything that it depends on is in already, and when nothing that is in excludes it. A
//! refused project is not looked at again: that is what a committee with a ranked list does, and
//! what lesson 4.3 computes by hand. Projects that add no value are not bought for their own sake.
//! Projects that depend on each other both ways stand in the list as one, with the sums of their
//! values and costs. Forced projects, with what they depend on, are in before the ranking begins.

use super::instance::{Instance, Item, Reduced, items_of};
use super::pareto::by_ratio;
use crate::api::GreedyOrder;

/// The set that ranking chooses, forced items included.
pub fn choose(instance: &Instance, reduced: Reduced, budget: i64, order: GreedyOrder) -> u64 {
    let mut groups: Vec<(u64, Item)> = Vec::new();
    for item in items_of(reduced.free) {
        if groups
            .iter()
            .any(|(set, _)| set & super::instance::bit(item) != 0)
        {
            continue;
        }
        let set = together(instance, item);
        groups.push((
            set,
            Item {
                cost: instance.cost(set),
                value: instance.value(set),
            },
        ));
    }
    // Both sorts are stable: of equals the earlier in the table comes first.
    groups.sort_by(|(_, one), (_, other)| match order {
        GreedyOrder::Value => other.value.cmp(&one.value).then(one.cost.cmp(&other.cost)),
        GreedyOrder::Ratio => by_ratio(one, other).then(other.value.cmp(&one.value)),
    });
    let mut chosen = reduced.fixed;
    let mut left = budget - instance.cost(chosen);
    for (set, sum) in groups {
        let whole = instance.closed(set) & !set & !chosen == 0;
        if sum.value > 0 && sum.cost <= left && whole && instance.clash(chosen | set).is_none() {
            chosen |= set;
            left -= sum.cost;
        }
    }
    chosen
}

/// An item with those that need it and that it needs: they are in together or not at all.
fn together(instance: &Instance, item: usize) -> u64 {
    items_of(instance.closure(item))
        .filter(|other| instance.closure(*other) & super::instance::bit(item) != 0)
        .fold(0, |set, other| set | super::instance::bit(other))
}
