//! Bars with a value each; negative ones go to the left of the line.

use super::super::scene::{Area, Block, CAUTION, Mark, PEN, PEN_SOFT, Pen, RULE2};
use super::super::text::{clean, fit, line};
use super::{Drawn, LEAST_ROWS, TEXT, more, toned};
use crate::api::{BarsPart, Tone};

const ROW: f32 = 17.0;
const THICK: f32 = 9.0;

/// Draws as many bars as there is room for.
pub(super) fn draw(part: &BarsPart, area: Area) -> Option<Drawn> {
    let room = ((area.bottom - area.top) / ROW).floor();
    if part.bars.is_empty() || room < 2.0 {
        return None;
    }
    let fits = if part.bars.len() as f32 <= room {
        part.bars.len()
    } else {
        (room as usize).saturating_sub(1)
    };
    if fits < part.bars.len().min(LEAST_ROWS) {
        return None;
    }
    let bars = &part.bars[..fits];
    let words = |bar: &crate::api::Bar| line(&clean(&bar.text), TEXT.tabular());
    let values = bars.iter().map(|bar| words(bar).width).fold(0.0, f32::max) + 8.0;
    let name = |bar: &crate::api::Bar| line(&clean(&bar.label), toned(bar.tone)).width + 1.0;
    let names = bars.iter().map(name).fold(0.0, f32::max);
    let names = names.min(area.width() * 0.5);
    let (left, right) = (area.left + names + 8.0, area.right - values);
    let least = bars.iter().map(|bar| bar.value).fold(0.0, f64::min);
    let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let span = (most - least).max(f64::MIN_POSITIVE);
    let at = |value: f64| left + (right - left) * (((value - least) / span) as f32).clamp(0.0, 1.0);
    let zero = at(0.0);
    let mut y = area.top;
    let mut marks = Vec::new();
    for bar in bars {
        y += ROW;
        let base = y - 5.0;
        marks.push(Mark::text(
            area.left,
            base,
            fit(&clean(&bar.label), toned(bar.tone), names),
        ));
        let end = at(bar.value);
        let colour = match bar.tone {
            Tone::Strong => PEN,
            Tone::Caution => CAUTION,
            Tone::Plain | Tone::Weak => PEN_SOFT,
        };
        let bar_area = Area::new(zero.min(end), base - THICK + 1.5, zero.max(end), base + 1.5);
        if bar_area.width() > 0.05 {
            marks.push(Mark::filled(bar_area, colour));
        }
        marks.push(Mark::text_to(area.right, base, words(bar)));
    }
    marks.push(Mark::lines(
        vec![(zero, area.top + 2.0), (zero, y + 1.0)],
        Pen::solid(RULE2, 0.7),
    ));
    let said: Vec<String> = bars
        .iter()
        .map(|bar| format!("{} {}", clean(&bar.label), clean(&bar.text)))
        .collect();
    let mut blocks = vec![Block::Figure {
        alt: format!("{}: {}.", clean(&part.measure), said.join(", ")),
        marks,
    }];
    if fits < part.bars.len() {
        y += ROW;
        blocks.push(more(part.bars.len() - fits, area.left, y - 4.0));
    }
    Some(Drawn { blocks, bottom: y })
}
