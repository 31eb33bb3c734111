//! A laid out page: marks at their places, in reading order.
//!
//! Points (1/72 inch) from the top left corner. What a mark means is said by the block that holds
//! it, so that the PDF can be tagged; a picture just draws every mark in order.

use super::text::Line;

/// Width of the page.
pub(super) const WIDTH: f32 = 841.89;
/// Height of the page.
pub(super) const HEIGHT: f32 = 595.28;
/// Nothing but the page's own white is nearer than this to the left and right edges.
pub(super) const SIDE: f32 = 40.0;
/// Nothing is nearer than this to the upper and lower edges.
pub(super) const TOP: f32 = 30.0;

/// A colour, as red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

// The light theme of the interface; on paper the page is white.
pub(super) const INK: Colour = Colour(0x1B, 0x1C, 0x1B);
pub(super) const INK2: Colour = Colour(0x47, 0x4A, 0x48);
pub(super) const INK3: Colour = Colour(0x5F, 0x63, 0x61);
pub(super) const RULE: Colour = Colour(0xDE, 0xDD, 0xD8);
pub(super) const RULE2: Colour = Colour(0x7F, 0x82, 0x7E);
pub(super) const PEN: Colour = Colour(0x14, 0x56, 0x6C);
pub(super) const PEN_TINT: Colour = Colour(0xDC, 0xEB, 0xEE);
pub(super) const PEN_SOFT: Colour = Colour(0xA6, 0xC8, 0xD0);
pub(super) const CAUTION: Colour = Colour(0x7A, 0x51, 0x00);
pub(super) const WHITE: Colour = Colour(0xFF, 0xFF, 0xFF);

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

impl Area {
    /// By its corners.
    pub(super) const fn new(left: f32, top: f32, right: f32, bottom: f32) -> Self {
        Self {
            left,
            top,
            right,
            bottom,
        }
    }

    pub(super) fn width(self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f32 {
        self.bottom - self.top
    }

    /// They have more than an edge in common.
    pub(super) fn meets(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// The other lies in this one, give or take a hundredth of a point.
    pub(super) fn holds(self, other: Self) -> bool {
        other.left >= self.left - 0.01
            && other.right <= self.right + 0.01
            && other.top >= self.top - 0.01
            && other.bottom <= self.bottom + 0.01
    }

    /// The same, wider on every side.
    pub(super) fn grown(self, by: f32) -> Self {
        Self::new(
            self.left - by,
            self.top - by,
            self.right + by,
            self.bottom + by,
        )
    }
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pen {
    pub(super) colour: Colour,
    pub(super) width: f32,
    /// Length of a dash and of the gap after it.
    pub(super) dash: Option<(f32, f32)>,
}

impl Pen {
    /// An unbroken line.
    pub(super) const fn solid(colour: Colour, width: f32) -> Self {
        Self {
            colour,
            width,
            dash: None,
        }
    }
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// A line of text; `y` is its base line.
    Text { x: f32, y: f32, line: Line },
    /// A line or a polygon.
    Path {
        points: Vec<(f32, f32)>,
        closed: bool,
        fill: Option<Colour>,
        pen: Option<Pen>,
    },
    /// A circle.
    Circle {
        x: f32,
        y: f32,
        radius: f32,
        fill: Option<Colour>,
        pen: Option<Pen>,
    },
}

impl Mark {
    /// Text that begins at `x`.
    pub(super) fn text(x: f32, y: f32, line: Line) -> Self {
        Self::Text { x, y, line }
    }

    /// Text that ends at `right`.
    pub(super) fn text_to(right: f32, y: f32, line: Line) -> Self {
        Self::Text {
            x: right - line.width,
            y,
            line,
        }
    }

    /// Text with its middle at `x`.
    pub(super) fn text_about(x: f32, y: f32, line: Line) -> Self {
        Self::Text {
            x: x - line.width / 2.0,
            y,
            line,
        }
    }

    /// A level line.
    pub(super) fn rule(left: f32, right: f32, y: f32, pen: Pen) -> Self {
        Self::lines(vec![(left, y), (right, y)], pen)
    }

    /// An open line through points.
    pub(super) fn lines(points: Vec<(f32, f32)>, pen: Pen) -> Self {
        Self::Path {
            points,
            closed: false,
            fill: None,
            pen: Some(pen),
        }
    }

    /// A filled rectangle.
    pub(super) fn filled(area: Area, fill: Colour) -> Self {
        Self::Path {
            points: vec![
                (area.left, area.top),
                (area.right, area.top),
                (area.right, area.bottom),
                (area.left, area.bottom),
            ],
            closed: true,
            fill: Some(fill),
            pen: None,
        }
    }

    /// What it covers; of text, from the top of its capitals to the foot of its descenders.
    pub(super) fn area(&self) -> Area {
        match self {
            Self::Text { x, y, line } => Area::new(
                *x,
                y - line.size * 0.74,
                x + line.width,
                y + line.size * 0.21,
            ),
            Self::Path { points, .. } => points.iter().fold(
                Area::new(f32::MAX, f32::MAX, f32::MIN, f32::MIN),
                |area, &(x, y)| {
                    Area::new(
                        area.left.min(x),
                        area.top.min(y),
                        area.right.max(x),
                        area.bottom.max(y),
                    )
                },
            ),
            Self::Circle { x, y, radius, .. } => Area::new(*x, *y, *x, *y).grown(*radius),
        }
    }
}

/// What a cell of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellKind {
    /// Names a column.
    Column,
    /// Names a row.
    Row,
    /// Neither.
    Data,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub(super) kind: CellKind,
    /// How many columns it stretches over.
    pub(super) span: u32,
    pub(super) marks: Vec<Mark>,
}

impl Cell {
    /// A cell of one column.
    pub(super) fn new(kind: CellKind, mark: Mark) -> Self {
        Self {
            kind,
            span: 1,
            marks: vec![mark],
        }
    }
}

/// A part of the page, with its meaning.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    /// Ornament: rules and what is said elsewhere already.
    Ornament(Vec<Mark>),
    /// A heading: 1 is the title of the page.
    Heading { level: u16, marks: Vec<Mark> },
    /// A paragraph.
    Paragraph(Vec<Mark>),
    /// A table, with a sentence that says what is in it.
    Table {
        summary: String,
        rows: Vec<Vec<Cell>>,
    },
    /// A chart, with the words that stand for it.
    Figure { alt: String, marks: Vec<Mark> },
}

impl Block {
    /// Everything drawn for it, in order.
    pub(super) fn marks(&self) -> Box<dyn Iterator<Item = &Mark> + '_> {
        match self {
            Self::Ornament(marks)
            | Self::Heading { marks, .. }
            | Self::Paragraph(marks)
            | Self::Figure { marks, .. } => Box::new(marks.iter()),
            Self::Table { rows, .. } => {
                Box::new(rows.iter().flatten().flat_map(|cell| cell.marks.iter()))
            }
        }
    }
}

/// A page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scene {
    /// Title of the document.
    pub(super) title: String,
    /// In reading order, which is the order of drawing.
    pub(super) blocks: Vec<Block>,
}

impl Scene {
    /// An empty page.
    pub(super) fn new(title: String) -> Self {
        Self {
            title,
            blocks: Vec::new(),
        }
    }

    /// Everything drawn, in order.
    pub(super) fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.blocks.iter().flat_map(Block::marks)
    }

    /// A character on the page has no shape in any font, so that a box stands for it.
    pub(super) fn has_boxes(&self) -> bool {
        self.marks()
            .any(|mark| matches!(mark, Mark::Text { line, .. } if line.has_boxes()))
    }

    /// A rule that nobody needs to hear of.
    pub(super) fn rule(&mut self, left: f32, right: f32, y: f32, pen: Pen) {
        self.blocks
            .push(Block::Ornament(vec![Mark::rule(left, right, y, pen)]));
    }
}
