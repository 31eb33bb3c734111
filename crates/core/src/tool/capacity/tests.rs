//! The lesson's cases by hand, the edges, and the search for a delay against brute force.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::delay::delays;
use super::plan::{Plan, of_hundred, wait};
use super::{ROLES, SPEC, WORK};
use crate::api::{SheetPart, SheetView, TablePart};
use crate::testing::bench;
use crate::tool::Fields;
use crate::tool::sheet::part::example as fields_of;
use crate::tool::sheet::{Input, check_cells, view};

fn plan_fields(months: usize, roles: Vec<Value>, work: Vec<Value>) -> Fields {
    let values = [
        ("start", json!("2027-03-15")),
        ("months", json!(months)),
        ("unit", json!("£")),
    ];
    fields_of(&values, &[(ROLES, roles), (WORK, work)])
}

/// A piece of work from March 2027 on.
fn work(name: &str, role: &str, p: Option<f64>, people: &[f64]) -> Value {
    let mut cells = json!({"name": name, "role": role});
    if let Some(p) = p {
        cells["p"] = json!(p);
    }
    for (at, people) in (3..).zip(people) {
        cells[format!("m:2027-{at:02}")] = json!(people);
    }
    cells
}

fn role(id: &str, h: f64, a: f64) -> Value {
    json!({"id": id, "name": id, "h": h, "a": a})
}

/// Lesson 3 of module 5: five data engineers of a building society.
fn society(availability: f64, priced: bool) -> Fields {
    let mut rows = vec![
        work(
            "Ledger",
            "engineers",
            Some(100.0),
            &[1.5, 1.5, 1.5, 1.0, 0.5],
        ),
        work(
            "Mobile app",
            "engineers",
            Some(90.0),
            &[1.0, 1.0, 1.0, 1.0, 1.0],
        ),
        work(
            "Fraud detection",
            "engineers",
            Some(60.0),
            &[0.0, 1.5, 1.5, 1.0, 0.5],
        ),
        work(
            "Customer consents",
            "engineers",
            Some(80.0),
            &[0.0, 1.0, 1.0, 0.5, 0.0],
        ),
    ];
    if priced {
        // The other two have a price as well: nothing is unknown, so the cheapest comes first.
        for (row, cost) in rows.iter_mut().zip([900_000, 300_000, 60_000, 20_000]) {
            row["delay"] = json!(cost);
        }
    }
    let mut engineers = role("engineers", 5.0, availability);
    engineers["name"] = json!("Data engineers");
    plan_fields(5, vec![engineers], rows)
}

fn plan(fields: &Fields) -> Plan {
    Plan::read(&Input::new(fields))
}

fn seen(fields: &Fields) -> SheetView {
    bench()
        .app
        .read(|db| view(&SPEC, db, fields))
        .expect("a view")
}

fn loads(plan: &Plan, role: usize) -> Vec<String> {
    (0..plan.months.len())
        .map(|month| {
            plan.utilisation(role, month)
                .map_or_else(String::new, of_hundred)
        })
        .collect()
}

fn table<'v>(view: &'v SheetView, title: &str) -> &'v TablePart {
    view.parts
        .iter()
        .find_map(|part| match part {
            SheetPart::Table(table) if table.title.starts_with(title) => Some(table),
            _ => None,
        })
        .unwrap_or_else(|| panic!("no table “{title}”"))
}

#[test]
fn the_lessons_map() {
    let fields = society(80.0, true);
    let plan = plan(&fields);
    assert_eq!(loads(&plan, 0), ["60%", "103%", "103%", "73%", "43%"]);
    let view = seen(&fields);
    assert_eq!(
        view.finding.as_deref(),
        Some(
            "The first breach is [Data engineers in April 2027], at 103%; delaying [Customer consents] by 2 months clears it, with 0.4 person-months moved beyond the map."
        )
    );
    let rows: Vec<Vec<&str>> = table(&view, "What clears")
        .rows
        .iter()
        .map(|row| {
            row.cells[..5]
                .iter()
                .map(|cell| cell.text.as_str())
                .collect()
        })
        .collect();
    // £40,000 against £120,000 for two months, and 0.8 and 0.9 engineers freed.
    assert_eq!(rows[0], ["Customer consents", "2", "80%", "0.8", "£40,000"]);
    assert_eq!(rows[1], ["Fraud detection", "2", "60%", "0.9", "£120,000"]);
}

#[test]
fn after_either_delay_the_loads_are_the_lessons() {
    let later = |name: &str| {
        let mut plan = plan(&society(80.0, false));
        let work = plan
            .work
            .iter_mut()
            .find(|work| work.name == name)
            .expect("is there");
        work.d.rotate_right(2);
        work.d[..2].fill(0.0);
        loads(&plan, 0)
    };
    assert_eq!(later("Fraud detection")[1..4], ["80%", "80%", "80%"]);
    let consents = later("Customer consents");
    // “Just under 83%”: 82.5.
    assert_eq!(consents[1..4], ["83%", "83%", "83%"]);
}

#[test]
fn without_prices_the_shortest_and_then_the_least_probable_comes_first() {
    let view = seen(&society(80.0, false));
    let table = table(&view, "What clears");
    let first: Vec<_> = table.rows[0]
        .cells
        .iter()
        .map(|cell| cell.text.as_str())
        .collect();
    assert_eq!(first[..3], ["Fraud detection", "2", "60%"]);
    assert_eq!(first[4], "–");
    // One price alone compares nothing.
    let mut fields = society(80.0, false);
    fields.get_mut("row:work:example-4").expect("consents")["delay"] = json!(1);
    let plan = plan(&fields);
    let found = delays(&plan, &plan.breaches()[0]);
    assert_eq!(plan.work[found[0].work].name, "Fraud detection");
}

#[test]
fn optimism_about_availability_clears_the_map() {
    let plan = plan(&society(100.0, false));
    assert_eq!(loads(&plan, 0)[1], "82%");
    assert_eq!(plan.breaches(), []);
    let view = seen(&society(100.0, false));
    let finding = view.finding.expect("a finding");
    assert!(
        finding.starts_with("No role is over 100% in these 5 months;"),
        "{finding}"
    );
    assert!(finding.contains("about 4.6 others"), "{finding}");
}

#[test]
fn the_map_twice() {
    // With consents moved, April is 98% with fraud detection and 60% without it.
    let mut fields = society(80.0, false);
    let consents = fields.get_mut("row:work:example-4").expect("consents");
    consents["m:2027-04"] = json!(0);
    consents["m:2027-05"] = json!(0);
    let view = seen(&fields);
    let heat = view.parts.iter().find_map(|part| match part {
        SheetPart::Heat(heat) if heat.title.contains("Fraud detection") => Some(heat),
        _ => None,
    });
    let april: Vec<_> = heat
        .expect("a second map")
        .rows
        .iter()
        .map(|row| row.cells[1].text.as_str())
        .collect();
    assert_eq!(april, ["83%", "98%", "60%"]);
    assert!((wait(0.975).expect("below 1") - 39.0).abs() < 1e-9);
}

#[test]
fn the_lessons_table_of_waits() {
    let waits: Vec<String> = [0.5, 0.7, 0.8, 0.85, 0.9, 0.95]
        .iter()
        .map(|u| format!("{:.1}", wait(*u).expect("below 1")))
        .collect();
    assert_eq!(waits, ["1.0", "2.3", "4.0", "5.7", "9.0", "19.0"]);
    assert_eq!(wait(1.0), None);
}

#[test]
fn the_items_of_the_assessment() {
    // Headcount, availability, demand before, what a project wants, its probability; the index.
    for (h, a, before, wants, p, index) in [
        (4.0, 75.0, 2.4, 0.6, 50.0, 9.0),
        (6.0, 80.0, 3.6, 0.96, 50.0, 5.7),
        (5.0, 80.0, 3.2, 1.0, 40.0, 19.0),
        (3.0, 80.0, 1.68, 0.6, 60.0, 4.0),
    ] {
        let rest = before - wants * p / 100.0;
        let index_at = |p: f64| {
            let rows = vec![
                work("Rest", "r", None, &[rest]),
                work("P", "r", Some(p), &[wants]),
            ];
            let plan = plan(&plan_fields(3, vec![role("r", h, a)], rows));
            wait(plan.utilisation(0, 0).expect("capacity")).expect("below 1")
        };
        assert!((index_at(100.0) - index).abs() < 0.05, "{h} people");
        assert!(index_at(p) < index);
    }
}

#[test]
fn bands_begin_where_the_lesson_says() {
    let rows = vec![work("W", "r", None, &[6.9, 7.0, 8.4, 8.5, 10.0, 10.01])];
    let view = seen(&plan_fields(6, vec![role("r", 10.0, 100.0)], rows));
    let Some(SheetPart::Heat(heat)) = view.parts.get(1) else {
        panic!("no map");
    };
    let shown: Vec<_> = heat.rows[0]
        .cells
        .iter()
        .map(|cell| (cell.text.as_str(), cell.level, cell.over))
        .collect();
    assert_eq!(
        shown,
        [
            ("69%", 0, false),
            ("70%", 1, false),
            ("84%", 1, false),
            ("85%", 3, false),
            ("100%", 3, false),
            ("over 100%", 4, true),
        ]
    );
    assert!(heat.rows[0].cells[4].note.contains("no limit"));
}

#[test]
fn tenths_that_add_up_to_the_capacity_are_no_breach() {
    // 0.1 + 0.2 is more than 0.3 in binary.
    let rows = vec![work("A", "r", None, &[0.1]), work("B", "r", None, &[0.2])];
    let plan = plan(&plan_fields(3, vec![role("r", 0.3, 100.0)], rows));
    assert_eq!(plan.breaches(), []);
}

#[test]
fn work_for_nobody_is_a_breach_and_a_problem() {
    let rows = vec![
        work("W", "r", Some(50.0), &[0.0, 2.0]),
        work("V", "s", None, &[1.0]),
    ];
    let fields = plan_fields(3, vec![role("r", 0.0, 80.0), role("s", 2.0, 100.0)], rows);
    let view = seen(&fields);
    assert_eq!(
        view.finding.as_deref(),
        Some(
            "The first breach is [r in April 2027], with work and nobody to do it; [no single delay clears it]."
        )
    );
    let places: Vec<_> = view
        .problems
        .iter()
        .map(|problem| (problem.row.as_str(), problem.column.as_str()))
        .collect();
    assert_eq!(places, [("r", "h")]);
    assert!(view.figures.iter().all(|figure| figure.value.is_finite()));
    assert!(!format!("{:?}", view.parts).contains("inf"));
}

#[test]
fn work_on_no_role_and_roles_without_numbers_are_problems() {
    let mut half = json!({"id": "half", "name": "Half", "h": 2});
    let rows = vec![
        work("Lost", "gone", None, &[1.0]),
        work("Waiting", "half", None, &[1.0]),
        work("Idle", "", None, &[0.0]),
        work("Fine", "r", None, &[1.0]),
    ];
    let fields = plan_fields(3, vec![role("r", 2.0, 100.0), half.take()], rows);
    let view = seen(&fields);
    let places: Vec<_> = view
        .problems
        .iter()
        .map(|problem| {
            let (table, row, column) = (&problem.table, &problem.row, &problem.column);
            format!("{table} {row} {column}")
        })
        .collect();
    assert_eq!(places, ["work example-1 role", "roles half a"]);
    assert!(view.problems[0].message.contains("“Lost”"));
    assert!(view.problems[1].message.contains("“Half”"));
}

#[test]
fn what_a_delay_moves_off_the_map_is_said() {
    let rows = vec![
        work("Base", "r", None, &[0.5, 0.5, 0.5]),
        work("Late", "r", Some(50.0), &[0.0, 2.0, 2.0]),
    ];
    let fields = plan_fields(3, vec![role("r", 1.0, 100.0)], rows);
    let plan = plan(&fields);
    let found = delays(&plan, &plan.breaches()[0]);
    // Base clears it as well, off the map altogether.
    let [late, base] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!((late.work, late.months), (1, 2));
    assert!((late.beyond - 2.0).abs() < 1e-12 && (late.freed - 1.0).abs() < 1e-12);
    assert_eq!((base.work, base.months), (0, 3));
    assert!((base.beyond - 1.5).abs() < 1e-12);
    let view = seen(&fields);
    let finding = view.finding.as_deref().expect("a finding");
    assert!(
        finding.ends_with("by 2 months clears it, with 2 person-months moved beyond the map."),
        "{finding}"
    );
    assert_eq!(table(&view, "What clears").rows[0].cells[5].text, "2");
}

#[test]
fn a_plateau_is_cleared_by_no_delay() {
    let rows = vec![
        work("A", "r", None, &[1.2, 1.2, 1.2]),
        work("B", "r", None, &[1.2, 1.2, 1.2]),
    ];
    let view = seen(&plan_fields(3, vec![role("r", 1.0, 100.0)], rows));
    let table = table(&view, "What clears");
    assert!(
        table.rows.is_empty() && table.none.contains("a plateau"),
        "{}",
        table.none
    );
    let finding = view.finding.expect("a finding");
    assert!(
        finding.ends_with("[no single delay clears it]."),
        "{finding}"
    );
}

#[test]
fn months_follow_the_first_one_and_others_are_counted_apart() {
    let mut row = work("W", "r", Some(50.0), &[1.0]);
    row["m:2026-12"] = json!(4);
    let mut fields = plan_fields(18, vec![role("r", 2.0, 100.0)], vec![row]);
    let all = plan(&fields);
    assert_eq!(all.months.len(), 18);
    assert_eq!(all.months[10].id, "m:2028-01");
    assert_eq!(all.months[10].full, "January 2028");
    let view = seen(&fields);
    let Some(SheetPart::Heat(heat)) = view.parts.get(1) else {
        panic!("no map");
    };
    assert!(
        heat.sentence
            .contains("2 expected person-months fall outside"),
        "{}",
        heat.sentence
    );
    fields.remove("value:months");
    assert_eq!(plan(&fields).months.len(), 12);
    fields.remove("value:start");
    assert!(
        seen(&fields)
            .missing
            .expect("missing")
            .contains("first month")
    );
}

#[test]
fn sixty_pieces_of_work_over_eighteen_months() {
    let rows: Vec<Value> = (0..60)
        .map(|at| work(&format!("W{at}"), ["r", "s"][at % 2], Some(50.0), &[1.0; 9]))
        .collect();
    let mut fields = plan_fields(18, vec![role("r", 9.0, 80.0), role("s", 40.0, 80.0)], rows);
    check_cells(&SPEC, &fields, &fields.keys().collect::<Vec<_>>()).expect("sixty fit");
    assert!(seen(&fields).finding.is_some());
    let field = format!("row:{WORK}:more");
    fields.insert(field.clone(), work("One more", "r", None, &[]));
    assert!(check_cells(&SPEC, &fields, &[&field]).is_err());
}

/// A piece of work in halves of a person and whole per cent.
type Piece = (usize, i64, Vec<i64>);

/// Is Σ d·p more than h·a, in whole numbers: halves × per cent against 2 × people × per cent.
fn over(pieces: &[Piece], capacities: &[(i64, i64)], role: usize, month: usize) -> (bool, i64) {
    let demand = pieces
        .iter()
        .filter(|(of, ..)| *of == role)
        .map(|(_, p, d)| d[month] * p)
        .sum();
    let (h, a) = capacities[role];
    (demand > 2 * h * a, demand)
}

/// Month and role of the first breach, and what clears it: piece and months, in order.
type Found = (usize, usize, Vec<(usize, usize)>);

fn brute(pieces: &[Piece], capacities: &[(i64, i64)], months: usize) -> Option<Found> {
    // The earliest month; in it the greatest of demand / capacity, the first of equals.
    let (month, role) = (0..months).find_map(|month| {
        let mut worst: Option<(usize, i64, i64)> = None;
        for role in 0..capacities.len() {
            let (is_over, demand) = over(pieces, capacities, role, month);
            let capacity = capacities[role].0 * capacities[role].1;
            let worse = worst.is_none_or(|(_, d, c)| demand * c > d * capacity);
            if is_over && worse {
                worst = Some((role, demand, capacity));
            }
        }
        worst.map(|(role, ..)| (month, role))
    })?;
    let mut clearing = Vec::new();
    for (at, (of, p, d)) in pieces.iter().enumerate() {
        if *of != role || p * d.iter().sum::<i64>() == 0 {
            continue;
        }
        for months_later in 1..=months {
            let mut moved = pieces.to_vec();
            moved[at].2 = vec![0; months];
            for (month, people) in d.iter().enumerate() {
                if month + months_later < months {
                    moved[at].2[month + months_later] = *people;
                }
            }
            if (0..months).all(|month| !over(&moved, capacities, role, month).0) {
                clearing.push((months_later, *p, p * d.iter().sum::<i64>(), at));
                break;
            }
        }
    }
    clearing.sort_unstable();
    let order = clearing
        .into_iter()
        .map(|(later, _, _, at)| (at, later))
        .collect();
    Some((month, role, order))
}

proptest! {
    #[test]
    fn delays_equal_brute_force(
        months in 3..=7_usize,
        capacities in prop::collection::vec((1..=4_i64, prop::sample::select(vec![50_i64, 75, 80, 100])), 1..=3),
        pieces in prop::collection::vec((0..3_usize, prop::sample::select(vec![0_i64, 25, 50, 90, 100]), prop::collection::vec(0..=5_i64, 7)), 1..=7),
    ) {
        let pieces: Vec<Piece> = pieces.into_iter()
            .map(|(role, p, d)| (role % capacities.len(), p, d[..months].to_vec())).collect();
        let roles = (0..).zip(&capacities)
            .map(|(at, (h, a))| role(&format!("r{at}"), *h as f64, *a as f64)).collect();
        let rows = pieces.iter().map(|(of, p, d)| {
            let people: Vec<f64> = d.iter().map(|half| *half as f64 / 2.0).collect();
            work("W", &format!("r{of}"), Some(*p as f64), &people)
        }).collect();
        // Ids of an example sort by text: their order is by place.
        let plan = plan(&plan_fields(months, roles, rows));
        prop_assert_eq!(plan.months.len(), months);
        let found = plan.breaches().first().map(|first| {
            let order = delays(&plan, first).iter().map(|delay| (delay.work, delay.months)).collect();
            (first.month, first.role, order)
        });
        prop_assert_eq!(found, brute(&pieces, &capacities, months));
    }
}
