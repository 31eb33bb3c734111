//! SQL of search.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Doc, kind};
use crate::{Error, Result};

/// Tokens in a snippet; FTS5 allows up to 64.
const SNIPPET: &str = "snippet(search_index, 1, char(2), char(3), '…', 28)";

/// A number of rows as SQLite takes it.
fn rows_of(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

/// The texts of a thing as they are kept.
pub(super) struct Row<'a> {
    pub key: &'a str,
    pub title: &'a str,
    pub body: &'a str,
    pub tags: &'a str,
    pub place: &'a str,
}

/// What a hit is made of. Found words are between [`super::OPEN`] and [`super::CLOSE`].
pub(super) struct Found {
    pub id: i64,
    pub key: String,
    pub course: String,
    pub lesson: String,
    pub block: String,
    pub at: String,
    pub number: Option<String>,
    pub lesson_title: Option<String>,
    pub title: String,
    pub snippet: String,
    /// `bm25`, the lower the better; only when asked for.
    pub rank: f64,
}

/// Rows that match, the highest first.
pub(super) struct Matching {
    pub ids: Vec<i64>,
    /// The kind of which there were more than the most.
    pub cut: Option<u8>,
}

pub(super) fn lesson_number(db: &Connection, course: &str, lesson: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT number FROM lesson WHERE course_id = ?1 AND id = ?2")?
        .query_row([course, lesson], |row| row.get(0))
        .optional()?)
}

/// The highest row of the kind whose rows lie between `?1` and `?2`.
const HIGHEST: &str = "(SELECT coalesce(max(id), ?1) FROM search_doc WHERE id > ?1 AND id < ?2)";

/// Writes nothing, and so indexes nothing, when the row is there and the same.
const OR_CHANGE: &str = "ON CONFLICT (kind, key) DO UPDATE
     SET course_id = excluded.course_id, lesson_id = excluded.lesson_id, block_id = excluded.block_id,
         title = excluded.title, body = excluded.body, tags = excluded.tags, place = excluded.place,
         at = excluded.at
     WHERE (course_id, lesson_id, block_id, title, body, tags, place, at)
        IS NOT (excluded.course_id, excluded.lesson_id, excluded.block_id, excluded.title, excluded.body,
                excluded.tags, excluded.place, excluded.at)";

fn code_of(doc: &Doc<'_>) -> Result<u8> {
    kind::code(doc.kind)
        .ok_or_else(|| Error::invalid(format!("“{}” is no kind of thing to find.", doc.kind)))
}

pub(super) fn put(db: &Connection, doc: &Doc<'_>, row: &Row<'_>) -> Result<()> {
    let base = kind::base(code_of(doc)?);
    db.prepare_cached(&format!(
        "INSERT INTO search_doc (id, kind, key, course_id, lesson_id, block_id, title, body, tags, place, at)
         VALUES ({HIGHEST} + 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         {OR_CHANGE}"
    ))?
    .execute(params![
        base,
        kind::beyond(base),
        doc.kind,
        row.key,
        doc.course,
        doc.lesson,
        doc.block,
        row.title,
        row.body,
        row.tags,
        row.place,
        doc.at
    ])?;
    Ok(())
}

/// A place for rows that wait to be put into the index together; it is this connection's own.
pub(super) fn make_waiting(db: &Connection) -> Result<()> {
    Ok(db.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS search_waiting (
             number INTEGER PRIMARY KEY, base INTEGER, kind TEXT, key TEXT, course_id TEXT,
             lesson_id TEXT, block_id TEXT, title TEXT, body TEXT, tags TEXT, place TEXT, at TEXT);
         DELETE FROM search_waiting;",
    )?)
}

/// As [`put`], but the row waits for [`put_waiting`].
pub(super) fn wait(db: &Connection, doc: &Doc<'_>, row: &Row<'_>) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO search_waiting
             (base, kind, key, course_id, lesson_id, block_id, title, body, tags, place, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        kind::base(code_of(doc)?),
        doc.kind,
        row.key,
        doc.course,
        doc.lesson,
        doc.block,
        row.title,
        row.body,
        row.tags,
        row.place,
        doc.at
    ])?;
    Ok(())
}

/// Puts the rows that wait into the index, a statement for each kind; then none waits.
pub(super) fn put_waiting(db: &Connection) -> Result<()> {
    let mut bases = db.prepare_cached("SELECT DISTINCT base FROM search_waiting")?;
    let bases = bases.query_map([], |row| row.get(0))?;
    for base in bases.collect::<rusqlite::Result<Vec<i64>>>()? {
        db.prepare_cached(&format!(
            "INSERT INTO search_doc
                 (id, kind, key, course_id, lesson_id, block_id, title, body, tags, place, at)
             SELECT {HIGHEST} + number, kind, key, course_id, lesson_id, block_id, title, body, tags, place, at
             FROM search_waiting WHERE base = ?1 ORDER BY number
             {OR_CHANGE}"
        ))?
        .execute([base, kind::beyond(base)])?;
    }
    db.prepare_cached("DELETE FROM search_waiting")?
        .execute([])?;
    Ok(())
}

pub(super) fn remove(db: &Connection, kind: &str, key: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM search_doc WHERE kind = ?1 AND key = ?2")?
        .execute([kind, key])?;
    Ok(())
}

/// Keys of a kind in a course.
pub(super) fn keys(db: &Connection, kind: &str, course: &str) -> Result<Vec<String>> {
    let mut statement = db.prepare_cached(
        "SELECT key FROM search_doc WHERE course_id = ?2 AND course_id <> '' AND kind = ?1",
    )?;
    let rows = statement.query_map([kind, course], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A passage of a course: a lesson's title, a block, or a lesson as a whole.
pub(super) struct Passage {
    pub kind: String,
    pub lesson: String,
    pub number: String,
    pub block: Option<String>,
    pub title: String,
    pub text: String,
}

/// Lessons, each followed by its blocks, in reading order; then the whole text of each lesson, which
/// words find that stand in different paragraphs.
pub(super) fn passages(db: &Connection, course: &str) -> Result<Vec<Passage>> {
    let mut statement = db.prepare_cached(
        "SELECT 'lesson', id, number, NULL, title,
                concat_ws(char(10), json_extract(body, '$.standfirst'), json_extract(body, '$.objective')),
                ord AS lesson_ord, -1 AS block_ord
         FROM lesson WHERE course_id = ?1
         UNION ALL
         SELECT 'lesson', b.lesson_id, l.number, b.id, '', b.text, l.ord, b.ord
         FROM block b JOIN lesson l ON l.course_id = b.course_id AND l.id = b.lesson_id
         WHERE b.course_id = ?1 AND b.text <> ''
         UNION ALL
         SELECT 'whole', l.id, l.number, NULL, '',
                concat_ws(char(10), l.title, json_extract(l.body, '$.standfirst'),
                          json_extract(l.body, '$.objective'),
                          (SELECT group_concat(b.text, char(10) ORDER BY b.ord) FROM block b
                           WHERE b.course_id = l.course_id AND b.lesson_id = l.id)),
                l.ord, 0
         FROM lesson l WHERE l.course_id = ?1
         ORDER BY 1, lesson_ord, block_ord",
    )?;
    let rows = statement.query_map([course], |row| {
        Ok(Passage {
            kind: row.get(0)?,
            lesson: row.get(1)?,
            number: row.get(2)?,
            block: row.get(3)?,
            title: row.get(4)?,
            text: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What the reader wrote in a lesson.
pub(super) struct Writing {
    pub block: String,
    pub lesson: String,
    pub kind: String,
    pub text: String,
    pub at: String,
}

pub(super) fn writings(db: &Connection, course: &str) -> Result<Vec<Writing>> {
    let mut statement = db.prepare_cached(
        "SELECT w.block_id, coalesce(b.lesson_id, w.lesson_id), w.kind, w.text, w.at
         FROM writing w LEFT JOIN block b ON b.course_id = w.course_id AND b.id = w.block_id
         WHERE w.course_id = ?1 ORDER BY w.at, w.block_id",
    )?;
    let rows = statement.query_map([course], |row| {
        Ok(Writing {
            block: row.get(0)?,
            lesson: row.get(1)?,
            kind: row.get(2)?,
            text: row.get(3)?,
            at: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Notes taken in lessons of a course: row, number of the lesson now, place as indexed.
pub(super) fn note_places(
    db: &Connection,
    course: &str,
) -> Result<Vec<(i64, Option<String>, String)>> {
    let mut statement = db.prepare_cached(
        "SELECT d.id, l.number, d.place FROM search_doc d
         LEFT JOIN lesson l ON l.course_id = d.course_id AND l.id = d.lesson_id
         WHERE d.course_id = ?1 AND d.course_id <> '' AND d.kind = 'note' AND d.lesson_id <> ''",
    )?;
    let rows = statement.query_map([course], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn set_place(db: &Connection, id: i64, place: &str) -> Result<()> {
    db.prepare_cached("UPDATE search_doc SET place = ?2 WHERE id = ?1")?
        .execute(params![id, place])?;
    Ok(())
}

/// Rows between `low` and `high` that match, the highest first; stops when it has seen `most` of
/// a kind and there is another.
pub(super) fn matching(
    db: &Connection,
    expression: &str,
    (low, high): (i64, i64),
    most: usize,
) -> Result<Matching> {
    let mut statement = db.prepare_cached(
        "SELECT rowid FROM search_index WHERE search_index MATCH ?1 AND rowid > ?2 AND rowid < ?3
         ORDER BY rowid DESC",
    )?;
    let mut rows = statement.query(params![expression, low, high])?;
    let mut ids = Vec::new();
    let (mut kind, mut count) = (None, 0);
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let this = kind::of_row(id);
        if kind != Some(this) {
            (kind, count) = (Some(this), 0);
        }
        if count == most {
            return Ok(Matching { ids, cut: kind });
        }
        count += 1;
        ids.push(id);
    }
    Ok(Matching { ids, cut: None })
}

/// The best matches among the kinds of `mask`, best first, each with its `bm25`.
pub(super) fn ranked(
    db: &Connection,
    expression: &str,
    mask: kind::Mask,
    most: usize,
) -> Result<Vec<(i64, f64)>> {
    let (low, high) = kind::span(mask);
    let mut statement = db.prepare_cached(
        "SELECT rowid, rank FROM search_index
         WHERE search_index MATCH ?1 AND rowid > ?2 AND rowid < ?3 AND (?4 >> ((rowid >> 40) - 1)) & 1
         ORDER BY rank LIMIT ?5",
    )?;
    let rows = statement.query_map(params![expression, low, high, mask, rows_of(most)], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Course and lesson of a row.
pub(super) fn lesson_of(db: &Connection, id: i64) -> Result<(String, String)> {
    Ok(db
        .prepare_cached("SELECT course_id, lesson_id FROM search_doc WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The best matches among the kinds of `mask` with the found words marked, best first: one pass
/// through the index ranks them and marks no more than are wanted.
pub(super) fn ranked_and_marked(
    db: &Connection,
    expression: &str,
    mask: kind::Mask,
    most: usize,
) -> Result<Vec<Found>> {
    let (low, high) = kind::span(mask);
    let mut statement = db.prepare_cached(&format!(
        "WITH best AS MATERIALIZED (
             SELECT rowid AS id, rank AS score, highlight(search_index, 0, char(2), char(3)) AS title,
                    {SNIPPET} AS snippet
             FROM search_index
             WHERE search_index MATCH ?1 AND rowid > ?2 AND rowid < ?3 AND (?4 >> ((rowid >> 40) - 1)) & 1
             ORDER BY rank LIMIT ?5)
         SELECT d.id, d.key, d.course_id, d.lesson_id, d.block_id, d.at, l.number, l.title,
                best.title, best.snippet, best.score
         FROM best CROSS JOIN search_doc d ON d.id = best.id
         LEFT JOIN lesson l ON l.course_id = d.course_id AND l.id = d.lesson_id",
    ))?;
    let rows = statement.query_map(params![expression, low, high, mask, rows_of(most)], found)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How much the index gathers in memory before it writes: FTS5's own default, and enough for some
/// ten thousand notes at once.
pub(super) fn gather(db: &Connection, much: bool) -> Result<()> {
    let bytes: i64 = if much { 64 << 20 } else { 1 << 20 };
    db.prepare_cached("INSERT INTO search_index (search_index, rank) VALUES ('hashsize', ?1)")?
        .execute([bytes])?;
    Ok(())
}

/// The rows `ids` with the found words marked.
pub(super) fn details(
    db: &Connection,
    expression: &str,
    ids: &[i64],
    with_rank: bool,
) -> Result<Vec<Found>> {
    let (Some(low), Some(high)) = (ids.iter().min(), ids.iter().max()) else {
        return Ok(Vec::new());
    };
    let rank = if with_rank {
        "search_index.rank"
    } else {
        "0.0"
    };
    // The plus keeps SQLite from looking up one row after the other: each look-up would begin
    // the whole search anew.
    let mut statement = db.prepare_cached(&format!(
        "SELECT d.id, d.key, d.course_id, d.lesson_id, d.block_id, d.at, l.number, l.title,
                highlight(search_index, 0, char(2), char(3)), {SNIPPET}, {rank}
         FROM search_index CROSS JOIN search_doc d ON d.id = search_index.rowid
         LEFT JOIN lesson l ON l.course_id = d.course_id AND l.id = d.lesson_id
         WHERE search_index MATCH ?1 AND search_index.rowid BETWEEN ?2 AND ?3
           AND +search_index.rowid IN (SELECT value FROM json_each(?4))",
    ))?;
    let rows = statement.query_map(
        params![expression, low, high, serde_json::to_string(ids)?],
        found,
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Rows whose title and tags hold all that is looked for, the highest first, found words of the
/// title marked.
pub(super) fn by_title(
    db: &Connection,
    expression: &str,
    (low, high): (i64, i64),
    most: usize,
) -> Result<Vec<Found>> {
    let mut statement = db.prepare_cached(
        "SELECT d.id, d.key, d.course_id, d.lesson_id, d.block_id, d.at, l.number, l.title,
                highlight(search_title, 0, char(2), char(3)), substr(d.body, 1, 240), 0.0
         FROM search_title CROSS JOIN search_doc d ON d.id = search_title.rowid
         LEFT JOIN lesson l ON l.course_id = d.course_id AND l.id = d.lesson_id
         WHERE search_title MATCH ?1 AND search_title.rowid > ?2 AND search_title.rowid < ?3
         ORDER BY search_title.rowid DESC LIMIT ?4",
    )?;
    let rows = statement.query_map(params![expression, low, high, rows_of(most)], found)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The rows `ids` as they are, the one changed last first.
pub(super) fn newest_of(db: &Connection, ids: &[i64], most: usize) -> Result<Vec<Found>> {
    let mut statement = db.prepare_cached(
        "SELECT d.id, d.key, d.course_id, d.lesson_id, d.block_id, d.at, l.number, l.title,
                d.title, substr(d.body, 1, 240), 0.0
         FROM (SELECT id FROM search_doc WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY at DESC, id LIMIT ?2) best
         CROSS JOIN search_doc d ON d.id = best.id
         LEFT JOIN lesson l ON l.course_id = d.course_id AND l.id = d.lesson_id
         ORDER BY d.at DESC, d.id",
    )?;
    let rows = statement.query_map(params![serde_json::to_string(ids)?, rows_of(most)], found)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Rows of one kind, the one changed last first.
pub(super) fn newest(db: &Connection, kind: &str, most: usize) -> Result<Vec<i64>> {
    let mut statement = db.prepare_cached(
        "SELECT id FROM search_doc WHERE kind = ?1 ORDER BY at DESC, id LIMIT ?2",
    )?;
    let rows = statement.query_map(params![kind, rows_of(most)], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn found(row: &rusqlite::Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        id: row.get(0)?,
        key: row.get(1)?,
        course: row.get(2)?,
        lesson: row.get(3)?,
        block: row.get(4)?,
        at: row.get(5)?,
        number: row.get(6)?,
        lesson_title: row.get(7)?,
        title: row.get(8)?,
        snippet: row.get(9)?,
        rank: row.get(10)?,
    })
}

/// Keys of the newest rows that match.
pub(super) fn newest_keys(
    db: &Connection,
    expression: &str,
    mask: kind::Mask,
    most: usize,
) -> Result<Vec<String>> {
    let (low, high) = kind::span(mask);
    let mut statement = db.prepare_cached(
        "WITH newest AS MATERIALIZED (
             SELECT rowid AS id FROM search_index
             WHERE search_index MATCH ?1 AND rowid > ?2 AND rowid < ?3 ORDER BY rowid DESC LIMIT ?4)
         SELECT d.key FROM newest CROSS JOIN search_doc d ON d.id = newest.id",
    )?;
    let rows = statement.query_map(params![expression, low, high, rows_of(most)], |row| {
        row.get(0)
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Compares both indexes with the rows that they are of.
#[cfg(test)]
pub(super) fn check(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1);
         INSERT INTO search_title (search_title, rank) VALUES ('integrity-check', 1);",
    )
}

/// How many rows there are, and how many rows were written to their index so far.
#[cfg(test)]
pub(super) fn counts(db: &Connection) -> rusqlite::Result<(u32, u64)> {
    let rows = db.query_row("SELECT count(*) FROM search_doc", [], |row| row.get(0))?;
    Ok((rows, db.total_changes()))
}
