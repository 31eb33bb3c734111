//! Notes through the door, as the interface uses them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::api::*;
use crate::testing::{Bench, bench};

fn made(bench: &Bench, title: &str, markdown: &str) -> NoteView {
    let input = NoteCreate {
        title: title.to_owned(),
        markdown: markdown.to_owned(),
        ..NoteCreate::default()
    };
    bench
        .app
        .write(|write| create(write, &input))
        .expect("creates")
        .0
}

fn listed(bench: &Bench, filter: NoteFilter) -> NoteList {
    let filter = NoteFilter {
        limit: if filter.limit == 0 { 100 } else { filter.limit },
        ..filter
    };
    bench.app.read(|db| list(db, &filter)).expect("lists")
}

/// What a window sends after it made the note say this.
fn edit_of(view: &NoteView, markdown: &str, client: u64) -> NoteEdit {
    let state = STANDARD.decode(&view.state).expect("base64");
    let update = text::rewrite(&state, &text::from_markdown(markdown), client).expect("edits");
    NoteEdit {
        id: view.card.id.clone(),
        vector: STANDARD.encode(text::vector(&update).expect("a vector")),
        update: STANDARD.encode(update),
    }
}

fn saved(bench: &Bench, edit: &NoteEdit) -> NoteSynced {
    bench.app.write(|write| save(write, edit)).expect("saves").0
}

fn says(bench: &Bench, id: &str) -> String {
    let view = bench.app.read(|db| open(db, id)).expect("opens");
    let state = STANDARD.decode(&view.state).expect("base64");
    text::to_markdown(&text::read(&state).expect("reads"))
}

#[test]
fn a_note_is_made_once_saved_and_listed() {
    let bench = bench();
    let id = "0191d6c0-0000-7000-8000-000000000001";
    let input = NoteCreate {
        id: Some(id.to_owned()),
        title: "Board".to_owned(),
        markdown: "First **bold** line.\n\n- one\n- two\n".to_owned(),
        tags: vec![
            "#Risk".to_owned(),
            "risk".to_owned(),
            "two words".to_owned(),
        ],
        place: Some(NoteAt {
            course: Some("sample".to_owned()),
            lesson: Some("one".to_owned()),
            ..NoteAt::default()
        }),
    };
    let (view, _) = bench
        .app
        .write(|write| create(write, &input))
        .expect("creates");
    assert_eq!(view.card.excerpt, "First bold line.\none\ntwo");
    assert_eq!(view.card.tags, ["Risk", "two-words"]);
    let place = view.card.place.clone().expect("a place");
    assert_eq!(
        (place.number.as_deref(), place.module),
        (Some("1.1"), Some(1))
    );
    let again = NoteCreate {
        title: "Other".to_owned(),
        ..input
    };
    let (same, changes) = bench
        .app
        .write(|write| create(write, &again))
        .expect("returns it");
    assert_eq!((same, changes.len()), (view.clone(), 0));

    let edit = edit_of(&view, "Another line.\n\n- one\n- two\n", 7);
    let synced = saved(&bench, &edit);
    assert_eq!(synced.update, None);
    assert_eq!(synced.card.excerpt, "Another line.\none\ntwo");
    let (_, changes) = bench
        .app
        .write(|write| save(write, &edit))
        .expect("saves again");
    assert!(changes.is_empty(), "applying twice changes nothing");
    assert_eq!(says(&bench, id), "Another line.\n\n- one\n- two\n");

    let list = listed(&bench, NoteFilter::default());
    assert_eq!((list.total, list.all, list.trashed), (1, 1, 0));
    assert_eq!(list.modules[0].notes, 1);
    assert_eq!(list.tags.len(), 2);
}

fn remade(bench: &Bench, path: &std::path::Path) -> NoteImported {
    let incoming = read_path(path).expect("reads");
    bench
        .app
        .write(|write| import(write, incoming))
        .expect("imports")
        .0
}

#[test]
fn a_broken_change_changes_nothing() {
    let bench = bench();
    let view = made(&bench, "T", "Kept.");
    let good = edit_of(&view, "Kept. More.", 9);
    let bytes = STANDARD.decode(&good.update).expect("base64");
    let mut broken: Vec<String> = (0..bytes.len())
        .map(|length| STANDARD.encode(&bytes[..length]))
        .collect();
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x55;
        broken.push(STANDARD.encode(flipped));
    }
    // An array in an array in an array …; and a count of four thousand million.
    let mut nested = vec![1, 1, 1, 0, 0x28, 1, 4];
    nested.extend(*b"body\x01a\x01");
    nested.extend([117, 1].repeat(400_000));
    broken.push(STANDARD.encode(nested));
    broken.push(STANDARD.encode([1, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 0]));
    broken.push("not base64".to_owned());
    let mut refused = 0;
    for update in broken {
        let edit = NoteEdit {
            update,
            ..good.clone()
        };
        if let Err(error) = bench.app.write(|write| save(write, &edit)) {
            assert_eq!(error.code, crate::Code::InvalidInput);
            refused += 1;
        }
        bench
            .app
            .read(|db| open(db, &view.card.id))
            .expect("still opens");
    }
    assert!(refused > bytes.len(), "{refused}");
    let vector = "/////w8=".to_owned();
    let edit = NoteEdit { vector, ..good };
    assert!(bench.app.write(|write| save(write, &edit)).is_err());
}

#[test]
fn a_note_that_is_too_long_is_refused_kindly() {
    let bench = bench();
    let view = made(&bench, "", "Short.");
    let long = "word ".repeat(LONGEST / 5 + 1);
    let error = bench
        .app
        .write(|write| save(write, &edit_of(&view, &long, 9)))
        .expect_err("refuses");
    assert_eq!(error.code, crate::Code::InvalidInput);
    assert!(error.message.contains("512 kB"), "{error}");
    assert_eq!(says(&bench, &view.card.id), "Short.\n");
}

#[test]
fn two_windows_agree_whoever_saves_first() {
    for order in [[0, 1], [1, 0]] {
        let bench = bench();
        let view = made(&bench, "", "One.\n\nTwo.\n\nThree.");
        let edits = [
            edit_of(&view, "One by A.\n\nTwo.\n\nThree.", 11),
            edit_of(&view, "One.\n\nTwo.\n\nThree by B.", 12),
        ];
        saved(&bench, &edits[order[0]]);
        let second = saved(&bench, &edits[order[1]]);
        assert!(second.update.is_some(), "it lacks what the first wrote");
        assert_eq!(
            says(&bench, &view.card.id),
            "One by A.\n\nTwo.\n\nThree by B.\n"
        );
        let lacks = NoteSync {
            id: view.card.id.clone(),
            vector: edits[0].vector.clone(),
        };
        let synced = bench.app.read(|db| sync(db, &lacks)).expect("syncs");
        assert!(synced.update.is_some());
    }
}

#[test]
fn what_is_overwritten_is_kept_and_comes_back() {
    let bench = bench();
    let view = made(&bench, "First", "The first text.");
    let id = &view.card.id;
    saved(&bench, &edit_of(&view, "The second text.", 9));
    assert_eq!(
        bench
            .app
            .read(|db| versions(db, id))
            .expect("lists")
            .versions
            .len(),
        0
    );
    bench.clock.advance(chrono::Duration::minutes(11));
    let now = bench.app.read(|db| open(db, id)).expect("opens");
    let synced = saved(&bench, &edit_of(&now, "The third text.", 10));
    assert_eq!(synced.versions, 1);
    bench.clock.advance(chrono::Duration::minutes(11));
    let title = NoteSet {
        id: id.clone(),
        title: Some("Second".to_owned()),
        ..NoteSet::default()
    };
    bench.app.write(|write| set(write, &title)).expect("sets");
    let kept = bench
        .app
        .read(|db| versions(db, id))
        .expect("lists")
        .versions;
    assert_eq!(
        kept.iter().map(|v| v.title.as_str()).collect::<Vec<_>>(),
        ["First", "First"]
    );
    let oldest = NoteVersionRef {
        id: id.clone(),
        version: kept[1].version,
    };
    let (back, _) = bench
        .app
        .write(|write| revert(write, &oldest))
        .expect("reverts");
    assert_eq!((back.card.title.as_str(), back.versions), ("First", 3));
    assert_eq!(says(&bench, id), "The second text.\n");
    let view = bench.app.read(|db| version(db, &oldest)).expect("shows");
    assert_eq!(view.card.excerpt, "The second text.");
}

#[test]
fn much_that_disappears_is_kept_at_once() {
    let bench = bench();
    let long = (0..50)
        .map(|n| format!("word{n}"))
        .collect::<Vec<_>>()
        .join(" ");
    let view = made(&bench, "", &long);
    assert_eq!(saved(&bench, &edit_of(&view, "Gone.", 9)).versions, 1);
}

#[test]
fn the_trash_gives_back_until_it_is_erased() {
    let bench = bench();
    let view = made(&bench, "T", "Text.");
    let id = &view.card.id;
    assert!(bench.app.write(|write| erase(write, id)).is_err());
    bench.app.write(|write| remove(write, id)).expect("removes");
    let trash = NoteFilter {
        trash: true,
        ..NoteFilter::default()
    };
    assert_eq!(listed(&bench, trash).notes.len(), 1);
    assert_eq!(listed(&bench, NoteFilter::default()).trashed, 1);
    bench
        .app
        .write(|write| restore(write, id))
        .expect("restores");
    assert_eq!(listed(&bench, NoteFilter::default()).total, 1);
    bench.app.write(|write| remove(write, id)).expect("removes");
    bench.app.write(|write| erase(write, id)).expect("erases");
    assert_eq!(
        bench.app.read(|db| open(db, id)).expect_err("gone").code,
        crate::Code::NotFound
    );
}

#[test]
fn lists_filter_and_count() {
    let bench = bench();
    let view = made(&bench, "Alpha", "50% done");
    made(&bench, "Beta", "Other");
    let input = NoteSet {
        id: view.card.id.clone(),
        add_tags: Some(vec!["#risk".to_owned(), " two  words ".to_owned()]),
        place: Some(NoteAt {
            tool: Some("t4".to_owned()),
            ..NoteAt::default()
        }),
        ..NoteSet::default()
    };
    let (card, _) = bench.app.write(|write| set(write, &input)).expect("sets");
    assert_eq!(card.tags, ["risk", "two-words"]);
    let count = |filter: NoteFilter| listed(&bench, filter).total;
    assert_eq!(
        count(NoteFilter {
            text: "50% alpha".to_owned(),
            ..Default::default()
        }),
        1
    );
    assert_eq!(
        count(NoteFilter {
            tag: Some("risk".to_owned()),
            ..Default::default()
        }),
        1
    );
    assert_eq!(
        count(NoteFilter {
            tool: Some("t4".to_owned()),
            ..Default::default()
        }),
        1
    );
    assert_eq!(
        count(NoteFilter {
            module: Some(1),
            ..Default::default()
        }),
        0
    );
    assert_eq!(
        count(NoteFilter {
            detached: true,
            ..Default::default()
        }),
        0
    );
    let titles = listed(
        &bench,
        NoteFilter {
            order: NoteOrder::Title,
            ..Default::default()
        },
    );
    assert_eq!(titles.notes[0].title, "Alpha");
    assert_eq!(titles.tags.len(), 2);
    let away = NoteSet {
        id: view.card.id,
        remove_tags: Some(vec!["RISK".to_owned()]),
        ..Default::default()
    };
    bench.app.write(|write| set(write, &away)).expect("sets");
    assert_eq!(listed(&bench, NoteFilter::default()).tags.len(), 1);
}

#[test]
fn what_is_exported_is_imported_the_same() {
    let bench = bench();
    let title = "A \"title\": with / signs \\ and # é";
    let view = made(&bench, title, "Text with **bold**.\n\n- [x] done\n");
    made(&bench, "con", "Other.");
    made(&bench, "CON", "Third.");
    let tagged = NoteSet {
        id: view.card.id.clone(),
        add_tags: Some(vec!["a,b".to_owned(), "c".to_owned()]),
        ..NoteSet::default()
    };
    bench.app.write(|write| set(write, &tagged)).expect("sets");
    let dir = tempfile::tempdir().expect("a folder");
    let files = bench.app.read(export_files).expect("exports");
    assert_eq!(files.len(), 3);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[1..], ["Note con.md", "Note CON 2.md"]);
    for (name, content) in &files {
        std::fs::write(dir.path().join(name), content).expect("writes");
    }
    let again = remade(&bench, dir.path());
    assert_eq!((again.imported, again.unchanged), (0, 3));
    let other = crate::testing::bench();
    assert_eq!(remade(&other, dir.path()).imported, 3);
    let there = other
        .app
        .read(|db| open(db, &view.card.id))
        .expect("the same id");
    assert_eq!(
        (there.card.title.as_str(), there.card.tags.len()),
        (title, 2)
    );
    assert_eq!(says(&other, &view.card.id), says(&bench, &view.card.id));

    let zip = bench
        .app
        .read(|db| export(db, &NoteExport { id: None }))
        .expect("exports");
    let path = dir.path().join("all.zip");
    std::fs::write(&path, STANDARD.decode(zip.base64).expect("base64")).expect("writes");
    assert_eq!(remade(&bench, &path).unchanged, 3);
}

#[test]
fn front_matter_of_others_is_read_and_nothing_of_it_lost() {
    let bench = bench();
    let dir = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("writes");
    write(
        "a.md",
        "---\ntitle: 'It''s'\ntags:\n  - one\n  - two words\naliases: [x]\ncreated: 2024-05-06\n---\nText.\n",
    );
    write(
        "b.md",
        "+++\ntitle = \"T\"\ntags = [\"x\", \"y\"]\ndraft = true\n+++\nText.\n",
    );
    write("c.md", "# Heading\n\nText.\n");
    write("d e.markdown", "---\n\nA line across.\n");
    write("bad.md", "\u{fffd}");
    std::fs::write(dir.path().join("latin.md"), b"\xe9").expect("writes");
    write(".hidden.md", "x");
    let done = remade(&bench, dir.path());
    assert_eq!((done.imported, done.skipped.len()), (5, 1));
    let notes = listed(
        &bench,
        NoteFilter {
            order: NoteOrder::Title,
            ..Default::default()
        },
    )
    .notes;
    let titles: Vec<&str> = notes.iter().map(|note| note.title.as_str()).collect();
    assert_eq!(titles, ["bad", "d e", "Heading", "It's", "T"]);
    assert_eq!(notes[3].created_at, "2024-05-06T00:00:00.000Z");
    assert_eq!(notes[3].tags, ["one", "two-words"]);
    assert!(says(&bench, &notes[3].id).contains("aliases: [x]"));
    assert!(says(&bench, &notes[4].id).contains("draft = true"));
}

#[test]
fn titles_of_any_signs_survive_a_file() {
    let Some(bytes) = crate::course::corpus("strings/blns.json") else {
        return;
    };
    let strings: Vec<String> = serde_json::from_slice(&bytes).expect("strings");
    for title in strings
        .iter()
        .filter(|title| title.chars().count() <= LONGEST_TITLE)
    {
        let file = format!("---\ntitle: {}\n---\n\nText.\n", matter::quoted(title));
        let (read, text) = matter::split(&file);
        assert_eq!((read.title.as_ref(), text), (Some(title), "Text.\n"));
    }
}

#[test]
fn a_folder_of_lessons_is_imported_whole() {
    let Some(bytes) = crate::course::corpus("markdown/git-novice.zip") else {
        return;
    };
    let bench = bench();
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("git-novice.zip");
    std::fs::write(&path, bytes).expect("writes");
    let done = remade(&bench, &path);
    assert!(done.imported > 10 && done.skipped.is_empty(), "{done:?}");
    assert_eq!(remade(&bench, &path).imported, 0);
}

#[test]
fn a_list_of_many_uses_the_index() {
    let bench = bench();
    let plan = bench.app.read(queries::plan_of_newest).expect("explains");
    assert!(
        plan.contains("note_newest") && !plan.contains("TEMP"),
        "{plan}"
    );
}
