//! One note saved and searchable in the same transaction, against a raw transaction that writes
//! the same rows into a copy of the same database.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rusqlite::{Connection, TransactionBehavior, params};
use serde_json::{Value, json};
use yrs::updates::decoder::Decode as _;
use yrs::{
    Doc, GetString as _, OffsetKind, Options, ReadTxn as _, StateVector, Text as _, Transact as _,
    Update, WriteTxn as _, XmlFragment as _, XmlTextPrelim,
};

use crate::data::{Library, call};
use crate::figure::{Table, Times, time};

const TURNS: usize = 200;

pub fn measure(library: &Library, table: &mut Table) {
    let copy = library.dir.path().join("copy.db");
    let source = Connection::open(library.database()).expect("the database opens");
    source
        .execute("VACUUM INTO ?1", [copy.display().to_string()])
        .expect("the database is copied");
    drop(source);
    let mut raw = Connection::open(&copy).expect("the copy opens");
    raw.pragma_update(None, "journal_mode", "wal")
        .and_then(|()| raw.pragma_update(None, "synchronous", "full"))
        .and_then(|()| raw.pragma_update(None, "foreign_keys", true))
        .expect("the same settings");

    let list = call(
        &library.host,
        "note_list",
        &json!({
            "text": "", "course": null, "module": null, "lesson": null, "tag": null, "tool": null,
            "detached": false, "trash": false, "order": "newest", "offset": 0, "limit": 200
        }),
    );
    let notes = list["notes"].as_array().expect("notes").clone();
    let (mut ours, mut bare) = (Times::default(), Times::default());
    for turn in 0..TURNS {
        let id = notes[turn % notes.len()]["id"].as_str().expect("an id");
        let view = call(&library.host, "note_open", &json!({ "id": id }));
        let edit = edit(&view, id);
        ours.add(time(|| call(&library.host, "note_save", &edit)).0);
        bare.add(time(|| write_raw(&mut raw, library, id)).0);
    }
    table.ratio(
        "one note saved and searchable, in a library of 100,000, median",
        ours.median(),
        bare.median(),
        2.0,
    );
}

/// A sentence typed at the end of a note, as the editor sends it.
fn edit(view: &Value, id: &str) -> Value {
    let doc = Doc::with_options(Options {
        offset_kind: OffsetKind::Utf16,
        ..Options::default()
    });
    let state = BASE64_STANDARD
        .decode(view["state"].as_str().expect("a state"))
        .expect("base64");
    let mut write = doc.transact_mut();
    write
        .apply_update(Update::decode_v1(&state).expect("an update"))
        .expect("it applies");
    let before = write.state_vector();
    let body = write.get_or_insert_xml_fragment("body");
    let paragraph = body.push_back(&mut write, yrs::XmlElementPrelim::empty("paragraph"));
    let text = paragraph.push_back(&mut write, XmlTextPrelim::new(""));
    text.push(&mut write, "What the board will ask first.");
    assert!(!text.get_string(&write).is_empty());
    let update = write.encode_state_as_update_v1(&before);
    let vector = yrs::updates::encoder::Encode::encode_v1(&write.state_vector());
    assert_ne!(before, StateVector::default());
    json!({
        "id": id,
        "update": BASE64_STANDARD.encode(update),
        "vector": BASE64_STANDARD.encode(vector),
    })
}

/// The rows that the save above has just written, written again without any of our work.
fn write_raw(raw: &mut Connection, library: &Library, id: &str) {
    let (rows, _) = library
        .host
        .read(|db| {
            Ok(db.query_row(
                "SELECT n.state, n.markdown, n.excerpt, n.words, n.updated_at, s.body
                 FROM note n JOIN search_doc s ON s.kind = 'note' AND s.key = n.id WHERE n.id = ?1",
                [id],
                |row| {
                    Ok((
                        row.get::<_, Vec<u8>>(0)?,
                        row.get::<_, String>(1)?,
                        row.get::<_, String>(2)?,
                        row.get::<_, i64>(3)?,
                        row.get::<_, String>(4)?,
                        row.get::<_, String>(5)?,
                    ))
                },
            )?)
        })
        .expect("the rows are there");
    let (state, markdown, excerpt, words, at, body) = rows;
    let transaction = raw
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .expect("a transaction");
    transaction
        .prepare_cached(
            "UPDATE note SET state = ?2, markdown = ?3, excerpt = ?4, words = ?5, updated_at = ?6
             WHERE id = ?1",
        )
        .and_then(|mut update| update.execute(params![id, state, markdown, excerpt, words, at]))
        .expect("the note is written");
    transaction
        .prepare_cached("UPDATE search_doc SET body = ?2, at = ?3 WHERE kind = 'note' AND key = ?1")
        .and_then(|mut update| update.execute(params![id, body, at]))
        .expect("the index is written");
    transaction.commit().expect("it is kept");
}
