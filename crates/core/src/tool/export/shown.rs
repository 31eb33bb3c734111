//! What came out of a tool, as words and tables of words: for a document.

use super::parts;
use super::table::{self, Cell, Table};
use super::xlsx;
use crate::api::{FrontierView, SurviveThriveView, ToolOutcome};

/// A part of a result in words.
pub struct Shown {
    /// Title.
    pub title: String,
    /// What it shows, and its paragraphs.
    pub lines: Vec<String>,
    /// Headings of its table, or none.
    pub headings: Vec<String>,
    /// Which of its columns are numbers.
    pub numeric: Vec<bool>,
    /// Rows of its table.
    pub rows: Vec<Vec<String>>,
}

/// The parts of a result, in the order of the tool.
pub fn shown_parts(outcome: &ToolOutcome) -> Vec<Shown> {
    match outcome {
        ToolOutcome::T1(view) => vec![dimensions(view)],
        ToolOutcome::T4(view) => frontier(view),
        ToolOutcome::Sheet(view) => view
            .parts
            .iter()
            .map(|part| {
                let part = parts::of(part);
                let mut lines = vec![part.sentence];
                lines.extend(part.paragraphs);
                of_table(&part.title, lines, part.table.unwrap_or_default())
            })
            .collect(),
    }
}

fn of_table(title: &str, lines: Vec<String>, table: Table) -> Shown {
    let words = |cell: Cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Shown(_, text) | Cell::Alone(_, text) => text,
        Cell::Number(number) => crate::tool::sheet::part::plain(number, 2),
        Cell::Date(date) => date.format("%-d %b %Y").to_string(),
    };
    let is_number = |cell: &Cell| !matches!(cell, Cell::Empty | Cell::Text(_));
    let numeric = (0..table.headings.len())
        .map(|at| {
            let cells = table.rows.iter().filter_map(|row| row.get(at));
            cells.into_iter().any(is_number)
        })
        .collect();
    Shown {
        title: title.to_owned(),
        lines,
        numeric,
        headings: table.headings,
        rows: table
            .rows
            .into_iter()
            .map(|row| row.into_iter().map(words).collect())
            .collect(),
    }
}

/// What comes out of the frontier; without a budget, what is filled in.
fn frontier(view: &FrontierView) -> Vec<Shown> {
    let Some(now) = &view.now else {
        return vec![of_table("Projects", Vec::new(), table::projects(view))];
    };
    let part = |title: &str, table: Table| of_table(title, Vec::new(), table);
    let mut parts = vec![
        part("What the budget buys", xlsx::figures(view, now)),
        part("Projects", xlsx::standing(view, now)),
    ];
    for (title, table) in [
        ("What each forced project costs", xlsx::forced(view, now)),
        ("Ranking instead", xlsx::ranking(now)),
    ] {
        if !table.rows.is_empty() {
            parts.push(part(title, table));
        }
    }
    parts
}

fn dimensions(view: &SurviveThriveView) -> Shown {
    let rows = view.dimensions.iter().map(|dimension| {
        vec![
            Cell::Text(dimension.name.clone()),
            dimension
                .score
                .map_or(Cell::Empty, |score| Cell::rounded(score, 0)),
        ]
    });
    let table = Table {
        headings: vec!["Dimension".to_owned(), "Score, 0 to 100".to_owned()],
        rows: rows.collect(),
    };
    of_table("Dimensions", view.reason.iter().cloned().collect(), table)
}
