//! SQL of review.

use rusqlite::{Connection, OptionalExtension, params};

use crate::Result;
use crate::setting::REVIEW;

pub(super) fn settings(db: &Connection) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([REVIEW], |row| row.get(0))
        .optional()?)
}

/// A check or a term from which a card follows.
pub(super) struct Cause {
    pub course: String,
    pub lesson: String,
    /// Block id of the check, or id of the term.
    pub of: String,
}

fn causes(db: &Connection, sql: &str) -> Result<Vec<Cause>> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Cause {
            course: row.get(0)?,
            lesson: row.get(1)?,
            of: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Checks of installed courses that were missed at least once, the first miss first. Attempts
/// from before the revision that wants a check done again do not count, as everywhere.
pub(super) fn missed_checks(db: &Connection) -> Result<Vec<Cause>> {
    causes(
        db,
        "SELECT b.course_id, b.lesson_id, b.id
         FROM (SELECT a.course_id, a.block_id, min(a.at) AS since FROM attempt a
               JOIN block k ON k.course_id = a.course_id AND k.id = a.block_id
               WHERE a.score < 1 AND a.revision >= coalesce(k.redo, 0)
               GROUP BY a.course_id, a.block_id) m
         JOIN block b ON b.course_id = m.course_id AND b.id = m.block_id AND b.kind = 'check'
         ORDER BY m.since, b.course_id, b.lesson_id, b.ord",
    )
}

/// Terms of completed lessons, the first completion first.
pub(super) fn learnt_terms(db: &Connection) -> Result<Vec<Cause>> {
    causes(
        db,
        "SELECT t.course_id, t.lesson_id, t.id FROM term t
         JOIN lesson_fact f ON f.course_id = t.course_id AND f.lesson_id = t.lesson_id
         WHERE f.completed_at IS NOT NULL AND f.undone = 0
         ORDER BY f.completed_at, t.course_id, t.ord",
    )
}

/// A row of `card`, without its texts.
pub(super) struct CardRow {
    pub id: String,
    pub removed: bool,
}

/// All rows of `card`, the oldest first.
pub(super) fn card_rows(db: &Connection) -> Result<Vec<CardRow>> {
    let mut statement = db
        .prepare_cached("SELECT id, removed_at IS NOT NULL FROM card ORDER BY created_at, rowid")?;
    let rows = statement.query_map([], |row| {
        Ok(CardRow {
            id: row.get(0)?,
            removed: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A card of the reader's own, with its texts.
pub(super) struct OwnCard {
    pub id: String,
    /// `api::CardOrigin` as JSON.
    pub origin: String,
    pub front: String,
    pub back: String,
}

/// The cards with these ids (a JSON array).
pub(super) fn own_cards(db: &Connection, ids: &str) -> Result<Vec<OwnCard>> {
    let mut statement = db.prepare_cached(
        "SELECT id, origin, front, back FROM card WHERE id IN (SELECT value FROM json_each(?1))",
    )?;
    let rows = statement.query_map([ids], |row| {
        Ok(OwnCard {
            id: row.get(0)?,
            origin: row.get(1)?,
            front: row.get(2)?,
            back: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The first card of an origin (JSON), taken away or not.
pub(super) fn card_of(db: &Connection, origin: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT id FROM card WHERE origin = ?1 ORDER BY created_at, rowid LIMIT 1")?
        .query_row([origin], |row| row.get(0))
        .optional()?)
}

/// The origin (JSON) of a card that has a row.
pub(super) fn origin_of(db: &Connection, id: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT origin FROM card WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// Both sides of a card that has a row.
pub(super) fn texts(db: &Connection, id: &str) -> Result<Option<[String; 2]>> {
    Ok(db
        .prepare_cached("SELECT front, back FROM card WHERE id = ?1")?
        .query_row([id], |row| Ok([row.get(0)?, row.get(1)?]))
        .optional()?)
}

/// Keeps a card; of two of one id, what was made first.
pub(super) fn put_card(db: &Connection, card: &OwnCard, at: &str) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO card (id, origin, front, back, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET origin = excluded.origin, created_at = excluded.created_at
         WHERE (excluded.created_at, excluded.origin) < (card.created_at, card.origin)",
    )?
    .execute([&card.id, &card.origin, &card.front, &card.back, at])?;
    Ok(())
}

/// Makes the row of a card by rule.
pub(super) fn put_ruled(db: &Connection, id: &str, origin: &str, at: &str) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO card (id, origin, front, back, created_at) VALUES (?1, ?2, '', '', ?3)
         ON CONFLICT (id) DO UPDATE SET origin = excluded.origin, created_at = excluded.created_at
         WHERE (excluded.created_at, excluded.origin) < (card.created_at, card.origin)",
    )?
    .execute([id, origin, at])?;
    Ok(())
}

pub(super) fn set_front(db: &Connection, id: &str, front: &str) -> Result<()> {
    db.prepare_cached("UPDATE card SET front = ?2 WHERE id = ?1")?
        .execute([id, front])?;
    Ok(())
}

pub(super) fn set_back(db: &Connection, id: &str, back: &str) -> Result<()> {
    db.prepare_cached("UPDATE card SET back = ?2 WHERE id = ?1")?
        .execute([id, back])?;
    Ok(())
}

/// When a card that has a row was taken away.
pub(super) fn removed_at(db: &Connection, id: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT removed_at FROM card WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .flatten())
}

/// Says that a card was taken away, or not (`None`).
pub(super) fn put_removed(db: &Connection, id: &str, at: Option<&str>) -> Result<()> {
    db.prepare_cached("UPDATE card SET removed_at = ?2 WHERE id = ?1")?
        .execute(params![id, at])?;
    Ok(())
}

/// Tells every review that counts, card by card, in the order in which they happened.
pub(super) fn each_review(
    db: &Connection,
    mut tell: impl FnMut(&str, &str, &str, u32) -> Result<()>,
) -> Result<()> {
    let mut statement = db.prepare_cached(
        "SELECT card_id, at, day, rating FROM review WHERE undone_at IS NULL
         ORDER BY card_id, at, rowid",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |column| -> Result<&str> {
            Ok(row
                .get_ref(column)?
                .as_str()
                .map_err(rusqlite::Error::from)?)
        };
        tell(text(0)?, text(1)?, text(2)?, row.get(3)?)?;
    }
    Ok(())
}

/// A review as it is kept; of two of one id the earlier.
pub(super) struct NewReview<'a> {
    pub id: &'a str,
    pub card: &'a str,
    pub at: &'a str,
    pub day: &'a str,
    pub rating: u32,
    pub ms: u32,
}

pub(super) fn put_review(db: &Connection, new: &NewReview<'_>) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO review (id, card_id, at, day, rating, ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE
         SET card_id = excluded.card_id, at = excluded.at, day = excluded.day, rating = excluded.rating,
             ms = excluded.ms
         WHERE (excluded.at, excluded.card_id, excluded.day, excluded.rating, excluded.ms)
             < (review.at, review.card_id, review.day, review.rating, review.ms)",
    )?
    .execute(params![
        new.id, new.card, new.at, new.day, new.rating, new.ms
    ])?;
    Ok(())
}

/// The card of a review, undone or not.
pub(super) fn reviewed_card(db: &Connection, review: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT card_id FROM review WHERE id = ?1")?
        .query_row([review], |row| row.get(0))
        .optional()?)
}

/// The last review of a day that counts.
pub(super) fn last_review(db: &Connection, day: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached(
            "SELECT id FROM review WHERE day = ?1 AND undone_at IS NULL
             ORDER BY at DESC, rowid DESC LIMIT 1",
        )?
        .query_row([day], |row| row.get(0))
        .optional()?)
}

pub(super) fn put_undone(db: &Connection, review: &str, at: &str) -> Result<()> {
    db.prepare_cached(
        "UPDATE review SET undone_at = min(coalesce(undone_at, ?2), ?2) WHERE id = ?1",
    )?
    .execute([review, at])?;
    Ok(())
}

/// Milliseconds of the latest reviews whose time was taken.
pub(super) fn latest_ms(db: &Connection, most: u32) -> Result<Vec<u32>> {
    let mut statement = db.prepare_cached(
        "SELECT ms FROM review WHERE undone_at IS NULL AND ms > 0
         ORDER BY day DESC, at DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([most], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A lesson's course, id, number and title.
pub(super) struct LessonName {
    pub course: String,
    pub lesson: String,
    pub name: String,
}

/// All lessons of all installed courses.
pub(super) fn lesson_names(db: &Connection) -> Result<Vec<LessonName>> {
    let mut statement =
        db.prepare_cached("SELECT course_id, id, number || ' ' || title FROM lesson")?;
    let rows = statement.query_map([], |row| {
        Ok(LessonName {
            course: row.get(0)?,
            lesson: row.get(1)?,
            name: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Course, id, term and meaning (markup) of terms whose cards have these ids (a JSON array).
pub(super) fn terms(db: &Connection, ids: &str) -> Result<Vec<[String; 3]>> {
    let mut statement = db.prepare_cached(
        "SELECT 'term/' || course_id || '/' || id AS card, term, meaning FROM term
         WHERE card IN (SELECT value FROM json_each(?1))",
    )?;
    let rows = statement.query_map([ids], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Where highlights and notes (JSON array of ids) belong now: id, course, lesson.
pub(super) fn places(db: &Connection, ids: &str) -> Result<Vec<[String; 3]>> {
    let mut statement = db.prepare_cached(
        "SELECT h.id, h.course_id, coalesce((SELECT s.lesson_id FROM highlight_spot s
                WHERE s.highlight_id = h.id ORDER BY s.ord LIMIT 1), h.lesson_id)
         FROM highlight h WHERE h.id IN (SELECT value FROM json_each(?1))
         UNION ALL
         SELECT id, course_id, lesson_id FROM note
         WHERE id IN (SELECT value FROM json_each(?1)) AND course_id IS NOT NULL AND lesson_id IS NOT NULL",
    )?;
    let rows = statement.query_map([ids], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A part of a highlighted passage: the text with what stood before and after it.
pub(super) struct Passage {
    pub prefix: String,
    pub exact: String,
    pub suffix: String,
}

/// The parts of a highlight that was not removed, in reading order.
pub(super) fn passage(db: &Connection, highlight: &str) -> Result<Vec<Passage>> {
    let mut statement = db.prepare_cached(
        "SELECT p.prefix, p.exact, p.suffix FROM highlight_part p
         JOIN highlight h ON h.id = p.highlight_id AND h.removed_at IS NULL
         WHERE p.highlight_id = ?1 ORDER BY p.ord",
    )?;
    let rows = statement.query_map([highlight], |row| {
        Ok(Passage {
            prefix: row.get(0)?,
            exact: row.get(1)?,
            suffix: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Title and beginning of a note outside the trash.
pub(super) fn note(db: &Connection, id: &str) -> Result<Option<(String, String)>> {
    Ok(db
        .prepare_cached("SELECT title, excerpt FROM note WHERE id = ?1 AND removed_at IS NULL")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}
