//! What a reader may do, by chance, through the command table.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::Duration;
use serde_json::{Value, json};

use super::{Device, Numbers};
use crate::note::text;
use crate::testing::COURSE;
use crate::testing::asked::{ASKED, LESSONS};

const WORDS: [&str; 12] = [
    "risk", "Board", "paper", "week", "capacity", "frontier", "sponsor", "Übung", "e-mail", "ask",
    "who", "why",
];

fn words(by: &mut Numbers, most: usize) -> String {
    let count = 1 + by.below(most);
    let words: Vec<&str> = (0..count).map(|_| by.one_of(&WORDS)).collect();
    words.join(" ")
}

/// One of a few ids that all devices share.
fn id(kind: u8, by: &mut Numbers) -> String {
    format!(
        "0191d6c0-0000-7000-8000-0000000{kind:02}0{:02}",
        by.below(4)
    )
}

/// One deed, by chance, after some time. Refusals are part of it.
pub(super) fn deed(device: &Device, by: &mut Numbers) {
    // Now and then the clock goes back.
    let seconds = by.one_of(&[0, 0, 1, 20, 200, 700, 4_000, -30]);
    device.world.advance(Duration::seconds(seconds));
    let call = |name: &str, input: Value| device.try_call(name, input);
    match by.below(34) {
        0..=2 => {
            let id = id(1, by);
            let tags = [words(by, 1)];
            let place = if by.is() {
                json!({"course": COURSE, "lesson": "one", "block": "one-a", "highlight": null, "tool": null})
            } else {
                Value::Null
            };
            let markdown = words(by, 60);
            call(
                "note_create",
                json!({"id": id, "title": words(by, 2), "markdown": markdown, "tags": tags, "place": place}),
            );
        }
        3..=8 => write_note(device, by),
        9 => {
            call("note_set", json!({"id": id(1, by), "title": words(by, 3)}));
        }
        10 => {
            let (add, gone) = ([words(by, 1)], [words(by, 1), words(by, 1)]);
            call(
                "note_set",
                json!({"id": id(1, by), "add_tags": add, "remove_tags": gone}),
            );
        }
        11 => {
            let tool = by.one_of(&["t1", "t4"]);
            let place = json!({"course": null, "lesson": null, "block": null, "highlight": null, "tool": tool});
            call("note_set", json!({"id": id(1, by), "place": place}));
        }
        12 => {
            let name = by.one_of(&["note_remove", "note_restore", "note_remove", "note_erase"]);
            call(name, json!({"id": id(1, by)}));
        }
        13 => revert(device, by),
        14 => {
            let part = json!({"block": "one-a", "start": 4, "end": 19, "exact": "first paragraph", "prefix": "The ", "suffix": " has a few words."});
            call(
                "highlight_add",
                json!({"id": id(2, by), "course": COURSE, "lesson": "one", "parts": [part]}),
            );
        }
        15 => {
            let name = by.one_of(&["highlight_remove", "highlight_restore"]);
            call(name, json!({"id": id(2, by)}));
        }
        16 => {
            call(
                "lesson_open",
                json!({"course": COURSE, "lesson": by.one_of(&["one", "two"])}),
            );
        }
        17 | 18 => {
            let block = by.one_of(&["one-a", "one-b", "one-h", "one-z"]);
            let fraction = by.one_of(&[0.0, 0.25, 1.0]);
            let position = json!({"block": block, "fraction": fraction});
            let seen = [block, by.one_of(&["one-a", "one-links"])];
            call(
                "lesson_progress",
                json!({"course": COURSE, "lesson": "one", "position": position, "seen": seen, "active": by.is()}),
            );
        }
        19 => {
            call(
                "lesson_mark",
                json!({"course": COURSE, "lesson": by.one_of(&["one", "two"]), "done": by.is()}),
            );
        }
        20 => {
            let option = by.one_of(&["a", "b"]);
            call(
                "check_answer",
                json!({"course": COURSE, "lesson": "one", "block": "one-single", "answer": {"form": "single", "option": option}, "confidence": 3, "seconds": 5}),
            );
        }
        21 => {
            let text = if by.below(4) == 0 {
                String::new()
            } else {
                words(by, 20)
            };
            let block = by.one_of(&["one-reflect", "one-cohort"]);
            call(
                "writing_save",
                json!({"course": COURSE, "lesson": "one", "block": block, "text": text}),
            );
        }
        22 => {
            let block = by.one_of(&["one-a", "one-b"]);
            call(
                "bookmark_set",
                json!({"course": COURSE, "lesson": "one", "block": block, "on": by.is()}),
            );
        }
        23 | 24 => {
            let budget = by.one_of(&[json!(3), json!(5.5), Value::Null]);
            let project = json!({"name": words(by, 2), "cost": 1 + by.below(5), "scores": {"score": by.below(9)}, "order": 0});
            call(
                "tool_save",
                json!({"tool": "t4", "set": {"budget": budget, "step": 0.1, "project:a": project}}),
            );
        }
        25 => {
            call(
                "tool_keep",
                json!({"id": id(3, by), "tool": "t4", "label": words(by, 2)}),
            );
            let name = by.one_of(&["result_remove", "result_restore"]);
            call(name, json!({"id": id(3, by)}));
        }
        26 | 27 => sitting(device, by),
        28 => {
            let (years, relevance) = (by.below(6), 1 + by.below(4));
            call(
                "module_rate",
                json!({"course": ASKED, "module": by.one_of(&["m1", "m2"]), "years": years, "relevance": relevance}),
            );
        }
        29 => {
            let choice = match by.below(3) {
                0 => {
                    json!({"of": "module", "module": "m1", "level": by.one_of(&[json!("core"), Value::Null])})
                }
                1 => {
                    json!({"of": "lesson", "lesson": by.one_of(&LESSONS), "on": by.one_of(&[json!(true), json!(false), Value::Null])})
                }
                _ => json!({"of": "everything", "on": by.is()}),
            };
            call("path_set", json!({"course": ASKED, "choice": choice}));
        }
        30 => card(device, by),
        31 => {
            let name = by.one_of(&["good", "again", "hard"]);
            let card = by.one_of(&["check/sample/one-single", "own"]);
            let card = if card == "own" {
                id(4, by)
            } else {
                card.to_owned()
            };
            call(
                "review_rate",
                json!({"id": null, "card": card, "rating": name, "ms": 900}),
            );
            if by.below(3) == 0 {
                call("review_undo", json!({}));
            }
        }
        32 => date(device, by),
        _ => {
            let text = if by.below(4) == 0 {
                Value::Null
            } else {
                json!(words(by, 6))
            };
            call("direction_set", json!({"section": "mandate", "text": text}));
            if by.below(3) == 0 {
                call(
                    "review_set",
                    json!({"cap": 5 + by.below(60), "new_cap": 5, "retention": 0.9, "terms": by.is(), "checks": true, "easy": [false, false, false, false, false, false, false]}),
                );
            }
        }
    }
}

/// As a window does: what it has, changed, sent as an update.
pub(super) fn write_note(device: &Device, by: &mut Numbers) {
    let id = id(1, by);
    let text = match by.below(4) {
        0 => words(by, 8),
        1 => format!("{}\n\n{}\n", words(by, 30), words(by, 30)),
        _ => format!(
            "{}\n\n- {}\n- {}\n",
            words(by, 8),
            words(by, 3),
            words(by, 3)
        ),
    };
    let client = by.next();
    rewrite(device, &id, &text, client);
}

/// Makes a note say something else, as an edit; says whether it was there.
pub(super) fn rewrite(device: &Device, id: &str, markdown: &str, client: u64) -> bool {
    let Some(view) = device.try_call("note_open", json!({"id": id})) else {
        return false;
    };
    let state = STANDARD
        .decode(view["state"].as_str().expect("a state"))
        .expect("base64");
    let doc = text::from_markdown(markdown);
    let update = text::rewriting(&state, &doc, client).expect("rewrites");
    let vector =
        text::vector(&text::merge(&state, &update).expect("merges").state).expect("a vector");
    let edit =
        json!({"id": id, "update": STANDARD.encode(update), "vector": STANDARD.encode(vector)});
    device.try_call("note_save", edit).is_some()
}

fn revert(device: &Device, by: &mut Numbers) {
    let id = id(1, by);
    let found = device.try_call("note_versions", json!({"id": id}));
    let Some(versions) = found
        .as_ref()
        .and_then(|found| found["versions"].as_array())
    else {
        return;
    };
    if !versions.is_empty() {
        let version = &versions[by.below(versions.len())]["version"];
        device.call("note_revert", json!({"id": id, "version": version}));
    }
}

fn sitting(device: &Device, by: &mut Numbers) {
    let (kind, module) = by.one_of(&[("pre", None), ("fast", Some("m1")), ("post", None)]);
    let again = by.below(3) == 0;
    let input = json!({"course": ASKED, "kind": kind, "module": module, "again": again});
    let Some(view) = device.try_call("sitting_open", input) else {
        return;
    };
    let sitting = &view["sitting"];
    let items = view["items"].as_array().expect("items");
    for item in items.iter().take(by.below(4)) {
        let option = by.one_of(&[json!("right"), json!("wrong"), Value::Null]);
        let confidence = 1 + by.below(4);
        device.try_call("item_answer", json!({"sitting": sitting, "item": item["id"], "option": option, "confidence": confidence, "seconds": 9}));
    }
    if by.below(3) == 0 {
        device.call("sitting_finish", json!({"sitting": sitting}));
    }
}

fn card(device: &Device, by: &mut Numbers) {
    let id = id(4, by);
    match by.below(4) {
        0 | 1 => {
            let (front, back) = (words(by, 4), words(by, 4));
            device.try_call(
                "card_add",
                json!({"id": id, "origin": {"from": "own"}, "front": front, "back": back}),
            );
        }
        2 => {
            let (front, back) = (words(by, 4), words(by, 4));
            device.try_call(
                "card_set",
                json!({"card": id, "front": front, "back": back}),
            );
        }
        _ => {
            let card = if by.is() {
                id
            } else {
                "check/sample/one-single".to_owned()
            };
            let name = by.one_of(&["card_remove", "card_restore"]);
            device.try_call(name, json!({"card": card}));
        }
    }
}

fn date(device: &Device, by: &mut Numbers) {
    let id = id(5, by);
    match by.below(4) {
        0 | 1 => {
            let date = format!("2026-12-{:02}", 1 + by.below(28));
            device.try_call(
                "deadline_set",
                json!({"id": id, "title": words(by, 3), "date": date}),
            );
        }
        2 => {
            device.try_call("due_mark", json!({"id": id, "done": by.is()}));
        }
        _ => {
            let name = by.one_of(&["deadline_remove", "deadline_restore"]);
            device.try_call(name, json!({"id": id}));
            device.try_call("calendar_export", json!({}));
        }
    }
}
