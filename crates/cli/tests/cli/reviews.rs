//! `colloquy review`.

use serde_json::json;

use crate::common::Desk;

const CARD: &str = "check/small/first-check";

/// A desk on which the course's check was missed.
fn missed() -> Desk {
    let desk = Desk::new();
    let course = desk.course("small");
    desk.run(["course", "open", &course.display().to_string()])
        .succeeded();
    desk.call(
        "check_answer",
        &json!({
            "course": "small", "lesson": "first-lesson", "block": "first-check",
            "answer": { "form": "single", "option": "two" }, "confidence": 4, "seconds": 3
        }),
    );
    desk
}

#[test]
fn a_missed_check_is_shown_rated_and_taken_back() {
    let desk = missed();
    let text = desk.run(["review", "show"]).succeeded().stdout;
    assert!(
        text.starts_with("1 card to review today, about 1 minute."),
        "{text}"
    );
    assert!(
        text.contains(CARD) && text.contains("1.1 A first lesson"),
        "{text}"
    );
    assert!(
        text.contains("Which of these is one?") && !text.contains("<p>"),
        "{text}"
    );
    let day = desk
        .run(["review", "rate", CARD, "again", "--json"])
        .succeeded()
        .json();
    assert_eq!(day["queue"][0]["card"]["id"], CARD);
    assert_eq!(day["queue"][0]["card"]["lapses"], 1);
    let text = desk
        .run(["review", "rate", CARD, "good"])
        .succeeded()
        .stdout;
    assert!(
        text.starts_with(
            "Nothing is left to review today. 1 card done today. The next comes on 20"
        ),
        "{text}"
    );
    let text = desk.run(["review", "undo"]).succeeded().stdout;
    assert!(
        text.starts_with("The last review of today was taken back. 1 card to review"),
        "{text}"
    );
    desk.run(["review", "undo"]).succeeded();
    let told = desk.run(["review", "undo"]).failed().stderr;
    assert!(told.contains("nothing was changed"), "{told}");
    let error = desk
        .run(["review", "rate", "check/small/none", "good", "--json"])
        .failed()
        .error();
    assert_eq!(error["code"], "not_found");
    assert_eq!(desk.run(["review", "rate", CARD, "well"]).code, 2);
}

#[test]
fn cards_are_listed_taken_away_and_brought_back() {
    let desk = missed();
    let list = desk.run(["review", "cards"]).succeeded().stdout;
    assert!(
        list.starts_with("1 card.") && list.contains("new"),
        "{list}"
    );
    let none = desk.run(["review", "cards", "elephant"]).succeeded().stdout;
    assert_eq!(none, "There are no such cards.\n");
    let told = desk
        .run(["review", "cards", "--remove", CARD])
        .succeeded()
        .stdout;
    assert!(told.starts_with("Taken away: Which of these"), "{told}");
    let text = desk.run(["review", "show"]).succeeded().stdout;
    assert!(
        text.starts_with("Nothing is left to review today. None is scheduled."),
        "{text}"
    );
    let removed = desk
        .run(["review", "cards", "--removed", "--json"])
        .succeeded()
        .json();
    assert_eq!(
        (&removed["total"], &removed["cards"][0]["removed"]),
        (&json!(1), &json!(true))
    );
    let told = desk
        .run(["review", "cards", "--restore", CARD])
        .succeeded()
        .stdout;
    assert!(told.starts_with("Brought back: Which of these"), "{told}");
    let list = desk.run(["review", "cards", "--json"]).succeeded().json();
    assert_eq!(list["total"], 1);
}

#[test]
fn settings_are_shown_changed_and_checked() {
    let desk = missed();
    let text = desk.run(["review", "settings"]).succeeded().stdout;
    assert!(
        text.contains("Cards a day") && text.contains("90%") && text.contains("none"),
        "{text}"
    );
    let set = desk
        .run([
            "review", "settings", "--cap", "20", "--easy", "sat,sun", "--terms", "off", "--json",
        ])
        .succeeded()
        .json();
    assert_eq!(
        (&set["cap"], &set["terms"], &set["checks"]),
        (&json!(20), &json!(false), &json!(true))
    );
    assert_eq!(
        set["easy"],
        json!([false, false, false, false, false, true, true])
    );
    let text = desk
        .run(["review", "settings", "--no-easy", "--retention", "0.85"])
        .succeeded()
        .stdout;
    assert!(text.contains("85%") && text.contains("none"), "{text}");
    let told = desk
        .run(["review", "settings", "--cap", "3"])
        .failed()
        .stderr;
    assert!(
        told.contains("5 to 200") && told.contains("Nothing was changed"),
        "{told}"
    );
    let kept = desk
        .run(["review", "settings", "--json"])
        .succeeded()
        .json();
    assert_eq!(
        (&kept["cap"], &kept["retention"]),
        (&json!(20), &json!(0.85))
    );
}
