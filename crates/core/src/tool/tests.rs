use std::collections::BTreeMap;

use chrono::Duration;
use serde_json::{Value, json};

use super::{
    Fields, exists, frontier_at, keep, latest, list, open, remove_result, restore_result, save,
};
use crate::api::{ToolKeep, ToolSave, ToolView, Topic};
use crate::testing::{Bench, EVERYTHING, LESSON_ONE, bench, sample};
use crate::{Code, Error, Result, course};

fn put(bench: &Bench, tool: &str, set: &[(&str, Value)]) -> Result<ToolView> {
    let set = set
        .iter()
        .map(|(field, value)| ((*field).to_owned(), value.clone()))
        .collect();
    let input = ToolSave {
        tool: tool.to_owned(),
        set,
    };
    bench
        .app
        .write(|write| save(write, &input))
        .map(|(view, _)| view)
}

fn keep_as(bench: &Bench, tool: &str, id: Option<&str>, label: &str) -> Result<ToolView> {
    let input = ToolKeep {
        id: id.map(str::to_owned),
        tool: tool.to_owned(),
        label: label.to_owned(),
    };
    bench
        .app
        .write(|write| keep(write, &input))
        .map(|(view, _)| view)
}

fn history(bench: &Bench, field: &str) -> Vec<(Option<String>, String)> {
    bench
        .app
        .read(|db| {
            let mut statement =
                db.prepare("SELECT value, at FROM tool_history WHERE field = ?1 ORDER BY id")?;
            let rows = statement.query_map([field], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .expect("reads")
}

fn small() -> Vec<(&'static str, Value)> {
    vec![
        ("budget", json!(5)),
        (
            "project:a",
            json!({"name": "A", "cost": 4, "scores": {"score": 3}, "forced": true, "order": 0}),
        ),
        (
            "project:b",
            json!({"name": "B", "cost": 5, "scores": {"score": 7}, "order": 1}),
        ),
    ]
}

#[test]
fn the_last_writer_of_a_field_wins_and_nothing_is_lost() {
    let bench = bench();
    put(&bench, "t4", &[("budget", json!(5))]).expect("saves");
    bench.clock.advance(Duration::minutes(1));
    put(&bench, "t4", &[("budget", json!(6)), ("unit", json!("€m"))]).expect("saves");
    bench.clock.advance(Duration::minutes(1));
    // The same value again changes nothing, not even the date.
    let same = put(&bench, "t4", &[("budget", json!(6))]).expect("saves");
    assert_eq!(
        same.card.updated_at.as_deref(),
        Some("2026-11-23T09:01:00.000Z")
    );
    bench.clock.advance(Duration::minutes(1));
    let emptied = put(&bench, "t4", &[("budget", Value::Null)]).expect("saves");
    assert_eq!(
        emptied.fields,
        BTreeMap::from([("unit".to_owned(), json!("€m"))])
    );
    assert_eq!(
        emptied.card.updated_at.as_deref(),
        Some("2026-11-23T09:03:00.000Z")
    );
    assert_eq!(
        history(&bench, "budget"),
        [
            (None, "2026-11-23T09:00:00.000Z".to_owned()),
            (Some("5".to_owned()), "2026-11-23T09:01:00.000Z".to_owned()),
            (Some("6".to_owned()), "2026-11-23T09:03:00.000Z".to_owned()),
        ]
    );
}

#[test]
fn a_refused_field_changes_nothing_at_all() {
    let bench = bench();
    let refused =
        put(&bench, "t4", &[("budget", json!(5)), ("unit", json!(7))]).expect_err("refuses");
    assert_eq!(
        (refused.code, refused.context["field"].as_str()),
        (Code::InvalidInput, "unit")
    );
    assert_eq!(
        bench.app.read(|db| open(db, "t4")).expect("opens").fields,
        Fields::new()
    );
    let unknown = put(&bench, "t0", &[]).expect_err("refuses");
    assert_eq!(unknown.code, Code::NotFound);
    let many: Vec<(String, Value)> = (0..201)
        .map(|number| (format!("project:p{number}"), json!({})))
        .collect();
    let many: Vec<(&str, Value)> = many
        .iter()
        .map(|(field, value)| (field.as_str(), value.clone()))
        .collect();
    assert_eq!(
        put(&bench, "t4", &many).expect_err("refuses").code,
        Code::InvalidInput
    );
    assert_eq!(
        bench.app.read(|db| open(db, "t4")).expect("opens").fields,
        Fields::new()
    );
}

#[test]
fn results_are_kept_once_and_can_be_removed_and_restored() {
    let bench = bench();
    let early = keep_as(&bench, "t4", None, "Early").expect_err("refuses");
    assert_eq!(early.code, Code::InvalidInput);
    put(&bench, "t4", &small()).expect("saves");
    let kept = keep_as(&bench, "t4", Some("one"), " Board, May ").expect("keeps");
    assert_eq!(kept.kept[0].label, "Board, May");
    assert_eq!(kept.card.results, 1);
    // Asked again, after a change: the first one stays.
    put(&bench, "t4", &[("budget", json!(9))]).expect("saves");
    let again = keep_as(&bench, "t4", Some("one"), "Other").expect("keeps");
    assert_eq!(again.kept, kept.kept);
    bench.clock.advance(Duration::minutes(1));
    let two = keep_as(&bench, "t4", None, "").expect("keeps");
    assert_eq!(two.kept.len(), 2);
    assert_eq!(two.kept[1].id, "one", "newest first");
    let mark = |id: &str, back: bool| -> Result<ToolView, Error> {
        let done = bench.app.write(|write| {
            if back {
                restore_result(write, id)
            } else {
                remove_result(write, id)
            }
        });
        done.map(|(view, changes)| {
            assert!(changes.contains(&Topic::Tool));
            view
        })
    };
    assert_eq!(mark("one", false).expect("removes").kept.len(), 1);
    assert_eq!(mark("one", false).expect("removes again").card.results, 1);
    assert_eq!(mark("one", true).expect("restores").kept, two.kept);
    assert_eq!(
        mark("none", false).expect_err("refuses").code,
        Code::NotFound
    );
    for (tool, id, label) in [
        ("t1", Some("one"), ""),
        ("t4", Some(""), ""),
        ("t4", None, &"x".repeat(121)),
    ] {
        assert_eq!(
            keep_as(&bench, tool, id, label).expect_err("refuses").code,
            Code::InvalidInput
        );
    }
}

#[test]
fn cards_and_the_latest_tool() {
    let bench = bench();
    let cards = bench.app.read(list).expect("lists").tools;
    let names: Vec<&str> = cards.iter().map(|card| card.tool.as_str()).collect();
    assert!(names.is_sorted(), "in order of modules: {names:?}");
    assert!(names.contains(&"t1") && names.contains(&"t4"));
    assert!(
        cards
            .iter()
            .all(|card| !card.started && card.finding.is_none() && card.lesson.is_none())
    );
    assert_eq!(bench.app.read(latest).expect("reads"), None);
    put(&bench, "t4", &small()).expect("saves");
    bench.clock.advance(Duration::minutes(1));
    put(&bench, "t1", &[("answer:mandate-1", json!(3))]).expect("saves");
    let latest_is = || bench.app.read(latest).expect("reads").expect("a tool");
    assert_eq!(
        latest_is().finding.as_deref(),
        Some("1 of 20 statements answered.")
    );
    bench.clock.advance(Duration::minutes(1));
    // Emptied: it is not the latest any more.
    put(&bench, "t1", &[("answer:mandate-1", Value::Null)]).expect("saves");
    assert_eq!(latest_is().tool, "t4");
    assert_eq!(
        latest_is().finding.as_deref(),
        Some("Forcing A costs this portfolio 4 points, 57% of what 5.00 could do.")
    );
    assert!(exists("t1") && exists("t4") && !exists("t0"));
}

#[test]
fn a_card_names_the_lesson_that_brings_the_tool() {
    let bench = bench();
    let text = format!("{LESSON_ONE}{EVERYTHING}");
    let mut files = sample(2, &text);
    files.insert("01-first/dot.gif".to_owned(), b"GIF89a".to_vec());
    bench
        .app
        .write(|write| course::install(write, &files, false))
        .expect("installs");
    let lesson = bench
        .app
        .read(|db| open(db, "t4"))
        .expect("opens")
        .card
        .lesson
        .expect("a lesson");
    assert_eq!(
        (
            lesson.lesson.as_str(),
            lesson.number.as_str(),
            lesson.block.as_str()
        ),
        ("one", "1.1", "one-tool")
    );
    assert_eq!(
        bench
            .app
            .read(|db| open(db, "t1"))
            .expect("opens")
            .card
            .lesson,
        None
    );
}

#[test]
fn another_budget_saves_nothing() {
    let bench = bench();
    put(&bench, "t4", &small()).expect("saves");
    let now = bench.app.read(|db| frontier_at(db, 9.0)).expect("computes");
    assert_eq!((now.budget, now.lost), (9.0, 0.0));
    assert_eq!(
        bench.app.read(|db| open(db, "t4")).expect("opens").fields["budget"],
        json!(5)
    );
    for budget in [f64::NAN, -1.0, 1e300] {
        assert_eq!(
            bench
                .app
                .read(|db| frontier_at(db, budget))
                .expect_err("refuses")
                .code,
            Code::InvalidInput
        );
    }
}
