//! The table of the frontier's page: every project, where it stands, its score and its cost.
//!
//! It is set in the largest type, and in one column rather than two, in which all of it fits. What
//! does not fit even then is counted in the last row; it is never left out in silence.

use super::figures;
use super::font::Face;
use super::frontier_groups::{Group, State, groups};
use super::scene::{
    Area, Block, Cell, CellKind, Colour, INK, INK2, INK3, Mark, PEN, Pen, RULE, RULE2, Scene, WHITE,
};
use super::text::{Line, Style, clean, first_fitting, fit, line};
use crate::api::{FrontierNow, FrontierView, ProjectView};

/// A row.
enum Entry<'a> {
    Heading(&'a str, State),
    Project(&'a ProjectView, State),
    Total(&'a str, f64, f64),
    More(usize),
}

/// Type and row height of a table, in points, and its columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    columns: usize,
    size: f32,
    row: f32,
}

/// From the most to the least legible.
const FORMS: [Form; 9] = [
    Form::new(1, 10.0, 16.5),
    Form::new(1, 9.5, 15.0),
    Form::new(1, 9.0, 13.2),
    Form::new(1, 9.0, 12.0),
    Form::new(1, 8.5, 11.2),
    Form::new(2, 9.0, 13.2),
    Form::new(2, 8.5, 12.0),
    Form::new(2, 8.0, 10.8),
    Form::new(2, 8.0, 10.2),
];
const GUTTER: f32 = 18.0;

impl Form {
    const fn new(columns: usize, size: f32, row: f32) -> Self {
        Self { columns, size, row }
    }

    /// Width of the whole table.
    pub(super) fn width(self) -> f32 {
        if self.columns == 1 { 330.0 } else { 448.0 }
    }
}

/// A table that is ready to be put somewhere.
pub(super) struct Table<'a> {
    view: &'a FrontierView,
    groups: Vec<Group<'a>>,
    /// Type, row height and columns.
    pub(super) form: Form,
    height: f32,
}

impl<'a> Table<'a> {
    /// Chooses the form in which everything fits into this height.
    pub(super) fn new(view: &'a FrontierView, now: &FrontierNow, height: f32) -> Self {
        let groups = groups(view, now);
        let form = FORMS
            .into_iter()
            .find(|form| pack(&groups, *form, height).1 == 0)
            .unwrap_or(FORMS[FORMS.len() - 1]);
        Self {
            view,
            groups,
            form,
            height,
        }
    }

    /// Draws it with its upper left corner there.
    pub(super) fn draw(&self, scene: &mut Scene, left: f32, top: f32) {
        let columns = Columns::new(self.view, self.form);
        let step = columns.width + GUTTER;
        let (placed, _) = pack(&self.groups, self.form, self.height);
        let mut rows = vec![columns.header(left, top)];
        let mut rules = Vec::new();
        for column in 0..=placed.iter().map(|placed| placed.column).max().unwrap_or(0) {
            #[allow(clippy::cast_precision_loss, reason = "0 or 1")]
            let x = left + column as f32 * step;
            rules.push(Mark::rule(x, x + columns.width, top, Pen::solid(INK, 0.9)));
            if column > 0 {
                // Said once is enough for a listener; a reader wants it above each column.
                let again = columns.header(x, top);
                rules.extend(again.into_iter().flat_map(|cell| cell.marks));
            }
        }
        for Placed { column, y, entry } in &placed {
            #[allow(clippy::cast_precision_loss, reason = "0 or 1")]
            let x = left + *column as f32 * step;
            let bottom = top + y;
            if !matches!(entry, Entry::More(_)) {
                let pen = match entry {
                    Entry::Total(..) => None,
                    Entry::Heading(..) => Some(Pen::solid(RULE2, 0.6)),
                    _ => Some(Pen::solid(RULE, 0.6)),
                };
                rules.extend(pen.map(|pen| Mark::rule(x, x + columns.width, bottom, pen)));
            }
            if matches!(entry, Entry::Total(..)) {
                let pen = Pen::solid(INK, 0.8);
                rules.push(Mark::rule(
                    x,
                    x + columns.width,
                    bottom - self.form.row,
                    pen,
                ));
            }
            rows.push(columns.row(entry, x, bottom));
        }
        scene.blocks.push(Block::Ornament(rules));
        scene.blocks.push(Block::Table {
            summary: "Projects by where they stand at this budget, with score and cost.".to_owned(),
            rows,
        });
    }
}

/// A row with its column and the height of its foot below the top of the table.
struct Placed<'a> {
    column: usize,
    y: f32,
    entry: Entry<'a>,
}

/// Rows into columns; and how many projects had no place.
fn pack<'a>(groups: &'a [Group<'a>], form: Form, height: f32) -> (Vec<Placed<'a>>, usize) {
    let head = form.row * 1.1;
    let mut placed: Vec<Placed<'a>> = Vec::new();
    let (mut column, mut y) = (0, head);
    let mut left_over = 0;
    for group in groups {
        let mut entries = vec![Entry::Heading(&group.title, group.state)];
        entries.extend(
            group
                .projects
                .iter()
                .map(|(project, state)| Entry::Project(project, *state)),
        );
        if let Some((words, value, cost)) = &group.total {
            entries.push(Entry::Total(words, *value, *cost));
        }
        for entry in entries {
            let is_heading = matches!(entry, Entry::Heading(..));
            let above = if is_heading && y > head {
                form.row * 0.65
            } else {
                0.0
            };
            // A heading at the foot of a column would head nothing.
            let below = if is_heading { form.row } else { 0.0 };
            if left_over == 0 && y + above + form.row + below > height && column + 1 < form.columns
            {
                column += 1;
                y = head;
            }
            let above = if y > head { above } else { 0.0 };
            if left_over > 0 || y + above + form.row + below > height {
                left_over += usize::from(matches!(entry, Entry::Project(..)));
                continue;
            }
            y += above + form.row;
            placed.push(Placed { column, y, entry });
        }
    }
    if left_over > 0 {
        // The row that says so takes the place of the last one, and of a heading before it.
        while let Some(last) = placed.pop() {
            left_over += usize::from(matches!(last.entry, Entry::Project(..)));
            y = last.y;
            column = last.column;
            if !matches!(placed.last(), Some(before) if matches!(before.entry, Entry::Heading(..)))
            {
                break;
            }
        }
        placed.push(Placed {
            column,
            y,
            entry: Entry::More(left_over),
        });
    }
    (placed, left_over)
}

/// Places of the columns within one column of the page.
struct Columns<'a> {
    form: Form,
    width: f32,
    unit: &'a str,
    score: f32,
    cost: f32,
    score_decimals: usize,
    cost_decimals: usize,
}

impl<'a> Columns<'a> {
    fn new(view: &'a FrontierView, form: Form) -> Self {
        #[allow(clippy::cast_precision_loss, reason = "1 or 2")]
        let parts = form.columns as f32;
        let width = (form.width() - (parts - 1.0) * GUTTER) / parts;
        let values = view.projects.iter().filter_map(|project| project.value);
        let costs = view.projects.iter().filter_map(|project| project.cost);
        let score_decimals = figures::decimals_of(values.clone(), 1);
        let cost_decimals = figures::decimals_of(costs.clone(), 2);
        let style = Style::new(Face::SansBold, form.size, INK).tabular();
        let widest = |values: Vec<f64>, decimals, heading: &str| {
            let total: f64 = values.iter().sum();
            values
                .into_iter()
                .chain([total])
                .map(|value| line(&figures::number(value, decimals), style).width)
                .fold(line(heading, style).width, f32::max)
                .min(width * 0.28)
        };
        let unit = view.unit.trim();
        let score = widest(values.collect(), score_decimals, "Score");
        let cost = widest(costs.collect(), cost_decimals, &cost_heading(unit));
        Self {
            form,
            width,
            unit,
            score,
            cost,
            score_decimals,
            cost_decimals,
        }
    }

    fn style(&self, face: Face, colour: Colour) -> Style {
        Style::new(face, self.form.size, colour).tabular()
    }

    /// Where text begins: after the sign of its state.
    fn indent(&self) -> f32 {
        self.form.size * 1.5
    }

    /// Room for a name.
    fn name_room(&self) -> f32 {
        self.width - self.indent() - self.score - self.cost - 16.0
    }

    fn base(&self, bottom: f32) -> f32 {
        bottom - (self.form.row - self.form.size * 0.72) / 2.0
    }

    fn header(&self, left: f32, top: f32) -> Vec<Cell> {
        let style = self.style(Face::Sans, INK3);
        let y = self.base(top + self.form.row);
        let cost = fit(&cost_heading(self.unit), style, self.cost);
        let name = Mark::text(left + self.indent(), y, line("Project", style));
        self.cells(
            CellKind::Column,
            left,
            y,
            vec![name],
            [line("Score", style), cost],
        )
    }

    fn cells(
        &self,
        kind: CellKind,
        left: f32,
        y: f32,
        name: Vec<Mark>,
        figures: [Line; 2],
    ) -> Vec<Cell> {
        let right = left + self.width;
        let [score, cost] = figures;
        let others = if kind == CellKind::Column {
            kind
        } else {
            CellKind::Data
        };
        vec![
            Cell {
                kind,
                span: 1,
                marks: name,
            },
            Cell::new(others, Mark::text_to(right - self.cost - 10.0, y, score)),
            Cell::new(others, Mark::text_to(right, y, cost)),
        ]
    }

    fn row(&self, entry: &Entry<'_>, left: f32, bottom: f32) -> Vec<Cell> {
        let y = self.base(bottom);
        match entry {
            Entry::Heading(title, state) => {
                let colour = if *state == State::Displaced { PEN } else { INK };
                let text = fit(title, self.style(Face::SansBold, colour), self.width);
                vec![Cell {
                    kind: CellKind::Column,
                    span: 3,
                    marks: vec![Mark::text(left, y, text)],
                }]
            }
            Entry::Total(words, value, cost) => {
                let style = self.style(Face::SansBold, INK);
                let name = fit(words, style, self.name_room());
                let name = Mark::text(left + self.indent(), y, name);
                self.cells(
                    CellKind::Row,
                    left,
                    y,
                    vec![name],
                    self.figures(Some(*value), Some(*cost), style),
                )
            }
            Entry::More(number) => {
                let words = format!("and {number} more, not shown for want of room");
                let text = fit(
                    &words,
                    self.style(Face::Sans, INK2),
                    self.width - self.indent(),
                );
                vec![Cell {
                    kind: CellKind::Data,
                    span: 3,
                    marks: vec![Mark::text(left + self.indent(), y, text)],
                }]
            }
            Entry::Project(project, state) => self.project(project, *state, left, y),
        }
    }

    fn project(&self, project: &ProjectView, state: State, left: f32, y: f32) -> Vec<Cell> {
        let (face, colour) = match state {
            State::In => (Face::Sans, INK),
            State::Forced => (Face::SansBold, PEN),
            State::Displaced => (Face::Sans, PEN),
            State::Out => (Face::Sans, INK3),
        };
        let style = self.style(face, colour);
        let note = (state == State::Forced).then(|| {
            let style = Style::new(Face::Sans, (self.form.size - 0.5).max(8.0), PEN);
            line("Forced", style)
        });
        let room = self.name_room() - note.as_ref().map_or(0.0, |note| note.width + 7.0);
        let given = clean(&project.name);
        let given = match given.trim() {
            "" => "(no name)",
            given => given,
        };
        let name = fit(given, style, room);
        let x = left + self.indent();
        let mut marks = sign(
            state,
            left + self.form.size * 0.5,
            y - self.form.size * 0.36,
            self.form.size * 0.42,
        );
        let after = x + name.width + 7.0;
        marks.push(Mark::text(x, y, name));
        marks.extend(note.map(|note| Mark::text(after, y, note)));
        let figures = self.figures(project.value, project.cost, style);
        self.cells(CellKind::Row, left, y, marks, figures)
    }

    fn figures(&self, value: Option<f64>, cost: Option<f64>, style: Style) -> [Line; 2] {
        let write = |value: Option<f64>, decimals, room| {
            let forms = value.map_or_else(
                || vec![figures::NO_NUMBER.to_owned()],
                |value| {
                    let whole = figures::number(value, 0);
                    vec![
                        figures::number(value, decimals),
                        whole,
                        figures::brief(value),
                    ]
                },
            );
            first_fitting(&forms, style, room)
        };
        [
            write(value, self.score_decimals, self.score),
            write(cost, self.cost_decimals, self.cost),
        ]
    }
}

fn cost_heading(unit: &str) -> String {
    format!("Cost {unit}").trim().to_owned()
}

/// The sign of a state: a tick, a pin, a dash, an empty circle.
fn sign(state: State, x: f32, y: f32, radius: f32) -> Vec<Mark> {
    let circle = |fill, pen| Mark::Circle {
        x,
        y,
        radius,
        fill,
        pen,
    };
    let stroke = |points: &[(f32, f32)], colour| {
        let points = points
            .iter()
            .map(|(dx, dy)| (x + dx * radius, y + dy * radius))
            .collect();
        Mark::lines(points, Pen::solid(colour, radius * 0.24))
    };
    match state {
        State::In => vec![
            circle(Some(INK), None),
            stroke(&[(-0.45, 0.05), (-0.12, 0.38), (0.48, -0.34)], WHITE),
        ],
        State::Forced => vec![
            circle(Some(PEN), None),
            stroke(&[(-0.34, -0.48), (0.34, -0.48)], WHITE),
            stroke(&[(-0.42, 0.1), (0.42, 0.1)], WHITE),
            stroke(&[(0.0, -0.48), (0.0, 0.62)], WHITE),
        ],
        State::Displaced => vec![
            circle(
                None,
                Some(Pen {
                    colour: PEN,
                    width: radius * 0.2,
                    dash: Some((radius * 0.5, radius * 0.36)),
                }),
            ),
            stroke(&[(-0.42, 0.0), (0.42, 0.0)], PEN),
        ],
        State::Out => vec![circle(None, Some(Pen::solid(RULE2, radius * 0.2)))],
    }
}

/// Where the table and what stands beside it are.
pub(super) fn beside(table: Area, right: f32) -> Area {
    Area::new(table.right + 28.0, table.top, right, table.bottom)
}
