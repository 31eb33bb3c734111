//! Figures side by side, and paragraphs.

use super::super::font::Face;
use super::super::scene::{Area, Block, CAUTION, Cell, CellKind, INK, Mark, PEN};
use super::super::text::{Span, Style, clean, fit, line, wrap};
use super::{Drawn, GREY, LEAST_ROWS, TEXT, more};
use crate::api::{FiguresPart, TextPart, Tone};

const VALUE: Style = Style::new(Face::SerifMedium, 15.0, INK);
const MIDDLE: Style = Style::new(Face::SerifMedium, 11.5, INK);
const LEAST: Style = Style::new(Face::SerifMedium, 9.0, INK);
/// Lines of a paragraph at most.
const PARAGRAPH: usize = 8;
/// Height of a row of figures.
const ROW: f32 = 38.0;

/// Figures as rows of names and values, value under name.
pub(super) fn figures(part: &FiguresPart, area: Area) -> Option<Drawn> {
    if part.figures.is_empty() {
        return None;
    }
    let across = across(part, area.width());
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

/// As many side by side as fit without being cut, in rows of about the same length.
fn across(part: &FiguresPart, wide: f32) -> usize {
    let count = part.figures.len();
    let needs = |label: &str, text: &str| {
        let name = line(&clean(label), GREY).width;
        name.max(line(&clean(text), MIDDLE).width) + 10.5
    };
    let widest = part
        .figures
        .iter()
        .map(|figure| needs(&figure.label, &figure.text))
        .fold(0.0, f32::max);
    (1..=count)
        .map(|rows| count.div_ceil(rows))
        .find(|across| widest <= wide / *across as f32)
        .unwrap_or(1)
        // One long value must not make a page of a few figures.
        .max(if wide > 500.0 { 4 } else { 2 }.min(count))
        .max(2)
}

/// Paragraphs, or points with a dash each; over the whole page in two columns.
pub(super) fn text(part: &TextPart, area: Area) -> Option<Drawn> {
    if area.width() <= 500.0 || part.paragraphs.len() < 2 {
        return column(part, area, (TEXT, 13.0));
    }
    let half = (area.width() - 30.0) / 2.0;
    let left = |bottom: f32| Area::new(area.left, area.top, area.left + half, bottom);
    let right = |bottom: f32| Area::new(area.right - half, area.top, area.right, bottom);
    // The parting that makes the longer column shortest.
    (1..part.paragraphs.len())
        .filter_map(|at| {
            let (before, after) = part.paragraphs.split_at(at);
            let some = |paragraphs: &[String]| TextPart {
                paragraphs: paragraphs.to_vec(),
                ..part.clone()
            };
            let small = (TEXT.sized(9.0), 12.0);
            let mut first = column(&some(before), left(area.bottom), small)?;
            let second = column(&some(after), right(area.bottom), small)?;
            first.blocks.extend(second.blocks);
            first.bottom = first.bottom.max(second.bottom);
            Some(first)
        })
        .reduce(|best, next| {
            if next.bottom < best.bottom {
                next
            } else {
                best
            }
        })
}

fn column(part: &TextPart, area: Area, (style, step): (Style, f32)) -> Option<Drawn> {
    let inset = if part.list { 10.0 } else { 0.0 };
    let mut y = area.top - 3.0;
    let mut blocks = Vec::new();
    for (at, paragraph) in part.paragraphs.iter().enumerate() {
        let lines = wrap(
            &[Span::new(&clean(paragraph), style)],
            area.width() - inset,
            PARAGRAPH,
        );
        let tall = step * lines.len() as f32 + 3.0;
        let is_last = at + 1 == part.paragraphs.len();
        let spare = if is_last { 0.0 } else { 13.0 };
        if y + tall + spare > area.bottom {
            if at < part.paragraphs.len().min(LEAST_ROWS) {
                return None;
            }
            y += 13.0;
            blocks.push(more(part.paragraphs.len() - at, area.left, y));
            break;
        }
        let mut marks = Vec::new();
        for (number, line) in lines.into_iter().enumerate() {
            y += step;
            if number == 0 && part.list {
                marks.push(Mark::text(area.left, y, fit("–", style, 10.0)));
            }
            marks.push(Mark::text(area.left + inset, y, line));
        }
        y += 3.0;
        blocks.push(Block::Paragraph(marks));
    }
    (!blocks.is_empty()).then_some(Drawn { blocks, bottom: y })
}
