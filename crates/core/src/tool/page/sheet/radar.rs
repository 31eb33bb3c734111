//! A radar of one or two shapes.

use std::f32::consts::TAU;

use super::super::figures;
use super::super::labels::Labels;
use super::super::scene::{Area, Block, INK2, Mark, PEN, PEN_TINT, Pen, RULE, RULE2, WHITE};
use super::super::text::{Span, clean, fit, line, wrap};
use super::{BOLD, Drawn, GREY, TEXT};
use crate::api::RadarPart;

/// More spokes could not be labelled.
const MOST: usize = 12;
/// Height of a line of a label.
const LINE: f32 = 12.6;
const BEFORE: Pen = Pen {
    colour: INK2,
    width: 1.1,
    dash: Some((1.6, 2.4)),
};

/// Draws it, as large as the room allows, and at most so tall.
pub(super) fn draw(part: &RadarPart, area: Area, most: f32) -> Option<Drawn> {
    let spokes = &part.spokes[..part.spokes.len().min(MOST)];
    let tall = (area.bottom - area.top).min(most);
    if spokes.len() < 3 || tall < 150.0 || part.most <= 0.0 {
        return None;
    }
    let bottom = area.top + tall;
    let centre = (
        (area.left + area.right) / 2.0,
        area.top + 16.0 + (tall - 16.0) / 2.0,
    );
    let radius = ((tall - 16.0) / 2.0 - 32.0)
        .min(area.width() / 2.0 - 92.0)
        .max(20.0);
    let at = |number: usize, value: f64| {
        let turn = TAU * number as f32 / spokes.len() as f32;
        let length = radius * (value / part.most).clamp(0.0, 1.0) as f32;
        (
            centre.0 + turn.sin() * length,
            centre.1 - turn.cos() * length,
        )
    };
    let ring = |value: &dyn Fn(usize) -> Option<f64>| -> Option<Vec<(f32, f32)>> {
        (0..spokes.len())
            .map(|number| Some(at(number, value(number)?)))
            .collect()
    };
    let shape =
        |series: usize| ring(&|number| spokes[number].values.get(series).copied().flatten());
    let polygon = |points, fill, pen| Mark::Path {
        points,
        closed: true,
        fill,
        pen,
    };
    let mut marks = legend(part, area);
    marks.extend(shape(0).map(|points| polygon(points, Some(PEN_TINT), None)));
    for quarter in 1..=4 {
        let pen = Pen::solid(if quarter == 4 { RULE2 } else { RULE }, 0.7);
        let value = part.most * f64::from(quarter) / 4.0;
        marks.extend(ring(&|_| Some(value)).map(|points| polygon(points, None, Some(pen))));
    }
    for number in 0..spokes.len() {
        marks.push(Mark::lines(
            vec![centre, at(number, part.most)],
            Pen::solid(RULE, 0.7),
        ));
    }
    marks.extend(shape(1).map(|points| polygon(points, None, Some(BEFORE))));
    marks.extend(shape(0).map(|points| polygon(points, None, Some(Pen::solid(PEN, 1.6)))));
    let mut labels = Labels::new(Area::new(area.left, area.top + 14.0, area.right, bottom));
    for (number, spoke) in spokes.iter().enumerate() {
        let value = spoke.values.first().copied().flatten();
        if let Some(value) = value {
            let (x, y) = at(number, value);
            marks.push(Mark::Circle {
                x,
                y,
                radius: 2.6,
                fill: Some(PEN),
                pen: Some(Pen::solid(WHITE, 0.8)),
            });
        }
        let (x, y) = at(number, part.most);
        let side = x - centre.0;
        let beside = side.abs() > radius * 0.2;
        let wide = if beside {
            (if side > 0.0 {
                area.right - x
            } else {
                x - area.left
            }) - 7.0
        } else {
            170.0
        };
        let mut lines = wrap(&[Span::new(&clean(&spoke.label), TEXT)], wide, 2);
        if let Some(value) = value {
            lines.push(line(&figures::points(value), BOLD.coloured(PEN)));
        }
        let tall = LINE * lines.len() as f32;
        // Around the chart: above the tips of upper spokes, below those of lower ones, and level
        // with those at the sides.
        let upwards = (centre.1 - y) / radius;
        let middle = y - upwards * (tall / 2.0 + 5.0);
        let mut base = middle - tall / 2.0 + 9.5;
        for label in lines {
            let left = match side {
                _ if !beside => x - label.width / 2.0,
                side if side > 0.0 => x + 7.0,
                _ => x - 7.0 - label.width,
            };
            let places: Vec<_> = (0..6u8)
                .flat_map(|step| {
                    let by = f32::from(step) * 4.0;
                    [(left, base - by), (left, base + by)]
                })
                .collect();
            marks.extend(labels.place(&label, &places));
            base += LINE;
        }
    }
    Some(Drawn {
        blocks: vec![Block::Figure {
            alt: spoken(part),
            marks,
        }],
        bottom,
    })
}

fn legend(part: &RadarPart, area: Area) -> Vec<Mark> {
    let y = area.top + 8.0;
    let mut x = area.left;
    let mut marks = Vec::new();
    for (at, name) in part.series.iter().take(2).enumerate() {
        let pen = if at == 0 {
            Pen::solid(PEN, 1.6)
        } else {
            BEFORE
        };
        marks.push(Mark::rule(x, x + 14.0, y - 3.0, pen));
        let style = if at == 0 { BOLD } else { GREY };
        let words = fit(&clean(name), style, area.width() / 2.0 - 40.0);
        let width = words.width;
        marks.push(Mark::text(x + 19.0, y, words));
        x += 19.0 + width + 16.0;
    }
    marks
}

fn spoken(part: &RadarPart) -> String {
    let spokes: Vec<String> = part
        .spokes
        .iter()
        .map(|spoke| {
            let values = part.series.iter().zip(&spoke.values).map(|(name, value)| {
                let value = value.map_or(figures::NO_NUMBER.to_owned(), figures::points);
                format!("{} {value}", clean(name))
            });
            format!(
                "{}: {}",
                clean(&spoke.label),
                values.collect::<Vec<_>>().join(", ")
            )
        })
        .collect();
    format!(
        "Radar from 0 to {}. {}.",
        figures::points(part.most),
        spokes.join("; ")
    )
}
