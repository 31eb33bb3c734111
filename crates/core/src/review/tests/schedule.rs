//! The memory model against fsrs's own vectors, and the fold against the steps.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use proptest::prelude::*;

use super::super::memory::{Memory, Reviewed, Scheduler, number, rating};
use super::*;

fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date")
}

fn moment(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(9, 0, 0).expect("a moment").and_utc()
}

/// A log from ratings and the days since the review before.
fn log(reviews: &[(u32, i64)]) -> Vec<Reviewed> {
    let mut day = start();
    let reviews = reviews.iter().map(|(number, days)| {
        day += Duration::days(*days);
        Reviewed {
            day,
            rating: rating(*number),
        }
    });
    reviews.collect()
}

fn close(found: f32, wanted: f32) -> bool {
    (found - wanted).abs() <= 1e-4 * wanted.abs()
}

fn step_by_step(scheduler: &Scheduler, reviews: &[Reviewed]) -> Option<Memory> {
    reviews.iter().fold(None, |memory, review| {
        let after = scheduler.after(memory.as_ref(), *review, moment(review.day));
        Some(after.expect("a memory"))
    })
}

/// Numbers of `test_memory_state` in src/inference.rs of fsrs 6.6.2, default parameters.
#[test]
fn a_log_gives_the_published_stability_and_difficulty() {
    let scheduler = Scheduler::new(0.9);
    let reviews = log(&[(1, 0), (3, 0), (3, 1), (3, 3), (3, 8), (3, 21)]);
    let folded = scheduler
        .fold(&reviews, moment(start()))
        .expect("a fold")
        .expect("a memory");
    assert!(
        close(folded.state.stability, 53.626_91),
        "{:?}",
        folded.state
    );
    assert!(
        close(folded.state.difficulty, 6.357_486_7),
        "{:?}",
        folded.state
    );
    assert_eq!((folded.reviews, folded.lapses), (6, 1));
    // At a retention of 0.9 the interval is the stability.
    assert_eq!(scheduler.interval(folded.state.stability), 54);
}

/// Numbers of the example of `FSRS::next_states` in the documentation of fsrs 6.6.2.
#[test]
fn a_first_review_gives_the_published_states() {
    let scheduler = Scheduler::new(0.9);
    let published = [
        (1, 0.212, 6.4133),
        (2, 1.2931, 5.112_170_7),
        (3, 2.3065, 2.118_104),
        (4, 8.2956, 1.0),
    ];
    for (number, stability, difficulty) in published {
        let review = log(&[(number, 0)])[0];
        let memory = scheduler
            .after(None, review, moment(start()))
            .expect("a memory");
        assert!(close(memory.state.stability, stability), "{memory:?}");
        assert!(close(memory.state.difficulty, difficulty), "{memory:?}");
    }
}

/// Numbers of `test_next_interval` (fsrs 6.6.2): stability 1 at retentions .8 and .9, and beyond
/// what settings allow .5 to .7. The longest interval is a hundred years.
#[test]
fn intervals_are_the_published_ones_and_at_least_a_day() {
    let published = [(0.5, 90), (0.6, 27), (0.7, 9), (0.8, 3), (0.9, 1)];
    for (retention, days) in published {
        assert_eq!(
            Scheduler::new(retention).interval(1.0),
            days,
            "at {retention}"
        );
    }
    assert_eq!(Scheduler::new(0.95).interval(0.01), 1);
    assert_eq!(Scheduler::new(0.8).interval(36_500.0), 36_500);
}

/// By the curve R = (1 + f·t/S)^-0.1542 with f so that R(S) = 0.9 (FSRS-6).
#[test]
fn recall_is_nine_tenths_after_one_stability_and_falls() {
    let scheduler = Scheduler::new(0.9);
    let review = log(&[(4, 0)])[0];
    let memory = scheduler
        .after(None, review, moment(start()))
        .expect("a memory");
    let after = |days: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "seconds of some days")]
        let seconds = (days * 86_400.0) as i64;
        memory.recall(moment(start()) + Duration::seconds(seconds))
    };
    assert!((after(0.0) - 1.0).abs() < 1e-6);
    assert!((after(8.2956) - 0.9).abs() < 1e-4);
    let f = 0.9_f64.powf(-1.0 / 0.1542) - 1.0;
    let naive = (1.0 + f * 30.0 / 8.2956).powf(-0.1542);
    assert!((after(30.0) - naive).abs() < 1e-4);
    assert!((after(-5.0) - 1.0).abs() < 1e-6, "a clock that went back");
}

#[test]
fn cards_answered_together_part_by_a_day_or_a_twentieth() {
    let scheduler = Scheduler::new(0.9);
    let mut days = std::collections::BTreeSet::new();
    for card in 0..200 {
        let review = log(&[(4, 0)])[0];
        let memory = scheduler
            .after(None, review, moment(start()))
            .expect("a memory");
        let due = scheduler.due(&number_id(card), &memory);
        days.insert((due - start()).num_days());
    }
    assert_eq!(Vec::from_iter(days), [7, 8, 9]);
    // Two days stay two days.
    let good = scheduler
        .after(None, log(&[(3, 0)])[0], moment(start()))
        .expect("a memory");
    for card in 0..50 {
        let due = scheduler.due(&number_id(card), &good);
        assert_eq!((due - start()).num_days(), 2);
    }
}

fn reviews() -> impl Strategy<Value = Vec<(u32, i64)>> {
    // A calendar may also go back: a flight over the date line.
    proptest::collection::vec(
        (1_u32..=4, prop_oneof![4 => 0_i64..60, 1 => -2_i64..0]),
        1..20,
    )
}

proptest! {
    #[test]
    fn the_fold_is_the_steps(raw in reviews(), retention in 0.8_f64..0.95) {
        let scheduler = Scheduler::new(retention);
        let reviews = log(&raw);
        let last = reviews.last().expect("one").day;
        let folded = scheduler.fold(&reviews, moment(last)).expect("a fold");
        prop_assert_eq!(folded, step_by_step(&scheduler, &reviews));
    }

    #[test]
    fn better_ratings_never_come_back_sooner(raw in reviews(), retention in 0.8_f64..0.95, card in 0_u64..9) {
        let scheduler = Scheduler::new(retention);
        let memory = step_by_step(&scheduler, &log(&raw)).expect("a memory");
        let today = memory.last.day + Duration::days(3);
        let [again, hard, good, easy] = scheduler
            .dates(&number_id(card), Some(&memory), moment(today), today)
            .expect("dates");
        prop_assert_eq!(again, today);
        prop_assert!(today < hard && hard <= good && good <= easy, "{hard} {good} {easy}");
    }

    #[test]
    fn ratings_are_kept_as_numbers(given in 1_u32..=4) {
        prop_assert_eq!(number(rating(given)), given);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Reviews of other cards in between, in whatever order, change nothing for a card.
    #[test]
    fn the_order_of_other_cards_reviews_does_not_matter(
        first in reviews(), second in reviews(), mix in any::<u64>()
    ) {
        let dues = |second_first: u64| {
            let bench = desk();
            by_hand(&bench, 2);
            let mut rest = [log(&first), log(&second)].map(std::collections::VecDeque::from);
            let (mut turn, mut id) = (second_first, 10);
            let put = |write: &mut crate::app::Write<'_>| {
                while rest.iter().any(|rest| !rest.is_empty()) {
                    let card = usize::from(turn & 1 == 1);
                    let card = if rest[card].is_empty() { 1 - card } else { card };
                    turn = turn.rotate_right(1);
                    id += 1;
                    let review = rest[card].pop_front().expect("one");
                    let at = crate::app::stamp(moment(start()) + Duration::seconds(id));
                    queries::put_review(write.db(), &queries::NewReview {
                        id: &number_id(u64::try_from(id).expect("positive")),
                        card: &number_id(card as u64 + 1),
                        at: &at,
                        day: &review.day.to_string(),
                        rating: number(review.rating),
                        ms: 1_000,
                    })?;
                }
                Ok(())
            };
            bench.app.write(put).expect("writes");
            let mut cards: Vec<_> = list(&bench, "", false)
                .into_iter()
                .map(|card| (card.id, card.due, card.reviews, card.lapses))
                .collect();
            cards.sort();
            cards
        };
        prop_assert_eq!(dues(0), dues(mix));
    }
}
