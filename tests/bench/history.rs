//! What opens every day, after three years of use: 5,000 attempts, 3,000 cards, 40,000 reviews.

use std::path::Path;
use std::sync::Arc;

use colloquy_core::api::Host;
use colloquy_core::app::Machine;
use colloquy_core::db::Folder;
use rusqlite::{Connection, params};
use serde_json::{Value, json};

use crate::data::{SEED, call};
use crate::figure::{Table, Times, time};

const ATTEMPTS: u32 = 5_000;
const CARDS: u32 = 3_000;
const REVIEWS: u32 = 40_000;
const TURNS: usize = 60;
/// Three years in seconds.
const SPAN: u32 = 3 * 365 * 24 * 60 * 60;

pub fn measure(table: &mut Table) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = || Folder::at(dir.path());
    let open = || Host::open(folder(), Arc::new(Machine));
    let course = {
        let host = open();
        call(&host, "course_start", &json!({}))["id"].clone()
    };
    live(&folder().database(), course.as_str().unwrap_or_default());
    let host = open();
    let of_course = json!({ "course": course });
    for (name, command, input) in [
        ("the course map", "course_map", of_course.clone()),
        ("the path", "path_read", of_course),
        ("Today", "today_read", json!({})),
        ("review", "review_read", json!({})),
    ] {
        measure_one(table, &host, name, command, &input);
    }
}

fn measure_one(table: &mut Table, host: &Host, name: &str, command: &str, input: &Value) {
    let mut times = Times::default();
    for _ in 0..TURNS {
        times.add(time(|| call(host, command, input)).0);
    }
    let row = format!("{name} after three years (history), p95");
    table.figure(&row, times.p95(), "–");
}

/// Fills the database with what a reader leaves in three years.
fn live(path: &Path, course: &str) {
    let mut db = Connection::open(path).expect("the database opens");
    let mut random = fastrand::Rng::with_seed(SEED);
    let write = db.transaction().expect("a transaction");
    let ago = |seconds: u32| format!("-{seconds} seconds");
    let checks: Vec<(String, String)> = rows(
        &write,
        "SELECT id, lesson_id FROM block WHERE course_id = ?1 AND kind = 'check' ORDER BY id",
        course,
    );
    for number in 0..ATTEMPTS {
        let (block, lesson) = &checks[random.usize(..checks.len())];
        write
            .execute(
                "INSERT INTO attempt (id, course_id, lesson_id, block_id, revision, at, answer,
                                      confidence, score, seconds)
                 VALUES (?1, ?2, ?3, ?4, 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?5), ?6, ?7, ?8, 30)",
                params![
                    format!("attempt-{number}"),
                    course,
                    lesson,
                    block,
                    ago(random.u32(..SPAN)),
                    r#"{"form":"single","option":"none"}"#,
                    random.u8(1..=4),
                    f64::from(random.u8(..2)),
                ],
            )
            .expect("an attempt");
    }
    let blocks: Vec<(String, String)> = rows(
        &write,
        "SELECT id, lesson_id FROM block WHERE course_id = ?1 ORDER BY id",
        course,
    );
    // Every other block was read.
    for (block, lesson) in blocks.iter().step_by(2) {
        write
            .execute(
                "INSERT INTO block_seen (course_id, block_id, lesson_id, revision, at)
                 VALUES (?1, ?2, ?3, 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?4))",
                params![course, block, lesson, ago(random.u32(..SPAN))],
            )
            .expect("a block");
    }
    for number in 0..CARDS {
        write
            .execute(
                "INSERT INTO card (id, origin, front, back, created_at)
                 VALUES (?1, '{\"from\":\"own\"}', ?2, ?3, strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?4))",
                params![
                    format!("card-{number}"),
                    format!("Question {number}?"),
                    format!("Answer {number}."),
                    ago(SPAN),
                ],
            )
            .expect("a card");
    }
    for number in 0..REVIEWS {
        write
            .execute(
                "INSERT INTO review (id, card_id, at, day, rating, ms)
                 VALUES (?1, ?2, strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?3), date('now', ?3), ?4, 8000)",
                params![
                    format!("review-{number}"),
                    format!("card-{}", random.u32(..CARDS)),
                    ago(random.u32(86_400..SPAN)),
                    random.u8(1..=4),
                ],
            )
            .expect("a review");
    }
    write.commit().expect("commits");
}

fn rows(db: &Connection, sql: &str, course: &str) -> Vec<(String, String)> {
    let mut statement = db.prepare(sql).expect("a statement");
    let rows = statement
        .query_map([course], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}
