//! kill -9 of the server at random moments while four people's worth of work comes in: what was
//! acknowledged is there afterwards, and nothing is there twice.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;
use yrs::{
    Doc, OffsetKind, Options, ReadTxn as _, Text as _, Transact as _, Update, WriteTxn as _,
    XmlElementPrelim, XmlFragment as _, XmlTextPrelim,
};

use crate::common::Desk;
use crate::common::served::Served;

/// How often the server is killed.
const KILLS: usize = 100;
const COURSE: &str = "thriving-as-a-pmo-director";
const LESSON: &str = "m1-what-a-director-owns";

/// What the people of this test were told is kept.
#[derive(Default)]
struct Told {
    /// Sentences in the note.
    sentences: BTreeSet<String>,
    highlights: BTreeSet<String>,
    /// Attempts that were acknowledged, and those that were only sent.
    answers: usize,
    answers_sent: usize,
    /// The latest acknowledged cost, and the latest one sent.
    cost: u64,
    cost_sent: u64,
}

#[test]
fn a_hundred_kills_lose_nothing_that_was_acknowledged_and_double_nothing() {
    let desk = Desk::new();
    desk.call("course_start", &json!({}));
    let lesson = desk.call(
        "lesson_open",
        &json!({ "course": COURSE, "lesson": LESSON }),
    );
    let passage = passage(&lesson);
    let check = check(&lesson);
    let note = desk.call(
        "note_create",
        &json!({ "id": null, "title": "Kept", "markdown": "", "tags": [], "place": null }),
    );
    let note = note["card"]["id"].as_str().expect("an id").to_owned();
    let mut told = Told::default();
    let mut random = fastrand::Rng::with_seed(20_261_123);
    for round in 0..KILLS {
        let served = desk.serve();
        expect(&served, &note, &told, round);
        let after = random.usize(1..14);
        work(&served, &note, &passage, &check, &mut told, (round, after));
        drop(served);
    }
    let served = desk.serve();
    expect(&served, &note, &told, KILLS);
    served.kill();
    let database = rusqlite::Connection::open(desk.data().join("colloquy.db")).expect("it opens");
    let verdict: String = database
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("a verdict");
    assert_eq!(verdict, "ok");
    database
        .execute(
            "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)",
            [],
        )
        .expect("the index agrees with what it indexes");
}

/// Four threads work at once; the server is killed at the `after`th acknowledgement of all.
fn work(
    served: &Served,
    note: &str,
    passage: &Value,
    (check, answer): &(Value, Value),
    told: &mut Told,
    (round, after): (usize, usize),
) {
    let (kill, killed) = mpsc::channel();
    let acknowledged = AtomicUsize::new(0);
    let count = || {
        if acknowledged.fetch_add(1, Ordering::SeqCst) + 1 == after {
            // The server may be gone already, and with it the one who listens.
            let _gone = kill.send(());
        }
    };
    let (port, token) = (served.port, served.token.clone());
    let call = |name: &str, input: &Value| call(port, &token, name, input);
    let (cost, answers) = (told.cost_sent, told.answers_sent);
    std::thread::scope(|scope| {
        let typing = scope.spawn(|| {
            let mut kept = Vec::new();
            let Some(view) = call("note_open", &json!({ "id": note })) else {
                return kept;
            };
            let doc = document(&view);
            for number in 0.. {
                let sentence = format!("sentence-{round}-{number}");
                if call("note_save", &typed(&doc, note, &sentence)).is_none() {
                    return kept;
                }
                kept.push(sentence);
                count();
            }
            kept
        });
        let highlighting = scope.spawn(|| {
            let mut kept = Vec::new();
            for number in 0.. {
                let id = format!("{round:08x}-0000-4000-8000-{number:012x}");
                let input = json!({
                    "id": id, "course": COURSE, "lesson": LESSON, "parts": [passage]
                });
                if call("highlight_add", &input).is_none() {
                    return kept;
                }
                kept.push(id);
                count();
            }
            kept
        });
        let answering = scope.spawn(|| {
            let (mut kept, mut sent) = (0, answers);
            loop {
                sent += 1;
                let input = json!({
                    "course": COURSE, "lesson": LESSON, "block": check,
                    "answer": answer, "confidence": 2, "seconds": 3
                });
                if call("check_answer", &input).is_none() {
                    return (kept, sent);
                }
                kept += 1;
                count();
            }
        });
        let filling = scope.spawn(|| {
            let (mut kept, mut sent) = (None, cost);
            loop {
                sent += 1;
                let project = json!({
                    "name": "Ledger", "cost": sent, "scores": { "score": 50 }, "forced": false,
                    "depends": [], "excludes": [], "order": 1
                });
                let input = json!({ "tool": "t4", "set": { "project:p1": project } });
                if call("tool_save", &input).is_none() {
                    return (kept, sent);
                }
                kept = Some(sent);
                count();
            }
        });
        killed.recv().expect("somebody is told that work is kept");
        served.signal_kill();
        told.sentences
            .extend(typing.join().expect("the typist works"));
        told.highlights
            .extend(highlighting.join().expect("the reader works"));
        let (answered, sent) = answering.join().expect("the answerer works");
        told.answers += answered;
        told.answers_sent = sent;
        let (kept, sent) = filling.join().expect("the planner works");
        told.cost = kept.unwrap_or(told.cost);
        told.cost_sent = sent;
    });
}

/// Everything that was acknowledged is there, and there once.
fn expect(served: &Served, note: &str, told: &Told, round: usize) {
    let export = served.call("note_export", &json!({ "id": note }));
    let bytes = BASE64_STANDARD
        .decode(export["base64"].as_str().expect("a file"))
        .expect("base64");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let mut lines = BTreeSet::new();
    for line in text.lines().filter(|line| line.starts_with("sentence-")) {
        assert!(lines.insert(line.to_owned()), "round {round}: {line} twice");
    }
    let lost: Vec<_> = told.sentences.difference(&lines).collect();
    assert!(lost.is_empty(), "round {round}: {lost:?} were lost");

    let list = served.call(
        "highlight_list",
        &json!({ "course": COURSE, "lesson": null }),
    );
    let ids: Vec<_> = list["highlights"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|highlight| highlight["id"].as_str().expect("an id").to_owned())
        .collect();
    let known: BTreeSet<_> = ids.iter().cloned().collect();
    assert_eq!(ids.len(), known.len(), "round {round}: one is there twice");
    assert!(told.highlights.is_subset(&known), "round {round}");

    let report = served.call("progress_read", &json!({ "course": COURSE }));
    let attempts = report["attempts"].as_array().expect("attempts").len();
    assert!(
        (told.answers..=told.answers_sent).contains(&attempts),
        "round {round}: {attempts} of {}",
        told.answers
    );

    let tool = served.call("tool_open", &json!({ "tool": "t4" }));
    let cost = tool["fields"]["project:p1"]["cost"].as_u64().unwrap_or(0);
    assert!(
        (told.cost..=told.cost_sent).contains(&cost),
        "round {round}: {cost}, told {}",
        told.cost
    );
}

/// The note as an editor holds it.
fn document(view: &Value) -> Doc {
    let doc = Doc::with_options(Options {
        offset_kind: OffsetKind::Utf16,
        ..Options::default()
    });
    let state = BASE64_STANDARD
        .decode(view["state"].as_str().expect("a state"))
        .expect("base64");
    doc.transact_mut()
        .apply_update(Update::decode_v1(&state).expect("an update"))
        .expect("it applies");
    doc
}

/// A paragraph typed at the end, as the editor sends it.
fn typed(doc: &Doc, note: &str, sentence: &str) -> Value {
    let mut write = doc.transact_mut();
    let before = write.state_vector();
    let body = write.get_or_insert_xml_fragment("body");
    let paragraph = body.push_back(&mut write, XmlElementPrelim::empty("paragraph"));
    let text = paragraph.push_back(&mut write, XmlTextPrelim::new(""));
    text.push(&mut write, sentence);
    json!({
        "id": note,
        "update": BASE64_STANDARD.encode(write.encode_state_as_update_v1(&before)),
        "vector": BASE64_STANDARD.encode(write.state_vector().encode_v1()),
    })
}

/// A call that may find the server gone: then nothing was acknowledged.
fn call(port: u16, token: &str, name: &str, input: &Value) -> Option<Value> {
    let body = input.to_string();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .ok()?;
    let head = format!(
        "POST /call/{name} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nx-colloquy-token: {token}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let length: usize = head
        .lines()
        .find_map(|line| {
            line.to_ascii_lowercase()
                .strip_prefix("content-length: ")
                .map(str::to_owned)
        })?
        .parse()
        .ok()?;
    if body.len() < length {
        return None;
    }
    assert!(head.starts_with("HTTP/1.1 200"), "{name}: {head}\n{body}");
    let reply: Value = serde_json::from_str(body).expect("JSON");
    Some(reply["value"].clone())
}

/// The first three words of the lesson's first paragraph.
fn passage(lesson: &Value) -> Value {
    let blocks = lesson["blocks"].as_array().expect("blocks");
    let prose = blocks
        .iter()
        .find(|block| block["kind"] == "prose")
        .expect("a paragraph");
    let html = prose["html"].as_str().expect("markup");
    let text = html.trim_start_matches("<p>");
    let exact: String = text.split_inclusive(' ').take(3).collect();
    let exact = exact.trim_end();
    json!({
        "block": prose["id"], "start": 0, "end": exact.chars().count(),
        "exact": exact, "prefix": "", "suffix": ""
    })
}

/// The lesson's first check, with some answer; whether it is right does not matter here.
fn check(lesson: &Value) -> (Value, Value) {
    let blocks = lesson["blocks"].as_array().expect("blocks");
    let check = blocks
        .iter()
        .find(|block| block["kind"] == "check")
        .expect("a check");
    let to = check["targets"][0]["id"].clone();
    let targets: serde_json::Map<_, _> = check["options"]
        .as_array()
        .expect("options")
        .iter()
        .map(|option| (option["id"].as_str().expect("an id").to_owned(), to.clone()))
        .collect();
    (
        check["id"].clone(),
        json!({ "form": "matching", "targets": targets }),
    )
}
