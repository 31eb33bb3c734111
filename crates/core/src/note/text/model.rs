//! A note's text as a tree: what the editor shows, without any storage format.

/// The text of a note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
}

/// A piece of text that stands by itself. Names and contents are those of the editor's schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading of level 1 to 6.
    Heading {
        /// From 1 to 6.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
    },
    /// Items with bullets.
    BulletList(Vec<Vec<Block>>),
    /// Numbered items.
    OrderedList {
        /// Number of the first.
        start: u32,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// Items with a box to tick.
    TaskList(Vec<Task>),
    /// Somebody else's words.
    Quote(Vec<Block>),
    /// Literal text.
    Code {
        /// What it is written in, if said.
        language: Option<String>,
        /// The text, lines apart by a newline.
        text: String,
    },
    /// A line across.
    Rule,
    /// Rows of cells.
    Table(Vec<Vec<Cell>>),
}

/// An item with a box to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Ticked.
    pub checked: bool,
    /// What is to be done.
    pub blocks: Vec<Block>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Names its column or row.
    pub header: bool,
    /// How many columns it covers.
    pub colspan: u32,
    /// How many rows it covers.
    pub rowspan: u32,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text, all of it marked in the same way; never empty.
    Text(String, Marks),
    /// The line ends here, the paragraph does not.
    Break,
}

/// How a piece of text is marked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Struck through.
    pub strike: bool,
    /// Literal; the editor allows no other mark beside it.
    pub code: bool,
    /// Where it leads.
    pub link: Option<Link>,
}

/// A link.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// Its address, as written.
    pub href: String,
    /// Its title, if it has one.
    pub title: Option<String>,
}

/// How deep blocks may lie in one another; the editor and Markdown stay far below.
pub const DEEPEST: usize = 100;

impl Doc {
    /// The document that the editor begins with: one empty paragraph.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            blocks: vec![Block::Paragraph(Vec::new())],
        }
    }

    /// The text without markup: a line for each line that a reader sees.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut text = String::new();
        plain(&self.blocks, &mut text);
        text.truncate(text.trim_end_matches('\n').len());
        text
    }
}

fn plain(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => {
                plain_line(content, out);
                out.push('\n');
            }
            Block::BulletList(items) | Block::OrderedList { items, .. } => {
                items.iter().for_each(|item| plain(item, out));
            }
            Block::TaskList(items) => items.iter().for_each(|item| plain(&item.blocks, out)),
            Block::Quote(blocks) => plain(blocks, out),
            Block::Code { text, .. } => {
                out.push_str(text);
                out.push('\n');
            }
            Block::Rule => {}
            Block::Table(rows) => rows.iter().for_each(|row| {
                for (number, cell) in row.iter().enumerate() {
                    if number > 0 {
                        out.push('\t');
                    }
                    let mut inner = String::new();
                    plain(&cell.blocks, &mut inner);
                    out.push_str(&inner.trim_end_matches('\n').replace('\n', " "));
                }
                out.push('\n');
            }),
        }
    }
}

/// The text of a line without its marks; a break is a newline.
pub(super) fn plain_line(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text, _) => out.push_str(text),
            Inline::Break => out.push('\n'),
        }
    }
}

/// Adds text to a line; what is marked like the text before it joins it.
pub(super) fn push_text(line: &mut Vec<Inline>, text: &str, marks: &Marks) {
    if text.is_empty() {
        return;
    }
    if let Some(Inline::Text(last, same)) = line.last_mut()
        && same == marks
    {
        last.push_str(text);
        return;
    }
    line.push(Inline::Text(text.to_owned(), marks.clone()));
}

/// The contents of an item, quote, cell or document as the editor's schema wants them: never
/// empty, and an item begins with a paragraph.
pub(super) fn filled(mut blocks: Vec<Block>, paragraph_first: bool) -> Vec<Block> {
    let lacks = match blocks.first() {
        None => true,
        Some(Block::Paragraph(_)) => false,
        Some(_) => paragraph_first,
    };
    if lacks {
        blocks.insert(0, Block::Paragraph(Vec::new()));
    }
    blocks
}
