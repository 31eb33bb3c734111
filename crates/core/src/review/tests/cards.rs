//! Which cards there are: by rule, by hand, taken away and brought back.

use super::super::{remove_card, restore_card, set_card};
use super::*;
use crate::Code;
use crate::api::{CardSet, Topic};

const SINGLE: &str = "check/sample/one-single";
const GATE: &str = "term/sample/t-gate";
const SPONSOR: &str = "term/sample/t-sponsor";

#[test]
fn a_check_becomes_a_card_once_it_was_missed() {
    let bench = desk();
    choose(&bench, "a");
    assert!(list(&bench, "", false).is_empty(), "right at once");
    choose(&bench, "b");
    assert_eq!(ids(&list(&bench, "", false)), [SINGLE]);
    choose(&bench, "a");
    assert_eq!(ids(&list(&bench, "", false)), [SINGLE], "missed once");
}

#[test]
fn terms_come_with_their_lesson_and_go_when_it_is_taken_back() {
    let bench = desk();
    complete(&bench, true);
    // By term; one that no lesson teaches has no day to begin.
    assert_eq!(ids(&list(&bench, "", false)), [GATE, SPONSOR]);
    complete(&bench, false);
    assert!(list(&bench, "", false).is_empty());
}

#[test]
fn what_is_one_s_own_comes_first_then_what_was_missed_then_terms() {
    let bench = desk();
    complete(&bench, true);
    choose(&bench, "b");
    by_hand(&bench, 1);
    assert_eq!(queue(&look(&bench)), [&number_id(1), SINGLE, GATE, SPONSOR]);
}

#[test]
fn settings_switch_cards_off_and_their_reviews_stay() {
    let bench = desk();
    complete(&bench, true);
    choose(&bench, "b");
    rated(&bench, SINGLE, Rating::Easy);
    rated(&bench, GATE, Rating::Easy);
    let before = list(&bench, "", false);
    let day = adjust(&bench, |settings| settings.checks = false);
    assert_eq!((day.cards, day.done), (2, 2), "what was done counts");
    adjust(&bench, |settings| settings.terms = false);
    assert!(list(&bench, "", false).is_empty());
    let refused = try_rate(&bench, None, GATE, Rating::Good).expect_err("no card");
    assert_eq!(refused.code, Code::NotFound);
    adjust(&bench, |settings| {
        (settings.checks, settings.terms) = (true, true);
    });
    assert_eq!(list(&bench, "", false), before);
}

#[test]
fn a_revision_takes_a_card_away_quietly_and_another_brings_it_back() {
    let bench = desk();
    choose(&bench, "b");
    rated(&bench, SINGLE, Rating::Good);
    let before = list(&bench, "", false);
    install(&bench, 3, "Only prose is left. {#one-a}\n");
    assert!(list(&bench, "", false).is_empty() && list(&bench, "", true).is_empty());
    assert_eq!(look(&bench).done, 1);
    install(&bench, 4, LESSON_ONE);
    assert_eq!(list(&bench, "", false), before);
    // Wanted done again: what was answered before does not count, as in the lesson.
    let redo = LESSON_ONE.replace("id = \"one-single\"", "id = \"one-single\"\nredo = 5");
    install(&bench, 5, &redo);
    assert!(list(&bench, "", false).is_empty());
    choose(&bench, "b");
    assert_eq!(list(&bench, "", false)[0].reviews, 1, "its reviews stayed");
}

#[test]
fn a_card_taken_away_is_not_asked_and_can_be_brought_back() {
    let bench = desk();
    choose(&bench, "b");
    by_hand(&bench, 1);
    let own = number_id(1);
    rated(&bench, SINGLE, Rating::Easy);
    for card in [SINGLE, &own] {
        let before = list(&bench, "", false);
        for _ in 0..2 {
            let (shown, changed) = bench
                .app
                .write(|write| remove_card(write, card))
                .expect("removes");
            assert!(shown.removed && changed.contains(&Topic::Review));
        }
        assert!(!ids(&list(&bench, "", false)).contains(&card));
        assert_eq!(ids(&list(&bench, "", true)), [card]);
        assert!(!queue(&look(&bench)).contains(&card));
        assert_eq!(look(&bench).cards, 1);
        let refused = try_rate(&bench, None, card, Rating::Good).expect_err("away");
        assert_eq!(refused.code, Code::InvalidInput);
        for _ in 0..2 {
            let (shown, _) = bench
                .app
                .write(|write| restore_card(write, card))
                .expect("restores");
            assert!(!shown.removed);
        }
        assert_eq!(list(&bench, "", false), before, "{card}");
    }
    for card in ["check/sample/none", "nothing"] {
        let missing = bench.app.write(|write| remove_card(write, card));
        assert_eq!(missing.expect_err("no card").code, Code::NotFound);
        let missing = bench.app.write(|write| restore_card(write, card));
        assert_eq!(missing.expect_err("no card").code, Code::NotFound);
    }
}

#[test]
fn a_card_by_hand_is_made_once_and_can_be_changed() {
    let bench = desk();
    let input = CardAdd {
        id: Some(number_id(7).to_uppercase()),
        origin: CardOrigin::Own,
        front: " What is 1 < 2? ".to_owned(),
        back: "True".to_owned(),
    };
    let add = |input: &CardAdd| bench.app.write(|write| add_card(write, input));
    let (card, _) = add(&input).expect("adds");
    assert_eq!((card.id.as_str(), card.markup), (&*number_id(7), false));
    assert_eq!(card.front, "What is 1 < 2?");
    assert_eq!(add(&input).expect("the same").0, card);
    // Two by hand may ask the same.
    let other = made(&bench, CardOrigin::Own, "What is 1 < 2?", "True").expect("another");
    assert_ne!(other.id, card.id);
    rated(&bench, &card.id, Rating::Good);
    let set = |card: &str, front: &str, back: &str| {
        let input = CardSet {
            card: card.to_owned(),
            front: front.to_owned(),
            back: back.to_owned(),
        };
        bench.app.write(|write| set_card(write, &input))
    };
    let (changed, _) = set(&card.id, "Is 1 < 2?", "Yes").expect("sets");
    assert_eq!(
        (
            changed.front.as_str(),
            changed.back.as_str(),
            changed.reviews
        ),
        ("Is 1 < 2?", "Yes", 1)
    );
    choose(&bench, "b");
    for (id, front, back, code) in [
        (card.id.as_str(), "", "x", Code::InvalidInput),
        (&card.id, "x", " \n", Code::InvalidInput),
        (&card.id, &"x".repeat(4_001), "x", Code::InvalidInput),
        (SINGLE, "x", "x", Code::InvalidInput),
        ("none", "x", "x", Code::NotFound),
    ] {
        assert_eq!(set(id, front, back).expect_err("refuses").code, code);
    }
    let taken = CardAdd {
        origin: CardOrigin::Note { note: number_id(8) },
        ..input.clone()
    };
    assert_eq!(add(&taken).expect_err("taken").code, Code::InvalidInput);
    let no_id = CardAdd {
        id: Some("check/a/b".to_owned()),
        ..input
    };
    assert_eq!(add(&no_id).expect_err("no UUID").code, Code::InvalidInput);
}

#[test]
fn asking_for_a_card_by_rule_brings_it_back_but_makes_none() {
    let bench = desk();
    let origin = CardOrigin::Term {
        course: COURSE.to_owned(),
        term: "t-gate".to_owned(),
    };
    let missing = made(&bench, origin.clone(), "", "").expect_err("not learnt");
    assert_eq!(missing.code, Code::NotFound);
    complete(&bench, true);
    bench
        .app
        .write(|write| remove_card(write, GATE))
        .expect("removes");
    assert!(!made(&bench, origin, "", "").expect("finds").removed);
    assert_eq!(ids(&list(&bench, "", false)), [GATE, SPONSOR]);
}

#[test]
fn cards_are_found_by_words_and_listed_by_due_date() {
    let bench = desk();
    complete(&bench, true);
    by_hand(&bench, 12);
    rated(&bench, SPONSOR, Rating::Easy);
    rated(&bench, &number_id(12), Rating::Good);
    let all = list(&bench, "", false);
    assert_eq!(
        ids(&all)[..3],
        [&number_id(12), SPONSOR, number_id(1).as_str()]
    );
    assert_eq!(ids(&list(&bench, "PAYS who", false)), [SPONSOR]);
    assert_eq!(ids(&list(&bench, "& owner", false)), [SPONSOR]);
    assert_eq!(ids(&list(&bench, "answer 11", false)), [number_id(11)]);
    assert!(
        list(&bench, "strong", false).is_empty(),
        "markup is no word"
    );
    let page = |from, most| {
        let filter = CardFilter {
            words: String::new(),
            removed: false,
            from,
            most,
        };
        let (now, date) = (bench.clock.now(), bench.clock.local_date());
        bench.app.read(|db| list_cards(db, &filter, now, date))
    };
    let second = page(10, 10).expect("a page");
    assert_eq!((second.total, second.cards.as_slice()), (14, &all[10..]));
    page(0, 0).expect_err("none asked for");
    page(0, 201).expect_err("too many");
}
