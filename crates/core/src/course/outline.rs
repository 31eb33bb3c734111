//! A lesson's Markdown divided into its blocks, with the mark that names each.

mod html;

use std::ops::Range;

use comrak::nodes::{Node, NodeValue};

use super::marker::{self, Marker};
use super::problem::{Page, Problems};
use html::{follow_tags, is_visible, is_visible_if_closed};

/// The fences that hold TOML.
pub(crate) const TYPED: [&str; 6] = [
    "check",
    "reflection",
    "case",
    "tool",
    "cohort-prompt",
    "reading",
];

/// The first word of a fence's info string.
pub(crate) fn language(info: &str) -> &str {
    let word = info.split_whitespace().next().unwrap_or_default();
    if word.starts_with('{') { "" } else { word }
}

/// A block as it stands in the source.
pub(crate) struct Piece<'a> {
    /// What is to be rendered: usually one node; a block of HTML may span several.
    pub nodes: Vec<Node<'a>>,
    /// What it is.
    pub shape: Shape,
    /// First and last line (from 0), the line of its mark left out.
    pub lines: (usize, usize),
    /// Byte offset of its first character.
    pub at: usize,
    /// Its mark and where that stands.
    pub mark: Option<(Marker, usize)>,
}

/// What matters of a block's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Underlined instead of marked with `#`.
        underlined: bool,
        /// `#` signs also stand behind it.
        closed: bool,
    },
    /// A fence that holds TOML.
    Typed {
        /// Which.
        kind: String,
        /// Where its TOML stands in the page.
        toml: Range<usize>,
    },
    /// A fence with code.
    Fence,
    /// Anything else.
    Other,
}

/// The blocks of a lesson.
pub(crate) struct Outline<'a> {
    /// In order.
    pub pieces: Vec<Piece<'a>>,
    /// Definitions of footnotes; they are shown with the block that names them.
    pub notes: Vec<Node<'a>>,
}

/// Divides a document whose first line is line `first` of the page. Marks are taken out of it.
pub(crate) fn read<'a>(
    root: Node<'a>,
    page: &Page<'_>,
    first: usize,
    problems: &mut Problems,
) -> Outline<'a> {
    let mut reading = Reading {
        page,
        first,
        problems,
        outline: Outline {
            pieces: Vec::new(),
            notes: Vec::new(),
        },
        line_above: None,
    };
    let blocks: Vec<_> = root.children().collect();
    let mut at = 0;
    while at < blocks.len() {
        let taken = reading.take(&blocks[at..]);
        at += taken;
    }
    reading.outline
}

struct Reading<'r, 'a> {
    page: &'r Page<'r>,
    first: usize,
    problems: &'r mut Problems,
    outline: Outline<'a>,
    /// A ruled line that belongs above the next block.
    line_above: Option<Node<'a>>,
}

impl<'a> Reading<'_, 'a> {
    /// Reads the first of some blocks and answers how many were used up.
    fn take(&mut self, blocks: &[Node<'a>]) -> usize {
        let node = blocks[0];
        if self.take_mark(node) {
            return 1;
        }
        let mut taken = 1;
        let value = node.data().value.clone();
        let shape = match value {
            NodeValue::FootnoteDefinition(_) => {
                self.outline.notes.push(node);
                return 1;
            }
            NodeValue::ThematicBreak => {
                self.line_above = Some(node);
                return 1;
            }
            NodeValue::Paragraph => Shape::Paragraph,
            NodeValue::Heading(heading) => Shape::Heading {
                level: heading.level,
                underlined: heading.setext,
                closed: heading.closed,
            },
            NodeValue::CodeBlock(code) if code.fenced => match language(&code.info) {
                kind if TYPED.contains(&kind) => {
                    let kind = kind.to_owned();
                    if !code.closed {
                        let message = format!("This {kind} block is never closed.");
                        self.problems.error(self.page, self.at(node), message);
                    }
                    Shape::Typed {
                        kind,
                        toml: self.toml(node, code.closed),
                    }
                }
                _ => Shape::Fence,
            },
            NodeValue::HtmlBlock(block) => {
                let (spanned, visible) = self.span_html(blocks, &block.literal);
                if !visible {
                    return 1;
                }
                taken = spanned;
                Shape::Other
            }
            _ => Shape::Other,
        };
        let mut nodes = blocks[..taken].to_vec();
        let mark = self.mark(nodes[taken - 1], &shape);
        if matches!(shape, Shape::Paragraph | Shape::Fence | Shape::Other) {
            nodes.splice(..0, self.line_above.take());
        }
        self.line_above = None;
        if taken > 1 {
            self.tidy_inside(&mut nodes);
        }
        let last = self.last_line(blocks[taken - 1]);
        let last = if mark.as_ref().is_some_and(|mark| mark.own_line) {
            last.saturating_sub(1)
        } else {
            last
        };
        self.outline.pieces.push(Piece {
            at: self.at(node),
            lines: (self.line(node), last.max(self.line(node))),
            nodes,
            shape,
            mark: mark.map(|mark| (mark.marker, mark.at)),
        });
        taken
    }

    fn line(&self, node: Node<'_>) -> usize {
        self.first + node.data().sourcepos.start.line.saturating_sub(1)
    }

    fn at(&self, node: Node<'_>) -> usize {
        self.page
            .offset(self.line(node), node.data().sourcepos.start.column)
    }

    /// The last line of a block that is not blank.
    fn last_line(&self, node: Node<'_>) -> usize {
        let first = self.line(node);
        let mut last = self.first + node.data().sourcepos.end.line.saturating_sub(1);
        if node.descendants().any(is_unclosed) {
            // comrak ends these too early; they reach to the next block.
            last = node
                .next_sibling()
                .map_or(usize::MAX, |next| self.line(next).saturating_sub(1));
        }
        last = last.min(self.page.lines() - 1).max(first);
        while last > first && self.page.line(last).trim().is_empty() {
            last -= 1;
        }
        last
    }

    fn toml(&self, node: Node<'_>, closed: bool) -> Range<usize> {
        let start = self.page.start_of(self.line(node) + 1);
        let end_line = self.last_line(node) + usize::from(!closed);
        start..self.page.start_of(end_line).max(start)
    }

    /// Takes a paragraph that is a mark for the block before it.
    fn take_mark(&mut self, node: Node<'a>) -> bool {
        if !matches!(node.data().value, NodeValue::Paragraph) {
            return false;
        }
        let Some(only) = node
            .first_child()
            .filter(|child| child.next_sibling().is_none())
        else {
            return false;
        };
        let (at, line) = (self.at(node), self.page.line(self.line(node)).trim());
        let data = only.data();
        let NodeValue::Text(text) = &data.value else {
            return false;
        };
        let Some(marker) = marker::parse(text).filter(|_| line.starts_with("{#")) else {
            return false;
        };
        match self.outline.pieces.last_mut() {
            None => self
                .problems
                .error(self.page, at, "There is no block before this id."),
            Some(piece) if piece.mark.is_some() => {
                self.problems
                    .error(self.page, at, "The block before this has an id already.");
            }
            Some(piece) => piece.mark = Some((marker, at)),
        }
        true
    }

    /// Takes the mark from the end of a block.
    fn mark(&mut self, node: Node<'a>, shape: &Shape) -> Option<Found> {
        let line = match shape {
            Shape::Heading {
                underlined: true, ..
            } => self.last_line(node).saturating_sub(1),
            _ => self.last_line(node),
        };
        match shape {
            Shape::Paragraph | Shape::Heading { .. } => self.end_of_text(node, line),
            Shape::Fence => self.info_mark(node),
            Shape::Typed { .. } => None,
            Shape::Other => self.own_line_mark(node, line),
        }
    }

    fn found(&self, mark: &str, line: usize, own_line: bool) -> Option<Found> {
        let at = self.page.start_of(line) + self.page.line(line).rfind(mark)?;
        if self.page.text[..at].ends_with('\\') {
            return None;
        }
        Some(Found {
            marker: marker::parse(mark)?,
            at,
            own_line,
        })
    }

    fn end_of_text(&mut self, node: Node<'a>, line: usize) -> Option<Found> {
        let last = node.last_child()?;
        let mut data = last.data_mut();
        let NodeValue::Text(text) = &mut data.value else {
            return None;
        };
        let (before, mark) = marker::split_end(text)?;
        let found = self.found(mark, line, false)?;
        let mut before = before.to_owned();
        if let NodeValue::Heading(heading) = &node.data().value
            && !heading.setext
        {
            // `## Title ## {#id}`: the signs before the mark were not taken for a closing.
            let bare = before.trim_end_matches('#');
            if bare.ends_with(' ') || bare.is_empty() {
                before = bare.trim_end().to_owned();
            }
        }
        *text = before.into();
        drop(data);
        drop_empty_end(node);
        Some(found)
    }

    fn info_mark(&self, node: Node<'a>) -> Option<Found> {
        let data = node.data();
        let NodeValue::CodeBlock(code) = &data.value else {
            return None;
        };
        let (_, mark) = marker::split_end(&code.info)?;
        self.found(mark, self.line(node), false)
    }

    /// A mark on a line of its own right after a list, quote, table or HTML, which Markdown counts
    /// to that block.
    fn own_line_mark(&mut self, node: Node<'a>, line: usize) -> Option<Found> {
        let mark = self.page.line(line);
        let marker_here = mark.starts_with("{#") && marker::parse(mark).is_some();
        if !marker_here || line <= self.line(node) {
            return None;
        }
        let mark = mark.trim_end();
        if let NodeValue::HtmlBlock(block) = &mut node.data_mut().value {
            let kept = block.literal.trim_end().strip_suffix(mark)?.len();
            block.literal.truncate(kept);
            return self.found(mark, line, true);
        }
        let mut deepest = node;
        while let Some(last) = deepest.last_child() {
            if let NodeValue::TableRow(_) = last.data().value {
                last.detach();
                return self.found(mark, line, true);
            }
            if let NodeValue::Text(text) = &mut last.data_mut().value {
                let kept = text.trim_end().strip_suffix(mark)?.trim_end().to_owned();
                *text = kept.into();
                break;
            }
            deepest = last;
        }
        drop_empty_end(deepest);
        self.found(mark, line, true)
    }

    /// How many of the blocks belong to the HTML that the first one opens, and whether there is
    /// anything to see in it.
    fn span_html(&mut self, blocks: &[Node<'a>], literal: &str) -> (usize, bool) {
        let mut open = Vec::new();
        for (index, node) in blocks.iter().enumerate() {
            for inner in node.descendants() {
                match &inner.data().value {
                    NodeValue::HtmlBlock(html) => follow_tags(&html.literal, &mut open),
                    NodeValue::HtmlInline(html) if index > 0 => follow_tags(html, &mut open),
                    _ => {}
                }
            }
            if open.is_empty() {
                return (index + 1, index > 0 || is_visible(literal));
            }
            if index == 0 && !is_visible_if_closed(literal) {
                break;
            }
        }
        if let Some(name) = open.first() {
            let message = format!("<{name}> is never closed.");
            self.problems.warn(self.page, self.at(blocks[0]), message);
        }
        (1, is_visible(literal))
    }

    /// Takes footnotes and stray marks out of the middle of a block.
    fn tidy_inside(&mut self, nodes: &mut Vec<Node<'a>>) {
        let last = nodes.len() - 1;
        let mut index = 0;
        nodes.retain(|node| {
            index += 1;
            if matches!(node.data().value, NodeValue::FootnoteDefinition(_)) {
                self.outline.notes.push(node);
                return false;
            }
            let line = self.last_line(node);
            let stray = match node.data().value {
                NodeValue::Paragraph | NodeValue::Heading(_) if index - 1 < last => true,
                _ => return true,
            };
            if let Some(found) = self.end_of_text(node, line).filter(|_| stray) {
                let message =
                    "This id stands inside a block of HTML; put one after its end instead.";
                self.problems.warn(self.page, found.at, message);
            }
            node.first_child().is_some()
        });
    }
}

fn is_unclosed(node: Node<'_>) -> bool {
    matches!(&node.data().value, NodeValue::CodeBlock(code) if code.fenced && !code.closed)
}

struct Found {
    marker: Marker,
    at: usize,
    own_line: bool,
}

/// Removes what is left at the end of a paragraph after its mark was taken: an empty text, and
/// the line break before it.
fn drop_empty_end(node: Node<'_>) {
    while let Some(last) = node.last_child() {
        let empty = match &last.data().value {
            NodeValue::Text(text) => text.is_empty(),
            NodeValue::SoftBreak | NodeValue::LineBreak => true,
            _ => false,
        };
        if !empty {
            break;
        }
        last.detach();
    }
}
