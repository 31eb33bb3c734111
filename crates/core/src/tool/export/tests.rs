use base64::Engine as _;
use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::export;
use crate::api::{FileMade, ToolFormat, ToolRows, ToolRowsFile, ToolSave, ToolView};
use crate::testing::bench;
use crate::tool::{Fields, open, save};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn view_of(tool: &str, set: Fields) -> ToolView {
    let bench = bench();
    let input = ToolSave {
        tool: tool.to_owned(),
        set,
    };
    bench.app.write(|write| save(write, &input)).expect("saves");
    bench.app.read(|db| open(db, tool)).expect("opens")
}

fn made(view: &ToolView, format: ToolFormat) -> FileMade {
    export(view, format, day()).expect("exports")
}

fn bytes(file: &FileMade) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD
        .decode(&file.base64)
        .expect("base64")
}

fn read_back(file: &FileMade) -> ToolRows {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join(&file.name);
    std::fs::write(&path, bytes(file)).expect("writes");
    let input = ToolRowsFile {
        tool: "t4".to_owned(),
        table: None,
        path: path.display().to_string(),
    };
    let read = |db: &_| crate::tool::rows_of_file(db, &input);
    bench().app.read(read).expect("reads")
}

/// Projects without their ids: those that others are named by become names.
fn projects(fields: &Fields) -> Vec<Value> {
    let mut found: Vec<(f64, Value)> = fields
        .iter()
        .filter(|(field, _)| field.starts_with("project:"))
        .map(|(_, value)| {
            let order = |id: &Value| {
                let field = format!("project:{}", id.as_str().expect("an id"));
                json!(fields[&field]["order"].as_f64())
            };
            let others = |part: &str| -> Vec<Value> {
                value[part].as_array().expect("ids").iter().map(order).collect()
            };
            (
                value["order"].as_f64().expect("an order"),
                json!({
                    "name": value["name"], "cost": value["cost"], "scores": value["scores"],
                    "forced": value["forced"], "depends": others("depends"), "excludes": others("excludes"),
                }),
            )
        })
        .collect();
    found.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    found.into_iter().map(|(_, value)| value).collect()
}

fn fields(names: &[String], criteria: bool) -> Fields {
    let mut fields = Fields::from([
        ("unit".to_owned(), json!("€m")),
        ("budget".to_owned(), json!(6.5)),
    ]);
    if criteria {
        fields.insert(
            "criterion:fit".to_owned(),
            json!({"name": "Fit", "weight": 2.5, "order": 0}),
        );
        fields.insert(
            "criterion:value".to_owned(),
            json!({"name": "Value", "weight": 1.0, "order": 1}),
        );
    }
    let count = names.len();
    for (order, name) in names.iter().enumerate() {
        let scores = if criteria {
            json!({"fit": 1.5 * order as f64, "value": 7.25})
        } else {
            json!({"score": 20.0 - order as f64})
        };
        fields.insert(
            format!("project:x{order}"),
            json!({
                "name": name, "cost": (11.0 * (order as f64 + 1.0)).round() / 10.0, "scores": scores, "forced": order == 1,
                "depends": if order > 1 { vec![format!("x{}", order - 1)] } else { vec![] },
                "excludes": if order == 0 && count > 3 { vec!["x3"] } else { vec![] },
                "order": order as f64,
            }),
        );
    }
    fields
}

const HOSTILE: &[&str] = &[
    "=10+20+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "+1",
    "-1",
    "'=quoted",
    "'plain",
    "''",
    "DDE (\"cmd\";\"/C calc\";\"!A0\")A0",
    "Field mobility, phase 2",
    "A; B",
    "Twice",
    "twice",
    "#3",
    "Total",
];

fn hostile() -> Vec<String> {
    HOSTILE.iter().map(ToString::to_string).collect()
}

#[test]
fn a_workbook_and_a_table_read_back_to_the_same_projects() {
    for criteria in [false, true] {
        let fields = fields(&hostile(), criteria);
        let view = view_of("t4", fields.clone());
        for format in [ToolFormat::Xlsx, ToolFormat::Csv] {
            let back = read_back(&made(&view, format));
            assert_eq!(back.problems, [], "{format:?}");
            assert_eq!(projects(&back.set), projects(&fields), "{format:?}");
            assert_eq!(back.set["unit"], json!("€m"));
            if criteria {
                assert_eq!(back.set["criterion:fit"], fields["criterion:fit"]);
                assert_eq!(back.set["criterion:value"]["name"], json!("Value"));
            }
        }
    }
}

#[test]
fn no_cell_of_a_csv_file_begins_a_formula() {
    let view = view_of("t4", fields(&hostile(), false));
    let text = String::from_utf8(bytes(&made(&view, ToolFormat::Csv))).expect("UTF-8");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    for record in reader.records() {
        for cell in &record.expect("a record") {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell}"
            );
        }
    }
}

#[test]
fn a_workbook_has_typed_cells_and_four_sheets() {
    use calamine::{Data, Reader as _};
    let view = view_of("t4", fields(&hostile(), true));
    let file = made(&view, ToolFormat::Xlsx);
    assert_eq!(file.name, "Portfolio frontier 2026-11-23.xlsx");
    // The same input makes the same file: no clock in it.
    assert_eq!(file, made(&view, ToolFormat::Xlsx));
    let cursor = std::io::Cursor::new(bytes(&file));
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook_from_rs(cursor).expect("opens");
    assert_eq!(
        workbook.sheet_names(),
        ["Projects", "Result", "Frontier", "About"]
    );
    let range = workbook.worksheet_range("Projects").expect("a sheet");
    assert_eq!(
        range.get_value((1, 0)),
        Some(&Data::String(HOSTILE[0].to_owned()))
    );
    assert_eq!(range.get_value((1, 1)), Some(&Data::Float(1.1)));
    assert!(
        workbook
            .worksheet_formula("Projects")
            .expect("a sheet")
            .is_empty()
    );
    let about = workbook.worksheet_range("About").expect("a sheet");
    let all: String = about.cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert!(all.contains("unvalidated") && all.contains("Σ"));
}

#[test]
fn tools_without_anything_in_them_export_too() {
    for tool in ["t1", "t4"] {
        let view = view_of(tool, Fields::new());
        for format in [ToolFormat::Xlsx, ToolFormat::Csv] {
            assert!(!made(&view, format).base64.is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_names_survive(names in prop::collection::vec("[a-zA-Z0-9=+@#'\",;×. -]{0,12}[a-z!?]", 1..8)) {
        // White space within names is one space after reading, as a table may break lines.
        let names: Vec<String> = names
            .iter()
            .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        let fields = fields(&names, true);
        let view = view_of("t4", fields.clone());
        for format in [ToolFormat::Xlsx, ToolFormat::Csv] {
            let back = read_back(&made(&view, format));
            prop_assert_eq!(projects(&back.set), projects(&fields));
        }
    }
}
