//! Tables of the annexes: columns as wide as their words, hairlines, numbers to the right.

use docx_rs::{
    AlignmentType, BorderType, Paragraph, Run, Table, TableBorder, TableBorderPosition, TableCell,
    TableCellBorder, TableCellBorderPosition, TableCellBorders, TableCellMargins, TableLayoutType,
    TableRow, WidthType,
};

use super::docx::{GREY, SMALL};
use crate::course::excerpt;
use crate::tool::Shown;

/// Width between the margins, in twentieths of a point.
const WIDTH: usize = 9_412;
/// About the width of a letter, in the same.
const LETTER: usize = 104;
/// Words longer than this may break.
const WORD: usize = 16;
/// Longer texts are cut, in cells and in headings.
const CELL: usize = 160;
const NARROW_CELL: usize = 60;
const HEADING: usize = 40;
/// Between columns.
const PAD: usize = 140;
/// Columns side by side at most; a wider table becomes several, each with the first column.
const ACROSS: usize = 13;
/// Rows at most: an annex shows, and the workbook of the tool holds all.
const ROWS: usize = 40;
const RULE: &str = "DEDDD8";
const HEAD_RULE: &str = "7F827E";

/// The tables of a part, and how many rows there is no room for.
pub(super) fn tables(part: &Shown) -> (Vec<Table>, usize) {
    let count = part.headings.len();
    if part.rows.is_empty() || count == 0 {
        return (Vec::new(), 0);
    }
    let shown = part.rows.len().min(ROWS);
    let rows = &part.rows[..shown];
    let rest: Vec<usize> = (1..count).collect();
    let pieces = if count <= ACROSS {
        1
    } else {
        rest.len().div_ceil(ACROSS - 1)
    };
    let each = rest.len().div_ceil(pieces).max(1);
    let mut tables: Vec<Table> = rest
        .chunks(each)
        .map(|piece| {
            let columns: Vec<usize> = [0].iter().chain(piece).copied().collect();
            table(part, rows, &columns)
        })
        .collect();
    if tables.is_empty() {
        tables.push(table(part, rows, &[0]));
    }
    (tables, part.rows.len() - shown)
}

fn table(part: &Shown, rows: &[Vec<String>], columns: &[usize]) -> Table {
    let widths = widths(part, rows, columns);
    let row = |cells: &[String], is_head: bool| {
        let cells = columns.iter().zip(&widths).map(|(&at, &wide)| {
            let words = cells.get(at).map_or("", String::as_str);
            let is_number = part.numeric.get(at).copied().unwrap_or_default();
            let most = match columns.len() {
                _ if is_head => HEADING,
                0..=4 => CELL,
                _ => NARROW_CELL,
            };
            cell(&excerpt(words, most), wide, is_number, is_head)
        });
        TableRow::new(cells.collect()).cant_split()
    };
    let line = |position| TableBorder::new(position).size(4).color(RULE);
    let all = [row(&part.headings, true)]
        .into_iter()
        .chain(rows.iter().map(|cells| row(cells, false)));
    Table::without_borders(all.collect())
        .set_grid(widths.clone())
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(20, PAD / 2, 20, PAD / 2))
        .set_border(line(TableBorderPosition::InsideH))
        .set_border(line(TableBorderPosition::Bottom))
}

fn cell(words: &str, wide: usize, is_number: bool, is_head: bool) -> TableCell {
    let run = Run::new().add_text(words).size(SMALL);
    let run = if is_head { run.bold().color(GREY) } else { run };
    let paragraph = Paragraph::new().add_run(run).align(if is_number {
        AlignmentType::Right
    } else {
        AlignmentType::Left
    });
    // A heading is on the page of its first row.
    let paragraph = if is_head {
        paragraph.keep_next(true)
    } else {
        paragraph
    };
    let cell = TableCell::new()
        .add_paragraph(paragraph)
        .width(wide, WidthType::Dxa);
    if is_head {
        let rule = TableCellBorder::new(TableCellBorderPosition::Bottom)
            .border_type(BorderType::Single)
            .size(6)
            .color(HEAD_RULE);
        cell.set_borders(TableCellBorders::with_empty().set(rule))
    } else {
        cell
    }
}

/// Widths of columns: each has what its longest word or number needs; what is over goes in equal
/// shares to those that want more.
fn widths(part: &Shown, rows: &[Vec<String>], columns: &[usize]) -> Vec<usize> {
    let letters = |text: &str| text.chars().count() * LETTER + PAD;
    let longest_word = |text: &str| {
        let words = text.split(' ').map(letters);
        words.max().unwrap_or(PAD).min(WORD * LETTER)
    };
    let needs: Vec<(usize, usize)> = columns
        .iter()
        .map(|&at| {
            // Bold letters are wider.
            let head = longest_word(&excerpt(&part.headings[at], HEADING)) * 11 / 10;
            let is_number = part.numeric.get(at).copied().unwrap_or_default();
            let (mut least, mut wish) = (head, head);
            for cell in rows.iter().filter_map(|row| row.get(at)) {
                wish = wish.max(letters(cell));
                least = least.max(if is_number {
                    letters(cell)
                } else {
                    longest_word(cell)
                });
            }
            (least, wish)
        })
        .collect();
    let least: usize = needs.iter().map(|(least, _)| least).sum();
    if least > WIDTH {
        return needs.iter().map(|(own, _)| own * WIDTH / least).collect();
    }
    let mut widths: Vec<usize> = needs.iter().map(|(least, _)| *least).collect();
    let mut over = WIDTH - least;
    let mut wanting: Vec<usize> = (0..needs.len()).collect();
    wanting.sort_by_key(|at| needs[*at].1 - needs[*at].0);
    for (done, &at) in wanting.iter().enumerate() {
        let given = (needs[at].1 - needs[at].0).min(over / (wanting.len() - done));
        widths[at] += given;
        over -= given;
    }
    widths
}
