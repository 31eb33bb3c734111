//! Boxes in columns, joined by links whose width is their share.

use super::super::font::Face;
use super::super::scene::{Area, Block, CAUTION, INK3, Mark, PEN, PEN_SOFT, Pen, RULE2, WHITE};
use super::super::text::{Style, clean, fit};
use super::{BOLD, Drawn, GREY, LEAST_ROWS, TEXT, more};
use crate::api::{MapNode, MapPart, Tone};

const TALL: f32 = 27.0;
const GAP: f32 = 6.0;
/// Height of the line that says how many more there are.
const MORE: f32 = 14.0;
const SMALL: Style = Style::new(Face::Sans, 9.0, INK3);

/// Draws it, when every box has room.
pub(super) fn draw(part: &MapPart, area: Area) -> Option<Drawn> {
    let columns = part.columns.len();
    let most = (0..columns).map(|at| of(part, at).count()).max()?;
    if columns == 0 || most == 0 {
        return None;
    }
    let room = area.bottom - area.top - 14.0 + GAP;
    let boxes = |room: f32| (room / (TALL + GAP)).max(0.0).floor() as usize;
    let fits = if most <= boxes(room) {
        most
    } else {
        boxes(room - MORE)
    };
    if fits < most.min(LEAST_ROWS) {
        return None;
    }
    let step = area.width() / columns as f32;
    let wide = (step * 0.88).min(230.0);
    // The last column ends at the right margin.
    let left = |column: usize| {
        let share = if columns > 1 {
            column as f32 / (columns - 1) as f32
        } else {
            0.0
        };
        area.left + (area.width() - wide) * share
    };
    let place = |node: &MapNode| -> Option<Area> {
        let column = node.column as usize;
        let at = of(part, column).position(|other| other.id == node.id)?;
        if at >= fits {
            return None;
        }
        let top = area.top + 14.0 + (TALL + GAP) * at as f32;
        Some(Area::new(
            left(column),
            top,
            left(column) + wide,
            top + TALL,
        ))
    };
    let find = |id: &str| part.nodes.iter().find(|node| node.id == id).and_then(place);
    let mut marks = Vec::new();
    for (at, heading) in part.columns.iter().enumerate() {
        marks.push(Mark::text(
            left(at),
            area.top + 7.0,
            fit(&clean(heading), GREY, wide),
        ));
    }
    for link in &part.links {
        if let (Some(from), Some(to)) = (find(&link.from), find(&link.to)) {
            let (y1, y2) = ((from.top + from.bottom) / 2.0, (to.top + to.bottom) / 2.0);
            let width = 0.6 + 3.4 * (link.weight as f32).clamp(0.0, 1.0);
            let pen = Pen::solid(PEN_SOFT, width);
            marks.push(Mark::lines(vec![(from.right, y1), (to.left, y2)], pen));
        }
    }
    for node in &part.nodes {
        let Some(area) = place(node) else { continue };
        let (colour, thick) = match node.tone {
            Tone::Strong => (PEN, 1.4),
            Tone::Caution => (CAUTION, 1.4),
            Tone::Plain | Tone::Weak => (RULE2, 0.8),
        };
        marks.push(Mark::Path {
            points: vec![
                (area.left, area.top),
                (area.right, area.top),
                (area.right, area.bottom),
                (area.left, area.bottom),
            ],
            closed: true,
            fill: Some(WHITE),
            pen: Some(Pen::solid(colour, thick)),
        });
        let style = if node.tone == Tone::Plain { TEXT } else { BOLD };
        let words = fit(&clean(&node.label), style, wide - 12.0);
        let alone = node.detail.is_empty();
        marks.push(Mark::text(
            area.left + 6.0,
            area.top + if alone { 17.0 } else { 11.5 },
            words,
        ));
        if !alone {
            let words = fit(&clean(&node.detail), SMALL, wide - 12.0);
            marks.push(Mark::text(area.left + 6.0, area.top + 22.0, words));
        }
    }
    let mut y = area.top + 14.0 + (TALL + GAP) * fits as f32 - GAP;
    let mut blocks = vec![Block::Figure {
        alt: spoken(part),
        marks,
    }];
    if fits < most {
        y += 14.0;
        blocks.push(more(most - fits, area.left, y));
    }
    Some(Drawn { blocks, bottom: y })
}

fn of(part: &MapPart, column: usize) -> impl Iterator<Item = &MapNode> {
    let nodes = part.nodes.iter();
    nodes.filter(move |node| node.column as usize == column)
}

fn spoken(part: &MapPart) -> String {
    let label = |id: &str| {
        let node = part.nodes.iter().find(|node| node.id == id);
        node.map_or_else(String::new, |node| clean(&node.label))
    };
    let links: Vec<String> = part
        .links
        .iter()
        .map(|link| {
            format!(
                "{} to {} {}",
                label(&link.from),
                label(&link.to),
                clean(&link.label)
            )
        })
        .collect();
    let columns: Vec<String> = part.columns.iter().map(|column| clean(column)).collect();
    format!("From {}: {}.", columns.join(" to "), links.join("; "))
}
