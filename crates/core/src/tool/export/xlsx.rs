//! T4 as a workbook: input, result, both curves with a chart, and what the numbers are.

use chrono::NaiveDate;
use rust_xlsxwriter::{Chart, ChartLine, ChartType, Workbook, XlsxError};

use super::sheet::{self, Sheet};
use super::table::{self, Cell, Table};
use crate::api::{CurvePoint, FrontierNow, FrontierView, GreedyOrder, ProjectStanding, ToolView};

/// Colours of the two curves: the course’s, and the reader’s own.
const INK: u32 = 0x1B_1C_1B;
const PEN: u32 = 0x14_56_6C;

/// The workbook.
pub fn frontier(
    view: &ToolView,
    result: &FrontierView,
    date: NaiveDate,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = sheet::workbook(view, date)?;
    projects(&mut workbook, result)?;
    outcome(&mut workbook, result)?;
    curves(&mut workbook, result)?;
    let weights = Table {
        headings: ["Criterion", "Weight", "Share"].map(str::to_owned).to_vec(),
        rows: result
            .criteria
            .iter()
            .map(|criterion| {
                vec![
                    text(&criterion.name),
                    points(criterion.weight),
                    points(criterion.share),
                ]
            })
            .collect(),
    };
    sheet::about(&mut workbook, view, &weights, date)?;
    workbook.save_to_buffer()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// Values are sums: what is past the second decimal is how computers add.
fn points(number: f64) -> Cell {
    Cell::rounded(number, 2)
}

fn projects(workbook: &mut Workbook, result: &FrontierView) -> Result<(), XlsxError> {
    let table = table::projects(result);
    let count = table.headings.len();
    let widths = (0..count).map(|at| match at {
        0 => 36.0,
        // Depends on, excludes.
        _ if at + 2 >= count => 30.0,
        _ => 14.0,
    });
    let mut sheet = Sheet::new(workbook, "Projects", widths.collect())?;
    sheet.put(0, 0, &table)?;
    sheet.freeze()
}

fn outcome(workbook: &mut Workbook, result: &FrontierView) -> Result<(), XlsxError> {
    let widths = vec![36.0, 16.0, 16.0, 28.0];
    let mut sheet = Sheet::new(workbook, "Result", widths)?;
    let mut row;
    if let Some(now) = &result.now {
        row = sheet.sentence(0, &now.sentence, &sheet::title())?;
        row = sheet.put(row + 1, 0, &figures(result, now))? + 1;
        row = sheet.put(row, 0, &standing(result, now))? + 1;
        for table in [forced(result, now), ranking(now), losses(result)] {
            if !table.rows.is_empty() {
                row = sheet.put(row, 0, &table)? + 1;
            }
        }
    } else {
        let words = "Nothing can be computed yet: it takes projects with costs, and a budget.";
        row = sheet.sentence(0, words, &sheet::title())? + 1;
    }
    if result.now.is_some() && !result.proven {
        let words =
            "The search was cut short: these figures are reached, and better ones may exist.";
        row = sheet.sentence(row, words, &sheet::wrapped())? + 1;
    }
    if !result.problems.is_empty() {
        row = sheet.sentence(row, "Left out or not understood", &sheet::title())?;
        for problem in &result.problems {
            row = sheet.sentence(row, &problem.message, &sheet::wrapped())?;
        }
    }
    Ok(())
}

fn with_unit(label: &str, unit: &str) -> String {
    if unit.is_empty() {
        label.to_owned()
    } else {
        format!("{label}, {unit}")
    }
}

pub(super) fn figures(result: &FrontierView, now: &FrontierNow) -> Table {
    let mut rows = vec![
        vec![
            Cell::Text(with_unit("Budget", &result.unit)),
            Cell::alone(now.budget),
        ],
        vec![text("Best value, points"), Cell::alone(now.best.value)],
        vec![
            Cell::Text(with_unit("Its cost", &result.unit)),
            Cell::alone(now.best.cost),
        ],
    ];
    if let Some(yours) = &now.yours {
        rows.push(vec![text("Your value, points"), Cell::alone(yours.value)]);
        rows.push(vec![
            Cell::Text(with_unit("Its cost", &result.unit)),
            Cell::alone(yours.cost),
        ]);
        rows.push(vec![text("Lost by forcing, points"), Cell::alone(now.lost)]);
    }
    Table {
        headings: ["Figure", "Value"].map(str::to_owned).to_vec(),
        rows,
    }
}

pub(super) fn standing(result: &FrontierView, now: &FrontierNow) -> Table {
    let word = |id: &str| match now.standing.get(id) {
        Some(ProjectStanding::In) => "In the portfolio",
        Some(ProjectStanding::Forced) => "Forced in",
        Some(ProjectStanding::Displaced) => "Displaced by forcing",
        Some(ProjectStanding::Beyond) => "Beyond the budget",
        Some(ProjectStanding::OverBudget) => "Costs more than the budget",
        Some(ProjectStanding::Faulty) | None => "Left out: see below",
    };
    Table {
        headings: vec![
            "Project".to_owned(),
            "Value, points".to_owned(),
            table::cost_heading(&result.unit),
            "Standing".to_owned(),
        ],
        rows: result
            .projects
            .iter()
            .map(|project| {
                let number = |number: Option<f64>| number.map_or(Cell::Empty, points);
                vec![
                    text(&project.name),
                    number(project.value),
                    number(project.cost),
                    text(word(&project.id)),
                ]
            })
            .collect(),
    }
}

pub(super) fn forced(result: &FrontierView, now: &FrontierNow) -> Table {
    let name = |id: &str| {
        let project = result.projects.iter().find(|project| project.id == id);
        project
            .map(|project| project.name.clone())
            .unwrap_or_default()
    };
    Table {
        headings: ["Forced project", "Lost by forcing it, points"]
            .map(str::to_owned)
            .to_vec(),
        rows: now
            .forced
            .iter()
            .map(|loss| vec![Cell::Text(name(&loss.project)), points(loss.lost)])
            .collect(),
    }
}

pub(super) fn ranking(now: &FrontierNow) -> Table {
    let by = |order: GreedyOrder| match order {
        GreedyOrder::Value => "By value",
        GreedyOrder::Ratio => "By value for cost",
    };
    Table {
        headings: ["Ranking", "Value, points", "Lost, points"]
            .map(str::to_owned)
            .to_vec(),
        rows: now
            .greedy
            .iter()
            .map(|greedy| {
                vec![
                    text(by(greedy.by)),
                    points(greedy.chosen.value),
                    points(greedy.lost),
                ]
            })
            .collect(),
    }
}

fn losses(result: &FrontierView) -> Table {
    Table {
        headings: vec![
            with_unit("Budget", &result.unit),
            "Lost by forcing, points".to_owned(),
        ],
        rows: result
            .losses
            .iter()
            .map(|loss| {
                let lost = match loss.lost {
                    Some(lost) => points(lost),
                    None => text("not affordable"),
                };
                vec![points(loss.budget), lost]
            })
            .collect(),
    }
}

/// Both curves as their steps, the same with corners for the chart, and the chart.
fn curves(workbook: &mut Workbook, result: &FrontierView) -> Result<(), XlsxError> {
    const NAME: &str = "Frontier";
    let mut sheet = Sheet::new(workbook, NAME, vec![12.0; 5])?;
    let budget = with_unit("Budget", &result.unit);
    let table = |value: &str, curve: &[CurvePoint]| Table {
        headings: vec![budget.clone(), value.to_owned()],
        rows: curve
            .iter()
            .map(|point| vec![points(point.budget), points(point.value)])
            .collect(),
    };
    let mut last = 0;
    let mut chart = Chart::new(ChartType::ScatterStraight);
    chart.title().set_name("Portfolio value over budget");
    chart.x_axis().set_name(&budget);
    chart.y_axis().set_name("Value, points");
    let series = [
        ("Frontier", "Best value, points", &result.best, 0, 18, INK),
        ("Yours", "Your value, points", &result.yours, 3, 21, PEN),
    ];
    for (name, value, points, left, drawn, colour) in series {
        if points.is_empty() {
            continue;
        }
        let end = sheet.put(0, left, &table(value, points))?;
        last = last.max(end);
        let corners = corners(points, result.greatest);
        let end = sheet.put(0, drawn, &table(&format!("{value}, as drawn"), &corners))?;
        chart
            .add_series()
            .set_name(name)
            .set_format(ChartLine::new().set_color(colour).set_width(1.5))
            .set_categories((NAME, 1, drawn, end - 1, drawn))
            .set_values((NAME, 1, drawn + 1, end - 1, drawn + 1));
    }
    sheet.sheet.set_freeze_panes(1, 0)?;
    sheet.sheet.set_repeat_rows(0, 0)?;
    // What the chart is drawn from is of no use on paper.
    sheet.sheet.set_print_area(0, 0, last.max(23), 17)?;
    if let Some(now) = result.now.as_ref().filter(|_| !result.best.is_empty()) {
        chart.set_width(720).set_height(420);
        chart.set_alt_text(&now.sentence);
        sheet.sheet.insert_chart(1, 6, &chart)?;
    }
    Ok(())
}

/// The points with the corners of the steps between them, on to the greatest budget.
fn corners(points: &[CurvePoint], greatest: f64) -> Vec<CurvePoint> {
    let mut corners: Vec<CurvePoint> = Vec::with_capacity(points.len() * 2);
    for point in points {
        if let Some(last) = corners.last().copied() {
            corners.push(CurvePoint {
                budget: point.budget,
                value: last.value,
            });
        }
        corners.push(*point);
    }
    if let Some(last) = corners
        .last()
        .copied()
        .filter(|last| last.budget < greatest)
    {
        corners.push(CurvePoint {
            budget: greatest,
            value: last.value,
        });
    }
    corners
}
