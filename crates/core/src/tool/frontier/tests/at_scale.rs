//! Forty projects, hard ones among them.

use super::super::instance::{Instance, Item, bit};
use super::super::pareto;

/// A small generator of its own (Knuth's MMIX), so that instances never change.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: i64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % most.unsigned_abs()).expect("small")
    }
}

/// The classes of Pisinger, “Where are the hard knapsack problems?”, 2005.
fn classes(range: i64, seed: u64) -> Vec<(&'static str, Vec<Item>)> {
    let mut numbers = Numbers(seed);
    let mut make = |value: &dyn Fn(i64, i64) -> (i64, i64)| -> Vec<Item> {
        (0..40)
            .map(|_| {
                let (cost, other) = (numbers.below(range) + 1, numbers.below(range) + 1);
                let (cost, value) = value(cost, other);
                Item { cost, value }
            })
            .collect()
    };
    vec![
        ("uncorrelated", make(&|cost, other| (cost, other))),
        (
            "weakly",
            make(&|cost, other| (cost, (cost + other / 5 - range / 10).max(1))),
        ),
        ("strongly", make(&|cost, _| (cost, cost + range / 10))),
        ("inverse", make(&|cost, _| (cost + range / 10, cost))),
        (
            "almost",
            make(&|cost, other| (cost, cost + range / 10 + other % 5)),
        ),
        ("subset sum", make(&|cost, _| (cost, cost))),
        (
            "even odd",
            make(&|cost, _| (cost * 2, cost * 2 + range / 5)),
        ),
    ]
}

fn plain(items: Vec<Item>) -> Instance {
    let count = items.len();
    Instance::new(items, vec![0; count], vec![0; count])
}

#[test]
fn hard_portfolios_are_proven() {
    // Scores to 1,000 and costs to three digits, which is finer than any portfolio is scored.
    for (name, items) in [100, 1_000].into_iter().flat_map(|range| classes(range, 7)) {
        let instance = plain(items);
        let all = instance.cost(u64::MAX << 24);
        let solved = pareto::frontier(&instance, 0).expect("nothing is forced");
        assert!(solved.proven, "{name}");
        for part in [5, 3, 2] {
            let one = pareto::best(&instance, 0, all / part).expect("nothing is forced");
            assert_eq!(
                Some(one),
                solved.at(all / part).map(|point| (point, true)),
                "{name}"
            );
        }
    }
}

#[test]
fn beyond_the_limit_nothing_is_called_proven_that_is_not() {
    // Costs of six digits equal to values: every set is undominated.
    let items = classes(1_000_000, 7).swap_remove(5).1;
    let instance = plain(items[..24].to_vec());
    let exact = pareto::frontier(&instance, 0).expect("nothing is forced");
    let solved = pareto::frontier_within(&instance, 0, 2_000).expect("nothing is forced");
    assert!(!solved.proven && solved.points.len() <= 2_000);
    for point in &solved.points {
        assert_eq!(instance.cost(point.set), point.cost);
        assert_eq!(instance.value(point.set), point.value);
    }
    let reached = solved.points.last().map(|point| point.value);
    assert_eq!(reached, exact.points.last().map(|point| point.value));
}

#[test]
fn forty_projects_that_hang_together() {
    let mut numbers = Numbers(3);
    let place = |numbers: &mut Numbers| usize::try_from(numbers.below(40)).expect("small");
    for round in 0..6 {
        let items: Vec<Item> = (0..40)
            .map(|_| Item {
                cost: (numbers.below(80) + 5) * 100_000,
                value: numbers.below(90) + 5,
            })
            .collect();
        let (mut needs, mut bars) = (vec![0; 40], vec![0; 40]);
        for _ in 0..round * 6 {
            let (one, other) = (place(&mut numbers), place(&mut numbers));
            if one != other {
                needs[one.max(other)] |= bit(one.min(other));
            }
            let (one, other) = (place(&mut numbers), place(&mut numbers));
            if one != other {
                bars[one] |= bit(other);
            }
        }
        let instance = Instance::new(items, needs, bars);
        let budget = instance.cost(u64::MAX << 24) / 3;
        let solved = pareto::frontier(&instance, 0).expect("nothing is forced");
        assert!(solved.proven);
        let one = pareto::best(&instance, 0, budget).expect("nothing is forced");
        assert_eq!(Some(one), solved.at(budget).map(|point| (point, true)));
    }
}
