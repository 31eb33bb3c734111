//! A heat map: a table whose cells are shaded; what is beyond has a border and bold words too.

use super::super::font::Face;
use super::super::scene::{Area, Block, CAUTION, Cell, CellKind, Colour, INK, Mark, Pen, WHITE};
use super::super::text::{Style, clean, fit};
use super::{Drawn, GREY, TEXT, more};
use crate::api::HeatPart;

const ROW: f32 = 18.0;
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
    let room = ((area.bottom - area.top - 30.0) / ROW).floor();
    if part.rows.is_empty() || part.columns.is_empty() || room < 2.0 {
        return None;
    }
    let fits = if part.rows.len() as f32 <= room {
        part.rows.len()
    } else {
        (room as usize).saturating_sub(1)
    };
    let names = (area.width() * 0.3).min(170.0);
    let wide = (area.width() - names) / part.columns.len() as f32;
    let left = |at: usize| area.left + names + wide * at as f32;
    let mut y = area.top + 8.0;
    let corner = fit(&clean(&part.corner), GREY, names - 8.0);
    let mut head = vec![Cell::new(
        CellKind::Column,
        Mark::text(area.left, y, corner),
    )];
    for (at, column) in part.columns.iter().enumerate() {
        let words = fit(&clean(column), GREY, wide - 2.0);
        head.push(Cell::new(
            CellKind::Column,
            Mark::text_about(left(at) + wide / 2.0, y, words),
        ));
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
                Style::new(face, 8.5, colour),
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
