//! The exact optimum, for every budget at once or for one budget.
//!
//! **Problem.** A 0/1 knapsack with precedence (“needs”) and conflict (“bars”) constraints. Of
//! sets of equal value the cheaper is preferred, then the one that holds the earlier item of the
//! table at the first place where they differ.
//!
//! **Method.** Dynamic programming over lists of undominated (cost, value) pairs (Nemhauser and
//! Ullmann, “Discrete Dynamic Programming and Capital Allocation”, Management Science 15(9), 1969;
//! Kellerer, Pferschy and Pisinger, *Knapsack Problems*, Springer 2004, §3.4 “dynamic programming
//! with lists”). Items are decided one after another; a pair that costs no less and is worth no
//! more than another can be dropped, as whatever completes it completes the other. The final list
//! *is* the frontier: every step of the curve, each a proven optimum.
//!
//! *Constraints.* A pair may only be compared with pairs that leave the same choices open.
//! So there is one list for each *state*: which decided items that still have an undecided
//! neighbour (by need or bar) are in. Once the last neighbour of an item is decided, the item
//! leaves the state and lists are merged. Every constraint is between two neighbours and is
//! checked when the second one is decided, so exactly the feasible sets are reached. The order of
//! deciding keeps the state small (fewest open items first); for the sparse needs of real
//! portfolios there are a handful of states.
//!
//! *One budget.* With a budget, pairs above it are dropped, and so are pairs whose upper bound
//! (their value plus the fractional fill of what is left by the undecided items in order of
//! value/cost: Dantzig 1957, which relaxes needs and bars) is below a value already reached. That
//! is branch and bound in breadth, with dominance (Kellerer et al. §3.5; Marsten and Morin 1978).
//!
//! *Limit.* Lists can grow exponentially when costs and values are both finely divided and almost
//! proportional. Above [`LIMIT`] pairs, lists are thinned evenly: what is found is then feasible
//! but no longer proven, and [`Solved::proven`] says so, unless the value reaches the bound.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::greedy;
use super::instance::{Blocked, Instance, Item, Reduced, bit, items_of};
use crate::api::GreedyOrder;

/// Most pairs kept over all states. 300,000 pairs of 24 bytes are some 7 MB.
pub const LIMIT: usize = 300_000;

/// An undominated set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    pub cost: i64,
    pub value: i64,
    pub set: u64,
}

/// The outcome of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solved {
    /// Both cost and value rise strictly. With a budget only the last one is meant.
    pub points: Vec<Point>,
    /// No set does better.
    pub proven: bool,
}

impl Solved {
    /// The best set that costs at most this much.
    pub fn at(&self, budget: i64) -> Option<Point> {
        let end = self.points.partition_point(|point| point.cost <= budget);
        end.checked_sub(1).map(|last| self.points[last])
    }
}

/// The frontier over all budgets, with these items forced.
///
/// # Errors
/// Why the forced items cannot all be in.
pub fn frontier(instance: &Instance, forced: u64) -> Result<Solved, Blocked> {
    frontier_within(instance, forced, LIMIT)
}

/// The same with a limit of its own on the pairs kept.
pub(super) fn frontier_within(
    instance: &Instance,
    forced: u64,
    limit: usize,
) -> Result<Solved, Blocked> {
    let reduced = instance.reduce(forced, None)?;
    Ok(Search::new(instance, reduced, None).run(limit))
}

/// The best set within a budget, with these items forced, and whether it is proven.
///
/// # Errors
/// Why the forced items cannot all be in.
pub fn best(instance: &Instance, forced: u64, budget: i64) -> Result<(Point, bool), Blocked> {
    let reduced = instance.reduce(forced, Some(budget))?;
    let fixed = Point {
        cost: instance.cost(reduced.fixed),
        value: instance.value(reduced.fixed),
        set: reduced.fixed,
    };
    let solved = Search::new(instance, reduced, Some(budget)).run(LIMIT);
    Ok((
        solved.points.last().copied().unwrap_or(fixed),
        solved.proven,
    ))
}

/// Undecided items by value for their cost, with running sums: the fractional bound.
struct Bound {
    /// Before each item: sums of cost and value of the items before it; at the end the totals.
    before: Vec<(i64, i64)>,
    items: Vec<Item>,
}

impl Bound {
    fn new(instance: &Instance, undecided: &[usize]) -> Self {
        let mut items: Vec<Item> = undecided
            .iter()
            .map(|item| instance.item(*item))
            .filter(|item| item.value > 0)
            .collect();
        items.sort_by(by_ratio);
        let mut before = vec![(0, 0)];
        let (mut cost, mut value) = (0, 0);
        for item in &items {
            cost += item.cost;
            value += item.value;
            before.push((cost, value));
        }
        Self { before, items }
    }

    /// Most value that the undecided items can add for this much.
    fn of(&self, left: i64) -> i64 {
        // Sums of cost never fall, so the items that fit whole are a beginning.
        let whole = self.before[1..].partition_point(|(cost, _)| *cost <= left);
        let (cost, value) = self.before[whole];
        let Some(next) = self.items.get(whole) else {
            return value;
        };
        let part = i128::from(next.value) * i128::from(left - cost) / i128::from(next.cost);
        value + i64::try_from(part).unwrap_or(next.value)
    }
}

/// Most value for cost first. What costs nothing comes first when it is worth something, and last
/// when it is not: without that, an item of neither cost nor value would equal every other one.
pub fn by_ratio(one: &Item, other: &Item) -> Ordering {
    let class = |item: &Item| match (item.cost, item.value) {
        (0, 1..) => 0,
        (0, _) => 2,
        _ => 1,
    };
    class(one).cmp(&class(other)).then_with(|| {
        if one.cost == 0 {
            other.value.cmp(&one.value)
        } else {
            let left = i128::from(other.value) * i128::from(one.cost);
            let right = i128::from(one.value) * i128::from(other.cost);
            left.cmp(&right)
        }
    })
}

struct Search<'a> {
    instance: &'a Instance,
    reduced: Reduced,
    budget: Option<i64>,
    /// By item: the free items with which it has a constraint.
    neighbours: Vec<u64>,
    /// By item: the free items that need it directly.
    needed_by: Vec<u64>,
    /// The free items in the order in which they are decided.
    order: Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(instance: &'a Instance, reduced: Reduced, budget: Option<i64>) -> Self {
        let (mut neighbours, mut needed_by) = (vec![0; instance.len()], vec![0; instance.len()]);
        for item in items_of(reduced.free) {
            neighbours[item] |= (instance.needs(item) | instance.bars(item)) & reduced.free;
            for other in items_of(instance.needs(item) & reduced.free) {
                neighbours[other] |= bit(item);
                needed_by[other] |= bit(item);
            }
            neighbours[item] &= !bit(item);
        }
        let mut search = Self {
            instance,
            reduced,
            budget,
            neighbours,
            needed_by,
            order: Vec::new(),
        };
        search.order = search.decide_order();
        search
    }

    /// Items with constraints first, while lists are short, each time the one that leaves the
    /// fewest items open; then the others by value for their cost.
    fn decide_order(&self) -> Vec<usize> {
        let mut left: Vec<usize> = items_of(self.reduced.free)
            .filter(|item| self.neighbours[*item] != 0)
            .collect();
        let (mut order, mut decided, mut open) = (Vec::new(), 0_u64, 0_u64);
        while let Some((place, item)) = left.iter().copied().enumerate().min_by_key(|(_, item)| {
            let after = self.still_open(open | bit(*item), decided | bit(*item));
            // Among equals stay within what is open already.
            (after.count_ones(), self.neighbours[*item] & open == 0)
        }) {
            left.remove(place);
            decided |= bit(item);
            open = self.still_open(open | bit(item), decided);
            order.push(item);
        }
        let mut single: Vec<usize> = items_of(self.reduced.free)
            .filter(|item| self.neighbours[*item] == 0)
            .collect();
        single
            .sort_by(|one, other| by_ratio(&self.instance.item(*one), &self.instance.item(*other)));
        order.extend(single);
        order
    }

    /// Those of the open items that have an undecided neighbour.
    fn still_open(&self, open: u64, decided: u64) -> u64 {
        items_of(open)
            .filter(|item| self.neighbours[*item] & !decided != 0)
            .fold(0, |set, item| set | bit(item))
    }

    fn run(&self, limit: usize) -> Solved {
        let fixed = self.reduced.fixed;
        let start = Point {
            cost: self.instance.cost(fixed),
            value: self.instance.value(fixed),
            set: fixed,
        };
        let mut reached = self.reached();
        let root = self
            .budget
            .map(|budget| start.value + self.bound_after(0).of(budget - start.cost));
        let mut lists = BTreeMap::from([(0_u64, vec![start])]);
        let (mut decided, mut open, mut cut) = (0_u64, 0_u64, false);
        for (place, item) in self.order.iter().copied().enumerate() {
            let later = self.still_open(open | bit(item), decided | bit(item));
            let mut next: BTreeMap<u64, Vec<Point>> = BTreeMap::new();
            for (state, list) in lists {
                if self.may_enter(item, state, decided) {
                    let with = self.with(item, &list);
                    put(&mut next, (state | bit(item)) & later, with);
                }
                // Whoever needs the item and is in forbids leaving it out.
                if self.needed_by[item] & state == 0 {
                    put(&mut next, state & later, list);
                }
            }
            decided |= bit(item);
            open = later;
            if let Some(budget) = self.budget {
                let bound = self.bound_after(place + 1);
                // A pair with nothing open is a set that is allowed: its value is reached.
                if let Some(last) = next
                    .get(&0)
                    .filter(|_| open == 0)
                    .and_then(|list| list.last())
                {
                    reached = reached.max(last.value);
                }
                for list in next.values_mut() {
                    list.retain(|point| point.value + bound.of(budget - point.cost) >= reached);
                }
                next.retain(|_, list| !list.is_empty());
            }
            cut |= thin(&mut next, limit);
            lists = next;
        }
        let points = lists.remove(&0).unwrap_or_default();
        let proven = !cut || root.is_some() && points.last().map(|last| last.value) == root;
        Solved { points, proven }
    }

    /// A value that is certainly reached within the budget: what ranking chooses.
    fn reached(&self) -> i64 {
        let Some(budget) = self.budget else {
            return i64::MIN;
        };
        [GreedyOrder::Value, GreedyOrder::Ratio]
            .into_iter()
            .map(|order| {
                self.instance
                    .value(greedy::choose(self.instance, self.reduced, budget, order))
            })
            .max()
            .unwrap_or(i64::MIN)
    }

    fn bound_after(&self, place: usize) -> Bound {
        Bound::new(self.instance, &self.order[place..])
    }

    /// Everything decided that it needs is in, and nothing decided that it bars.
    fn may_enter(&self, item: usize, state: u64, decided: u64) -> bool {
        self.instance.needs(item) & decided & !state & !bit(item) == 0
            && self.instance.bars(item) & state == 0
    }

    /// The list with the item added to every set, within the budget.
    fn with(&self, item: usize, list: &[Point]) -> Vec<Point> {
        let Item { cost, value } = self.instance.item(item);
        list.iter()
            .map(|point| Point {
                cost: point.cost + cost,
                value: point.value + value,
                set: point.set | bit(item),
            })
            .take_while(|point| self.budget.is_none_or(|budget| point.cost <= budget))
            .collect()
    }
}

/// Puts a list under a state, merged with one that is there.
fn put(lists: &mut BTreeMap<u64, Vec<Point>>, state: u64, list: Vec<Point>) {
    match lists.get_mut(&state) {
        Some(there) => *there = merge(there, &list),
        None => {
            lists.insert(state, list);
        }
    }
}

/// Two undominated lists as one.
fn merge(one: &[Point], other: &[Point]) -> Vec<Point> {
    let mut merged: Vec<Point> = Vec::with_capacity(one.len() + other.len());
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) => {
                // Cheaper first, then worth more, then the earlier items: the first of equals stays.
                let order = (a.cost, -a.value).cmp(&(b.cost, -b.value));
                if order.then(b.set.cmp(&a.set)).is_le() {
                    left.next()
                } else {
                    right.next()
                }
            }
            (Some(_), None) => left.next(),
            (None, _) => right.next(),
        };
        let Some(point) = next else {
            return merged;
        };
        if merged.last().is_none_or(|last| point.value > last.value) {
            merged.push(*point);
        }
    }
}

/// Thins lists evenly, keeping the last pair of each, when there are too many pairs. Says whether
/// it did.
fn thin(lists: &mut BTreeMap<u64, Vec<Point>>, limit: usize) -> bool {
    let total: usize = lists.values().map(Vec::len).sum();
    if total <= limit {
        return false;
    }
    // Down to half, so that thinning is rare.
    let every = total.div_ceil(limit / 2).max(2);
    for list in lists.values_mut() {
        let last = list.len() - 1;
        let mut place = 0;
        list.retain(|_| {
            let keep = (last - place).is_multiple_of(every);
            place += 1;
            keep
        });
    }
    true
}
