//! The chart of the frontier's page, with what ranking would lose below it.

use super::figures::{self, Ticks};
use super::font::Face;
use super::frontier::{money, ranking, shortened};
use super::frontier_plot::{Plot, along, within};
use super::frontier_values::{self, ROW};
use super::labels::Labels;
use super::scene::{
    Area, Block, INK, INK2, INK3, Mark, PEN, PEN_SOFT, Pen, RULE, RULE2, Scene, WHITE,
};
use super::text::{Line, Span, Style, clean, fit, line, wrap};
use crate::api::{CurvePoint, FrontierNow, FrontierView};

const AXIS: Style = Style::new(Face::Sans, 9.0, INK3).tabular();
const LABEL: Style = Style::new(Face::SansBold, 9.5, INK);
const MINE: Style = Style::new(Face::SansBold, 9.5, PEN);
const TEXT: Style = Style::new(Face::Sans, 9.0, INK2);

/// The right half of the page.
pub(super) struct Chart<'a> {
    view: &'a FrontierView,
    now: &'a FrontierNow,
    best: Vec<CurvePoint>,
    yours: Vec<CurvePoint>,
    /// Budgets at the ends of the chart.
    from: f64,
    to: f64,
}

impl<'a> Chart<'a> {
    /// What is to be drawn.
    pub(super) fn new(view: &'a FrontierView, now: &'a FrontierNow) -> Self {
        let number = |value: f64, or: f64| if value.is_finite() { value } else { or };
        let budget = number(now.budget, 0.0);
        let from = number(view.least, budget).min(budget);
        let mut to = number(view.greatest, budget).max(budget);
        if to - from <= 0.0 || !(to - from).is_finite() {
            to = from + from.abs().max(1.0);
        }
        Self {
            view,
            now,
            best: within(&view.best, from, to),
            yours: within(&view.yours, from, to),
            from,
            to,
        }
    }

    /// Draws chart, table and sentence.
    pub(super) fn draw(&self, scene: &mut Scene, area: Area) {
        let table_rows = if self.yours.is_empty() && self.view.losses.is_empty() {
            2.0
        } else {
            4.0
        };
        let sentence = ranking(self.now)
            .map(|text| wrap(&[Span::new(&text, TEXT)], area.width(), 2))
            .unwrap_or_default();
        let sentence_height: f32 = sentence.iter().map(|_| 13.0).sum();
        let table_top = area.bottom - sentence_height - 8.0 - table_rows * ROW;
        scene.rule(area.left, area.right, area.top, Pen::solid(INK, 0.9));
        self.figure(
            scene,
            Area::new(area.left, area.top, area.right, table_top - 14.0),
        );
        frontier_values::draw(
            scene,
            (self.view, self.now),
            (self.from, self.to),
            (area.left, area.right, table_top),
        );
        let mut y = area.bottom - sentence_height - 2.0;
        let mut marks = Vec::new();
        for line in sentence {
            y += 13.0;
            marks.push(Mark::text(area.left, y - 3.0, line));
        }
        if !marks.is_empty() {
            scene.blocks.push(Block::Paragraph(marks));
        }
    }

    fn figure(&self, scene: &mut Scene, area: Area) {
        let values = self.best.iter().chain(&self.yours).map(|point| point.value);
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        let (low, high) = if low > high { (0.0, 1.0) } else { (low, high) };
        // A chart that can begin at nothing does; else it shows the range that there is.
        let low = if low < high * 0.45 || high - low < 1e-9 {
            low.min(0.0)
        } else {
            low
        };
        let high = if high - low < 1e-9 { low + 1.0 } else { high };
        let upright = figures::ticks(low, high, 5, true);
        let level = figures::ticks(self.from, self.to, 8, false);
        let words: Vec<Line> = upright
            .at
            .iter()
            .map(|value| axis_number(*value, &upright))
            .collect();
        let widest = words
            .iter()
            .map(|line| line.width)
            .fold(0.0, f32::max)
            .min(80.0);
        let plot = Plot {
            area: Area::new(
                area.left + widest + 9.0,
                area.top + 42.0,
                area.right - 8.0,
                area.bottom - 18.0,
            ),
            budgets: (self.from, self.to),
            values: (
                upright.at.first().copied().unwrap_or(low).min(low),
                upright.at.last().copied().unwrap_or(high).max(high),
            ),
        };
        let unit = self.view.unit.trim();
        let title = if unit.is_empty() {
            "Portfolio value in points, over the budget".to_owned()
        } else {
            format!("Portfolio value in points, over the budget in {unit}")
        };
        let title = fit(&title, TEXT, area.width());
        let mut legend_from = area.left;
        let mut marks = vec![Mark::text(area.left, area.top + 14.0, title)];
        for (value, words) in upright.at.iter().zip(words) {
            let y = plot.y(*value);
            let is_foot = (y - plot.area.bottom).abs() < 0.5;
            let pen = if is_foot {
                Pen::solid(RULE2, 0.8)
            } else {
                Pen::solid(RULE, 0.6)
            };
            marks.push(Mark::rule(plot.area.left, plot.area.right, y, pen));
            marks.push(Mark::text_to(plot.area.left - 7.0, y + 3.2, words));
        }
        self.budget_axis(&mut marks, &plot, &level, area);
        let best = plot.steps(&self.best, self.to);
        let yours = plot.steps(&self.yours, self.to);
        let mut labels = Labels::new(Area::new(
            plot.area.left + 2.0,
            area.top + 32.0,
            area.right,
            plot.area.bottom - 2.0,
        ));
        labels.line(&best);
        labels.line(&yours);
        let x = plot.x(self.now.budget);
        self.present(&mut marks, &mut labels, &plot, x);
        if yours.len() > 1 {
            marks.push(Mark::lines(yours.clone(), Pen::solid(PEN, 1.3)));
        }
        if best.len() > 1 {
            marks.push(Mark::lines(best.clone(), Pen::solid(INK, 1.3)));
        }
        self.markers(&mut marks, &plot, x);
        self.values(&mut marks, &mut labels, &plot, x);
        // The names of the curves come last: fewer words or the legend can stand in for them.
        let room = (area.width() * 0.6).min(230.0);
        let (name, shorter) = self.forced_name();
        for (points, words, style, above) in [
            (
                &best,
                ["Frontier".to_owned(), "Frontier".to_owned()],
                LABEL,
                true,
            ),
            (&yours, [name, shorter.to_owned()], MINE, false),
        ] {
            if points.len() < 2 {
                continue;
            }
            let label = words.iter().find_map(|words| {
                let words = fit(words, style, room);
                labels.place(&words, &along(points, &words, above))
            });
            if let Some(label) = label {
                marks.push(label);
                continue;
            }
            let room = area.right - legend_from - 16.0;
            let words = fit(&words[0], style, room.max(30.0));
            let width = words.width;
            let y = area.top + 27.0;
            marks.push(Mark::rule(
                legend_from,
                legend_from + 11.0,
                y - 3.2,
                Pen::solid(style.colour, 1.3),
            ));
            marks.push(Mark::text(legend_from + 15.0, y, words));
            legend_from += width + 30.0;
        }
        scene.blocks.push(Block::Figure {
            alt: self.spoken(),
            marks,
        });
    }

    fn budget_axis(&self, marks: &mut Vec<Mark>, plot: &Plot, level: &Ticks, area: Area) {
        let y = plot.area.bottom + 13.0;
        let mut taken = area.left;
        for budget in &level.at {
            let label = Mark::text_about(plot.x(*budget), y, axis_number(*budget, level));
            let place = label.area();
            // Numbers that would run into each other are left out; the marks stay.
            let x = plot.x(*budget);
            marks.push(Mark::lines(
                vec![(x, plot.area.bottom), (x, plot.area.bottom + 3.0)],
                Pen::solid(RULE2, 0.6),
            ));
            if place.left > taken && place.right <= area.right {
                taken = place.right + 6.0;
                marks.push(label);
            }
        }
    }

    /// The present budget: an upright line, and the gap as a bar.
    fn present(&self, marks: &mut Vec<Mark>, labels: &mut Labels, plot: &Plot, x: f32) {
        let best = plot.y(self.now.best.value);
        let yours = self.now.yours.as_ref().map(|set| plot.y(set.value));
        let from = yours.unwrap_or(best);
        marks.push(Mark::lines(
            vec![(x, from), (x, plot.area.bottom)],
            Pen::solid(INK2, 0.7),
        ));
        labels.block(Area::new(x - 1.0, from, x + 1.0, plot.area.bottom));
        if let Some(yours) = yours.filter(|yours| yours - best > 6.0) {
            let bar = Area::new(x - 2.5, best, x + 2.5, yours);
            marks.push(Mark::filled(bar, PEN_SOFT));
            labels.block(bar);
        }
        for y in [Some(best), yours].into_iter().flatten() {
            labels.block(Area::new(x - 4.5, y - 4.5, x + 4.5, y + 4.5));
        }
    }

    fn markers(&self, marks: &mut Vec<Mark>, plot: &Plot, x: f32) {
        if let Some(yours) = self.now.yours.as_ref().filter(|_| !self.yours.is_empty()) {
            marks.push(Mark::Circle {
                x,
                y: plot.y(yours.value),
                radius: 3.6,
                fill: Some(PEN),
                pen: None,
            });
        }
        marks.push(Mark::Circle {
            x,
            y: plot.y(self.now.best.value),
            radius: 3.6,
            fill: Some(WHITE),
            pen: Some(Pen::solid(INK, 1.3)),
        });
    }

    /// What is reached at the present budget, and what is lost.
    fn values(&self, marks: &mut Vec<Mark>, labels: &mut Labels, plot: &Plot, x: f32) {
        let best = plot.y(self.now.best.value);
        let words = format!(
            "Best at {}, {}",
            money(self.view, self.now.budget),
            figures::points(self.now.best.value)
        );
        let words = fit(&words, LABEL, plot.area.width() * 0.6);
        let around = |words: &Line, y: f32, upper: bool| {
            let (left, right) = (x - words.width - 9.0, x + 9.0);
            let (over, under) = (y - 7.0, y + 14.0);
            let mut places = if upper {
                vec![
                    (left, over),
                    (right, over),
                    (left, y + 3.5),
                    (right, under),
                    (left, under),
                ]
            } else {
                vec![
                    (right, under),
                    (left, under),
                    (right, y + 3.5),
                    (left, y + 3.5),
                    (right, over),
                ]
            };
            for further in 1..6u8 {
                let by = f32::from(further) * 9.0;
                places.extend([
                    (left, over - by),
                    (right, over - by),
                    (right, under + by),
                    (left, under + by),
                ]);
            }
            places
        };
        marks.extend(labels.place(&words, &around(&words, best, true)));
        let Some(yours) = self.now.yours.as_ref().filter(|_| !self.yours.is_empty()) else {
            return;
        };
        let lower = plot.y(yours.value);
        if self.now.lost > 0.0 {
            let words = line(&format!("{} lost", figures::points(self.now.lost)), MINE);
            let middle = (best + lower) / 2.0 + 3.5;
            let mut places = vec![(x + 9.0, middle), (x - 9.0 - words.width, middle)];
            for further in 1..7u8 {
                let by = f32::from(further) * 7.0;
                places.extend([(x + 9.0, middle + by), (x + 9.0, middle - by)]);
                places.extend([
                    (x - 9.0 - words.width, middle + by),
                    (x - 9.0 - words.width, middle - by),
                ]);
            }
            marks.extend(labels.place(&words, &places));
        }
        let words = line(&format!("Yours, {}", figures::points(yours.value)), MINE);
        marks.extend(labels.place(&words, &around(&words, lower, false)));
    }

    /// What the curve with forcing is called, and shorter.
    fn forced_name(&self) -> (String, &'static str) {
        let forced: Vec<&str> = self
            .view
            .projects
            .iter()
            .filter(|project| project.forced)
            .map(|project| project.name.as_str())
            .collect();
        match forced.as_slice() {
            [only] => (
                format!("With {} forced in", shortened(&clean(only))),
                "With it forced in",
            ),
            several => (
                format!("With {} projects forced in", several.len()),
                "With them forced in",
            ),
        }
    }

    /// The chart in words.
    fn spoken(&self) -> String {
        let money = |value| money(self.view, value);
        let mut text = format!(
            "Step chart of portfolio value over budgets from {} to {}.",
            money(self.from),
            money(self.to)
        );
        for (name, curve) in [
            ("The frontier", &self.best),
            ("The curve with what is forced", &self.yours),
        ] {
            if let (Some(first), Some(last)) = (curve.first(), curve.last()) {
                text.push_str(&format!(
                    " {name} rises from {} points at {} to {} points at {}.",
                    figures::points(first.value),
                    money(first.budget),
                    figures::points(last.value),
                    money(last.budget)
                ));
            }
        }
        text.push_str(&format!(
            " At {} the best reachable value is {} points.",
            money(self.now.budget),
            figures::points(self.now.best.value)
        ));
        if let Some(yours) = self.now.yours.as_ref().filter(|_| !self.yours.is_empty()) {
            text.push_str(&format!(
                " With what is forced it is {}, which is {} less.",
                figures::points(yours.value),
                figures::points(self.now.lost)
            ));
        }
        text
    }
}

fn axis_number(value: f64, ticks: &Ticks) -> Line {
    fit(&figures::number(value, ticks.decimals), AXIS, 80.0)
}
