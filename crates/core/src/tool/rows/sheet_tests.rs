//! Tables of tools, out and back.

use base64::Engine as _;
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{rows_of_file, rows_of_text};
use crate::api::{ToolFormat, ToolOutcome, ToolRows, ToolRowsFile, ToolRowsText, ToolView};
use crate::testing::{Bench, bench};
use crate::tool::{SHEETS, export, fill_example, open};

fn file(view: &ToolView, format: ToolFormat) -> (tempfile::TempDir, String) {
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let made = export(view, format, day).expect("exports");
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join(&made.name);
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(&made.base64)
        .expect("base64");
    std::fs::write(&path, bytes).expect("writes");
    (dir, path.display().to_string())
}

/// The cells of rows in their order, empty ones left out, numbers as numbers.
fn cells(rows: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut rows: Vec<Value> = rows.collect();
    rows.sort_by(|a, b| {
        let order = |row: &Value| row["order"].as_f64().unwrap_or_default();
        order(a).total_cmp(&order(b))
    });
    for row in &mut rows {
        let cells = row.as_object_mut().expect("a row");
        cells.remove("order");
        cells.retain(|_, cell| !cell.is_null() && *cell != json!("") && *cell != json!(false));
        for cell in cells.values_mut() {
            if let Some(number) = cell.as_f64() {
                *cell = json!((number * 1e9).round() / 1e9);
            }
        }
    }
    rows
}

fn read(bench: &Bench, tool: &str, table: &str, path: &str) -> ToolRows {
    let input = ToolRowsFile {
        tool: tool.to_owned(),
        table: Some(table.to_owned()),
        path: path.to_owned(),
    };
    bench
        .app
        .read(|db| rows_of_file(db, &input))
        .expect("reads")
}

#[test]
fn what_a_workbook_holds_is_read_back_to_the_cell() {
    for spec in SHEETS {
        let bench = bench();
        bench
            .app
            .write(|write| fill_example(write, spec.name))
            .expect("fills");
        let view = bench.app.read(|db| open(db, spec.name)).expect("opens");
        let ToolOutcome::Sheet(result) = &view.result else {
            panic!("{} is a sheet", spec.name);
        };
        for (at, table) in result.tables.iter().enumerate() {
            let prefix = format!("row:{}:", table.id);
            let mut formats = vec![ToolFormat::Xlsx];
            if at == 0 {
                formats.push(ToolFormat::Csv);
            }
            for format in formats {
                let (_dir, path) = file(&view, format);
                let rows = read(&bench, spec.name, &table.id, &path);
                assert_eq!(rows.problems, [], "{} {format:?}", spec.name);
                let wanted = view
                    .fields
                    .iter()
                    .filter(|(field, _)| field.starts_with(&prefix));
                assert_eq!(
                    cells(rows.set.into_values()),
                    cells(wanted.map(|(_, value)| value.clone())),
                    "{} {} {format:?}",
                    spec.name,
                    table.id
                );
            }
        }
    }
}

fn pasted(text: &str) -> ToolRows {
    let input = ToolRowsText {
        tool: "t2".to_owned(),
        table: None,
        text: text.to_owned(),
    };
    bench()
        .app
        .read(|db| rows_of_text(db, &input))
        .expect("reads")
}

#[test]
fn headings_may_stand_in_any_order_and_below_a_title() {
    let rows =
        pasted("Our services\n\ntarget\tService\tComment\tNOW\tRelevance\n4\tForecast\tx\t1\t5\n");
    let roles: Vec<_> = rows
        .columns
        .iter()
        .map(|column| column.role.as_str())
        .collect();
    assert_eq!(roles, ["Target", "Service", "ignored", "Now", "Relevance"]);
    let row = &rows.set["row:services:r-forecast-1"];
    assert_eq!(
        *row,
        json!({"order": 0, "name": "Forecast", "w": 5.0, "c": 1.0, "t": 4.0})
    );
}

#[test]
fn without_headings_the_columns_are_taken_in_order() {
    let rows = pasted("Forecast\tMulti-project management\t5\t1\t4\nReport\t\t3\t4\t3\n");
    assert_eq!(rows.problems, []);
    assert_eq!(rows.names, ["Forecast", "Report"]);
    assert_eq!(
        rows.set["row:services:r-forecast-1"]["group"],
        json!("multi")
    );
}

#[test]
fn a_cell_that_does_not_fit_is_left_out_and_told() {
    let rows = pasted("Service\tRelevance\tGroup\nForecast\t7\tNonsense\nReport\thigh\t\n");
    let told: Vec<_> = rows
        .problems
        .iter()
        .map(|p| (p.row, p.message.as_str()))
        .collect();
    assert_eq!(told[0].0, 2);
    assert!(
        told[0]
            .1
            .contains("Relevance: “7” was left out; this column takes a whole number from 0 to 5.")
    );
    assert!(told[1].1.starts_with("Group: “Nonsense” was left out"));
    assert_eq!(told[2].0, 3);
    assert_eq!(
        rows.set["row:services:r-report-2"],
        json!({"order": 1, "name": "Report"})
    );
}

#[test]
fn odd_input_is_told_and_never_fails() {
    for text in [
        "",
        "\n\n",
        "\"",
        "\t\t\t",
        "=cmd|' /C calc'!A0",
        &"x\t".repeat(500),
    ] {
        let rows = pasted(text);
        assert!(
            !rows.problems.is_empty() || !rows.names.is_empty(),
            "{text:?}"
        );
    }
    let many = "Service\tRelevance\n".to_owned() + &"A\t1\n".repeat(100);
    assert_eq!(pasted(&many).names.len(), 60);
}

/// Names that a spreadsheet, a separator or a folding of letters could spoil.
const AWKWARD: &[&str] = &[
    "=SUM(A1:A9)",
    "+44",
    "-44",
    "@44",
    "'44",
    "C++",
    "C#",
    "a;b,\"c\" <d>",
    "مشروع تحديث الأنظمة",
    "供应链数字化平台二期",
    "#2",
    "Twice",
    "Twice",
];

#[test]
fn awkward_names_come_back_and_so_does_what_refers_to_them() {
    for spec in SHEETS {
        let bench = bench();
        let fill = |write: &mut crate::app::Write<'_>| fill_example(write, spec.name);
        bench.app.write(fill).expect("fills");
        let view = bench.app.read(|db| open(db, spec.name)).expect("opens");
        let mut set = view.fields.clone();
        for (at, row) in set
            .iter_mut()
            .filter(|(field, _)| field.starts_with("row:"))
            .map(|(_, row)| row)
            .enumerate()
        {
            let most = if spec.private { 4 } else { 200 };
            let name: String = AWKWARD[at % AWKWARD.len()].chars().take(most).collect();
            row["name"] = json!(name.trim());
        }
        let input = crate::api::ToolSave {
            tool: spec.name.to_owned(),
            set,
        };
        bench
            .app
            .write(|write| crate::tool::save(write, &input))
            .expect("saves");
        let view = bench.app.read(|db| open(db, spec.name)).expect("opens");
        let ToolOutcome::Sheet(result) = &view.result else {
            panic!("{} is a sheet", spec.name);
        };
        for (at, table) in result.tables.iter().enumerate() {
            let formats: &[ToolFormat] = if at == 0 {
                &[ToolFormat::Xlsx, ToolFormat::Csv]
            } else {
                &[ToolFormat::Xlsx]
            };
            for format in formats {
                let (_dir, path) = file(&view, *format);
                let rows = read(&bench, spec.name, &table.id, &path);
                assert_eq!(rows.problems, [], "{} {format:?}", spec.name);
                let prefix = format!("row:{}:", table.id);
                let wanted = view
                    .fields
                    .iter()
                    .filter(|(field, _)| field.starts_with(&prefix));
                assert_eq!(
                    cells(rows.set.into_values()),
                    cells(wanted.map(|(_, value)| value.clone())),
                    "{} {} {format:?}",
                    spec.name,
                    table.id
                );
            }
        }
    }
}
