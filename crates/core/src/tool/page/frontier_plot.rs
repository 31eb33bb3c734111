//! The geometry of the frontier's chart: from budgets and values to points on the page.

use super::scene::Area;
use super::text::Line;
use crate::api::CurvePoint;

/// Where budgets and values are on the page.
pub(super) struct Plot {
    pub(super) area: Area,
    /// At the left and the right edge.
    pub(super) budgets: (f64, f64),
    /// At the lower and the upper edge.
    pub(super) values: (f64, f64),
}

impl Plot {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a share of the width of a page"
    )]
    pub(super) fn x(&self, budget: f64) -> f32 {
        let share = (budget - self.budgets.0) / (self.budgets.1 - self.budgets.0);
        self.area.left + self.area.width() * within_one(share) as f32
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "a share of the height of a page"
    )]
    pub(super) fn y(&self, value: f64) -> f32 {
        let share = (value - self.values.0) / (self.values.1 - self.values.0);
        self.area.bottom - self.area.height() * within_one(share) as f32
    }

    /// The points of a step function.
    pub(super) fn steps(&self, curve: &[CurvePoint], until: f64) -> Vec<(f32, f32)> {
        let mut points: Vec<(f32, f32)> = Vec::new();
        for point in curve {
            let (x, y) = (self.x(point.budget), self.y(point.value));
            if let Some(&(_, before)) = points.last() {
                points.push((x, before));
            }
            points.push((x, y));
        }
        if let Some(&(_, last)) = points.last() {
            points.push((self.x(until), last));
        }
        // Steps smaller than a hair only make the file longer.
        let end = points.last().copied();
        points.dedup_by(|b, a| (a.0 - b.0).abs() < 0.02 && (a.1 - b.1).abs() < 0.02);
        if points.len() < 2 {
            points.extend(end);
        }
        points
    }
}

/// A share of an axis; what is no number is put at its beginning.
fn within_one(share: f64) -> f64 {
    if share.is_nan() {
        0.0
    } else {
        share.clamp(0.0, 1.0)
    }
}

/// A curve within the budgets of the chart, beginning at its left edge if it can.
pub(super) fn within(curve: &[CurvePoint], from: f64, to: f64) -> Vec<CurvePoint> {
    let is_number = |point: &&CurvePoint| point.budget.is_finite() && point.value.is_finite();
    let before = curve
        .iter()
        .filter(is_number)
        .rfind(|point| point.budget <= from);
    let start = before.map(|point| CurvePoint {
        budget: from,
        value: point.value,
    });
    let inside = curve
        .iter()
        .filter(is_number)
        .filter(|point| point.budget > from && point.budget <= to);
    start.into_iter().chain(inside.copied()).collect()
}

/// The value of a step function; `None` before it begins.
pub(super) fn value_at(curve: &[CurvePoint], budget: f64) -> Option<f64> {
    curve
        .iter()
        .rfind(|point| point.budget <= budget + 1e-9)
        .map(|point| point.value)
}

/// Places along a curve, from its right end to its left: above it, or below.
pub(super) fn along(points: &[(f32, f32)], words: &Line, above: bool) -> Vec<(f32, f32)> {
    let (Some(&(from, _)), Some(&(to, _))) = (points.first(), points.last()) else {
        return Vec::new();
    };
    let mut places = Vec::new();
    for distance in [6.0_f32, 14.0, 26.0] {
        for part in 0..20u8 {
            let left = to - words.width - (to - from) * f32::from(part) / 20.0;
            let right = left + words.width;
            let over: Vec<f32> = points
                .windows(2)
                .filter(|pair| pair[0].0 <= right && pair[1].0 >= left)
                .flat_map(|pair| [pair[0].1, pair[1].1])
                .collect();
            // The extreme of the curve over the width of the words.
            let y = if above {
                over.iter().copied().fold(f32::MAX, f32::min) - distance
            } else {
                over.iter().copied().fold(f32::MIN, f32::max) + distance + words.size * 0.74
            };
            if y.is_finite() && y.abs() < 1e6 {
                places.push((left, y));
            }
        }
    }
    places
}
