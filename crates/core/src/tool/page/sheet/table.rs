//! A table with columns as wide as their words.

use super::super::scene::{Area, Block, Cell, CellKind, Mark, Pen, RULE};
use super::super::text::{Line, Span, Style, clean, line, wrap};
use super::{Drawn, GREY, LEAST_ROWS, TEXT, more, toned};
use crate::api::{TablePart, Tone};

const ROW: f32 = 16.5;
const PAD: f32 = 12.0;
/// Height of a second line.
const LINE: f32 = 11.5;
/// Lines of a cell at most.
const LINES: usize = 3;
/// Height of a second line of a heading.
const HEAD: f32 = 10.5;
/// Lines of a heading at most.
const HEADS: usize = 4;

/// Draws as many rows as there is room for.
pub(super) fn draw(part: &TablePart, area: Area) -> Option<Drawn> {
    if part.rows.is_empty() {
        return nothing(&part.none, area);
    }
    let places = places(part, area);
    let mut y = area.top + 8.0;
    let mark = |column: usize, y: f32, line: Line| {
        let (left, right) = places[column];
        if part.columns[column].numeric {
            Mark::text_to(right, y, line)
        } else {
            Mark::text(left, y, line)
        }
    };
    let heads: Vec<Vec<Line>> = (0..part.columns.len())
        .map(|at| {
            let words = Span::new(&clean(&part.columns[at].label), GREY);
            wrap(&[words], places[at].1 - places[at].0, HEADS)
        })
        .collect();
    // Headings of several lines and of one stand on the same base line.
    let deepest = heads.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let head = heads.into_iter().enumerate().map(|(at, lines)| {
        let from = y + HEAD * (deepest - lines.len().clamp(1, deepest)) as f32;
        Cell {
            kind: CellKind::Column,
            span: 1,
            marks: (0u8..)
                .zip(lines)
                .map(|(down, line)| mark(at, from + HEAD * f32::from(down), line))
                .collect(),
        }
    });
    let mut rows = vec![head.collect::<Vec<_>>()];
    y += HEAD * (deepest - 1) as f32;
    let mut rules = Vec::new();
    for (number, row) in part.rows.iter().enumerate() {
        let lines: Vec<Vec<Line>> = row
            .cells
            .iter()
            .take(part.columns.len())
            .enumerate()
            .map(|(at, cell)| {
                let wide = places[at].1 - places[at].0;
                let span = Span::new(&clean(&cell.text), style(at, row.tone));
                wrap(&[span], wide, LINES)
            })
            .collect();
        let tallest = lines.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let tall = ROW + LINE * (tallest - 1) as f32;
        // Unless it is the last, a line must be left to say how many more there are.
        let spare = if number + 1 < part.rows.len() {
            ROW
        } else {
            0.0
        };
        if y + tall + 4.0 + spare > area.bottom {
            break;
        }
        rules.push(Mark::rule(
            area.left,
            area.right,
            y + 5.0,
            Pen::solid(RULE, 0.6),
        ));
        let cells = lines.into_iter().enumerate().map(|(at, lines)| Cell {
            kind: if at == 0 {
                CellKind::Row
            } else {
                CellKind::Data
            },
            span: 1,
            marks: (0u8..)
                .zip(lines)
                .map(|(down, line)| mark(at, y + ROW + LINE * f32::from(down), line))
                .collect(),
        });
        rows.push(cells.collect());
        y += tall;
    }
    let fits = rows.len() - 1;
    if fits < part.rows.len().min(LEAST_ROWS) {
        return None;
    }
    let mut blocks = vec![
        Block::Ornament(rules),
        Block::Table {
            summary: clean(&part.title),
            rows,
        },
    ];
    if fits < part.rows.len() {
        y += ROW;
        blocks.push(more(part.rows.len() - fits, area.left, y));
    }
    Some(Drawn {
        blocks,
        bottom: y + 3.0,
    })
}

/// What is said in place of rows.
fn nothing(words: &str, area: Area) -> Option<Drawn> {
    let lines = wrap(&[Span::new(&clean(words), TEXT)], area.width(), LINES);
    let mut y = area.top - 1.0;
    let mut marks = Vec::new();
    for line in lines {
        y += 13.0;
        marks.push(Mark::text(area.left, y, line));
    }
    (!marks.is_empty() && y + 4.0 <= area.bottom).then(|| Drawn {
        blocks: vec![Block::Paragraph(marks)],
        bottom: y,
    })
}

/// What a column needs, in points.
struct Column {
    /// Below this, numbers and words would break.
    least: f32,
    /// With this, nothing has a second line.
    wish: f32,
}

/// A single word wider than this may break.
const WORD: f32 = 72.0;

fn columns(part: &TablePart) -> Vec<Column> {
    let column = |at: usize| {
        let label = clean(&part.columns[at].label);
        let (mut least, mut wish) = (longest_word(&label, GREY), 0.0_f32);
        for row in &part.rows {
            let Some(cell) = row.cells.get(at) else {
                continue;
            };
            // As it is drawn: figures of equal width are wider.
            let style = style(at, row.tone);
            let text = clean(&cell.text);
            let wide = line(&text, style).width;
            wish = wish.max(wide);
            least = least.max(if part.columns[at].numeric {
                wide
            } else {
                longest_word(&text, style).min(WORD)
            });
        }
        // A hair more, as a line is measured whole and laid out in pieces.
        Column {
            least: least + 0.5,
            wish: wish.max(least) + 0.5,
        }
    };
    (0..part.columns.len()).map(column).collect()
}

fn longest_word(text: &str, style: Style) -> f32 {
    let words = text.split(' ');
    let longest = words.max_by_key(|word| word.chars().count());
    longest.map_or(0.0, |word| line(word, style).width)
}

fn style(column: usize, tone: Tone) -> Style {
    if column == 0 {
        toned(tone)
    } else {
        TEXT.tabular()
    }
}

/// How wide it would like to be.
pub(super) fn wish(part: &TablePart) -> f32 {
    let columns = columns(part);
    let words: f32 = columns.iter().map(|column| column.wish).sum();
    words + PAD * columns.len().saturating_sub(1) as f32
}

/// Left and right edge of each column. Each has what it cannot do without; what is over goes in
/// equal shares to those that want more, so that short columns (dates, names) are whole and long
/// ones take a second line.
fn places(part: &TablePart, area: Area) -> Vec<(f32, f32)> {
    let columns = columns(part);
    let room = area.width() - PAD * columns.len().saturating_sub(1) as f32;
    let least: f32 = columns.iter().map(|column| column.least).sum();
    let scale = (room / least.max(1.0)).min(1.0);
    let mut widths: Vec<f32> = columns.iter().map(|column| column.least * scale).collect();
    let mut over = (room - least).max(0.0);
    let mut wanting: Vec<usize> = (0..columns.len()).collect();
    let more = |at: usize| columns[at].wish - columns[at].least;
    wanting.sort_by(|a, b| more(*a).total_cmp(&more(*b)));
    for (done, &at) in wanting.iter().enumerate() {
        let share = over / (wanting.len() - done) as f32;
        let given = more(at).min(share).max(0.0);
        widths[at] += given;
        over -= given;
    }
    let mut x = area.left;
    let mut places = Vec::new();
    for (at, wide) in widths.into_iter().enumerate() {
        // What nobody wants goes to the first column.
        let wide = wide + if at == 0 { over } else { 0.0 };
        places.push((x, x + wide));
        x += wide + PAD;
    }
    places
}
