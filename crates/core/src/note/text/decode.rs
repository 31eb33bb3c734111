//! From the CRDT to the tree.

use yrs::types::Attrs;
use yrs::types::text::YChange;
use yrs::{
    Any, Doc as Replica, Out, ReadTxn, Text, Transact, Xml, XmlElementRef, XmlFragment,
    XmlFragmentRef, XmlOut,
};

use super::crdt::{BODY, Malformed};
use super::json::level;
use super::model::{
    Block, Cell, DEEPEST, Doc, Inline, Link, Marks, Task, filled, plain_line, push_text,
};

pub(super) fn doc_of(replica: &Replica) -> Result<Doc, Malformed> {
    let body: XmlFragmentRef = replica.get_or_insert_xml_fragment(BODY);
    let txn = replica.transact();
    let blocks = blocks(&txn, &body, 0)?;
    Ok(Doc {
        blocks: filled(blocks, false),
    })
}

fn blocks<T: ReadTxn, P: XmlFragment>(
    txn: &T,
    parent: &P,
    depth: usize,
) -> Result<Vec<Block>, Malformed> {
    if depth > DEEPEST {
        return Err(Malformed);
    }
    let mut found = Vec::new();
    for child in parent.children(txn) {
        let XmlOut::Element(node) = child else {
            // Text without a paragraph: only two edits that crossed make that.
            let mut line = Vec::new();
            read_inline(txn, &child, &mut line, depth)?;
            if !line.is_empty() {
                found.push(Block::Paragraph(line));
            }
            continue;
        };
        let block = match &**node.tag() {
            "paragraph" => Block::Paragraph(read_line(txn, &node, depth)?),
            "heading" => Block::Heading {
                level: level(number(txn, &node, "level")),
                content: read_line(txn, &node, depth)?,
            },
            "bulletList" => Block::BulletList(read_items(txn, &node, depth)?),
            "orderedList" => Block::OrderedList {
                start: number(txn, &node, "start").unwrap_or(1),
                items: read_items(txn, &node, depth)?,
            },
            "taskList" => Block::TaskList(read_tasks(txn, &node, depth)?),
            "blockquote" => Block::Quote(filled(blocks(txn, &node, depth + 1)?, false)),
            "codeBlock" => {
                let mut text = String::new();
                plain_line(&read_line(txn, &node, depth)?, &mut text);
                let language = match attribute(txn, &node, "language") {
                    Some(Any::String(language)) => Some(language.to_string()),
                    _ => None,
                };
                Block::Code { language, text }
            }
            "horizontalRule" => Block::Rule,
            "table" => Block::Table(read_rows(txn, &node, depth)?),
            "hardBreak" => Block::Paragraph(vec![Inline::Break]),
            // A node of a later version: its text is still text.
            _ => {
                found.extend(blocks(txn, &node, depth + 1)?);
                continue;
            }
        };
        found.push(block);
    }
    Ok(found)
}

fn elements<'t, T: ReadTxn>(
    txn: &'t T,
    node: &XmlElementRef,
) -> impl Iterator<Item = XmlElementRef> + 't {
    let children: Vec<_> = node.children(txn).collect();
    children.into_iter().filter_map(XmlOut::into_xml_element)
}

fn read_items<T: ReadTxn>(
    txn: &T,
    node: &XmlElementRef,
    depth: usize,
) -> Result<Vec<Vec<Block>>, Malformed> {
    elements(txn, node)
        .map(|item| Ok(filled(blocks(txn, &item, depth + 1)?, true)))
        .collect()
}

fn read_tasks<T: ReadTxn>(
    txn: &T,
    node: &XmlElementRef,
    depth: usize,
) -> Result<Vec<Task>, Malformed> {
    elements(txn, node)
        .map(|item| {
            Ok(Task {
                checked: attribute(txn, &item, "checked") == Some(Any::Bool(true)),
                blocks: filled(blocks(txn, &item, depth + 1)?, true),
            })
        })
        .collect()
}

fn read_rows<T: ReadTxn>(
    txn: &T,
    node: &XmlElementRef,
    depth: usize,
) -> Result<Vec<Vec<Cell>>, Malformed> {
    let cell = |cell: XmlElementRef| {
        Ok(Cell {
            header: &**cell.tag() == "tableHeader",
            colspan: number(txn, &cell, "colspan").unwrap_or(1).max(1),
            rowspan: number(txn, &cell, "rowspan").unwrap_or(1).max(1),
            blocks: filled(blocks(txn, &cell, depth + 1)?, false),
        })
    };
    elements(txn, node)
        .map(|row| elements(txn, &row).map(cell).collect())
        .collect()
}

fn attribute<T: ReadTxn>(txn: &T, node: &XmlElementRef, name: &str) -> Option<Any> {
    match node.get_attribute(txn, name)? {
        Out::Any(value) => Some(value),
        _ => None,
    }
}

fn number<T: ReadTxn>(txn: &T, node: &XmlElementRef, name: &str) -> Option<u32> {
    let number = match attribute(txn, node, name)? {
        Any::Number(yrs::any::Number::Int(number)) => number,
        // Out of range becomes the nearest, which is then refused.
        Any::Number(yrs::any::Number::Float(number)) => number as i64,
        _ => return None,
    };
    u32::try_from(number).ok()
}

fn read_line<T: ReadTxn>(
    txn: &T,
    node: &XmlElementRef,
    depth: usize,
) -> Result<Vec<Inline>, Malformed> {
    let mut line = Vec::new();
    for child in node.children(txn) {
        read_inline(txn, &child, &mut line, depth)?;
    }
    Ok(line)
}

fn read_inline<T: ReadTxn>(
    txn: &T,
    node: &XmlOut,
    line: &mut Vec<Inline>,
    depth: usize,
) -> Result<(), Malformed> {
    if depth > DEEPEST {
        return Err(Malformed);
    }
    match node {
        XmlOut::Text(text) => {
            for piece in text.diff(txn, YChange::identity) {
                if let Out::Any(Any::String(text)) = &piece.insert {
                    push_text(line, text, &marks(piece.attributes.as_deref()));
                }
            }
        }
        XmlOut::Element(node) if &**node.tag() == "hardBreak" => line.push(Inline::Break),
        XmlOut::Element(node) => {
            for child in node.children(txn) {
                read_inline(txn, &child, line, depth + 1)?;
            }
        }
        XmlOut::Fragment(_) => {}
    }
    Ok(())
}

fn marks(formats: Option<&Attrs>) -> Marks {
    let mut marks = Marks::default();
    for (name, value) in formats.into_iter().flatten() {
        if *value == Any::Null {
            continue;
        }
        // A mark that may overlap itself carries a hash behind two dashes.
        match name.split("--").next().unwrap_or("") {
            "bold" => marks.bold = true,
            "italic" => marks.italic = true,
            "strike" => marks.strike = true,
            "code" => marks.code = true,
            "link" => {
                let text = |name: &str| match value {
                    Any::Map(attrs) => match attrs.get(name) {
                        Some(Any::String(text)) => Some(text.to_string()),
                        _ => None,
                    },
                    _ => None,
                };
                marks.link = Some(Link {
                    href: text("href").unwrap_or_default(),
                    title: text("title"),
                });
            }
            _ => {}
        }
    }
    marks
}
