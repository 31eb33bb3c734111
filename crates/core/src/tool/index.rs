//! Tools in the search index.

use rusqlite::Connection;

use super::{Fields, Tool, frontier, queries, sheet, survive_thrive};
use crate::api::ToolKept;
use crate::{Result, search};

/// Puts a tool into the search index, or takes it out. One that this build does not have is left.
pub(crate) fn index(db: &Connection, name: &str, at: &str) -> Result<()> {
    let Ok(tool) = Tool::find(name) else {
        return Ok(());
    };
    let fields = queries::fields(db, name)?;
    let kept = queries::kept(db, name)?;
    if fields.is_empty() && kept.is_empty() {
        return search::drop(db, "tool", "", name);
    }
    search::put(
        db,
        &search::Doc {
            kind: "tool",
            reference: tool.name(),
            module: Some(tool.module()),
            title: tool.title(),
            body: &body(tool, &fields, &kept),
            at,
            ..search::Doc::default()
        },
    )
}

/// The words by which a tool is found: what it is for, what was typed, and what was kept.
fn body(tool: Tool, fields: &Fields, kept: &[ToolKept]) -> String {
    let mut lines = vec![tool.purpose().to_owned()];
    match tool {
        Tool::SurviveThrive => lines.extend(survive_thrive::words()),
        Tool::Frontier => lines.extend(frontier::words(fields)),
        Tool::Sheet(_) => lines.extend(sheet::words(fields)),
    }
    lines.extend(
        kept.iter()
            .map(|kept| kept.label.clone())
            .filter(|label| !label.is_empty()),
    );
    lines.join("\n")
}
