use std::collections::BTreeMap;

use super::{Graded, grade};
use crate::Code;
use crate::api::{Answer, Verdict};
use crate::course::{Check, Key, KeyedOption, MatchOption, PlainOption, Target, WrongValue};

fn check(key: Key) -> Check {
    Check {
        prompt: String::new(),
        difficulty: 1,
        explanation: None,
        key,
    }
}

fn keyed(rights: &[bool]) -> Vec<KeyedOption> {
    rights
        .iter()
        .zip(["a", "b", "c", "d"])
        .map(|(correct, id)| KeyedOption {
            id: id.to_owned(),
            html: id.to_owned(),
            correct: *correct,
            feedback: format!("about {id}"),
        })
        .collect()
}

fn verdicts(graded: &Graded) -> Vec<Verdict> {
    graded.options.iter().map(|option| option.verdict).collect()
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}

#[test]
fn multiple_choice_counts_hits_less_slips() {
    let check = check(Key::Multiple {
        options: keyed(&[true, true, false, false]),
    });
    let of = |chosen: &[&str]| {
        grade(
            &check,
            &Answer::Multiple {
                options: ids(chosen),
            },
        )
        .expect("grades")
    };
    assert!((of(&["b", "a"]).score - 1.0).abs() < 1e-12);
    assert!((of(&["a"]).score - 0.5).abs() < 1e-12);
    assert!((of(&["a", "c"]).score).abs() < 1e-12);
    assert_eq!(
        verdicts(&of(&["a", "c"])),
        [
            Verdict::Right,
            Verdict::Right,
            Verdict::Wrong,
            Verdict::Neutral
        ]
    );
    assert!(
        of(&["a"])
            .options
            .iter()
            .all(|option| option.feedback.starts_with("about"))
    );
}

#[test]
fn ordering_counts_places() {
    let options = ["a", "b", "c"]
        .map(|id| PlainOption {
            id: id.to_owned(),
            html: String::new(),
            feedback: String::new(),
        })
        .to_vec();
    let check = check(Key::Ordering { options });
    let of = |order: &[&str]| grade(&check, &Answer::Ordering { order: ids(order) });
    assert!((of(&["a", "b", "c"]).expect("grades").score - 1.0).abs() < 1e-12);
    assert!((of(&["a", "c", "b"]).expect("grades").score - 1.0 / 3.0).abs() < 1e-12);
    for bad in [&["a", "b"][..], &["a", "a", "b"], &["a", "b", "x"]] {
        assert!(of(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn matching_wants_every_option_on_a_known_target() {
    let option = |id: &str, target: &str| MatchOption {
        id: id.to_owned(),
        html: String::new(),
        target: target.to_owned(),
        feedback: String::new(),
    };
    let targets = ["t", "u"]
        .map(|id| Target {
            id: id.to_owned(),
            html: String::new(),
        })
        .to_vec();
    let check = check(Key::Matching {
        targets,
        options: vec![option("a", "t"), option("b", "t")],
    });
    let of = |pairs: &[(&str, &str)]| {
        let targets: BTreeMap<_, _> = pairs
            .iter()
            .map(|&(a, b)| (a.to_owned(), b.to_owned()))
            .collect();
        grade(&check, &Answer::Matching { targets })
    };
    let half = of(&[("a", "t"), ("b", "u")]).expect("grades");
    assert!((half.score - 0.5).abs() < 1e-12);
    assert_eq!(half.options[1].right_target.as_deref(), Some("t"));
    assert_eq!(
        of(&[("a", "t")]).expect_err("refuses").code,
        Code::InvalidInput
    );
    assert_eq!(
        of(&[("a", "t"), ("b", "w")]).expect_err("refuses").code,
        Code::NotFound
    );
}

#[test]
fn numbers_are_right_within_the_tolerance_and_typical_slips_get_their_own_feedback() {
    let check = check(Key::Numeric {
        answer: 0.3,
        tolerance: 0.0,
        unit: None,
        feedback: "right".to_owned(),
        wrong: vec![WrongValue {
            value: 3.0,
            feedback: "ten times".to_owned(),
        }],
        otherwise: "no".to_owned(),
    });
    let of = |value: f64| grade(&check, &Answer::Numeric { value });
    let said = |value: f64| of(value).expect("grades").options[0].feedback.clone();
    assert_eq!(
        (
            said(0.1 + 0.2).as_str(),
            said(3.0).as_str(),
            said(7.0).as_str()
        ),
        ("right", "ten times", "no")
    );
    assert!(of(f64::NAN).is_err() && of(f64::INFINITY).is_err());
}

#[test]
fn an_answer_of_another_form_is_refused() {
    let check = check(Key::Single {
        options: keyed(&[true, false]),
    });
    assert!(grade(&check, &Answer::Numeric { value: 1.0 }).is_err());
    assert!(grade(&check, &Answer::Multiple { options: vec![] }).is_err());
}
