//! Workbook tools: what is filled in, what comes out, and what was kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{FrontierView, SheetView, SurviveThriveView};

/// A tool by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ToolRef {
    /// `t1`, `t4`.
    pub tool: String,
}

/// The tools of the workbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ToolList {
    /// In order of their modules.
    pub tools: Vec<ToolCard>,
}

/// A tool in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ToolCard {
    /// `t1`, `t4`.
    pub tool: String,
    /// Title.
    pub title: String,
    /// One sentence: what it answers.
    pub purpose: String,
    /// Number of its module.
    pub module: u32,
    /// The lesson of the current course that brings it, if there is one.
    pub lesson: Option<ToolLesson>,
    /// Something is filled in.
    pub started: bool,
    /// What it says now, in one sentence; `null` before anything is filled in.
    pub finding: Option<String>,
    /// Last change, RFC 3339 UTC.
    pub updated_at: Option<String>,
    /// How many results are kept.
    pub results: u32,
}

/// The lesson that brings a tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToolLesson {
    /// Course id.
    pub course: String,
    /// Lesson id.
    pub lesson: String,
    /// `4.3`.
    pub number: String,
    /// Title.
    pub title: String,
    /// The block with the tool.
    pub block: String,
}

/// New values of fields; `null` empties a field. What a field holds is said by each tool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ToolSave {
    /// `t1`, `t4`.
    pub tool: String,
    /// By field name.
    #[ts(type = "Record<string, unknown>")]
    pub set: BTreeMap<String, Value>,
}

/// A tool with everything in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ToolView {
    /// As in the list.
    pub card: ToolCard,
    /// What is filled in, by field name.
    #[ts(type = "Record<string, unknown>")]
    pub fields: BTreeMap<String, Value>,
    /// How the result is computed, in words and signs, one paragraph each.
    pub formula: Vec<String>,
    /// What the numbers are worth: weights and thresholds are this project's own.
    pub caveat: String,
    /// What comes out.
    pub result: ToolOutcome,
    /// Results that were kept, newest first.
    pub kept: Vec<ToolKept>,
}

/// What comes out of a tool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "tool", rename_all = "snake_case")]
pub enum ToolOutcome {
    /// T1, Survive–thrive.
    T1(SurviveThriveView),
    /// T4, Portfolio frontier.
    T4(Box<FrontierView>),
    /// T2, T3, T5 to T9: tables and single values.
    Sheet(Box<SheetView>),
}

/// A result to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ToolKeep {
    /// Id made by the caller (a UUID); `null` lets the core make one.
    pub id: Option<String>,
    /// `t1`, `t4`.
    pub tool: String,
    /// Name for it; may be empty.
    pub label: String,
}

/// A kept result by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ToolResultRef {
    /// Result id.
    pub id: String,
}

/// A kept result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ToolKept {
    /// Result id.
    pub id: String,
    /// When, RFC 3339 UTC.
    pub at: String,
    /// Name given to it; may be empty.
    pub label: String,
    /// What it said.
    pub summary: ToolSummary,
}

/// The figures of a result, to compare with others of the same tool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ToolSummary {
    /// In one sentence.
    pub finding: String,
    /// In the order in which they are shown.
    pub figures: Vec<ToolFigure>,
}

/// One figure of a result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ToolFigure {
    /// Stable name, such as `index` or `mandate`.
    pub name: String,
    /// For people.
    pub label: String,
    /// Value.
    pub value: f64,
    /// Unit, such as `points` or `€m`; may be empty.
    pub unit: String,
}

/// What to export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ToolExport {
    /// `t1`, `t4`.
    pub tool: String,
    /// Format.
    pub format: ToolFormat,
}

/// Formats of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ToolFormat {
    /// Pages for a board, A4 landscape; the first stands alone.
    Pdf,
    /// The same page as a picture.
    Png,
    /// Inputs and results with typed cells; can be read back.
    Xlsx,
    /// Inputs as comma-separated values; can be read back. Of several tables the first.
    Csv,
    /// Steps with their dates, for a calendar (T9).
    Ics,
}

/// Rows copied from a spreadsheet (tab-separated) or text of a CSV file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ToolRowsText {
    /// `t4`.
    pub tool: String,
    /// Table of a tool with several; `null` for the first.
    #[serde(default)]
    pub table: Option<String>,
    /// The text.
    pub text: String,
}

/// A spreadsheet (XLSX, XLS, ODS) or CSV file with rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ToolRowsFile {
    /// `t4`.
    pub tool: String,
    /// Table of a tool with several; `null` for the first.
    #[serde(default)]
    pub table: Option<String>,
    /// Path on this machine.
    pub path: String,
}

/// Rows that were read: nothing is saved yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ToolRows {
    /// What was understood, to show before it is taken over.
    pub columns: Vec<ToolColumn>,
    /// The fields that taking them over will set, by field name: for `tool_save`.
    #[ts(type = "Record<string, unknown>")]
    pub set: BTreeMap<String, Value>,
    /// Names of the items read, in order.
    pub names: Vec<String>,
    /// Rows and cells that could not be read, in order.
    pub problems: Vec<ToolRowProblem>,
}

/// A column and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToolColumn {
    /// Its heading, or `column 3`.
    pub heading: String,
    /// `name`, `cost`, `score`, `criterion`, `forced`, `depends`, `excludes`, or `ignored`.
    pub role: String,
}

/// A cell that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToolRowProblem {
    /// Row in the source, from 1.
    pub row: u32,
    /// What is wrong, naming the cell.
    pub message: String,
}
