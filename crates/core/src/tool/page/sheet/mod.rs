//! The page of a tool of tables: its sentence, and as many of its parts as a page holds.
//!
//! Design: two columns. A part that is wide by nature (a heat map of months, a map) takes both. Each
//! part goes, in the order of the tool, under the shorter column, and draws itself into the room
//! that is left; one that needs more than that is named at the foot and is in the workbook.

mod bars;
mod grid;
mod heat;
mod map;
mod radar;
mod table;
#[cfg(test)]
mod tests;
mod words;

use chrono::NaiveDate;

use super::figures;
use super::font::Face;
use super::frame::{FINDING, FINDING_STRONG, Foot, LaidFoot, RIGHT, head};
use super::scene::{Area, Block, INK, INK2, INK3, Mark, Pen, SIDE, Scene};
use super::text::{Span, Style, clean, fit, line, wrap};
use crate::api::{SheetPart, SheetView, Tone, ToolView};
use crate::tool::export::parts;

const GAP: f32 = 30.0;
const BETWEEN: f32 = 16.0;
const HEADING: Style = Style::new(Face::SansBold, 10.5, INK);
const SENTENCE: Style = Style::new(Face::Serif, 11.0, INK2);
/// Words in tables and beside charts.
const TEXT: Style = Style::new(Face::Sans, 9.5, INK);
/// The same, for the row that matters.
const BOLD: Style = Style::new(Face::SansBold, 9.5, INK);
/// Headings of columns, axes.
const GREY: Style = Style::new(Face::Sans, 8.5, INK3);

/// What a part drew: its blocks, and where it ends.
struct Drawn {
    blocks: Vec<Block>,
    bottom: f32,
}

/// Lays the page out.
pub(super) fn lay_out(view: &ToolView, result: &SheetView, date: NaiveDate) -> Scene {
    let title = clean(&view.card.title);
    let mut scene = Scene::new(format!("{title}, {}", figures::day(date)));
    let top = head(
        &mut scene,
        &title,
        &clean(&view.card.purpose),
        date,
        &finding(result),
    );
    // The foot grows by a line when parts are left out: room for it is kept from the start.
    let bottom = foot(view, date, &["x"], false).top - 12.0;
    let left_out = flow(&mut scene, result, top, bottom);
    let left_out: Vec<&str> = left_out.iter().map(String::as_str).collect();
    let boxes = scene.has_boxes();
    foot(view, date, &left_out, boxes).draw(&mut scene);
    scene
}

/// Draws parts where there is room; gives the titles of those that there is none for.
fn flow(scene: &mut Scene, result: &SheetView, top: f32, bottom: f32) -> Vec<String> {
    let half = (RIGHT - SIDE - GAP) / 2.0;
    let columns = [(SIDE, SIDE + half), (SIDE + half + GAP, RIGHT)];
    let mut ends = [top, top];
    let mut left_out = Vec::new();
    for part in &result.parts {
        let name = || clean(parts::head(part).0);
        let lower = if ends[0] <= ends[1] { 0 } else { 1 };
        let places: Vec<(usize, Area)> = if is_wide(part) {
            let from = ends[0].max(ends[1]);
            vec![(2, Area::new(SIDE, from, RIGHT, bottom))]
        } else {
            [lower, 1 - lower]
                .into_iter()
                .map(|at| {
                    (
                        at,
                        Area::new(columns[at].0, ends[at], columns[at].1, bottom),
                    )
                })
                .collect()
        };
        let drawn = places
            .into_iter()
            .find_map(|(at, area)| Some((at, draw(part, area)?)));
        match drawn {
            Some((at, drawn)) => {
                let end = drawn.bottom + BETWEEN;
                match at {
                    2 => ends = [end, end],
                    at => ends[at] = end,
                }
                scene.blocks.extend(drawn.blocks);
            }
            None => left_out.push(name()),
        }
    }
    left_out
}

fn is_wide(part: &SheetPart) -> bool {
    match part {
        SheetPart::Heat(part) => part.columns.len() > 5,
        SheetPart::Map(_) => true,
        SheetPart::Table(part) => part.columns.len() > 5,
        SheetPart::Figures(part) => part.figures.len() > 4,
        _ => false,
    }
}

/// A part with its heading; `None` when there is too little room for it.
fn draw(part: &SheetPart, area: Area) -> Option<Drawn> {
    let (title, sentence) = parts::head(part);
    let mut y = area.top + 15.0;
    let rule = Mark::rule(area.left, area.right, area.top, Pen::solid(INK, 0.9));
    let mut blocks = vec![
        Block::Ornament(vec![rule]),
        Block::Heading {
            level: 2,
            marks: vec![Mark::text(
                area.left,
                y,
                fit(&clean(title), HEADING, area.width()),
            )],
        },
    ];
    if !sentence.is_empty() {
        let mut marks = Vec::new();
        for line in wrap(&[Span::new(&clean(sentence), SENTENCE)], area.width(), 2) {
            y += 14.5;
            marks.push(Mark::text(area.left, y, line));
        }
        blocks.push(Block::Paragraph(marks));
    }
    let room = Area::new(area.left, y + 7.0, area.right, area.bottom);
    let body = match part {
        SheetPart::Figures(part) => words::figures(part, room),
        SheetPart::Text(part) => words::text(part, room),
        SheetPart::Table(part) => table::draw(part, room),
        SheetPart::Bars(part) => bars::draw(part, room),
        SheetPart::Heat(part) => heat::draw(part, room),
        SheetPart::Grid(part) => grid::draw(part, room),
        SheetPart::Radar(part) => radar::draw(part, room),
        SheetPart::Map(part) => map::draw(part, room),
    }?;
    blocks.extend(body.blocks);
    Some(Drawn {
        blocks,
        bottom: body.bottom,
    })
}

/// The style of words that are meant so.
fn toned(tone: Tone) -> Style {
    match tone {
        Tone::Plain => TEXT,
        Tone::Strong => BOLD.coloured(super::scene::PEN),
        Tone::Caution => BOLD.coloured(super::scene::CAUTION),
        Tone::Weak => TEXT.coloured(INK3),
    }
}

/// The finding with its marks.
fn finding(result: &SheetView) -> Vec<Span> {
    let sentence = result
        .finding
        .as_deref()
        .or(result.missing.as_deref())
        .unwrap_or("Nothing is filled in yet.");
    let mut spans = Vec::new();
    for (at, piece) in clean(sentence).split(['[', ']']).enumerate() {
        if !piece.is_empty() {
            let style = if at % 2 == 1 { FINDING_STRONG } else { FINDING };
            spans.push(Span::new(piece, style));
        }
    }
    spans
}

/// A last line for what there was no room for.
fn more(count: usize, left: f32, y: f32) -> Block {
    let words = format!("and {count} more, in the workbook");
    Block::Paragraph(vec![Mark::text(left, y, line(&words, GREY))])
}

fn foot(view: &ToolView, date: NaiveDate, left_out: &[&str], boxes: bool) -> LaidFoot {
    let facts = if left_out.is_empty() {
        Vec::new()
    } else {
        vec![format!(
            "In the workbook, not on this page: {}.",
            left_out.join("; ")
        )]
    };
    Foot {
        formula: &view.formula,
        caveat: &view.caveat,
        warning: None,
        facts,
        given: "Names and figures are the owner’s.",
    }
    .lay_out(date, boxes)
}
