//! Rule 3: SQL only in `queries.rs` files, migrations and the database module.

use crate::assert_none;
use crate::repo::File;
use crate::rust::{pieces, shipped};

/// How a statement begins. Upper or lower case, but not a sentence's capital: “Select a passage”.
const STATEMENTS: &[&str] = &[
    "select ",
    "insert into ",
    "insert or ",
    "replace into ",
    "update ",
    "delete from ",
    "create table ",
    "create index ",
    "create unique ",
    "create trigger ",
    "create view ",
    "create virtual ",
    "create temp ",
    "drop ",
    "alter table ",
    "pragma ",
    "attach ",
    "vacuum",
    "begin immediate",
    "begin exclusive",
    "savepoint ",
    "with recursive ",
];

fn may_hold_sql(path: &str) -> bool {
    path.ends_with("/queries.rs")
        || path.contains("/migrations/")
        || path.starts_with("crates/core/src/db/")
}

fn sql_outside(file: &File) -> Vec<String> {
    if may_hold_sql(&file.path) {
        return Vec::new();
    }
    let pieces = pieces(file);
    let strings = pieces.iter().filter(|piece| is_string(&piece.text));
    strings
        .filter(|piece| is_statement(&piece.text))
        .map(|piece| format!("{}:{}: {}", file.path, piece.line, first_words(&piece.text)))
        .collect()
}

fn is_string(literal: &str) -> bool {
    literal.ends_with(['"', '#']) && literal.starts_with(['"', 'r', 'b', 'c'])
}

fn is_statement(literal: &str) -> bool {
    let text = literal
        .trim_start_matches(['r', 'b', 'c'])
        .trim_start_matches(['#', '"']);
    // A literal is written with its escapes: a statement on several lines may begin with one.
    let text = text
        .trim_start_matches("\\n")
        .trim_start_matches(['\\', ' ', '\n', '\t']);
    STATEMENTS
        .iter()
        .any(|start| text.starts_with(start) || text.starts_with(&start.to_uppercase()))
}

fn first_words(literal: &str) -> String {
    literal.chars().take(60).collect()
}

#[test]
fn sql_is_in_queries_migrations_and_the_database_module_only() {
    let found: Vec<String> = shipped().iter().flat_map(sql_outside).collect();
    assert_none("Move this SQL to a queries.rs:", &found);
}

#[test]
fn the_rule_fails_on_a_statement_in_a_handler() {
    let bad = r##"
        /// SELECT in a comment is not SQL.
        fn a() { db.execute("DELETE FROM note WHERE id = ?1"); }
        fn b() { db.prepare(&format!(r#"
            select {columns} from note"#)); }
        fn c() { "Select a passage and press M."; "Update Colloquy"; "PRAGMA"; }
    "##;
    let lines = |path| sql_outside(&File::sample(path, bad)).len();
    assert_eq!(lines("crates/core/src/note/save.rs"), 2);
    assert_eq!(lines("crates/core/src/note/queries.rs"), 0);
    assert_eq!(lines("crates/core/src/db/open.rs"), 0);
}
