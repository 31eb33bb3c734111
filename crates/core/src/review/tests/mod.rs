//! What tests of review share: a course with terms and every form of check, and a reader.

mod cards;
mod days;
mod faces;
mod schedule;

use chrono::Duration;

use super::{add_card, cards as list_cards, day, queries, rate, set, undo};
use crate::api::{
    Answer, CardAdd, CardFilter, CardOrigin, CardView, CheckAnswer, LessonMark, Rating, ReviewDay,
    ReviewRate, ReviewSettings,
};
use crate::app::Environment as _;
use crate::course::{self, CourseFiles};
use crate::testing::{Bench, COURSE, EVERYTHING, LESSON_ONE, bench, sample};
use crate::{Result, progress};

/// Two terms of the second lesson, and one of none.
const GLOSSARY: &str = r#"
[[terms]]
id = "t-sponsor"
term = "Sponsor & owner"
meaning = "Who *pays*."
lesson = "two"
[[terms]]
id = "t-gate"
term = "Gate"
meaning = "Where it is decided."
lesson = "two"
[[terms]]
id = "t-loose"
term = "Loose"
meaning = "Taught nowhere."
"#;

fn files(revision: u32, lesson_one: &str) -> CourseFiles {
    let mut files = sample(revision, lesson_one);
    files.insert("01-first/dot.gif".to_owned(), b"GIF89a".to_vec());
    files.insert(
        "01-first/glossary.toml".to_owned(),
        GLOSSARY.as_bytes().to_vec(),
    );
    files
}

/// A fresh folder with the course, its glossary and all checks.
fn desk() -> Bench {
    let bench = bench();
    install(&bench, 2, &format!("{LESSON_ONE}{EVERYTHING}"));
    bench
}

fn install(bench: &Bench, revision: u32, lesson_one: &str) {
    bench
        .app
        .write(|write| course::install(write, &files(revision, lesson_one), false))
        .expect("installs");
}

fn answer(bench: &Bench, block: &str, answer: Answer) {
    let input = CheckAnswer {
        course: COURSE.to_owned(),
        lesson: "one".to_owned(),
        block: block.to_owned(),
        answer,
        confidence: Some(2),
        seconds: 5,
    };
    bench
        .app
        .write(|write| progress::answer(write, &input))
        .expect("answers");
}

fn choose(bench: &Bench, option: &str) {
    let option = option.to_owned();
    answer(bench, "one-single", Answer::Single { option });
}

fn complete(bench: &Bench, done: bool) {
    let input = LessonMark {
        course: COURSE.to_owned(),
        lesson: "two".to_owned(),
        done,
    };
    bench
        .app
        .write(|write| progress::mark(write, &input))
        .expect("marks");
}

fn look(bench: &Bench) -> ReviewDay {
    let (now, date) = (bench.clock.now(), bench.clock.local_date());
    bench.app.read(|db| day(db, now, date)).expect("a day")
}

fn list(bench: &Bench, words: &str, removed: bool) -> Vec<CardView> {
    let filter = CardFilter {
        words: words.to_owned(),
        removed,
        from: 0,
        most: 200,
    };
    let (now, date) = (bench.clock.now(), bench.clock.local_date());
    let list = bench.app.read(|db| list_cards(db, &filter, now, date));
    let list = list.expect("a list");
    assert_eq!(list.total.min(200) as usize, list.cards.len());
    list.cards
}

fn ids(cards: &[CardView]) -> Vec<&str> {
    cards.iter().map(|card| card.id.as_str()).collect()
}

fn queue(day: &ReviewDay) -> Vec<&str> {
    day.queue.iter().map(|card| card.card.id.as_str()).collect()
}

fn try_rate(bench: &Bench, id: Option<&str>, card: &str, rating: Rating) -> Result<ReviewDay> {
    let input = ReviewRate {
        id: id.map(str::to_owned),
        card: card.to_owned(),
        rating,
        ms: 8_000,
    };
    bench
        .app
        .write(|write| rate(write, &input))
        .map(|(day, _)| day)
}

fn rated(bench: &Bench, card: &str, rating: Rating) -> ReviewDay {
    bench.clock.advance(Duration::seconds(8));
    let id = number_id(u64::try_from(bench.clock.now().timestamp_millis()).expect("after 1970"));
    try_rate(bench, Some(&id), card, rating).expect("rates")
}

fn take_back(bench: &Bench) -> Result<ReviewDay> {
    bench.app.write(undo).map(|(day, _)| day)
}

fn adjust(bench: &Bench, change: impl FnOnce(&mut ReviewSettings)) -> ReviewDay {
    let mut settings = look(bench).settings;
    change(&mut settings);
    let set = bench.app.write(|write| set(write, &settings));
    set.expect("sets").0
}

/// A UUID by number.
fn number_id(number: u64) -> String {
    format!("00000000-0000-7000-8000-{number:012x}")
}

/// Adds so many cards by hand; their ids by number from 1.
fn by_hand(bench: &Bench, cards: u64) {
    let add = |write: &mut crate::app::Write<'_>| {
        for number in 1..=cards {
            let card = queries::OwnCard {
                id: number_id(number),
                origin: r#"{"from":"own"}"#.to_owned(),
                front: format!("Question {number}"),
                back: format!("Answer {number}"),
            };
            queries::put_card(write.db(), &card, &write.stamp())?;
        }
        Ok(())
    };
    bench.app.write(add).expect("adds");
}

fn made(bench: &Bench, origin: CardOrigin, front: &str, back: &str) -> Result<CardView> {
    let input = CardAdd {
        id: None,
        origin,
        front: front.to_owned(),
        back: back.to_owned(),
    };
    let added = bench.app.write(|write| add_card(write, &input));
    added.map(|(card, _)| card)
}
