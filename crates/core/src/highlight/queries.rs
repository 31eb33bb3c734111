//! SQL of highlights.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::anchor::{Last, Part};
use super::event::Quote;
use crate::Result;

/// A highlight without its parts.
pub(super) struct Head {
    pub id: String,
    pub course: String,
    pub lesson: String,
    pub at: String,
}

/// Where a part is now.
pub(super) struct Spot {
    pub highlight: String,
    pub order: u32,
    pub lesson: String,
    pub block: String,
    pub start: u32,
    pub end: u32,
    pub changed: bool,
    /// Order of lesson and block in the course.
    pub place: (u32, u32),
}

pub(super) fn head(db: &Connection, id: &str) -> Result<Option<Head>> {
    Ok(db
        .prepare_cached("SELECT id, course_id, lesson_id, at FROM highlight WHERE id = ?1")?
        .query_row([id], row_to_head)
        .optional()?)
}

/// Highlights of a course, removed ones too when asked for; newest first.
pub(super) fn heads(db: &Connection, course: &str, removed: bool) -> Result<Vec<Head>> {
    let mut statement = db.prepare_cached(
        "SELECT id, course_id, lesson_id, at FROM highlight
         WHERE course_id = ?1 AND (?2 OR removed_at IS NULL) ORDER BY at DESC, id DESC",
    )?;
    let rows = statement.query_map(params![course, removed], row_to_head)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn row_to_head(row: &rusqlite::Row<'_>) -> rusqlite::Result<Head> {
    Ok(Head {
        id: row.get(0)?,
        course: row.get(1)?,
        lesson: row.get(2)?,
        at: row.get(3)?,
    })
}

/// Keeps a highlight; of two of one id what was made first. `false` when it was there already.
pub(super) fn add(db: &Connection, head: &Head, parts: &[Quote<'_>]) -> Result<bool> {
    let made = db
        .prepare_cached(
            "INSERT INTO highlight (id, course_id, lesson_id, at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE
             SET course_id = excluded.course_id, lesson_id = excluded.lesson_id, at = excluded.at
             WHERE (excluded.at, excluded.course_id, excluded.lesson_id)
                 < (highlight.at, highlight.course_id, highlight.lesson_id)",
        )?
        .execute([&head.id, &head.course, &head.lesson, &head.at])?;
    if made == 0 {
        return Ok(false);
    }
    db.prepare_cached("DELETE FROM highlight_part WHERE highlight_id = ?1")?
        .execute([&head.id])?;
    let mut statement = db.prepare_cached(
        "INSERT INTO highlight_part (highlight_id, ord, block_id, start, end, exact, prefix, suffix)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (order, part) in (0_u32..).zip(parts) {
        statement.execute(params![
            head.id,
            order,
            part.block,
            part.start,
            part.end,
            part.exact,
            part.prefix,
            part.suffix
        ])?;
    }
    Ok(true)
}

/// Whether a highlight is removed.
pub(super) fn is_removed(db: &Connection, id: &str) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM highlight WHERE id = ?1 AND removed_at IS NOT NULL")?
        .exists([id])?)
}

/// `None` brings it back.
pub(super) fn set_removed(db: &Connection, id: &str, at: Option<&str>) -> Result<()> {
    db.prepare_cached("UPDATE highlight SET removed_at = ?2 WHERE id = ?1")?
        .execute(params![id, at])?;
    Ok(())
}

/// The quoted texts of a course's highlights, of one of them, or of all.
pub(super) fn quotes(
    db: &Connection,
    course: &str,
    id: Option<&str>,
) -> Result<BTreeMap<String, Vec<String>>> {
    let mut statement = db.prepare_cached(
        "SELECT p.highlight_id, p.exact FROM highlight h JOIN highlight_part p ON p.highlight_id = h.id
         WHERE h.course_id = ?1 AND (?2 IS NULL OR h.id = ?2) ORDER BY p.highlight_id, p.ord",
    )?;
    let mut rows = statement.query(params![course, id])?;
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        found.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(found)
}

/// The parts of each highlight, with where each was last.
pub(super) type Anchors = BTreeMap<String, Vec<(Part, Option<Last>)>>;

/// The anchors of a course's highlights and where each was last, by highlight.
pub(super) fn anchors(db: &Connection, course: &str) -> Result<Anchors> {
    let mut statement = db.prepare_cached(
        "SELECT p.highlight_id, p.block_id, p.start, p.end, p.exact, p.prefix, p.suffix,
                s.lesson_id, s.block_id, s.start
         FROM highlight h JOIN highlight_part p ON p.highlight_id = h.id
         LEFT JOIN highlight_spot s ON s.highlight_id = p.highlight_id AND s.ord = p.ord
         WHERE h.course_id = ?1 ORDER BY p.highlight_id, p.ord",
    )?;
    let mut rows = statement.query([course])?;
    let mut found = Anchors::new();
    while let Some(row) = rows.next()? {
        let part = Part {
            block: row.get(1)?,
            start: point(row, 2)?,
            end: point(row, 3)?,
            exact: row.get(4)?,
            prefix: row.get(5)?,
            suffix: row.get(6)?,
        };
        let lesson: Option<String> = row.get(7)?;
        let last = match lesson {
            Some(lesson) => Some(Last {
                lesson,
                block: row.get(8)?,
                start: point(row, 9)?,
            }),
            None => None,
        };
        found.entry(row.get(0)?).or_default().push((part, last));
    }
    Ok(found)
}

/// A position in a text.
fn point(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<usize> {
    let point: u32 = row.get(column)?;
    Ok(usize::try_from(point).unwrap_or(usize::MAX))
}

pub(super) fn clear_spots(db: &Connection, highlight: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM highlight_spot WHERE highlight_id = ?1")?
        .execute([highlight])?;
    Ok(())
}

pub(super) fn put_spot(db: &Connection, spot: &Spot) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO highlight_spot (highlight_id, ord, lesson_id, block_id, start, end, changed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        spot.highlight,
        spot.order,
        spot.lesson,
        spot.block,
        spot.start,
        spot.end,
        spot.changed
    ])?;
    Ok(())
}

/// Spots of a course's highlights, of one of them, or of all, each highlight's in reading order.
pub(super) fn spots(
    db: &Connection,
    course: &str,
    id: Option<&str>,
) -> Result<BTreeMap<String, Vec<Spot>>> {
    let mut statement = db.prepare_cached(
        "SELECT s.highlight_id, s.ord, s.lesson_id, s.block_id, s.start, s.end, s.changed, l.ord, b.ord
         FROM highlight h JOIN highlight_spot s ON s.highlight_id = h.id
         JOIN block b ON b.course_id = h.course_id AND b.id = s.block_id
         JOIN lesson l ON l.course_id = h.course_id AND l.id = b.lesson_id
         WHERE h.course_id = ?1 AND (?2 IS NULL OR h.id = ?2) ORDER BY l.ord, b.ord, s.start",
    )?;
    let rows = statement.query_map(params![course, id], |row| {
        Ok(Spot {
            highlight: row.get(0)?,
            order: row.get(1)?,
            lesson: row.get(2)?,
            block: row.get(3)?,
            start: row.get(4)?,
            end: row.get(5)?,
            changed: row.get(6)?,
            place: (row.get(7)?, row.get(8)?),
        })
    })?;
    let mut found: BTreeMap<String, Vec<Spot>> = BTreeMap::new();
    for spot in rows {
        let spot = spot?;
        found.entry(spot.highlight.clone()).or_default().push(spot);
    }
    Ok(found)
}

/// Numbers and titles of a course's lessons by id.
pub(super) fn lessons(db: &Connection, course: &str) -> Result<BTreeMap<String, (String, String)>> {
    let mut statement =
        db.prepare_cached("SELECT id, number, title FROM lesson WHERE course_id = ?1")?;
    let rows = statement.query_map([course], |row| {
        Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Keeps all places aside while the highlights are made again.
pub(super) fn set_aside(db: &Connection) -> Result<()> {
    Ok(db.execute_batch(
        "DROP TABLE IF EXISTS temp.spot_aside;
         CREATE TEMP TABLE spot_aside AS SELECT * FROM highlight_spot;",
    )?)
}

/// Puts back the places of highlights that are there again.
pub(super) fn put_back(db: &Connection) -> Result<()> {
    Ok(db.execute_batch(
        "INSERT OR IGNORE INTO highlight_spot SELECT a.* FROM temp.spot_aside a
             JOIN highlight_part p ON p.highlight_id = a.highlight_id AND p.ord = a.ord;
         DROP TABLE temp.spot_aside;",
    )?)
}
