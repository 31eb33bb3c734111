//! The lesson's worked example and check, edges, suggestions, and filling against a naive version.

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::fill::{Action, Verdict, fill, hours};
use super::{SPEC, example, mark_step, steps};
use crate::api::{SheetPart, SheetSuggestion, SheetView, TablePart, ToolSave};
use crate::testing::{Bench, bench};
use crate::tool::sheet::view;
use crate::tool::{Fields, SHEETS, Tool, save};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn fields(hours: f64, rows: &[(&str, u32, u32, u32, f64)]) -> Fields {
    let mut fields = Fields::from([("value:hours".to_owned(), json!(hours))]);
    for (order, (name, impact, influence, effort, hours)) in rows.iter().enumerate() {
        fields.insert(
            format!("row:actions:a{order}"),
            json!({"order": order, "name": name, "impact": impact, "influence": influence, "effort": effort, "hours": hours}),
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

fn table<'a>(view: &'a SheetView, title: &str) -> &'a TablePart {
    view.parts
        .iter()
        .find_map(|part| match part {
            SheetPart::Table(table) if table.title.starts_with(title) => Some(table),
            _ => None,
        })
        .expect("the table")
}

fn column(table: &TablePart, place: usize) -> Vec<&str> {
    table
        .rows
        .iter()
        .map(|row| row.cells[place].text.as_str())
        .collect()
}

/// The nine gaps of lesson 9.4, in its order.
const NINE: [(&str, u32, u32, u32, f64); 9] = [
    ("RAG", 4, 4, 1, 0.5),
    ("Pack", 3, 5, 1, 0.5),
    ("Forecast", 4, 5, 2, 1.5),
    ("Owners", 5, 3, 3, 2.0),
    ("Pilot", 2, 5, 2, 2.0),
    ("Kill rule", 5, 2, 3, 2.5),
    ("Architects", 5, 2, 4, 3.0),
    ("Repairs", 5, 1, 2, 1.5),
    ("Maturity", 2, 4, 4, 3.0),
];

#[test]
fn the_lesson_s_first_run_takes_the_first_three_lines_exactly() {
    let view = seen(&bench(), &fields(2.5, &NINE));
    let plan = table(&view, "In the plan");
    assert_eq!(column(plan, 0), ["RAG", "Pack", "Forecast"]);
    assert_eq!(column(plan, 1), ["16", "15", "10"]);
    let used = view
        .figures
        .iter()
        .find(|figure| figure.name == "used")
        .expect("hours");
    assert_eq!(used.value, 2.5);
    // The scores of the table in the lesson.
    let passed = table(&view, "Passed over");
    assert_eq!(
        column(passed, 0),
        [
            "Owners",
            "Pilot",
            "Kill rule",
            "Architects",
            "Repairs",
            "Maturity"
        ]
    );
    assert_eq!(column(passed, 1), ["5", "5", "3.3", "2.5", "2.5", "2"]);
    assert!(
        column(passed, 4)
            .iter()
            .all(|why| *why == "3 were chosen already")
    );
}

#[test]
fn the_lesson_s_second_run_after_stopping_the_pack() {
    let rest: Vec<_> = NINE.into_iter().filter(|row| row.0 != "Pack").collect();
    let view = seen(&bench(), &fields(5.0, &rest));
    // The owners tie with the pilot at 5.0: the greater impact goes first.
    assert_eq!(
        column(table(&view, "In the plan"), 0),
        ["RAG", "Forecast", "Owners"]
    );
    // Doubled, the first two take 4 of the 5 hours, and the owners, at 4, no longer fit.
    assert_eq!(
        view.finding.as_deref(),
        Some(
            "[3 outcomes] of 8 take [4] of your 5 hours a week; begin with “[Owners]”, which falls out if all takes twice as long."
        )
    );
    // At the bottom: much impact, little influence. Not in the plan, but for the cohort.
    let Some(SheetPart::Text(drafts)) = view.parts.last() else {
        panic!("no drafts");
    };
    assert_eq!(drafts.paragraphs.len(), 3);
    assert!(
        drafts.paragraphs[2].contains("“Repairs”")
            && drafts.paragraphs[2].contains("my influence is 1 of 5")
    );
}

#[test]
fn the_lesson_s_check_passes_over_what_misses_by_half_an_hour() {
    let rows = [
        ("P", 5, 4, 2, 2.0),
        ("Q", 3, 5, 2, 1.0),
        ("R", 4, 3, 2, 1.5),
        ("S", 5, 2, 2, 1.0),
        ("T", 2, 4, 2, 0.5),
    ];
    let view = seen(&bench(), &fields(4.0, &rows));
    assert_eq!(column(table(&view, "In the plan"), 0), ["P", "Q", "S"]);
    let passed = table(&view, "Passed over");
    assert_eq!(
        column(passed, 4),
        ["takes 1.5, and 1 were left", "3 were chosen already"]
    );
    assert_eq!(
        passed.sentence,
        "“R” was passed over for 0.5 hours a week: if it matters more to you, find them by stopping something."
    );
    // “Doubling the hours would leave P alone.”
    let Some(SheetPart::Figures(part)) = view.parts.first() else {
        panic!("no figures");
    };
    assert_eq!(
        part.sentence,
        "If everything took twice as long, “Q” and “S” would fall out: begin with the first of them."
    );
}

#[test]
fn tenths_of_an_hour_add_up_exactly() {
    let rows = [
        ("A", 5, 5, 1, 0.1),
        ("B", 5, 4, 1, 0.2),
        ("C", 5, 3, 1, 0.7),
    ];
    let view = seen(&bench(), &fields(1.0, &rows));
    assert_eq!(table(&view, "In the plan").rows.len(), 3);
}

#[test]
fn when_nothing_fits_it_says_so() {
    let view = seen(&bench(), &fields(1.0, &[("A", 5, 5, 1, 1.01)]));
    assert_eq!(
        view.finding.as_deref(),
        Some("[Nothing fits] 1 hours a week: stop something, or take a smaller first step.")
    );
    assert!(
        view.parts
            .iter()
            .all(|part| !matches!(part, SheetPart::Table(t) if t.title == "In the plan"))
    );
}

#[test]
fn thirty_sixty_and_ninety_days_have_their_dates_and_decisions() {
    let view = seen(&bench(), &example(day()));
    let first = table(&view, "To day 30");
    assert_eq!(first.title, "To day 30, 23 December 2026");
    assert_eq!(
        column(first, 2),
        [
            "30 November 2026",
            "7 December 2026",
            "26 November 2026",
            "23 December 2026"
        ]
    );
    assert_eq!(
        table(&view, "To day 60").title,
        "To day 60, 22 January 2027"
    );
    let last = table(&view, "To day 90");
    assert_eq!(last.title, "To day 90, 21 February 2027");
    assert_eq!(last.rows.len(), 4);
}

#[test]
fn a_first_step_stands_in_the_third_of_its_date_or_is_a_problem_outside() {
    let mut set = example(day());
    let mut on = |date: &str| {
        set.get_mut("row:actions:example-1").expect("the first")["date"] = json!(date);
        let view = seen(&bench(), &set);
        let place = ["To day 30", "To day 60", "To day 90"]
            .iter()
            .filter(|title| {
                column(table(&view, title), 1)
                    .contains(&"If the budget round opens, then I ring her that afternoon")
            })
            .copied()
            .collect::<Vec<_>>();
        (place, view.problems.len())
    };
    assert_eq!(on("2026-11-23"), (vec!["To day 30"], 0));
    assert_eq!(on("2026-12-23"), (vec!["To day 30"], 0));
    assert_eq!(on("2026-12-24"), (vec!["To day 60"], 0));
    assert_eq!(on("2027-02-21"), (vec!["To day 90"], 0));
    assert_eq!(on("2027-02-22"), (vec!["To day 30"], 1));
    assert_eq!(on("2026-11-22"), (vec!["To day 30"], 1));
}

fn filled(bench: &Bench, tool: &str, set: Fields) {
    let input = ToolSave {
        tool: tool.to_owned(),
        set,
    };
    bench.app.write(|write| save(write, &input)).expect("saves");
}

/// The field that taking a suggestion sets: its cells, at the end of the table.
fn taken(suggestion: &SheetSuggestion, order: u32) -> (String, Value) {
    let mut row = json!(suggestion.cells);
    row["order"] = json!(order);
    (format!("row:{}:{}", suggestion.table, suggestion.row), row)
}

#[test]
fn every_tool_with_a_result_proposes_a_row_that_is_accepted_and_not_made_again() {
    let bench = bench();
    for spec in SHEETS.iter().filter(|spec| spec.name != "t9") {
        filled(&bench, spec.name, (spec.example)(day()));
    }
    let suggestions = seen(&bench, &Fields::new()).suggestions;
    for spec in SHEETS.iter().filter(|spec| spec.name != "t9") {
        assert!(
            suggestions.iter().any(|s| s.tool == spec.name),
            "{} proposes nothing",
            spec.name
        );
    }
    let two: Vec<_> = suggestions
        .iter()
        .filter(|s| s.tool == "t2")
        .map(|s| s.cells["name"].clone())
        .collect();
    assert_eq!(
        two,
        [
            json!("A customer of “Resource forecast” says that it is now good enough"),
            json!("“Lessons-learned library” has ended, and whoever missed it was told why")
        ]
    );
    // All are taken: then none is left.
    let set: Fields = (0..)
        .zip(&suggestions)
        .map(|(order, s)| taken(s, order))
        .collect();
    filled(&bench, "t9", set.clone());
    assert_eq!(seen(&bench, &set).suggestions, []);
}

#[test]
fn the_stakeholder_is_proposed_by_initials_alone() {
    let bench = bench();
    let t8 = SHEETS.iter().find(|spec| spec.name == "t8").expect("T8");
    filled(&bench, "t8", (t8.example)(day()));
    let suggestions = seen(&bench, &Fields::new()).suggestions;
    let text = format!("{suggestions:?}");
    assert_eq!(suggestions.len(), 1);
    assert!(
        text.contains("J.T.") && !text.contains("Disability"),
        "{text}"
    );
}

#[test]
fn the_other_two_tools_propose_as_well() {
    let bench = bench();
    let mut answers = Fields::new();
    let view = bench
        .app
        .read(|db| crate::tool::open(db, "t1"))
        .expect("T1");
    let crate::api::ToolOutcome::T1(view) = view.result else {
        panic!("not T1");
    };
    for statement in &view.statements {
        let level = if statement.dimension == "evidence" {
            1
        } else {
            3
        };
        answers.insert(format!("answer:{}", statement.id), json!(level));
    }
    filled(&bench, "t1", answers);
    let project = |name: &str, cost: f64, score: f64, forced: bool, order: u32| json!({"name": name, "cost": cost, "scores": {"score": score}, "forced": forced, "depends": [], "excludes": [], "order": order});
    filled(
        &bench,
        "t4",
        Fields::from([
            ("budget".to_owned(), json!(10)),
            (
                "project:a".to_owned(),
                project("Route planning", 4.0, 24.0, false, 1),
            ),
            (
                "project:b".to_owned(),
                project("Head-office refit", 6.0, 7.0, true, 2),
            ),
            (
                "project:c".to_owned(),
                project("Sorting hall", 6.0, 27.0, false, 3),
            ),
        ]),
    );
    let reasons: Vec<String> = seen(&bench, &Fields::new())
        .suggestions
        .into_iter()
        .map(|s| s.reason)
        .collect();
    assert_eq!(
        reasons,
        [
            "Survive–thrive: evidence is the weakest dimension, at 25 of 100.",
            "Portfolio frontier: forcing in “Head-office refit” loses 20 points."
        ]
    );
}

#[test]
fn steps_are_the_dated_ones_of_the_plan_and_marking_keeps_history() {
    let bench = bench();
    filled(&bench, "t9", example(day()));
    let read = || bench.app.read(steps).expect("steps");
    let titles: Vec<_> = read().into_iter().map(|step| step.row).collect();
    assert_eq!(titles, ["example-1", "example-2", "example-3"]);
    let mark = |row: &str, done| bench.app.write(|write| mark_step(write, row, done));
    let (_, changes) = mark("example-2", true).expect("marks");
    assert!(
        changes.contains(&crate::api::Topic::Calendar)
            && changes.contains(&crate::api::Topic::Tool)
    );
    assert!(read()[1].done);
    // The same again changes nothing.
    assert!(mark("example-2", true).expect("marks").1.is_empty());
    mark("example-2", false).expect("unmarks");
    assert!(!read()[1].done);
    let error = mark("example-99", true).expect_err("no such row");
    assert_eq!(error.code, crate::Code::NotFound);
}

#[test]
fn a_step_without_words_has_its_outcome_s() {
    let bench = bench();
    let mut set = fields(5.0, &[("The board asks for it", 5, 5, 1, 1.0)]);
    set.get_mut("row:actions:a0").expect("a row")["date"] = json!("2026-12-01");
    filled(&bench, "t9", set);
    assert_eq!(
        bench.app.read(steps).expect("steps")[0].title,
        "The board asks for it"
    );
}

#[test]
fn all_tools_are_known_once() {
    let mut names: Vec<_> = Tool::all().into_iter().map(Tool::name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), SHEETS.len() + 2);
}

fn action((impact, influence, effort, hours): (u32, u32, u32, u32), place: usize) -> Action {
    Action {
        id: place.to_string(),
        name: String::new(),
        gap: String::new(),
        impact,
        influence,
        effort,
        hours,
        step: String::new(),
        date: None,
        done: false,
    }
}

proptest! {
    /// Naively: look for the best one left, again and again, among keys in whole numbers.
    #[test]
    fn filling_equals_the_naive_walk(
        rated in prop::collection::vec((1..=5_u32, 1..=5_u32, 1..=5_u32, 10..=400_u32), 0..12),
        most in 100..=2000_u32,
    ) {
        let actions: Vec<Action> = rated.iter().enumerate().map(|(place, row)| action(*row, place)).collect();
        let filled = fill(&actions, most);
        let mut open: Vec<usize> = (0..rated.len()).collect();
        let (mut left, mut chosen) = (most, Vec::new());
        while let Some(best) = open.iter().copied().max_by_key(|place| {
            let (impact, influence, effort, _) = rated[*place];
            (impact * influence * 60 / effort, impact, usize::MAX - place)
        }) {
            open.retain(|place| *place != best);
            if chosen.len() < 3 && rated[best].3 <= left { left -= rated[best].3; chosen.push(best); }
        }
        let taken: Vec<usize> = filled.order.iter().filter(|(_, v)| *v == Verdict::Chosen).map(|(p, _)| *p).collect();
        prop_assert_eq!(&taken, &chosen);
        prop_assert_eq!(filled.used, most - left);
        prop_assert_eq!(filled.order.len(), rated.len());
        for (place, verdict) in &filled.order {
            if let Verdict::TooLong { left } = verdict { prop_assert!(rated[*place].3 > *left); }
        }
    }

    #[test]
    fn hours_survive_in_hundredths(hundredths in 0..=4000_u32) {
        prop_assert_eq!(hours(f64::from(hundredths) / 100.0), Some(hundredths));
    }
}

#[test]
fn hours_that_are_none_are_refused() {
    for bad in [f64::NAN, f64::INFINITY, -1.0, 1e9] {
        assert_eq!(hours(bad), None);
    }
}
