//! What the reader writes in a lesson: reflections, and private drafts for the cohort.
//!
//! Both are private: they go to the reader's own devices and nowhere else. A text is kept by the block whose prompt it answers, so it outlives
//! a revision that drops the block.

pub(crate) mod event;
mod queries;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::api::{
    Topic, WritingKind, WritingRef, WritingSave, WritingVersion, WritingVersions, WritingView,
    Written,
};
use crate::app::{Write, stamp_ms};
use crate::course::{self, Body};
use crate::{Error, Result, log};

/// Longest text, in bytes of UTF-8: far beyond any reflection, small enough to stay quick.
pub const LONGEST: usize = 1 << 20;

const EXCERPT_CHARS: usize = 90;

/// Keeps a text; empty text removes it.
///
/// # Errors
/// `not_found` when there is no such block, `invalid_input` when the block takes no writing or
/// the text is too long: then the text kept before is untouched.
pub fn save(write: &mut Write<'_>, input: &WritingSave) -> Result<Written> {
    if input.text.len() > LONGEST {
        return Err(Error::invalid(format!(
            "This text is {} kB long; the most that can be kept here is {} kB. Nothing was changed.",
            input.text.len() / 1024,
            LONGEST / 1024
        )));
    }
    let block = course::block(write.db(), &input.course, &input.lesson, &input.block)?;
    let kind = match block.body {
        Body::Reflection { .. } => WritingKind::Reflection,
        Body::CohortPrompt { .. } => WritingKind::Draft,
        _ => {
            return Err(Error::invalid(format!(
                "Block “{}” takes no writing.",
                input.block
            )));
        }
    };
    let written = Written {
        text: input.text.clone(),
        at: write.stamp(),
    };
    let text = Some(input.text.as_str()).filter(|text| !text.trim().is_empty());
    let now = queries::text(write.db(), &input.course, &input.block)?;
    if text.is_some() || now.is_some() {
        write.record(&event::Save {
            course: &input.course,
            block: &input.block,
            lesson: &input.lesson,
            kind: queries::tag(kind),
            text,
        })?;
    }
    write.touch(Topic::Writing);
    Ok(written)
}

/// Texts that another device's won over, the latest first: the last one of each device.
///
/// # Errors
/// When the database cannot be read.
pub fn versions(db: &Connection, input: &WritingRef) -> Result<WritingVersions> {
    let key = event::key(&input.course, &input.block);
    let lost = log::lost(db, [event::ENTITY, &key, event::FIELD])?.into_iter();
    Ok(WritingVersions {
        versions: lost
            .map(|lost| WritingVersion {
                at: stamp_ms(lost.ms),
                text: lost.text,
            })
            .collect(),
    })
}

/// The texts of one lesson by block id.
///
/// # Errors
/// When the database cannot be read.
pub fn of_lesson(db: &Connection, course: &str, lesson: &str) -> Result<BTreeMap<String, Written>> {
    queries::of_lesson(db, course, lesson)
}

/// The latest texts of a course, newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn recent(db: &Connection, course: &str, most: u32) -> Result<Vec<WritingView>> {
    let mut found = queries::recent(db, course, most)?;
    for view in &mut found {
        view.excerpt = crate::course::excerpt(&view.excerpt, EXCERPT_CHARS);
    }
    Ok(found)
}
