//! Known cases by hand, and the formulas against naive versions.

use proptest::prelude::*;
use serde_json::json;

use super::dimensions::DIMENSIONS;
use super::{Case, Readiness, SPEC, ranked, shortlist, weakest};
use crate::api::{SheetPart, SheetView, ToolKeep, ToolSave};
use crate::testing::{Bench, bench};
use crate::tool::sheet::view;
use crate::tool::{Fields, keep, save};

fn fields(levels: [u32; 7], cases: &[(&str, u32, u32, u32)]) -> Fields {
    let mut fields: Fields = DIMENSIONS
        .iter()
        .zip(levels)
        .map(|(dimension, level)| (format!("value:{}", dimension.id), json!(level)))
        .collect();
    for (order, (name, value, feasibility, risk)) in cases.iter().enumerate() {
        fields.insert(
            format!("row:cases:c{order}"),
            json!({"order": order, "name": name, "value": value, "feasibility": feasibility, "risk": risk}),
        );
    }
    fields
}

fn seen(bench: &Bench, fields: &Fields) -> SheetView {
    bench
        .app
        .read(|db| view(&SPEC, db, fields))
        .expect("a view")
}

fn figure(view: &SheetView, name: &str) -> f64 {
    let figure = view.figures.iter().find(|figure| figure.name == name);
    figure.expect("the figure").value
}

#[test]
fn the_lesson_s_seven_scores_make_69_and_are_shown_as_40() {
    // Lesson 7.4: “scores of 4, 1, 4, 4, 3, 4 and 4 would make 69 and are shown as 40”.
    let view = seen(&bench(), &fields([4, 1, 4, 4, 3, 4, 4], &[]));
    assert_eq!(figure(&view, "readiness"), 40.0);
    assert_eq!(figure(&view, "uncapped").round(), 69.0);
    assert_eq!(
        view.finding.as_deref(),
        Some("Readiness is [40], capped because [data] is below 2.")
    );
    let Some(SheetPart::Figures(part)) = view.parts.first() else {
        panic!("no figures");
    };
    assert_eq!(
        part.sentence,
        "The seven would make 69; with data at 1 they are shown as 40, because good software does not make up for bad records."
    );
}

#[test]
fn the_cap_ends_at_two_and_only_lowers() {
    let readiness = |levels| Readiness { levels };
    assert_eq!(readiness([5, 2, 5, 5, 2, 5, 5]).value(), 20.0 * 29.0 / 7.0);
    assert!(readiness([5, 5, 5, 5, 1, 5, 5]).is_capped());
    // 20 × 7 / 7 = 20: below the cap, which then says nothing.
    let low = readiness([1; 7]);
    assert_eq!(low.value(), 20.0);
    assert!(!low.is_capped() && low.why_capped().is_empty());
    // Exactly 40 is not above it.
    assert!(!readiness([5, 1, 2, 1, 1, 2, 2]).is_capped());
}

#[test]
fn pilots_stand_by_score_then_risk_then_value() {
    // 15, 6, 3.3, 3 and 6: the second and the fifth tie, and the lower risk comes first.
    let cases = [
        ("Notes", 3, 5, 1),
        ("Releases", 4, 3, 2),
        ("Forecast", 5, 2, 3),
        ("Paper", 3, 4, 4),
        ("Minutes", 2, 3, 1),
    ];
    let view = seen(&bench(), &fields([3; 7], &cases));
    let names: Vec<String> = view
        .parts
        .iter()
        .find_map(|part| match part {
            SheetPart::Bars(bars) => Some(bars.bars.iter().map(|bar| bar.label.clone()).collect()),
            _ => None,
        })
        .expect("bars");
    assert_eq!(names, ["Notes", "Minutes", "Releases", "Forecast", "Paper"]);
    assert!(
        view.finding
            .expect("a finding")
            .contains("[Notes] would be the first pilot")
    );
}

#[test]
fn whoever_ties_with_the_third_is_on_the_shortlist_and_it_is_said() {
    let cases = [
        ("A", 4, 4, 1),
        ("B", 2, 2, 2),
        ("C", 2, 3, 3),
        ("D", 1, 2, 1),
        ("E", 1, 1, 1),
    ];
    let view = seen(&bench(), &fields([3; 7], &cases));
    let (bars, table) = view
        .parts
        .windows(2)
        .find_map(|pair| match pair {
            [SheetPart::Bars(bars), SheetPart::Table(table)] => Some((bars, table)),
            _ => None,
        })
        .expect("bars and a shortlist");
    assert_eq!(table.rows.len(), 4);
    assert_eq!(
        bars.sentence,
        "A comes first, at 16. 4 use cases are on the shortlist, because they tie for its last place."
    );
}

#[test]
fn the_checklist_follows_from_the_answers() {
    let none = seen(&bench(), &fields([4; 7], &[]));
    let Some(SheetPart::Text(text)) = none.parts.last() else {
        panic!("no text");
    };
    assert_eq!(text.paragraphs.len(), 1);
    let some = seen(
        &bench(),
        &fields([4, 1, 4, 4, 3, 4, 4], &[("Scores", 5, 5, 5)]),
    );
    let Some(SheetPart::Text(text)) = some.parts.last() else {
        panic!("no text");
    };
    let functions: Vec<&str> = text
        .paragraphs
        .iter()
        .filter_map(|line| line.split(':').next())
        .collect();
    assert_eq!(functions, ["Govern", "Map", "Measure", "Manage", "Manage"]);
}

#[test]
fn a_kept_result_is_the_second_shape_once_something_changed() {
    let bench = bench();
    let set = fields([3, 1, 3, 3, 3, 3, 3], &[]);
    let input = |set| ToolSave {
        tool: "t7".to_owned(),
        set,
    };
    bench
        .app
        .write(|write| save(write, &input(set)))
        .expect("saves");
    let kept = ToolKeep {
        tool: "t7".to_owned(),
        id: None,
        label: "Spring".to_owned(),
    };
    bench.app.write(|write| keep(write, &kept)).expect("keeps");
    let shapes = |fields: &Fields| {
        let view = seen(&bench, fields);
        view.parts.into_iter().find_map(|part| match part {
            SheetPart::Radar(radar) => Some(radar),
            _ => None,
        })
    };
    let same = shapes(&fields([3, 1, 3, 3, 3, 3, 3], &[])).expect("a radar");
    assert_eq!(same.series, ["Now"]);
    let later = shapes(&fields([3, 3, 3, 3, 3, 3, 2], &[])).expect("a radar");
    assert_eq!(later.series, ["Now", "Spring, 2026-11-23"]);
    assert_eq!(later.spokes[1].values, [Some(3.0), Some(1.0)]);
    assert!(
        later
            .sentence
            .ends_with("Since 2026-11-23 1 dimension rose and 1 fell.")
    );
}

#[test]
fn every_step_has_words_and_the_weakest_knows_the_next() {
    for dimension in &DIMENSIONS {
        assert!(
            dimension.words.iter().all(|words| !words.is_empty()),
            "{}",
            dimension.id
        );
    }
    assert_eq!(
        weakest(&fields([3, 3, 3, 3, 1, 1, 3], &[])),
        Some(("Risk", 1, "each has an owner, by name"))
    );
    assert_eq!(weakest(&fields([5; 7], &[])), None);
    assert_eq!(weakest(&Fields::new()), None);
}

proptest! {
    #[test]
    fn readiness_equals_the_naive_rule(levels in prop::array::uniform7(0_u32..=5)) {
        let readiness = Readiness { levels };
        // In sevenths of a point: 20 × sum against 40 × 7.
        let sum: u32 = levels.iter().sum();
        let capped = (levels[1] < 2 || levels[4] < 2) && 20 * sum > 280;
        let expected = if capped { 40.0 } else { f64::from(20 * sum) / 7.0 };
        prop_assert!((readiness.value() - expected).abs() < 1e-9);
        prop_assert!((0.0..=100.0).contains(&readiness.value()));
        prop_assert_eq!(readiness.why_capped().is_empty(), !capped);
    }

    #[test]
    fn the_order_is_that_of_a_naive_sort(ratings in prop::collection::vec((1..=5_u32, 1..=5_u32, 1..=5_u32), 0..20)) {
        let cases: Vec<Case> = ratings.iter().enumerate().map(|(place, (value, feasibility, risk))| Case {
            id: place.to_string(), name: String::new(), value: *value, feasibility: *feasibility, risk: *risk,
            owner: String::new(), decides: String::new(),
        }).collect();
        // All scores are multiples of 1/60, so that keys in whole numbers decide.
        let mut keys: Vec<_> = ratings.iter().enumerate()
            .map(|(place, (v, f, r))| (-(i64::from(v * f * 60 / r)), *r, -i64::from(*v), place)).collect();
        keys.sort_unstable();
        let order: Vec<String> = keys.iter().map(|key| key.3.to_string()).collect();
        let ranked = ranked(cases);
        prop_assert_eq!(ranked.iter().map(|case| case.id.clone()).collect::<Vec<_>>(), order);
        let listed = shortlist(&ranked);
        let third = keys.get(2).map_or(i64::MAX, |key| key.0);
        prop_assert_eq!(listed, keys.iter().filter(|key| key.0 <= third).count());
    }
}
