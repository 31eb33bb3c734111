//! A heat map: a table whose cells are shaded; what is beyond has a border and bold words too.

use super::super::font::Face;
use super::super::scene::{Area, Block, CAUTION, Cell, CellKind, Colour, INK, Mark, Pen, WHITE};
use super::super::text::{Line, Span, Style, clean, fit, line, wrap};
use super::{Drawn, GREY, LEAST_ROWS, TEXT, more};
use crate::api::HeatPart;

const ROW: f32 = 18.0;
/// Height of a further line of a heading, and how many there may be.
const HEAD: f32 = 10.5;
const HEADS: usize = 3;
/// What a column needs.
const COLUMN: f32 = 34.0;
const SIZE: f32 = 9.0;
const SMALLEST: f32 = 6.5;
/// The interface's heat colours on paper.
const LEVELS: [Colour; 5] = [
    Colour(0xEF, 0xEE, 0xEA),
    Colour(0xD3, 0xE3, 0xE6),
    Colour(0xA6, 0xC8, 0xD0),
    Colour(0x5E, 0x97, 0xA7),
    Colour(0x14, 0x56, 0x6C),
];

/// Draws as many rows as there is room for.
pub(super) fn draw(part: &HeatPart, area: Area) -> Option<Drawn> {
    if part.rows.is_empty() || part.columns.is_empty() {
        return None;
    }
    let names = names(part, area);
    let wide = (area.width() - names) / part.columns.len() as f32;
    let heads: Vec<Vec<Line>> = part
        .columns
        .iter()
        .map(|column| wrap(&[Span::new(&clean(column), GREY)], wide - 4.0, HEADS))
        .collect();
    let deepest = heads.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let head_tall = HEAD * (deepest - 1) as f32;
    let room = ((area.bottom - area.top - head_tall - 30.0) / ROW).floor();
    if room < 2.0 {
        return None;
    }
    let fits = if part.rows.len() as f32 <= room {
        part.rows.len()
    } else {
        (room as usize).saturating_sub(1)
    };
    if fits < part.rows.len().min(LEAST_ROWS) {
        return None;
    }
    let size = size(part, wide);
    let left = |at: usize| area.left + names + wide * at as f32;
    let mut y = area.top + 8.0 + head_tall;
    let corner = fit(&clean(&part.corner), GREY, names - 8.0);
    let mut head = vec![Cell::new(
        CellKind::Column,
        Mark::text(area.left, y, corner),
    )];
    for (at, lines) in heads.into_iter().enumerate() {
        // Headings of several lines and of one stand on the same base line.
        let from = y - HEAD * lines.len().saturating_sub(1) as f32;
        let marks = (0u8..)
            .zip(lines)
            .map(|(down, line)| {
                let base = from + HEAD * f32::from(down);
                Mark::text_about(left(at) + wide / 2.0, base, line)
            })
            .collect();
        head.push(Cell {
            kind: CellKind::Column,
            span: 1,
            marks,
        });
    }
    let mut rows = vec![head];
    y += 5.0;
    for row in part.rows.iter().take(fits) {
        let base = y + ROW - 5.5;
        let name = fit(&clean(&row.label), TEXT, names - 8.0);
        let mut cells = vec![Cell::new(CellKind::Row, Mark::text(area.left, base, name))];
        for (at, cell) in row.cells.iter().take(part.columns.len()).enumerate() {
            let level = usize::from(cell.level.min(4));
            let box_area = Area::new(
                left(at) + 0.8,
                y + 0.8,
                left(at) + wide - 0.8,
                y + ROW - 0.8,
            );
            let mut marks = Vec::new();
            if !cell.text.is_empty() {
                marks.push(Mark::filled(box_area, LEVELS[level]));
            }
            if cell.over {
                marks.push(Mark::Path {
                    points: vec![
                        (box_area.left + 0.6, box_area.top + 0.6),
                        (box_area.right - 0.6, box_area.top + 0.6),
                        (box_area.right - 0.6, box_area.bottom - 0.6),
                        (box_area.left + 0.6, box_area.bottom - 0.6),
                    ],
                    closed: true,
                    fill: None,
                    pen: Some(Pen::solid(CAUTION, 1.6)),
                });
            }
            let face = if cell.over {
                Face::SansBold
            } else {
                Face::Sans
            };
            let colour = if level >= 4 { WHITE } else { INK };
            let words = fit(
                &clean(&cell.text),
                Style::new(face, size, colour),
                wide - 3.0,
            );
            marks.push(Mark::text_about(left(at) + wide / 2.0, base, words));
            cells.push(Cell {
                kind: CellKind::Data,
                span: 1,
                marks,
            });
        }
        rows.push(cells);
        y += ROW;
    }
    let mut blocks = vec![Block::Table {
        summary: clean(&part.title),
        rows,
    }];
    if fits < part.rows.len() {
        y += 12.0;
        blocks.push(more(part.rows.len() - fits, area.left, y));
    }
    y += 13.0;
    blocks.push(legend(part, area, y));
    Some(Drawn {
        blocks,
        bottom: y + 2.0,
    })
}

/// Room for the names of the rows: what they need, as far as the columns leave it.
fn names(part: &HeatPart, area: Area) -> f32 {
    let labels = part.rows.iter().map(|row| &row.label);
    let widest = labels
        .map(|label| line(&clean(label), TEXT).width)
        .fold(0.0, f32::max);
    let left_over = area.width() - COLUMN * part.columns.len() as f32;
    let most = left_over.min(area.width() * 0.45);
    (widest + 10.0).max(60.0).min(most.max(80.0))
}

/// Size of the words in the cells: a number is made smaller rather than cut.
fn size(part: &HeatPart, wide: f32) -> f32 {
    let cells = part.rows.iter().flat_map(|row| &row.cells);
    let texts: Vec<String> = cells.map(|cell| clean(&cell.text)).collect();
    let longest = texts.iter().max_by_key(|text| text.chars().count());
    let widest = longest.map_or(0.0, |text| {
        line(text, Style::new(Face::SansBold, SIZE, INK)).width
    });
    (SIZE * (wide - 4.0) / widest.max(1.0)).clamp(SMALLEST, SIZE)
}

fn legend(part: &HeatPart, area: Area, y: f32) -> Block {
    let mut x = area.left;
    let mut marks = Vec::new();
    for entry in &part.legend {
        let words = fit(&clean(&entry.label), GREY, 160.0);
        if x + 14.0 + words.width > area.right {
            break;
        }
        let square = Area::new(x, y - 7.5, x + 9.0, y + 1.5);
        marks.push(Mark::filled(
            square,
            LEVELS[usize::from(entry.level.min(4))],
        ));
        if entry.over {
            marks.push(Mark::Path {
                points: vec![
                    (square.left, square.top),
                    (square.right, square.top),
                    (square.right, square.bottom),
                    (square.left, square.bottom),
                ],
                closed: true,
                fill: None,
                pen: Some(Pen::solid(CAUTION, 1.4)),
            });
        }
        let width = words.width;
        marks.push(Mark::text(x + 14.0, y, words));
        x += 14.0 + width + 16.0;
    }
    Block::Paragraph(marks)
}
