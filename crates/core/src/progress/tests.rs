use chrono::Duration;

use super::{answer, map, mark, open, record, report, today};
use crate::Code;
use crate::api::{
    Answer, CheckAnswer, Finding, LessonMark, LessonProgress, LessonStanding, LessonState,
    Position, Today, Topic,
};
use crate::app::Environment;
use crate::course;
use crate::testing::{Bench, COURSE, LESSON_ONE, bench, sample};

fn read_blocks(bench: &Bench, lesson: &str, seen: &[&str]) -> LessonStanding {
    progress(bench, lesson, seen, true)
}

fn progress(bench: &Bench, lesson: &str, seen: &[&str], active: bool) -> LessonStanding {
    let input = LessonProgress {
        course: COURSE.to_owned(),
        lesson: lesson.to_owned(),
        position: seen.last().map(|block| Position {
            block: (*block).to_owned(),
            fraction: 0.25,
        }),
        seen: seen.iter().map(|&block| block.to_owned()).collect(),
        active,
    };
    bench
        .app
        .write(|write| record(write, &input))
        .expect("records")
        .0
}

fn answer_single(
    bench: &Bench,
    option: &str,
    confidence: Option<u8>,
) -> crate::Result<crate::api::AttemptView> {
    let input = CheckAnswer {
        course: COURSE.to_owned(),
        lesson: "one".to_owned(),
        block: "one-single".to_owned(),
        answer: Answer::Single {
            option: option.to_owned(),
        },
        confidence,
        seconds: 12,
    };
    bench
        .app
        .write(|write| answer(write, &input))
        .map(|(view, _)| view)
}

fn see_today(bench: &Bench) -> Today {
    bench
        .app
        .read(|db| today(db, bench.clock.now(), bench.clock.local_date()))
        .expect("reads")
}

fn open_one(bench: &Bench) -> crate::api::LessonView {
    bench
        .app
        .write(|write| open(write, COURSE, "one"))
        .expect("opens")
        .0
}

#[test]
fn a_lesson_goes_from_new_to_done_by_reading_and_answering() {
    let bench = bench();
    assert_eq!(see_today(&bench).finding, Finding::Begin { minutes: 10 });
    assert_eq!(open_one(&bench).state, LessonState::Started);
    let standing = read_blocks(&bench, "one", &["one-a", "one-h", "one-b", "one-z"]);
    assert_eq!(
        (standing.state, standing.checks_left),
        (LessonState::Started, 1)
    );
    assert_eq!(see_today(&bench).finding, Finding::ChecksLeft { checks: 1 });
    let attempt = answer_single(&bench, "b", Some(4)).expect("answers");
    assert_eq!(
        (attempt.correct, attempt.score, attempt.attempts),
        (Some(false), Some(0.0), 1)
    );
    let map = bench.app.read(|db| map(db, COURSE)).expect("maps");
    assert_eq!(
        (map.read, map.lessons, map.minutes_left, map.checks_answered),
        (1, 2, 10, 1)
    );
    // Wrong and certain: the lesson is read, but its check comes first until it is answered again.
    let first = see_today(&bench);
    // The check takes half of what there is to read.
    assert_eq!(first.finding, Finding::Next { minutes: 5 });
    let lesson = first.lesson.expect("a lesson");
    assert_eq!((lesson.id.as_str(), lesson.minutes_left), ("one", 5));
    assert_eq!(
        first.path.and_then(|path| path.why).as_deref(),
        Some("You answered a check in 1.1 wrongly and were certain.")
    );
    bench.clock.advance(Duration::minutes(1));
    answer_single(&bench, "a", Some(3)).expect("answers");
    assert_eq!(see_today(&bench).finding, Finding::Next { minutes: 10 });
}

#[test]
fn minutes_left_are_those_of_the_blocks_not_read() {
    let bench = bench();
    open_one(&bench);
    let none = read_blocks(&bench, "one", &[]);
    let some = read_blocks(&bench, "one", &["one-a", "one-b", "one-reflect"]);
    let unknown = read_blocks(&bench, "one", &["not-a-block"]);
    assert_eq!(none.minutes_left, 10);
    assert!(some.minutes_left < 10 && some.fraction > 0.0, "{some:?}");
    assert_eq!(some, unknown);
}

#[test]
fn scrolling_that_changes_no_standing_announces_nothing() {
    let bench = bench();
    open_one(&bench);
    read_blocks(&bench, "one", &["one-a"]);
    let again = LessonProgress {
        course: COURSE.to_owned(),
        lesson: "one".to_owned(),
        position: Some(Position {
            block: "one-a".to_owned(),
            fraction: 0.5,
        }),
        seen: vec![],
        active: true,
    };
    let (_, changes) = bench
        .app
        .write(|write| record(write, &again))
        .expect("records");
    assert!(!changes.contains(&Topic::Progress));
}

#[test]
fn the_position_comes_back_to_the_paragraph_and_today_quotes_it() {
    let bench = bench();
    open_one(&bench);
    read_blocks(&bench, "one", &["one-a", "one-b"]);
    let view = open_one(&bench);
    assert_eq!(
        view.position,
        Some(Position {
            block: "one-b".to_owned(),
            fraction: 0.25
        })
    );
    assert_eq!(view.seen, ["one-a", "one-b"]);
    let lesson = see_today(&bench).lesson.expect("a lesson");
    assert_eq!(
        lesson.stopped_at.as_deref(),
        Some("The second paragraph has a few more words.")
    );
}

#[test]
fn time_counts_up_to_five_minutes_between_signs_of_life() {
    let bench = bench();
    open_one(&bench);
    for seconds in [60, 300, 301, 20] {
        bench.clock.advance(Duration::seconds(seconds));
        progress(&bench, "one", &[], true);
    }
    bench.clock.advance(Duration::seconds(30));
    progress(&bench, "one", &[], false);
    bench.clock.advance(Duration::seconds(-3600));
    progress(&bench, "one", &[], true);
    let facts = bench
        .app
        .read(|db| report(db, COURSE))
        .expect("reports")
        .lessons
        .swap_remove(0);
    assert_eq!(facts.seconds, 60 + 300 + 20);
}

#[test]
fn marking_by_hand_overrides_and_keeps_the_first_completion() {
    let bench = bench();
    let set = |done| {
        let input = LessonMark {
            course: COURSE.to_owned(),
            lesson: "two".to_owned(),
            done,
        };
        bench
            .app
            .write(|write| mark(write, &input))
            .expect("marks")
            .0
    };
    let first = set(true);
    bench.clock.advance(Duration::hours(1));
    assert_eq!(set(false).state, LessonState::Started);
    read_blocks(&bench, "two", &["two-a"]);
    assert_eq!(see_today(&bench).finding, Finding::Stopped { minutes: 0 });
    let again = set(true);
    assert_eq!(
        (again.state, again.completed_at),
        (LessonState::Done, first.completed_at)
    );
}

#[test]
fn attempts_are_all_kept_and_the_latest_is_shown() {
    let bench = bench();
    answer_single(&bench, "b", Some(3)).expect("answers");
    bench.clock.advance(Duration::minutes(1));
    answer_single(&bench, "a", Some(1)).expect("answers");
    let shown = open_one(&bench)
        .attempts
        .remove("one-single")
        .expect("an attempt");
    assert_eq!(
        (shown.correct, shown.attempts, shown.confidence),
        (Some(true), 2, Some(1))
    );
    let facts = bench
        .app
        .read(|db| report(db, COURSE))
        .expect("reports")
        .attempts;
    assert_eq!(
        facts
            .iter()
            .map(|fact| (fact.score, fact.seconds))
            .collect::<Vec<_>>(),
        [(Some(0.0), 12), (Some(1.0), 12)]
    );
}

#[test]
fn an_answer_that_does_not_fit_changes_nothing() {
    let bench = bench();
    for (option, confidence, code) in [
        ("c", Some(2), Code::NotFound),
        ("a", None, Code::InvalidInput),
        ("a", Some(5), Code::InvalidInput),
    ] {
        assert_eq!(
            answer_single(&bench, option, confidence)
                .expect_err("refuses")
                .code,
            code
        );
    }
    assert!(
        bench
            .app
            .read(|db| report(db, COURSE))
            .expect("reports")
            .attempts
            .is_empty()
    );
}

#[test]
fn a_revision_keeps_progress_by_block_and_asks_again_only_for_redo() {
    let bench = bench();
    open_one(&bench);
    read_blocks(&bench, "one", &["one-a", "one-h", "one-b", "one-z"]);
    answer_single(&bench, "a", Some(2)).expect("answers");

    // Reworded, moved and one block dropped: still done.
    let edited = LESSON_ONE
        .replace("The first paragraph has", "This opening now holds")
        .replace(
            "The second paragraph has a few more words. {#one-b}\n\n",
            "",
        );
    bench
        .app
        .write(|write| course::install(write, &sample(2, &edited), false))
        .expect("installs");
    assert_eq!(open_one(&bench).state, LessonState::Done);

    // The author asks for the check again.
    let redo = edited.replace("kind = \"single\"", "kind = \"single\"\nredo = 3");
    bench
        .app
        .write(|write| course::install(write, &sample(3, &redo), false))
        .expect("installs");
    let view = open_one(&bench);
    assert_eq!(view.state, LessonState::Revised);
    assert!(
        view.blocks
            .iter()
            .any(|block| block.id == "one-single" && block.redo)
    );
    assert!(view.attempts["one-single"].redo);
    assert_eq!(see_today(&bench).finding, Finding::Revised { blocks: 1 });
    answer_single(&bench, "a", Some(4)).expect("answers");
    assert_eq!(open_one(&bench).state, LessonState::Done);
}

#[test]
fn a_position_in_a_dropped_block_is_forgotten_but_the_facts_stay() {
    let bench = bench();
    open_one(&bench);
    read_blocks(&bench, "one", &["one-a", "one-b"]);
    let without = LESSON_ONE.replace(
        "The second paragraph has a few more words. {#one-b}\n\n",
        "",
    );
    bench
        .app
        .write(|write| course::install(write, &sample(2, &without), false))
        .expect("installs");
    let view = open_one(&bench);
    assert_eq!((view.position, view.seen), (None, vec!["one-a".to_owned()]));
    bench
        .app
        .write(|write| course::install(write, &sample(3, LESSON_ONE), false))
        .expect("installs");
    assert_eq!(open_one(&bench).seen, ["one-a", "one-b"]);
}

#[test]
fn finished_when_every_lesson_is_done() {
    let bench = bench();
    for lesson in ["one", "two"] {
        let input = LessonMark {
            course: COURSE.to_owned(),
            lesson: lesson.to_owned(),
            done: true,
        };
        bench.app.write(|write| mark(write, &input)).expect("marks");
    }
    let today = see_today(&bench);
    assert_eq!((today.finding, today.lesson), (Finding::Finished, None));
}

#[test]
fn unknown_names_are_not_found() {
    let bench = bench();
    let missing = bench
        .app
        .write(|write| open(write, COURSE, "nowhere"))
        .expect_err("refuses");
    assert_eq!(
        (missing.code, missing.context["lesson"].as_str()),
        (Code::NotFound, "nowhere")
    );
    assert_eq!(
        bench
            .app
            .read(|db| map(db, "none"))
            .expect_err("refuses")
            .code,
        Code::NotFound
    );
}
