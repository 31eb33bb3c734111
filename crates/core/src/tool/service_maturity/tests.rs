//! Known cases by hand, and the formula against a naive version.

use proptest::prelude::*;
use serde_json::json;

use super::{SPEC, Service, example, maturity};
use crate::api::{SheetPart, SheetView};
use crate::testing::bench;
use crate::tool::Fields;
use crate::tool::sheet::view;
use chrono::NaiveDate;

fn seen(rows: &[(i32, i32, i32)]) -> SheetView {
    let fields: Fields = (0..)
        .zip(rows)
        .map(|(order, (w, c, t))| {
            let row = json!({"order": order, "name": format!("S{order}"), "w": w, "c": c, "t": t});
            (format!("row:services:s{order}"), row)
        })
        .collect();
    bench()
        .app
        .read(|db| view(&SPEC, db, &fields))
        .expect("a view")
}

fn figure(view: &SheetView, name: &str) -> Option<f64> {
    let figure = view.figures.iter().find(|figure| figure.name == name)?;
    Some(figure.value)
}

#[test]
fn three_services_by_hand() {
    // w·t: 15 + 8 + 0 = 23; w·min(c, t): 5·1 + 4·2 + 0 = 13; gaps: 5·2 = 10.
    let view = seen(&[(5, 1, 3), (4, 3, 2), (2, 4, 0)]);
    assert_eq!(figure(&view, "maturity"), Some(1300.0 / 23.0));
    assert_eq!(figure(&view, "gap"), Some(10.0));
    assert_eq!(figure(&view, "over"), Some(2.0));
    assert_eq!(figure(&view, "stop"), Some(1.0));
    assert_eq!(
        view.finding.as_deref(),
        Some(
            "The services that you need are [57%] there; [S0] makes up 100% of the gap, and 1 service could stop."
        )
    );
    let computed: Vec<_> = view.tables[0]
        .rows
        .iter()
        .map(|row| row.computed[0].text.clone())
        .collect();
    assert_eq!(computed, ["10", "1 over", "4 over"]);
}

#[test]
fn a_service_beyond_its_target_adds_nothing() {
    let exact = seen(&[(3, 3, 3), (5, 0, 5)]);
    let beyond = seen(&[(3, 5, 3), (5, 0, 5)]);
    assert_eq!(figure(&exact, "maturity"), figure(&beyond, "maturity"));
}

#[test]
fn without_a_wanted_service_there_is_no_result() {
    assert_eq!(seen(&[(0, 3, 4), (3, 2, 0)]).finding, None);
}

#[test]
fn the_example_draws_a_radar_of_groups() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let view = bench()
        .app
        .read(|db| view(&SPEC, db, &example(day)))
        .expect("a view");
    let Some(SheetPart::Radar(radar)) = view.parts.first() else {
        panic!("no radar");
    };
    // The library has a target of 0: its group has no maturity.
    assert_eq!(radar.spokes.len(), 4);
}

proptest! {
    #[test]
    fn maturity_equals_the_naive_sum(rows in prop::collection::vec((0..=5_i32, 0..=5_i32, 0..=5_i32), 1..30)) {
        let services: Vec<Service> = rows.iter().map(|(w, c, t)| Service {
            id: String::new(), name: String::new(), group: String::new(),
            w: f64::from(*w), c: f64::from(*c), t: f64::from(*t),
        }).collect();
        // In whole numbers, one level at a time.
        let (mut wanted, mut there) = (0, 0);
        for (w, c, t) in &rows {
            for level in 1..=*t {
                wanted += w;
                if level <= *c { there += w; }
            }
        }
        let expected = (wanted > 0).then(|| f64::from(there) / f64::from(wanted));
        prop_assert_eq!(maturity(services.iter()), expected);
        if let Some(maturity) = expected { prop_assert!((0.0..=1.0).contains(&maturity)); }
    }
}
