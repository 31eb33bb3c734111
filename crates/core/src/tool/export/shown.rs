//! What came out of a tool, as words and tables of words: for a document.

use super::parts;
use super::table::{self, Cell, Table};
use crate::api::{SurviveThriveView, ToolOutcome};

/// A part of a result in words.
pub struct Shown {
    /// Title.
    pub title: String,
    /// What it shows, and its paragraphs.
    pub lines: Vec<String>,
    /// Headings of its table, or none.
    pub headings: Vec<String>,
    /// Rows of its table.
    pub rows: Vec<Vec<String>>,
}

/// The parts of a result, in the order of the tool.
pub fn shown_parts(outcome: &ToolOutcome) -> Vec<Shown> {
    match outcome {
        ToolOutcome::T1(view) => vec![dimensions(view)],
        ToolOutcome::T4(view) => vec![of_table("Projects", Vec::new(), table::projects(view))],
        ToolOutcome::Sheet(view) => view
            .parts
            .iter()
            .map(|part| {
                let part = parts::of(part);
                let mut lines = vec![part.sentence];
                lines.extend(part.paragraphs);
                let none = Table {
                    headings: Vec::new(),
                    rows: Vec::new(),
                };
                of_table(&part.title, lines, part.table.unwrap_or(none))
            })
            .collect(),
    }
}

fn of_table(title: &str, lines: Vec<String>, table: Table) -> Shown {
    let words = |cell: Cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Shown(_, text) => text,
        Cell::Number(number) => crate::tool::sheet::part::plain(number, 2),
        Cell::Date(date) => date.format("%-d %b %Y").to_string(),
    };
    Shown {
        title: title.to_owned(),
        lines,
        headings: table.headings,
        rows: table
            .rows
            .into_iter()
            .map(|row| row.into_iter().map(words).collect())
            .collect(),
    }
}

fn dimensions(view: &SurviveThriveView) -> Shown {
    let rows = view.dimensions.iter().map(|dimension| {
        vec![
            Cell::Text(dimension.name.clone()),
            dimension.score.map_or(Cell::Empty, Cell::Number),
        ]
    });
    let table = Table {
        headings: vec!["Dimension".to_owned(), "Score, 0 to 100".to_owned()],
        rows: rows.collect(),
    };
    of_table("Dimensions", view.reason.iter().cloned().collect(), table)
}
