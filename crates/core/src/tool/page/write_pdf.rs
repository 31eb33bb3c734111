//! Writes a page as tagged PDF.
//!
//! krilla checks the rules of PDF/UA-1 (for people who use a screen reader) and PDF/A-2a (for
//! archives) while it writes, and refuses what breaks them. Every mark is either tagged with its
//! meaning or marked as an ornament; a line of text is one span, with its characters said apart from
//! its glyphs where boxes stand in for glyphs.

use std::num::{NonZeroU16, NonZeroU32};

use chrono::{Datelike, NaiveDate};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::Artifact;
use krilla::tagging::{
    ArtifactType, BBox, ContentTag, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind,
    TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};

use super::font::Face;
use super::scene::{Block, Cell, CellKind, Colour, HEIGHT, Mark, Pen, Scene, WIDTH};
use super::text::{Line, Run};
use super::write_png::boxes;
use crate::{Code, Error, Result};

const LANGUAGE: &str = "en-GB";
/// Characters that stand for a chart, at most.
const SPOKEN: usize = 4_000;

/// The pages as PDF; `date` becomes the date of the document, and its title is that of the first.
pub(super) fn write(scenes: &[Scene], date: NaiveDate) -> Result<Vec<u8>> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|source| failed(&format!("{source:?}")))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let fonts = Face::ALL.map(|face| Font::new(face.data().into(), 0));
    let size =
        PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| failed("the size of the page"))?;
    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.to_owned()));
    // A screen reader expects a way to jump to the title, even on a single page.
    let mut outline = Outline::new();
    let title = scenes.first().map_or("", |scene| scene.title.as_str());
    for (at, scene) in scenes.iter().enumerate() {
        let mut page = document.start_page_with(size.clone());
        draw(&mut tree, scene, at, page.surface(), fonts.clone());
        page.finish();
        let name = match at {
            0 => title.to_owned(),
            _ => format!("Page {}", at + 1),
        };
        let place = krilla::destination::XyzDestination::new(at, Point::from_xy(0.0, 0.0));
        outline.push_child(OutlineNode::new(name, place));
    }
    document.set_tag_tree(tree);
    document.set_outline(outline);
    document.set_metadata(metadata(title, date));
    document
        .finish()
        .map_err(|source| failed(&source.to_string()).with("detail", format!("{source:?}")))
}

/// Draws everything, and says what it is.
fn draw(
    tree: &mut TagTree,
    scene: &Scene,
    page: usize,
    surface: Surface<'_>,
    fonts: [Option<Font>; 4],
) {
    let mut writer = Writer {
        surface,
        page,
        fonts,
    };
    for block in &scene.blocks {
        if let Some(group) = writer.block(block) {
            tree.push(group);
        }
    }
    writer.surface.finish();
}

fn failed(cause: &str) -> Error {
    Error::new(Code::Internal, "The PDF could not be made.").with("cause", cause)
}

fn metadata(title: &str, date: NaiveDate) -> Metadata {
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    Metadata::new()
        .title(title.to_owned())
        .language(LANGUAGE.to_owned())
        .creator("Colloquy".to_owned())
        .creation_date(
            DateTime::new(u16::try_from(date.year()).unwrap_or(0))
                .month(part(date.month()))
                .day(part(date.day()))
                .hour(0)
                .minute(0)
                .second(0)
                .utc_offset_hour(0)
                .utc_offset_minute(0),
        )
}

struct Writer<'a> {
    surface: Surface<'a>,
    /// Its place in the document.
    page: usize,
    fonts: [Option<Font>; 4],
}

impl Writer<'_> {
    /// Draws a block and says what it is; `None` for ornament.
    fn block(&mut self, block: &Block) -> Option<Node> {
        match block {
            Block::Ornament(marks) => {
                self.surface
                    .start_tagged(ContentTag::Artifact(Artifact::with_kind(
                        ArtifactType::Layout,
                    )));
                for mark in marks {
                    self.draw(mark);
                }
                self.surface.end_tagged();
                None
            }
            Block::Heading { level, marks } => {
                let text = spoken(marks);
                let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                Some(self.group(Tag::Hn(level, Some(text)), marks))
            }
            Block::Paragraph(marks) => Some(self.group(Tag::P, marks)),
            Block::Figure { alt, marks } => {
                let area = marks
                    .iter()
                    .map(Mark::area)
                    .reduce(|all, one| {
                        super::scene::Area::new(
                            all.left.min(one.left),
                            all.top.min(one.top),
                            all.right.max(one.right),
                            all.bottom.max(one.bottom),
                        )
                    })
                    .and_then(|area| Rect::from_ltrb(area.left, area.top, area.right, area.bottom))
                    .map(|rect| BBox::new(self.page, rect));
                let tag = Tag::Figure(Some(spoken_within(alt))).with_bbox(area);
                Some(self.group(tag, marks))
            }
            Block::Table { summary, rows } => {
                let mut table = TagGroup::new(Tag::Table.with_summary(Some(summary.clone())));
                for row in rows {
                    let mut group = TagGroup::new(Tag::TR);
                    for cell in row {
                        let node = self.cell(cell);
                        group.push(node);
                    }
                    table.push(group);
                }
                Some(table.into())
            }
        }
    }

    fn cell(&mut self, cell: &Cell) -> Node {
        let span = NonZeroU32::new(cell.span).filter(|span| span.get() > 1);
        let header = |scope| TagKind::from(Tag::TH(scope).with_col_span(span));
        let tag = match cell.kind {
            CellKind::Column => header(TableHeaderScope::Column),
            CellKind::Row => header(TableHeaderScope::Row),
            CellKind::Data => Tag::TD.with_col_span(span).into(),
        };
        // The sign of a row only repeats the heading above it.
        let (texts, signs): (Vec<Mark>, Vec<Mark>) =
            (cell.marks.iter().cloned()).partition(|mark| matches!(mark, Mark::Text { .. }));
        if !signs.is_empty() {
            self.block(&Block::Ornament(signs));
        }
        self.group(tag, &texts)
    }

    /// Draws marks as the content of one element.
    fn group(&mut self, tag: impl Into<TagKind>, marks: &[Mark]) -> Node {
        let mut group = TagGroup::new(tag);
        let mut rest = marks;
        while let Some(first) = rest.first() {
            // Shapes beside each other are one piece of content; each line of text is its own.
            let count = match first {
                Mark::Text { .. } => 1,
                _ => rest
                    .iter()
                    .take_while(|mark| !matches!(mark, Mark::Text { .. }))
                    .count(),
            };
            let (now, later) = rest.split_at(count);
            rest = later;
            let spoken = match first {
                Mark::Text { line, .. } if line.has_boxes() => Some(line.text()),
                _ => None,
            };
            let content = match first {
                Mark::Text { .. } => {
                    ContentTag::Span(SpanTag::empty().with_actual_text(spoken.as_deref()))
                }
                _ => ContentTag::Other,
            };
            let id = self.surface.start_tagged(content);
            for mark in now {
                self.draw(mark);
            }
            self.surface.end_tagged();
            group.push(id);
        }
        group.into()
    }

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
            } => self.shape(circle(*x, *y, *radius), *fill, *pen),
        }
    }

    fn shape(&mut self, path: PathBuilder, colour: Option<Colour>, pen: Option<Pen>) {
        let Some(path) = path.finish() else { return };
        self.surface.set_fill(colour.map(fill));
        self.surface.set_stroke(pen.map(|pen| Stroke {
            paint: rgb(pen.colour).into(),
            width: pen.width,
            dash: pen.dash.map(|(on, off)| StrokeDash {
                array: vec![on, off],
                offset: 0.0,
            }),
            ..Stroke::default()
        }));
        self.surface.draw_path(&path);
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
        let Some(font) = self.fonts[run.face as usize].clone() else {
            return;
        };
        let glyphs: Vec<KrillaGlyph> = run
            .glyphs
            .iter()
            .map(|glyph| {
                let range = glyph.from..glyph.to;
                let id = GlyphId::new(u32::from(glyph.id));
                KrillaGlyph::new(id, glyph.advance, glyph.right, glyph.up, 0.0, range, None)
            })
            .collect();
        self.surface.set_fill(Some(fill(run.style.colour)));
        self.surface.set_stroke(None);
        self.surface.draw_glyphs(
            Point::from_xy(x, y),
            &glyphs,
            font,
            &run.text,
            run.style.size,
            false,
        );
    }
}

/// Words that stand for a chart. PDF/A-2 allows a string 32,767 bytes, two for each character, and
/// nobody listens to a hundredth of that; the rest is in the workbook.
fn spoken_within(alt: &str) -> String {
    if alt.chars().count() <= SPOKEN {
        return alt.to_owned();
    }
    let cut: String = alt.chars().take(SPOKEN).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} … and more, in the workbook.")
}

/// What the text among marks says.
fn spoken(marks: &[Mark]) -> String {
    let lines: Vec<String> = marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Text { line, .. } => Some(line.text().trim().to_owned()),
            _ => None,
        })
        .collect();
    lines.join(" ")
}

fn rgb(colour: Colour) -> krilla::color::rgb::Color {
    krilla::color::rgb::Color::new(colour.0, colour.1, colour.2)
}

fn fill(colour: Colour) -> Fill {
    Fill {
        paint: rgb(colour).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

/// A circle of four curves.
fn circle(x: f32, y: f32, radius: f32) -> PathBuilder {
    // How far a control point is from its end, for a quarter of a circle.
    let bend = radius * 0.552_284_8;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + bend, x + bend, y + radius, x, y + radius);
    path.cubic_to(x - bend, y + radius, x - radius, y + bend, x - radius, y);
    path.cubic_to(x - radius, y - bend, x - bend, y - radius, x, y - radius);
    path.cubic_to(x + bend, y - radius, x + radius, y - bend, x + radius, y);
    path.close();
    path
}
