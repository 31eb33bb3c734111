//! SQL of notes.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params, params_from_iter};

use crate::api::{
    NoteAt, NoteCard, NoteFilter, NoteModuleCount, NoteOrder, NotePlace, NoteQuote, NoteTagCount,
    NoteVersionCard,
};
use crate::{Result, search};

/// What a card needs. The passage of a highlight is where it is now; a block is in the lesson
/// that it is in now.
const CARD: &str =
    "SELECT n.id, n.title, n.excerpt, n.words, n.created_at, n.updated_at, n.removed_at,
        (SELECT json_group_array(tag) FROM
            (SELECT tag FROM note_tag t WHERE t.note_id = n.id ORDER BY lower(tag), tag)),
        n.course_id, l.id, n.lesson_id, l.number, l.title, m.number,
        coalesce(s.block_id, n.block_id), n.highlight_id, n.tool
     FROM note n
     LEFT JOIN highlight_spot s ON s.highlight_id = n.highlight_id AND s.ord =
        (SELECT min(ord) FROM highlight_spot f WHERE f.highlight_id = n.highlight_id)
     LEFT JOIN block b ON b.course_id = n.course_id AND b.id = n.block_id
     LEFT JOIN lesson l ON l.course_id = n.course_id
        AND l.id = coalesce(s.lesson_id, b.lesson_id, n.lesson_id)
     LEFT JOIN module m ON m.course_id = l.course_id AND m.id = l.module_id";

fn row_to_card(row: &Row<'_>) -> rusqlite::Result<NoteCard> {
    let tags: String = row.get(7)?;
    let lesson: Option<String> = row.get(9)?;
    let place = NotePlace {
        course: row.get(8)?,
        lesson: match lesson {
            Some(lesson) => Some(lesson),
            None => row.get(10)?,
        },
        number: row.get(11)?,
        title: row.get(12)?,
        module: row.get(13)?,
        block: row.get(14)?,
        highlight: row.get(15)?,
        tool: row.get(16)?,
    };
    Ok(NoteCard {
        id: row.get(0)?,
        title: row.get(1)?,
        excerpt: row.get(2)?,
        words: row.get(3)?,
        created_at: row.get(4)?,
        updated_at: row.get(5)?,
        removed_at: row.get(6)?,
        tags: serde_json::from_str(&tags).unwrap_or_default(),
        place: (place != NotePlace::default()).then_some(place),
    })
}

/// A note as stored, without what is derived.
pub(super) struct Stored {
    pub(super) title: String,
    pub(super) state: Vec<u8>,
    pub(super) words: u32,
    pub(super) at: NoteAt,
    pub(super) created_at: String,
    pub(super) updated_at: String,
    pub(super) removed_at: Option<String>,
}

/// What is derived from a note's document, and the document.
pub(super) struct Text<'t> {
    pub(super) state: &'t [u8],
    pub(super) markdown: &'t str,
    pub(super) excerpt: &'t str,
    pub(super) words: u32,
}

pub(super) fn stored(db: &Connection, id: &str) -> Result<Option<Stored>> {
    Ok(db
        .prepare_cached(
            "SELECT title, state, words, course_id, lesson_id, block_id, highlight_id, tool,
                created_at, updated_at, removed_at
             FROM note WHERE id = ?1",
        )?
        .query_row([id], |row| {
            Ok(Stored {
                title: row.get(0)?,
                state: row.get(1)?,
                words: row.get(2)?,
                at: NoteAt {
                    course: row.get(3)?,
                    lesson: row.get(4)?,
                    block: row.get(5)?,
                    highlight: row.get(6)?,
                    tool: row.get(7)?,
                },
                created_at: row.get(8)?,
                updated_at: row.get(9)?,
                removed_at: row.get(10)?,
            })
        })
        .optional()?)
}

pub(super) fn exists(db: &Connection, id: &str) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM note WHERE id = ?1")?
        .exists([id])?)
}

pub(super) fn set_title(db: &Connection, id: &str, title: &str) -> Result<()> {
    db.prepare_cached("UPDATE note SET title = ?2 WHERE id = ?1")?
        .execute([id, title])?;
    Ok(())
}

pub(super) fn set_updated(db: &Connection, id: &str, at: &str) -> Result<()> {
    db.prepare_cached("UPDATE note SET updated_at = ?2 WHERE id = ?1")?
        .execute([id, at])?;
    Ok(())
}

pub(super) fn set_removed(db: &Connection, id: &str, at: Option<&str>) -> Result<()> {
    db.prepare_cached("UPDATE note SET removed_at = ?2 WHERE id = ?1")?
        .execute(params![id, at])?;
    Ok(())
}

pub(super) fn delete(db: &Connection, id: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM note WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

pub(super) fn tags(db: &Connection, id: &str) -> Result<Vec<String>> {
    let mut statement =
        db.prepare_cached("SELECT tag FROM note_tag WHERE note_id = ?1 ORDER BY lower(tag), tag")?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn add_tag(db: &Connection, id: &str, tag: &str) -> Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO note_tag (note_id, tag) VALUES (?1, ?2)")?
        .execute([id, tag])?;
    Ok(())
}

pub(super) fn remove_tag(db: &Connection, id: &str, tag: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM note_tag WHERE note_id = ?1 AND tag = ?2")?
        .execute([id, tag])?;
    Ok(())
}

/// Every tag in use.
pub(super) fn all_tags(db: &Connection) -> Result<Vec<String>> {
    let mut statement = db.prepare_cached("SELECT DISTINCT tag FROM note_tag ORDER BY tag")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Course, lesson and block where a highlight was made.
pub(super) fn highlight_place(
    db: &Connection,
    highlight: &str,
) -> Result<Option<(String, String, Option<String>)>> {
    Ok(db
        .prepare_cached(
            "SELECT course_id, lesson_id,
                (SELECT block_id FROM highlight_part WHERE highlight_id = h.id ORDER BY ord LIMIT 1)
             FROM highlight h WHERE id = ?1",
        )?
        .query_row([highlight], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?)
}

/// Number of the module that a lesson is in now.
pub(super) fn module_number(db: &Connection, course: &str, lesson: &str) -> Result<Option<u32>> {
    Ok(db
        .prepare_cached(
            "SELECT m.number FROM lesson l JOIN module m ON m.course_id = l.course_id AND m.id = l.module_id
             WHERE l.course_id = ?1 AND l.id = ?2",
        )?
        .query_row([course, lesson], |row| row.get(0))
        .optional()?)
}

/// The passage of a highlight; `None` when there was never such a highlight.
pub(super) fn quote(db: &Connection, highlight: &str) -> Result<Option<NoteQuote>> {
    Ok(db
        .prepare_cached(
            "SELECT h.removed_at IS NOT NULL,
                NOT EXISTS (SELECT 1 FROM highlight_spot s WHERE s.highlight_id = h.id),
                (SELECT group_concat(exact, char(10)) FROM
                    (SELECT exact FROM highlight_part p WHERE p.highlight_id = h.id ORDER BY ord))
             FROM highlight h WHERE h.id = ?1",
        )?
        .query_row([highlight], |row| {
            Ok(NoteQuote {
                removed: row.get(0)?,
                detached: row.get(1)?,
                text: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
            })
        })
        .optional()?)
}

pub(super) fn card(db: &Connection, id: &str) -> Result<Option<NoteCard>> {
    Ok(db
        .prepare_cached(&format!("{CARD} WHERE n.id = ?1"))?
        .query_row([id], row_to_card)
        .optional()?)
}

pub(super) fn latest(db: &Connection) -> Result<Option<NoteCard>> {
    Ok(db
        .prepare_cached(&format!(
            "{CARD} WHERE n.removed_at IS NULL ORDER BY n.updated_at DESC, n.id LIMIT 1"
        ))?
        .query_row([], row_to_card)
        .optional()?)
}

/// Notes beside highlights of a course, earliest change first.
pub(super) fn beside(db: &Connection, course: &str) -> Result<Vec<NoteCard>> {
    let mut statement = db.prepare_cached(&format!(
        "{CARD} WHERE n.highlight_id IS NOT NULL AND n.course_id = ?1 AND n.removed_at IS NULL
         ORDER BY n.updated_at, n.id"
    ))?;
    let rows = statement.query_map([course], row_to_card)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A page of notes and how many match in all.
pub(super) fn page(db: &Connection, filter: &NoteFilter) -> Result<(Vec<NoteCard>, u32)> {
    let (wanted, mut values) = conditions(db, filter)?;
    let total = db
        .prepare_cached(&format!("SELECT count(*) FROM note n WHERE {wanted}"))?
        .query_row(params_from_iter(&values), |row| row.get(0))?;
    let order = match (filter.trash, filter.order) {
        (_, NoteOrder::Newest) => "n.updated_at DESC, n.id",
        (_, NoteOrder::Oldest) => "n.created_at, n.id",
        // Notes without a title come last, by what they say.
        (_, NoteOrder::Title) => "n.title = '', lower(n.title), n.title, n.excerpt, n.id",
    };
    values.push(Value::from(filter.limit));
    values.push(Value::from(filter.offset));
    // The page is chosen before anything is joined to it.
    let sql = format!(
        "{CARD} WHERE n.rowid IN (SELECT n.rowid FROM note n WHERE {wanted} ORDER BY {order} LIMIT ? OFFSET ?)
         ORDER BY {order}"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(&values), row_to_card)?;
    Ok((rows.collect::<rusqlite::Result<_>>()?, total))
}

/// How SQLite finds the first page.
#[cfg(test)]
pub(super) fn plan_of_newest(db: &Connection) -> Result<String> {
    let mut statement = db.prepare(
        "EXPLAIN QUERY PLAN SELECT n.rowid FROM note n WHERE n.removed_at IS NULL
         ORDER BY n.updated_at DESC, n.id LIMIT 100",
    )?;
    let rows = statement.query_map([], |row| row.get::<_, String>(3))?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.join("\n"))
}

fn conditions(db: &Connection, filter: &NoteFilter) -> Result<(String, Vec<Value>)> {
    let mut wanted = vec![if filter.trash {
        "n.removed_at IS NOT NULL".to_owned()
    } else {
        "n.removed_at IS NULL".to_owned()
    }];
    let mut values: Vec<Value> = Vec::new();
    let mut equal = |column: &str, value: &Option<String>| {
        if let Some(value) = value {
            wanted.push(format!("n.{column} = ?"));
            values.push(value.clone().into());
        }
    };
    equal("course_id", &filter.course);
    equal("lesson_id", &filter.lesson);
    equal("tool", &filter.tool);
    if let Some(module) = filter.module {
        wanted.push(
            "(n.course_id, n.lesson_id) IN (SELECT l.course_id, l.id FROM lesson l
                JOIN module m ON m.course_id = l.course_id AND m.id = l.module_id WHERE m.number = ?)"
                .to_owned(),
        );
        values.push(module.into());
    }
    if let Some(tag) = &filter.tag {
        wanted.push("n.id IN (SELECT note_id FROM note_tag WHERE tag = ?)".to_owned());
        values.push(tag.clone().into());
    }
    if filter.detached {
        wanted.push(
            "n.highlight_id IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM highlight_spot s WHERE s.highlight_id = n.highlight_id)"
                .to_owned(),
        );
    }
    text_matches(db, filter, &mut wanted, &mut values)?;
    Ok((wanted.join(" AND "), values))
}

/// Notes that have the words: as search finds them, or, in the trash, which is in no index, letter
/// for letter.
fn text_matches(
    db: &Connection,
    filter: &NoteFilter,
    wanted: &mut Vec<String>,
    values: &mut Vec<Value>,
) -> Result<()> {
    if !filter.trash {
        if let Some(ids) = search::matching_notes(db, &filter.text)? {
            wanted.push("n.id IN (SELECT value FROM json_each(?))".to_owned());
            values.push(serde_json::to_string(&ids)?.into());
        }
        return Ok(());
    }
    for word in filter.text.split_whitespace() {
        let plain = word
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        let pattern = format!("%{plain}%");
        wanted.push("(n.title LIKE ? ESCAPE '\\' OR n.markdown LIKE ? ESCAPE '\\')".to_owned());
        values.push(pattern.clone().into());
        values.push(pattern.into());
    }
    Ok(())
}

/// How many notes are outside the trash, and how many in it.
pub(super) fn counts(db: &Connection) -> Result<(u32, u32)> {
    let count =
        |sql: &str| -> Result<u32> { Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?) };
    Ok((
        count("SELECT count(*) FROM note WHERE removed_at IS NULL")?,
        count("SELECT count(*) FROM note WHERE removed_at IS NOT NULL")?,
    ))
}

/// Tags by use, most used first. Counted in the index of tags, less those in the trash (which is
/// small): asking each note whether it is in the trash would read every note.
pub(super) fn tag_counts(db: &Connection) -> Result<Vec<NoteTagCount>> {
    let mut statement = db.prepare_cached(
        "SELECT a.tag, a.notes - coalesce(g.notes, 0) AS notes
         FROM (SELECT tag, count(*) AS notes FROM note_tag GROUP BY tag) a
         LEFT JOIN (SELECT t.tag, count(*) AS notes FROM note n CROSS JOIN note_tag t ON t.note_id = n.id
                    WHERE n.removed_at IS NOT NULL GROUP BY t.tag) g ON g.tag = a.tag
         WHERE a.notes > coalesce(g.notes, 0)
         ORDER BY notes DESC, lower(a.tag), a.tag",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(NoteTagCount {
            tag: row.get(0)?,
            notes: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Modules that have notes; counted like tags.
pub(super) fn module_counts(db: &Connection) -> Result<Vec<NoteModuleCount>> {
    let mut statement = db.prepare_cached(
        "SELECT m.course_id, m.number, m.title, sum(a.notes - coalesce(g.notes, 0)) AS notes
         FROM (SELECT course_id, lesson_id, count(*) AS notes FROM note
               WHERE lesson_id IS NOT NULL GROUP BY course_id, lesson_id) a
         LEFT JOIN (SELECT course_id, lesson_id, count(*) AS notes FROM note INDEXED BY note_removed
                    WHERE removed_at IS NOT NULL AND lesson_id IS NOT NULL
                    GROUP BY course_id, lesson_id) g
            ON g.course_id = a.course_id AND g.lesson_id = a.lesson_id
         JOIN lesson l ON l.course_id = a.course_id AND l.id = a.lesson_id
         JOIN module m ON m.course_id = l.course_id AND m.id = l.module_id
         GROUP BY m.course_id, m.number HAVING sum(a.notes - coalesce(g.notes, 0)) > 0
         ORDER BY m.course_id, m.number",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(NoteModuleCount {
            course: row.get(0)?,
            module: row.get(1)?,
            title: row.get(2)?,
            notes: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

// Versions.

fn row_to_version(row: &Row<'_>) -> rusqlite::Result<NoteVersionCard> {
    Ok(NoteVersionCard {
        version: row.get(0)?,
        at: row.get(1)?,
        title: row.get(2)?,
        excerpt: row.get(3)?,
        words: row.get(4)?,
    })
}

/// When the newest version was kept.
pub(super) fn newest_version(db: &Connection, id: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT max(at) FROM note_version WHERE note_id = ?1")?
        .query_row([id], |row| row.get(0))?)
}

pub(super) fn version_count(db: &Connection, id: &str) -> Result<u32> {
    Ok(db
        .prepare_cached(
            "SELECT (SELECT count(*) FROM note_version WHERE note_id = ?1)
                + (SELECT count(*) FROM field_text
                   WHERE entity = 'note' AND key = ?1 AND field = 'title' AND text <> '')",
        )?
        .query_row([id], |row| row.get(0))?)
}

pub(super) fn versions(db: &Connection, id: &str) -> Result<Vec<NoteVersionCard>> {
    let mut statement = db.prepare_cached(
        "SELECT id, at, title, excerpt, words FROM note_version WHERE note_id = ?1
         ORDER BY at DESC, id DESC",
    )?;
    let rows = statement.query_map([id], row_to_version)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// An earlier text and its document as JSON.
pub(super) fn version(
    db: &Connection,
    id: &str,
    version: i64,
) -> Result<Option<(NoteVersionCard, String)>> {
    Ok(db
        .prepare_cached(
            "SELECT id, at, title, excerpt, words, doc FROM note_version WHERE note_id = ?1 AND id = ?2",
        )?
        .query_row(params![id, version], |row| Ok((row_to_version(row)?, row.get(5)?)))
        .optional()?)
}

// Files.

/// A note to export.
pub(super) struct Leaving {
    pub(super) card: NoteCard,
    pub(super) markdown: String,
}

/// One note, or all outside the trash, the earliest first.
pub(super) fn leaving(db: &Connection, id: Option<&str>) -> Result<Vec<Leaving>> {
    let cards = CARD.replacen("n.tool\n", "n.tool, n.markdown\n", 1);
    let read = |row: &Row<'_>| {
        Ok(Leaving {
            card: row_to_card(row)?,
            markdown: row.get(17)?,
        })
    };
    let (wanted, values): (&str, Vec<&dyn ToSql>) = match &id {
        Some(id) => ("n.id = ?", vec![id]),
        None => ("n.removed_at IS NULL", Vec::new()),
    };
    let mut statement = db.prepare_cached(&format!(
        "{cards} WHERE {wanted} ORDER BY n.created_at, n.id"
    ))?;
    let rows = statement.query_map(params_from_iter(values), read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Title and Markdown of every note outside the trash, to tell what is already here.
pub(super) fn each_text(db: &Connection, mut tell: impl FnMut(&str, &str)) -> Result<()> {
    let mut statement = db.prepare("SELECT title, markdown FROM note WHERE removed_at IS NULL")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |at| row.get_ref(at)?.as_str().map_err(rusqlite::Error::from);
        tell(text(0)?, text(1)?);
    }
    Ok(())
}
