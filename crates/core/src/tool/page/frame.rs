//! What every page has around it: title, date and sentence above, caveats below.

use chrono::NaiveDate;

use super::balance::balanced;
use super::figures;
use super::font::Face;
use super::scene::{
    Block, CAUTION, HEIGHT, INK, INK2, INK3, Mark, Pen, RULE, SIDE, Scene, TOP, WIDTH,
};
use super::text::{Line, Span, Style, fit, line, wrap};

/// Where the right margin begins.
pub(super) const RIGHT: f32 = WIDTH - SIDE;

const TITLE: Style = Style::new(Face::SerifMedium, 23.0, INK);
const BESIDE: Style = Style::new(Face::Sans, 10.0, INK2);
const SMALL: Style = Style::new(Face::Sans, 9.0, INK3);

/// The sentence of a page.
pub(super) const FINDING: Style = Style::new(Face::Serif, 16.5, INK);
/// Words of it that carry the reader's own choice.
pub(super) const FINDING_STRONG: Style = Style::new(Face::SerifMedium, 16.5, super::scene::PEN);
const FINDING_STEP: f32 = 22.0;
/// Lines of it at most.
pub(super) const FINDING_LINES: usize = 3;

/// The lines of the sentence of a page.
pub(super) fn sentence(spans: &[Span]) -> Vec<Line> {
    balanced(spans, RIGHT - SIDE, FINDING_LINES)
}

/// Puts title, date, subtitle and sentence at the head; gives the height at which the rest begins.
pub(super) fn head(
    scene: &mut Scene,
    title: &str,
    subtitle: &str,
    date: NaiveDate,
    finding: Vec<Line>,
) -> f32 {
    let date = line(&figures::day(date), BESIDE.coloured(INK3));
    let room = RIGHT - SIDE - date.width - 20.0;
    let base = TOP + 21.0;
    scene.blocks.push(Block::Heading {
        level: 1,
        marks: vec![Mark::text(SIDE, base, fit(title, TITLE, room))],
    });
    scene
        .blocks
        .push(Block::Paragraph(vec![Mark::text_to(RIGHT, base, date)]));
    scene.blocks.push(Block::Paragraph(vec![Mark::text(
        SIDE,
        base + 17.0,
        fit(subtitle, BESIDE, RIGHT - SIDE),
    )]));
    let mut y = base + 23.0;
    let mut marks = Vec::new();
    for line in finding {
        y += FINDING_STEP;
        marks.push(Mark::text(SIDE, y, line));
    }
    scene.blocks.push(Block::Paragraph(marks));
    y + 18.0
}

/// The head of a page after the first, which repeats what is known; gives the height at which the
/// rest begins.
pub(super) fn continued(scene: &mut Scene, name: &str, date: NaiveDate) -> f32 {
    let date = line(&figures::day(date), BESIDE.coloured(INK3));
    let base = TOP + 14.0;
    let room = RIGHT - SIDE - date.width - 20.0;
    let style = Style::new(Face::SerifMedium, 14.0, INK);
    let words = fit(&format!("{name}, continued"), style, room);
    scene.blocks.push(Block::Ornament(vec![
        Mark::text(SIDE, base, words),
        Mark::text_to(RIGHT, base, date),
    ]));
    base + 18.0
}

/// What goes below a page.
pub(super) struct Foot<'a> {
    /// How the result is computed: as many of these sentences as there is room for.
    pub(super) formula: &'a [String],
    /// Where the sentences are that there is no room for.
    pub(super) rest: &'a str,
    /// What the numbers are worth.
    pub(super) caveat: &'a str,
    /// Something that weakens the result; first, and not in grey.
    pub(super) warning: Option<String>,
    /// More facts about the input, one a line.
    pub(super) facts: Vec<String>,
    /// Who gave the names and figures.
    pub(super) given: String,
}

/// A foot that is laid out, with its height.
pub(super) struct LaidFoot {
    lines: Vec<Line>,
    /// Where it begins.
    pub(super) top: f32,
}

const FOOT_STEP: f32 = 12.0;

/// Lines that the formula may take.
const FORMULA_LINES: usize = 3;
/// More than any caveat needs.
const CAVEAT_LINES: usize = 5;

impl Foot<'_> {
    /// The formula by whole sentences, as far as they fit; and whether all do.
    fn room_for_formula(&self) -> (String, bool) {
        let lines = |text: &str| {
            let span = Span::new(text, SMALL);
            wrap(&[span], RIGHT - SIDE, FORMULA_LINES + 1).len()
        };
        let whole = self.formula.join(" ");
        if lines(&whole) <= FORMULA_LINES {
            return (whole, true);
        }
        let fitting = (1..self.formula.len())
            .rev()
            .map(|count| self.formula[..count].join(" "))
            .find(|text| lines(&format!("{text} {}", self.rest)) <= FORMULA_LINES);
        (fitting.unwrap_or_default(), false)
    }

    /// There is room for the whole formula.
    pub(super) fn is_whole(&self) -> bool {
        self.room_for_formula().1
    }

    /// Lays it out against the lower margin. `boxes`: boxes stand for characters of the page.
    pub(super) fn lay_out(&self, date: NaiveDate, boxes: bool) -> LaidFoot {
        let room = RIGHT - SIDE;
        let mut lines = Vec::new();
        let mut add = |text: &str, style: Style, most: usize| {
            lines.extend(wrap(&[Span::new(text, style)], room, most));
        };
        if let Some(warning) = &self.warning {
            add(warning, SMALL.coloured(CAUTION), 1);
        }
        for fact in &self.facts {
            add(fact, SMALL, 1);
        }
        let (formula, is_whole) = self.room_for_formula();
        if is_whole || formula.is_empty() {
            add(&formula, SMALL, FORMULA_LINES);
        } else {
            add(&format!("{formula} {}", self.rest), SMALL, FORMULA_LINES);
        }
        // What the numbers are worth is never cut.
        add(self.caveat, SMALL, CAVEAT_LINES);
        let mut made = format!(
            "Made with Colloquy on {}. {}",
            figures::day(date),
            self.given
        );
        if boxes {
            made.push_str(" A box stands for a character that the fonts of this page lack.");
        }
        add(&made, SMALL, 2);
        let rows: f32 = lines.iter().map(|_| FOOT_STEP).sum();
        LaidFoot {
            lines,
            top: HEIGHT - TOP - rows - 8.0,
        }
    }
}

impl LaidFoot {
    /// Puts it on the page.
    pub(super) fn draw(self, scene: &mut Scene) {
        scene.rule(SIDE, RIGHT, self.top, Pen::solid(RULE, 0.75));
        let mut y = self.top + 3.0;
        for line in self.lines {
            y += FOOT_STEP;
            scene
                .blocks
                .push(Block::Paragraph(vec![Mark::text(SIDE, y, line)]));
        }
    }
}
