//! The page of a tool of tables: its sentence, and as many of its parts as a page holds.
//!
//! Design: two columns. A part that is wide by nature (a heat map of months, many figures) takes
//! both. Each part goes, in the order of the tool, under the shorter column, and draws itself into
//! the room that is left; one that needs more than that goes to the next page. A picture has only
//! one page: there it is named at the foot and is in the workbook.

mod bars;
mod grid;
mod heat;
mod map;
mod names;
mod radar;
mod table;
#[cfg(test)]
mod tests;
mod words;

use chrono::NaiveDate;

use super::figures;
use super::font::Face;
use super::frame::{FINDING, FINDING_LINES, FINDING_STRONG, Foot, RIGHT, continued, head};
use super::scene::{Area, Block, INK, INK2, INK3, Mark, Pen, SIDE, Scene};
use super::text::{Line, Span, Style, clean, fit, line};
use crate::api::{SheetPart, SheetView, TextPart, Tone, ToolView};
use crate::tool::export::parts;
use crate::tool::is_private;
use crate::tool::sheet::part;
use names::Names;

const GAP: f32 = 30.0;
const BETWEEN: f32 = 16.0;
const HEADING: Style = Style::new(Face::SansBold, 10.5, INK);
const SENTENCE: Style = Style::new(Face::Serif, 11.0, INK2);
/// Words in tables and beside charts.
const TEXT: Style = Style::new(Face::Sans, 9.5, INK);
/// The same, for the row that matters.
const BOLD: Style = Style::new(Face::SansBold, 9.5, INK);
/// Headings of columns, axes.
const GREY: Style = Style::new(Face::Sans, 9.0, INK3);

/// Heights that a radar or a grid may have, best first.
const CHARTS: [f32; 3] = [250.0, 210.0, 170.0];
/// A table or a chart is not begun for fewer rows than this, unless it has no more.
const LEAST_ROWS: usize = 3;
/// Nobody reads further.
const MOST_PAGES: usize = 5;
/// Title of the formula, where it stands with the parts.
const COMPUTED: &str = "How it is computed";

/// What a part drew: its blocks, and where it ends.
struct Drawn {
    blocks: Vec<Block>,
    bottom: f32,
}

/// The only page: what it has no room for is in the workbook.
pub(super) fn lay_out(view: &ToolView, result: &SheetView, date: NaiveDate) -> Scene {
    let names = Names::of(result);
    let (mut scene, left_out) = first(view, result, date, &view.formula, &names);
    let titles = titles(&left_out, &names, false);
    let facts = elsewhere("In the workbook, not on this page:", &titles);
    let boxes = scene.has_boxes();
    foot(&view.caveat, &view.formula, facts, "")
        .lay_out(date, boxes)
        .draw(&mut scene);
    scene
}

/// As many pages as it takes.
pub(super) fn pages(view: &ToolView, result: &SheetView, date: NaiveDate) -> Vec<Scene> {
    let names = Names::of(result);
    let has_formula = foot(&view.caveat, &view.formula, Vec::new(), "").is_whole();
    let formula: &[String] = if has_formula { &view.formula } else { &[] };
    let (scene, mut rest) = first(view, result, date, formula, &names);
    let computed = SheetPart::Text(TextPart {
        title: COMPUTED.to_owned(),
        paragraphs: view.formula.clone(),
        list: false,
    });
    if !has_formula {
        rest.push(&computed);
    }
    let mut scenes = vec![scene];
    let mut ahead: Vec<Vec<String>> = vec![titles(&rest, &names, true)];
    while !rest.is_empty() && scenes.len() < MOST_PAGES {
        let mut scene = Scene::new(scenes[0].title.clone());
        let top = continued(&mut scene, &clean(&view.card.title), date);
        let bottom = foot("", &[], vec!["x".to_owned()], "x")
            .lay_out(date, false)
            .top
            - 12.0;
        let left_out = flow(&mut scene, &names, &rest, top, bottom);
        if left_out.len() == rest.len() {
            break;
        }
        rest = left_out;
        ahead.push(titles(&rest, &names, true));
        scenes.push(scene);
    }
    let count = scenes.len();
    for (at, scene) in scenes.iter_mut().enumerate() {
        let page = at + 1;
        let facts = if page < count {
            elsewhere(&format!("On page {}:", page + 1), &ahead[at])
        } else {
            elsewhere("In the workbook, not on these pages:", &ahead[at])
        };
        let number = if count > 1 {
            format!(" Page {page} of {count}.")
        } else {
            String::new()
        };
        let caveat = if at == 0 { view.caveat.as_str() } else { "" };
        let formula = if at == 0 { formula } else { &[] };
        let boxes = scene.has_boxes();
        foot(caveat, formula, facts, &number)
            .lay_out(date, boxes)
            .draw(scene);
    }
    scenes
}

/// The first page without its foot, and the parts that there is no room for.
fn first<'p>(
    view: &ToolView,
    result: &'p SheetView,
    date: NaiveDate,
    formula: &[String],
    names: &Names,
) -> (Scene, Vec<&'p SheetPart>) {
    let title = clean(&view.card.title);
    let mut scene = Scene::new(format!("{title}, {}", figures::day(date)));
    let purpose = clean(&view.card.purpose);
    let subtitle = if is_private(&view.card.tool) {
        format!("Private, for its owner alone. {purpose}")
    } else {
        purpose
    };
    let finding = finding(result, names);
    let top = head(&mut scene, &title, &subtitle, date, finding);
    // The foot grows by a line when parts are left out: room for it is kept from the start.
    let probe = foot(&view.caveat, formula, vec!["x".to_owned()], "x");
    let bottom = probe.lay_out(date, false).top - 12.0;
    let parts: Vec<&SheetPart> = result.parts.iter().collect();
    let left_out = flow(&mut scene, names, &parts, top, bottom);
    (scene, left_out)
}

/// Draws parts where there is room; gives those that there is none for. Charts give way: when a
/// smaller one lets another part onto the page, it is drawn smaller.
fn flow<'p>(
    scene: &mut Scene,
    names: &Names,
    parts: &[&'p SheetPart],
    top: f32,
    bottom: f32,
) -> Vec<&'p SheetPart> {
    let tries = CHARTS.map(|tall| flowed(names, parts, (top, bottom), tall));
    let best = tries.into_iter().reduce(|best, next| {
        if next.1.len() < best.1.len() {
            next
        } else {
            best
        }
    });
    let (blocks, left_out) = best.unwrap_or_default();
    scene.blocks.extend(blocks);
    left_out
}

fn flowed<'p>(
    names: &Names,
    parts: &[&'p SheetPart],
    (top, bottom): (f32, f32),
    tall: f32,
) -> (Vec<Block>, Vec<&'p SheetPart>) {
    let half = (RIGHT - SIDE - GAP) / 2.0;
    let columns = [(SIDE, SIDE + half), (SIDE + half + GAP, RIGHT)];
    let mut ends = [top, top];
    let (mut blocks, mut left_out) = (Vec::new(), Vec::new());
    for &part in parts {
        let lower = if ends[0] <= ends[1] { 0 } else { 1 };
        let places: Vec<(usize, Area)> = if is_wide(part, half) {
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
            .find_map(|(at, area)| Some((at, draw(part, names, area, tall)?)));
        match drawn {
            Some((at, drawn)) => {
                let end = drawn.bottom + BETWEEN;
                match at {
                    2 => ends = [end, end],
                    at => ends[at] = end,
                }
                blocks.extend(drawn.blocks);
            }
            None => left_out.push(part),
        }
    }
    (blocks, left_out)
}

/// Titles of parts that are elsewhere; a part without anything in it is nowhere.
fn titles(parts: &[&SheetPart], names: &Names, formula: bool) -> Vec<String> {
    parts
        .iter()
        .filter(|part| formula || parts::head(part).0 != COMPUTED)
        .map(|part| names.shorten(parts::head(part).0))
        .collect()
}

/// Says by whole titles, on one line, what is elsewhere.
fn elsewhere(begin: &str, titles: &[String]) -> Vec<String> {
    let said = |count: usize| {
        let named = titles[..count].join("; ");
        match titles.len() - count {
            0 => format!("{begin} {named}."),
            others => format!("{begin} {named}; and {others} more."),
        }
    };
    let fits = (1..=titles.len())
        .rev()
        .map(said)
        .find(|text| line(text, GREY).width <= RIGHT - SIDE);
    match (titles.len(), fits) {
        (0, _) => Vec::new(),
        (_, Some(text)) => vec![text],
        (count, None) => vec![format!("{begin} {}.", part::count(count, "part", "parts"))],
    }
}

fn is_wide(part: &SheetPart, half: f32) -> bool {
    match part {
        SheetPart::Heat(part) => part.columns.len() > 5,
        SheetPart::Map(part) => part.columns.len() > 2,
        SheetPart::Text(part) => part.title == COMPUTED,
        SheetPart::Table(part) => part.columns.len() > 4 && table::wish(part) > half * 1.25,
        SheetPart::Figures(part) => part.figures.len() > 3,
        _ => false,
    }
}

/// A part with its heading; `None` when there is too little room for it.
fn draw(part: &SheetPart, names: &Names, area: Area, tall: f32) -> Option<Drawn> {
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
                fit(&names.shorten(title), HEADING, area.width()),
            )],
        },
    ];
    if !sentence.is_empty() {
        let mut marks = Vec::new();
        let spans = |text: &str| vec![Span::new(text, SENTENCE)];
        for line in names.lines(&spans, sentence, area.width(), 3) {
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
        SheetPart::Grid(part) => grid::draw(part, room, tall),
        SheetPart::Radar(part) => radar::draw(part, room, tall),
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

/// The lines of the finding, with its marks.
fn finding(result: &SheetView, names: &Names) -> Vec<Line> {
    let sentence = result
        .finding
        .as_deref()
        .or(result.missing.as_deref())
        .unwrap_or("Nothing is filled in yet.");
    let spans = |sentence: &str| {
        let pieces = sentence.split(['[', ']']).enumerate();
        pieces
            .filter(|(_, piece)| !piece.is_empty())
            .map(|(at, piece)| {
                let style = if at % 2 == 1 { FINDING_STRONG } else { FINDING };
                Span::new(piece, style)
            })
            .collect()
    };
    names.lines(&spans, sentence, RIGHT - SIDE, FINDING_LINES)
}

/// A last line for what there was no room for.
fn more(count: usize, left: f32, y: f32) -> Block {
    let words = format!("and {count} more, in the workbook");
    Block::Paragraph(vec![Mark::text(left, y, line(&words, GREY))])
}

/// What goes below a page; `number` says which one of how many it is.
fn foot<'a>(caveat: &'a str, formula: &'a [String], facts: Vec<String>, number: &str) -> Foot<'a> {
    Foot {
        formula,
        rest: "The rest of it is in the workbook.",
        caveat,
        warning: None,
        facts,
        given: format!("Names and figures are the owner’s.{number}"),
    }
}
