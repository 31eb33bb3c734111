//! A data folder of schema 3 becomes events, and nothing of it is lost.

use std::collections::BTreeMap;

use chrono::Duration;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::{Device, World, assert_same, assert_same_rows};
use crate::api::Host;
use crate::course;
use crate::db::{self, Folder};
use crate::log::{self, state};
use crate::note::text;
use crate::testing::{LESSON_ONE, sample};

/// Rows of every table that schema 3 had for what the reader did, written as that version wrote
/// them: among them things undone, brought back, moved by a revision, and a clock that went back.
const ROWS: &str = include_str!("adopting.sql");

fn old_folder(notes: usize) -> (tempfile::TempDir, Folder) {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = Folder::at(dir.path().join("data"));
    let db = db::testing::open_at(&folder, 3).expect("opens");
    db.execute_batch(ROWS).expect("fills");
    let doc = text::from_markdown("Some **bold** words.\n\n- one\n- two\n");
    let state = text::create(&doc, 77);
    for number in 0..notes {
        let at = format!("2026-0{}-01T08:00:00.{:03}Z", 1 + number % 9, number % 1000);
        let id = format!("0191d6c0-0000-7000-8000-{number:012}");
        db.prepare_cached(
            "INSERT INTO note (id, title, state, markdown, excerpt, words, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?6, 5, ?5, ?5)",
        )
        .and_then(|mut insert| {
            insert.execute(rusqlite::params![
                id,
                format!("Note {number}"),
                state,
                text::to_markdown(&doc),
                at,
                "Some bold words.\none\ntwo"
            ])
        })
        .expect("inserts");
        db.prepare_cached("INSERT INTO note_tag (note_id, tag) VALUES (?1, 'week'), (?1, 'Risk')")
            .and_then(|mut insert| insert.execute([id]))
            .expect("inserts");
    }
    db.execute_batch(
        "INSERT INTO note_version (note_id, at, title, doc, excerpt, words)
         SELECT id, '2026-10-01T08:00:00.000Z', 'Before', '{\"type\":\"doc\",\"content\":[]}', '', 0 FROM note LIMIT 2;
         INSERT INTO note_version (note_id, at, title, doc, excerpt, words)
         SELECT id, '2026-10-01T08:00:00.000Z', 'Between', '{\"type\":\"doc\",\"content\":[]}', '', 0 FROM note LIMIT 2;
         UPDATE note SET removed_at = '2026-10-02T08:00:00.000Z', updated_at = '2026-10-01T08:00:00.000Z',
            course_id = 'sample', lesson_id = 'one', block_id = 'gone' WHERE id LIKE '%1';",
    )
    .expect("fills");
    db.close().map_err(|(_, error)| error).expect("closes");
    (dir, folder)
}

/// Every row of the tables of schema 3, in their own columns.
fn rows(
    db: &Connection,
    columns: &BTreeMap<String, Vec<String>>,
) -> BTreeMap<String, Vec<Vec<Value>>> {
    let mut found = BTreeMap::new();
    for (table, columns) in columns {
        let names = columns.join(", ");
        let mut statement = db
            .prepare(&format!("SELECT {names} FROM {table} ORDER BY {names}"))
            .expect("prepares");
        let count = statement.column_count();
        let rows = statement
            .query_map([], |row| (0..count).map(|at| row.get(at)).collect())
            .expect("queries");
        found.insert(table.clone(), rows.map(|row| row.expect("a row")).collect());
    }
    found
}

/// Columns of the reader's tables, as schema 3 had them. Numbers of rows are left out.
fn columns(db: &Connection) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for table in state::names() {
        let mut statement = db
            .prepare("SELECT name FROM pragma_table_info(?1)")
            .expect("prepares");
        let names = statement
            .query_map([table], |row| row.get(0))
            .expect("queries");
        let mut names: Vec<String> = names.map(|name| name.expect("a name")).collect();
        if ["tool_history", "note_version"].contains(&table) {
            names.retain(|name| name != "id");
        }
        if !names.is_empty() {
            found.insert(table.to_owned(), names);
        }
    }
    found
}

fn open(folder: &Folder, seed: u64) -> Host {
    Host::open(folder.clone(), World::new(seed, Duration::zero()))
}

#[test]
fn nothing_of_an_old_folder_is_lost() {
    let (_dir, folder) = old_folder(30);
    let old = db::testing::open_at(&folder, 3).expect("opens");
    let columns = columns(&old);
    assert_eq!(columns.len(), 24, "tables of schema 3");
    let before = rows(&old, &columns);
    for (table, rows) in &before {
        assert!(!rows.is_empty(), "the fixture has nothing in {table}");
    }
    drop(old);

    let host = open(&folder, 1);
    host.write(|_| Ok(())).expect("adopts");
    let after = host.read(|db| Ok(rows(db, &columns))).expect("reads").0;
    for (table, rows) in &before {
        assert_eq!(rows, &after[table], "{table}");
    }
    let own = host.read(log::own).expect("reads").0.expect("is made");
    assert!(own.last > 60);
    let dump = host.read(state::dump).expect("reads").0;
    host.write(log::rebuild).expect("rebuilds");
    assert_same_rows(&dump, &host.read(state::dump).expect("reads").0);

    // Once.
    drop(host);
    let host = open(&folder, 2);
    host.write(|_| Ok(())).expect("writes");
    assert_eq!(host.read(log::own).expect("reads").0, Some(own));
}

#[test]
fn another_device_folds_what_was_adopted() {
    let (dir, folder) = old_folder(12);
    let device = Device {
        host: open(&folder, 1),
        world: World::new(1, Duration::zero()),
        _dir: dir,
    };
    device
        .host
        .write(|write| log::join_space(write, super::SPACE))
        .expect("joins");
    let events = device.events();
    assert!(events.windows(2).all(|pair| pair[0].hlc < pair[1].hlc));
    let other = Device::bare(9, Duration::zero());
    let taken = other.take(&events);
    assert_eq!((taken.waiting, taken.malformed), (0, 0));
    assert_same(&device, &other);
}

#[test]
fn places_of_highlights_stay_through_adopting_and_rebuilding() {
    let (_dir, folder) = old_folder(1);
    let host = open(&folder, 1);
    let spots = |host: &Host| {
        let columns = BTreeMap::from([(
            "highlight_spot".to_owned(),
            [
                "highlight_id",
                "ord",
                "lesson_id",
                "block_id",
                "start",
                "end",
            ]
            .map(str::to_owned)
            .to_vec(),
        )]);
        host.read(|db| Ok(rows(db, &columns))).expect("reads").0
    };
    assert_eq!(spots(&host)["highlight_spot"].len(), 1);
    let before = spots(&host);
    host.write(|_| Ok(())).expect("adopts");
    assert_eq!(spots(&host), before);
    host.write(|write| course::install(write, &sample(1, LESSON_ONE), false))
        .expect("installs");
    let placed = spots(&host);
    host.write(log::rebuild).expect("rebuilds");
    assert_eq!(spots(&host), placed);
}
