//! Lines of about the same length, so that no sentence ends in a line of one word.

use super::text::{Line, Span, wrap};

/// Lines are not made narrower than this share of their room: a long name would break inside.
const NARROWEST: f32 = 0.72;
/// Halvings: the last is less than three points of a page's width.
const STEPS: usize = 6;

/// As [`wrap`], in as few lines, and those as narrow as they can be.
pub(super) fn balanced(spans: &[Span], width: f32, most: usize) -> Vec<Line> {
    let mut best = wrap(spans, width, most);
    let is_cut = |lines: &[Line]| lines.last().is_some_and(|line| line.text().ends_with('…'));
    if best.len() < 2 || is_cut(&best) {
        return best;
    }
    let (mut narrow, mut wide) = (width * NARROWEST, width);
    for _ in 0..STEPS {
        let middle = f32::midpoint(narrow, wide);
        let lines = wrap(spans, middle, best.len());
        if is_cut(&lines) {
            narrow = middle;
        } else {
            wide = middle;
            best = lines;
        }
    }
    best
}
