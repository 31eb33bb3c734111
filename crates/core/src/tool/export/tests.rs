use base64::Engine as _;
use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::export;
use crate::api::{FileMade, ToolFormat, ToolOutcome, ToolRows, ToolRowsFile, ToolSave, ToolView};
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

fn example(tool: &str) -> ToolView {
    let bench = bench();
    let fill = |write: &mut crate::app::Write<'_>| crate::tool::fill_example(write, tool);
    bench.app.write(fill).expect("fills");
    bench.app.read(|db| open(db, tool)).expect("opens")
}

fn inside(file: &FileMade, name: &str) -> String {
    use std::io::Read as _;
    let cursor = std::io::Cursor::new(bytes(file));
    let mut archive = zip::ZipArchive::new(cursor).expect("an archive");
    let mut text = String::new();
    let mut part = archive.by_name(name).expect("a part");
    part.read_to_string(&mut text).expect("text");
    text
}

#[test]
fn every_sheet_prints_on_a4_at_the_width_of_its_pages() {
    for spec in crate::tool::SHEETS {
        let view = example(spec.name);
        let file = made(&view, ToolFormat::Xlsx);
        let ToolOutcome::Sheet(result) = &view.result else {
            panic!("a sheet");
        };
        let values = usize::from(!result.values.is_empty());
        for number in 1..=result.tables.len() + values + 2 {
            let sheet = inside(&file, &format!("xl/worksheets/sheet{number}.xml"));
            for wanted in [
                "paperSize=\"9\"",
                "fitToHeight=\"0\"",
                "orientation=\"landscape\"",
            ] {
                assert!(
                    sheet.contains(wanted),
                    "{} sheet {number}: {wanted}",
                    spec.name
                );
            }
        }
        let first = inside(&file, "xl/worksheets/sheet1.xml");
        assert!(first.contains("state=\"frozen\""), "{}", spec.name);
    }
}

#[test]
fn numbers_keep_their_units_and_their_digits() {
    use calamine::{Data, Reader as _};
    let file = made(&example("t3"), ToolFormat::Xlsx);
    let styles = inside(&file, "xl/styles.xml");
    for wanted in ["#,##0%", "&quot;£&quot;#,##0.0&quot;m&quot;"] {
        assert!(styles.contains(wanted), "{wanted} is not in {styles}");
    }
    let cursor = std::io::Cursor::new(bytes(&file));
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook_from_rs(cursor).expect("opens");
    let result = workbook.worksheet_range("Result").expect("a sheet");
    let row_of = |words: &str| {
        let is_it = |row: &&[Data]| row[0] == Data::String(words.to_owned());
        result
            .rows()
            .find(is_it)
            .unwrap_or_else(|| panic!("no {words}"))
    };
    // Exact, though it is shown as £47.5m; what is no number stays words.
    assert_eq!(row_of("Spending")[1], Data::Float(47.5));
    assert_eq!(
        row_of("Out of sight, below 0.10")[1],
        Data::String("£10.2m, 21%".to_owned())
    );
    // A heat map is of numbers.
    assert_eq!(row_of("Northern mains")[1], Data::Float(9.0));
}

#[test]
fn rows_are_as_high_as_their_words() {
    let sheet = inside(
        &made(&example("t5"), ToolFormat::Xlsx),
        "xl/worksheets/sheet5.xml",
    );
    assert!(sheet.contains("customHeight=\"1\""), "{sheet}");
    assert_eq!(super::sheet::lines("one line", 20.0), 1);
    assert_eq!(
        super::sheet::lines(
            "a line of words that does not fit into so few letters",
            20.0
        ),
        4
    );
    assert_eq!(super::sheet::lines(&"x".repeat(200), 21.0), 11);
    assert_eq!(super::sheet::lines("二\n三", 20.0), 2);
}

#[test]
fn what_is_computed_stands_beside_the_rows() {
    let view = example("t8");
    let text = String::from_utf8(bytes(&made(&view, ToolFormat::Csv))).expect("UTF-8");
    let head = text.lines().next().expect("a line");
    assert!(
        head.ends_with(
            "\"Priority, computed\",\"Type, computed\",\"Trust, computed\",\"Barrier, computed\""
        ),
        "{head}"
    );
    assert!(text.contains(",40,definitive,1.1,Knowledge"), "{text}");
}

#[test]
fn t1_says_whole_numbers_and_names_its_dimensions() {
    let answers = (0..20).map(|at| {
        let dimension = ["mandate", "evidence", "capacity", "influence", "foresight"][at / 4];
        (
            format!("answer:{dimension}-{}", at % 4 + 1),
            json!(if at % 4 == 0 { 3 } else { 2 }),
        )
    });
    let view = view_of("t1", answers.collect());
    let file = made(&view, ToolFormat::Xlsx);
    let strings = inside(&file, "xl/sharedStrings.xml");
    assert!(
        strings.contains("Stabilise, with an index of 56;"),
        "{strings}"
    );
    assert!(strings.contains("<t>Mandate</t>") && !strings.contains("<t>mandate</t>"));
    assert!(!strings.contains("56.25"));
    // The number itself is kept.
    assert!(inside(&file, "xl/worksheets/sheet2.xml").contains("<v>56.25</v>"));
}

#[test]
fn a_hostile_name_is_text_in_every_tool() {
    for spec in crate::tool::SHEETS {
        let mut set = example(spec.name).fields;
        for (field, row) in &mut set {
            if field.starts_with("row:") {
                row["name"] = json!("=1+1");
            }
        }
        let view = view_of(spec.name, set);
        let file = made(&view, ToolFormat::Xlsx);
        // Of which there are three at least.
        for number in 1..=3 {
            let sheet = inside(&file, &format!("xl/worksheets/sheet{number}.xml"));
            assert!(!sheet.contains("<f>"), "{} sheet {number}", spec.name);
        }
        let text = String::from_utf8(bytes(&made(&view, ToolFormat::Csv))).expect("UTF-8");
        assert!(text.contains("'=1+1") && !text.contains("\n=1+1"), "{text}");
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
