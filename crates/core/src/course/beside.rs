//! What stands beside the lessons: the glossary, and the dated facts of all lessons.

use rusqlite::Connection;

use super::queries;
use crate::api::{FactCard, FactList, Glossary, LessonLabel};
use crate::{Error, Result};

/// The words that a course teaches, by term.
///
/// # Errors
/// `not_found` when the course is not installed.
pub fn glossary(db: &Connection, course: &str) -> Result<Glossary> {
    let about = queries::summary(db, course)?.ok_or_else(|| Error::not_found("course", course))?;
    Ok(Glossary {
        course: about.id,
        course_title: about.title,
        terms: queries::terms(db, course)?,
    })
}

/// Number and title of a lesson, if the course has it.
///
/// # Errors
/// When the database cannot be read.
pub fn label(db: &Connection, course: &str, lesson: &str) -> Result<Option<LessonLabel>> {
    let mut labels = queries::lesson_labels(db, course)?.into_iter();
    Ok(labels.find(|label| label.id == lesson))
}

/// The dated facts of a course: those with a date of change first, the latest first; the rest in
/// reading order.
///
/// # Errors
/// `not_found` when the course is not installed.
pub fn facts(db: &Connection, course: &str) -> Result<FactList> {
    let about = queries::summary(db, course)?.ok_or_else(|| Error::not_found("course", course))?;
    let labels = queries::lesson_labels(db, course)?;
    let mut facts = Vec::new();
    for (lesson, label) in queries::lessons(db, course)?.into_iter().zip(labels) {
        for fact in lesson.facts {
            let source = lesson
                .sources
                .iter()
                .find(|source| source.id == fact.source);
            facts.push(FactCard {
                source: source.cloned(),
                lesson: label.clone(),
                fact,
            });
        }
    }
    // A year alone counts as its end: what changed “in 2025” stands before what changed in March.
    facts.sort_by_key(|card| {
        let changed = card.fact.changed.as_deref().unwrap_or_default();
        let padding = if changed.len() == 4 { "-13" } else { "" };
        std::cmp::Reverse(format!("{changed}{padding}"))
    });
    Ok(FactList {
        course: about.id,
        course_title: about.title,
        facts,
    })
}
