//! Figures side by side, and paragraphs.

use super::super::font::Face;
use super::super::scene::{Area, Block, CAUTION, Cell, CellKind, INK, Mark, PEN};
use super::super::text::{Span, Style, clean, fit, line, wrap};
use super::{Drawn, GREY, TEXT, more};
use crate::api::{FiguresPart, TextPart, Tone};

const VALUE: Style = Style::new(Face::SerifMedium, 15.0, INK);
const MIDDLE: Style = Style::new(Face::SerifMedium, 11.5, INK);
const LEAST: Style = Style::new(Face::SerifMedium, 9.0, INK);
/// Height of a row of figures.
const ROW: f32 = 38.0;

/// Figures as a table of two rows, value under name, at most four side by side.
pub(super) fn figures(part: &FiguresPart, area: Area) -> Option<Drawn> {
    if part.figures.is_empty() {
        return None;
    }
    let across = if area.width() > 500.0 { 6 } else { 3 };
    let wide = area.width() / across as f32;
    let mut y = area.top + 8.0;
    let mut blocks = Vec::new();
    for row in part.figures.chunks(across) {
        if y + 20.0 > area.bottom {
            return None;
        }
        let (mut names, mut values) = (Vec::new(), Vec::new());
        for (at, figure) in row.iter().enumerate() {
            let x = area.left + wide * at as f32;
            let name = fit(&clean(&figure.label), GREY, wide - 10.0);
            names.push(Cell::new(CellKind::Column, Mark::text(x, y, name)));
            let colour = match figure.tone {
                Tone::Strong => PEN,
                Tone::Caution => CAUTION,
                Tone::Plain | Tone::Weak => INK,
            };
            let words = clean(&figure.text);
            // Long ones are smaller rather than cut.
            let style = [VALUE, MIDDLE]
                .into_iter()
                .find(|style| line(&words, *style).width <= wide - 10.0)
                .unwrap_or(LEAST);
            let value = fit(&words, style.coloured(colour), wide - 10.0);
            values.push(Cell::new(CellKind::Data, Mark::text(x, y + 18.0, value)));
        }
        blocks.push(Block::Table {
            summary: clean(&part.title),
            rows: vec![names, values],
        });
        y += ROW;
    }
    Some(Drawn {
        blocks,
        bottom: y - 12.0,
    })
}

/// Paragraphs, or points with a dash each.
pub(super) fn text(part: &TextPart, area: Area) -> Option<Drawn> {
    let inset = if part.list { 10.0 } else { 0.0 };
    let mut y = area.top;
    let mut blocks = Vec::new();
    for (at, paragraph) in part.paragraphs.iter().enumerate() {
        let lines = wrap(
            &[Span::new(&clean(paragraph), TEXT)],
            area.width() - inset,
            3,
        );
        let tall = 13.0 * lines.len() as f32 + 3.0;
        if y + tall + 13.0 > area.bottom {
            if at == 0 {
                return None;
            }
            y += 13.0;
            blocks.push(more(part.paragraphs.len() - at, area.left, y));
            break;
        }
        let mut marks = Vec::new();
        for (number, line) in lines.into_iter().enumerate() {
            y += 13.0;
            if number == 0 && part.list {
                marks.push(Mark::text(area.left, y, fit("–", TEXT, 10.0)));
            }
            marks.push(Mark::text(area.left + inset, y, line));
        }
        y += 3.0;
        blocks.push(Block::Paragraph(marks));
    }
    (!blocks.is_empty()).then_some(Drawn { blocks, bottom: y })
}
