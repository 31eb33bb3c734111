//! The document in the editor's JSON (ProseMirror's), and back.

use serde_json::{Map, Value, json};

use super::model::{Block, Cell, DEEPEST, Doc, Inline, Link, Marks, Task, filled, push_text};

/// The document as the editor takes it: `{type: "doc", content: […]}`.
#[must_use]
pub fn to_json(doc: &Doc) -> Value {
    json!({"type": "doc", "content": blocks(&doc.blocks)})
}

fn blocks(of: &[Block]) -> Vec<Value> {
    of.iter().map(block).collect()
}

fn node(name: &str, attrs: Option<Value>, content: Vec<Value>) -> Value {
    let mut map = Map::new();
    map.insert("type".to_owned(), name.into());
    if let Some(attrs) = attrs {
        map.insert("attrs".to_owned(), attrs);
    }
    if !content.is_empty() {
        map.insert("content".to_owned(), content.into());
    }
    map.into()
}

fn block(block: &Block) -> Value {
    let items = |items: &[Vec<Block>]| -> Vec<Value> {
        let item = |item: &Vec<Block>| node("listItem", None, blocks(item));
        items.iter().map(item).collect()
    };
    match block {
        Block::Paragraph(content) => node("paragraph", None, inlines(content)),
        Block::Heading { level, content } => {
            node("heading", Some(json!({"level": level})), inlines(content))
        }
        Block::BulletList(of) => node("bulletList", None, items(of)),
        Block::OrderedList { start, items: of } => {
            node("orderedList", Some(json!({"start": start})), items(of))
        }
        Block::TaskList(of) => {
            let task = |task: &Task| {
                let attrs = json!({"checked": task.checked});
                node("taskItem", Some(attrs), blocks(&task.blocks))
            };
            node("taskList", None, of.iter().map(task).collect())
        }
        Block::Quote(of) => node("blockquote", None, blocks(of)),
        Block::Code { language, text } => {
            let content = if text.is_empty() {
                Vec::new()
            } else {
                vec![json!({"type": "text", "text": text})]
            };
            node("codeBlock", Some(json!({"language": language})), content)
        }
        Block::Rule => node("horizontalRule", None, Vec::new()),
        Block::Table(rows) => {
            let row = |row: &Vec<Cell>| node("tableRow", None, row.iter().map(cell).collect());
            node("table", None, rows.iter().map(row).collect())
        }
    }
}

fn cell(cell: &Cell) -> Value {
    let name = if cell.header {
        "tableHeader"
    } else {
        "tableCell"
    };
    let attrs = json!({"colspan": cell.colspan, "rowspan": cell.rowspan});
    node(name, Some(attrs), blocks(&cell.blocks))
}

fn inlines(content: &[Inline]) -> Vec<Value> {
    let inline = |inline: &Inline| match inline {
        Inline::Break => json!({"type": "hardBreak"}),
        Inline::Text(text, marks) => {
            let mut value = json!({"type": "text", "text": text});
            let marks = marks_json(marks);
            if !marks.is_empty() {
                value["marks"] = marks.into();
            }
            value
        }
    };
    content.iter().map(inline).collect()
}

fn marks_json(marks: &Marks) -> Vec<Value> {
    let mut found = Vec::new();
    if let Some(Link { href, title }) = &marks.link {
        let attrs = match title {
            Some(title) => json!({"href": href, "title": title}),
            None => json!({"href": href}),
        };
        found.push(json!({"type": "link", "attrs": attrs}));
    }
    let plain = [
        ("bold", marks.bold),
        ("italic", marks.italic),
        ("strike", marks.strike),
        ("code", marks.code),
    ];
    found.extend(
        plain
            .iter()
            .filter(|(_, on)| *on)
            .map(|(name, _)| json!({"type": name})),
    );
    found
}

/// The document of the editor's JSON. What is not known is read for its text.
#[must_use]
pub fn from_json(value: &Value) -> Doc {
    Doc {
        blocks: filled(read_blocks(value, 0), false),
    }
}

fn content(value: &Value) -> &[Value] {
    value
        .get("content")
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn attr<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.get("attrs").and_then(|attrs| attrs.get(name))
}

fn number(value: &Value, name: &str) -> Option<u32> {
    let number = attr(value, name).and_then(Value::as_u64)?;
    u32::try_from(number).ok()
}

fn kind(value: &Value) -> &str {
    value.get("type").and_then(Value::as_str).unwrap_or("")
}

fn read_blocks(parent: &Value, depth: usize) -> Vec<Block> {
    let mut found = Vec::new();
    if depth > DEEPEST {
        return found;
    }
    let below = |value: &Value| read_blocks(value, depth + 1);
    for value in content(parent) {
        let block = match kind(value) {
            "paragraph" => Block::Paragraph(read_inlines(value)),
            "heading" => Block::Heading {
                level: level(number(value, "level")),
                content: read_inlines(value),
            },
            "bulletList" => Block::BulletList(items(value, depth)),
            "orderedList" => Block::OrderedList {
                start: number(value, "start").unwrap_or(1),
                items: items(value, depth),
            },
            "taskList" => Block::TaskList(
                content(value)
                    .iter()
                    .map(|item| Task {
                        checked: attr(item, "checked").and_then(Value::as_bool) == Some(true),
                        blocks: filled(below(item), true),
                    })
                    .collect(),
            ),
            "blockquote" => Block::Quote(filled(below(value), false)),
            "codeBlock" => {
                let mut text = String::new();
                super::model::plain_line(&read_inlines(value), &mut text);
                let language = attr(value, "language").and_then(Value::as_str);
                Block::Code {
                    language: language.map(ToOwned::to_owned),
                    text,
                }
            }
            "horizontalRule" => Block::Rule,
            "table" => Block::Table(
                content(value)
                    .iter()
                    .map(|row| content(row).iter().map(|c| read_cell(c, depth)).collect())
                    .collect(),
            ),
            "text" | "hardBreak" => Block::Paragraph(read_inline(value).into_iter().collect()),
            _ => {
                found.extend(below(value));
                continue;
            }
        };
        found.push(block);
    }
    found
}

fn items(value: &Value, depth: usize) -> Vec<Vec<Block>> {
    let item = |item: &Value| filled(read_blocks(item, depth + 1), true);
    content(value).iter().map(item).collect()
}

fn read_cell(value: &Value, depth: usize) -> Cell {
    Cell {
        header: kind(value) == "tableHeader",
        colspan: number(value, "colspan").unwrap_or(1).max(1),
        rowspan: number(value, "rowspan").unwrap_or(1).max(1),
        blocks: filled(read_blocks(value, depth + 1), false),
    }
}

/// A level that a heading can have.
pub(super) fn level(number: Option<u32>) -> u8 {
    u8::try_from(number.unwrap_or(1).clamp(1, 6)).unwrap_or(1)
}

fn read_inlines(parent: &Value) -> Vec<Inline> {
    let mut line = Vec::new();
    for value in content(parent) {
        match read_inline(value) {
            Some(Inline::Text(text, marks)) => push_text(&mut line, &text, &marks),
            Some(inline) => line.push(inline),
            None => {}
        }
    }
    line
}

fn read_inline(value: &Value) -> Option<Inline> {
    if kind(value) == "hardBreak" {
        return Some(Inline::Break);
    }
    let text = value.get("text").and_then(Value::as_str)?;
    let mut marks = Marks::default();
    let listed = value.get("marks").and_then(Value::as_array);
    for mark in listed.into_iter().flatten() {
        match kind(mark) {
            "bold" => marks.bold = true,
            "italic" => marks.italic = true,
            "strike" => marks.strike = true,
            "code" => marks.code = true,
            "link" => {
                let text = |name| attr(mark, name).and_then(Value::as_str);
                marks.link = Some(Link {
                    href: text("href").unwrap_or("").to_owned(),
                    title: text("title").map(ToOwned::to_owned),
                });
            }
            _ => {}
        }
    }
    (!text.is_empty()).then(|| Inline::Text(text.to_owned(), marks))
}
