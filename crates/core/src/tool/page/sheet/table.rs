//! A table with columns as wide as their words.

use super::super::scene::{Area, Block, Cell, CellKind, Mark, Pen, RULE};
use super::super::text::{Line, Span, clean, fit, line, wrap};
use super::{Drawn, GREY, TEXT, more, toned};
use crate::api::TablePart;

const ROW: f32 = 16.5;
const PAD: f32 = 12.0;
/// Height of a second line.
const LINE: f32 = 11.5;
/// Height of a second line of a heading.
const HEAD: f32 = 10.0;

/// Draws as many rows as there is room for.
pub(super) fn draw(part: &TablePart, area: Area) -> Option<Drawn> {
    if part.rows.is_empty() {
        if part.none.is_empty() || area.top + 16.0 > area.bottom {
            return None;
        }
        let y = area.top + 12.0;
        let words = fit(&clean(&part.none), TEXT, area.width());
        return Some(Drawn {
            blocks: vec![Block::Paragraph(vec![Mark::text(area.left, y, words)])],
            bottom: y,
        });
    }
    let places = places(part, area);
    let mut y = area.top + 8.0;
    let mark = |column: usize, y: f32, line: Line| {
        let (left, right) = places[column];
        if part.columns[column].numeric {
            Mark::text_to(right, y, line)
        } else {
            Mark::text(left, y, line)
        }
    };
    let heads: Vec<Vec<Line>> = (0..part.columns.len())
        .map(|at| {
            let words = Span::new(&clean(&part.columns[at].label), GREY);
            wrap(&[words], places[at].1 - places[at].0, 2)
        })
        .collect();
    // Headings of two lines and of one stand on the same base line.
    let deepest = heads.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let head = heads.into_iter().enumerate().map(|(at, lines)| {
        let from = y + HEAD * (deepest - lines.len().clamp(1, deepest)) as f32;
        Cell {
            kind: CellKind::Column,
            span: 1,
            marks: (0u8..)
                .zip(lines)
                .map(|(down, line)| mark(at, from + HEAD * f32::from(down), line))
                .collect(),
        }
    });
    let mut rows = vec![head.collect::<Vec<_>>()];
    y += HEAD * (deepest - 1) as f32;
    let mut rules = Vec::new();
    for (number, row) in part.rows.iter().enumerate() {
        let lines: Vec<Vec<Line>> = row
            .cells
            .iter()
            .take(part.columns.len())
            .enumerate()
            .map(|(at, cell)| {
                let style = if at == 0 {
                    toned(row.tone)
                } else {
                    TEXT.tabular()
                };
                let wide = places[at].1 - places[at].0;
                wrap(&[Span::new(&clean(&cell.text), style)], wide, 2)
            })
            .collect();
        let tallest = lines.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let tall = ROW + LINE * (tallest - 1) as f32;
        // Unless it is the last, a line must be left to say how many more there are.
        let spare = if number + 1 < part.rows.len() {
            ROW
        } else {
            0.0
        };
        if y + tall + 4.0 + spare > area.bottom {
            break;
        }
        rules.push(Mark::rule(
            area.left,
            area.right,
            y + 5.0,
            Pen::solid(RULE, 0.6),
        ));
        let cells = lines.into_iter().enumerate().map(|(at, lines)| Cell {
            kind: if at == 0 {
                CellKind::Row
            } else {
                CellKind::Data
            },
            span: 1,
            marks: (0u8..)
                .zip(lines)
                .map(|(down, line)| mark(at, y + ROW + LINE * f32::from(down), line))
                .collect(),
        });
        rows.push(cells.collect());
        y += tall;
    }
    let fits = rows.len() - 1;
    if fits == 0 {
        return None;
    }
    let mut blocks = vec![
        Block::Ornament(rules),
        Block::Table {
            summary: clean(&part.title),
            rows,
        },
    ];
    if fits < part.rows.len() {
        y += ROW;
        blocks.push(more(part.rows.len() - fits, area.left, y));
    }
    Some(Drawn {
        blocks,
        bottom: y + 3.0,
    })
}

/// Left and right edge of each column. Numbers take what they need; words share the rest by what
/// they would like.
fn places(part: &TablePart, area: Area) -> Vec<(f32, f32)> {
    let wish = |at: usize| {
        let cells = part.rows.iter().filter_map(|row| row.cells.get(at));
        let widest = cells
            .map(|cell| line(&clean(&cell.text), TEXT).width)
            .fold(0.0, f32::max);
        let label = clean(&part.columns[at].label);
        // A heading may break between words.
        let words = label.split_whitespace().map(|word| line(word, GREY).width);
        widest.max(words.fold(0.0, f32::max) + 1.0)
    };
    let mut wishes: Vec<f32> = (0..part.columns.len()).map(wish).collect();
    let room = area.width() - PAD * (part.columns.len().saturating_sub(1)) as f32;
    let numeric = || (0..part.columns.len()).filter(|at| part.columns[*at].numeric);
    let numbers: f32 = numeric().map(|at| wishes[at]).sum();
    // Words keep a fifth, whatever the numbers want.
    let most = (room * 0.8 / numbers.max(1.0)).min(1.0);
    for at in numeric().collect::<Vec<_>>() {
        wishes[at] *= most;
    }
    let numbers = numbers * most;
    let words = wishes.iter().sum::<f32>() - numbers;
    let scale = ((room - numbers) / words.max(1.0)).clamp(0.0, 1.0);
    let spare = (room - numbers - words * scale).max(0.0);
    let mut x = area.left;
    let mut places = Vec::new();
    for (at, (column, wish)) in part.columns.iter().zip(&wishes).enumerate() {
        // What is over goes to the first column.
        let wide =
            wish * if column.numeric { 1.0 } else { scale } + if at == 0 { spare } else { 0.0 };
        places.push((x, x + wide));
        x += wide + PAD;
    }
    places
}
