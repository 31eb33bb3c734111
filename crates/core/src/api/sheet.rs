//! Tools made of tables and single values (T2, T3, T5 to T9): what is filled in, and what comes
//! out as parts that any screen, page or workbook can show.
//!
//! Fields: `value:<id>` = a value; `row:<table>:<row id>` = `{"order": n, "<column>": value, …}`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::ToolFigure;

/// A tool of tables and values, with what they come to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SheetView {
    /// Single values, in the order to show.
    pub values: Vec<SheetValue>,
    /// Tables, in the order to show.
    pub tables: Vec<SheetTable>,
    /// Nothing is filled in; `tool_example` fills in something to look at.
    pub empty: bool,
    /// Its result in one sentence; `[brackets]` mark what carries it. `null` while too little is
    /// filled in.
    pub finding: Option<String>,
    /// What is still missing for a result, in one sentence.
    pub missing: Option<String>,
    /// What comes out, in the order to show.
    pub parts: Vec<SheetPart>,
    /// Figures of the result, to keep and compare.
    pub figures: Vec<ToolFigure>,
    /// Rows that other tools propose.
    pub suggestions: Vec<SheetSuggestion>,
    /// Problems across rows, such as contributions of more than 100 %.
    pub problems: Vec<SheetProblem>,
    /// Formats beside PDF, PNG, XLSX and CSV.
    pub calendar: bool,
}

/// A single value with its field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SheetValue {
    /// Stable id; its field is `value:<id>`.
    pub id: String,
    /// Name.
    pub label: String,
    /// One line of help, may be empty.
    pub help: String,
    /// What it holds.
    pub kind: CellKind,
    /// As filled in, or `null`.
    #[ts(type = "unknown")]
    pub value: Value,
}

/// A table to fill in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SheetTable {
    /// Stable id; its rows' fields begin with `row:<id>:`.
    pub id: String,
    /// Title.
    pub title: String,
    /// One sentence: what goes in.
    pub about: String,
    /// What one row is, for buttons and messages: `service`.
    pub row: String,
    /// Columns, the first names the row.
    pub columns: Vec<SheetColumn>,
    /// Rows, by their order.
    pub rows: Vec<SheetRow>,
    /// Most rows.
    pub most: u32,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SheetColumn {
    /// Stable id, the key in a row's value.
    pub id: String,
    /// Heading.
    pub label: String,
    /// One line of help, may be empty.
    pub help: String,
    /// What its cells hold.
    pub kind: CellKind,
    /// Shown in the table; other columns are edited in the row's own dialog.
    pub main: bool,
    /// Heading over several columns, may be empty.
    pub group: String,
}

/// What a cell or value holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CellKind {
    /// A JSON string.
    Text {
        /// Most characters.
        most: u32,
    },
    /// A JSON number.
    Number {
        /// Smallest.
        least: f64,
        /// Largest.
        most: f64,
        /// Whole numbers only.
        whole: bool,
        /// Unit after it, may be empty.
        unit: String,
    },
    /// A whole number on a short scale.
    Scale {
        /// Smallest.
        least: i32,
        /// Largest.
        most: i32,
        /// Words for each step, or none.
        words: Vec<String>,
    },
    /// A JSON number that is one of a few, such as 0, 1, 3 or 9; typed as a number.
    Steps {
        /// The numbers, in order.
        of: Vec<f64>,
    },
    /// One of a few, by id (a JSON string).
    Choice {
        /// In order.
        options: Vec<CellOption>,
    },
    /// The id of a row of another table (a JSON string).
    Row {
        /// That table's id.
        table: String,
        /// Its rows, in order.
        options: Vec<CellOption>,
    },
    /// A day, `YYYY-MM-DD`.
    Date,
    /// Yes or no (a JSON boolean).
    Flag,
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CellOption {
    /// Id.
    pub id: String,
    /// For people.
    pub label: String,
}

/// A row that is filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SheetRow {
    /// Row id.
    pub id: String,
    /// The field to save it under.
    pub field: String,
    /// Place among the rows.
    pub order: f64,
    /// By column id; an empty cell is absent.
    #[ts(type = "Record<string, unknown>")]
    pub cells: BTreeMap<String, Value>,
    /// What the formula gives for this row, such as `gap`, by heading; ready to show.
    pub computed: Vec<SheetComputed>,
}

/// A computed cell beside a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SheetComputed {
    /// Heading.
    pub label: String,
    /// Value as text, `–` when it cannot be computed.
    pub text: String,
}

/// Something that makes no sense, at its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetProblem {
    /// Table id; empty for a single value.
    pub table: String,
    /// Row id; empty for a whole table or a single value.
    pub row: String,
    /// Column id or value id; empty for a whole row.
    pub column: String,
    /// What is wrong and what to do, in one sentence that names the row.
    pub message: String,
}

/// A row that another tool's result proposes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SheetSuggestion {
    /// The table it would go into.
    pub table: String,
    /// Row id, the same each time, so that a suggestion that was taken is not made again.
    pub row: String,
    /// Its cells.
    #[ts(type = "Record<string, unknown>")]
    pub cells: BTreeMap<String, Value>,
    /// Which tool proposes it: `t1`.
    pub tool: String,
    /// Why, in one sentence.
    pub reason: String,
}

/// A part of a result. Every chart has a sentence that says what it shows, and its data as a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum SheetPart {
    /// Figures side by side.
    Figures(FiguresPart),
    /// A radar of one or two shapes.
    Radar(RadarPart),
    /// A heat map, a real table.
    Heat(HeatPart),
    /// Points on two axes.
    Grid(GridPart),
    /// Bars with a value each.
    Bars(BarsPart),
    /// Boxes in columns, joined by links.
    Map(MapPart),
    /// A table.
    Table(TablePart),
    /// Paragraphs.
    Text(TextPart),
}

/// Figures side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FiguresPart {
    /// Title.
    pub title: String,
    /// What they show, in one sentence; may be empty.
    pub sentence: String,
    /// In order.
    pub figures: Vec<ShownFigure>,
}

/// A figure, ready to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShownFigure {
    /// Name.
    pub label: String,
    /// Value with its unit.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// How something is meant. Colour never carries it alone: the text says it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// No judgement.
    #[default]
    Plain,
    /// What the sentence is about.
    Strong,
    /// Look here.
    Caution,
    /// Less important.
    Weak,
}

/// A radar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RadarPart {
    /// Title.
    pub title: String,
    /// What it shows, in one sentence.
    pub sentence: String,
    /// Value at the rim; the centre is 0.
    pub most: f64,
    /// Names of the shapes: the reader's own first, then what it is compared with, if anything.
    pub series: Vec<String>,
    /// Spokes, clockwise from the top; 3 to 12 are drawn.
    pub spokes: Vec<Spoke>,
}

/// A spoke of a radar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Spoke {
    /// Name.
    pub label: String,
    /// A value for each shape.
    pub values: Vec<Option<f64>>,
}

/// A heat map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HeatPart {
    /// Title.
    pub title: String,
    /// What it shows, in one sentence.
    pub sentence: String,
    /// Heading of the row names.
    pub corner: String,
    /// Headings.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<HeatRow>,
    /// What the levels mean, in order, as `level` and words.
    pub legend: Vec<HeatLegend>,
}

/// A row of a heat map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HeatRow {
    /// Name.
    pub label: String,
    /// A cell for each column.
    pub cells: Vec<HeatCell>,
}

/// A cell of a heat map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HeatCell {
    /// As shown; empty for no value.
    pub text: String,
    /// 0 to 4, from light to dark.
    pub level: u8,
    /// Beyond what can be: marked with more than colour.
    pub over: bool,
    /// More about it, for a tooltip and the data table; may be empty.
    pub note: String,
}

/// A level of a heat map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HeatLegend {
    /// 0 to 4.
    pub level: u8,
    /// Marked as beyond.
    pub over: bool,
    /// What it means.
    pub label: String,
}

/// Points on two axes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct GridPart {
    /// Title.
    pub title: String,
    /// What it shows, in one sentence.
    pub sentence: String,
    /// To the right.
    pub x: GridAxis,
    /// Upwards.
    pub y: GridAxis,
    /// Points, in order of importance.
    pub points: Vec<GridPoint>,
}

/// An axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct GridAxis {
    /// Name.
    pub label: String,
    /// Least value.
    pub least: f64,
    /// Greatest value.
    pub most: f64,
    /// Where a line parts the grid, if it does.
    pub parting: Option<f64>,
}

/// A point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct GridPoint {
    /// Name.
    pub label: String,
    /// On the x axis.
    pub x: f64,
    /// On the y axis.
    pub y: f64,
    /// How it is meant.
    pub tone: Tone,
    /// More about it, for the data table; may be empty.
    pub note: String,
}

/// Bars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BarsPart {
    /// Title.
    pub title: String,
    /// What they show, in one sentence.
    pub sentence: String,
    /// Heading of the names.
    pub corner: String,
    /// Heading of the values.
    pub measure: String,
    /// Bars, in order; a negative one goes to the left of the line.
    pub bars: Vec<Bar>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Bar {
    /// Name.
    pub label: String,
    /// Length.
    pub value: f64,
    /// As shown.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// Boxes in columns, joined by links.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MapPart {
    /// Title.
    pub title: String,
    /// What it shows, in one sentence.
    pub sentence: String,
    /// Headings of the columns, from left to right.
    pub columns: Vec<String>,
    /// Boxes.
    pub nodes: Vec<MapNode>,
    /// Links, from a box to one further right.
    pub links: Vec<MapLink>,
}

/// A box.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MapNode {
    /// Id within the map.
    pub id: String,
    /// Which column, from 0.
    pub column: u32,
    /// Name.
    pub label: String,
    /// A second line; may be empty.
    pub detail: String,
    /// How it is meant.
    pub tone: Tone,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MapLink {
    /// Id of the box on the left.
    pub from: String,
    /// Id of the box on the right.
    pub to: String,
    /// Words on it, such as `40 %`; may be empty.
    pub label: String,
    /// Share, 0 to 1: how thick it is.
    pub weight: f64,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TablePart {
    /// Title.
    pub title: String,
    /// What it shows, in one sentence; may be empty.
    pub sentence: String,
    /// Columns.
    pub columns: Vec<PartColumn>,
    /// Rows.
    pub rows: Vec<PartRow>,
    /// Said instead of an empty table; may be empty.
    pub none: String,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PartColumn {
    /// Heading.
    pub label: String,
    /// Its cells are numbers: aligned to the right.
    pub numeric: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PartRow {
    /// A cell for each column.
    pub cells: Vec<PartCell>,
    /// How it is meant.
    pub tone: Tone,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PartCell {
    /// As shown.
    pub text: String,
    /// The number behind it, for a workbook.
    pub number: Option<f64>,
}

/// Paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TextPart {
    /// Title.
    pub title: String,
    /// Paragraphs, plain text.
    pub paragraphs: Vec<String>,
    /// They are steps or points: shown as a list.
    pub list: bool,
}
