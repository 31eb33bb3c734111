//! Puts the labels of a chart where they cover nothing.
//!
//! A label has a few places where a reader would look for it, best first. It takes the first that is
//! free; if none is, the one that covers least of the lines, but never other words. If even that
//! cannot be had, it isn't placed, and the caller says its words elsewhere.

use super::scene::{Area, Mark};
use super::text::Line;

/// What is on a chart already.
pub(super) struct Labels {
    /// Labels stay within this.
    bounds: Area,
    words: Vec<Area>,
    lines: Vec<Vec<(f32, f32)>>,
}

impl Labels {
    /// A chart with nothing on it.
    pub(super) fn new(bounds: Area) -> Self {
        Self {
            bounds,
            words: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// A line that labels had better not cover.
    pub(super) fn line(&mut self, points: &[(f32, f32)]) {
        self.lines.push(points.to_vec());
    }

    /// Something that labels must not cover.
    pub(super) fn block(&mut self, area: Area) {
        self.words.push(area);
    }

    /// Puts a label at the best of the places for its left end and base line.
    pub(super) fn place(&mut self, line: &Line, places: &[(f32, f32)]) -> Option<Mark> {
        let mut best: Option<(usize, Mark, Area)> = None;
        for &(x, y) in places {
            let mark = Mark::text(x, y, line.clone());
            let area = mark.area().grown(1.5);
            if !self.bounds.holds(mark.area()) || self.words.iter().any(|word| word.meets(area)) {
                continue;
            }
            let covered = self
                .lines
                .iter()
                .flat_map(|line| line.windows(2))
                .filter(|part| part_meets(part, area))
                .count();
            if best.as_ref().is_none_or(|(least, ..)| covered < *least) {
                best = Some((covered, mark, area));
            }
            if covered == 0 {
                break;
            }
        }
        let (_, mark, area) = best?;
        self.words.push(area);
        Some(mark)
    }
}

/// A part of a step function, level or upright, or (of a radar) its surrounding rectangle.
fn part_meets(part: &[(f32, f32)], area: Area) -> bool {
    let [(x1, y1), (x2, y2)] = part else {
        return false;
    };
    // A level line has no height; half a point on each side makes it one with an area.
    Area::new(x1.min(*x2), y1.min(*y2), x1.max(*x2), y1.max(*y2))
        .grown(0.5)
        .meets(area)
}
