//! The event log: another device's events taken and applied, and an old data folder adopted.

use std::sync::Arc;

use colloquy_core::api::Host;
use colloquy_core::app::Machine;
use colloquy_core::db::Folder;
use colloquy_core::log;
use rusqlite::{Connection, params};
use serde_json::{Value, json};

use crate::data::{Library, call};
use crate::figure::{Table, time};

/// Events of one reader.
const EVENTS: usize = 100_000;
/// Taken in one transaction.
const BATCH: usize = 1_000;
/// As many events a second are wanted.
const WANTED: f64 = 50_000.0;

/// What a reader does all day: mostly reading, some answers, reviews, tools, few words.
pub fn measure(table: &mut Table) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let open = |name: &str| Host::open(Folder::at(dir.path().join(name)), Arc::new(Machine));
    let from = open("from");
    call(&from, "course_start", &json!({}));
    let map = call(&from, "course_list", &json!({}));
    let course = map["courses"][0]["id"]
        .as_str()
        .expect("a course")
        .to_owned();
    eprintln!("making {EVENTS} events …");
    live(&from, &course);
    let (own, _) = from.read(log::own).expect("reads");
    let own = own.expect("a device");
    let (events, _) = from
        .read(|db| log::events_of(db, own.device, 0, usize::MAX))
        .expect("reads");
    let to = open("to");
    to.write(|write| log::join_space(write, own.space))
        .expect("joins");
    let (taken, ()) = time(|| {
        for batch in events.chunks(BATCH) {
            to.write(|write| log::apply_batch(write, own.device, batch))
                .expect("applies");
        }
    });
    let (same, _) = to.read(log::state_hash).expect("reads");
    assert_eq!(same, from.read(log::state_hash).expect("reads").0);
    let (bare, ()) = time(|| insert_raw(&dir.path().join("raw.db"), &events));
    let (ours, bare) = (
        events.len() as f64 / taken.as_secs_f64(),
        events.len() as f64 / bare.as_secs_f64(),
    );
    eprintln!(
        "events of a reader: {ours:.0}/s of {WANTED:.0} wanted; raw inserts of the events {bare:.0}/s"
    );
    table.speed(
        "events of another device applied, a second",
        ours,
        bare,
        0.1,
    );
}

fn live(host: &Host, course: &str) {
    let map = call(host, "course_map", &json!({"course": course}));
    let lessons: Vec<&str> = map["modules"]
        .as_array()
        .expect("modules")
        .iter()
        .flat_map(|module| module["lessons"].as_array().expect("lessons"))
        .filter_map(|lesson| lesson["id"].as_str())
        .collect();
    let blocks: Vec<Value> = lessons
        .iter()
        .map(|lesson| {
            call(
                host,
                "lesson_open",
                &json!({"course": course, "lesson": lesson}),
            )["blocks"]
                .clone()
        })
        .collect();
    host.with_app(|app| {
        let made = |place: usize| -> colloquy_core::Result<()> {
            // Many commands in one transaction: only what they leave is measured.
            app.write(|write| {
                for turn in 0..500 {
                    let at = (place + turn) % lessons.len();
                    let block = &blocks[at][turn % 20]["id"];
                    let Some(block) = block.as_str() else {
                        continue;
                    };
                    let progress = colloquy_core::api::LessonProgress {
                        course: course.to_owned(),
                        lesson: lessons[at].to_owned(),
                        position: Some(colloquy_core::api::Position {
                            block: block.to_owned(),
                            fraction: 0.5,
                        }),
                        seen: vec![block.to_owned()],
                        active: true,
                    };
                    colloquy_core::progress::record(write, &progress)?;
                    if turn % 25 == 0 {
                        let note = colloquy_core::api::NoteCreate {
                            title: format!("Note {place} {turn}"),
                            markdown: "What the board will ask first, and who answers.\n"
                                .to_owned(),
                            ..Default::default()
                        };
                        colloquy_core::note::create(write, &note)?;
                    }
                    if turn % 5 == 0 {
                        let set = [("budget".to_owned(), json!(turn + place))].into();
                        let save = colloquy_core::api::ToolSave {
                            tool: "t4".to_owned(),
                            set,
                        };
                        colloquy_core::tool::save(write, &save)?;
                    }
                }
                Ok(())
            })
            .map(drop)
        };
        for place in 0..EVENTS / 600 {
            made(place)?;
        }
        Ok(())
    })
    .expect("they are recorded");
}

fn insert_raw(path: &std::path::Path, events: &[colloquy_protocol::Event]) {
    let mut raw = Connection::open(path).expect("a database");
    raw.pragma_update(None, "journal_mode", "wal")
        .and_then(|()| raw.pragma_update(None, "synchronous", "full"))
        .and_then(|()| {
            raw.execute_batch(
                "CREATE TABLE raw (seq INTEGER PRIMARY KEY, hlc INTEGER, kind TEXT, body BLOB)",
            )
        })
        .expect("a table");
    for batch in events.chunks(BATCH) {
        let transaction = raw.transaction().expect("a transaction");
        for event in batch {
            transaction
                .prepare_cached("INSERT INTO raw VALUES (?1, ?2, ?3, ?4)")
                .and_then(|mut insert| {
                    insert.execute(params![
                        event.id.seq.cast_signed(),
                        event.hlc.as_u64().cast_signed(),
                        event.kind,
                        event.body
                    ])
                })
                .expect("a row");
        }
        transaction.commit().expect("they are kept");
    }
}

/// A library of a version without events is opened: the first write adopts it.
pub fn measure_adoption(library: &Library) {
    let copy = library.dir.path().join("old");
    let folder = Folder::at(&copy);
    folder.create().expect("a folder");
    let source = Connection::open(library.database()).expect("the database opens");
    source
        .execute("VACUUM INTO ?1", [folder.database().display().to_string()])
        .expect("the database is copied");
    let old = Connection::open(folder.database()).expect("the copy opens");
    old.execute_batch(
        "DELETE FROM event; DELETE FROM log_own; DELETE FROM log_writer; DELETE FROM field_clock;
         DELETE FROM field_text; DELETE FROM set_entry;",
    )
    .expect("it is as a version without events left it");
    drop(old);
    let (opened, host) = time(|| Host::open(folder.clone(), Arc::new(Machine)));
    let (again, ()) = time(|| drop(host.write(|_| Ok(())).expect("writes")));
    let own = host.read(log::own).expect("reads").0.expect("a device");
    eprintln!(
        "a library without events opened in {:.1} s ({} events), written again in {:.4} s",
        opened.as_secs_f64(),
        own.last,
        again.as_secs_f64()
    );
}
