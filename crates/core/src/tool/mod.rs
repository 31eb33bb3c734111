//! Workbook tools: small instruments that a lesson brings and that a reader keeps using.
//!
//! **Context.** A tool takes what a director knows about an office or a portfolio and answers one
//! question with it. What is filled in must survive anything; what comes out must show its
//! arithmetic and be worth no more than it says (product principle 5, “honest arithmetic”).
//!
//! **Design.** A tool is a set of *fields* by name with JSON values, and a pure function from
//! fields to an outcome. This module is what all tools share: the last writer of a field wins and
//! every overwritten value goes to `tool_history`; an outcome can be kept with all its fields to
//! compare with later ones. What a field may hold, and what comes out, is in one module a tool:
//! [`survive_thrive`] (T1) and [`frontier`] (T4). Nothing computed is stored except in kept
//! results. Tables are read by `rows` and files are made by `export`.
//!
//! A field is judged twice. Its *type* is checked when it is saved and a wrong one is refused, as
//! that is a defect of the caller. Its *sense* (a negative cost, a dependency on itself) is judged
//! when the tool is opened and reported as a problem of the input, so that nothing typed is lost.

mod ai_readiness;
mod benefits;
mod capacity;
mod card;
pub(crate) mod event;
mod export;
pub mod frontier;
mod index;
mod line_of_sight;
mod page;
mod plan;
mod queries;
mod rows;
mod service_maturity;
mod sheet;
mod stakeholders;
pub mod survive_thrive;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::Value;

use crate::api::{
    FrontierNow, ToolCard, ToolKeep, ToolList, ToolOutcome, ToolSave, ToolSummary, ToolView, Topic,
};
use crate::app::Write;
use crate::{Error, Result};
use sheet::Spec;

pub use export::{Shown, export, export_calendar, shown_parts};
pub(crate) use index::index;
pub use plan::{Step, mark_step, steps};
pub use rows::{rows_of_file, rows_of_text};

/// What is filled in, by field name.
pub type Fields = BTreeMap<String, Value>;

/// Longest name of a kept result, in characters.
pub const LABEL_CHARS: usize = 120;

const ID_CHARS: usize = 64;

/// The tools that this version has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tool {
    SurviveThrive,
    Frontier,
    Sheet(&'static Spec),
}

/// The tools of tables and values, in order of their modules.
static SHEETS: &[Spec] = &[
    service_maturity::SPEC,
    line_of_sight::SPEC,
    capacity::SPEC,
    benefits::SPEC,
    ai_readiness::SPEC,
    stakeholders::SPEC,
    plan::SPEC,
];

impl Tool {
    /// In order of their modules.
    fn all() -> Vec<Self> {
        let mut all: Vec<Self> = SHEETS.iter().map(Self::Sheet).collect();
        all.extend([Self::SurviveThrive, Self::Frontier]);
        all.sort_by_key(|tool| tool.module());
        all
    }

    const fn name(self) -> &'static str {
        match self {
            Self::SurviveThrive => "t1",
            Self::Frontier => "t4",
            Self::Sheet(spec) => spec.name,
        }
    }

    fn find(name: &str) -> Result<Self> {
        Self::all()
            .into_iter()
            .find(|tool| tool.name() == name)
            .ok_or_else(|| Error::not_found("tool", name))
    }

    const fn title(self) -> &'static str {
        match self {
            Self::SurviveThrive => "Survive–thrive",
            Self::Frontier => "Portfolio frontier",
            Self::Sheet(spec) => spec.title,
        }
    }

    const fn purpose(self) -> &'static str {
        match self {
            Self::SurviveThrive => {
                "Is your office surviving, stabilising or thriving, and what should you read first?"
            }
            Self::Frontier => {
                "Which affordable set of projects is worth most, and what does each one that you force in cost?"
            }
            Self::Sheet(spec) => spec.purpose,
        }
    }

    const fn module(self) -> u32 {
        match self {
            Self::SurviveThrive => 1,
            Self::Frontier => 4,
            Self::Sheet(spec) => spec.module,
        }
    }

    /// Refuses a field that the tool does not have, or a value of the wrong type.
    fn check(self, field: &str, value: &Value) -> Result<()> {
        match self {
            Self::SurviveThrive => survive_thrive::check(field, value),
            Self::Frontier => frontier::check(field, value),
            // Columns can follow other fields: cells are checked once all are known.
            Self::Sheet(_) => Ok(()),
        }
    }

    /// What comes out of these fields.
    fn outcome(self, db: &Connection, fields: &Fields) -> Result<ToolOutcome> {
        Ok(match self {
            Self::SurviveThrive => ToolOutcome::T1(survive_thrive::view(db, fields)?),
            Self::Frontier => ToolOutcome::T4(Box::new(frontier::view(fields))),
            Self::Sheet(spec) => ToolOutcome::Sheet(Box::new(sheet::view(spec, db, fields)?)),
        })
    }

    /// What these fields say, in one sentence; cheaper than the whole outcome.
    fn finding(self, db: &Connection, fields: &Fields) -> Result<Option<String>> {
        Ok(match self {
            _ if fields.is_empty() => None,
            Self::SurviveThrive => Some(survive_thrive::finding(fields)),
            Self::Frontier => Some(frontier::finding(fields)),
            Self::Sheet(spec) => sheet::finding(spec, db, fields)?,
        })
    }

    fn formula(self) -> Vec<String> {
        let paragraphs = match self {
            Self::SurviveThrive => survive_thrive::FORMULA,
            Self::Frontier => frontier::FORMULA,
            Self::Sheet(spec) => spec.formula,
        };
        paragraphs.iter().map(ToString::to_string).collect()
    }

    const fn caveat(self) -> &'static str {
        match self {
            Self::SurviveThrive => survive_thrive::CAVEAT,
            Self::Frontier => frontier::CAVEAT,
            Self::Sheet(spec) => spec.caveat,
        }
    }
}

/// The tool holds what one person thinks of others: nothing of it may ever be offered for sharing.
#[must_use]
pub fn is_private(tool: &str) -> bool {
    matches!(Tool::find(tool), Ok(Tool::Sheet(spec)) if spec.private)
}

/// What is filled into the tool shows in the calendar.
fn has_dates(tool: &str) -> bool {
    matches!(Tool::find(tool), Ok(Tool::Sheet(spec)) if spec.calendar)
}

/// There is a tool of this name.
#[must_use]
pub fn exists(tool: &str) -> bool {
    Tool::find(tool).is_ok()
}

/// The card of one tool.
///
/// # Errors
/// `not_found` when there is no tool of this name.
pub fn card_of(db: &Connection, tool: &str) -> Result<ToolCard> {
    let tool = Tool::find(tool)?;
    card::card(db, tool, &queries::fields(db, tool.name())?)
}

/// The title of a tool, if there is one of this name.
#[must_use]
pub fn title(tool: &str) -> Option<&'static str> {
    Tool::find(tool).ok().map(Tool::title)
}

/// The tools of the workbook, in order of their modules.
///
/// # Errors
/// When the database cannot be read.
pub fn list(db: &Connection) -> Result<ToolList> {
    let tools = Tool::all()
        .into_iter()
        .map(|tool| card::card(db, tool, &queries::fields(db, tool.name())?))
        .collect::<Result<_>>()?;
    Ok(ToolList { tools })
}

/// The tool changed last that has something filled in.
///
/// # Errors
/// When the database cannot be read.
pub fn latest(db: &Connection) -> Result<Option<ToolCard>> {
    let Some(tool) = queries::latest(db)?.and_then(|name| Tool::find(&name).ok()) else {
        return Ok(None);
    };
    card::card(db, tool, &queries::fields(db, tool.name())?).map(Some)
}

/// A tool with everything in it.
///
/// # Errors
/// `not_found` when there is no tool of this name.
pub fn open(db: &Connection, tool: &str) -> Result<ToolView> {
    view(db, Tool::find(tool)?)
}

fn view(db: &Connection, tool: Tool) -> Result<ToolView> {
    let fields = queries::fields(db, tool.name())?;
    Ok(ToolView {
        card: card::card(db, tool, &fields)?,
        formula: tool.formula(),
        caveat: tool.caveat().to_owned(),
        result: tool.outcome(db, &fields)?,
        kept: queries::kept(db, tool.name())?,
        fields,
    })
}

/// Keeps new values of fields; `null` empties one. What a field held before goes to its history;
/// a value that is the same changes nothing, not even the date.
///
/// # Errors
/// `not_found` when there is no such tool; `invalid_input`, naming the field, when the tool has no
/// such field, the value is of the wrong type, or there would be too much of it: then no field is
/// changed.
pub fn save(write: &mut Write<'_>, input: &ToolSave) -> Result<ToolView> {
    let tool = Tool::find(&input.tool)?;
    let mut fields = queries::fields(write.db(), tool.name())?;
    let mut changed = Vec::new();
    for (field, value) in &input.set {
        let value = Some(value).filter(|value| !value.is_null());
        // Emptying a field of a name that was once allowed must stay possible.
        if let Some(value) = value {
            tool.check(field, value)
                .map_err(|error| error.with("tool", tool.name()).with("field", field))?;
        }
        if fields.get(field) == value {
            continue;
        }
        changed.push(event::Field {
            name: field,
            value: value.map(|value| value.to_string().into()),
        });
        match value {
            Some(value) => fields.insert(field.clone(), value.clone()),
            None => fields.remove(field),
        };
    }
    match tool {
        Tool::SurviveThrive => {}
        Tool::Frontier => frontier::check_all(&fields)?,
        Tool::Sheet(spec) => {
            let set: Vec<&String> = input.set.keys().collect();
            sheet::check_cells(spec, &fields, &set)
                .map_err(|error| error.with("tool", spec.name))?;
        }
    }
    if !changed.is_empty() {
        write.record(&event::Set {
            tool: tool.name(),
            fields: changed,
        })?;
        after_change(write, tool)?;
    }
    view(write.db(), tool)
}

/// Fills a tool that is empty with something to look at.
///
/// # Errors
/// `not_found` when there is no such tool; `invalid_input` when something is filled in, or the tool
/// has no example.
pub fn fill_example(write: &mut Write<'_>, tool: &str) -> Result<ToolView> {
    let Tool::Sheet(spec) = Tool::find(tool)? else {
        return Err(Error::invalid("This tool has no example.").with("tool", tool));
    };
    if !queries::fields(write.db(), tool)?.is_empty() {
        let message = format!("{} is not empty. Nothing was changed.", spec.title);
        return Err(Error::invalid(message).with("tool", tool));
    }
    let set = (spec.example)(write.local_date());
    save(
        write,
        &ToolSave {
            tool: tool.to_owned(),
            set,
        },
    )
}

/// Keeps the present result with all its fields. Asking again with the same id changes nothing.
///
/// # Errors
/// `not_found` when there is no such tool; `invalid_input` when there is no result yet, the label
/// is too long, or the id belongs to another tool's result.
pub fn keep(write: &mut Write<'_>, input: &ToolKeep) -> Result<ToolView> {
    let tool = Tool::find(&input.tool)?;
    let label = input.label.trim();
    if label.chars().count() > LABEL_CHARS {
        return Err(Error::invalid(format!(
            "The name of a kept result can have {LABEL_CHARS} characters; this one has {}.",
            label.chars().count()
        ))
        .with("field", "label"));
    }
    let id = match &input.id {
        Some(id) if id.is_empty() || id.chars().count() > ID_CHARS => {
            return Err(Error::invalid(format!(
                "The id of a kept result has 1 to {ID_CHARS} characters."
            ))
            .with("field", "id"));
        }
        Some(id) => id.clone(),
        None => write.new_id(),
    };
    match queries::tool_of_result(write.db(), &id)? {
        Some(other) if other != tool.name() => {
            return Err(
                Error::invalid(format!("Result “{id}” belongs to tool “{other}”."))
                    .with("field", "id"),
            );
        }
        Some(_) => return view(write.db(), tool),
        None => {}
    }
    let fields = queries::fields(write.db(), tool.name())?;
    let summary = summary(&tool.outcome(write.db(), &fields)?)?;
    write.record(&event::Keep {
        id: &id,
        tool: tool.name(),
        label,
        fields: &serde_json::to_string(&fields)?,
        summary: &serde_json::to_string(&summary)?,
    })?;
    after_change(write, tool)?;
    view(write.db(), tool)
}

/// The figures of an outcome.
fn summary(outcome: &ToolOutcome) -> Result<ToolSummary> {
    match outcome {
        ToolOutcome::T1(view) => survive_thrive::summary(view).ok_or_else(|| {
            Error::invalid("There is no result to keep until all twenty statements are answered.")
        }),
        ToolOutcome::T4(view) => frontier::summary(view).ok_or_else(|| {
            Error::invalid("There is no result to keep until there is a project and a budget.")
        }),
        ToolOutcome::Sheet(view) => sheet::summary(view).ok_or_else(|| {
            let missing = view.missing.as_deref().unwrap_or("Something is missing.");
            Error::invalid(format!("There is no result to keep yet. {missing}"))
        }),
    }
}

/// Removes a kept result; it can be brought back.
///
/// # Errors
/// `not_found` when there never was one of this id.
pub fn remove_result(write: &mut Write<'_>, id: &str) -> Result<ToolView> {
    mark_result(write, id, true)
}

/// Brings a removed result back.
///
/// # Errors
/// `not_found` when there never was one of this id.
pub fn restore_result(write: &mut Write<'_>, id: &str) -> Result<ToolView> {
    mark_result(write, id, false)
}

fn mark_result(write: &mut Write<'_>, id: &str, removed: bool) -> Result<ToolView> {
    let name =
        queries::tool_of_result(write.db(), id)?.ok_or_else(|| Error::not_found("result", id))?;
    let tool = Tool::find(&name)?;
    // The first date stays.
    if queries::removed_at(write.db(), id)?.is_some() != removed {
        write.record(&event::Remove { id, removed })?;
    }
    after_change(write, tool)?;
    view(write.db(), tool)
}

/// The frontier at another budget, saving nothing: for a slider that moves.
///
/// # Errors
/// `invalid_input` when the budget is not a number that can be computed with, or nothing can be
/// computed from the fields.
pub fn frontier_at(db: &Connection, budget: f64) -> Result<FrontierNow> {
    frontier::at(&queries::fields(db, Tool::Frontier.name())?, budget)
}

/// After fields or results of a tool changed: what can be found, and who asks again.
fn after_change(write: &mut Write<'_>, tool: Tool) -> Result<()> {
    index(write.db(), tool.name(), &write.stamp())?;
    write.touch(Topic::Tool);
    if matches!(tool, Tool::Sheet(spec) if spec.calendar) {
        write.touch(Topic::Calendar);
    }
    Ok(())
}
