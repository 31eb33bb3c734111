use std::collections::BTreeSet;

use proptest::prelude::*;

use super::draw::{Candidate, draw};
use super::{find, pass_mark, passes, rate};
use crate::Code;
use crate::api::{
    Calibration, ItemView, ModuleRate, SittingFind, SittingFound, SittingKind, SittingView, Topic,
    Verdict,
};
use crate::course::ItemForm;
use crate::testing::asked::{
    ASKED, BLIND, Desk, LESSONS, RIGHT, UNKNOWN, WRONG, desk, files, item,
};
use crate::testing::{COURSE, bench};

const PRE: SittingKind = SittingKind::Pre;
const FAST: SittingKind = SittingKind::Fast;
const POST: SittingKind = SittingKind::Post;

fn ids(view: &SittingView) -> Vec<&str> {
    view.items.iter().map(|item| item.id.as_str()).collect()
}

fn found(desk: &Desk, kind: SittingKind, module: Option<&str>) -> SittingFound {
    let input = SittingFind {
        course: ASKED.to_owned(),
        kind,
        module: module.map(str::to_owned),
    };
    desk.app.read(|db| find(db, &input)).expect("finds")
}

fn of<'a>(view: &'a SittingView, id: &str) -> &'a ItemView {
    view.items.iter().find(|item| item.id == id).expect("asked")
}

#[test]
fn a_pre_assessment_asks_form_a_and_a_post_test_form_c_in_course_order() {
    let desk = desk();
    for (kind, form) in [(PRE, 'a'), (POST, 'c')] {
        let view = desk.open(kind, None, false);
        let wanted: Vec<String> = LESSONS[..8].iter().map(|l| format!("{l}-{form}")).collect();
        assert_eq!(ids(&view), wanted);
        let modules: Vec<&str> = view.modules.iter().map(|m| m.module.id.as_str()).collect();
        assert_eq!(modules, ["m1", "m2"]);
        assert_eq!((view.answered, view.minutes_left), (0, 6), "8 × 45 s");
        assert!(view.items.iter().all(|item| item.explained.is_none()));
    }
}

#[test]
fn a_sitting_shows_no_key_before_it_is_earned() {
    let desk = desk();
    let view = desk.open(PRE, None, false);
    let text = serde_json::to_string(&view).expect("serialises");
    assert!(!text.contains("Because") && !text.contains("correct") && !text.contains("Yes."));
}

#[test]
fn a_paused_sitting_is_gone_on_with_until_another_is_begun() {
    let desk = desk();
    let first = desk.open(PRE, None, false);
    desk.answer(&first.sitting, "l11-a", RIGHT)
        .expect("answers");
    let same = desk.open(PRE, None, false);
    assert_eq!((&same.sitting, same.answered), (&first.sitting, 1));
    assert_eq!(found(&desk, PRE, None).paused, Some(1));
    let other = desk.open(PRE, None, true);
    assert_ne!(other.sitting, first.sitting);
    assert_eq!(desk.open(PRE, None, false).sitting, other.sitting);
    desk.finish(&other.sitting);
    // The one that was passed over is not offered again; the finished one can be looked at.
    assert_eq!(found(&desk, PRE, None).paused, None);
    let back = desk.open(PRE, None, false);
    assert_eq!(back.sitting, other.sitting);
    assert!(back.finished_at.is_some());
}

#[test]
fn two_sittings_at_once_do_not_mix() {
    let desk = desk();
    let pre = desk.open(PRE, None, false);
    let one = desk.open(FAST, Some("m1"), false);
    let two = desk.open(FAST, Some("m2"), false);
    assert_eq!(
        BTreeSet::from([&pre.sitting, &one.sitting, &two.sitting]).len(),
        3
    );
    desk.answer(&one.sitting, "l11-b", BLIND).expect("answers");
    desk.answer(&pre.sitting, "l11-a", RIGHT).expect("answers");
    assert_eq!(
        desk.answer(&two.sitting, "l11-b", RIGHT)
            .expect_err("refuses")
            .code,
        Code::NotFound
    );
    assert_eq!(found(&desk, FAST, Some("m1")).paused, Some(1));
    assert_eq!(found(&desk, FAST, Some("m2")).paused, Some(0));
    assert!(!desk.finish(&one.sitting).passed.expect("a fast-track"));
    assert_eq!(found(&desk, PRE, None).paused, Some(1));
    // Two windows begin the same one: both go on with it.
    assert_eq!(desk.open(PRE, None, false).sitting, pre.sitting);
}

#[test]
fn the_first_answer_stands() {
    let desk = desk();
    let sitting = desk.open(PRE, None, false).sitting;
    let first = desk.answer(&sitting, "l11-a", WRONG).expect("answers");
    assert_eq!(desk.answer(&sitting, "l11-a", WRONG).expect("again"), first);
    for other in [RIGHT, UNKNOWN, (Some("wrong"), 3)] {
        let refused = desk.answer(&sitting, "l11-a", other).expect_err("refuses");
        assert_eq!(refused.code, Code::InvalidInput);
        assert!(refused.message.contains("first answer stands"), "{refused}");
    }
    assert_eq!(
        of(&desk.open(PRE, None, false), "l11-a").answer,
        first.answer
    );
    desk.finish(&sitting);
    let late = desk.answer(&sitting, "l12-a", RIGHT).expect_err("refuses");
    assert!(late.message.contains("finished"), "{late}");
    let same = desk.answer(&sitting, "l11-a", WRONG).expect("again");
    assert!(same.explained.is_some());
}

#[test]
fn an_answer_that_does_not_fit_changes_nothing() {
    let desk = desk();
    let sitting = desk.open(PRE, None, false).sitting;
    for (item, said, code) in [
        ("l11-b", RIGHT, Code::NotFound),
        ("l11-a", (Some("other"), 3), Code::NotFound),
        ("l11-a", (Some("right"), 0), Code::InvalidInput),
        ("l11-a", (None, 5), Code::InvalidInput),
    ] {
        let refused = desk.answer(&sitting, item, said).expect_err("refuses");
        assert_eq!(refused.code, code, "{refused}");
    }
    assert_eq!(
        desk.answer("none", "l11-a", RIGHT)
            .expect_err("refuses")
            .code,
        Code::NotFound
    );
    assert_eq!(desk.open(PRE, None, false).answered, 0);
}

#[test]
fn a_blind_spot_is_explained_at_once_and_all_else_at_the_end() {
    let desk = desk();
    let sitting = desk.open(PRE, None, false).sitting;
    for (item, said, at_once) in [
        ("l11-a", RIGHT, false),
        ("l12-a", (Some("wrong"), 2), false),
        ("l13-a", (Some("wrong"), 3), true),
        ("l14-a", (None, 4), false),
    ] {
        let view = desk.answer(&sitting, item, said).expect("answers");
        assert_eq!(view.explained.is_some(), at_once, "{item}");
    }
    let result = desk.finish(&sitting);
    let explained = of(&result.view, "l13-a")
        .explained
        .clone()
        .expect("explained");
    assert!(explained.blind_spot && !explained.correct);
    assert_eq!(
        (
            explained.lesson.number.as_str(),
            explained.lesson.title.as_str()
        ),
        ("1.3", "About l13")
    );
    let verdicts: Vec<_> = explained
        .options
        .iter()
        .map(|o| (o.verdict, o.chosen))
        .collect();
    assert_eq!(verdicts, [(Verdict::Right, false), (Verdict::Wrong, true)]);
    let unknown = of(&result.view, "l14-a")
        .explained
        .clone()
        .expect("explained");
    assert!(!unknown.blind_spot && !unknown.correct);
    assert!(
        result
            .view
            .items
            .iter()
            .all(|item| item.explained.is_some())
    );
}

#[test]
fn what_is_not_answered_is_not_known() {
    let desk = desk();
    let sitting = desk.open(PRE, None, false).sitting;
    desk.answer(&sitting, "l11-a", RIGHT).expect("answers");
    desk.answer(&sitting, "l12-a", BLIND).expect("answers");
    desk.answer(&sitting, "l13-a", UNKNOWN).expect("answers");
    let result = desk.finish(&sitting);
    assert_eq!(
        (result.correct, result.asked, result.blind_spots),
        (1, 8, 1)
    );
    let by = |confidence, answers, correct| Calibration {
        confidence,
        answers,
        correct,
    };
    assert_eq!(
        result.calibration,
        [by(1, 0, 0), by(2, 0, 0), by(3, 1, 1), by(4, 1, 0)]
    );
    let modules: Vec<_> = result
        .modules
        .iter()
        .map(|m| (m.module.number, m.correct, m.asked, m.blind_spots, m.before))
        .collect();
    assert_eq!(modules, [(1, 1, 4, 1, None), (2, 0, 4, 0, None)]);
    assert_eq!(
        (result.passed, result.gained, result.closed),
        (None, None, None)
    );
    assert_eq!(result.view.minutes_left, 0);
    // Finishing again changes nothing and announces nothing.
    let (again, changes) = desk
        .write(|write| super::finish(write, &sitting))
        .expect("finishes");
    assert_eq!(again, result);
    assert!(!changes.contains(&Topic::Path));
}

#[test]
fn a_post_test_says_what_was_gained_and_which_blind_spots_closed() {
    let desk = desk();
    assert_eq!(desk.sit(POST, None, &[]).gained, None);
    desk.sit(
        PRE,
        None,
        &[
            ("l11", BLIND),
            ("l12", BLIND),
            ("l21", WRONG),
            ("l22", UNKNOWN),
        ],
    );
    let post = desk.sit(POST, None, &[("l12", WRONG)]);
    // 4 of 8 before, 7 of 8 now.
    assert_eq!((post.gained, post.closed), (Some(37.5), Some(1)));
    let before: Vec<_> = post.modules.iter().map(|m| (m.before, m.correct)).collect();
    assert_eq!(before, [(Some(2), 3), (Some(2), 4)]);
    // A later pre-assessment does not change what this post-test says.
    desk.sit(PRE, None, &[]);
    let latest = found(&desk, POST, None).latest.expect("a post-test");
    assert_eq!((latest.gained, latest.closed), (Some(37.5), Some(1)));
    assert_eq!(found(&desk, POST, None).finished, 2);
}

#[test]
fn repeating_asks_what_was_not_asked_before() {
    let desk = desk();
    desk.sit(PRE, None, &[]);
    let second = desk.open(PRE, None, true);
    assert!(
        ids(&second).iter().all(|id| id.ends_with("-d")),
        "{second:?}"
    );
    desk.answer(&second.sitting, "l11-d", RIGHT)
        .expect("answers");
    // Begun anew: only the spare that was answered is used up.
    let third = desk.open(PRE, None, true);
    assert_eq!(ids(&third)[..2], ["l11-a", "l12-d"]);
    desk.finish(&third.sitting);
    let fourth = desk.open(PRE, None, true);
    assert!(
        ids(&fourth).iter().all(|id| id.ends_with("-a")),
        "{fourth:?}"
    );
}

#[test]
fn a_fast_track_asks_form_b_and_one_spare_and_repeats_as_little_as_it_can() {
    let desk = desk();
    let first = desk.sit(FAST, Some("m1"), &[("l11", BLIND), ("l12", WRONG)]);
    assert_eq!(first.view.module.as_ref().expect("a module").number, 1);
    let asked = |view: &SittingView| {
        ids(view)
            .into_iter()
            .map(str::to_owned)
            .collect::<BTreeSet<_>>()
    };
    let one = asked(&first.view);
    assert_eq!(one.iter().filter(|id| id.ends_with("-b")).count(), 4);
    assert_eq!(one.len(), 5);
    assert_eq!(first.passed, Some(false));
    let second = desk.sit(FAST, Some("m1"), &[("l14", WRONG)]);
    let two = asked(&second.view);
    assert_eq!(two.len(), 5);
    assert_eq!(one.intersection(&two).count(), 2, "three spares were left");
    let lessons: BTreeSet<_> = two.iter().map(|id| &id[..3]).collect();
    assert_eq!(lessons.len(), 4, "every lesson is asked about");
    let standing = found(&desk, FAST, Some("m1"));
    assert_eq!(
        (standing.items, standing.finished, standing.paused),
        (5, 2, None)
    );
    assert_eq!(standing.minutes, 4, "5 × 45 s");
}

#[test]
fn four_of_five_pass() {
    let desk = desk();
    for (wrong, passed) in [(1, true), (2, false)] {
        let view = desk.open(FAST, Some("m1"), true);
        for (place, item) in view.items.iter().enumerate() {
            let said = if place < wrong { BLIND } else { RIGHT };
            desk.answer(&view.sitting, &item.id, said).expect("answers");
        }
        assert_eq!(desk.finish(&view.sitting).passed, Some(passed));
    }
    for (correct, asked, pass) in [
        (4, 5, true),
        (3, 5, false),
        (3, 4, false),
        (4, 4, true),
        (8, 10, true),
        (7, 10, false),
        (0, 0, false),
    ] {
        assert_eq!(passes(correct, asked), pass, "{correct} of {asked}");
    }
    for asked in 1..40 {
        assert!(passes(pass_mark(asked), asked) && !passes(pass_mark(asked) - 1, asked));
    }
}

#[test]
fn a_revision_in_the_middle_changes_nothing_of_the_sitting() {
    let desk = desk();
    let begun = desk.open(PRE, None, false);
    desk.answer(&begun.sitting, "l11-a", WRONG)
        .expect("answers");
    let mut revised = files(2);
    // Lesson 1.2 and its items go, the question on 1.3 is another, module 2 loses all questions.
    revised.remove("01-m1/l12.md");
    let items: String = ["l11", "l13", "l14"]
        .map(|lesson| item(lesson, 'a', "A new question?"))
        .concat();
    revised.insert("01-m1/items.toml".to_owned(), items.into());
    revised.remove("02-m2/items.toml");
    desk.install(&revised);
    let view = desk.open(PRE, None, false);
    assert_eq!(ids(&view), ids(&begun));
    assert!(view.items.iter().all(|item| item.prompt.contains("Which?")));
    for item in &view.items[1..] {
        desk.answer(&view.sitting, &item.id, RIGHT)
            .expect("answers");
    }
    let result = desk.finish(&view.sitting);
    assert_eq!((result.correct, result.asked), (7, 8));
    let gone = of(&result.view, "l12-a")
        .explained
        .clone()
        .expect("explained");
    assert_eq!(
        (gone.lesson.number.as_str(), gone.lesson.title.as_str()),
        ("", "l12")
    );
    let next = desk.open(PRE, None, true);
    assert_eq!(ids(&next), ["l11-a", "l13-a", "l14-a"]);
    assert!(
        next.items
            .iter()
            .all(|item| item.prompt.contains("A new question?"))
    );
}

#[test]
fn a_course_without_questions_says_so() {
    let bench = bench();
    let input = |kind| SittingFind {
        course: COURSE.to_owned(),
        kind,
        module: (kind == FAST).then(|| "m1".to_owned()),
    };
    for (kind, named) in [
        (PRE, "pre-assessment"),
        (POST, "post-test"),
        (FAST, "fast-track"),
    ] {
        let found = bench.app.read(|db| find(db, &input(kind))).expect("finds");
        assert_eq!((found.items, found.minutes, found.paused), (0, 0, None));
        let ask = crate::api::SittingOpen {
            course: COURSE.to_owned(),
            kind,
            module: input(kind).module,
            again: false,
        };
        let refused = bench
            .app
            .write(|write| super::open(write, &ask))
            .expect_err("refuses");
        assert_eq!(refused.code, Code::InvalidInput);
        assert!(refused.message.contains(named), "{refused}");
    }
}

#[test]
fn kind_and_module_must_fit() {
    let desk = desk();
    for (kind, module, code) in [
        (FAST, None, Code::InvalidInput),
        (PRE, Some("m1"), Code::InvalidInput),
        (POST, Some("m1"), Code::InvalidInput),
        (FAST, Some("m9"), Code::NotFound),
    ] {
        assert_eq!(
            desk.try_open(kind, module, false)
                .expect_err("refuses")
                .code,
            code
        );
    }
    assert!(desk.try_open(FAST, Some("m3"), false).is_err(), "no items");
}

#[test]
fn a_rating_is_the_last_word_and_can_be_taken_back() {
    let desk = desk();
    let say = |module: &str, years, relevance| {
        let input = ModuleRate {
            course: ASKED.to_owned(),
            module: module.to_owned(),
            years,
            relevance,
        };
        desk.write(|write| rate(write, &input))
            .map(|(rating, changes)| {
                assert!(changes.contains(&Topic::Path));
                (rating.years, rating.relevance)
            })
    };
    assert_eq!(say("m1", Some(5), None).expect("rates"), (Some(5), None));
    assert_eq!(
        say("m1", Some(0), Some(4)).expect("rates"),
        (Some(0), Some(4))
    );
    for (module, years, relevance, code) in [
        ("m9", Some(1), None, Code::NotFound),
        ("m1", Some(6), None, Code::InvalidInput),
        ("m1", None, Some(0), Code::InvalidInput),
        ("m1", None, Some(5), Code::InvalidInput),
    ] {
        assert_eq!(
            say(module, years, relevance).expect_err("refuses").code,
            code
        );
    }
    let rated = desk.open(PRE, None, false).modules;
    assert_eq!((rated[0].years, rated[0].relevance), (Some(0), Some(4)));
    assert_eq!(say("m1", None, None).expect("rates"), (None, None));
}

/// A pool of up to six lessons with any of their four items, and which of them were met.
fn pools() -> impl Strategy<Value = (Vec<Candidate>, BTreeSet<String>)> {
    prop::collection::vec(prop::collection::vec(any::<(bool, bool)>(), 4), 0..6).prop_map(
        |lessons| {
            let (mut pool, mut met) = (Vec::new(), BTreeSet::new());
            for (lesson, forms) in lessons.iter().enumerate() {
                let all = [ItemForm::A, ItemForm::B, ItemForm::C, ItemForm::D];
                for (form, (there, seen)) in all.into_iter().zip(forms) {
                    let id = format!("{lesson}{}", form.letter());
                    if *seen {
                        met.insert(id.clone());
                    }
                    if *there {
                        pool.push(Candidate {
                            id,
                            module: "m".to_owned(),
                            lesson: lesson.to_string(),
                            form,
                            body: String::new(),
                        });
                    }
                }
            }
            (pool, met)
        },
    )
}

proptest! {
    #[test]
    fn draws_repeat_as_little_as_possible((pool, met) in pools(), seed in "[a-z]{4}") {
        let drawn = draw(FAST, &pool, &met, &seed);
        prop_assert_eq!(&drawn, &draw(FAST, &pool, &met, &seed));
        prop_assert!(drawn.windows(2).all(|pair| pair[0] < pair[1]));
        let of = |form| pool.iter().filter(|item| item.form == form).count();
        let size = if of(ItemForm::B) == 0 { 0 } else { of(ItemForm::B) + of(ItemForm::D).min(1) };
        prop_assert_eq!(drawn.len(), size);
        let usable = |item: &&Candidate| matches!(item.form, ItemForm::B | ItemForm::D);
        let fresh = pool.iter().filter(usable).filter(|item| !met.contains(&item.id)).count();
        let repeated = drawn.iter().filter(|&&at| met.contains(&pool[at].id)).count();
        prop_assert_eq!(repeated, size.saturating_sub(fresh));
        prop_assert!(drawn.iter().all(|&at| usable(&&pool[at])));
    }

    #[test]
    fn one_a_lesson_and_the_spare_only_for_what_was_met((pool, met) in pools()) {
        for (kind, own) in [(PRE, ItemForm::A), (POST, ItemForm::C)] {
            let drawn: Vec<&Candidate> = draw(kind, &pool, &met, "").into_iter().map(|at| &pool[at]).collect();
            let lessons: Vec<&str> = drawn.iter().map(|item| item.lesson.as_str()).collect();
            let wanted: Vec<&str> = pool.iter().filter(|item| item.form == own).map(|item| item.lesson.as_str()).collect();
            prop_assert_eq!(lessons, wanted);
            for item in drawn {
                let sibling = |form: ItemForm| pool.iter().find(|other| other.lesson == item.lesson && other.form == form);
                let first = sibling(own).expect("it is there");
                let spare = sibling(ItemForm::D).filter(|spare| !met.contains(&spare.id));
                let expected = if met.contains(&first.id) { spare.unwrap_or(first) } else { first };
                prop_assert_eq!(item, expected);
            }
        }
    }
}
