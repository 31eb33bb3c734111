//! What the views say.

use serde_json::json;

use super::super::{at, check, check_all, finding, summary, view};
use super::{UTILITY, portfolio, with};
use crate::api::{FrontierFinding, ProjectStanding};
use crate::tool::Fields;

fn forced(names: &[&str]) -> Fields {
    let mut fields = portfolio(18.0, UTILITY);
    for name in names {
        with(&mut fields, name, "forced", json!(true));
    }
    fields
}

fn messages(fields: &Fields) -> Vec<String> {
    view(fields)
        .problems
        .into_iter()
        .map(|problem| problem.message)
        .collect()
}

#[test]
fn forcing_the_ledger() {
    let seen = view(&forced(&["Ledger replacement"]));
    let now = seen.now.expect("a budget");
    assert!(seen.proven);
    assert_eq!(now.best.value, 568.0);
    assert_eq!(now.yours.as_ref().expect("fits").value, 489.0);
    assert_eq!(now.yours.as_ref().expect("fits").cost, 17.7);
    assert_eq!(
        now.sentence,
        "Forcing Ledger replacement costs this portfolio 79 points, 14% of what €18.0m could do."
    );
    assert_eq!(now.standing["ledger-replacement"], ProjectStanding::Forced);
    assert_eq!(
        now.standing["asset-data-foundation"],
        ProjectStanding::Displaced
    );
    assert_eq!(
        now.standing["control-room-upgrade"],
        ProjectStanding::Beyond
    );
    let losses: Vec<_> = seen
        .losses
        .iter()
        .map(|loss| (loss.budget, loss.lost))
        .collect();
    let expected = [
        (14.0, 90.0),
        (16.0, 73.0),
        (18.0, 79.0),
        (20.0, 50.0),
        (22.0, 41.0),
    ];
    assert_eq!(losses, expected.map(|(budget, lost)| (budget, Some(lost))));
    // The curve of the forced portfolio begins where it can be paid for.
    assert_eq!(seen.yours[0].budget, 5.2);
    assert_eq!((seen.least, seen.greatest, seen.step), (1.1, 34.3, 0.1));
}

#[test]
fn the_curves_and_the_budget_say_the_same() {
    let fields = forced(&["Ledger replacement", "HR self-service"]);
    let seen = view(&fields);
    for curve in [&seen.best, &seen.yours] {
        assert!(
            curve
                .windows(2)
                .all(|two| two[0].budget < two[1].budget && two[0].value < two[1].value)
        );
    }
    let on = |curve: &[crate::api::CurvePoint], budget: f64| {
        curve
            .iter()
            .rev()
            .find(|point| point.budget <= budget)
            .map(|point| point.value)
    };
    for tenths in 60..=350 {
        let budget = f64::from(tenths) / 10.0;
        let now = at(&fields, budget).expect("computes");
        assert_eq!(on(&seen.best, budget), Some(now.best.value), "{budget}");
        assert_eq!(
            on(&seen.yours, budget),
            now.yours.map(|yours| yours.value),
            "{budget}"
        );
    }
}

#[test]
fn several_forced_projects_each_have_a_price() {
    let now = at(
        &forced(&["HR self-service", "Ledger replacement", "Outage prediction"]),
        18.0,
    )
    .expect("computes");
    let order: Vec<_> = now
        .forced
        .iter()
        .map(|loss| loss.project.as_str())
        .collect();
    assert_eq!(order[0], "ledger-replacement");
    assert_eq!(now.forced.last().map(|loss| loss.lost), Some(0.0));
    assert!(
        matches!(&now.finding, FrontierFinding::Costs { projects, .. } if projects[0] == "Ledger replacement")
    );
}

#[test]
fn findings_without_a_loss() {
    let says = |fields: &Fields, budget: f64| at(fields, budget).expect("computes").sentence;
    assert_eq!(
        says(&forced(&["Outage prediction"]), 18.0),
        "Forcing costs nothing at €18.0m: the best portfolio holds those projects anyway."
    );
    assert_eq!(
        says(
            &forced(&["Ledger replacement", "Customer billing renewal"]),
            9.0
        ),
        "The forced projects, with what they depend on, cost €0.8m more than €9.0m."
    );
    assert_eq!(
        says(&forced(&[]), 1.0),
        "€1.0m pays for none of these projects."
    );
    assert_eq!(
        says(&forced(&[]), 34.3),
        "At €34.3m, ranking by score finds the best portfolio too."
    );
    let mut fields = forced(&["Cyber baseline", "Developer portal"]);
    with(
        &mut fields,
        "Cyber baseline",
        "excludes",
        json!(["developer-portal"]),
    );
    let now = at(&fields, 18.0).expect("computes");
    assert_eq!(
        now.sentence,
        "The forced projects cannot all be in: Cyber baseline and Developer portal exclude each other."
    );
    assert_eq!((now.yours, now.lost), (None, 0.0));
    assert_eq!(view(&fields).yours, []);
}

#[test]
fn a_budget_met_to_the_penny() {
    // 0.1 + 0.2 is more than 0.3 in binary.
    let fields = portfolio(0.3, &[("A", 0.1, 1.0), ("B", 0.2, 1.0)]);
    let now = view(&fields).now.expect("a budget");
    assert_eq!(now.best.projects, ["a", "b"]);
    assert_eq!(now.best.cost, 0.3);
}

#[test]
fn weights_are_shares_and_ties_are_exact() {
    let mut fields = portfolio(1.0, &[("A", 1.0, 0.0), ("B", 1.0, 0.0)]);
    for (id, weight) in [("x", 1.0), ("y", 2.0)] {
        fields.insert(
            format!("criterion:{id}"),
            json!({"name": id, "weight": weight, "order": weight}),
        );
    }
    // A third of 6 and two thirds of 3 equal a third of 0 and two thirds of 6.
    with(&mut fields, "A", "scores", json!({"x": 6, "y": 3}));
    with(&mut fields, "B", "scores", json!({"x": 0, "y": 6}));
    let seen = view(&fields);
    let shares: f64 = seen.criteria.iter().map(|criterion| criterion.share).sum();
    assert_eq!(shares, 1.0);
    assert_eq!(seen.projects[0].value, Some(4.0));
    assert_eq!(seen.projects[1].value, Some(4.0));
    assert_eq!(seen.now.expect("a budget").best.projects, ["a"]);
}

#[test]
fn what_is_wrong_is_said_and_takes_no_part() {
    let mut fields = portfolio(
        5.0,
        &[
            ("A", 1.0, 3.0),
            ("B", 1.0, 4.0),
            ("C", 1.0, 5.0),
            ("D", 1.0, 1.0),
        ],
    );
    with(&mut fields, "A", "cost", json!(null));
    with(&mut fields, "B", "depends", json!(["a"]));
    with(&mut fields, "C", "scores", json!({}));
    assert_eq!(
        messages(&fields),
        [
            "A has no cost.",
            "C has no score.",
            "B depends on A, which takes no part."
        ]
    );
    let now = view(&fields).now.expect("a budget");
    assert_eq!(now.best.projects, ["d"]);
    assert_eq!(now.standing["b"], ProjectStanding::Faulty);
    for (part, value, message) in [
        ("cost", json!(-1), "The cost of D is below 0."),
        (
            "cost",
            json!(1e12),
            "The cost of D is above 100,000,000,000: choose a larger unit.",
        ),
        ("depends", json!(["d"]), "D depends on itself."),
        (
            "depends",
            json!(["gone"]),
            "D depends on a project that is not in the table.",
        ),
        ("excludes", json!(["d"]), "D excludes itself."),
        ("name", json!(" "), "The project in row 4 has no name."),
        (
            "scores",
            json!({"score": 1e300}),
            "The score of D for Score has to lie between −1,000,000 and 1,000,000.",
        ),
    ] {
        let mut fields = portfolio(
            5.0,
            &[
                ("A", 1.0, 3.0),
                ("B", 1.0, 4.0),
                ("C", 1.0, 5.0),
                ("D", 1.0, 1.0),
            ],
        );
        with(&mut fields, "D", part, value);
        assert_eq!(messages(&fields), [message]);
    }
}

#[test]
fn dependencies_that_cannot_hold() {
    let mut fields = portfolio(5.0, &[("A", 1.0, 3.0), ("B", 1.0, 4.0), ("C", 1.0, 5.0)]);
    with(&mut fields, "A", "depends", json!(["b"]));
    with(&mut fields, "B", "excludes", json!(["a"]));
    assert_eq!(
        messages(&fields),
        ["A depends on B, and they exclude each other."]
    );
    with(&mut fields, "A", "depends", json!(["b", "c"]));
    with(&mut fields, "B", "excludes", json!(["c"]));
    assert_eq!(
        messages(&fields),
        ["A depends on B and C, which exclude each other."]
    );
    // All or none is a fine thing to want.
    with(&mut fields, "B", "excludes", json!([]));
    with(&mut fields, "B", "depends", json!(["a"]));
    assert_eq!(messages(&fields), [] as [&str; 0]);
    assert_eq!(at(&fields, 2.0).expect("computes").best.projects, ["c"]);
    assert_eq!(
        at(&fields, 3.0).expect("computes").best.projects,
        ["a", "b", "c"]
    );
}

#[test]
fn too_many_and_too_few() {
    let names: Vec<String> = (0..41).map(|number| format!("P{number}")).collect();
    let projects: Vec<(&str, f64, f64)> =
        names.iter().map(|name| (name.as_str(), 1.0, 1.0)).collect();
    let fields = portfolio(5.0, &projects);
    let seen = view(&fields);
    assert_eq!(seen.now, None);
    assert_eq!(seen.problems[0].field, "projects");
    assert!(
        seen.problems[0]
            .message
            .starts_with("41 projects take part; 40 is the most")
    );
    assert_eq!(finding(&fields), seen.problems[0].message);
    assert_eq!(
        at(&fields, 3.0).expect_err("refuses").code,
        crate::Code::InvalidInput
    );
    let seen = view(&Fields::new());
    assert_eq!((seen.now.clone(), summary(&seen)), (None, None));
    assert_eq!(seen.criteria[0].id, "score");
    let mut fields = portfolio(5.0, &[("A", 1.0, 1.0)]);
    fields.insert("budget".to_owned(), json!(-5));
    assert_eq!(view(&fields).now, None);
    assert_eq!(messages(&fields), ["The budget is below 0."]);
    fields.insert("criterion:x".to_owned(), json!({"name": "X", "weight": 0}));
    assert_eq!(view(&fields).best, []);
}

#[test]
fn figures_to_compare() {
    let seen = view(&forced(&["Ledger replacement"]));
    let kept = summary(&seen).expect("a result");
    let figures: Vec<_> = kept
        .figures
        .iter()
        .map(|figure| (figure.name.as_str(), figure.value))
        .collect();
    assert_eq!(
        figures,
        [
            ("budget", 18.0),
            ("best", 568.0),
            ("yours", 489.0),
            ("lost", 79.0),
            ("projects", 8.0),
            ("cost", 17.7)
        ]
    );
}

#[test]
fn fields_of_the_wrong_kind_are_refused() {
    for (field, value) in [
        ("unit", json!(3)),
        ("unit", json!("x".repeat(21))),
        ("budget", json!("18")),
        ("step", json!([])),
        ("nothing", json!(1)),
        ("project:", json!({"name": "A"})),
        ("project:a b", json!({"name": "A"})),
        ("project:a", json!("A")),
        ("project:a", json!({"name": "A", "colour": "red"})),
        ("project:a", json!({"name": "A", "cost": "5"})),
        ("project:a", json!({"name": "x".repeat(201)})),
        ("project:a", json!({"depends": ["a b"]})),
        ("criterion:a", json!({"name": "A", "weight": "much"})),
    ] {
        let refused = check(field, &value).expect_err(field);
        assert!(refused.message.contains(field));
    }
    assert!(
        check(
            "project:a",
            &json!({"name": "A", "cost": null, "scores": {"score": null}})
        )
        .is_ok()
    );
    let many: Fields = (0..201)
        .map(|number| (format!("project:p{number}"), json!({})))
        .collect();
    assert!(check_all(&many).is_err());
}
