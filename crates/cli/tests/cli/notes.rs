//! `colloquy note` and `colloquy search`.

use std::fs;

use serde_json::json;

use crate::common::{Desk, write};

const FILE: &str = "---\ntitle: Forced projects\ntags: [frontier, Anders]\n---\n\nShow the *three* projects.\n\n- [x] Names of the owners\n- [ ] One sentence each\n";

#[test]
fn notes_come_in_are_listed_shown_found_and_go_out_again() {
    let desk = Desk::new();
    let folder = desk.path("in");
    write(&folder, "forced.md", FILE);
    write(
        &folder,
        "deep/er.md",
        "# Über alles\n\nZürich in one breath.\n",
    );
    write(&folder, "picture.png", "not a note");
    let text = desk
        .run(["note", "import", &folder.display().to_string()])
        .succeeded()
        .stdout;
    assert!(text.starts_with("Brought in 2 notes."), "{text}");
    let again = desk
        .run(["note", "import", &folder.display().to_string(), "--json"])
        .succeeded()
        .json();
    assert_eq!(
        (&again["imported"], &again["unchanged"]),
        (&json!(0), &json!(2))
    );

    let list = desk.run(["note", "list", "--tag", "frontier"]).succeeded();
    assert!(
        list.stdout.contains("Forced projects") && list.stdout.contains("#Anders"),
        "{}",
        list.stdout
    );
    let notes = desk.run(["note", "list", "--json"]).succeeded().json();
    assert_eq!(notes["total"], 2);
    let id = notes["notes"]
        .as_array()
        .expect("notes")
        .iter()
        .find(|note| note["title"] == "Forced projects")
        .and_then(|note| note["id"].as_str())
        .expect("the note")
        .to_owned();
    let shown = desk.run(["note", "show", &id]).succeeded().stdout;
    for part in [
        "title:",
        "Show the _three_ projects.",
        "- [x] Names of the owners",
    ] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }

    for words in [
        vec!["zurich"],
        vec!["in:notes", "breat"],
        vec!["\"in one breath\""],
    ] {
        let mut arguments = vec!["search"];
        arguments.extend(&words);
        let found = desk.run(&arguments).succeeded().stdout;
        assert!(found.contains("Über alles"), "{words:?}: {found}");
    }
    let found = desk.run(["note", "search", "#frontier"]).succeeded().stdout;
    assert!(
        found.contains("Forced projects") && found.contains(&id),
        "{found}"
    );
    let none = desk
        .run(["search", "nowhere-to-be-found"])
        .succeeded()
        .stdout;
    assert_eq!(
        none,
        "Nothing matches “nowhere-to-be-found”. Try fewer words.\n"
    );

    let out = desk.path("out");
    let told = desk
        .run(["note", "export", "-o", &out.display().to_string()])
        .succeeded()
        .stdout;
    assert!(told.starts_with("Wrote 2 notes to "), "{told}");
    assert_eq!(fs::read_dir(&out).expect("a folder").count(), 2);
    let refused = desk
        .run(["note", "export", "-o", &out.display().to_string()])
        .failed();
    assert!(
        refused.stderr.contains("is not empty"),
        "{}",
        refused.stderr
    );

    // The same files, taken by another library, give the same files again.
    let other = Desk::new();
    other
        .run(["note", "import", &out.display().to_string()])
        .succeeded();
    let back = other.path("back");
    other
        .run(["note", "export", "-o", &back.display().to_string()])
        .succeeded();
    for entry in fs::read_dir(&out).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        let (first, second) = (
            fs::read_to_string(&path),
            fs::read_to_string(back.join(name)),
        );
        assert_eq!(first.expect("it is read"), second.expect("it is read"));
    }
    let archive = desk.path("notes.zip");
    desk.run(["note", "export", "-o", &archive.display().to_string()])
        .succeeded();
    assert!(fs::read(&archive).expect("a file").starts_with(b"PK"));
    let done = other
        .run(["note", "import", &archive.display().to_string(), "--json"])
        .succeeded()
        .json();
    assert_eq!(
        (&done["imported"], &done["unchanged"]),
        (&json!(0), &json!(2))
    );
}

#[test]
fn a_note_that_is_not_there_is_named() {
    let desk = Desk::new();
    let ran = desk
        .run([
            "note",
            "show",
            "01938c2e-7b1a-7c3e-9a55-3f1f0c9d2b11",
            "--json",
        ])
        .failed();
    assert_eq!(ran.error()["code"], "not_found");
    let ran = desk.run(["note", "import", "nowhere", "--json"]).failed();
    assert_eq!(ran.error()["code"], "not_found");
}
