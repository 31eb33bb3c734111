//! Days: what is asked, what waits, what is taken back.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::Code;
use crate::testing::Clock;

/// Rates everything that a day asks, as `rating` says; returns the cards that were asked.
fn finish(bench: &Bench, mut rating: impl FnMut(usize) -> Rating) -> BTreeSet<String> {
    let mut asked = BTreeSet::new();
    let mut day = look(bench);
    for turn in 0.. {
        let Some(next) = day.queue.first() else { break };
        let card = next.card.id.clone();
        day = rated(bench, &card, rating(turn));
        asked.insert(card);
    }
    asked
}

#[test]
fn an_empty_deck_asks_nothing_and_never_will() {
    let day = look(&desk());
    assert_eq!((day.queue.len(), day.cards, day.minutes), (0, 0, 0));
    assert_eq!((day.next, day.can_undo, day.ahead.len()), (None, false, 14));
    assert_eq!(day.ahead[0].date, "2026-11-24");
}

#[test]
fn new_cards_come_up_to_their_cap_and_the_rest_tomorrow() {
    let bench = desk();
    by_hand(&bench, 25);
    let day = look(&bench);
    assert_eq!(day.queue.len(), 10);
    assert_eq!(
        queue(&day)[..2],
        [number_id(1).as_str(), number_id(2).as_str()]
    );
    // 20 seconds a card until some were timed.
    assert_eq!((day.minutes, day.waiting, day.cards), (4, 0, 25));
    assert_eq!(day.queue[0].card.due, None);
    let asked = finish(&bench, |_| Rating::Good);
    assert_eq!(asked.len(), 10);
    let day = look(&bench);
    assert_eq!((day.queue.len(), day.done), (0, 10));
    assert_eq!(day.next.as_deref(), Some("2026-11-24"));
    // Eight seconds a card, by the log.
    bench.clock.advance(Duration::days(1));
    let day = look(&bench);
    assert_eq!((day.queue.len(), day.minutes, day.done), (10, 2, 0));
}

#[test]
fn again_comes_back_at_the_end_until_it_was_remembered() {
    let bench = desk();
    by_hand(&bench, 3);
    let [one, two, three] = [1, 2, 3].map(number_id);
    let day = rated(&bench, &one, Rating::Again);
    assert_eq!(queue(&day), [two.as_str(), &three, &one]);
    assert_eq!((day.done, day.queue[2].card.lapses), (0, 1));
    let day = rated(&bench, &two, Rating::Again);
    assert_eq!(queue(&day), [three.as_str(), &one, &two]);
    rated(&bench, &three, Rating::Easy);
    let day = rated(&bench, &one, Rating::Again);
    assert_eq!(queue(&day), [two.as_str(), &one]);
    rated(&bench, &two, Rating::Hard);
    let day = rated(&bench, &one, Rating::Good);
    assert_eq!((day.queue.len(), day.done), (0, 3));
    // Left at “again”, a card comes back on a later day by itself.
    let day = rated(&bench, &one, Rating::Again);
    assert_eq!(queue(&day), [one.as_str()]);
    bench.clock.advance(Duration::days(1));
    assert!(queue(&look(&bench)).contains(&one.as_str()));
}

#[test]
fn the_dates_shown_are_the_dates_that_follow() {
    let ratings = [Rating::Hard, Rating::Good, Rating::Easy];
    for (place, rating) in (1..).zip(ratings) {
        let bench = desk();
        by_hand(&bench, 1);
        let card = number_id(1);
        for _ in 0..4 {
            let shown = look(&bench).queue[0].dates.clone();
            assert_eq!(shown[0], bench.clock.local_date().to_string());
            rated(&bench, &card, rating);
            let due = list(&bench, "", false)[0].due.clone().expect("due");
            assert_eq!(due, shown[place]);
            assert_eq!(look(&bench).next, Some(due.clone()));
            let due: chrono::NaiveDate = due.parse().expect("a date");
            let days = due.signed_duration_since(bench.clock.local_date());
            bench.clock.advance(days - Duration::days(1));
            assert_eq!(look(&bench).queue.len(), 0, "a day early");
            bench.clock.advance(Duration::days(1));
            assert_eq!(look(&bench).queue.len(), 1, "on its day");
        }
    }
}

#[test]
fn what_fades_most_comes_first() {
    let bench = desk();
    by_hand(&bench, 3);
    rated(&bench, &number_id(1), Rating::Easy);
    rated(&bench, &number_id(2), Rating::Hard);
    rated(&bench, &number_id(3), Rating::Good);
    bench.clock.advance(Duration::days(20));
    let day = look(&bench);
    let [one, two, three] = [1, 2, 3].map(number_id);
    assert_eq!(queue(&day), [two.as_str(), &three, &one]);
    let recall: Vec<f64> = day
        .queue
        .iter()
        .filter_map(|card| card.card.recall)
        .collect();
    assert!(recall.is_sorted() && recall.len() == 3, "{recall:?}");
}

#[test]
fn an_easy_day_has_half_the_cap_and_cards_reviewed_count() {
    let bench = desk();
    by_hand(&bench, 30);
    // The clock stands on a Monday.
    let day = adjust(&bench, |settings| {
        settings.cap = 15;
        settings.new_cap = 50;
        settings.easy[0] = true;
    });
    assert_eq!(day.queue.len(), 8);
    for _ in 0..3 {
        let card = look(&bench).queue[0].card.id.clone();
        rated(&bench, &card, Rating::Good);
    }
    assert_eq!(look(&bench).queue.len(), 5);
    bench.clock.advance(Duration::days(1));
    assert_eq!(look(&bench).queue.len(), 15);
    let easy: Vec<usize> = look(&bench)
        .ahead
        .iter()
        .enumerate()
        .filter_map(|(place, load)| load.easy.then_some(place))
        .collect();
    // From Wednesday on: the Mondays.
    assert_eq!(easy, [5, 12]);
}

#[test]
fn after_a_week_away_the_rest_waits_and_the_days_ahead_are_level() {
    let bench = desk();
    by_hand(&bench, 60);
    adjust(&bench, |settings| {
        settings.cap = 60;
        settings.new_cap = 50;
    });
    finish(&bench, |_| Rating::Good);
    adjust(&bench, |settings| {
        settings.cap = 10;
        settings.new_cap = 2;
    });
    bench.clock.advance(Duration::days(8));
    let day = look(&bench);
    assert_eq!((day.queue.len(), day.waiting), (10, 40));
    let loads: Vec<u32> = day.ahead.iter().map(|load| load.cards).collect();
    assert!(loads.iter().all(|cards| *cards <= 10), "{loads:?}");
    // The heap of 40 fills the next four days.
    assert_eq!(loads[..4], [10; 4]);
    assert_eq!(day.next.as_deref(), Some("2026-12-01"));
    finish(&bench, |_| Rating::Good);
    assert_eq!(look(&bench).next.as_deref(), Some("2026-12-02"));
}

#[test]
fn the_days_ahead_are_what_happens_when_all_is_answered_good() {
    let bench = desk();
    by_hand(&bench, 40);
    adjust(&bench, |settings| {
        settings.cap = 12;
        settings.new_cap = 7;
        settings.easy[6] = true;
    });
    let ahead = look(&bench).ahead;
    for load in ahead {
        finish(&bench, |_| Rating::Good);
        bench.clock.advance(Duration::days(1));
        // Each review moved the clock by some seconds; the next day begins at the same hour.
        let drift = bench
            .clock
            .now()
            .time()
            .signed_duration_since(chrono::NaiveTime::from_hms_opt(9, 0, 0).expect("a time"));
        bench.clock.advance(-drift);
        assert_eq!(bench.clock.local_date().to_string(), load.date);
        assert_eq!(look(&bench).queue.len(), load.cards as usize, "{load:?}");
    }
}

#[test]
fn undoing_goes_back_review_by_review_and_ends_with_the_day() {
    let bench = desk();
    by_hand(&bench, 2);
    let states = |bench: &Bench| {
        let mut day = look(bench);
        // Recall moves with the clock.
        day.queue
            .iter_mut()
            .for_each(|card| card.card.recall = None);
        (queue(&day).join(" "), day.done, day.can_undo, day.next)
    };
    let mut before = vec![states(&bench)];
    for (card, rating) in [(1, Rating::Again), (2, Rating::Good), (1, Rating::Easy)] {
        rated(&bench, &number_id(card), rating);
        before.push(states(&bench));
    }
    before.pop();
    while let Some(wanted) = before.pop() {
        take_back(&bench).expect("undoes");
        assert_eq!(states(&bench), wanted);
    }
    let refused = take_back(&bench).expect_err("nothing left");
    assert_eq!(refused.code, Code::InvalidInput);
    rated(&bench, &number_id(1), Rating::Good);
    bench.clock.advance(Duration::days(1));
    assert!(!look(&bench).can_undo);
    take_back(&bench).expect_err("that was yesterday");
}

#[test]
fn a_review_sent_twice_counts_once_also_after_undoing() {
    let bench = desk();
    by_hand(&bench, 2);
    let id = number_id(77);
    let one = try_rate(&bench, Some(&id), &number_id(1), Rating::Good).expect("rates");
    let two = try_rate(&bench, Some(&id), &number_id(1), Rating::Good).expect("again");
    assert_eq!(one, two);
    assert_eq!(list(&bench, "Question 1", false)[0].reviews, 1);
    let other = try_rate(&bench, Some(&id), &number_id(2), Rating::Good).expect_err("another");
    assert_eq!(other.code, Code::InvalidInput);
    take_back(&bench).expect("undoes");
    try_rate(&bench, Some(&id), &number_id(1), Rating::Good).expect("late");
    assert_eq!(list(&bench, "Question 1", false)[0].reviews, 0);
    try_rate(&bench, Some("x"), &number_id(1), Rating::Good).expect_err("no UUID");
    let missing = try_rate(&bench, None, &number_id(9), Rating::Good).expect_err("no card");
    assert_eq!(missing.code, Code::NotFound);
    assert_eq!(look(&bench).done, 0, "refused reviews leave nothing");
    // Without an id the core makes one.
    let day = try_rate(&bench, None, &number_id(1), Rating::Good).expect("rates");
    assert_eq!(day.done, 1);
}

#[test]
fn settings_out_of_range_are_refused_and_kept_ones_come_back() {
    let bench = desk();
    let usual = look(&bench).settings;
    type Change = fn(&mut ReviewSettings);
    let wrong: [Change; 6] = [
        |settings| settings.cap = 4,
        |settings| settings.cap = 201,
        |settings| settings.new_cap = 51,
        |settings| settings.retention = 0.79,
        |settings| settings.retention = 0.96,
        |settings| settings.retention = f64::NAN,
    ];
    for change in wrong {
        let mut settings = usual.clone();
        change(&mut settings);
        let refused = bench.app.write(|write| set(write, &settings));
        assert_eq!(refused.expect_err("refuses").code, Code::InvalidInput);
    }
    assert_eq!(look(&bench).settings, usual);
    let day = adjust(&bench, |settings| {
        (settings.cap, settings.new_cap, settings.retention) = (200, 0, 0.8);
    });
    assert_eq!(look(&bench).settings, day.settings);
    by_hand(&bench, 1);
    let day = look(&bench);
    assert_eq!(
        (day.queue.len(), day.next),
        (0, None),
        "no new cards wanted"
    );
}

#[test]
fn a_changed_retention_moves_what_is_due_at_once() {
    let bench = desk();
    by_hand(&bench, 1);
    rated(&bench, &number_id(1), Rating::Easy);
    let due = |bench: &Bench| list(bench, "", false)[0].due.clone().expect("due");
    let usual = due(&bench);
    adjust(&bench, |settings| settings.retention = 0.8);
    let later = due(&bench);
    adjust(&bench, |settings| settings.retention = 0.95);
    let sooner = due(&bench);
    assert!(sooner < usual && usual < later, "{sooner} {usual} {later}");
    adjust(&bench, |settings| settings.retention = 0.9);
    assert_eq!(due(&bench), usual);
}

/// A process that ends between two reviews leaves the log and nothing else: another that opens the
/// same folder goes on as the first would have.
#[test]
fn nothing_but_the_log_is_kept() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = crate::db::Folder::at(dir.path().join("data"));
    let clock = Clock::new();
    let open = || {
        let connection = crate::db::open(&folder).expect("opens");
        crate::app::App::new(connection, clock.clone())
    };
    let see = |app: &crate::app::App| {
        let (now, date) = (clock.now(), clock.local_date());
        app.read(|db| day(db, now, date)).expect("a day")
    };
    let app = open();
    let card = CardAdd {
        id: Some(number_id(1)),
        origin: CardOrigin::Own,
        front: "Q".to_owned(),
        back: "A".to_owned(),
    };
    app.write(|write| add_card(write, &card)).expect("adds");
    for rating in [Rating::Again, Rating::Good, Rating::Hard] {
        let review = ReviewRate {
            id: None,
            card: number_id(1),
            rating,
            ms: 1,
        };
        let (told, _) = app.write(|write| rate(write, &review)).expect("rates");
        assert_eq!(told, see(&app));
    }
    let before = see(&app);
    drop(app);
    assert_eq!(see(&open()), before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    /// Whatever was answered and however long the gap: no day asks more than the cap and a tenth.
    #[test]
    fn no_day_asks_more_than_the_cap(
        cards in 1_u64..70,
        cap in 5_u32..12,
        new_cap in 0_u32..50,
        easy in any::<[bool; 7]>(),
        history in proptest::collection::vec((0_u64..70, 1_u32..=4, 0_i64..2), 0..60),
        gap in 7_i64..120,
        ratings in proptest::collection::vec(1_u32..=4, 7),
    ) {
        let bench = desk();
        by_hand(&bench, cards);
        for (card, number, days) in history {
            bench.clock.advance(Duration::days(days));
            let rating = super::super::memory::rating(number);
            rated(&bench, &number_id(card % cards + 1), rating);
        }
        adjust(&bench, |settings| {
            (settings.cap, settings.new_cap, settings.easy) = (cap, new_cap, easy);
        });
        bench.clock.advance(Duration::days(gap));
        for _ in 0..6 {
            // Everybody remembers in the end: at most three times “again” in a row.
            let asked = finish(&bench, |turn| {
                let number = ratings[turn % ratings.len()];
                super::super::memory::rating(if turn > 40 { 3 } else { number })
            });
            prop_assert!(asked.len() as f64 <= f64::from(cap) * 1.1, "{} of {cap}", asked.len());
            let day = look(&bench);
            prop_assert!(day.ahead.iter().all(|load| load.cards <= cap));
            prop_assert_eq!(day.done as usize, asked.len());
            bench.clock.advance(Duration::days(1));
        }
    }
}
