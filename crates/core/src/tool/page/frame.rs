//! What every page has around it: title, date and sentence above, caveats below.

use chrono::NaiveDate;

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
const SMALL: Style = Style::new(Face::Sans, 8.5, INK3);

/// The sentence of a page.
pub(super) const FINDING: Style = Style::new(Face::Serif, 16.5, INK);
/// Words of it that carry the reader's own choice.
pub(super) const FINDING_STRONG: Style = Style::new(Face::SerifMedium, 16.5, super::scene::PEN);
const FINDING_STEP: f32 = 22.0;

/// Puts title, date, subtitle and sentence at the head; gives the height at which the rest begins.
pub(super) fn head(
    scene: &mut Scene,
    title: &str,
    subtitle: &str,
    date: NaiveDate,
    finding: &[Span],
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
    let lines = wrap(finding, RIGHT - SIDE, 3);
    let mut marks = Vec::new();
    for line in lines {
        y += FINDING_STEP;
        marks.push(Mark::text(SIDE, y, line));
    }
    scene.blocks.push(Block::Paragraph(marks));
    y + 18.0
}

/// What goes below a page.
pub(super) struct Foot<'a> {
    /// How the result is computed.
    pub(super) formula: &'a [String],
    /// What the numbers are worth.
    pub(super) caveat: &'a str,
    /// Something that weakens the result; first, and not in grey.
    pub(super) warning: Option<String>,
    /// More facts about the input, one a line.
    pub(super) facts: Vec<String>,
    /// Who gave the names and figures.
    pub(super) given: &'a str,
}

/// A foot that is laid out, with its height.
pub(super) struct LaidFoot {
    lines: Vec<Line>,
    /// Where it begins.
    pub(super) top: f32,
}

const FOOT_STEP: f32 = 12.0;

impl Foot<'_> {
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
        let formula = self.formula.join(" ");
        if !formula.trim().is_empty() {
            add(&formula, SMALL, 2);
        }
        add(self.caveat, SMALL, 1);
        let mut made = format!(
            "Made with Colloquy on {}. {}",
            figures::day(date),
            self.given
        );
        if boxes {
            made.push_str(" A box stands for a character that the fonts of this page lack.");
        }
        add(&made, SMALL, 1);
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
