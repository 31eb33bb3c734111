use serde_json::json;

use super::statements::GROUPS;
use super::{band, check, finding, index, number, reason, score, statement_ids, summary, view};
use crate::api::Band;
use crate::course;
use crate::testing::bench;
use crate::tool::Fields;

/// Answers that make these sums, four to a dimension.
fn answers(sums: [u32; 5]) -> Fields {
    let mut fields = Fields::new();
    for (group, sum) in GROUPS.iter().zip(sums) {
        for number in 0..4 {
            let answer = sum.saturating_sub(number * 4).min(4);
            fields.insert(format!("answer:{}-{}", group.id, number + 1), json!(answer));
        }
    }
    fields
}

#[test]
fn twenty_statements_four_to_a_dimension() {
    assert_eq!(statement_ids().count(), 20);
    let texts: std::collections::BTreeSet<_> =
        GROUPS.iter().flat_map(|group| group.statements).collect();
    assert_eq!(texts.len(), 20);
}

#[test]
fn the_edges_of_the_bands() {
    for (sums, index_is, band_is) in [
        ([6, 6, 6, 6, 7], 38.75, Band::Survive),
        ([6, 6, 6, 7, 7], 40.0, Band::Stabilise),
        ([16, 16, 16, 16, 3], 83.75, Band::Survive),
        ([16, 16, 16, 16, 4], 85.0, Band::Stabilise),
        ([16, 16, 16, 16, 7], 88.75, Band::Stabilise),
        ([12, 12, 12, 12, 8], 70.0, Band::Thrive),
        ([12, 12, 12, 11, 8], 68.75, Band::Stabilise),
        ([16, 16, 16, 16, 16], 100.0, Band::Thrive),
        ([0, 0, 0, 0, 0], 0.0, Band::Survive),
    ] {
        assert_eq!(index(&sums), index_is, "{sums:?}");
        assert_eq!(band(&sums), band_is, "{sums:?}");
    }
}

#[test]
fn the_reason_names_what_decided() {
    for (sums, expected) in [
        ([6, 6, 6, 6, 7], "The index is 39, below 40."),
        (
            [2, 6, 6, 6, 6],
            "The index is 33, below 40, and Mandate is at 13, below 25.",
        ),
        (
            [16, 16, 3, 16, 16],
            "Capacity is at 19, below 25, which outweighs an index of 84.",
        ),
        (
            [16, 16, 16, 16, 7],
            "The index is 89, enough to thrive, but foresight is at 44, below 50.",
        ),
        (
            [8, 8, 8, 8, 8],
            "The index is 50, between 40 and 70, and no dimension is below 25.",
        ),
        (
            [12, 12, 12, 12, 8],
            "The index is 70, at least 70, and no dimension is below 50: the lowest, foresight, is at 50.",
        ),
    ] {
        assert_eq!(reason(&sums), expected);
    }
}

#[test]
fn a_whole_number_stands_on_the_same_side_of_every_threshold() {
    let shown = |value: f64| number(value).parse::<f64>().expect("a number");
    let scores = (0..=16).map(score);
    let indices = (0..=80).map(|sum| f64::from(sum) * 1.25);
    for value in scores.chain(indices) {
        for threshold in [25.0, 40.0, 50.0, 70.0] {
            assert_eq!(value < threshold, shown(value) < threshold, "{value}");
        }
    }
}

#[test]
fn nothing_is_said_until_all_are_answered() {
    let bench = bench();
    let mut fields = answers([8, 8, 8, 8, 8]);
    fields.remove("answer:foresight-4");
    let seen = bench.app.read(|db| view(db, &fields)).expect("views");
    assert_eq!((seen.answered, seen.index, seen.band), (19, None, None));
    assert_eq!(seen.dimensions[0].score, Some(50.0));
    assert_eq!(seen.dimensions[4].score, None);
    assert_eq!(summary(&seen), None);
    assert_eq!(finding(&fields), "19 of 20 statements answered.");
    assert_eq!(
        finding(&answers([8, 8, 7, 8, 8])),
        "Stabilise, with an index of 49; capacity is weakest."
    );
}

#[test]
fn the_two_weakest_dimensions_bring_lessons_that_the_course_has() {
    let bench = bench();
    // The sample course has none of them.
    let fields = answers([8, 2, 8, 2, 8]);
    let seen = bench.app.read(|db| view(db, &fields)).expect("views");
    assert_eq!(seen.lessons, []);
    bench.app.write(course::start_built_in).expect("installs");
    let of = |sums| -> Vec<String> {
        let seen = bench
            .app
            .read(|db| view(db, &answers(sums)))
            .expect("views");
        seen.lessons
            .into_iter()
            .map(|lesson| lesson.lesson)
            .collect()
    };
    assert_eq!(
        of([8, 2, 8, 2, 8]),
        ["m1-evidence-and-myths", "m1-survival-traps"]
    );
    // Ties go to the dimension shown first; every pair of dimensions brings two lessons.
    assert_eq!(
        of([8; 5]),
        ["m1-what-a-director-owns", "m1-evidence-and-myths"]
    );
    for one in 0..5 {
        for other in 0..5 {
            let mut sums = [16; 5];
            (sums[one], sums[other]) = (0, 0);
            assert_eq!(of(sums).len(), 2, "{sums:?}");
        }
    }
}

#[test]
fn only_answers_are_fields() {
    assert!(check("answer:mandate-1", &json!(4)).is_ok());
    for (field, value) in [
        ("answer:mandate-1", json!(5)),
        ("answer:mandate-1", json!(-1)),
        ("answer:mandate-1", json!(1.5)),
        ("answer:mandate-1", json!("4")),
        ("answer:mandate-5", json!(1)),
        ("mandate-1", json!(1)),
    ] {
        let refused = check(field, &value).expect_err("refuses");
        assert!(refused.message.contains(field));
    }
}
