//! A tool in a list, with the lesson of the current course that brings it.

use rusqlite::Connection;

use super::{Fields, Tool, queries};
use crate::api::{ToolCard, ToolLesson};
use crate::course::{self, Body};
use crate::{Result, setting};

/// The card of a tool with these fields.
///
/// # Errors
/// When the database cannot be read.
pub(super) fn card(db: &Connection, tool: Tool, fields: &Fields) -> Result<ToolCard> {
    let kept = queries::kept(db, tool.name())?;
    Ok(ToolCard {
        tool: tool.name().to_owned(),
        title: tool.title().to_owned(),
        purpose: tool.purpose().to_owned(),
        module: tool.module(),
        lesson: lesson(db, tool)?,
        started: !fields.is_empty(),
        finding: tool.finding(db, fields)?,
        updated_at: queries::updated_at(db, tool.name())?,
        results: u32::try_from(kept.len()).unwrap_or(u32::MAX),
    })
}

/// The first lesson of the current course with a block that names the tool. The name is only in
/// the lesson's body, so the few lessons with such blocks are read.
fn lesson(db: &Connection, tool: Tool) -> Result<Option<ToolLesson>> {
    let Some(course_id) = setting::current_course(db)? else {
        return Ok(None);
    };
    for row in queries::lessons_with_tools(db, &course_id)? {
        let found = course::lesson(db, &course_id, &row.id)?
            .blocks
            .into_iter()
            .find(
                |block| matches!(&block.body, Body::Tool { tool: name, .. } if name == tool.name()),
            );
        if let Some(block) = found {
            return Ok(Some(ToolLesson {
                course: course_id,
                lesson: row.id,
                number: row.number,
                title: row.title,
                block: block.id,
            }));
        }
    }
    Ok(None)
}
