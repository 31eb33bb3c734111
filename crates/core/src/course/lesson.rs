//! Reading installed courses: lists, lessons, blocks, pictures.

use base64::Engine as _;
use rusqlite::Connection;

use super::compile::{Mode, compile};
use super::markup::html::text_content;
use super::{Lesson, LessonBlock, queries};
use crate::api::{Asset, BuiltInCourse, CourseList};
use crate::{Error, Result, setting};

/// Installed courses by title, and the built-in one.
///
/// # Errors
/// When the database cannot be read.
pub fn list(db: &Connection) -> Result<CourseList> {
    let current = setting::current_course(db)?;
    let mut courses = queries::summaries(db)?;
    for course in &mut courses {
        course.current = current.as_ref() == Some(&course.id);
    }
    Ok(CourseList {
        courses,
        built_in: built_in()?,
    })
}

/// Whether any course was ever started here.
///
/// # Errors
/// When the database cannot be read.
pub fn is_any_installed(db: &Connection) -> Result<bool> {
    Ok(!queries::versions(db)?.is_empty())
}

fn built_in() -> Result<BuiltInCourse> {
    let course = compile(super::builtin::files(), Mode::Lenient)
        .course
        .ok_or_else(|| Error::new(crate::Code::Internal, "The built-in course is not whole."))?;
    let lessons = || course.modules.iter().flat_map(|module| &module.lessons);
    Ok(BuiltInCourse {
        modules: u32::try_from(course.modules.len()).unwrap_or(u32::MAX),
        lessons: u32::try_from(lessons().count()).unwrap_or(u32::MAX),
        minutes: lessons().map(|lesson| lesson.minutes).sum(),
        id: course.id.clone(),
        title: course.title.clone(),
    })
}

/// A lesson as compiled.
///
/// # Errors
/// `not_found` when the course or lesson is not installed.
pub fn lesson(db: &Connection, course: &str, lesson: &str) -> Result<Lesson> {
    queries::lesson(db, course, lesson)?
        .ok_or_else(|| Error::not_found("lesson", lesson).with("course", course))
}

/// A block of a lesson as compiled.
///
/// # Errors
/// `not_found` when the lesson has no such block.
pub fn block(db: &Connection, course: &str, lesson_id: &str, block: &str) -> Result<LessonBlock> {
    lesson(db, course, lesson_id)?
        .blocks
        .into_iter()
        .find(|candidate| candidate.id == block)
        .ok_or_else(|| {
            Error::not_found("block", block)
                .with("lesson", lesson_id)
                .with("course", course)
        })
}

/// The text of a block as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockText {
    /// Block id.
    pub block: String,
    /// Id of its lesson.
    pub lesson: String,
    /// Text content of its markup, white space as it is there.
    pub text: String,
}

/// The blocks in which passages can be highlighted, in reading order: of a course, or of one
/// lesson of it. Empty when that is not installed.
///
/// # Errors
/// When the database cannot be read.
pub fn block_texts(db: &Connection, course: &str, lesson: Option<&str>) -> Result<Vec<BlockText>> {
    let lessons = match lesson {
        Some(lesson) => Vec::from_iter(queries::lesson(db, course, lesson)?),
        None => queries::lessons(db, course)?,
    };
    let mut found = Vec::new();
    for lesson in lessons {
        for block in lesson.blocks {
            if let Some(html) = block.body.passage() {
                found.push(BlockText {
                    text: text_content(html),
                    block: block.id,
                    lesson: lesson.id.clone(),
                });
            }
        }
    }
    Ok(found)
}

/// A picture of a course.
///
/// # Errors
/// `not_found` when there is no such file or it is not a picture.
pub fn asset(db: &Connection, course: &str, path: &str) -> Result<Asset> {
    let missing = || Error::not_found("picture", path).with("course", course);
    let media_type = media_type(path).ok_or_else(missing)?;
    let bytes = queries::file(db, course, path)?.ok_or_else(missing)?;
    Ok(Asset {
        media_type: media_type.to_owned(),
        base64: base64::engine::general_purpose::STANDARD.encode(bytes),
    })
}

/// The media type of a picture that courses may carry, by its ending.
fn media_type(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "svg" => "image/svg+xml",
        _ => return None,
    })
}

/// Sanitised markup of a course as plain text.
#[must_use]
pub fn plain_text(html: &str) -> String {
    super::plain(html)
}

/// The first sentences of a text that fit into `most` characters; cut at a word with an ellipsis
/// when they would fill less than half of them.
#[must_use]
pub fn excerpt(text: &str, most: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= most {
        return flat;
    }
    let head: String = flat.chars().take(most).collect();
    let sentence = head
        .rmatch_indices(['.', '?', '!'])
        .map(|(at, _)| at + 1)
        .find(|end| head[*end..].starts_with(' '));
    if let Some(end) = sentence.filter(|end| *end >= head.len() / 2) {
        return head[..end].to_owned();
    }
    let end = head.rfind(' ').unwrap_or(head.len());
    format!("{}…", head[..end].trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn an_excerpt_ends_at_a_sentence_or_says_that_it_goes_on() {
        assert_eq!(excerpt("One\n two.", 20), "One two.");
        assert_eq!(
            excerpt("A first sentence. A second one that is long.", 24),
            "A first sentence."
        );
        assert_eq!(
            excerpt("Short. Then a sentence that goes on, and on.", 30),
            "Short. Then a sentence that…"
        );
        assert_eq!(excerpt("Donaudampfschifffahrt", 5), "Donau…");
        assert_eq!(excerpt("ÄÖÜ äöü ß", 6), "ÄÖÜ…");
    }
}
