//! Search at 100,000 notes: our query against the raw FTS5 query on the same index.

use rusqlite::{Connection, OpenFlags};
use serde_json::json;

use crate::data::{Library, call};
use crate::figure::{Table, Times, time};

const TURNS: usize = 60;

/// What a program would ask that wants the best fifty with their snippets, and nothing else.
const RAW: &str = "SELECT rowid, bm25(search_index, 8.0, 1.0, 4.0),
        snippet(search_index, 1, char(2), char(3), '…', 16)
     FROM search_index WHERE search_index MATCH ?1
     AND rank MATCH 'bm25(8.0, 1.0, 4.0)' ORDER BY rank LIMIT 50";

/// What is typed in a turn, and the same as an FTS5 expression.
type Terms<'a> = dyn Fn(usize) -> (String, String) + 'a;

pub fn measure(library: &Library, table: &mut Table) {
    let raw = Connection::open_with_flags(library.database(), OpenFlags::SQLITE_OPEN_READ_ONLY)
        .expect("the database opens");
    // Some systems have written the file out and forgotten it by now: read it once, for both.
    std::fs::File::open(library.database())
        .and_then(|mut file| std::io::copy(&mut file, &mut std::io::sink()))
        .expect("the database is read");
    let word = |rank: usize| library.writer.ranked(rank).to_owned();
    let kinds: [(&str, &Terms); 3] = [
        ("a rare term", &|turn| {
            let rare = word(15_000 + turn);
            (format!("{rare} "), format!("\"{rare}\""))
        }),
        ("two terms", &|turn| {
            let (a, b) = (word(300 + turn), word(400 + turn));
            (format!("{a} {b} "), format!("\"{a}\" \"{b}\""))
        }),
        ("a common term", &|turn| {
            let common = word(turn % 8);
            (format!("{common} "), format!("\"{common}\""))
        }),
    ];
    for (name, terms) in kinds {
        let (mut ours, mut bare) = (Times::default(), Times::default());
        for turn in 0..TURNS {
            let (text, expression) = terms(turn);
            // Who asks first fetches the pages that both need: each does so every other time.
            let mut our_turn = || ours.add(time(|| ask(library, &text)).0);
            let mut bare_turn = || bare.add(time(|| ask_raw(&raw, &expression)).0);
            if turn % 2 == 0 {
                our_turn();
                bare_turn();
            } else {
                bare_turn();
                our_turn();
            }
        }
        let name = format!("search in 100,000 notes, {name}, top 50 with snippets, p95");
        table.ratio(&name, ours.p95(), bare.p95(), 1.5);
    }
    let mut broad = Times::default();
    for turn in 0..TURNS {
        let prefix = ["s", "t", "p", "st", "tr", "b"][turn % 6];
        broad.add(time(|| ask(library, prefix)).0);
    }
    let name = "search in 100,000 notes, a prefix that most notes match, p95";
    table.figure(name, broad.p95(), "≤ 20 ms");
}

fn ask(library: &Library, text: &str) {
    let found = call(
        &library.host,
        "search_query",
        &json!({ "text": text, "limit": 50 }),
    );
    assert!(found["hits"].is_array());
}

fn ask_raw(raw: &Connection, expression: &str) {
    let mut statement = raw.prepare_cached(RAW).expect("the query is prepared");
    let rows = statement
        .query_map([expression], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, f64>(1)?,
                row.get::<_, String>(2)?,
            ))
        })
        .expect("the query runs");
    let rows: Vec<_> = rows.map(|row| row.expect("a row")).collect();
    assert!(rows.len() <= 50);
}
