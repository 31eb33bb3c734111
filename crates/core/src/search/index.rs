//! Following a course: its lessons, what was written in it, and where notes stand.

use std::collections::BTreeSet;

use super::{Doc, key, place, put, put_at, queries};
use crate::Result;
use crate::app::Write;

/// After a course was installed: its lessons, and where reflections and notes are in it. Only
/// what changed is written.
///
/// # Errors
/// When the database cannot be read or written.
pub fn index_course(write: &mut Write<'_>, course: &str) -> Result<()> {
    let db = write.db();
    let mut kept = BTreeSet::new();
    for passage in queries::passages(db, course)? {
        let block = passage.block.as_deref().unwrap_or_default();
        let reference = match &passage.block {
            None => passage.lesson.clone(),
            // A block that moves to another lesson is still the same thing.
            Some(block) => format!("#{block}"),
        };
        let doc = Doc {
            kind: &passage.kind,
            reference: &reference,
            course,
            lesson: &passage.lesson,
            block,
            title: &passage.title,
            body: &passage.text,
            ..Doc::default()
        };
        put_at(db, &doc, &place::words(None, Some(&passage.number)))?;
        let kind = if passage.kind == "whole" {
            "whole"
        } else {
            "lesson"
        };
        kept.insert((kind, key(kind, course, &reference)));
    }
    for writing in queries::writings(db, course)? {
        let doc = Doc {
            kind: &writing.kind,
            reference: &writing.block,
            course,
            lesson: &writing.lesson,
            block: &writing.block,
            body: &writing.text,
            at: &writing.at,
            ..Doc::default()
        };
        put(db, &doc)?;
        let kind = if writing.kind == "draft" {
            "draft"
        } else {
            "reflection"
        };
        kept.insert((kind, key(kind, course, &writing.block)));
    }
    for kind in ["lesson", "whole", "reflection", "draft"] {
        for old in queries::keys(db, kind, course)? {
            let row = (kind, old);
            if !kept.contains(&row) {
                queries::remove(db, kind, &row.1)?;
            }
        }
    }
    for (id, number, indexed) in queries::note_places(db, course)? {
        let place = place::words(None, number.as_deref());
        if place != indexed {
            queries::set_place(db, id, &place)?;
        }
    }
    Ok(())
}
