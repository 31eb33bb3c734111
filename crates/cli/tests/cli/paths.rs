//! `colloquy path`.

use serde_json::{Value, json};

use crate::common::{Desk, write};

/// A question about the small course's lesson.
const ITEMS: &str = r#"[[items]]
id = "first-a"
lesson = "first-lesson"
form = "a"
kind = "scenario"
prompt = "Which?"
explanation = "Because."

[[items.options]]
id = "right"
text = "Right"
correct = true
feedback = "Yes."

[[items.options]]
id = "wrong"
text = "Wrong"
feedback = "No."
"#;

fn assessed(option: &str) -> Desk {
    let desk = Desk::new();
    let course = desk.course("course");
    write(&course, "01-first/items.toml", ITEMS);
    desk.run(["course", "open", "course"]).succeeded();
    let open = json!({"course": "small", "kind": "pre", "module": null, "again": false});
    let sitting: Value = desk.call("sitting_open", &open)["sitting"].clone();
    let answer = json!({
        "sitting": sitting, "item": "first-a", "option": option, "confidence": 4, "seconds": 9
    });
    desk.call("item_answer", &answer);
    desk.call("sitting_finish", &json!({"sitting": sitting}));
    desk
}

#[test]
fn show_opens_with_a_sentence_and_gives_every_step_a_reason() {
    let desk = Desk::new();
    desk.course("course");
    desk.run(["course", "open", "course"]).succeeded();
    let text = desk.run(["path", "show"]).succeeded().stdout;
    assert_eq!(
        text.lines().next().unwrap(),
        "0 of 1 lesson on your path through “A small course” done, 2 minutes left."
    );
    assert!(
        text.contains("This course has no pre-assessment, so every lesson is on your path."),
        "{text}"
    );
}

#[test]
fn a_blind_spot_comes_first_and_what_is_known_is_optional() {
    let text = assessed("wrong").run(["path", "show"]).succeeded().stdout;
    assert!(
        text.contains("You answered 1.1 wrongly and were certain.") && text.contains("first"),
        "{text}"
    );
    let known = assessed("right");
    let text = known.run(["path", "show", "small"]).succeeded().stdout;
    assert!(
        text.contains("2 minutes shorter than the whole course."),
        "{text}"
    );
    let path = known.run(["path", "show", "--json"]).succeeded().json();
    assert_eq!(path, known.call("path_read", &json!({"course": "small"})));
    assert_eq!(path["steps"][0]["optional"], true);
}

#[test]
fn an_unknown_course_is_named() {
    let error = Desk::new()
        .run(["path", "show", "nowhere", "--json"])
        .failed()
        .error();
    assert_eq!(error["code"], "not_found");
    assert_eq!(error["context"]["course"], "nowhere");
}
