//! What holds for every tool of tables and values.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::part::{listed, plain};
use super::{Context, Input, Spec, check_cells, unmarked, view};
use crate::api::{CellKind, SheetPart};
use crate::testing::bench;
use crate::tool::Fields;
use crate::tool::SHEETS;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn each(of: impl Fn(&'static Spec)) {
    for spec in SHEETS {
        of(spec);
    }
}

#[test]
fn an_example_is_accepted_and_has_a_result_without_problems() {
    let bench = bench();
    each(|spec| {
        let fields = (spec.example)(day());
        check_cells(spec, &fields, &fields.keys().collect::<Vec<_>>())
            .unwrap_or_else(|error| panic!("{}: {error}", spec.name));
        let view = bench
            .app
            .read(|db| view(spec, db, &fields))
            .expect("a view");
        assert!(view.finding.is_some(), "{}: no finding", spec.name);
        assert!(!view.figures.is_empty(), "{}: no figures", spec.name);
        assert_eq!(view.problems, [], "{}", spec.name);
        for part in &view.parts {
            let sentence = match part {
                SheetPart::Figures(_) | SheetPart::Table(_) | SheetPart::Text(_) => continue,
                SheetPart::Radar(part) => &part.sentence,
                SheetPart::Heat(part) => &part.sentence,
                SheetPart::Grid(part) => &part.sentence,
                SheetPart::Bars(part) => &part.sentence,
                SheetPart::Map(part) => &part.sentence,
            };
            assert!(sentence.ends_with('.'), "{}: “{sentence}”", spec.name);
        }
    });
}

#[test]
fn an_empty_tool_says_what_it_needs() {
    let bench = bench();
    each(|spec| {
        let fields = Fields::new();
        let view = bench
            .app
            .read(|db| view(spec, db, &fields))
            .expect("a view");
        assert!(view.empty && view.finding.is_none(), "{}", spec.name);
        assert!(view.missing.is_some(), "{}: says nothing", spec.name);
    });
}

#[test]
fn a_form_is_whole() {
    each(|spec| {
        let fields = (spec.example)(day());
        let form = (spec.form)(&Input::new(&fields));
        for table in &form.tables {
            let first = &table.columns[0];
            assert!(
                first.id == "name" && first.main && matches!(first.kind, CellKind::Text { .. }),
                "{}: the first column of {} names the row",
                spec.name,
                table.id
            );
            let mut ids: Vec<_> = table.columns.iter().map(|column| &column.id).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), table.columns.len(), "{}", table.id);
        }
        assert!(!spec.formula.is_empty());
        assert!(
            spec.caveat.contains("own") && spec.caveat.contains("unvalidated"),
            "{}: the weights are our own and unvalidated",
            spec.name
        );
    });
}

#[test]
fn a_cell_that_does_not_fit_is_refused_with_its_place() {
    each(|spec| {
        let example = (spec.example)(day());
        let form = (spec.form)(&Input::new(&example));
        for table in &form.tables {
            for column in &table.columns {
                let bad = match column.kind {
                    CellKind::Text { most } => json!("x".repeat(most as usize + 1)),
                    CellKind::Row { .. } | CellKind::Choice { .. } | CellKind::Date => json!(7),
                    CellKind::Number { most, .. } => json!(most + 1.0),
                    CellKind::Scale { most, .. } => json!(most + 1),
                    CellKind::Steps { ref of } => json!(of.iter().sum::<f64>() + 1.0),
                    CellKind::Flag => json!("yes"),
                };
                let mut fields = example.clone();
                let field = format!("row:{}:new", table.id);
                let mut cells = json!({"order": 1, "name": "S.B."});
                cells[&column.id] = bad;
                fields.insert(field.clone(), cells);
                let error = check_cells(spec, &fields, &[&field]).expect_err(&column.id);
                assert!(error.message.contains(&column.label), "{error}");
            }
        }
    });
}

/// Whatever is half filled in, a tool answers: no panic, no number that is none.
#[test]
fn half_filled_input_never_fails() {
    let bench = bench();
    each(|spec| {
        let example = (spec.example)(day());
        for (field, value) in &example {
            let Some(cells) = value.as_object() else {
                without(&bench, spec, &example, field, None);
                continue;
            };
            for key in cells.keys().filter(|key| *key != "order") {
                without(&bench, spec, &example, field, Some(key));
            }
            without(&bench, spec, &example, field, None);
        }
    });
}

fn without(
    bench: &crate::testing::Bench,
    spec: &'static Spec,
    example: &Fields,
    field: &str,
    key: Option<&str>,
) {
    let mut fields = example.clone();
    match key {
        None => drop(fields.remove(field)),
        Some(key) => {
            if let Some(Value::Object(cells)) = fields.get_mut(field) {
                cells.remove(key);
            }
        }
    }
    let seen = bench
        .app
        .read(|db| (spec.outcome)(&Input::new(&fields), &Context { db }))
        .unwrap_or_else(|error| panic!("{} without {field} {key:?}: {error}", spec.name));
    for figure in &seen.figures {
        assert!(
            figure.value.is_finite(),
            "{} without {field} {key:?}",
            spec.name
        );
    }
    let text = format!("{:?}", seen.parts);
    let mut said = text.split(|letter: char| !letter.is_alphabetic());
    assert!(
        !said.any(|word| word == "NaN" || word == "inf"),
        "{} without {field} {key:?}: {text}",
        spec.name
    );
}

#[test]
fn numbers_and_lists_read_well() {
    assert_eq!(plain(1_234_567.5, 1), "1,234,567.5");
    assert_eq!(plain(-0.04, 1), "0");
    assert_eq!(plain(-2.0, 2), "−2");
    assert_eq!(plain(102.5, 0), "103");
    assert_eq!(plain(-0.285, 2), "−0.29");
    assert_eq!(plain(1e14, 2), "100,000,000,000,000");
    assert_eq!(
        listed(&["A".into(), "B".into(), "C".into(), "D".into()]),
        "A, B and 2 more"
    );
    assert_eq!(unmarked("[62%] of it"), "62% of it");
}
