//! What a reader sees when two of their machines meet.

use chrono::Duration;
use serde_json::{Value, json};

use super::deeds::rewrite;
use super::{Device, assert_same, settle};
use crate::api::Topic;
use crate::log;
use crate::testing::COURSE;

const NOTE: &str = "0191d6c0-0000-7000-8000-000000000001";
const HIGHLIGHT: &str = "0191d6c0-0000-7000-8000-000000000002";

fn pair() -> [Device; 2] {
    [Device::new(11), Device::new(22)]
}

fn begin_note(device: &Device, markdown: &str) {
    device.call(
        "note_create",
        json!({"id": NOTE, "title": "Board", "markdown": markdown, "tags": ["risk"], "place": null}),
    );
}

fn note(device: &Device) -> Value {
    device.call("note_open", json!({"id": NOTE}))
}

fn markdown(device: &Device) -> String {
    let file = device.call("note_export", json!({"id": NOTE}));
    let bytes = base64::Engine::decode(
        &base64::engine::general_purpose::STANDARD,
        file["base64"].as_str().expect("a file"),
    );
    String::from_utf8(bytes.expect("base64")).expect("text")
}

fn set(device: &Device, change: Value) {
    let mut input = json!({"id": NOTE});
    if let (Some(input), Value::Object(change)) = (input.as_object_mut(), change) {
        input.extend(change);
    }
    device.call("note_set", input);
}

fn found(device: &Device, words: &str) -> usize {
    let found = device.call(
        "search_query",
        json!({"text": format!("in:notes {words}"), "limit": 9}),
    );
    found["hits"].as_array().map_or(0, Vec::len)
}

#[test]
fn both_edits_of_a_note_are_in_it_and_found() {
    let devices = pair();
    begin_note(&devices[0], "First.\n\nMiddle.\n\nLast.\n");
    settle(&devices);
    assert!(rewrite(
        &devices[0],
        NOTE,
        "First of zebras.\n\nMiddle.\n\nLast.\n",
        5
    ));
    assert!(rewrite(
        &devices[1],
        NOTE,
        "First.\n\nMiddle.\n\nLast of okapis.\n",
        6
    ));
    settle(&devices);
    assert_same(&devices[0], &devices[1]);
    for device in &devices {
        let text = markdown(device);
        assert!(text.contains("zebras") && text.contains("okapis"), "{text}");
        assert_eq!((found(device, "zebras"), found(device, "okapis")), (1, 1));
    }
}

#[test]
fn a_title_that_loses_is_among_the_earlier_texts() {
    let devices = pair();
    begin_note(&devices[0], "Text.\n");
    settle(&devices);
    devices[0].world.advance(Duration::seconds(1));
    devices[1].world.advance(Duration::seconds(2));
    set(&devices[0], json!({"title": "Mine"}));
    set(&devices[1], json!({"title": "Theirs"}));
    settle(&devices);
    for device in &devices {
        assert_eq!(note(device)["card"]["title"], "Theirs");
        let versions = device.call("note_versions", json!({"id": NOTE}));
        assert_eq!(versions["versions"][0]["title"], "Mine");
        assert_eq!(versions["versions"].as_array().map(Vec::len), Some(1));
        assert_eq!(note(device)["versions"], 1);
        let number = &versions["versions"][0]["version"];
        let back = device.call("note_version", json!({"id": NOTE, "version": number}));
        assert!(back["doc"].to_string().contains("Text."));
    }
    let versions = devices[0].call("note_versions", json!({"id": NOTE}));
    let number = &versions["versions"][0]["version"];
    devices[0].world.advance(Duration::seconds(9));
    let back = devices[0].call("note_revert", json!({"id": NOTE, "version": number}));
    assert_eq!(back["card"]["title"], "Mine");
    assert!(markdown(&devices[0]).contains("Text."));
}

#[test]
fn words_that_another_deletes_unknowingly_are_kept() {
    let devices = pair();
    begin_note(&devices[0], "Stays.\n\nGoes away.\n");
    settle(&devices);
    rewrite(
        &devices[0],
        NOTE,
        "Stays, says a wombat.\n\nGoes away.\n",
        5,
    );
    rewrite(&devices[1], NOTE, "Goes away.\n", 6);
    // The edit of the first one is in a paragraph that the second one took away.
    devices[0].meet(&devices[1]);
    let now = markdown(&devices[0]);
    let versions = devices[0].call("note_versions", json!({"id": NOTE}));
    let kept: Vec<&str> = versions["versions"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|version| version["excerpt"].as_str())
        .collect();
    assert!(
        now.contains("wombat") || kept.iter().any(|text| text.contains("wombat")),
        "{now} {kept:?}"
    );
    settle(&devices);
    assert_same(&devices[0], &devices[1]);
}

#[test]
fn a_tag_goes_with_the_addings_that_were_seen() {
    let devices = pair();
    begin_note(&devices[0], "Text.\n");
    settle(&devices);
    set(&devices[0], json!({"remove_tags": ["risk"]}));
    set(&devices[1], json!({"remove_tags": ["risk"]}));
    set(&devices[1], json!({"add_tags": ["risk", "week"]}));
    settle(&devices);
    for device in &devices {
        assert_eq!(note(device)["card"]["tags"], json!(["risk", "week"]));
    }
    set(&devices[0], json!({"remove_tags": ["risk"]}));
    settle(&devices);
    assert_eq!(note(&devices[1])["card"]["tags"], json!(["week"]));
}

#[test]
fn a_highlight_that_somebody_removes_meanwhile_stays_removed() {
    let devices = pair();
    let part = json!({"block": "one-a", "start": 4, "end": 19, "exact": "first paragraph", "prefix": "", "suffix": ""});
    devices[0].call(
        "highlight_add",
        json!({"id": HIGHLIGHT, "course": COURSE, "lesson": "one", "parts": [part]}),
    );
    settle(&devices);
    let shown = |device: &Device| {
        let list = device.call("highlight_list", json!({"course": COURSE, "lesson": "one"}));
        list["highlights"].as_array().map_or(0, Vec::len)
    };
    // It has its place on the other machine.
    assert_eq!((shown(&devices[0]), shown(&devices[1])), (1, 1));
    let by_id = json!({"id": HIGHLIGHT});
    devices[0].call("highlight_remove", by_id.clone());
    devices[0].call("highlight_restore", by_id.clone());
    devices[1].call("highlight_remove", by_id.clone());
    settle(&devices);
    assert_eq!((shown(&devices[0]), shown(&devices[1])), (0, 0));
    devices[0].call("highlight_restore", by_id);
    settle(&devices);
    assert_eq!((shown(&devices[0]), shown(&devices[1])), (1, 1));
}

#[test]
fn a_note_erased_for_good_is_gone_unless_somebody_wrote_in_it_meanwhile() {
    let devices = pair();
    begin_note(&devices[0], "Text.\n");
    settle(&devices);
    let by_id = json!({"id": NOTE});
    devices[0].call("note_remove", by_id.clone());
    devices[0].call("note_erase", by_id.clone());
    assert!(rewrite(&devices[1], NOTE, "Text and an axolotl.\n", 6));
    settle(&devices);
    assert_same(&devices[0], &devices[1]);
    for device in &devices {
        assert!(markdown(device).contains("axolotl"));
        assert!(note(device)["card"]["removed_at"].is_string());
    }
    devices[1].call("note_erase", by_id.clone());
    settle(&devices);
    assert_same(&devices[0], &devices[1]);
    for device in &devices {
        assert!(device.try_call("note_open", by_id.clone()).is_none());
        assert_eq!(found(device, "axolotl"), 0);
    }
}

#[test]
fn the_same_file_brought_in_twice_is_one_note() {
    let devices = pair();
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("one.md");
    let text = format!("---\nid: {NOTE}\ntitle: Same\ntags: [week]\n---\n\nThe same words.\n");
    std::fs::write(&path, text).expect("writes");
    for device in &devices {
        device.call("note_import", json!({"path": path.display().to_string()}));
    }
    settle(&devices);
    assert_same(&devices[0], &devices[1]);
    let text = markdown(&devices[1]);
    assert_eq!(text.matches("The same words.").count(), 1, "{text}");
}

#[test]
fn progress_only_grows_and_the_first_answer_stands() {
    let devices = pair();
    let read = |device: &Device, block: &str| {
        device.call("lesson_progress", json!({"course": COURSE, "lesson": "two", "position": {"block": block, "fraction": 0.5}, "seen": [block], "active": true}));
    };
    read(&devices[0], "two-a");
    devices[1].world.advance(Duration::minutes(3));
    devices[1].call(
        "lesson_mark",
        json!({"course": COURSE, "lesson": "two", "done": true}),
    );
    devices[1].call(
        "lesson_mark",
        json!({"course": COURSE, "lesson": "two", "done": false}),
    );
    settle(&devices);
    assert_same(&devices[0], &devices[1]);
    for device in &devices {
        let lesson = device.call("lesson_open", json!({"course": COURSE, "lesson": "two"}));
        assert_eq!(lesson["seen"], json!(["two-a"]));
        // Completed by the first reading, marked as not read by the last word.
        assert_eq!(lesson["completed_at"], "2026-11-23T09:00:00.000Z");
        assert_eq!(lesson["state"], "started");
    }
}

#[test]
fn a_reflection_that_loses_is_kept() {
    let devices = pair();
    let save = |device: &Device, text: &str| {
        device.call(
            "writing_save",
            json!({"course": COURSE, "lesson": "one", "block": "one-reflect", "text": text}),
        );
    };
    save(&devices[0], "Mine, a little.");
    save(&devices[0], "Mine, whole.");
    devices[1].world.advance(Duration::minutes(1));
    save(&devices[1], "Theirs.");
    settle(&devices);
    for device in &devices {
        let lost = device.call(
            "writing_versions",
            json!({"course": COURSE, "block": "one-reflect"}),
        );
        assert_eq!(lost["versions"][0]["text"], "Mine, whole.");
        assert_eq!(lost["versions"].as_array().map(Vec::len), Some(1));
        let found = device.call("lesson_open", json!({"course": COURSE, "lesson": "one"}));
        assert_eq!(found["writing"]["one-reflect"]["text"], "Theirs.");
        let all = device.call("overwritten_list", json!({}));
        let text = json!({"of": "writing", "key": "sample/one-reflect", "field": "text", "at": "2026-11-23T09:00:00.000Z", "text": "Mine, whole."});
        assert_eq!(all["texts"], json!([text]));
    }
}

#[test]
fn views_hear_of_what_another_device_did() {
    let [one, two] = pair();
    begin_note(&one, "Text.\n");
    one.call(
        "deadline_set",
        json!({"id": null, "title": "Paper", "date": "2026-12-01"}),
    );
    one.call("tool_save", json!({"tool": "t4", "set": {"budget": 5}}));
    let events = one.events();
    let (_, changed) = two
        .host
        .write(|write| log::apply_batch(write, events[0].id.device, &events))
        .expect("applies");
    assert_eq!(changed, [Topic::Note, Topic::Tool, Topic::Calendar].into());
    let found = two.call(
        "search_query",
        json!({"text": "in:tools frontier", "limit": 9}),
    );
    assert_eq!(found["hits"].as_array().map(Vec::len), Some(1));
    // What is known already touches nothing.
    let (_, changed) = two
        .host
        .write(|write| log::apply_batch(write, events[0].id.device, &events))
        .expect("applies");
    assert!(changed.is_empty());
}
