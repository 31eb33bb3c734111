//! Draws a page as pixels: the outlines of the same glyphs that the PDF embeds.

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};
use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, PathBuilder, Pixmap, Stroke, StrokeDash, Transform,
};

use super::scene::{Colour, HEIGHT, Mark, Pen, Scene, WIDTH};
use super::text::{BOX_WIDTH, Line, Run};
use crate::{Code, Error, Result};

/// Pixels to a point: 192 to the inch, which is twice the pixels of CSS.
const SCALE: f32 = 8.0 / 3.0;
/// Size of the picture in pixels.
pub(super) const PIXELS: (u32, u32) = (2246, 1588);

/// The page as PNG.
pub(super) fn write(scene: &Scene) -> Result<Vec<u8>> {
    let failed =
        |what: &str| Error::new(Code::Internal, format!("The picture could not be {what}."));
    let mut canvas = Canvas {
        pixels: Pixmap::new(PIXELS.0, PIXELS.1).ok_or_else(|| failed("begun"))?,
        // The page is centred in whole pixels.
        place: Transform::from_scale(SCALE, SCALE).post_translate(
            (pixel(PIXELS.0) - WIDTH * SCALE) / 2.0,
            (pixel(PIXELS.1) - HEIGHT * SCALE) / 2.0,
        ),
    };
    canvas.pixels.fill(Color::WHITE);
    for mark in scene.marks() {
        canvas.draw(mark);
    }
    canvas
        .pixels
        .encode_png()
        .map_err(|source| failed("encoded").with("cause", source))
}

#[allow(clippy::cast_precision_loss, reason = "a few thousand")]
fn pixel(count: u32) -> f32 {
    count as f32
}

struct Canvas {
    pixels: Pixmap,
    place: Transform,
}

impl Canvas {
    fn draw(&mut self, mark: &Mark) {
        match mark {
            Mark::Text { x, y, line } => self.text(*x, *y, line),
            Mark::Path {
                points,
                closed,
                fill,
                pen,
            } => {
                let mut path = PathBuilder::new();
                for (at, &(x, y)) in points.iter().enumerate() {
                    if at == 0 {
                        path.move_to(x, y);
                    } else {
                        path.line_to(x, y);
                    }
                }
                if *closed {
                    path.close();
                }
                self.shape(path, *fill, *pen);
            }
            Mark::Circle {
                x,
                y,
                radius,
                fill,
                pen,
            } => {
                let mut path = PathBuilder::new();
                path.push_circle(*x, *y, *radius);
                self.shape(path, *fill, *pen);
            }
        }
    }

    fn shape(&mut self, path: PathBuilder, fill: Option<Colour>, pen: Option<Pen>) {
        // Nothing to draw, or a place that is no number.
        let Some(path) = path.finish() else { return };
        if let Some(fill) = fill {
            self.pixels
                .fill_path(&path, &paint(fill), FillRule::Winding, self.place, None);
        }
        if let Some(pen) = pen {
            let stroke = Stroke {
                width: pen.width,
                line_cap: LineCap::Butt,
                line_join: LineJoin::Miter,
                dash: pen
                    .dash
                    .and_then(|(on, off)| StrokeDash::new(vec![on, off], 0.0)),
                ..Stroke::default()
            };
            self.pixels
                .stroke_path(&path, &paint(pen.colour), &stroke, self.place, None);
        }
    }

    fn text(&mut self, x: f32, y: f32, line: &Line) {
        let mut x = x;
        for run in &line.runs {
            if run.is_boxes() {
                for (points, pen) in boxes(run, x, y) {
                    self.draw(&Mark::Path {
                        points,
                        closed: true,
                        fill: None,
                        pen: Some(pen),
                    });
                }
            } else {
                self.glyphs(x, y, run);
            }
            x += run.width;
        }
    }

    fn glyphs(&mut self, x: f32, y: f32, run: &Run) {
        let Some(face) = run.face.shaper() else {
            return;
        };
        #[allow(clippy::cast_precision_loss, reason = "units of a font are small")]
        let unit = run.style.size / face.units_per_em() as f32;
        let mut outline = Outline {
            path: PathBuilder::new(),
            x,
            y,
            unit,
        };
        let mut at = x;
        for glyph in &run.glyphs {
            outline.x = at + glyph.right * run.style.size;
            outline.y = y - glyph.up * run.style.size;
            // `None` for a glyph without an outline, such as a space.
            let _ = face.outline_glyph(GlyphId(glyph.id), &mut outline);
            at += glyph.advance * run.style.size;
        }
        self.shape(outline.path, Some(run.style.colour), None);
    }
}

/// The boxes of a run whose characters have no glyph.
pub(super) fn boxes(run: &Run, x: f32, y: f32) -> Vec<(Vec<(f32, f32)>, Pen)> {
    let size = run.style.size;
    let mut left = x;
    run.text
        .chars()
        .map(|_| {
            let (from, to) = (left + 0.08 * size, left + (BOX_WIDTH - 0.08) * size);
            left += BOX_WIDTH * size;
            let top = y - 0.7 * size;
            (
                vec![(from, top), (to, top), (to, y), (from, y)],
                Pen::solid(run.style.colour, 0.06 * size),
            )
        })
        .collect()
}

fn paint(colour: Colour) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(colour.0, colour.1, colour.2, 255);
    paint
}

/// Puts the outline of a glyph at its place on the page.
struct Outline {
    path: PathBuilder,
    x: f32,
    y: f32,
    unit: f32,
}

impl Outline {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.unit, self.y - y * self.unit)
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2)) = (self.at(x1, y1), self.at(x2, y2));
        let (x, y) = self.at(x, y);
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
