//! T4 as a workbook: input, result, both curves with a chart, and what the numbers are.

use chrono::NaiveDate;
use rust_xlsxwriter::{Chart, ChartType, Workbook, XlsxError};

use super::sheet;
use super::table::{self, Cell, Table};
use crate::api::{CurvePoint, FrontierNow, FrontierView, GreedyOrder, ProjectStanding, ToolView};

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
                    Cell::Number(criterion.weight),
                    Cell::Number(criterion.share),
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

fn projects(workbook: &mut Workbook, result: &FrontierView) -> Result<(), XlsxError> {
    let table = table::projects(result);
    let sheet = workbook.add_worksheet();
    sheet.set_name("Projects")?;
    sheet::put(sheet, 0, 0, &table)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_column_width(0, 36)?;
    sheet.set_landscape();
    sheet.set_repeat_rows(0, 0)?;
    let last = u16::try_from(table.headings.len())
        .unwrap_or(3)
        .saturating_sub(1);
    for column in last.saturating_sub(1)..=last {
        sheet.set_column_width(column, 30)?;
    }
    Ok(())
}

fn outcome(workbook: &mut Workbook, result: &FrontierView) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name("Result")?;
    sheet.set_column_width(0, 36)?;
    sheet.set_column_width(1, 16)?;
    let mut row = 0;
    if let Some(now) = &result.now {
        sheet.write_string_with_format(0, 0, &now.sentence, &sheet::heading().unset_text_wrap())?;
        row = sheet::put(sheet, 2, 0, &figures(result, now))? + 1;
        row = sheet::put(sheet, row, 0, &standing(result, now))? + 1;
        for table in [forced(result, now), ranking(now), losses(result)] {
            if !table.rows.is_empty() {
                row = sheet::put(sheet, row, 0, &table)? + 1;
            }
        }
    }
    if !result.proven {
        sheet.write_string(
            row,
            0,
            "The search was cut short: these figures are reached, and better ones may exist.",
        )?;
        row += 2;
    }
    let problems = Table {
        headings: vec!["Left out or not understood".to_owned()],
        rows: result
            .problems
            .iter()
            .map(|problem| vec![text(&problem.message)])
            .collect(),
    };
    if !problems.rows.is_empty() {
        sheet::put(sheet, row, 0, &problems)?;
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

fn figures(result: &FrontierView, now: &FrontierNow) -> Table {
    let mut rows = vec![
        vec![
            Cell::Text(with_unit("Budget", &result.unit)),
            Cell::Number(now.budget),
        ],
        vec![text("Best value, points"), Cell::Number(now.best.value)],
        vec![
            Cell::Text(with_unit("Its cost", &result.unit)),
            Cell::Number(now.best.cost),
        ],
    ];
    if let Some(yours) = &now.yours {
        rows.push(vec![text("Your value, points"), Cell::Number(yours.value)]);
        rows.push(vec![
            Cell::Text(with_unit("Its cost", &result.unit)),
            Cell::Number(yours.cost),
        ]);
        rows.push(vec![
            text("Lost by forcing, points"),
            Cell::Number(now.lost),
        ]);
    }
    Table {
        headings: ["Figure", "Value"].map(str::to_owned).to_vec(),
        rows,
    }
}

fn standing(result: &FrontierView, now: &FrontierNow) -> Table {
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
                let number = |number: Option<f64>| number.map_or(Cell::Empty, Cell::Number);
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

fn forced(result: &FrontierView, now: &FrontierNow) -> Table {
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
            .map(|loss| vec![Cell::Text(name(&loss.project)), Cell::Number(loss.lost)])
            .collect(),
    }
}

fn ranking(now: &FrontierNow) -> Table {
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
                    Cell::Number(greedy.chosen.value),
                    Cell::Number(greedy.lost),
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
                    Some(lost) => Cell::Number(lost),
                    None => text("not affordable"),
                };
                vec![Cell::Number(loss.budget), lost]
            })
            .collect(),
    }
}

/// Both curves as their steps, the same with corners for the chart, and the chart.
fn curves(workbook: &mut Workbook, result: &FrontierView) -> Result<(), XlsxError> {
    const NAME: &str = "Frontier";
    let sheet = workbook.add_worksheet();
    sheet.set_name(NAME)?;
    let budget = with_unit("Budget", &result.unit);
    let table = |value: &str, points: &[CurvePoint]| Table {
        headings: vec![budget.clone(), value.to_owned()],
        rows: points
            .iter()
            .map(|point| vec![Cell::Number(point.budget), Cell::Number(point.value)])
            .collect(),
    };
    let mut chart = Chart::new(ChartType::ScatterStraight);
    chart.title().set_name("Portfolio value over budget");
    chart.x_axis().set_name(&budget);
    chart.y_axis().set_name("Value, points");
    let series = [
        ("Frontier", "Best value, points", &result.best, 0, 18),
        ("Yours", "Your value, points", &result.yours, 3, 21),
    ];
    for (name, value, points, left, drawn) in series {
        if points.is_empty() {
            continue;
        }
        sheet::put(sheet, 0, left, &table(value, points))?;
        let corners = corners(points, result.greatest);
        let end = sheet::put(
            sheet,
            0,
            drawn,
            &table(&format!("{value}, as drawn"), &corners),
        )?;
        chart
            .add_series()
            .set_name(name)
            .set_categories((NAME, 1, drawn, end - 1, drawn))
            .set_values((NAME, 1, drawn + 1, end - 1, drawn + 1));
    }
    sheet.set_freeze_panes(1, 0)?;
    if !result.best.is_empty() {
        chart.set_width(720).set_height(420);
        sheet.insert_chart(1, 6, &chart)?;
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
