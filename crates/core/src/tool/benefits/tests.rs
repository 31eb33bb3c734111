//! The lessons' cases by hand, the edges, and the sums against a naive version.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::case::Case;
use super::{BENEFITS, LINKS, OUTPUTS, SPEC};
use crate::api::{SheetPart, SheetProblem, SheetView, TablePart, Tone};
use crate::testing::bench;
use crate::tool::Fields;
use crate::tool::sheet::part::example as fields_of;
use crate::tool::sheet::{Input, check_cells, view};

fn fields(cost: Option<f64>, outputs: &[&str], benefits: Vec<Value>, links: Vec<Value>) -> Fields {
    let outputs = outputs
        .iter()
        .map(|id| json!({"id": id, "name": id}))
        .collect();
    let mut values = vec![("unit", json!("£m"))];
    values.extend(cost.map(|cost| ("cost", json!(cost))));
    fields_of(
        &values,
        &[(OUTPUTS, outputs), (BENEFITS, benefits), (LINKS, links)],
    )
}

fn seen(fields: &Fields) -> SheetView {
    bench()
        .app
        .read(|db| view(&SPEC, db, fields))
        .expect("a view")
}

fn figure(view: &SheetView, name: &str) -> Option<f64> {
    let figure = view.figures.iter().find(|figure| figure.name == name)?;
    Some((figure.value * 1e9).round() / 1e9)
}

fn table<'v>(view: &'v SheetView, title: &str) -> &'v TablePart {
    view.parts
        .iter()
        .find_map(|part| match part {
            SheetPart::Table(table) if table.title == title => Some(table),
            _ => None,
        })
        .unwrap_or_else(|| panic!("no table “{title}”"))
}

fn texts(table: &TablePart) -> Vec<Vec<&str>> {
    let rows = table.rows.iter();
    rows.map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
        .collect()
}

fn places(problems: &[SheetProblem]) -> Vec<String> {
    problems
        .iter()
        .map(|problem| format!("{} {} {}", problem.table, problem.row, problem.column))
        .collect()
}

/// A benefit that is evidenced, with the PMO's share.
fn evidenced(name: &str, realised: f64, shares: [u8; 3]) -> Value {
    let [low, base, high] = shares;
    json!({"name": name, "realised": realised, "evidenced": true, "low": low, "base": base, "high": high})
}

#[test]
fn the_lessons_university() {
    // Lesson 2 of module 6: what remains of £9.4m.
    let view = seen(&fields(
        None,
        &[],
        vec![
            json!({"name": "38 posts", "v": 1.90, "p": 60}),
            json!({"name": "Three floors, from 2029", "v": 0.40, "p": 50}),
            json!({"name": "Academics’ time", "v": -0.21, "p": 95}),
        ],
        vec![],
    ));
    assert_eq!(figure(&view, "promised"), Some(2.09));
    assert_eq!(figure(&view, "adjusted"), Some(1.1405));
    let adjusted: Vec<_> = view.tables[0]
        .rows
        .iter()
        .map(|row| row.computed[0].text.as_str())
        .collect();
    assert_eq!(adjusted, ["£1.14m", "£0.2m", "−£0.2m"]);
    assert_eq!(
        view.finding.as_deref(),
        Some(
            "Of £2.09m promised a year, [£1.14m] is left once each benefit is weighed by its chance."
        )
    );
    // The disbenefit goes to the left of the line.
    let Some(SheetPart::Bars(bars)) = view
        .parts
        .iter()
        .find(|part| matches!(part, SheetPart::Bars(_)))
    else {
        panic!("no bars");
    };
    let last = bars.bars.last().expect("a bar");
    assert!(last.value < 0.0 && last.tone == Tone::Caution);
    assert_eq!(last.text, "−£0.2m of −£0.21m");
}

#[test]
fn the_lessons_profile() {
    // 18 posts of the 26 planned to date.
    let view = seen(&fields(
        None,
        &[],
        vec![json!({"name": "Posts", "v": 38, "p": 60, "planned": 26, "realised": 18})],
        vec![],
    ));
    assert_eq!(view.tables[0].rows[0].computed[1].text, "69%");
    assert_eq!(figure(&view, "realisation"), Some(69.230_769_231));
}

#[test]
fn the_lessons_claim() {
    // Lesson 4 of module 6: Kirsten Vang's four benefits.
    let view = seen(&fields(
        Some(1.6),
        &[],
        vec![
            evidenced("Two projects stopped early", 2.4, [20, 40, 60]),
            evidenced("Change claims refused", 1.1, [30, 50, 70]),
            evidenced("Exchange switched off early", 0.9, [10, 20, 30]),
            evidenced("Field overtime cut", 0.3, [60, 80, 100]),
        ],
        vec![],
    ));
    let rows = table(&view, "What the PMO may claim");
    assert_eq!(
        texts(rows)[4..],
        [
            ["Contribution", "£4.7m", "£1.08m", "£1.93m", "£2.78m"],
            ["Cost of the PMO", "", "£1.6m", "£1.6m", "£1.6m"],
            ["Claim", "", "−£0.52m", "£0.33m", "£1.18m"],
        ]
    );
    assert_eq!(rows.rows[6].tone, Tone::Caution);
    assert_eq!(
        view.finding.as_deref(),
        Some("The PMO’s own claim is [£0.33m], between −£0.52m and £1.18m.")
    );
    assert_eq!(figure(&view, "claim_low"), Some(-0.52));
}

#[test]
fn the_items_of_the_assessment() {
    // What is only expected is not evidenced, whatever has been agreed.
    for (cost, first, second, expected, claim) in [
        (1.2, (3.0, 20), (1.0, 40), (2.0, 30), -0.2),
        (1.5, (4.0, 30), (2.0, 45), (1.0, 50), 0.6),
        (1.2, (5.0, 20), (2.0, 45), (1.5, 40), 0.7),
        (1.4, (2.5, 40), (1.5, 60), (1.0, 50), 0.5),
    ] {
        let mut next_year = evidenced("Forecast", expected.0, [expected.1; 3]);
        next_year["evidenced"] = json!(false);
        let rows = vec![
            evidenced("Ledger", first.0, [first.1; 3]),
            evidenced("Records", second.0, [second.1; 3]),
            next_year,
        ];
        let fields = fields(Some(cost), &[], rows, vec![]);
        let [low, base, high] = Case::read(&Input::new(&fields)).claim().expect("a claim");
        assert!((base - claim).abs() < 1e-9, "{base} for {claim}");
        assert!(low == base && base == high);
    }
}

#[test]
fn contributions_over_a_hundred_are_a_problem_that_names_the_benefit() {
    let benefits = vec![json!({"id": "b", "name": "Posts", "v": 1, "p": 50})];
    let link =
        |from: &str, share: f64| json!({"name": from, "from": from, "to": "b", "share": share});
    let with = |shares: [f64; 3]| {
        let links = ["x", "y", "z"]
            .iter()
            .zip(shares)
            .map(|(from, share)| link(from, share));
        seen(&fields(
            None,
            &["x", "y", "z"],
            benefits.clone(),
            links.collect(),
        ))
    };
    assert_eq!(with([33.3, 33.3, 33.4]).problems, []);
    assert_eq!(with([10.0, 20.0, 70.0]).problems, []);
    let over = with([60.0, 40.0, 20.5]);
    assert_eq!(places(&over.problems), ["links example-3 share"]);
    assert_eq!(
        over.problems[0].message,
        "The contributions to “Posts” come to 120.5%, and 100% is the most: lower one of them."
    );
    // A link without a share is not the one to lower.
    assert_eq!(
        places(&with([60.0, 60.0, 0.0]).problems),
        ["links example-2 share"]
    );
}

#[test]
fn gaps_are_what_is_missing() {
    let benefits = vec![
        json!({"id": "whole", "name": "Whole", "owner": "Registrar", "measure": "Payroll", "v": 1, "p": 50, "planned": 1, "realised": 1, "evidenced": true}),
        json!({"id": "early", "name": "Early", "owner": "AK", "measure": "Ledger", "v": 1, "p": 50}),
        json!({"id": "due", "name": "Due", "owner": "AK", "measure": "Ledger", "v": 1, "p": 50, "planned": 1}),
        json!({"id": "bare", "name": "Bare", "v": 3, "p": 50}),
    ];
    let links = ["whole", "early", "due"]
        .map(|to| json!({"name": "", "from": "x", "to": to, "share": 100}))
        .to_vec();
    let view = seen(&fields(None, &["x", "idle"], benefits, links));
    let table = table(&view, "Gaps");
    assert_eq!(
        texts(table),
        [
            ["Bare", "Benefit", "no owner, no link, no measure", "£1.5m"],
            ["Due", "Benefit", "no evidence", "£0.5m"],
            ["idle", "Output", "leads to no benefit", "–"],
        ]
    );
    assert_eq!(
        table.sentence,
        "£1.5m of the risk-adjusted benefits, 50%, has no owner: nobody could fail."
    );
    assert_eq!(figure(&view, "gaps"), Some(5.0));
    let Some(SheetPart::Map(map)) = view.parts.get(1) else {
        panic!("no map");
    };
    assert_eq!(map.sentence, "Nothing that is delivered leads to Bare.");
    let cautions: Vec<_> = map
        .nodes
        .iter()
        .filter(|node| node.tone == Tone::Caution)
        .map(|node| node.label.as_str())
        .collect();
    assert_eq!(cautions, ["idle", "Bare"]);
    for link in &map.links {
        let column = |id: &str| {
            let node = map.nodes.iter().find(|node| node.id == id).expect("an end");
            node.column
        };
        assert!(column(&link.from) < column(&link.to));
    }
}

#[test]
fn what_contradicts_itself_is_a_problem_at_its_cell() {
    let one = |cells: Value| {
        let view = seen(&fields(Some(1.0), &[], vec![cells], vec![]));
        places(&view.problems)
    };
    assert_eq!(
        one(json!({"name": "A", "v": 1, "p": 50, "evidenced": true})),
        ["benefits example-1 realised"]
    );
    assert_eq!(
        one(json!({"name": "A", "v": -1, "p": 90, "planned": 1, "realised": 0.5})),
        ["benefits example-1 planned", "benefits example-1 realised"]
    );
    assert_eq!(
        one(json!({"name": "A", "v": 1, "p": 90, "planned": -1})),
        ["benefits example-1 planned"]
    );
    // It went worse than before: unwelcome, and no contradiction.
    assert!(one(json!({"name": "A", "v": 1, "p": 90, "planned": 1, "realised": -0.5})).is_empty());
    assert_eq!(
        one(json!({"name": "A", "v": 1, "p": 90, "low": 40, "base": 20, "high": 60})),
        ["benefits example-1 base"]
    );
    // Of a disbenefit the largest share makes the lowest claim.
    assert!(
        one(json!({"name": "A", "v": -1, "p": 90, "low": 40, "base": 20, "high": 10})).is_empty()
    );
    assert_eq!(
        one(json!({"name": "A", "v": -1, "p": 90, "low": 10, "base": 20, "high": 20})),
        ["benefits example-1 base"]
    );
}

#[test]
fn a_link_to_what_is_gone_is_a_problem() {
    let view = seen(&fields(
        None,
        &["x"],
        vec![json!({"id": "b", "name": "B", "v": 1, "p": 50})],
        vec![
            json!({"name": "Lists recut", "from": "gone", "to": "b", "share": 50}),
            json!({"name": "Half", "from": "x"}),
        ],
    ));
    assert_eq!(places(&view.problems), ["links example-1 from"]);
    assert!(view.problems[0].message.contains("“Lists recut”"));
    assert_eq!(view.tables[2].rows[0].computed[0].text, "–");
}

#[test]
fn a_share_over_a_hundred_is_refused_at_the_cell() {
    let fields = fields(
        None,
        &["x"],
        vec![json!({"id": "b", "name": "B"})],
        vec![json!({"name": "L", "from": "x", "to": "b", "share": 101})],
    );
    let field = format!("row:{LINKS}:example-1");
    let error = check_cells(&SPEC, &fields, &[&field]).expect_err("too much");
    assert_eq!(
        error.message,
        "“Contribution” of “L” takes a number from 0 to 100."
    );
}

#[test]
fn without_evidence_the_claim_is_the_cost_and_without_a_cost_there_is_none() {
    let benefits = vec![json!({"name": "B", "v": 2, "p": 50})];
    let view = seen(&fields(Some(1.5), &[], benefits.clone(), vec![]));
    assert_eq!(figure(&view, "claim_high"), Some(-1.5));
    assert!(
        view.finding
            .expect("a finding")
            .ends_with("is [−£1.5m], between −£1.5m and −£1.5m.")
    );
    let view = seen(&fields(None, &[], benefits, vec![]));
    assert_eq!(figure(&view, "claim_high"), None);
    assert_eq!(
        table(&view, "What the PMO may claim").sentence,
        "The claim needs the cost of the PMO."
    );
}

#[test]
fn nothing_planned_means_no_realisation() {
    let view = seen(&fields(
        None,
        &[],
        vec![
            json!({"name": "A", "v": 1, "p": 50, "planned": 0, "realised": 1}),
            json!({"name": "B", "v": -1, "p": 50, "planned": -2, "realised": -3}),
        ],
        vec![],
    ));
    assert_eq!(figure(&view, "realisation"), None);
    let shown: Vec<_> = view.tables[0]
        .rows
        .iter()
        .map(|row| row.computed[1].text.as_str())
        .collect();
    assert_eq!(shown, ["–", "150%"]);
    let Some(SheetPart::Figures(board)) = view.parts.first() else {
        panic!("no figures");
    };
    assert!(
        board
            .figures
            .iter()
            .any(|figure| figure.text == "150%, −£3m of −£2m")
    );
}

#[test]
fn a_benefit_without_numbers_is_no_result() {
    let view = seen(&fields(
        Some(1.0),
        &["x"],
        vec![json!({"name": "B", "v": 1})],
        vec![],
    ));
    assert_eq!(view.finding, None);
    assert!(
        view.missing
            .expect("says so")
            .contains("value and probability")
    );
}

#[test]
fn sixty_benefits_and_no_more() {
    let benefits: Vec<Value> = (0..60)
        .map(|at| json!({"id": format!("b{at}"), "name": format!("B{at}"), "v": at - 30, "p": 50}))
        .collect();
    let links = (0..60)
        .map(|at| json!({"name": "", "from": "x", "to": format!("b{at}"), "share": 100}))
        .collect();
    let mut given = fields(Some(1.0), &["x"], benefits, links);
    check_cells(&SPEC, &given, &given.keys().collect::<Vec<_>>()).expect("sixty fit");
    assert_eq!(figure(&seen(&given), "promised"), Some(-30.0));
    let field = format!("row:{BENEFITS}:more");
    given.insert(field.clone(), json!({"order": 99, "name": "One more"}));
    assert!(check_cells(&SPEC, &given, &[&field]).is_err());
}

/// Value, probability, planned, realised, evidenced, shares.
type Given = (
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    bool,
    [Option<i64>; 3],
);

fn given() -> impl Strategy<Value = Given> {
    let maybe = |least: i64, most: i64| prop::option::of(least..=most);
    (
        maybe(-500, 500),
        maybe(0, 100),
        maybe(-300, 300),
        maybe(-300, 300),
        any::<bool>(),
        [maybe(0, 100), maybe(0, 100), maybe(0, 100)],
    )
}

proptest! {
    #[test]
    fn sums_equal_a_count_in_whole_numbers(rows in prop::collection::vec(given(), 0..20), cost in 0..=900_i64) {
        let benefits = rows.iter().map(|(v, p, planned, realised, evidenced, [low, base, high])| json!({
            "name": "B", "v": v, "p": p, "planned": planned, "realised": realised,
            "evidenced": evidenced, "low": low, "base": base, "high": high,
        })).collect();
        let fields = fields(Some(cost as f64), &[], benefits, vec![]);
        let case = Case::read(&Input::new(&fields));

        let (mut weighed, mut adjusted, mut promised) = (0, 0, 0);
        let (mut done, mut plans, mut planned_any) = (0, 0, false);
        let mut claims = [-100 * cost; 3];
        for (v, p, planned, realised, evidenced, shares) in &rows {
            if let (Some(v), Some(p)) = (v, p) {
                weighed += 1;
                promised += v;
                adjusted += v * p;
            }
            if let Some(planned) = planned.filter(|planned| *planned > 0) {
                planned_any = true;
                plans += planned;
                done += realised.unwrap_or(0);
            }
            if *evidenced {
                for (claim, share) in claims.iter_mut().zip(shares) {
                    *claim += realised.unwrap_or(0) * share.unwrap_or(0);
                }
            }
        }
        let near = |one: f64, other: f64| (one - other).abs() < 1e-6;
        match case.risk_adjusted() {
            None => prop_assert_eq!(weighed, 0),
            Some((values, sum)) => {
                prop_assert!(near(values, promised as f64));
                prop_assert!(near(sum, adjusted as f64 / 100.0));
            }
        }
        match case.realisation() {
            None => prop_assert!(!planned_any),
            Some(share) => prop_assert!(near(share, done as f64 / plans as f64)),
        }
        let claim = case.claim().expect("there is a cost");
        for (one, other) in claim.iter().zip(claims) {
            prop_assert!(near(*one, other as f64 / 100.0));
        }
    }
}
