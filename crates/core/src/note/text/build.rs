//! From the tree to the CRDT.

use std::collections::HashMap;
use std::sync::Arc;

use yrs::types::Attrs;
use yrs::{
    Any, Text, TransactionMut, Xml, XmlElementPrelim, XmlElementRef, XmlFragment, XmlTextPrelim,
};

use super::crdt::small;
use super::model::{Block, Cell, Inline, Link, Marks};

pub(super) fn add<P: XmlFragment>(txn: &mut TransactionMut<'_>, parent: &P, block: &Block) {
    let end = parent.len(txn);
    insert(txn, parent, end, block);
}

fn element<P: XmlFragment>(
    txn: &mut TransactionMut<'_>,
    parent: &P,
    at: u32,
    name: &str,
) -> XmlElementRef {
    parent.insert(txn, at, XmlElementPrelim::empty(name))
}

fn push<P: XmlFragment>(txn: &mut TransactionMut<'_>, parent: &P, name: &str) -> XmlElementRef {
    let end = parent.len(txn);
    element(txn, parent, end, name)
}

fn add_all<P: XmlFragment>(txn: &mut TransactionMut<'_>, parent: &P, blocks: &[Block]) {
    for block in blocks {
        add(txn, parent, block);
    }
}

pub(super) fn insert<P: XmlFragment>(
    txn: &mut TransactionMut<'_>,
    parent: &P,
    at: u32,
    block: &Block,
) {
    match block {
        Block::Paragraph(content) => {
            let node = element(txn, parent, at, "paragraph");
            line(txn, &node, content);
        }
        Block::Heading { level, content } => {
            let node = element(txn, parent, at, "heading");
            node.insert_attribute(txn, "level", Any::from(i64::from(*level)));
            line(txn, &node, content);
        }
        Block::BulletList(items) => {
            let node = element(txn, parent, at, "bulletList");
            for item in items {
                let item_node = push(txn, &node, "listItem");
                add_all(txn, &item_node, item);
            }
        }
        Block::OrderedList { start, items } => {
            let node = element(txn, parent, at, "orderedList");
            node.insert_attribute(txn, "start", Any::from(i64::from(*start)));
            for item in items {
                let item_node = push(txn, &node, "listItem");
                add_all(txn, &item_node, item);
            }
        }
        Block::TaskList(items) => {
            let node = element(txn, parent, at, "taskList");
            for item in items {
                let item_node = push(txn, &node, "taskItem");
                item_node.insert_attribute(txn, "checked", Any::from(item.checked));
                add_all(txn, &item_node, &item.blocks);
            }
        }
        Block::Quote(blocks) => {
            let node = element(txn, parent, at, "blockquote");
            add_all(txn, &node, blocks);
        }
        Block::Code { language, text } => {
            let node = element(txn, parent, at, "codeBlock");
            if let Some(language) = language {
                node.insert_attribute(txn, "language", Any::from(language.as_str()));
            }
            if !text.is_empty() {
                node.insert(txn, 0, XmlTextPrelim::new(text.as_str()));
            }
        }
        Block::Rule => {
            element(txn, parent, at, "horizontalRule");
        }
        Block::Table(rows) => {
            let node = element(txn, parent, at, "table");
            for row in rows {
                let row_node = push(txn, &node, "tableRow");
                for cell in row {
                    add_cell(txn, &row_node, cell);
                }
            }
        }
    }
}

fn add_cell(txn: &mut TransactionMut<'_>, row: &XmlElementRef, cell: &Cell) {
    let name = if cell.header {
        "tableHeader"
    } else {
        "tableCell"
    };
    let node = push(txn, row, name);
    node.insert_attribute(txn, "colspan", Any::from(i64::from(cell.colspan)));
    node.insert_attribute(txn, "rowspan", Any::from(i64::from(cell.rowspan)));
    add_all(txn, &node, &cell.blocks);
}

fn line(txn: &mut TransactionMut<'_>, parent: &XmlElementRef, content: &[Inline]) {
    let mut at = 0;
    let mut rest = content;
    while let Some(first) = rest.first() {
        if *first == Inline::Break {
            element(txn, parent, at, "hardBreak");
            rest = &rest[1..];
        } else {
            let run = rest
                .iter()
                .position(|inline| *inline == Inline::Break)
                .unwrap_or(rest.len());
            run_of_text(txn, parent, at, &rest[..run]);
            rest = &rest[run..];
        }
        at += 1;
    }
}

fn run_of_text(txn: &mut TransactionMut<'_>, parent: &XmlElementRef, at: u32, run: &[Inline]) {
    if let [Inline::Text(text, marks)] = run
        && *marks == Marks::default()
    {
        parent.insert(txn, at, XmlTextPrelim::new(text.as_str()));
        return;
    }
    let node = parent.insert(txn, at, XmlTextPrelim::new(""));
    let mut offset = 0;
    for inline in run {
        if let Inline::Text(text, marks) = inline {
            node.insert_with_attributes(txn, offset, text, formats(marks));
            offset += small(text.encode_utf16().count());
        }
    }
}

fn formats(marks: &Marks) -> Attrs {
    let nothing = || Any::Map(Arc::new(HashMap::new()));
    let mut formats = Attrs::new();
    let plain = [
        ("bold", marks.bold),
        ("italic", marks.italic),
        ("strike", marks.strike),
        ("code", marks.code),
    ];
    for (name, _) in plain.iter().filter(|(_, on)| *on) {
        formats.insert((*name).into(), nothing());
    }
    if let Some(Link { href, title }) = &marks.link {
        let mut attrs = HashMap::new();
        attrs.insert("href".to_owned(), Any::from(href.as_str()));
        if let Some(title) = title {
            attrs.insert("title".to_owned(), Any::from(title.as_str()));
        }
        formats.insert("link".into(), Any::Map(Arc::new(attrs)));
    }
    formats
}
