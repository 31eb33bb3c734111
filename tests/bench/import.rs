//! 10,000 Markdown files brought in as notes, against raw inserts of their texts into FTS5.

use std::fs;
use std::sync::Arc;

use colloquy_core::api::Host;
use colloquy_core::app::Machine;
use colloquy_core::db::Folder;
use rusqlite::Connection;
use serde_json::json;

use crate::data::{Writer, call};
use crate::figure::{Table, time};

const NOTES: usize = 10_000;
const TURNS: usize = 3;

pub fn measure(table: &mut Table) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let files = dir.path().join("files");
    fs::create_dir(&files).expect("a folder");
    let mut writer = Writer::new();
    let texts: Vec<(String, String)> = (0..NOTES)
        .map(|_| (writer.title(), writer.text()))
        .collect();
    for (number, (title, text)) in texts.iter().enumerate() {
        let path = files.join(format!("{number:05} {title}.md"));
        fs::write(path, text).expect("a file is written");
    }
    let (mut ours, mut bare) = (f64::MAX, f64::MAX);
    for turn in 0..TURNS {
        let host = Host::open(
            Folder::at(dir.path().join(format!("data-{turn}"))),
            Arc::new(Machine),
        );
        let (taken, done) = time(|| call(&host, "note_import", &json!({ "path": files })));
        assert_eq!(done["imported"], NOTES);
        ours = ours.min(taken.as_secs_f64());
        let raw = dir.path().join(format!("raw-{turn}.db"));
        bare = bare.min(time(|| insert_raw(&raw, &texts)).0.as_secs_f64());
    }
    table.speed(
        "bulk import of 10,000 Markdown files of 1.2 kB, notes a second",
        NOTES as f64 / ours,
        NOTES as f64 / bare,
        0.5,
    );
}

fn insert_raw(path: &std::path::Path, texts: &[(String, String)]) {
    let mut raw = Connection::open(path).expect("a database");
    raw.pragma_update(None, "journal_mode", "wal")
        .and_then(|()| raw.pragma_update(None, "synchronous", "full"))
        .expect("the same settings");
    raw.execute_batch(
        "CREATE VIRTUAL TABLE raw USING fts5 (
            title, body, tags, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
        )",
    )
    .expect("a table");
    let transaction = raw.transaction().expect("a transaction");
    for (title, text) in texts {
        transaction
            .prepare_cached("INSERT INTO raw (title, body, tags) VALUES (?1, ?2, '')")
            .and_then(|mut insert| insert.execute([title, text]))
            .expect("a row");
    }
    transaction.commit().expect("they are kept");
}
