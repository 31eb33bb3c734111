//! Text: from characters to glyphs with widths, to lines that fit.
//!
//! People paste names from anywhere. A name is cleaned first (no controls, no line breaks, no
//! invisible characters, no towers of accents), then split into runs of one font each. A character
//! that no font has becomes a box of its own, and the PDF still says which one it was. Everything
//! runs from left to right: no font of ours has letters of a script that runs the other way, and
//! boxes have no direction.

use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Feature, UnicodeBuffer};

use super::font::Face;
use super::scene::Colour;

/// Longer text is cut before it is shaped; no line of the page is near as long.
const LONGEST: usize = 1_500;
/// Width of a box, in ems.
pub(super) const BOX_WIDTH: f32 = 0.66;

/// How text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) face: Face,
    /// In points.
    pub(super) size: f32,
    pub(super) colour: Colour,
    /// Figures of equal width, for columns of numbers.
    pub(super) tabular: bool,
}

impl Style {
    /// Text with figures of their own widths.
    pub(super) const fn new(face: Face, size: f32, colour: Colour) -> Self {
        Self {
            face,
            size,
            colour,
            tabular: false,
        }
    }

    /// The same for numbers below each other.
    pub(super) const fn tabular(mut self) -> Self {
        self.tabular = true;
        self
    }

    /// The same in another size.
    pub(super) const fn sized(mut self, size: f32) -> Self {
        self.size = size;
        self
    }

    /// The same in another colour.
    pub(super) const fn coloured(mut self, colour: Colour) -> Self {
        self.colour = colour;
        self
    }
}

/// Text of one style within a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) style: Style,
}

impl Span {
    /// Cleans the text.
    pub(super) fn new(text: &str, style: Style) -> Self {
        Self {
            text: clean(text),
            style,
        }
    }
}

/// A glyph; lengths are in ems.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub(super) id: u16,
    /// The bytes of the run's text that it stands for.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) advance: f32,
    pub(super) right: f32,
    pub(super) up: f32,
}

/// Glyphs of one font, or boxes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) face: Face,
    pub(super) style: Style,
    pub(super) text: String,
    /// Empty when no font has these characters: then there is a box for each.
    pub(super) glyphs: Vec<Glyph>,
    /// In points, trailing space included.
    pub(super) width: f32,
}

impl Run {
    /// Boxes stand for its characters.
    pub(super) fn is_boxes(&self) -> bool {
        self.glyphs.is_empty()
    }
}

/// Text on one line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) runs: Vec<Run>,
    /// Without a space at the end.
    pub(super) width: f32,
    /// Of its largest text.
    pub(super) size: f32,
}

impl Line {
    /// What it says.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// It has a box in it.
    pub(super) fn has_boxes(&self) -> bool {
        self.runs.iter().any(Run::is_boxes)
    }
}

/// A line of text as long as it is.
pub(super) fn line(text: &str, style: Style) -> Line {
    fit(text, style, f32::INFINITY)
}

/// A line of text of at most this width; what is cut off is marked by an ellipsis.
pub(super) fn fit(text: &str, style: Style, width: f32) -> Line {
    let spans = [Span::new(text, style)];
    wrap(&spans, width, 1)
        .pop()
        .unwrap_or_else(|| of_runs(Vec::new(), style.size))
}

/// The first of these that fits into this width; if none does, the last, cut.
pub(super) fn first_fitting(forms: &[String], style: Style, width: f32) -> Line {
    let whole = forms.iter().map(|form| line(form, style));
    let last = forms.last().map_or("", String::as_str);
    whole
        .into_iter()
        .find(|line| line.width <= width)
        .unwrap_or_else(|| fit(last, style, width))
}

/// Lines of at most this width, and at most so many: the last is cut with an ellipsis when the text
/// is longer. Lines break at spaces, and inside words that are wider than a line.
pub(super) fn wrap(spans: &[Span], width: f32, most: usize) -> Vec<Line> {
    let pieces = pieces(spans);
    let mut lines = Vec::new();
    let mut start = 0;
    while lines.len() < most {
        while pieces.get(start).is_some_and(|piece| piece.is_space) {
            start += 1;
        }
        if start >= pieces.len() {
            break;
        }
        let mut stop = line_end(&pieces, start, width);
        if stop < pieces.len() && lines.len() + 1 == most {
            lines.push(cut(spans, &pieces[start..], width));
            break;
        }
        let mut built = build(spans, &pieces[start..stop], "");
        // Shaping a part can differ from shaping the whole by a hair: a kern lost at the edge.
        while built.width > width && stop > start + 1 {
            stop -= 1;
            built = build(spans, &pieces[start..stop], "");
        }
        lines.push(built);
        start = stop;
    }
    lines
}

/// Where the line that begins at `start` ends.
fn line_end(pieces: &[Piece], start: usize, width: f32) -> usize {
    let mut used = 0.0;
    let mut after_space = None;
    for (at, piece) in pieces.iter().enumerate().skip(start) {
        if piece.is_space {
            after_space = Some(at + 1);
        } else if used + piece.width > width && at > start {
            return after_space.unwrap_or(at);
        }
        used += piece.width;
    }
    pieces.len()
}

/// As much as fits, and an ellipsis.
fn cut(spans: &[Span], pieces: &[Piece], width: f32) -> Line {
    let mut used = 0.0;
    let mut stop = 0;
    for piece in pieces {
        used += piece.width;
        if used > width {
            break;
        }
        stop += 1;
    }
    loop {
        while stop > 0 && pieces[stop - 1].is_space {
            stop -= 1;
        }
        let built = build(spans, &pieces[..stop], "…");
        if built.width <= width || stop == 0 {
            return built;
        }
        stop -= 1;
    }
}

/// What cannot be parted: a character with its accents, or a ligature.
#[derive(Debug, Clone, Copy)]
struct Piece {
    span: usize,
    from: usize,
    to: usize,
    width: f32,
    is_space: bool,
}

fn pieces(spans: &[Span]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (number, span) in spans.iter().enumerate() {
        let mut base = 0;
        for run in shape(&span.text, span.style) {
            let size = run.style.size;
            let mut push = |from: usize, to: usize, width: f32| {
                let (from, to) = (base + from, base + to);
                match pieces.last_mut() {
                    Some(last) if last.span == number && last.from == from => last.width += width,
                    _ => pieces.push(Piece {
                        span: number,
                        from,
                        to,
                        width,
                        is_space: span.text.get(from..to) == Some(" "),
                    }),
                }
            };
            if run.is_boxes() {
                for (at, character) in run.text.char_indices() {
                    push(at, at + character.len_utf8(), BOX_WIDTH * size);
                }
            } else {
                for glyph in &run.glyphs {
                    push(glyph.from, glyph.to, glyph.advance * size);
                }
            }
            base += run.text.len();
        }
    }
    pieces
}

/// Shapes a stretch of pieces as one line, with something after it.
fn build(spans: &[Span], pieces: &[Piece], after: &str) -> Line {
    let mut runs = Vec::new();
    let mut rest = pieces;
    let mut size = spans.first().map_or(0.0, |span| span.style.size);
    while let Some(first) = rest.first() {
        let count = rest
            .iter()
            .take_while(|piece| piece.span == first.span)
            .count();
        let (group, others) = rest.split_at(count);
        rest = others;
        let span = &spans[first.span];
        let to = group.last().map_or(first.to, |last| last.to);
        let mut text = span.text.get(first.from..to).unwrap_or_default().to_owned();
        if rest.is_empty() {
            text.push_str(after);
        }
        size = size.max(span.style.size);
        runs.extend(shape(&text, span.style));
    }
    if pieces.is_empty()
        && let Some(span) = spans.first()
    {
        runs.extend(shape(after, span.style));
    }
    of_runs(runs, size)
}

fn of_runs(runs: Vec<Run>, size: f32) -> Line {
    let full: f32 = runs.iter().map(|run| run.width).sum();
    let trailing = runs.last().map_or(0.0, |run| {
        run.glyphs
            .last()
            .filter(|_| run.text.ends_with(' '))
            .map_or(0.0, |space| space.advance * run.style.size)
    });
    Line {
        runs,
        width: full - trailing,
        size,
    }
}

/// Splits text into runs of one font and shapes them.
fn shape(text: &str, style: Style) -> Vec<Run> {
    let mut runs: Vec<(Option<Face>, String)> = Vec::new();
    for character in text.chars() {
        let last = runs.last().and_then(|(face, _)| *face);
        // A space or an accent stays with what it follows.
        let face = last
            .filter(|face| (character == ' ' || is_accent(character)) && face.has(character))
            .or_else(|| {
                style
                    .face
                    .with_fallback()
                    .into_iter()
                    .find(|face| face.has(character))
            });
        match runs.last_mut() {
            Some((same, text)) if *same == face => text.push(character),
            _ => runs.push((face, character.to_string())),
        }
    }
    runs.into_iter()
        .map(|(face, text)| glyph_run(face, text, style))
        .collect()
}

fn glyph_run(face: Option<Face>, text: String, style: Style) -> Run {
    let glyphs = face.and_then(|face| glyphs(face, &text, style.tabular));
    let (glyphs, ems) = match glyphs {
        Some(glyphs) => {
            let ems = glyphs.iter().map(|glyph| glyph.advance).sum();
            (glyphs, ems)
        }
        None => {
            let count = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
            (Vec::new(), f32::from(count) * BOX_WIDTH)
        }
    };
    Run {
        face: face.unwrap_or(style.face),
        style,
        text,
        glyphs,
        width: ems * style.size,
    }
}

/// `None` when a glyph is missing after all: then the run is drawn as boxes.
#[allow(clippy::cast_precision_loss, reason = "units of a font are small")]
fn glyphs(face: Face, text: &str, tabular: bool) -> Option<Vec<Glyph>> {
    let shaper = face.shaper()?;
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.guess_segment_properties();
    let features = [Feature::new(
        Tag::from_bytes(b"tnum"),
        u32::from(tabular),
        ..,
    )];
    let shaped = rustybuzz::shape(shaper, &features, buffer);
    let em = shaper.units_per_em() as f32;
    let infos = shaped.glyph_infos();
    let mut glyphs = Vec::with_capacity(infos.len());
    for (at, (info, position)) in infos.iter().zip(shaped.glyph_positions()).enumerate() {
        let from = info.cluster as usize;
        let to = infos[at..]
            .iter()
            .map(|later| later.cluster as usize)
            .find(|later| *later > from)
            .unwrap_or(text.len());
        let id = u16::try_from(info.glyph_id).ok().filter(|id| *id != 0)?;
        glyphs.push(Glyph {
            id,
            from,
            to,
            advance: position.x_advance as f32 / em,
            right: position.x_offset as f32 / em,
            up: position.y_offset as f32 / em,
        });
    }
    (!glyphs.is_empty()).then_some(glyphs)
}

/// Text as it can be put on one line: white space is one space, and invisible characters and the
/// third and later accents on a letter are left out.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(LONGEST * 4));
    let mut accents = 0;
    for character in text.chars().take(LONGEST) {
        if is_accent(character) {
            accents += 1;
            // Two are enough for every orthography; more would reach into other lines.
            if accents > 2 || out.is_empty() || out.ends_with(' ') {
                continue;
            }
        } else {
            accents = 0;
        }
        // A non-breaking space is kept: it holds a number and its unit together.
        let is_space = character.is_whitespace() && character != '\u{a0}';
        if is_space || character.is_control() {
            // One at the start is kept: it can part two spans. A line never begins with it.
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_invisible(character) {
            out.push(character);
        }
    }
    out
}

fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Characters without a shape: direction marks, joiners, selectors, tags, non-characters.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e0fff}')
        || (character as u32) & 0xFFFE == 0xFFFE
}
