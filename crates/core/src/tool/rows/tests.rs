use serde_json::{Value, json};

use crate::api::{ToolRows, ToolRowsFile, ToolRowsText};
use crate::testing::bench;
use crate::{Code, Result};

fn rows_of_text(input: &ToolRowsText) -> Result<ToolRows> {
    bench().app.read(|db| super::rows_of_text(db, input))
}

fn rows_of_file(input: &ToolRowsFile) -> Result<ToolRows> {
    bench().app.read(|db| super::rows_of_file(db, input))
}

fn read(text: &str) -> ToolRows {
    rows_of_text(&ToolRowsText {
        tool: "t4".to_owned(),
        table: None,
        text: text.to_owned(),
    })
    .expect("reads")
}

fn roles(rows: &ToolRows) -> Vec<&str> {
    rows.columns
        .iter()
        .map(|column| column.role.as_str())
        .collect()
}

fn project(rows: &ToolRows, number: usize) -> Value {
    let end = format!("-{number}");
    rows.set
        .iter()
        .find(|(field, _)| field.starts_with("project:") && field.ends_with(&end))
        .map(|(_, value)| value.clone())
        .expect("a project")
}

#[test]
fn rows_copied_from_excel_with_headings() {
    let rows = read(
        "Project\tScore\tCost €m\tMust do\tDepends on\r\n\"Ledger\nreplacement\"\t52\t5.2\tyes\t\r\nField mobility, phase 2\t74\t1.9\t\tLedger replacement\r\nPortal\t29\t1.1\t\tfield mobility, phase 2, Ledger replacement\r\n",
    );
    assert_eq!(roles(&rows), ["name", "score", "cost", "forced", "depends"]);
    assert_eq!(
        rows.names,
        ["Ledger replacement", "Field mobility, phase 2", "Portal"]
    );
    assert_eq!(rows.problems, []);
    assert_eq!(rows.set["unit"], json!("€m"));
    assert_eq!(
        project(&rows, 1),
        json!({"name": "Ledger replacement", "cost": 5.2, "scores": {"score": 52.0}, "forced": true,
               "depends": [], "excludes": [], "order": 0})
    );
    assert_eq!(
        project(&rows, 3)["depends"],
        json!(["p-field-mobility-phase-2-2", "p-ledger-replacement-1"])
    );
}

#[test]
fn rows_without_headings_are_read_by_position() {
    let rows = read("Ledger\t52\t5.2\nPortal\t29\t1.1");
    assert_eq!(roles(&rows), ["name", "score", "cost"]);
    assert_eq!(rows.columns[2].heading, "column 3");
    assert_eq!(project(&rows, 2)["cost"], json!(1.1));
    let rows = read("Ledger\t5.2\nPortal\t1.1");
    assert_eq!(roles(&rows), ["name", "cost"]);
}

#[test]
fn other_numbers_become_criteria_unless_there_is_a_score() {
    let rows = read("Name,Cost,Strategic value,Risk × 2.5,Owner\nA,1,7,3,Ann\nB,2,4,1,Bo\n");
    assert_eq!(
        roles(&rows),
        ["name", "cost", "criterion", "criterion", "ignored"]
    );
    assert_eq!(
        rows.set["criterion:strategic-value"],
        json!({"name": "Strategic value", "weight": 1.0, "order": 0})
    );
    assert_eq!(rows.set["criterion:risk"]["weight"], json!(2.5));
    assert_eq!(
        project(&rows, 1)["scores"],
        json!({"strategic-value": 7.0, "risk": 3.0})
    );
    let rows = read("Name,Cost,Score,Team\nA,1,7,3\nB,2,4,1\n");
    assert_eq!(roles(&rows), ["name", "cost", "score", "ignored"]);
}

#[test]
fn numbers_as_people_write_them() {
    let costs = |text: &str| -> Vec<Value> {
        let rows = read(text);
        assert_eq!(rows.problems, [], "{text}");
        (1..=rows.names.len())
            .map(|number| project(&rows, number)["cost"].clone())
            .collect()
    };
    assert_eq!(costs("Name;Cost\nA;1,5\nB;2\n"), [json!(1.5), json!(2.0)]);
    assert_eq!(
        costs("Name;Cost\nA;1.234,50\nB;1.000\n"),
        [json!(1234.5), json!(1000.0)]
    );
    assert_eq!(
        costs("Name\tCost\nA\t€1,234,567.5\nB\t 12 000 \nC\tCHF 1'000\n"),
        [json!(1_234_567.5), json!(12_000.0), json!(1_000.0)]
    );
    assert_eq!(
        costs("Name\tCost\nA\t£1.2m\nB\t£0.4m\n"),
        [json!(1.2), json!(0.4)]
    );
    assert_eq!(
        costs("Name\tCost\nA\t1.2m\nB\t400k\n"),
        [json!(1_200_000.0), json!(400_000.0)]
    );
    assert_eq!(
        costs("Name\tCost £m\nA\t1.2m\nB\t400k\nC\t3\n"),
        [json!(1.2), json!(0.4), json!(3.0)]
    );
    assert_eq!(
        costs("Name\tCost\nA\t(3.1)\nB\t−2\nC\t4\n"),
        [json!(-3.1), json!(-2.0), json!(4.0)]
    );
    assert_eq!(
        read("Name\tCost\nA\t£1.2m\nB\t£0.4m\n").set["unit"],
        json!("£m")
    );
}

#[test]
fn what_cannot_be_read_is_named_by_its_cell() {
    let rows = read(
        "Project\tCost\tForced\tExcludes\nA\t1\tperhaps\tZ\nB\ttbc\t\t\n\t7\t\t\nTotal\t8\t\t\n",
    );
    let messages: Vec<_> = rows
        .problems
        .iter()
        .map(|problem| (problem.row, problem.message.as_str()))
        .collect();
    assert_eq!(
        messages,
        [
            (
                2,
                "C2: “perhaps” is neither yes nor no, so A is not forced."
            ),
            (2, "D2: there is no project “Z” in this table."),
            (3, "B3: “tbc” is not a number, so B has no cost."),
            (4, "A4 is empty: this row has no name and was left out."),
        ]
    );
    // 8 is not the sum of what stands above it: a project that is called so.
    assert_eq!(rows.names, ["A", "B", "Total"]);
    let rows = read("Project\tCost\nA\t1\nB\t2\nTotal\t3\n");
    assert_eq!(rows.names, ["A", "B"]);
    assert_eq!(rows.problems.len(), 1);
}

#[test]
fn nothing_to_read_and_nowhere_to_read_it() {
    assert_eq!(
        read("").problems[0].message,
        "There is nothing here to read."
    );
    assert_eq!(read("1\t2\n3\t4").names, [] as [String; 0]);
    let refused = |tool: &str| {
        rows_of_text(&ToolRowsText {
            tool: tool.to_owned(),
            table: None,
            text: String::new(),
        })
        .expect_err("refuses")
        .code
    };
    assert_eq!(refused("t1"), Code::InvalidInput);
    assert_eq!(refused("t99"), Code::NotFound);
    let file = |path: &str| {
        rows_of_file(&ToolRowsFile {
            tool: "t4".to_owned(),
            table: None,
            path: path.to_owned(),
        })
        .expect_err("refuses")
        .code
    };
    assert_eq!(file("/nowhere/at-all.xlsx"), Code::NotFound);
    assert_eq!(file("/"), Code::InvalidInput);
}

#[test]
fn a_lone_quotation_mark_opens_nothing() {
    assert_eq!(
        read("Name\tCost\n\"Big one\t1\nB\t2\n").names,
        ["\"Big one", "B"]
    );
}

#[test]
fn files_in_other_encodings() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("table.CSV");
    let names = |bytes: &[u8]| {
        std::fs::write(&path, bytes).expect("writes");
        rows_of_file(&ToolRowsFile {
            tool: "t4".to_owned(),
            table: None,
            path: path.display().to_string(),
        })
        .expect("reads")
        .names
    };
    assert_eq!(names(b"Name;Cost\n\x80 caf\xe9;1\n"), ["€ café"]);
    let wide: Vec<u8> = "\u{feff}Name\tCost\nÄ\t1\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(names(&wide), ["Ä"]);
    std::fs::write(dir.path().join("broken.xlsx"), b"PK\x03\x04 not really").expect("writes");
    let broken = rows_of_file(&ToolRowsFile {
        tool: "t4".to_owned(),
        table: None,
        path: dir.path().join("broken.xlsx").display().to_string(),
    });
    assert_eq!(broken.expect_err("refuses").code, Code::InvalidInput);
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_strange(text in "[a-cA-C0-9€,.;\t\n\r\"'= x×#%()-]{0,80}") {
        let rows = read(&text);
        for (field, value) in &rows.set {
            proptest::prop_assert!(crate::tool::frontier::check(field, value).is_ok(), "{field}: {value}");
        }
    }
}
