//! Parts of a result as tables: for a workbook, and for the data beside a chart.

use super::table::{Cell, Table};
use crate::api::{HeatPart, MapPart, RadarPart, SheetPart};

/// A part with its title, what it shows, and its data; `None` data for words alone.
pub struct PartTable {
    pub title: String,
    pub sentence: String,
    pub table: Option<Table>,
    /// Paragraphs of a part that is words.
    pub paragraphs: Vec<String>,
}

fn text(text: &str) -> Cell {
    Cell::text(text)
}

fn table<const N: usize>(headings: [&str; N], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        headings: headings.map(str::to_owned).to_vec(),
        rows,
    }
}

/// The data of a part.
pub fn of(part: &SheetPart) -> PartTable {
    let (title, sentence) = head(part);
    let mut paragraphs = Vec::new();
    let table = match part {
        SheetPart::Figures(part) => {
            let figures = part.figures.iter();
            let rows = figures.map(|figure| vec![text(&figure.label), Cell::figure(&figure.text)]);
            Some(table(["Figure", "Value"], rows.collect()))
        }
        SheetPart::Radar(part) => Some(radar(part)),
        SheetPart::Heat(part) => Some(heat(part)),
        SheetPart::Grid(part) => {
            let rows = part.points.iter().map(|point| {
                vec![
                    text(&point.label),
                    Cell::Number(point.x),
                    Cell::Number(point.y),
                    text(&point.note),
                ]
            });
            Some(table(
                ["", &part.x.label, &part.y.label, "Note"],
                rows.collect(),
            ))
        }
        SheetPart::Bars(part) => {
            let rows = part
                .bars
                .iter()
                .map(|bar| vec![text(&bar.label), Cell::Shown(bar.value, bar.text.clone())]);
            Some(table([&part.corner, &part.measure], rows.collect()))
        }
        SheetPart::Map(part) => Some(map(part)),
        SheetPart::Table(part) => {
            let rows = part.rows.iter().map(|row| {
                let cells = row.cells.iter();
                cells
                    .map(|cell| match cell.number {
                        Some(number) => Cell::Shown(number, cell.text.clone()),
                        None => text(&cell.text),
                    })
                    .collect()
            });
            if part.rows.is_empty() {
                paragraphs.push(part.none.clone());
            }
            Some(Table {
                headings: part
                    .columns
                    .iter()
                    .map(|column| column.label.clone())
                    .collect(),
                rows: rows.collect(),
            })
            .filter(|table| !table.rows.is_empty())
        }
        SheetPart::Text(part) => {
            paragraphs.clone_from(&part.paragraphs);
            None
        }
    };
    PartTable {
        title: title.to_owned(),
        sentence: sentence.to_owned(),
        table,
        paragraphs,
    }
}

/// Title and sentence of a part; words alone have no sentence.
pub fn head(part: &SheetPart) -> (&str, &str) {
    match part {
        SheetPart::Figures(part) => (&part.title, &part.sentence),
        SheetPart::Radar(part) => (&part.title, &part.sentence),
        SheetPart::Heat(part) => (&part.title, &part.sentence),
        SheetPart::Grid(part) => (&part.title, &part.sentence),
        SheetPart::Bars(part) => (&part.title, &part.sentence),
        SheetPart::Map(part) => (&part.title, &part.sentence),
        SheetPart::Table(part) => (&part.title, &part.sentence),
        SheetPart::Text(part) => (&part.title, ""),
    }
}

fn radar(part: &RadarPart) -> Table {
    let mut headings = vec![String::new()];
    headings.extend(part.series.iter().cloned());
    let rows = part.spokes.iter().map(|spoke| {
        let mut row = vec![text(&spoke.label)];
        row.extend(
            spoke
                .values
                .iter()
                .map(|value| value.map_or(Cell::Empty, |value| Cell::rounded(value, 1))),
        );
        row
    });
    Table {
        rows: rows.collect(),
        headings,
    }
}

fn heat(part: &HeatPart) -> Table {
    let mut headings = vec![part.corner.clone()];
    headings.extend(part.columns.iter().cloned());
    let rows = part.rows.iter().map(|row| {
        let mut cells = vec![text(&row.label)];
        cells.extend(row.cells.iter().map(|cell| Cell::parsed(&cell.text)));
        cells
    });
    Table {
        rows: rows.collect(),
        headings,
    }
}

/// One row a link; boxes without any link have a row of their own.
fn map(part: &MapPart) -> Table {
    let label = |id: &str| {
        let node = part.nodes.iter().find(|node| node.id == id);
        node.map_or("", |node| &node.label)
    };
    let mut rows: Vec<Vec<Cell>> = part
        .links
        .iter()
        .map(|link| {
            vec![
                text(label(&link.from)),
                text(label(&link.to)),
                Cell::parsed(&link.label),
            ]
        })
        .collect();
    for node in &part.nodes {
        if !part
            .links
            .iter()
            .any(|link| link.from == node.id || link.to == node.id)
        {
            let alone = text(&node.label);
            rows.push(if node.column == 0 {
                vec![alone, Cell::Empty, Cell::Empty]
            } else {
                vec![Cell::Empty, alone, Cell::Empty]
            });
        }
    }
    table(["From", "To", "Share"], rows)
}
