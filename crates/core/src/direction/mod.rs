//! “PMO direction on a page”: one document of what the tools and exercises say.
//!
//! **Context.** A reader who has filled in nine tools and answered as many reflections has, in
//! pieces, what a board would want to read on one page. Putting it together by hand takes a
//! weekend; having it done by a machine gives sentences that nobody would sign.
//!
//! **Design.** The page has fixed [`sections`](sections::SECTIONS), each drawn from one exercise: the
//! finding of a tool, or the reader’s own answer to a reflection. What is drawn is never stored, so
//! that a changed tool changes its section and no other. A reader can put words of their own in
//! place of what is drawn; those are kept by section and stand until they are taken back. Annexes
//! are the tools that are filled in, with what came out; T8 is about people and is never in it.

mod docx;
pub(crate) mod event;
mod finish;
mod queries;
mod sections;
mod table;
#[cfg(test)]
mod tests;

use base64::Engine as _;
use chrono::NaiveDate;
use rusqlite::Connection;

use crate::api::{
    DirectionAnnex, DirectionSection, DirectionSet, DirectionSource, DirectionView, FileMade,
    ToolView, Topic,
};
use crate::app::Write;
use crate::course::{self, Body};
use crate::{Code, Error, Result, setting, tool, writing};
use sections::{From, SECTIONS, Section};

/// Longest section in the reader’s own words, in characters.
pub const LONGEST: usize = 4_000;

const TITLE: &str = "PMO direction on a page";

/// The document with everything that its annexes show.
pub struct Document {
    view: DirectionView,
    annexes: Vec<ToolView>,
}

/// The document as it stands.
///
/// # Errors
/// When the database cannot be read.
pub fn read(db: &Connection) -> Result<DirectionView> {
    Ok(document(db)?.view)
}

/// The document with its annexes.
///
/// # Errors
/// When the database cannot be read.
pub fn document(db: &Connection) -> Result<Document> {
    let own = queries::own(db)?;
    let mut sections = Vec::new();
    for section in SECTIONS {
        let (drawn, source) = draw(db, section)?;
        let text = own.get(section.id);
        sections.push(DirectionSection {
            id: section.id.to_owned(),
            heading: section.heading.to_owned(),
            about: section.about.to_owned(),
            text: text.unwrap_or(&drawn).clone(),
            own: text.is_some(),
            drawn,
            source,
        });
    }
    let (mut list, mut annexes) = (Vec::new(), Vec::new());
    for card in tool::list(db)?.tools {
        let Some(finding) = card.finding.filter(|_| card.started) else {
            continue;
        };
        if tool::is_private(&card.tool) {
            continue;
        }
        annexes.push(tool::open(db, &card.tool)?);
        list.push(DirectionAnnex {
            tool: card.tool,
            title: card.title,
            finding,
        });
    }
    let filled = sections.iter().filter(|section| !section.text.is_empty());
    Ok(Document {
        view: DirectionView {
            title: TITLE.to_owned(),
            filled: u32::try_from(filled.count()).unwrap_or(u32::MAX),
            sections,
            annexes: list,
        },
        annexes,
    })
}

/// What an exercise says for a section, and where it is.
fn draw(db: &Connection, section: &Section) -> Result<(String, DirectionSource)> {
    match section.from {
        From::Tool(name) => {
            let card = tool::card_of(db, name)?;
            let drawn = if tool::is_private(name) {
                String::new()
            } else {
                card.finding.unwrap_or_default()
            };
            let source = DirectionSource::Tool {
                tool: name.to_owned(),
                title: card.title,
            };
            Ok((drawn, source))
        }
        From::Reflection(lesson) => reflection(db, lesson),
    }
}

/// The answer to the reflection of a lesson of the current course.
fn reflection(db: &Connection, lesson: &str) -> Result<(String, DirectionSource)> {
    let nothing = || Ok((String::new(), DirectionSource::None));
    let Some(course) = setting::current_course(db)? else {
        return nothing();
    };
    let Some(label) = course::label(db, &course, lesson)? else {
        return nothing();
    };
    let block = course::lesson(db, &course, lesson)?
        .blocks
        .into_iter()
        .find(|block| matches!(block.body, Body::Reflection { .. }));
    let Some(block) = block else {
        return nothing();
    };
    let written = writing::of_lesson(db, &course, lesson)?;
    let text = written
        .get(&block.id)
        .map(|written| written.text.trim().to_owned());
    let source = DirectionSource::Writing {
        place: format!("{} {}", label.number, label.title),
        course,
        lesson: lesson.to_owned(),
        block: block.id,
    };
    Ok((text.unwrap_or_default(), source))
}

/// Keeps a section in the reader’s own words; `None` goes back to what the exercise says.
///
/// # Errors
/// `not_found` when there is no such section, `invalid_input` when the text is too long or empty:
/// then nothing is changed.
pub fn set(write: &mut Write<'_>, input: &DirectionSet) -> Result<DirectionView> {
    if !SECTIONS.iter().any(|section| section.id == input.section) {
        return Err(Error::not_found("section", &input.section));
    }
    match input.text.as_deref().map(str::trim) {
        None => write.record(&event::Write {
            section: &input.section,
            text: None,
        })?,
        Some(text) if text.chars().count() > LONGEST => {
            return Err(Error::invalid(format!(
                "A section can have {LONGEST} characters; this one has {}. Nothing was changed.",
                text.chars().count()
            ))
            .with("section", &input.section));
        }
        Some(text) => write.record(&event::Write {
            section: &input.section,
            text: Some(text),
        })?,
    }
    write.touch(Topic::Direction);
    read(write.db())
}

/// The document as a Word file, named after it and the date.
///
/// # Errors
/// `internal` when the file cannot be built.
pub fn export(document: &Document, date: NaiveDate) -> Result<FileMade> {
    let bytes = docx::write(document, date).map_err(|error| {
        Error::new(
            Code::Internal,
            format!("The file could not be made: {error}."),
        )
    })?;
    Ok(FileMade {
        name: format!("{TITLE} {}.docx", date.format("%Y-%m-%d")),
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            .to_owned(),
        base64: base64::engine::general_purpose::STANDARD.encode(bytes),
    })
}
