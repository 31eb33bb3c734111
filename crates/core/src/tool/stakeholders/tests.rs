//! The lessons' worked examples, and the formulas against naive versions.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::person::{Barrier, Class, Person};
use super::{SPEC, first};
use crate::api::{SheetPart, SheetView, ToolSave};
use crate::testing::bench;
use crate::tool::sheet::{Input, view};
use crate::tool::{Fields, save};

fn fields(people: Vec<Value>) -> Fields {
    people
        .into_iter()
        .enumerate()
        .map(|(order, mut person)| {
            person["order"] = json!(order);
            (format!("row:people:p{order}"), person)
        })
        .collect()
}

fn seen(people: Vec<Value>) -> SheetView {
    let fields = fields(people);
    bench()
        .app
        .read(|db| view(&SPEC, db, &fields))
        .expect("a view")
}

fn person(cells: Value) -> Person {
    let fields = fields(vec![cells]);
    Person::of(&Input::new(&fields).rows("people")[0])
}

fn stands(name: &str, power: u32, interest: u32, current: i32, desired: i32) -> Value {
    json!({"name": name, "power": power, "interest": interest, "current": current, "desired": desired})
}

fn priorities(view: &SheetView) -> Vec<(String, String)> {
    view.parts
        .iter()
        .find_map(|part| match part {
            SheetPart::Table(table) if table.title == "Priorities" => Some(
                table
                    .rows
                    .iter()
                    .map(|row| (row.cells[0].text.clone(), row.cells[1].text.clone()))
                    .collect(),
            ),
            _ => None,
        })
        .expect("priorities")
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter()
        .map(|(one, other)| ((*one).to_owned(), (*other).to_owned()))
        .collect()
}

#[test]
fn the_lesson_s_grid_in_march_with_what_is_wanted_and_what_is_needed() {
    // Lesson 8.1: wanting +2 of everybody puts the dean first; what is needed, the registrar.
    let wanted = seen(vec![
        stands("K.M.", 5, 5, 1, 2),
        stands("S.N.", 2, 5, -1, 2),
        stands("F.O.", 4, 4, -2, 2),
        stands("D.A.", 5, 2, -1, 2),
        stands("J.T.", 1, 5, -1, 2),
    ]);
    assert_eq!(
        priorities(&wanted),
        pairs(&[
            ("F.O.", "64"),
            ("S.N.", "30"),
            ("D.A.", "30"),
            ("K.M.", "25"),
            ("J.T.", "15")
        ])
    );
    let needed = seen(vec![
        stands("K.M.", 5, 5, 1, 2),
        stands("S.N.", 2, 5, -1, 1),
        stands("F.O.", 4, 4, -2, -1),
        stands("D.A.", 5, 2, -1, 0),
        stands("J.T.", 1, 5, -1, 0),
    ]);
    assert_eq!(
        priorities(&needed),
        pairs(&[
            ("K.M.", "25"),
            ("S.N.", "20"),
            ("F.O.", "16"),
            ("D.A.", "10"),
            ("J.T.", "5")
        ])
    );
    assert_eq!(
        needed.finding.as_deref(),
        Some("[K.M.] comes first, with a priority of 25.")
    );
    // In April: power 4, interest 5, support −2, needed 0.
    assert_eq!(person(stands("J.T.", 4, 5, -2, 0)).priority(), Some(40));
}

#[test]
fn the_lessons_trust_ratios() {
    let trust = |c, r, i, s| {
        person(
            json!({"name": "L.F.", "credibility": c, "reliability": r, "intimacy": i, "self": s}),
        )
        .trust()
    };
    // Lesson 8.2: 24 / 3 = 8.0 from her side, 20 / 6 = 3.3 from his, 5.0 three months later.
    assert_eq!(trust(9, 9, 6, 3), Some(8.0));
    assert_eq!(trust(8, 9, 3, 6), Some(20.0 / 6.0));
    assert_eq!(trust(8, 9, 3, 4), Some(5.0));
    assert_eq!(
        person(json!({"name": "L.F.", "credibility": 9})).trust(),
        None
    );
}

#[test]
fn the_lessons_barriers() {
    let barrier = |scores: [u32; 5]| {
        let [a, d, k, b, r] = scores;
        person(
            json!({"awareness": a, "desire": d, "knowledge": k, "ability": b, "reinforcement": r}),
        )
        .barrier()
    };
    // Lesson 8.3: the sister, the matron (whose lowest is desire), the roster clerk.
    assert_eq!(barrier([5, 4, 4, 2, 2]), Some(Barrier::At(3)));
    assert_eq!(barrier([3, 2, 4, 4, 1]), Some(Barrier::At(0)));
    assert_eq!(barrier([5, 5, 3, 3, 4]), Some(Barrier::At(2)));
    assert_eq!(barrier([4; 5]), Some(Barrier::None));
    // A barrier behind something that was not scored is not known to be the first.
    assert_eq!(person(json!({"desire": 2})).barrier(), None);
    assert_eq!(
        person(json!({"awareness": 2})).barrier(),
        Some(Barrier::At(0))
    );
}

#[test]
fn the_lessons_six_types() {
    let class = |power: u32, legitimacy: bool, urgency: bool| {
        person(json!({"power": power, "legitimacy": legitimacy, "urgency": urgency})).class()
    };
    assert_eq!(class(5, true, false), Some(Class::Dominant));
    assert_eq!(class(4, true, true), Some(Class::Definitive));
    assert_eq!(class(4, false, false), Some(Class::Dormant));
    assert_eq!(class(4, false, true), Some(Class::Dangerous));
    assert_eq!(class(3, false, true), Some(Class::Demanding));
    assert_eq!(class(1, true, true), Some(Class::Dependent));
    assert_eq!(class(3, true, false), Some(Class::Discretionary));
    assert_eq!(class(3, false, false), Some(Class::Bystander));
    assert_eq!(person(json!({"legitimacy": true})).class(), None);
}

#[test]
fn barriers_are_counted_and_moves_stand_by_date() {
    let with = |mut person: Value, more: Value| {
        for (key, value) in more.as_object().expect("cells") {
            person[key] = value.clone();
        }
        person
    };
    let view = seen(vec![
        with(
            stands("A.A.", 5, 5, 0, 1),
            json!({"awareness": 5, "desire": 2, "move": "Visit", "date": "2026-12-10"}),
        ),
        with(
            stands("B.B.", 4, 4, 0, 1),
            json!({"awareness": 5, "desire": 3, "move": "Ask", "date": "2026-12-01"}),
        ),
        with(stands("C.C.", 3, 3, 0, 1), json!({"awareness": 1})),
        with(stands("D.D.", 1, 5, 1, 1), json!({"legitimacy": true})),
    ]);
    let tables: Vec<_> = view
        .parts
        .iter()
        .filter_map(|part| match part {
            SheetPart::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    assert_eq!(
        tables[0].sentence,
        "Of those below what is needed, stuck: 1 at awareness and 2 at desire. Barriers are counted, never averaged."
    );
    let moves: Vec<&str> = tables[1]
        .rows
        .iter()
        .map(|row| row.cells[1].text.as_str())
        .collect();
    assert_eq!(moves, ["B.B.", "A.A.", "C.C.", "D.D."]);
    assert_eq!(tables[1].rows[0].cells[0].text, "1 December 2026");
    assert_eq!(tables[1].sentence, "C.C. has no move with a date.");
    let Some(SheetPart::Text(text)) = view.parts.last() else {
        panic!("no text");
    };
    assert!(text.paragraphs[0].starts_with("D.D.: who could lend power"));
}

#[test]
fn a_name_is_refused_or_pointed_out_and_so_are_two_of_the_same_initials() {
    let bench = bench();
    let set = fields(vec![stands("John Smith", 3, 3, 0, 1)]);
    let input = ToolSave {
        tool: "t8".to_owned(),
        set,
    };
    let error = bench
        .app
        .write(|write| save(write, &input))
        .expect_err("a name");
    assert!(error.message.contains("at most 4 characters"), "{error}");
    let messages: Vec<String> = seen(vec![
        stands("John", 3, 3, 0, 1),
        stands("A.B.", 3, 3, 0, 1),
        stands("ab", 3, 3, 0, 1),
    ])
    .problems
    .into_iter()
    .map(|problem| problem.message)
    .collect();
    assert_eq!(
        messages,
        [
            "“John” looks like a name: use initials.",
            "“A.B.” stands for 2 people: add a letter, so that you can tell them apart."
        ]
    );
}

#[test]
fn the_tool_is_private_and_only_it() {
    assert!(crate::tool::is_private("t8"));
    for tool in ["t1", "t2", "t4", "t7", "t9", "nothing"] {
        assert!(!crate::tool::is_private(tool), "{tool}");
    }
}

#[test]
fn first_is_nobody_when_everybody_gives_enough() {
    assert_eq!(first(&fields(vec![stands("A.A.", 5, 5, 2, -1)])), None);
    assert_eq!(
        first(&fields(vec![
            stands("A.A.", 5, 5, 2, -1),
            stands("B.B.", 1, 1, 0, 1)
        ])),
        Some(("B.B.".to_owned(), 1))
    );
    let even = seen(vec![stands("A.A.", 5, 5, 2, 2), stands("B.B.", 2, 2, 2, 0)]);
    assert_eq!(
        even.finding.as_deref(),
        Some("[Everybody gives] the support that the decision needs; keep a date beside each.")
    );
}

proptest! {
    #[test]
    fn priority_counts_unit_by_unit(power in 1..=5_u32, interest in 1..=5_u32, current in -2..=2_i32, desired in -2..=2_i32) {
        // A block of power × interest for each level that is missing.
        let mut expected = 0;
        for _ in current..desired { for _ in 0..power { expected += interest; } }
        prop_assert_eq!(person(stands("X.Y.", power, interest, current, desired)).priority(), Some(expected));
    }

    #[test]
    fn the_barrier_is_the_first_at_three_or_below(scores in prop::array::uniform5(1..=5_u32)) {
        let [a, d, k, b, r] = scores;
        let found = person(json!({"awareness": a, "desire": d, "knowledge": k, "ability": b, "reinforcement": r})).barrier();
        match found {
            Some(Barrier::At(place)) => {
                prop_assert!(scores[place] <= 3);
                prop_assert!(scores[..place].iter().all(|score| *score > 3));
            }
            other => prop_assert!(other == Some(Barrier::None) && scores.iter().all(|score| *score > 3)),
        }
    }
}
