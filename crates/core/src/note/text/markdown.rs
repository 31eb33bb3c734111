//! From the document to Markdown.
//!
//! **Context.** Notes leave as Markdown and come back. What was typed must survive, to the byte,
//! also what Markdown would take for its own.
//!
//! **Design.** CommonMark with GitHub's tables, task lists and strikethrough. This file lays out
//! blocks; `line.rs` writes what is in a line and escapes. Lists of single paragraphs are tight.
//! Two lists that follow each other get different markers, or they would become one. A hard
//! break is a backslash at the end of a line, `<br>` where a line cannot end.
//!
//! **What Markdown cannot carry.** U+0000 anywhere, and a carriage return in code (CommonMark
//! replaces them); an empty paragraph between others; several blocks in a cell of a table (their
//! lines stay, apart by `<br>`), cells over several columns or rows, and which cells are headers
//! beyond the first row. The document itself keeps all of it.

use super::line::{self, Place};
use super::model::{Block, Cell, Doc, Inline};

/// The document as Markdown; ends with a newline unless it is empty.
#[must_use]
pub fn to_markdown(doc: &Doc) -> String {
    let mut writer = Writer {
        out: String::new(),
        prefix: String::new(),
        bullet: ' ',
    };
    writer.blocks(&doc.blocks, false, false);
    if !writer.out.is_empty() {
        writer.out.push('\n');
    }
    writer.out
}

struct Writer {
    out: String,
    /// What stands before every line but the first of a block.
    prefix: String,
    /// The bullet of the list around.
    bullet: char,
}

/// An empty paragraph says nothing in Markdown.
fn silent(block: &Block) -> bool {
    matches!(block, Block::Paragraph(content) if content.is_empty())
}

/// Items that need no empty lines between them: a line each, perhaps with a list that may follow
/// a line directly.
fn is_tight<'a>(mut items: impl Iterator<Item = &'a [Block]>) -> bool {
    let begins =
        |items: &Vec<Vec<Block>>| items.first().is_some_and(|item| !item.iter().all(silent));
    items.all(|item| {
        item.iter().enumerate().all(|(number, block)| match block {
            // A line that is only `<br>` begins a block of HTML, which an empty line ends.
            Block::Paragraph(content) => number == 0 && content[..] != [Inline::Break],
            Block::BulletList(items) => number == 1 && begins(items),
            Block::OrderedList { start: 1, items } => number == 1 && begins(items),
            Block::TaskList(_) => number == 1,
            _ => false,
        })
    })
}

impl Writer {
    fn new_line(&mut self) {
        // No spaces at the end of an empty line.
        self.out.push('\n');
        self.out.push_str(&self.prefix);
    }

    fn blocks(&mut self, blocks: &[Block], tight: bool, in_item: bool) {
        // The marker of the list just before, if a list was just before.
        let mut before: Option<(bool, char)> = None;
        let mut first = true;
        for block in blocks.iter().filter(|block| !silent(block)) {
            if !first {
                if !tight {
                    self.out.push('\n');
                    self.out.push_str(self.prefix.trim_end());
                }
                self.new_line();
            }
            let ordered = matches!(block, Block::OrderedList { .. });
            let marker = match (before, ordered) {
                (Some((false, '-')), false) => '*',
                (Some((true, '.')), true) => ')',
                // `- - -` would be a line across.
                (_, false) if first && in_item && self.bullet == '-' => '*',
                (_, false) => '-',
                (_, true) => '.',
            };
            before = match block {
                Block::BulletList(_) | Block::TaskList(_) | Block::OrderedList { .. } => {
                    Some((ordered, marker))
                }
                _ => None,
            };
            self.block(block, marker, first && in_item);
            first = false;
        }
    }

    fn block(&mut self, block: &Block, marker: char, begins_item: bool) {
        match block {
            Block::Paragraph(content) => self.line(content, Place::Paragraph),
            Block::Heading { level, content } => {
                self.out
                    .extend(std::iter::repeat_n('#', usize::from(*level)));
                if !content.is_empty() {
                    self.out.push(' ');
                    self.line(content, Place::Heading);
                }
            }
            Block::BulletList(items) => {
                self.items(
                    items
                        .iter()
                        .map(|item| (marker.to_string(), "", item.as_slice())),
                );
            }
            Block::OrderedList { start, items } => {
                let number = |at: usize| {
                    // CommonMark reads at most nine digits.
                    (u64::from(*start) + at as u64).min(999_999_999)
                };
                self.items(
                    items
                        .iter()
                        .enumerate()
                        .map(|(at, item)| (format!("{}{marker}", number(at)), "", item.as_slice())),
                );
            }
            Block::TaskList(items) => self.items(items.iter().map(|item| {
                let tick = if item.checked { "[x] " } else { "[ ] " };
                (marker.to_string(), tick, item.blocks.as_slice())
            })),
            Block::Quote(blocks) => {
                self.out.push('>');
                let before = self.prefix.len();
                self.prefix.push_str("> ");
                if !blocks.iter().all(silent) {
                    self.out.push(' ');
                }
                self.blocks(blocks, false, false);
                self.prefix.truncate(before);
            }
            Block::Code { language, text } => self.code(language.as_deref(), text),
            // `- ---` would be a line itself.
            Block::Rule => self.out.push_str(if begins_item { "___" } else { "---" }),
            Block::Table(rows) => self.table(rows),
        }
    }

    fn line(&mut self, content: &[Inline], place: Place) {
        line::write(content, place, &self.prefix, &mut self.out);
    }

    fn items<'a>(&mut self, items: impl Iterator<Item = (String, &'a str, &'a [Block])> + Clone) {
        let tight = is_tight(items.clone().map(|(_, _, blocks)| blocks));
        for (number, (marker, tick, blocks)) in items.enumerate() {
            if number > 0 {
                if !tight {
                    self.out.push('\n');
                    self.out.push_str(self.prefix.trim_end());
                }
                self.new_line();
            }
            self.out.push_str(&marker);
            let bullet = std::mem::replace(&mut self.bullet, marker.chars().next().unwrap_or(' '));
            let before = self.prefix.len();
            self.prefix
                .extend(std::iter::repeat_n(' ', marker.len() + 1));
            if !tick.is_empty() {
                self.out.push(' ');
                self.out.push_str(tick);
                // A box needs a paragraph to stand in.
                if blocks.first().is_some_and(silent) {
                    self.out.push_str(line::NOTHING);
                    if !blocks.iter().all(silent) {
                        if !tight {
                            self.out.push('\n');
                            self.out.push_str(self.prefix.trim_end());
                        }
                        self.new_line();
                    }
                }
                self.blocks(blocks, tight, false);
            } else {
                if !blocks.iter().all(silent) {
                    self.out.push(' ');
                }
                self.blocks(blocks, tight, true);
            }
            self.prefix.truncate(before);
            self.bullet = bullet;
        }
    }

    fn code(&mut self, language: Option<&str>, text: &str) {
        let language = language.unwrap_or("").trim();
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let sign = if language.contains('`') { '~' } else { '`' };
        let mut longest = 2;
        for line in text.lines() {
            let line = line.trim_start();
            longest = longest.max(line.len() - line.trim_start_matches(sign).len());
        }
        let fence: String = std::iter::repeat_n(sign, longest + 1).collect();
        self.out.push_str(&fence);
        line::info(language, &mut self.out);
        if !text.is_empty() {
            for line in text.split('\n') {
                self.new_line();
                self.out.push_str(line);
            }
        }
        self.new_line();
        self.out.push_str(&fence);
    }

    fn table(&mut self, rows: &[Vec<Cell>]) {
        let width = |row: &Vec<Cell>| row.len();
        let columns = rows.iter().map(width).max().unwrap_or(0);
        for (number, row) in rows.iter().enumerate() {
            if number > 0 {
                self.new_line();
            }
            self.out.push('|');
            for column in 0..columns {
                self.out.push(' ');
                if let Some(cell) = row.get(column) {
                    self.line(&flat(&cell.blocks), Place::Cell);
                }
                self.out.push_str(" |");
            }
            if number == 0 {
                self.new_line();
                self.out.push('|');
                for _ in 0..columns {
                    self.out.push_str(" --- |");
                }
            }
        }
    }
}

/// All the lines of some blocks as one line with breaks.
fn flat(blocks: &[Block]) -> Vec<Inline> {
    let mut line = Vec::new();
    for block in blocks {
        let more: Vec<Inline> = match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => content.clone(),
            Block::BulletList(items) | Block::OrderedList { items, .. } => {
                items.iter().flat_map(|item| broken(flat(item))).collect()
            }
            Block::TaskList(items) => items
                .iter()
                .flat_map(|item| broken(flat(&item.blocks)))
                .collect(),
            Block::Quote(blocks) => flat(blocks),
            Block::Code { text, .. } => text
                .split('\n')
                .filter(|line| !line.is_empty())
                .flat_map(|line| broken(vec![Inline::Text(line.to_owned(), Default::default())]))
                .collect(),
            Block::Rule => Vec::new(),
            Block::Table(rows) => rows
                .iter()
                .flatten()
                .flat_map(|cell| broken(flat(&cell.blocks)))
                .collect(),
        };
        if !more.is_empty() && !line.is_empty() && line.last() != Some(&Inline::Break) {
            line.push(Inline::Break);
        }
        line.extend(more);
    }
    let several = blocks.len() > 1 || !matches!(blocks.first(), Some(Block::Paragraph(_)));
    while several && line.last() == Some(&Inline::Break) {
        line.pop();
    }
    line
}

fn broken(mut line: Vec<Inline>) -> Vec<Inline> {
    line.push(Inline::Break);
    line
}
