//! From Markdown to the document.
//!
//! Everything that a file says is kept. What the document has no form for stays as the text that
//! was written: pictures, raw HTML (blocks of it as code), footnotes, and definitions of links
//! that nothing in the text uses.

use std::borrow::Cow;

use comrak::nodes::{ListType, Node, NodeValue};
use comrak::options::{Extension, Options, Parse};
use comrak::{Arena, parse_document};

use super::definitions;
use super::model::{
    Block, Cell, DEEPEST, Doc, Inline, Link, Marks, Task, filled, plain_line, push_text,
};

fn options() -> Options<'static> {
    Options {
        extension: Extension {
            strikethrough: true,
            table: true,
            tasklist: true,
            footnotes: true,
            ..Extension::default()
        },
        parse: Parse {
            leave_footnote_definitions: true,
            ..Parse::default()
        },
        ..Options::default()
    }
}

/// The document that Markdown describes. Any text is Markdown: nothing is refused.
#[must_use]
pub fn from_markdown(markdown: &str) -> Doc {
    // Ends of lines as CommonMark counts them; the parser leaves some in code as they are.
    let markdown = &*if markdown.contains('\r') {
        Cow::Owned(markdown.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(markdown)
    };
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let mut doc = Doc {
        blocks: filled(blocks(root, 0), false),
    };
    definitions::keep_unused(markdown, &mut doc);
    doc
}

fn blocks<'a>(parent: Node<'a>, depth: usize) -> Vec<Block> {
    let mut found = Vec::new();
    for node in parent.children() {
        block(node, depth, &mut found);
    }
    found
}

fn block<'a>(node: Node<'a>, depth: usize, found: &mut Vec<Block>) {
    let data = node.data();
    match &data.value {
        NodeValue::Paragraph => {
            let content = line(node);
            // Nothing but a comment of ours, or a pair of tags around nothing.
            if !content.is_empty() {
                found.push(Block::Paragraph(content));
            }
        }
        NodeValue::Heading(heading) => found.push(Block::Heading {
            level: heading.level.clamp(1, 6),
            content: line(node),
        }),
        NodeValue::CodeBlock(code) => {
            let language = code.info.trim();
            found.push(Block::Code {
                language: (!language.is_empty()).then(|| language.to_owned()),
                text: cut_newline(&code.literal).to_owned(),
            });
        }
        NodeValue::HtmlBlock(html) => found.extend(html_block(&html.literal)),
        NodeValue::ThematicBreak => found.push(Block::Rule),
        NodeValue::Table(_) => found.push(table(node)),
        // Nested beyond any sense: the text stays, its order too.
        _ if depth >= DEEPEST / 2 => flatten(node, found),
        NodeValue::BlockQuote => {
            found.push(Block::Quote(filled(blocks(node, depth + 1), false)));
        }
        NodeValue::List(of) => {
            let ordered = of.list_type == ListType::Ordered;
            let start = u32::try_from(of.start).unwrap_or(1);
            list(node, ordered.then_some(start), depth, found);
        }
        NodeValue::FootnoteDefinition(note) => {
            let mut blocks = blocks(node, depth + 1);
            let label = format!("[^{}]: ", note.name);
            match blocks.first_mut() {
                Some(Block::Paragraph(content)) => {
                    let mut labelled = Vec::new();
                    push_text(&mut labelled, &label, &Marks::default());
                    for inline in content.drain(..) {
                        match inline {
                            Inline::Text(text, marks) => {
                                push_text(&mut labelled, &text, &marks);
                            }
                            Inline::Break => labelled.push(Inline::Break),
                        }
                    }
                    *content = labelled;
                }
                _ => {
                    let label = Inline::Text(label.trim_end().to_owned(), Marks::default());
                    blocks.insert(0, Block::Paragraph(vec![label]));
                }
            }
            found.extend(blocks);
        }
        _ => {
            // A block of an extension that is off, or text without a paragraph.
            let content = line(node);
            if !content.is_empty() {
                found.push(Block::Paragraph(content));
            }
        }
    }
}

/// A list; items with boxes and items without become lists of their own.
fn list<'a>(node: Node<'a>, start: Option<u32>, depth: usize, found: &mut Vec<Block>) {
    let mut number = start.unwrap_or(1);
    let mut fresh = true;
    for item in node.children() {
        let blocks = filled(blocks(item, depth + 1), true);
        let task = match &item.data().value {
            NodeValue::TaskItem(task) => Some(task.symbol.is_some()),
            _ => None,
        };
        let joins = !fresh;
        fresh = false;
        match (task, start, found.last_mut()) {
            (Some(checked), _, Some(Block::TaskList(items))) if joins => {
                items.push(Task { checked, blocks });
            }
            (Some(checked), _, _) => {
                found.push(Block::TaskList(vec![Task { checked, blocks }]));
            }
            (None, None, Some(Block::BulletList(items))) if joins => items.push(blocks),
            (None, Some(_), Some(Block::OrderedList { items, .. })) if joins => {
                items.push(blocks);
            }
            (None, None, _) => found.push(Block::BulletList(vec![blocks])),
            (None, Some(_), _) => found.push(Block::OrderedList {
                start: number,
                items: vec![blocks],
            }),
        }
        number = number.saturating_add(1);
    }
}

fn cut_newline(text: &str) -> &str {
    text.strip_suffix('\n').unwrap_or(text)
}

fn html_block(literal: &str) -> Option<Block> {
    let text = literal.trim_end_matches('\n');
    match text {
        // What the writer makes of a paragraph that is only a break.
        "<br>" => Some(Block::Paragraph(vec![Inline::Break])),
        super::line::NOTHING => None,
        _ => Some(Block::Code {
            language: Some("html".to_owned()),
            text: text.to_owned(),
        }),
    }
}

fn table(node: Node<'_>) -> Block {
    let row = |row: Node<'_>| {
        let header = matches!(row.data().value, NodeValue::TableRow(true));
        row.children()
            .map(|cell| Cell {
                header,
                colspan: 1,
                rowspan: 1,
                blocks: vec![Block::Paragraph(line(cell))],
            })
            .collect()
    };
    Block::Table(node.children().map(row).collect())
}

/// The paragraphs and code anywhere below a node, one after the other.
fn flatten<'a>(node: Node<'a>, found: &mut Vec<Block>) {
    for below in node.descendants() {
        let data = below.data();
        match &data.value {
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell => {
                found.push(Block::Paragraph(line(below)));
            }
            NodeValue::CodeBlock(code) => found.push(Block::Code {
                language: None,
                text: cut_newline(&code.literal).to_owned(),
            }),
            NodeValue::HtmlBlock(html) => found.extend(html_block(&html.literal)),
            _ => {}
        }
    }
}

/// What is in a paragraph, heading or cell.
fn line(node: Node<'_>) -> Vec<Inline> {
    let mut line = Line::default();
    line.children(node, &Marks::default(), 0);
    line.finish()
}

/// Pieces as they come, with the HTML elements among them still open questions.
#[derive(Default)]
struct Line {
    pieces: Vec<Piece>,
}

enum Piece {
    Inline(Inline),
    /// An HTML tag of a mark, and how it was marked itself.
    Tag(String, Marks),
}

/// Marks that HTML elements stand for.
fn element(tag: &str) -> Option<(&'static str, bool)> {
    Some(match tag {
        "<strong>" | "<b>" => ("bold", true),
        "</strong>" | "</b>" => ("bold", false),
        "<em>" | "<i>" => ("italic", true),
        "</em>" | "</i>" => ("italic", false),
        "<del>" | "<s>" => ("strike", true),
        "</del>" | "</s>" => ("strike", false),
        _ => return None,
    })
}

impl Line {
    fn text(&mut self, text: &str, marks: &Marks) {
        if let Some(Piece::Inline(Inline::Text(last, same))) = self.pieces.last_mut()
            && same == marks
        {
            last.push_str(text);
        } else if !text.is_empty() {
            let inline = Inline::Text(text.to_owned(), marks.clone());
            self.pieces.push(Piece::Inline(inline));
        }
    }

    fn children<'a>(&mut self, node: Node<'a>, marks: &Marks, depth: usize) {
        for child in node.children() {
            self.piece(child, marks, depth);
        }
    }

    fn piece<'a>(&mut self, node: Node<'a>, marks: &Marks, depth: usize) {
        let data = node.data();
        let mut marked = marks.clone();
        match &data.value {
            NodeValue::Text(text) => return self.text(text, marks),
            NodeValue::SoftBreak => return self.text(" ", marks),
            NodeValue::LineBreak => return self.pieces.push(Piece::Inline(Inline::Break)),
            NodeValue::Code(code) => {
                marked = Marks {
                    code: marks.link.is_none(),
                    link: marks.link.clone(),
                    ..Marks::default()
                };
                return self.text(&code.literal, &marked);
            }
            NodeValue::HtmlInline(html) => {
                let plain = html.to_ascii_lowercase();
                if matches!(&*plain, "<br>" | "<br/>" | "<br />") {
                    self.pieces.push(Piece::Inline(Inline::Break));
                } else if element(&plain).is_some() {
                    self.pieces.push(Piece::Tag(html.clone(), marks.clone()));
                } else if html != super::line::NOTHING {
                    self.text(html, marks);
                }
                return;
            }
            NodeValue::FootnoteReference(note) => {
                return self.text(&format!("[^{}]", note.name), marks);
            }
            NodeValue::Image(image) => {
                let mut alt = String::new();
                plain_line(&line(node), &mut alt);
                let title = if image.title.is_empty() {
                    String::new()
                } else {
                    format!(" \"{}\"", image.title)
                };
                return self.text(&format!("![{alt}]({}{title})", image.url), marks);
            }
            NodeValue::Strong => marked.bold = true,
            NodeValue::Emph => marked.italic = true,
            NodeValue::Strikethrough => marked.strike = true,
            NodeValue::Link(link) => {
                marked.link = Some(Link {
                    href: link.url.clone(),
                    title: (!link.title.is_empty()).then(|| link.title.clone()),
                });
                if node.first_child().is_none() {
                    // A link without text would vanish in the editor.
                    return self.text(&link.url, &marked);
                }
            }
            _ => {}
        }
        if depth < DEEPEST {
            self.children(node, &marked, depth + 1);
        } else {
            let mut text = String::new();
            for below in node.descendants() {
                if let NodeValue::Text(more) = &below.data().value {
                    text.push_str(more);
                }
            }
            self.text(&text, &marked);
        }
    }

    /// Turns pairs of tags into marks, and tags without a partner into text.
    fn finish(self) -> Vec<Inline> {
        let mut pieces = self.pieces;
        let mut open: Vec<(usize, &'static str)> = Vec::new();
        let mut paired = vec![false; pieces.len()];
        let mut spans: Vec<(usize, usize, &'static str)> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            let Piece::Tag(tag, _) = piece else { continue };
            match element(&tag.to_ascii_lowercase()) {
                Some((mark, true)) => open.push((at, mark)),
                Some((mark, false)) => {
                    if let Some(found) = open.iter().rposition(|(_, of)| *of == mark) {
                        let (from, _) = open[found];
                        open.truncate(found);
                        paired[from] = true;
                        paired[at] = true;
                        spans.push((from, at, mark));
                    }
                }
                None => {}
            }
        }
        for (from, to, mark) in spans {
            for piece in &mut pieces[from..to] {
                let marks = match piece {
                    Piece::Inline(Inline::Text(_, marks)) | Piece::Tag(_, marks) => marks,
                    Piece::Inline(Inline::Break) => continue,
                };
                match mark {
                    _ if marks.code => {}
                    "bold" => marks.bold = true,
                    "italic" => marks.italic = true,
                    _ => marks.strike = true,
                }
            }
        }
        let mut line = Vec::new();
        for (piece, paired) in pieces.into_iter().zip(paired) {
            match piece {
                Piece::Inline(Inline::Text(text, marks)) => push_text(&mut line, &text, &marks),
                Piece::Inline(Inline::Break) => line.push(Inline::Break),
                Piece::Tag(tag, marks) if !paired => push_text(&mut line, &tag, &marks),
                Piece::Tag(..) => {}
            }
        }
        line
    }
}
