//! The page of T1, Survive–thrive: which of the three it is, why, and what to read first.

use chrono::NaiveDate;

use super::figures;
use super::font::Face;
use super::frame::{FINDING, FINDING_STRONG, Foot, LaidFoot, RIGHT, head, sentence};
use super::radar;
use super::scene::{
    Area, Block, Cell, CellKind, INK, INK2, INK3, Mark, Pen, RULE, RULE2, SIDE, Scene,
};
use super::text::{Span, Style, clean, fit, line, wrap};
use crate::api::{Band, SurviveThriveView, ToolKept, ToolView};
use crate::tool::sheet::part::plain;

/// Width of the left half.
const LEFT: f32 = 336.0;
const TEXT: Style = Style::new(Face::Sans, 10.0, INK);
const GREY: Style = Style::new(Face::Sans, 9.0, INK3);
const BOLD: Style = Style::new(Face::SansBold, 10.0, INK);
const ROW: f32 = 19.0;
/// The form never has more than five; what else might come must not leave the page.
const MOST_ROWS: usize = 6;

/// An earlier result to compare with.
pub(super) struct Earlier {
    /// Its day, and its name if it has one.
    pub(super) label: String,
    /// By the order of the dimensions.
    pub(super) scores: Vec<Option<f64>>,
    index: Option<f64>,
}

/// Lays the page out.
pub(super) fn lay_out(view: &ToolView, result: &SurviveThriveView, date: NaiveDate) -> Scene {
    let title = clean(&view.card.title);
    let title = if title.trim().is_empty() {
        "Survive–thrive"
    } else {
        title.trim()
    };
    let mut scene = Scene::new(format!("{title}, {}", figures::day(date)));
    let subtitle = format!(
        "{} statements on {} dimensions of a PMO, each dimension from 0 to 100",
        result.statements.len(),
        result.dimensions.len()
    );
    let top = head(
        &mut scene,
        title,
        &subtitle,
        date,
        sentence(&finding(result)),
    );
    let bottom = foot(view, date, false).top - 12.0;
    let earlier = earlier(view, result);
    let lower = table(&mut scene, result, earlier.as_ref(), top);
    lessons(&mut scene, result, lower + 26.0, bottom);
    let area = Area::new(SIDE + LEFT + 36.0, top, RIGHT, bottom);
    scene.rule(area.left, area.right, top, Pen::solid(INK, 0.9));
    radar::draw(&mut scene, result, earlier.as_ref(), area);
    let boxes = scene.has_boxes();
    foot(view, date, boxes).draw(&mut scene);
    scene
}

fn finding(result: &SurviveThriveView) -> Vec<Span> {
    let (Some(band), Some(index)) = (result.band, result.index) else {
        let words = format!(
            "{} of {} statements are answered; the result comes with the last.",
            result.answered,
            result.statements.len()
        );
        return vec![Span::new(&words, FINDING)];
    };
    let band = match band {
        Band::Survive => "Survive",
        Band::Stabilise => "Stabilise",
        Band::Thrive => "Thrive",
    };
    let mut spans = vec![
        Span::new(band, FINDING_STRONG),
        Span::new(&format!(", at {} of 100.", plain(index, 0)), FINDING),
    ];
    if let Some(reason) = &result.reason {
        spans.push(Span::new(&format!(" {reason}"), FINDING));
    }
    spans
}

/// The newest kept result that differs from the present one; it was often kept just before the page
/// is made, and then there is nothing to compare.
fn earlier(view: &ToolView, result: &SurviveThriveView) -> Option<Earlier> {
    let figure = |kept: &ToolKept, name: &str| {
        let figure = kept
            .summary
            .figures
            .iter()
            .find(|figure| figure.name == name)?;
        figure.value.is_finite().then_some(figure.value)
    };
    view.kept.iter().find_map(|kept| {
        let scores: Vec<Option<f64>> = result
            .dimensions
            .iter()
            .map(|dimension| figure(kept, &dimension.id))
            .collect();
        let is_same = result
            .dimensions
            .iter()
            .zip(&scores)
            .all(|(dimension, score)| dimension.score == *score);
        if is_same || scores.iter().all(Option::is_none) {
            return None;
        }
        let day = figures::day_of(&kept.at).unwrap_or_else(|| "an earlier day".to_owned());
        let name = clean(&kept.label);
        Some(Earlier {
            label: if name.trim().is_empty() {
                day
            } else {
                format!("{}, {day}", name.trim())
            },
            scores,
            index: figure(kept, "index"),
        })
    })
}

fn table(
    scene: &mut Scene,
    result: &SurviveThriveView,
    earlier: Option<&Earlier>,
    top: f32,
) -> f32 {
    let right = SIDE + LEFT;
    // Right edges of score, previous and change.
    let columns = if earlier.is_some() {
        vec![right - 124.0, right - 60.0, right]
    } else {
        vec![right]
    };
    let names = columns[0] - SIDE - 60.0;
    let write = |value: f64| plain(value, 0);
    let mut y = top + 15.0;
    let header = ["Score", "Previous", "Change"];
    let mut cells = vec![Cell::new(
        CellKind::Column,
        Mark::text(SIDE, y, line("Dimension", GREY)),
    )];
    for (x, words) in columns.iter().zip(header) {
        cells.push(Cell::new(
            CellKind::Column,
            Mark::text_to(*x, y, line(words, GREY)),
        ));
    }
    let mut rows = vec![cells];
    let mut rules = vec![Mark::rule(SIDE, right, top, Pen::solid(INK, 0.9))];
    let dimensions = result
        .dimensions
        .iter()
        .take(MOST_ROWS)
        .enumerate()
        .map(|(at, dimension)| {
            let before = earlier.and_then(|earlier| earlier.scores.get(at).copied().flatten());
            (dimension.name.as_str(), dimension.score, before, TEXT)
        });
    let before = earlier.and_then(|earlier| earlier.index);
    let index = ("Index, the mean of them", result.index, before, BOLD);
    for (name, score, before, style) in dimensions.chain([index]) {
        let is_index = style.face == Face::SansBold;
        let pen = if is_index {
            Pen::solid(RULE2, 0.8)
        } else {
            Pen::solid(RULE, 0.6)
        };
        rules.push(Mark::rule(SIDE, right, y + 6.0, pen));
        y += ROW;
        // Of the numbers as they are shown, so that the row adds up.
        let change = score
            .zip(before)
            .map(|(now, then)| whole(now) - whole(then));
        let figures = [
            score.map_or(figures::NO_NUMBER.to_owned(), write),
            before.map_or(figures::NO_NUMBER.to_owned(), write),
            change.map_or(figures::NO_NUMBER.to_owned(), |change| {
                signed(change, &write(change))
            }),
        ];
        let mut cells = vec![Cell::new(
            CellKind::Row,
            Mark::text(SIDE, y, fit(name, style, names)),
        )];
        for (x, words) in columns.iter().zip(&figures) {
            let words = fit(words, style.tabular(), 54.0);
            cells.push(Cell::new(CellKind::Data, Mark::text_to(*x, y, words)));
        }
        rows.push(cells);
    }
    scene.blocks.push(Block::Ornament(rules));
    scene.blocks.push(Block::Table {
        summary: "Scores of the dimensions and their mean, now and before.".to_owned(),
        rows,
    });
    y
}

fn whole(value: f64) -> f64 {
    // As `plain` rounds.
    value.signum() * (value.abs() + 1e-9).round()
}

/// A difference with its sign.
fn signed(value: f64, words: &str) -> String {
    let is_zero = words.chars().all(|digit| matches!(digit, '0' | '.'));
    if value > 0.0 && !is_zero {
        format!("+{words}")
    } else {
        words.to_owned()
    }
}

fn lessons(scene: &mut Scene, result: &SurviveThriveView, top: f32, bottom: f32) {
    if result.lessons.is_empty() {
        return;
    }
    let right = SIDE + LEFT;
    scene.rule(SIDE, right, top, Pen::solid(INK, 0.9));
    let mut y = top + 16.0;
    scene.blocks.push(Block::Heading {
        level: 2,
        marks: vec![Mark::text(SIDE, y, line("Read first", BOLD))],
    });
    for lesson in result.lessons.iter().take(3) {
        let name = format!("{} {}", lesson.number, lesson.title);
        let title = fit(&name, Style::new(Face::SerifMedium, 11.5, INK), LEFT);
        let reason = wrap(
            &[Span::new(&lesson.reason, Style::new(Face::Sans, 9.5, INK2))],
            LEFT,
            2,
        );
        let lines: f32 = reason.iter().map(|_| 13.0).sum();
        if y + 20.0 + lines + 4.0 > bottom {
            break;
        }
        y += 20.0;
        let mut marks = vec![Mark::text(SIDE, y, title)];
        for line in reason {
            y += 13.0;
            marks.push(Mark::text(SIDE, y, line));
        }
        y += 2.0;
        scene.blocks.push(Block::Paragraph(marks));
    }
}

fn foot(view: &ToolView, date: NaiveDate, boxes: bool) -> LaidFoot {
    Foot {
        formula: &view.formula,
        rest: "The rest of it is in the workbook.",
        caveat: &view.caveat,
        warning: None,
        facts: Vec::new(),
        given: "The answers are the owner’s own view of their office.".to_owned(),
    }
    .lay_out(date, boxes)
}
