//! Points on two axes.

use super::super::figures;
use super::super::labels::Labels;
use super::super::scene::{
    Area, Block, CAUTION, INK2, Mark, PEN, PEN_SOFT, Pen, RULE, RULE2, WHITE,
};
use super::super::text::{clean, fit};
use super::{Drawn, GREY, TEXT, toned};
use crate::api::{GridAxis, GridPart, Tone};

/// Draws it, as large as the room allows, and at most so tall.
pub(super) fn draw(part: &GridPart, area: Area, most: f32) -> Option<Drawn> {
    let tall = (area.bottom - area.top).min(most);
    let is_flat = |axis: &GridAxis| axis.most <= axis.least;
    if part.points.is_empty() || tall < 130.0 || is_flat(&part.x) || is_flat(&part.y) {
        return None;
    }
    let bottom = area.top + tall;
    let plot = Area::new(
        area.left + 24.0,
        area.top + 16.0,
        area.right - 6.0,
        bottom - 26.0,
    );
    let share = |axis: &GridAxis, value: f64| {
        let span = (axis.most - axis.least).max(f64::MIN_POSITIVE);
        (((value - axis.least) / span) as f32).clamp(0.0, 1.0)
    };
    // A margin inside, so that points at the edge are whole.
    let inner = plot.grown(-8.0);
    let x = |value: f64| inner.left + inner.width() * share(&part.x, value);
    let y = |value: f64| inner.bottom - inner.height() * share(&part.y, value);
    let mut marks = vec![Mark::lines(
        vec![
            (plot.left, plot.top),
            (plot.left, plot.bottom),
            (plot.right, plot.bottom),
        ],
        Pen::solid(RULE2, 0.8),
    )];
    for (parting, level) in [(part.x.parting, false), (part.y.parting, true)] {
        if let Some(value) = parting {
            let points = if level {
                vec![(plot.left, y(value)), (plot.right, y(value))]
            } else {
                vec![(x(value), plot.top), (x(value), plot.bottom)]
            };
            marks.push(Mark::lines(
                points,
                Pen {
                    dash: Some((2.0, 2.0)),
                    ..Pen::solid(RULE, 0.9)
                },
            ));
        }
    }
    marks.extend(ticks(part, &x, &y, plot));
    marks.push(Mark::text(
        area.left,
        area.top + 8.0,
        fit(&clean(&part.y.label), GREY, area.width()),
    ));
    marks.push(Mark::text_to(
        plot.right,
        bottom - 3.0,
        fit(&clean(&part.x.label), GREY, area.width() - 30.0),
    ));
    let mut labels = Labels::new(Area::new(
        plot.left,
        area.top + 12.0,
        area.right,
        plot.bottom,
    ));
    let places: Vec<(f32, f32)> = spread(
        part.points.iter().map(|p| (x(p.x), y(p.y))).collect(),
        inner,
    );
    for &(x, y) in &places {
        labels.block(Area::new(x, y, x, y).grown(4.0));
    }
    for (point, &(x, y)) in part.points.iter().zip(&places) {
        let colour = match point.tone {
            Tone::Strong => PEN,
            Tone::Caution => CAUTION,
            Tone::Plain => INK2,
            Tone::Weak => PEN_SOFT,
        };
        marks.push(Mark::Circle {
            x,
            y,
            radius: 3.4,
            fill: Some(colour),
            pen: Some(Pen::solid(WHITE, 0.8)),
        });
        let label = fit(&clean(&point.label), toned(point.tone), 110.0);
        let wide = label.width;
        let tries = [
            (x + 6.0, y + 3.2),
            (x - 6.0 - wide, y + 3.2),
            (x - wide / 2.0, y - 6.0),
            (x - wide / 2.0, y + 13.0),
            (x + 5.0, y - 6.0),
            (x + 5.0, y + 12.0),
        ];
        marks.extend(labels.place(&label, &tries));
    }
    let said: Vec<String> = part
        .points
        .iter()
        .map(|p| {
            format!(
                "{} at {}, {}",
                clean(&p.label),
                figures::points(p.x),
                figures::points(p.y)
            )
        })
        .collect();
    Some(Drawn {
        blocks: vec![Block::Figure {
            alt: format!(
                "{} to the right, {} upwards: {}.",
                clean(&part.x.label),
                clean(&part.y.label),
                said.join("; ")
            ),
            marks,
        }],
        bottom,
    })
}

/// Points at the same place stand beside each other, and then above.
fn spread(mut points: Vec<(f32, f32)>, inner: Area) -> Vec<(f32, f32)> {
    let near = |p: &(f32, f32), q: (f32, f32)| (p.0 - q.0).abs() < 7.0 && (p.1 - q.1).abs() < 7.0;
    for at in 1..points.len() {
        let wanted = points[at];
        let mut place = wanted;
        while points[..at].iter().any(|other| near(other, place)) {
            place.0 += 7.5;
            if place.0 > inner.right {
                place = (inner.left, place.1 - 7.5);
            }
            if place.1 < inner.top {
                place = wanted;
                break;
            }
        }
        points[at] = place;
    }
    points
}

fn ticks(part: &GridPart, x: &dyn Fn(f64) -> f32, y: &dyn Fn(f64) -> f32, plot: Area) -> Vec<Mark> {
    let mut marks = Vec::new();
    for value in [part.x.least, part.x.most] {
        let words = fit(&figures::points(value), GREY, 44.0);
        let most = plot.right - words.width;
        let left = (x(value) - words.width / 2.0).clamp(plot.left, most.max(plot.left));
        marks.push(Mark::text(left, plot.bottom + 11.0, words));
    }
    for value in [part.y.least, part.y.most] {
        let words = fit(&figures::points(value), TEXT.coloured(GREY.colour), 17.0);
        marks.push(Mark::text_to(plot.left - 5.0, y(value) + 3.0, words));
    }
    marks
}
