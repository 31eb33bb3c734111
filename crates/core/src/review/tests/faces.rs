//! What cards ask and answer.

use std::collections::BTreeMap;

use super::*;
use crate::api::{HighlightAdd, HighlightPart, LessonRef, NoteCreate};
use crate::{highlight, note};

fn one(bench: &Bench, id: &str) -> CardView {
    let cards = list(bench, "", false);
    let found = cards.into_iter().find(|card| card.id == id);
    found.unwrap_or_else(|| panic!("no card {id}"))
}

#[test]
fn a_choice_asks_as_the_lesson_does_and_answers_with_its_feedback() {
    let bench = desk();
    choose(&bench, "b");
    let card = one(&bench, "check/sample/one-single");
    assert_eq!(
        card.front,
        "<p>Which?</p><ul><li>This</li><li>That</li></ul>"
    );
    assert_eq!(card.back, "<p><strong>This</strong></p><p>Yes.</p>");
    assert_eq!((card.markup, card.place.as_str()), (true, "1.1 Lesson one"));
    let lesson = LessonRef {
        course: COURSE.to_owned(),
        lesson: "one".to_owned(),
    };
    assert_eq!(card.lesson, Some(lesson));
    let origin = CardOrigin::Check {
        course: COURSE.to_owned(),
        lesson: "one".to_owned(),
        block: "one-single".to_owned(),
    };
    assert_eq!(card.origin, origin);
}

#[test]
fn every_form_of_check_has_a_right_side_and_none_gives_it_away() {
    let bench = desk();
    let options = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let answers = [
        (
            "one-multiple",
            Answer::Multiple {
                options: options(&["a", "c"]),
            },
        ),
        (
            "one-ordering",
            Answer::Ordering {
                order: options(&["b", "a", "c"]),
            },
        ),
        (
            "one-matching",
            Answer::Matching {
                targets: BTreeMap::from(
                    [("a", "u"), ("b", "u")].map(|(a, b)| (a.to_owned(), b.to_owned())),
                ),
            },
        ),
        ("one-numeric", Answer::Numeric { value: 120.0 }),
    ];
    for (block, wrong) in answers {
        answer(&bench, block, wrong);
    }
    let side = |block: &str| {
        let card = one(&bench, &format!("check/sample/{block}"));
        (card.front.replace('\n', ""), card.back.replace('\n', ""))
    };
    let (front, back) = side("one-multiple");
    assert_eq!(
        front,
        "<p>Which ones?</p><ul><li>A</li><li>B</li><li>C</li></ul>"
    );
    assert_eq!(
        back,
        "<ul><li><p><strong>A</strong></p><p>Yes.</p></li><li><p><strong>B</strong></p>\
         <p>Yes too.</p></li></ul><p>Both.</p>"
    );
    let (front, back) = side("one-ordering");
    assert!(
        !front.contains("<li>First</li><li>Second</li><li>Third</li>"),
        "{front}"
    );
    assert!(
        back.starts_with("<ol><li><p><strong>First</strong></p><p>It comes first.</p></li>"),
        "{back}"
    );
    let (front, back) = side("one-matching");
    assert!(
        front.ends_with("<ul><li><strong>Here</strong></li><li><strong>There</strong></li></ul>"),
        "{front}"
    );
    assert!(
        back.contains("A → Here") && back.contains("B → There"),
        "{back}"
    );
    let (front, back) = side("one-numeric");
    assert_eq!(front, "<p>How many?</p><p>(%)</p>");
    assert_eq!(back, "<p><strong>12 %</strong></p><p>Yes.</p>");
}

#[test]
fn a_term_asks_for_its_meaning() {
    let bench = desk();
    complete(&bench, true);
    let card = one(&bench, "term/sample/t-sponsor");
    assert_eq!(card.front, "<p>Sponsor &amp; owner</p>");
    assert_eq!(card.back, "<p>Who <em>pays</em>.</p>");
    assert_eq!(card.place, "1.2 Lesson two");
}

fn mark(bench: &Bench, number: u64, block: &str, exact: &str, start: u32) -> CardOrigin {
    let id = number_id(number);
    let add = HighlightAdd {
        id: Some(id.clone()),
        course: COURSE.to_owned(),
        lesson: "one".to_owned(),
        parts: vec![HighlightPart {
            block: block.to_owned(),
            start,
            end: start + u32::try_from(exact.chars().count()).expect("short"),
            exact: exact.to_owned(),
            prefix: String::new(),
            suffix: String::new(),
        }],
    };
    bench
        .app
        .write(|write| highlight::add(write, &add))
        .expect("marks");
    CardOrigin::Highlight { highlight: id }
}

#[test]
fn a_passage_is_asked_for_by_its_gap() {
    let bench = desk();
    let origin = mark(&bench, 500, "one-a", "a few words", 24);
    let card = made(&bench, origin.clone(), "", " ").expect("makes");
    assert_eq!(
        card.front,
        "1.1 Lesson one\nThe first paragraph has […]. Then it has a second …"
    );
    assert_eq!(card.back, "a few words");
    assert_eq!(
        (card.markup, card.place.as_str()),
        (false, "1.1 Lesson one")
    );
    // Asked for again, it is the card that is there.
    let again = made(&bench, origin.clone(), "Another", "text").expect("finds");
    assert_eq!(again, card);
    bench
        .app
        .write(|write| super::super::remove_card(write, &card.id))
        .expect("removes");
    assert_eq!(made(&bench, origin, "", "").expect("brings back"), card);
    assert_eq!(list(&bench, "", false).len(), 1);
}

#[test]
fn a_passage_that_fills_its_paragraph_is_asked_for_by_the_objective() {
    let bench = desk();
    let text = "The second paragraph has a few more words.";
    let origin = mark(&bench, 500, "one-b", text, 0);
    let card = made(&bench, origin, "", "").expect("makes");
    assert_eq!(card.front, "1.1 Lesson one\nDo it.");
    assert_eq!(card.back, text);
    let own = mark(&bench, 501, "one-z", "last paragraph", 4);
    let card = made(&bench, own, "Which paragraph?", "").expect("makes");
    assert_eq!(
        (card.front.as_str(), card.back.as_str()),
        ("Which paragraph?", "last paragraph")
    );
    let gone = CardOrigin::Highlight {
        highlight: number_id(9),
    };
    made(&bench, gone, "Q", "A").expect_err("no such highlight");
}

#[test]
fn a_note_is_asked_for_by_its_title_or_first_words() {
    let bench = desk();
    let note = |number: u64, title: &str, markdown: &str| {
        let create = NoteCreate {
            id: Some(number_id(number)),
            title: title.to_owned(),
            markdown: markdown.to_owned(),
            tags: Vec::new(),
            place: None,
        };
        bench
            .app
            .write(|write| note::create(write, &create))
            .expect("creates");
        CardOrigin::Note {
            note: number_id(number),
        }
    };
    let titled = note(500, "Board", "Ask for **less**.\n");
    let card = made(&bench, titled.clone(), "", "").expect("makes");
    assert_eq!(
        (card.front.as_str(), card.back.as_str(), card.place.as_str()),
        ("Board", "Ask for less.", "")
    );
    assert_eq!(made(&bench, titled, "", "").expect("finds"), card);
    let plain = note(501, "", "One thought. Another.\n");
    let card = made(&bench, plain, "", "").expect("makes");
    assert_eq!(card.front, "One thought. Another.");
    let empty = note(502, "Nothing yet", "");
    let refused = made(&bench, empty, "", "").expect_err("no answer");
    assert!(refused.message.contains("no answer"), "{}", refused.message);
}

#[test]
fn today_tells_the_first_question_as_plain_text() {
    let bench = desk();
    let today = |bench: &Bench| {
        let (now, date) = (bench.clock.now(), bench.clock.local_date());
        let today = bench.app.read(|db| progress::today(db, now, date));
        today.expect("today").review
    };
    assert_eq!(today(&bench), None);
    choose(&bench, "b");
    complete(&bench, true);
    let review = today(&bench).expect("a review");
    assert_eq!((review.cards, review.minutes), (3, 1));
    assert_eq!(review.first, "Which?");
    rated(&bench, "check/sample/one-single", Rating::Good);
    let review = today(&bench).expect("a review");
    assert_eq!((review.cards, review.first.as_str()), (2, "Gate"));
}
