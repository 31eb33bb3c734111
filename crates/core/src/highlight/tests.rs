use super::{add, list, remove, restore};
use crate::api::{HighlightAdd, HighlightFilter, HighlightPart, HighlightView, Topic};
use crate::testing::{Bench, COURSE, EVERYTHING, LESSON_ONE, bench, sample};
use crate::{Code, course};

const ID: &str = "0190a6a0-0000-7000-8000-000000000001";

fn part(block: &str, start: u32, exact: &str) -> HighlightPart {
    HighlightPart {
        block: block.to_owned(),
        start,
        end: start + u32::try_from(exact.chars().count()).expect("short"),
        exact: exact.to_owned(),
        prefix: String::new(),
        suffix: String::new(),
    }
}

fn mark(bench: &Bench, parts: Vec<HighlightPart>) -> crate::Result<HighlightView> {
    let input = HighlightAdd {
        id: None,
        course: COURSE.to_owned(),
        lesson: "one".to_owned(),
        parts,
    };
    bench
        .app
        .write(|write| add(write, &input))
        .map(|(view, _)| view)
}

fn all(bench: &Bench, lesson: Option<&str>) -> Vec<HighlightView> {
    let filter = HighlightFilter {
        course: COURSE.to_owned(),
        lesson: lesson.map(str::to_owned),
    };
    bench
        .app
        .read(|db| list(db, &filter))
        .expect("lists")
        .highlights
}

fn spots(view: &HighlightView) -> Vec<(&str, u32, u32)> {
    view.spots
        .iter()
        .map(|spot| (spot.block.as_str(), spot.start, spot.end))
        .collect()
}

fn install(bench: &Bench, revision: u32, text: &str) {
    bench
        .app
        .write(|write| course::install(write, &sample(revision, text), false))
        .expect("installs");
}

#[test]
fn highlights_are_kept_and_listed_in_reading_order() {
    let bench = bench();
    let later = mark(&bench, vec![part("one-b", 4, "second paragraph")]).expect("adds");
    let first = mark(
        &bench,
        vec![
            part("one-h", 0, "A heading"),
            part("one-a", 37, "Then it has a second sentence."),
        ],
    )
    .expect("adds");
    assert_eq!(spots(&first), [("one-a", 37, 67), ("one-h", 0, 9)]);
    assert_eq!(first.quote, "Then it has a second sentence.\nA heading");
    assert_eq!(
        (first.number.as_deref(), first.title.as_deref()),
        (Some("1.1"), Some("Lesson one"))
    );
    assert!(!first.changed && !first.detached);
    assert_eq!(all(&bench, None), [first.clone(), later.clone()]);
    assert_eq!(all(&bench, Some("one")).len(), 2);
    assert!(all(&bench, Some("two")).is_empty());
    let (_, changes) = bench
        .app
        .write(|write| remove(write, &first.id))
        .expect("removes");
    assert!(changes.contains(&Topic::Highlight));
    assert_eq!(all(&bench, None), std::slice::from_ref(&later));
    let (back, _) = bench
        .app
        .write(|write| restore(write, &first.id))
        .expect("restores");
    assert_eq!(back, first);
    assert_eq!(all(&bench, None), [first, later]);
    let missing = bench
        .app
        .write(|write| remove(write, ID))
        .expect_err("refuses");
    assert_eq!(missing.code, Code::NotFound);
}

#[test]
fn adding_twice_makes_one() {
    let bench = bench();
    let mut input = HighlightAdd {
        id: Some(ID.to_uppercase()),
        course: COURSE.to_owned(),
        lesson: "one".to_owned(),
        parts: vec![part("one-a", 0, "The first paragraph")],
    };
    let (first, _) = bench.app.write(|write| add(write, &input)).expect("adds");
    input.parts = vec![part("one-b", 0, "The second")];
    let (second, changes) = bench.app.write(|write| add(write, &input)).expect("adds");
    assert_eq!((first.id.as_str(), &first), (ID, &second));
    assert!(changes.is_empty());
    input.id = Some("mine".to_owned());
    assert_eq!(
        bench
            .app
            .write(|write| add(write, &input))
            .expect_err("refuses")
            .code,
        Code::InvalidInput
    );
}

#[test]
fn a_wrong_position_is_put_right_and_a_wrong_text_refused() {
    let bench = bench();
    let view = mark(&bench, vec![part("one-b", 0, "few more words")]).expect("finds it");
    assert_eq!(spots(&view), [("one-b", 27, 41)]);
    let refused = |parts| mark(&bench, parts).expect_err("refuses");
    let wrong = refused(vec![part("one-b", 0, "The first")]);
    assert_eq!(
        (wrong.code, wrong.context["block"].as_str()),
        (Code::InvalidInput, "one-b")
    );
    for parts in [
        vec![],
        vec![part("one-a", 3, " ")],
        vec![part("one-single", 0, "Which?")],
        vec![part("one-a", 0, "The"), part("one-a", 4, "first")],
        vec![part("one-a", 0, &"x".repeat(20_001))],
        vec![part("one-a", 0, "The"); 201],
    ] {
        assert_eq!(refused(parts).code, Code::InvalidInput);
    }
    assert_eq!(refused(vec![part("two-a", 0, "Only")]).code, Code::NotFound);
}

#[test]
fn positions_count_the_text_as_the_page_shows_it() {
    let bench = bench();
    let text = format!("{LESSON_ONE}{EVERYTHING}\n- Ä *é*  &amp; 🙂\n- two\n\n{{#one-list}}\n");
    install(&bench, 2, &text);
    let html = bench
        .app
        .read(|db| course::block_texts(db, COURSE, Some("one")))
        .expect("reads")
        .into_iter()
        .find(|block| block.block == "one-list")
        .expect("is there")
        .text;
    let start = html.chars().position(|c| c == '🙂').expect("is there");
    let start = u32::try_from(start).expect("short");
    let view = mark(
        &bench,
        vec![
            part("one-list", start, "🙂"),
            part("one-case", 0, "A story."),
        ],
    )
    .expect("adds");
    assert_eq!(
        spots(&view),
        [("one-case", 0, 8), ("one-list", start, start + 1)]
    );
}

#[test]
fn a_highlight_follows_its_text_through_revisions_and_is_never_dropped() {
    let bench = bench();
    mark(
        &bench,
        vec![part("one-b", 4, "second paragraph has a few more words")],
    )
    .expect("adds");
    mark(&bench, vec![part("one-z", 4, "last paragraph")]).expect("adds");
    // Something before it, and another word in it.
    let edited = LESSON_ONE
        .replace(
            "The second paragraph has a few more words.",
            "Here is more. The second paragraph has quite a few more words.",
        )
        .replace("The last paragraph. {#one-z}\n", "");
    install(&bench, 2, &edited);
    let listed = all(&bench, None);
    assert_eq!(spots(&listed[0]), [("one-b", 18, 61)]);
    assert!(listed[0].changed && !listed[0].detached);
    assert_eq!((listed[1].detached, listed[1].changed), (true, false));
    assert_eq!(
        (listed[1].quote.as_str(), listed[1].number.as_deref()),
        ("last paragraph", Some("1.1"))
    );
    // The text comes back under another id, and the first moves into another block.
    let moved = LESSON_ONE
        .replace(
            "The second paragraph has a few more words. {#one-b}",
            "Something else. {#one-b}\n\nNow the second paragraph has a few more words. {#one-new}",
        )
        .replace("{#one-z}", "{#one-y}");
    install(&bench, 3, &moved);
    let listed = all(&bench, None);
    assert_eq!(spots(&listed[0]), [("one-new", 8, 45)]);
    assert_eq!(spots(&listed[1]), [("one-y", 4, 18)]);
    assert!(listed.iter().all(|view| !view.changed && !view.detached));
    install(&bench, 4, LESSON_ONE);
    let listed = all(&bench, None);
    assert_eq!(spots(&listed[0]), [("one-b", 4, 41)]);
    assert_eq!(spots(&listed[1]), [("one-z", 4, 18)]);
}

#[test]
fn a_removed_highlight_follows_too() {
    let bench = bench();
    let view = mark(&bench, vec![part("one-a", 37, "Then it has")]).expect("adds");
    bench
        .app
        .write(|write| remove(write, &view.id))
        .expect("removes");
    install(
        &bench,
        2,
        &LESSON_ONE.replace("The first paragraph", "First, the first paragraph"),
    );
    assert!(all(&bench, None).is_empty());
    let (back, _) = bench
        .app
        .write(|write| restore(write, &view.id))
        .expect("restores");
    assert_eq!(spots(&back), [("one-a", 44, 55)]);
}
