//! T1 as a workbook and as a table of answers.

use chrono::NaiveDate;
use rust_xlsxwriter::XlsxError;

use super::sheet::{self, Sheet};
use super::table::{Cell, Table};
use crate::api::{SurviveThriveView, ToolView};

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// The answers, in the order of the statements.
pub fn table(result: &SurviveThriveView) -> Table {
    Table {
        headings: ["Dimension", "Statement", "Answer, 0 to 4", "In words"]
            .map(str::to_owned)
            .to_vec(),
        rows: result
            .statements
            .iter()
            .map(|statement| {
                let word = statement
                    .answer
                    .and_then(|answer| result.scale.get(usize::try_from(answer).ok()?));
                let dimension = result
                    .dimensions
                    .iter()
                    .find(|dimension| dimension.id == statement.dimension);
                vec![
                    dimension.map_or(Cell::Empty, |dimension| text(&dimension.name)),
                    text(&statement.text),
                    statement
                        .answer
                        .map_or(Cell::Empty, |answer| Cell::Number(f64::from(answer))),
                    word.map_or(Cell::Empty, |word| text(word)),
                ]
            })
            .collect(),
    }
}

/// The workbook: answers, result with what was kept before, and what the numbers are.
pub fn xlsx(
    view: &ToolView,
    result: &SurviveThriveView,
    date: NaiveDate,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = sheet::workbook(view, date)?;
    let mut answers = Sheet::new(&mut workbook, "Answers", vec![14.0, 90.0, 12.0, 18.0])?;
    answers.put(0, 0, &table(result))?;
    answers.freeze()?;
    let figures = figures(view, result);
    let mut widths = sheet::widths(30.0, &[&figures]);
    // Sentences need room, however few results were kept.
    widths.resize(widths.len().max(5), 16.0);
    let mut outcome = Sheet::new(&mut workbook, "Result", widths)?;
    let finding = view
        .card
        .finding
        .as_deref()
        .unwrap_or("Nothing is answered yet.");
    let mut row = outcome.sentence(0, finding, &sheet::title())?;
    if let Some(reason) = &result.reason {
        row = outcome.sentence(row, reason, &sheet::wrapped())?;
    }
    row = outcome.put(row + 1, 0, &figures)? + 1;
    for lesson in &result.lessons {
        let line = format!("Read {} {}: {}", lesson.number, lesson.title, lesson.reason);
        row = outcome.sentence(row, &line, &sheet::wrapped())?;
    }
    sheet::about(&mut workbook, view, &Table::default(), date)?;
    workbook.save_to_buffer()
}

/// The figures now and in the results that were kept, newest first.
fn figures(view: &ToolView, result: &SurviveThriveView) -> Table {
    let mut headings = vec!["Figure, 0 to 100".to_owned(), "Now".to_owned()];
    headings.extend(view.kept.iter().map(|kept| {
        let day = kept.at.get(..10).unwrap_or(&kept.at);
        format!("{} {day}", kept.label).trim().to_owned()
    }));
    let number =
        |number: Option<f64>| number.map_or(Cell::Empty, |number| Cell::rounded(number, 0));
    let row = |name: &str, label: &str, now: Option<f64>| {
        let mut row = vec![text(label), number(now)];
        row.extend(view.kept.iter().map(|kept| {
            let figure = kept
                .summary
                .figures
                .iter()
                .find(|figure| figure.name == name);
            number(figure.map(|figure| figure.value))
        }));
        row
    };
    let mut rows = vec![row("index", "Index", result.index)];
    rows.extend(
        result
            .dimensions
            .iter()
            .map(|dimension| row(&dimension.id, &dimension.name, dimension.score)),
    );
    Table { headings, rows }
}
