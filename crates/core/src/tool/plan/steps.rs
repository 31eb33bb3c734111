//! The first steps of the plan, for the calendar.

use chrono::NaiveDate;
use rusqlite::Connection;
use serde_json::Value;

use super::{ACTIONS, Plan, SPEC};
use crate::api::ToolSave;
use crate::app::Write;
use crate::tool::sheet::{Input, ROW};
use crate::tool::{queries, save};
use crate::{Error, Result};

/// The first step of an outcome in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Row id.
    pub row: String,
    /// The first step; the outcome where none is written.
    pub title: String,
    /// Its day.
    pub date: NaiveDate,
    /// Done.
    pub done: bool,
}

/// First steps of the outcomes that are in the plan and have a date, by score.
///
/// # Errors
/// When the database cannot be read.
pub fn steps(db: &Connection) -> Result<Vec<Step>> {
    let fields = queries::fields(db, SPEC.name)?;
    let Some(plan) = Plan::of(&Input::new(&fields)) else {
        return Ok(Vec::new());
    };
    let dated = plan.chosen().into_iter().filter_map(|action| {
        Some(Step {
            row: action.id.clone(),
            title: match action.step.as_str() {
                "" => action.name.clone(),
                step => step.to_owned(),
            },
            date: action.date?,
            done: action.done,
        })
    });
    Ok(dated.collect())
}

/// Marks the first step of an outcome as done, or not, in the tool itself, so that its history
/// knows.
///
/// # Errors
/// `not_found` when the plan has no such row.
pub fn mark_step(write: &mut Write<'_>, row: &str, done: bool) -> Result<()> {
    let field = format!("{ROW}{ACTIONS}:{row}");
    let fields = queries::fields(write.db(), SPEC.name)?;
    let Some(Value::Object(cells)) = fields.get(&field) else {
        return Err(Error::not_found("step of the 90-day plan", row));
    };
    let was = cells
        .get("done")
        .and_then(Value::as_bool)
        .unwrap_or_default();
    if was == done {
        return Ok(());
    }
    let mut cells = cells.clone();
    cells.insert("done".to_owned(), Value::Bool(done));
    let set = [(field, Value::Object(cells))].into();
    let tool = SPEC.name.to_owned();
    save(write, &ToolSave { tool, set }).map(drop)
}
