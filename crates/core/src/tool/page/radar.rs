//! The radar of T1: the dimensions as spokes from 0 to 100, now and before.

use std::f32::consts::TAU;

use super::figures;
use super::font::Face;
use super::labels::Labels;
use super::scene::{
    Area, Block, INK, INK2, INK3, Mark, PEN, PEN_TINT, Pen, RULE, RULE2, Scene, WHITE,
};
use super::survive_thrive::Earlier;
use super::text::{Style, fit, line};
use crate::api::SurviveThriveView;
use crate::tool::sheet::part::plain;

const NAME: Style = Style::new(Face::SansBold, 10.0, INK);
const VALUE: Style = Style::new(Face::SerifMedium, 13.0, PEN);
const SMALL: Style = Style::new(Face::Sans, 9.0, INK3);
/// More spokes could not be labelled.
const MOST: usize = 8;

/// Draws it into this area.
pub(super) fn draw(
    scene: &mut Scene,
    result: &SurviveThriveView,
    earlier: Option<&Earlier>,
    area: Area,
) {
    let dimensions = &result.dimensions[..result.dimensions.len().min(MOST)];
    if dimensions.len() < 3 {
        return;
    }
    let mut marks = legend(earlier, area);
    let centre = (
        (area.left + area.right) / 2.0,
        (area.top + 26.0 + area.bottom) / 2.0 + 6.0,
    );
    let radius = ((area.height() - 26.0) / 2.0 - 34.0)
        .min(area.width() / 2.0 - 76.0)
        .max(20.0);
    let spoke = |number: usize, score: f64| {
        #[allow(clippy::cast_precision_loss, reason = "at most eight")]
        let turn = TAU * number as f32 / dimensions.len() as f32;
        #[allow(clippy::cast_possible_truncation, reason = "0 to 1")]
        let length = radius * (score / 100.0).clamp(0.0, 1.0) as f32;
        (
            centre.0 + turn.sin() * length,
            centre.1 - turn.cos() * length,
        )
    };
    let ring = |scores: &dyn Fn(usize) -> Option<f64>| -> Option<Vec<(f32, f32)>> {
        (0..dimensions.len())
            .map(|at| Some(spoke(at, scores(at)?)))
            .collect()
    };
    let polygon = |points, fill, pen| Mark::Path {
        points,
        closed: true,
        fill,
        pen,
    };
    let now = ring(&|at| dimensions[at].score.filter(|score| score.is_finite()));
    marks.extend(
        now.clone()
            .map(|points| polygon(points, Some(PEN_TINT), None)),
    );
    for level in [25.0, 50.0, 75.0, 100.0] {
        let pen = if level > 99.0 {
            Pen::solid(RULE2, 0.7)
        } else {
            Pen::solid(RULE, 0.7)
        };
        marks.extend(ring(&|_| Some(level)).map(|points| polygon(points, None, Some(pen))));
    }
    for at in 0..dimensions.len() {
        marks.push(Mark::lines(
            vec![centre, spoke(at, 100.0)],
            Pen::solid(RULE, 0.7),
        ));
    }
    if let Some(earlier) = earlier {
        let pen = Pen {
            colour: INK2,
            width: 1.1,
            dash: Some((1.6, 2.4)),
        };
        let before = ring(&|at| earlier.scores.get(at).copied().flatten());
        marks.extend(before.map(|points| polygon(points, None, Some(pen))));
    }
    marks.extend(
        now.clone()
            .map(|points| polygon(points, None, Some(Pen::solid(PEN, 1.6)))),
    );
    let mut labels = Labels::new(Area::new(
        area.left,
        area.top + 20.0,
        area.right,
        area.bottom,
    ));
    for (at, dimension) in dimensions.iter().enumerate() {
        if let Some(score) = dimension.score.filter(|score| score.is_finite()) {
            let (x, y) = spoke(at, score);
            marks.push(Mark::Circle {
                x,
                y,
                radius: 3.0,
                fill: Some(PEN),
                pen: Some(Pen::solid(WHITE, 0.8)),
            });
        }
        let (x, y) = spoke(at, 100.0);
        let name = fit(&dimension.name, NAME, 74.0);
        let words = dimension
            .score
            .map_or(figures::NO_NUMBER.to_owned(), |score| plain(score, 0));
        let value = fit(&words, VALUE, 74.0);
        let (side, level) = (x - centre.0, y - centre.1);
        // Beside the tip of the spoke, on its outer side.
        let left = |width: f32| match side {
            side if side > radius * 0.2 => x + 9.0,
            side if side < radius * -0.2 => x - 9.0 - width,
            _ => x - width / 2.0,
        };
        let base = if level < radius * -0.6 {
            y - 22.0
        } else if level > radius * 0.6 {
            y + 17.0
        } else {
            y - 2.0
        };
        let tries = |width: f32, base: f32| {
            (0..5u8)
                .flat_map(|step| {
                    let by = f32::from(step) * 6.0;
                    [(left(width), base - by), (left(width), base + by)]
                })
                .collect::<Vec<_>>()
        };
        marks.extend(labels.place(&name, &tries(name.width, base)));
        marks.extend(labels.place(&value, &tries(value.width, base + 15.0)));
    }
    for level in [25.0, 50.0, 75.0, 100.0] {
        let (x, y) = spoke(0, level);
        let words = line(
            &figures::number(level, 0),
            Style::new(Face::Sans, 8.0, INK3),
        );
        marks.extend(labels.place(&words, &[(x + 4.0, y + 9.0), (x + 4.0, y - 2.0)]));
    }
    scene.blocks.push(Block::Figure {
        alt: spoken(result, earlier),
        marks,
    });
}

fn legend(earlier: Option<&Earlier>, area: Area) -> Vec<Mark> {
    let y = area.top + 15.0;
    let now = line("Now", SMALL);
    let mut x = area.left;
    let mut marks = Vec::new();
    marks.push(Mark::rule(x, x + 14.0, y - 3.2, Pen::solid(PEN, 1.6)));
    x += 19.0;
    let width = now.width;
    marks.push(Mark::text(x, y, now));
    if let Some(earlier) = earlier {
        x += width + 16.0;
        let pen = Pen {
            colour: INK2,
            width: 1.1,
            dash: Some((1.6, 2.4)),
        };
        marks.push(Mark::rule(x, x + 14.0, y - 3.2, pen));
        x += 19.0;
        let words = format!("Earlier: {}", earlier.label);
        marks.push(Mark::text(x, y, fit(&words, SMALL, area.right - x)));
    }
    marks
}

fn spoken(result: &SurviveThriveView, earlier: Option<&Earlier>) -> String {
    let mut parts = Vec::new();
    for (at, dimension) in result.dimensions.iter().enumerate() {
        let now = dimension
            .score
            .map_or("not yet answered".to_owned(), |score| plain(score, 0));
        let before = earlier.and_then(|earlier| earlier.scores.get(at).copied().flatten());
        let before = before.map_or(String::new(), |score| {
            format!(" (before {})", plain(score, 0))
        });
        parts.push(format!("{} {now}{before}", dimension.name));
    }
    format!(
        "Radar of the dimensions from 0 to 100: {}.",
        parts.join(", ")
    )
}
