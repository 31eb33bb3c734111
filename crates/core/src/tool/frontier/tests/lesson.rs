//! The numbers that lesson 4.3 computes by hand.

use serde_json::json;

use super::super::{at, view};
use super::{portfolio, with};
use crate::api::{FrontierNow, GreedyOrder};

const CARRIER: &[(&str, f64, f64)] = &[
    ("A", 4.0, 24.0),
    ("B", 6.0, 7.0),
    ("C", 2.0, 20.0),
    ("D", 6.0, 27.0),
    ("E", 4.0, 23.0),
    ("F", 1.0, 13.0),
];

const CHECK: &[(&str, f64, f64)] = &[
    ("P", 1.0, 19.0),
    ("Q", 5.0, 11.0),
    ("R", 2.0, 6.0),
    ("S", 3.0, 16.0),
    ("T", 4.0, 4.0),
];

fn ranked(now: &FrontierNow, by: GreedyOrder) -> f64 {
    let greedy = now.greedy.iter().find(|greedy| greedy.by == by);
    greedy.expect("both orders").chosen.value
}

#[test]
fn the_carrier_over_budgets() {
    let fields = portfolio(10.0, CARRIER);
    let row = |of: fn(&FrontierNow) -> f64| -> Vec<f64> {
        (7..=13)
            .map(|budget| of(&at(&fields, f64::from(budget)).expect("computes")))
            .collect()
    };
    assert_eq!(
        row(|now| now.best.value),
        [57.0, 57.0, 60.0, 67.0, 80.0, 80.0, 84.0]
    );
    assert_eq!(
        row(|now| ranked(now, GreedyOrder::Ratio)),
        [57.0, 57.0, 57.0, 57.0, 80.0, 80.0, 80.0]
    );
    let now = view(&fields).now.expect("a budget");
    assert_eq!(now.best.projects, ["a", "c", "e"]);
    assert_eq!(ranked(&now, GreedyOrder::Value), 51.0);
    assert_eq!(
        now.sentence,
        "Ranking by score would lose 16 points, 24% of what €10.0m could do."
    );
}

#[test]
fn the_enabler() {
    let mut fields = portfolio(10.0, CARRIER);
    fields.insert(
        "project:g".to_owned(),
        json!({"name": "G", "cost": 2.0, "scores": {"score": 0}, "order": 6}),
    );
    with(&mut fields, "A", "depends", json!(["g"]));
    with(&mut fields, "C", "depends", json!(["g"]));
    let now = view(&fields).now.expect("a budget");
    assert_eq!(now.best.projects, ["a", "c", "f", "g"]);
    assert_eq!((now.best.value, now.best.cost), (57.0, 9.0));
    assert_eq!(ranked(&now, GreedyOrder::Ratio), 36.0);
}

#[test]
fn the_price_of_a_pet_project() {
    for (pet, price, yours) in [("B", 27.0, 40.0), ("D", 7.0, 60.0)] {
        let mut fields = portfolio(10.0, CARRIER);
        with(&mut fields, pet, "forced", json!(true));
        let now = view(&fields).now.expect("a budget");
        assert_eq!(now.lost, price);
        assert_eq!(now.yours.expect("fits").value, yours);
        assert_eq!(now.forced[0].lost, price);
    }
}

#[test]
fn the_check_questions() {
    let mut fields = portfolio(8.0, CHECK);
    with(&mut fields, "P", "depends", json!(["t"]));
    let now = view(&fields).now.expect("a budget");
    assert_eq!(now.best.projects, ["p", "s", "t"]);
    assert_eq!(now.best.value, 39.0);
    assert_eq!(ranked(&now, GreedyOrder::Ratio), 22.0);
    with(&mut fields, "Q", "forced", json!(true));
    let now = view(&fields).now.expect("a budget");
    assert_eq!(now.lost, 12.0);
    assert_eq!(
        now.sentence,
        "Forcing Q costs this portfolio 12 points, 31% of what €8.0m could do."
    );
}
