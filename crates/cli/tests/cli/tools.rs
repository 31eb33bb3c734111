//! `colloquy tool`.

use std::fs;

use serde_json::json;

use crate::common::Desk;

fn fill(desk: &Desk) {
    let project = |name: &str, cost: f64, score: f64, forced: bool, order: u32| {
        json!({
            "name": name, "cost": cost, "scores": { "score": score }, "forced": forced,
            "depends": [], "excludes": [], "order": order
        })
    };
    desk.call(
        "tool_save",
        &json!({ "tool": "t4", "set": {
            "unit": "£m", "budget": 10,
            "project:a": project("Route planning", 4.0, 24.0, false, 1),
            "project:b": project("Head-office refit", 6.0, 7.0, true, 2),
            "project:c": project("Parcel tracking", 2.0, 20.0, false, 3),
            "project:d": project("Sorting hall", 6.0, 27.0, false, 4),
            "project:e": project("Drivers’ app", 4.0, 23.0, false, 5),
            "project:f": project("Fraud rules", 1.0, 13.0, false, 6),
        }}),
    );
}

#[test]
fn the_frontier_says_what_lesson_4_3_computes() {
    let desk = Desk::new();
    let empty = desk.run(["tool", "list"]).succeeded().stdout;
    assert!(empty.starts_with("0 of "), "{empty}");
    fill(&desk);
    let view = desk
        .run(["tool", "show", "t4", "--json"])
        .succeeded()
        .json();
    let now = &view["result"]["now"];
    assert_eq!(now["best"]["value"], 67.0);
    assert_eq!(now["yours"]["value"], 40.0);
    assert_eq!(now["lost"], 27.0);
    assert_eq!(view["result"]["proven"], true);
    let text = desk.run(["tool", "show", "t4"]).succeeded().stdout;
    assert!(
        text.contains("Head-office refit")
            && text.contains("27 points")
            && text.contains("unvalidated"),
        "{text}"
    );
    let list = desk.run(["tool", "list"]).succeeded().stdout;
    assert!(list.starts_with("1 of "), "{list}");
}

#[test]
fn each_form_of_export_is_a_file_of_its_kind() {
    let desk = Desk::new();
    fill(&desk);
    for (format, begins) in [
        ("pdf", b"%PDF-".as_slice()),
        ("png", b"\x89PNG\r\n"),
        ("xlsx", b"PK"),
    ] {
        let path = desk.path(&format!("frontier.{format}"));
        let told = desk
            .run([
                "tool",
                "export",
                "t4",
                "--format",
                format,
                "-o",
                &path.display().to_string(),
            ])
            .succeeded()
            .stdout;
        assert!(told.starts_with("Wrote "), "{told}");
        assert!(
            fs::read(&path).expect("a file").starts_with(begins),
            "{format}"
        );
    }
    let path = desk.path("frontier.csv");
    desk.run([
        "tool",
        "export",
        "t4",
        "--format",
        "csv",
        "-o",
        &path.display().to_string(),
    ])
    .succeeded();
    let rows = desk.call("rows_read", &json!({ "tool": "t4", "path": path }));
    assert_eq!(rows["names"].as_array().expect("names").len(), 6);
    assert_eq!(rows["problems"], json!([]));
    let ran = desk.run(["tool", "show", "t0", "--json"]).failed();
    assert_eq!(ran.error()["code"], "not_found");
}
