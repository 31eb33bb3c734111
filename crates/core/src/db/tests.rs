use std::fs;

use chrono::Duration;
use rusqlite::Connection;

use super::{Folder, SCHEMA_VERSION, backup, open};
use crate::Code;
use crate::app::Environment;
use crate::testing::Clock;

fn fresh() -> (tempfile::TempDir, Folder) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = Folder::at(dir.path().join("a folder with spaces"));
    (dir, folder)
}

#[test]
fn a_new_database_has_the_settings_that_keep_data_safe() {
    let (_dir, folder) = fresh();
    let db = open(&folder).expect("opens");
    let text = |pragma: &str| {
        db.pragma_query_value::<String, _>(None, pragma, |row| row.get(0))
            .expect("reads")
    };
    let number = |pragma: &str| {
        db.pragma_query_value::<i64, _>(None, pragma, |row| row.get(0))
            .expect("reads")
    };
    assert_eq!(
        (
            text("journal_mode").as_str(),
            number("foreign_keys"),
            number("synchronous")
        ),
        ("wal", 1, 2)
    );
    assert_eq!(number("user_version"), i64::from(SCHEMA_VERSION));
    assert_eq!(number("application_id"), 0x434C_5159);
}

#[test]
fn every_migration_applies_and_the_version_constant_counts_them() {
    super::MIGRATIONS.validate().expect("valid");
}

#[test]
fn a_database_of_a_newer_version_is_refused_unharmed() {
    let (_dir, folder) = fresh();
    let db = open(&folder).expect("opens");
    db.pragma_update(None, "user_version", SCHEMA_VERSION + 1)
        .expect("writes");
    db.close().expect("closes");
    let before = fs::read(folder.database()).expect("reads");
    assert_eq!(
        open(&folder).expect_err("refuses").code,
        Code::DatabaseNewer
    );
    assert_eq!(fs::read(folder.database()).expect("reads"), before);
}

#[test]
fn a_newer_database_with_an_unmerged_log_keeps_its_log() {
    let (dir, folder) = fresh();
    let db = open(&folder).expect("opens");
    db.pragma_update(None, "user_version", SCHEMA_VERSION + 1)
        .expect("writes");
    // As after a crash: the change is only in the write-ahead log.
    let crashed = Folder::at(dir.path().join("crashed"));
    crashed.create().expect("creates");
    for suffix in ["", "-wal"] {
        let name = format!("colloquy.db{suffix}");
        fs::copy(folder.root().join(&name), crashed.root().join(&name)).expect("copies");
    }
    assert_eq!(
        open(&crashed).expect_err("refuses").code,
        Code::DatabaseNewer
    );
    let log = fs::metadata(crashed.root().join("colloquy.db-wal")).expect("still there");
    assert!(log.len() > 0);
}

#[test]
fn foreign_truncated_and_random_files_are_refused_unharmed() {
    let (_dir, folder) = fresh();
    open(&folder).expect("opens").close().expect("closes");
    let whole = fs::read(folder.database()).expect("reads");
    let foreign = {
        let path = folder.root().join("foreign.db");
        Connection::open(&path)
            .expect("opens")
            .execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1);")
            .expect("writes");
        fs::read(path).expect("reads")
    };
    let mut scrambled = whole.clone();
    for byte in &mut scrambled[4096..] {
        *byte ^= 0xA5;
    }
    let marked = {
        let path = folder.root().join("marked.db");
        let db = Connection::open(&path).expect("opens");
        db.execute_batch("CREATE TABLE note (x);").expect("writes");
        db.pragma_update(None, "application_id", super::APPLICATION_ID)
            .expect("marks");
        db.pragma_update(None, "user_version", SCHEMA_VERSION)
            .expect("marks");
        fs::read(path).expect("reads")
    };
    for (name, bytes) in [
        ("marked", marked),
        ("foreign", foreign),
        ("half", whole[..whole.len() / 2].to_vec()),
        (
            "text",
            b"This is not a database at all, only a sentence.".to_vec(),
        ),
        ("scrambled", scrambled),
    ] {
        fs::write(folder.database(), &bytes).expect("writes");
        assert_eq!(
            open(&folder).expect_err(name).code,
            Code::DatabaseCorrupt,
            "{name}"
        );
        assert_eq!(
            fs::read(folder.database()).expect("reads"),
            bytes,
            "{name} was changed"
        );
    }
}

#[test]
fn an_empty_file_beside_backups_is_not_taken_for_a_new_start() {
    let (_dir, folder) = fresh();
    let clock = Clock::new();
    let db = open(&folder).expect("opens");
    backup::create(&db, &folder, clock.now(), backup::Reason::Automatic).expect("backs up");
    db.close().expect("closes");
    fs::write(folder.database(), b"").expect("empties");
    assert_eq!(
        open(&folder).expect_err("refuses").code,
        Code::DatabaseCorrupt
    );
    fs::remove_file(folder.database()).expect("removes");
    assert_eq!(
        open(&folder).expect_err("refuses").code,
        Code::DatabaseCorrupt
    );
}

#[test]
fn a_database_held_by_another_program_is_locked_not_broken() {
    let (_dir, folder) = fresh();
    let db = open(&folder).expect("opens");
    db.pragma_update(None, "locking_mode", "EXCLUSIVE")
        .expect("sets");
    db.execute_batch("BEGIN EXCLUSIVE; CREATE TABLE hold (x); COMMIT;")
        .expect("holds");
    assert_eq!(
        open(&folder).expect_err("refuses").code,
        Code::DatabaseLocked
    );
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let (dir, _) = fresh();
    let file = dir.path().join("a file");
    fs::write(&file, b"x").expect("writes");
    let error = open(&Folder::at(file.join("data"))).expect_err("refuses");
    assert_eq!(error.code, Code::CannotWrite);
    assert!(error.message.contains("a file"), "{error}");
}

#[test]
fn seven_automatic_backups_are_kept_and_manual_ones_stay() {
    let (_dir, folder) = fresh();
    let clock = Clock::new();
    let db = open(&folder).expect("opens");
    let manual =
        backup::create(&db, &folder, clock.now(), backup::Reason::Manual).expect("backs up");
    for _ in 0..9 {
        clock.advance(Duration::days(1));
        assert!(backup::is_due(&folder, clock.now()).expect("reads"));
        backup::create(&db, &folder, clock.now(), backup::Reason::Automatic).expect("backs up");
        assert!(!backup::is_due(&folder, clock.now() + Duration::hours(23)).expect("reads"));
    }
    let listed = backup::list(&folder).expect("lists");
    assert_eq!(
        listed.iter().filter(|backup| backup.automatic).count(),
        backup::KEPT
    );
    assert!(listed.iter().all(|backup| backup.good));
    assert_eq!(listed.last(), Some(&manual));
    assert!(
        listed
            .windows(2)
            .all(|pair| pair[0].made_at > pair[1].made_at)
    );
}

#[test]
fn a_damaged_backup_is_shown_as_such_and_not_restored() {
    let (_dir, folder) = fresh();
    let clock = Clock::new();
    let db = open(&folder).expect("opens");
    let made = backup::create(&db, &folder, clock.now(), backup::Reason::Manual).expect("backs up");
    let path = folder.backups().join(&made.name);
    let bytes = fs::read(&path).expect("reads");
    fs::write(&path, &bytes[..bytes.len() / 2]).expect("cuts");
    assert!(!backup::list(&folder).expect("lists")[0].good);
    assert_eq!(
        backup::find(&folder, &made.name).expect_err("refuses").code,
        Code::DatabaseCorrupt
    );
    for name in ["../colloquy.db", "nothing.db", ""] {
        assert_eq!(
            backup::find(&folder, name).expect_err("refuses").code,
            Code::NotFound
        );
    }
}
