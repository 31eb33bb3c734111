//! The solver against trying every set.

use proptest::prelude::*;

use super::super::greedy;
use super::super::instance::{Blocked, Instance, Item, bit, items_of};
use super::super::pareto::{self, Point};
use crate::api::GreedyOrder;

/// Small numbers, so that ties are common.
fn instances() -> impl Strategy<Value = (Instance, u64, i64)> {
    (1_usize..=12).prop_flat_map(|count| {
        let items = prop::collection::vec((0_i64..12, -3_i64..12), count);
        let pairs = |most: usize| prop::collection::vec((0..count, 0..count), 0..=most);
        let forced = prop::collection::vec(0..count, 0..4);
        (items, pairs(6), pairs(4), forced, 0_i64..60).prop_map(
            move |(items, needs, bars, forced, budget)| {
                let masks = |pairs: Vec<(usize, usize)>| {
                    let mut masks = vec![0; count];
                    for (one, other) in pairs {
                        if one != other {
                            masks[one] |= bit(other);
                        }
                    }
                    masks
                };
                let items = items
                    .into_iter()
                    .map(|(cost, value)| Item { cost, value })
                    .collect();
                let forced = forced.into_iter().fold(0, |set, item| set | bit(item));
                (
                    Instance::new(items, masks(needs), masks(bars)),
                    forced,
                    budget,
                )
            },
        )
    })
}

fn allowed(instance: &Instance, set: u64) -> bool {
    items_of(set).all(|item| instance.needs(item) & !set == 0 && instance.bars(item) & set == 0)
}

/// Every allowed set that holds the forced items.
fn sets(instance: &Instance, forced: u64) -> Vec<Point> {
    (0_u64..1 << instance.len())
        .map(|number| number << (64 - instance.len()))
        .filter(|set| set & forced == forced && allowed(instance, *set))
        .map(|set| Point {
            cost: instance.cost(set),
            value: instance.value(set),
            set,
        })
        .collect()
}

fn best(sets: &[Point], budget: i64) -> Option<Point> {
    sets.iter()
        .filter(|point| point.cost <= budget)
        .max_by_key(|point| (point.value, -point.cost, point.set))
        .copied()
}

/// Ranking, written another way: again and again over names in order.
fn ranked(instance: &Instance, fixed: u64, budget: i64, order: GreedyOrder) -> u64 {
    let clusters: std::collections::BTreeSet<u64> = (0..instance.len())
        .map(|item| {
            (0..instance.len())
                .filter(|other| {
                    instance.closure(item) & bit(*other) != 0
                        && instance.closure(*other) & bit(item) != 0
                })
                .map(bit)
                .sum()
        })
        .filter(|set: &u64| set & fixed == 0)
        .collect();
    let mut clusters: Vec<u64> = clusters.into_iter().collect();
    let ratio = |set: u64| match (instance.cost(set), instance.value(set)) {
        (0, value) if value > 0 => f64::INFINITY,
        (0, _) => f64::NEG_INFINITY,
        (cost, value) => value as f64 / cost as f64,
    };
    clusters.sort_by(|one, other| {
        let (a, b) = (*one, *other);
        let by_value = instance.value(b).cmp(&instance.value(a));
        let first = match order {
            GreedyOrder::Value => by_value.then(instance.cost(a).cmp(&instance.cost(b))),
            GreedyOrder::Ratio => ratio(b).total_cmp(&ratio(a)).then(by_value),
        };
        first.then(b.leading_zeros().cmp(&a.leading_zeros()).reverse())
    });
    let mut chosen = fixed;
    for set in clusters {
        let after = chosen | set;
        if instance.value(set) > 0 && instance.cost(after) <= budget && allowed(instance, after) {
            chosen = after;
        }
    }
    chosen
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn every_step_of_the_curve_is_the_optimum((instance, forced, budget) in instances()) {
        let all = sets(&instance, forced);
        match pareto::frontier(&instance, forced) {
            Err(Blocked::Contradiction(one, other)) => {
                prop_assert!(all.is_empty());
                prop_assert!(instance.bars(one) & bit(other) != 0);
            }
            Err(Blocked::Over(_)) => prop_assert!(false, "there is no budget"),
            Ok(solved) => {
                prop_assert!(solved.proven);
                let rises = solved.points.windows(2).all(|two| {
                    two[0].cost < two[1].cost && two[0].value < two[1].value
                });
                prop_assert!(rises);
                for at in 0..=150 {
                    prop_assert_eq!(solved.at(at), best(&all, at), "at {}", at);
                }
            }
        }
        let one = pareto::best(&instance, forced, budget);
        match best(&all, budget) {
            Some(expected) => prop_assert_eq!(one, Ok((expected, true))),
            None => prop_assert!(one.is_err()),
        }
    }

    #[test]
    fn ranking_takes_what_a_committee_would((instance, forced, budget) in instances()) {
        if let Ok(reduced) = instance.reduce(forced, Some(budget)) {
            for order in [GreedyOrder::Value, GreedyOrder::Ratio] {
                prop_assert_eq!(
                    greedy::choose(&instance, reduced, budget, order),
                    ranked(&instance, reduced.fixed, budget, order)
                );
            }
        }
    }
}
