//! T1 as a workbook and as a table of answers.

use chrono::NaiveDate;
use rust_xlsxwriter::XlsxError;

use super::sheet;
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
                vec![
                    text(&statement.dimension),
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
    let answers = workbook.add_worksheet();
    answers.set_name("Answers")?;
    sheet::put(answers, 0, 0, &table(result))?;
    answers.set_freeze_panes(1, 0)?;
    answers.set_column_width(0, 14)?;
    answers.set_column_width(1, 100)?;
    let outcome = workbook.add_worksheet();
    outcome.set_name("Result")?;
    outcome.set_column_width(0, 30)?;
    let finding = view
        .card
        .finding
        .as_deref()
        .unwrap_or("Nothing is answered yet.");
    outcome.write_string_with_format(0, 0, finding, &sheet::heading().unset_text_wrap())?;
    if let Some(reason) = &result.reason {
        outcome.write_string(1, 0, reason)?;
    }
    let after = sheet::put(outcome, 3, 0, &figures(view, result))? + 1;
    for (row, lesson) in (after..).zip(&result.lessons) {
        let line = format!("Read {} {}: {}", lesson.number, lesson.title, lesson.reason);
        outcome.write_string(row, 0, &line)?;
    }
    let none = Table {
        headings: Vec::new(),
        rows: Vec::new(),
    };
    sheet::about(&mut workbook, view, &none, date)?;
    workbook.save_to_buffer()
}

/// The figures now and in the results that were kept, newest first.
fn figures(view: &ToolView, result: &SurviveThriveView) -> Table {
    let mut headings = vec!["Figure".to_owned(), "Now".to_owned()];
    headings.extend(view.kept.iter().map(|kept| {
        let day = kept.at.get(..10).unwrap_or(&kept.at);
        format!("{} {day}", kept.label).trim().to_owned()
    }));
    let number = |number: Option<f64>| number.map_or(Cell::Empty, Cell::Number);
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
