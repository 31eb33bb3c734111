//! `colloquy due`.

use std::fs;

use serde_json::json;

use crate::common::Desk;

#[test]
fn a_deadline_and_a_plan_step_are_listed_done_and_exported() {
    let desk = Desk::new();
    let empty = desk.run(["due", "list"]).succeeded().stdout;
    assert_eq!(empty, "Nothing has a date yet.\n");
    let nothing = desk.path("nothing.ics").display().to_string();
    let refused = desk
        .run(["due", "export", "-o", &nothing, "--json"])
        .failed();
    assert_eq!(refused.error()["code"], "invalid_input");
    desk.call(
        "tool_save",
        &json!({ "tool": "t9", "set": {
            "value:hours": 5,
            "row:actions:rag": {
                "order": 0, "name": "No RAG", "impact": 4, "influence": 4, "effort": 1, "hours": 0.5,
                "step": "Ring the finance director", "date": "2027-04-01"
            },
        }}),
    );
    let added = desk
        .run([
            "due",
            "add",
            "Board paper",
            "--date",
            "2027-03-31",
            "--json",
        ])
        .succeeded()
        .json();
    assert_eq!(added["due"][0]["title"], "Board paper");
    assert_eq!(added["due"][1]["id"], "t9/rag");
    let done = desk.run(["due", "done", "t9/rag"]).succeeded().stdout;
    assert!(done.starts_with("1 of 2 dates open."), "{done}");
    let view = desk.call("tool_open", &json!({ "tool": "t9" }));
    assert_eq!(view["fields"]["row:actions:rag"]["done"], true);
    let undone = desk
        .run(["due", "done", "t9/rag", "--undo"])
        .succeeded()
        .stdout;
    assert!(undone.starts_with("2 of 2 dates open."), "{undone}");
    let path = desk.path("dates.ics");
    let told = desk
        .run(["due", "export", "-o", &path.display().to_string()])
        .succeeded()
        .stdout;
    assert!(told.starts_with("Wrote "), "{told}");
    let text = fs::read_to_string(&path).expect("a file");
    assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), 2);
    assert!(text.contains("\r\nUID:t9/rag@colloquy\r\n"), "{text}");
    let plan = desk.path("plan.ics").display().to_string();
    desk.run(["tool", "export", "t9", "--format", "ics", "-o", &plan])
        .succeeded();
    let text = fs::read_to_string(&plan).expect("a file");
    assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), 1);
}

#[test]
fn a_day_that_is_none_and_an_id_that_is_none_are_refused() {
    let desk = Desk::new();
    let ran = desk
        .run(["due", "add", "Board paper", "--date", "31.3.2027", "--json"])
        .failed();
    assert_eq!(ran.error()["context"]["field"], "date");
    let ran = desk.run(["due", "done", "t9/nothing", "--json"]).failed();
    assert_eq!(ran.error()["code"], "not_found");
}
