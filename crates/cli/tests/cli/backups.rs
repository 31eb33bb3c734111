//! `colloquy backup`.

use serde_json::json;

use crate::common::Desk;

fn make(desk: &Desk) -> String {
    let made = desk.run(["backup", "create", "--json"]).succeeded().json();
    assert_eq!(
        (&made["good"], &made["automatic"]),
        (&json!(true), &json!(false))
    );
    made["name"].as_str().unwrap().to_owned()
}

#[test]
fn a_backup_is_made_listed_and_restored() {
    let desk = Desk::new();
    desk.call("place_save", &json!({ "place": "#/before" }));
    assert!(
        desk.run(["backup", "list"])
            .succeeded()
            .stdout
            .starts_with("There are no backups in ")
    );
    let name = make(&desk);
    desk.call("place_save", &json!({ "place": "#/after" }));
    let list = desk.run(["backup", "list"]).succeeded().stdout;
    assert!(
        list.starts_with("1 backup in ") && list.contains(&name) && list.contains("good"),
        "{list}"
    );
    let text = desk.run(["backup", "restore", &name]).succeeded().stdout;
    assert!(
        text.starts_with(&format!(
            "{name} is now the database. What was there before is kept as "
        )),
        "{text}"
    );
    assert_eq!(
        desk.call("app_status", &json!({}))["last_place"],
        "#/before"
    );
    // What was replaced is a backup too.
    let list = desk.run(["backup", "list", "--json"]).succeeded().json();
    assert_eq!(list["backups"].as_array().unwrap().len(), 2);
}

#[test]
fn an_unknown_or_damaged_backup_changes_nothing() {
    let desk = Desk::new();
    desk.call("place_save", &json!({ "place": "#/kept" }));
    let name = make(&desk);
    std::fs::write(desk.data().join("backups").join(&name), "damaged").unwrap();
    let listed = desk.run(["backup", "list"]).succeeded().stdout;
    assert!(listed.contains("cannot be used"), "{listed}");
    for (name, code) in [
        (name.as_str(), "database_corrupt"),
        ("nothing.db", "not_found"),
        ("../colloquy.db", "not_found"),
    ] {
        let ran = desk.run(["backup", "restore", name, "--json"]).failed();
        assert_eq!(ran.error()["code"], code);
        assert_eq!(ran.stdout, "");
    }
    let ran = desk.run(["backup", "restore", "nothing.db"]).failed();
    assert_eq!(ran.stderr, "There is no backup “nothing.db”.\n");
    assert_eq!(desk.call("app_status", &json!({}))["last_place"], "#/kept");
}
