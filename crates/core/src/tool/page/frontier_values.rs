//! The table below the frontier's chart: its figures at a few budgets.

use super::figures;
use super::font::Face;
use super::frontier::money;
use super::frontier_plot::value_at;
use super::scene::{Block, Cell, CellKind, INK, INK2, INK3, Mark, PEN, Pen, RULE, RULE2, Scene};
use super::text::{Line, Style, first_fitting, fit, line};
use crate::api::{FrontierNow, FrontierView};

/// Height of a row, in points.
pub(super) const ROW: f32 = 17.0;
const TEXT: Style = Style::new(Face::Sans, 9.0, INK2);
/// The head of the present budget.
const HERE: Style = Style::new(Face::SansBold, 9.0, PEN);

/// Budgets, the best value, yours, and what is lost: the data of the chart.
pub(super) fn draw(
    scene: &mut Scene,
    (view, now): (&FrontierView, &FrontierNow),
    (from, to): (f64, f64),
    (left, right, top): (f32, f32, f32),
) {
    let forced = !view.losses.is_empty();
    let mut budgets: Vec<(f64, Option<f64>)> = if forced {
        view.losses
            .iter()
            .map(|loss| (loss.budget, loss.lost))
            .collect()
    } else {
        let ticks = figures::ticks(from, to, 4, false);
        ticks.at.into_iter().map(|budget| (budget, None)).collect()
    };
    budgets.truncate(5);
    if budgets.is_empty() {
        budgets.push((now.budget, None));
    }
    let mut rows: Vec<(&str, Vec<Option<f64>>, bool)> = vec![(
        if forced {
            "Best, nothing forced"
        } else {
            "Best value"
        },
        budgets
            .iter()
            .map(|(at, _)| value_at(&view.best, *at))
            .collect(),
        false,
    )];
    if forced {
        rows.push((
            "With what is forced",
            budgets
                .iter()
                .map(|(at, _)| value_at(&view.yours, *at))
                .collect(),
            false,
        ));
        rows.push((
            "Value lost by forcing",
            budgets.iter().map(|(_, lost)| *lost).collect(),
            true,
        ));
    }
    let names = 104.0;
    #[allow(clippy::cast_precision_loss, reason = "at most five")]
    let step = (right - left - names) / budgets.len() as f32;
    #[allow(clippy::cast_precision_loss, reason = "at most five")]
    let x = |column: usize| left + names + step * (column as f32 + 1.0);
    let is_now = |at: f64| (at - now.budget).abs() < 1e-9 * at.abs().max(1.0);
    // All heads in the same form: with the unit if there is room for all, else as bare numbers
    // under a heading that names the unit.
    let sums = budgets
        .iter()
        .map(|(at, _)| line(&money(view, *at), HERE).width);
    let is_roomy = sums.fold(0.0, f32::max) <= step - 6.0;
    let decimals = figures::decimals_of(budgets.iter().map(|(at, _)| *at), 2);
    let form = |at: f64| {
        if is_roomy {
            vec![money(view, at)]
        } else {
            vec![figures::number(at, decimals), figures::brief(at)]
        }
    };
    let unit = view.unit.trim();
    let heading = if is_roomy || unit.is_empty() {
        "At a budget of".to_owned()
    } else {
        format!("At a budget, {unit}")
    };
    let mut y = top + 11.0;
    let mut header = vec![Cell::new(
        CellKind::Column,
        Mark::text(left, y, fit(&heading, TEXT.coloured(INK3), names - 4.0)),
    )];
    for (column, (at, _)) in budgets.iter().enumerate() {
        let style = if is_now(*at) {
            HERE
        } else {
            Style::new(Face::Sans, 9.0, INK3)
        };
        let words = first_fitting(&form(*at), style, step - 3.0);
        header.push(Cell::new(
            CellKind::Column,
            Mark::text_to(x(column), y, words),
        ));
    }
    let mut table = vec![header];
    let mut rules = vec![Mark::rule(left, right, top - 4.0, Pen::solid(RULE2, 0.6))];
    for (name, values, is_loss) in rows {
        rules.push(Mark::rule(left, right, y + 5.0, Pen::solid(RULE, 0.6)));
        y += ROW;
        // Numbers beside each other have the same decimals.
        let decimals = figures::decimals_of(values.iter().flatten().copied(), 1);
        let face = if is_loss { Face::SansBold } else { Face::Sans };
        let mut cells = vec![Cell::new(
            CellKind::Row,
            Mark::text(left, y, fit(name, Style::new(face, 9.0, INK2), names - 4.0)),
        )];
        for (column, value) in values.iter().enumerate() {
            let here = budgets.get(column).is_some_and(|(at, _)| is_now(*at));
            let style = match (is_loss, here) {
                (true, true) => Style::new(Face::SerifMedium, 13.0, PEN),
                (true, false) => Style::new(Face::SerifMedium, 13.0, INK),
                (false, _) => Style::new(Face::Sans, 9.5, INK2).tabular(),
            };
            cells.push(Cell::new(
                CellKind::Data,
                Mark::text_to(x(column), y, of_value(*value, decimals, style, step - 4.0)),
            ));
        }
        table.push(cells);
    }
    scene.blocks.push(Block::Ornament(rules));
    scene.blocks.push(Block::Table {
        summary: "Best values at budgets, with and without forcing.".to_owned(),
        rows: table,
    });
}

fn of_value(value: Option<f64>, decimals: usize, style: Style, room: f32) -> Line {
    let forms = value.map_or_else(
        || vec![figures::NO_NUMBER.to_owned()],
        |value| vec![figures::number(value, decimals), figures::brief(value)],
    );
    first_fitting(&forms, style, room)
}
