//! Events of tools: each field by itself, the last writer wins and every value stays in the history.

use std::borrow::Cow;

use minicbor::{Decode, Encode};

use super::queries;
use crate::Result;
use crate::api::{ToolSummary, Topic};
use crate::log::{Apply, Body, Outcome};

/// Fields have new values.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Set<'b> {
    #[b(0)]
    pub tool: &'b str,
    #[b(1)]
    pub fields: Vec<Field<'b>>,
}

/// A field and its value.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Field<'b> {
    #[b(0)]
    pub name: &'b str,
    /// JSON; `None` empties it.
    #[b(1)]
    pub value: Option<Cow<'b, str>>,
}

/// A result is kept, with all fields of that moment.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Keep<'b> {
    #[b(0)]
    pub id: &'b str,
    #[b(1)]
    pub tool: &'b str,
    #[b(2)]
    pub label: &'b str,
    /// JSON object.
    #[b(3)]
    pub fields: &'b str,
    /// `api::ToolSummary` as JSON.
    #[b(4)]
    pub summary: &'b str,
}

/// A kept result is taken away, or brought back: the last writer wins.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Remove<'b> {
    #[b(0)]
    pub id: &'b str,
    #[n(1)]
    pub removed: bool,
}

impl Body for Set<'_> {
    const KIND: &'static str = "tool.set";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        for field in &self.fields {
            let value = field.value.as_deref();
            if value
                .is_some_and(|json| serde_json::from_str::<serde::de::IgnoredAny>(json).is_err())
            {
                return Ok(Outcome::Malformed);
            }
        }
        for field in &self.fields {
            let at = (&to.by, to.at);
            queries::write_field(to.db(), (self.tool, field.name), field.value.as_deref(), at)?;
        }
        to.index_tool(self.tool);
        to.touch(Topic::Tool);
        if super::has_dates(self.tool) {
            to.touch(Topic::Calendar);
        }
        Ok(Outcome::Done)
    }
}

impl Body for Keep<'_> {
    const KIND: &'static str = "tool.keep";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if !to.is_own && serde_json::from_str::<ToolSummary>(self.summary).is_err() {
            return Ok(Outcome::Malformed);
        }
        queries::put_result(to.db(), self, to.at)?;
        to.made(format!("result/{}", self.id));
        to.index_tool(self.tool);
        to.touch(Topic::Tool);
        Ok(Outcome::Done)
    }
}

impl Body for Remove<'_> {
    const KIND: &'static str = "result.remove";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        let Some(tool) = queries::tool_of_result(to.db(), self.id)? else {
            return Ok(Outcome::Waits(format!("result/{}", self.id)));
        };
        if to.wins("result", self.id, "removed")? {
            queries::mark_removed(to.db(), self.id, self.removed.then_some(to.at))?;
        }
        to.index_tool(&tool);
        to.touch(Topic::Tool);
        Ok(Outcome::Done)
    }
}
