use proptest::prelude::*;

use super::{Doc, drop, many, matching_notes, put, queries, query};
use crate::api::{SearchFound, SearchKind, SearchPiece, SearchQuery, WritingSave};
use crate::testing::{Bench, COURSE, EVERYTHING, LESSON_ONE, bench, sample};
use crate::{Error, course, writing};

fn find(bench: &Bench, text: &str) -> SearchFound {
    let input = SearchQuery {
        text: text.to_owned(),
        limit: 50,
    };
    bench.app.read(|db| query(db, &input)).expect("never fails")
}

fn ids(found: &SearchFound) -> Vec<&str> {
    found
        .hits
        .iter()
        .filter_map(|hit| {
            hit.note
                .as_deref()
                .or(hit.tool.as_deref())
                .or(hit.block.as_deref())
                .or(hit.lesson.as_deref())
        })
        .collect()
}

fn marked(pieces: &[SearchPiece]) -> String {
    pieces
        .iter()
        .map(|piece| {
            if piece.hit {
                format!("[{}]", piece.text)
            } else {
                piece.text.clone()
            }
        })
        .collect()
}

fn note<'a>(id: &'a str, title: &'a str, body: &'a str) -> Doc<'a> {
    Doc {
        kind: "note",
        reference: id,
        title,
        body,
        at: "2026-11-23T09:00:00.000Z",
        ..Doc::default()
    }
}

fn keep(bench: &Bench, doc: &Doc<'_>) {
    bench.app.write(|write| put(write.db(), doc)).expect("puts");
}

fn check(bench: &Bench) {
    bench
        .app
        .write(|write| Ok(queries::check(write.db())?))
        .expect("the index is whole");
}

fn write_text(bench: &Bench, block: &str, text: &str) {
    let input = WritingSave {
        course: COURSE.to_owned(),
        lesson: "one".to_owned(),
        block: block.to_owned(),
        text: text.to_owned(),
    };
    bench
        .app
        .write(|write| writing::save(write, &input))
        .expect("saves");
}

#[test]
fn words_beginnings_and_phrases() {
    let bench = bench();
    keep(
        &bench,
        &note(
            "n1",
            "Steering",
            "The committee weighs the risk appetite of the board.",
        ),
    );
    keep(
        &bench,
        &note("n2", "Boards", "An appetite for risk, and for e-mail."),
    );
    assert_eq!(ids(&find(&bench, "risk")).len(), 2);
    assert_eq!(ids(&find(&bench, "appet")).len(), 2);
    assert!(ids(&find(&bench, "appet ")).is_empty());
    assert_eq!(ids(&find(&bench, "\"risk appetite\"")), ["n1"]);
    assert_eq!(ids(&find(&bench, "appetite -committee")), ["n2"]);
    assert_eq!(ids(&find(&bench, "e-mail ")), ["n2"]);
    assert_eq!(ids(&find(&bench, "EMAIL")).len(), 0);
    let found = find(&bench, "risk");
    let snippets: Vec<_> = found.hits.iter().map(|hit| marked(&hit.snippet)).collect();
    assert!(
        snippets
            .iter()
            .any(|text| text == "An appetite for [risk], and for e-mail."),
        "{snippets:?}"
    );
    assert_eq!(found.words, ["risk"]);
}

#[test]
fn accents_and_case_do_not_matter_either_way() {
    let bench = bench();
    keep(
        &bench,
        &note(
            "n1",
            "",
            "Über das Café in Łódź, naïve Ideen, Ελλάδα, Київ, 東京タワー",
        ),
    );
    keep(&bench, &note("n2", "", "uber cafe naive"));
    for text in ["über", "uber", "UBER", "café", "cafe", "Naïve", "naive"] {
        assert_eq!(ids(&find(&bench, text)).len(), 2, "{text}");
    }
    for text in ["ΕΛΛΆΔΑ", "київ", "東京", "東京タワー"] {
        assert_eq!(ids(&find(&bench, text)), ["n1"], "{text}");
    }
}

#[test]
fn a_title_comes_before_a_text_and_new_before_old() {
    let bench = bench();
    keep(
        &bench,
        &note(
            "text",
            "Something else",
            "Governance once and a few more words.",
        ),
    );
    keep(
        &bench,
        &note(
            "title",
            "Governance",
            "A few more words about other things than that.",
        ),
    );
    assert_eq!(ids(&find(&bench, "governance")), ["title", "text"]);
    assert_eq!(marked(&find(&bench, "gover").hits[0].title), "[Governance]");
    for (id, at) in [
        ("old", "2020-01-01T00:00:00.000Z"),
        ("new", "2026-11-01T00:00:00.000Z"),
        ("mid", "2024-01-01T00:00:00.000Z"),
    ] {
        keep(
            &bench,
            &Doc {
                at,
                ..note(id, "", "The same zebra text.")
            },
        );
    }
    assert_eq!(ids(&find(&bench, "zebra")), ["new", "mid", "old"]);
}

#[test]
fn filters_narrow_and_list_alone() {
    let bench = bench();
    keep(
        &bench,
        &Doc {
            course: COURSE,
            lesson: "two",
            block: "two-a",
            tags: "risk-appetite board",
            ..note("n1", "", "A paragraph of mine.")
        },
    );
    keep(
        &bench,
        &Doc {
            at: "2026-11-24T09:00:00.000Z",
            tags: "board",
            ..note("n2", "", "Another paragraph.")
        },
    );
    keep(
        &bench,
        &Doc {
            kind: "tool",
            reference: "t4",
            title: "Benefits",
            body: "A paragraph in a tool.",
            ..Doc::default()
        },
    );
    write_text(&bench, "one-reflect", "My paragraph.");
    let kinds = |text: &str| {
        find(&bench, text)
            .hits
            .iter()
            .map(|hit| hit.kind)
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds("paragraph in:tools"), [SearchKind::Tool]);
    assert_eq!(kinds("in:reflections paragraph"), [SearchKind::Reflection]);
    assert!(
        kinds("in:lessons paragraph")
            .iter()
            .all(|kind| *kind == SearchKind::Lesson)
    );
    assert_eq!(kinds("in:notes in:tools paragraph").len(), 3);
    assert_eq!(ids(&find(&bench, "module:1 in:notes")), ["n1"]);
    assert_eq!(ids(&find(&bench, "lesson:1.2 in:notes paragraph")), ["n1"]);
    assert_eq!(ids(&find(&bench, "lesson:1.2")), ["n1", "two", "two-a"]);
    assert!(find(&bench, "module:11 paragraph").hits.is_empty());
    assert_eq!(ids(&find(&bench, "in:notes")), ["n2", "n1"]);
    assert_eq!(ids(&find(&bench, "#board")), ["n2", "n1"]);
    assert_eq!(ids(&find(&bench, "tag:risk-app")), ["n1"]);
    let hit = &find(&bench, "in:notes module:1").hits[0];
    assert_eq!(
        (hit.number.as_deref(), hit.block.as_deref()),
        (Some("1.2"), Some("two-a"))
    );
    assert!(find(&bench, "in:nowhere").hits.is_empty());
    let counts = find(&bench, "paragraph").counts;
    assert_eq!(
        counts.iter().map(|count| count.count).collect::<Vec<_>>(),
        [4, 2, 1, 1]
    );
}

#[test]
fn lessons_are_found_by_title_and_passage() {
    let bench = bench();
    let found = find(&bench, "lesson one");
    assert_eq!(
        (found.hits[0].block.as_deref(), marked(&found.hits[0].title)),
        (None, "[Lesson] [one]".to_owned())
    );
    let hit = &find(&bench, "second sentence").hits[0];
    assert_eq!(
        (
            hit.lesson.as_deref(),
            hit.block.as_deref(),
            hit.number.as_deref()
        ),
        (Some("one"), Some("one-a"), Some("1.1"))
    );
    assert_eq!(marked(&hit.title), "Lesson one");
    assert_eq!(
        marked(&hit.snippet),
        "The first paragraph has a few words. Then it has a [second] [sentence]."
    );
}

#[test]
fn a_lesson_shows_few_of_its_passages() {
    let bench = bench();
    let many: String = (0..9)
        .map(|n| format!("A zebra in paragraph {n}. {{#z{n}}}\n\n"))
        .collect();
    bench
        .app
        .write(|write| course::install(write, &sample(2, &many), false))
        .expect("installs");
    assert_eq!(find(&bench, "zebra").hits.len(), 3);
    assert_eq!(find(&bench, "zebra").counts[0].count, 9);
    check(&bench);
}

#[test]
fn the_index_follows_every_change() {
    let bench = bench();
    keep(
        &bench,
        &Doc {
            course: COURSE,
            lesson: "two",
            ..note("n1", "Zebra", "A horse.")
        },
    );
    write_text(&bench, "one-reflect", "An okapi.");
    write_text(&bench, "one-cohort", "A quagga.");
    assert_eq!(
        find(&bench, "okapi").hits[0].block.as_deref(),
        Some("one-reflect")
    );
    write_text(&bench, "one-reflect", "A giraffe.");
    assert!(find(&bench, "okapi").hits.is_empty());
    assert_eq!(find(&bench, "giraffe").hits[0].kind, SearchKind::Reflection);
    assert_eq!(find(&bench, "quagga").hits[0].kind, SearchKind::Reflection);
    write_text(&bench, "one-cohort", "");
    assert!(find(&bench, "quagga").hits.is_empty());
    keep(&bench, &note("n1", "Donkey", "A horse."));
    assert!(
        find(&bench, "zebra").hits.is_empty() && find(&bench, "in:notes module:1").hits.is_empty()
    );
    assert_eq!(ids(&find(&bench, "donkey")), ["n1"]);
    check(&bench);
    // A new revision: a passage goes, another comes, and the lesson of a note has a new number.
    keep(
        &bench,
        &Doc {
            course: COURSE,
            lesson: "two",
            ..note("n1", "Donkey", "A horse.")
        },
    );
    let mut files = sample(
        2,
        &LESSON_ONE.replace("The last paragraph.", "A hippogriff."),
    );
    let two = files.remove("01-first/02-two.md").expect("is there");
    files.insert(
        "02-second/module.toml".to_owned(),
        b"id = \"m2\"\ntitle = \"Second\"\nstandfirst = \"Two.\"\n".to_vec(),
    );
    files.insert("02-second/01-two.md".to_owned(), two);
    bench
        .app
        .write(|write| course::install(write, &files, false))
        .expect("installs");
    assert_eq!(ids(&find(&bench, "hippogriff")), ["one-z"]);
    assert!(find(&bench, "\"last paragraph\"").hits.is_empty());
    assert_eq!(ids(&find(&bench, "in:notes lesson:2.1 horse")), ["n1"]);
    assert!(find(&bench, "in:notes module:1").hits.is_empty());
    assert_eq!(find(&bench, "giraffe").hits.len(), 1);
    check(&bench);
    bench
        .app
        .write(|write| drop(write.db(), "note", "", "n1"))
        .expect("drops");
    assert!(find(&bench, "donkey").hits.is_empty());
    check(&bench);
}

#[test]
fn many_things_at_once_are_found_as_one_by_one() {
    let bench = bench();
    keep(&bench, &note("old", "Was here", "harbour"));
    keep(&bench, &note("same", "Stays", "quayside"));
    let reflection = Doc {
        kind: "reflection",
        reference: "r1",
        course: COURSE,
        lesson: "one",
        block: "r1",
        body: "harbour at night",
        ..Doc::default()
    };
    let put_all = |more: bool| {
        bench.app.write(|write| {
            many(write.db(), |index| {
                index.put(&note("new", "A harbour", "by the sea"))?;
                index.put(&note("old", "Was here", "lighthouse"))?;
                index.put(&note("same", "Stays", "quayside"))?;
                index.put(&reflection)?;
                if more {
                    Ok(())
                } else {
                    Err(Error::invalid("not yet"))
                }
            })
        })
    };
    assert!(put_all(false).is_err());
    check(&bench);
    assert_eq!(ids(&find(&bench, "harbour")), ["old"]);
    for _ in 0..2 {
        put_all(true).expect("puts");
        check(&bench);
        assert_eq!(ids(&find(&bench, "harbour")), ["new", "r1"]);
        assert_eq!(ids(&find(&bench, "lighthouse")), ["old"]);
        assert_eq!(ids(&find(&bench, "quayside")), ["same"]);
    }
    // One by one goes on as before.
    keep(&bench, &note("later", "", "harbour"));
    check(&bench);
    assert_eq!(find(&bench, "harbour in:notes").hits.len(), 2);
}

#[test]
fn what_did_not_change_is_not_written_again() {
    let bench = bench();
    let files = sample(1, &format!("{LESSON_ONE}{EVERYTHING}"));
    bench
        .app
        .write(|write| course::install(write, &files, false))
        .expect("installs");
    let doc = note("n1", "Title", "Text.");
    keep(&bench, &doc);
    let ((before, after), _) = bench
        .app
        .write(|write| {
            let before = queries::counts(write.db())?;
            put(write.db(), &doc)?;
            super::index_course(write, COURSE)?;
            Ok((before, queries::counts(write.db())?))
        })
        .expect("writes");
    assert_eq!(before, after);
}

#[test]
fn when_very_much_matches_titles_and_the_newest_come_first() {
    let bench = bench();
    bench
        .app
        .write(|write| {
            put(write.db(), &note("titled", "Tapir", "Nothing."))?;
            for n in 0..2_500 {
                put(
                    write.db(),
                    &note(&format!("n{n}"), "Of mine", "The text of a note."),
                )?;
            }
            Ok(())
        })
        .expect("puts");
    let found = find(&bench, "t");
    assert!(found.broad && found.hits.len() == 50);
    assert_eq!(ids(&found)[..3], ["titled", "two", "n2499"]);
    assert_eq!(marked(&found.hits[2].snippet), "[The] [text] of a note.");
    assert!(found.hits.iter().any(|hit| hit.kind == SearchKind::Lesson));
    assert!(
        found
            .counts
            .iter()
            .any(|count| count.kind == SearchKind::Note && count.count == 2_000)
    );
    let notes = bench.app.read(|db| matching_notes(db, "t")).expect("reads");
    assert_eq!(notes.map(|notes| notes.len()), Some(2_501));
    assert_eq!(
        bench.app.read(|db| matching_notes(db, " ")).expect("reads"),
        None
    );
    assert_eq!(ids(&find(&bench, "tapi")), ["titled"]);
}

const ODD: &[&str] = &[
    "",
    " ",
    "\"",
    "\"\"",
    "\"\"\"",
    "*",
    "**",
    "NEAR(",
    "NEAR(a b",
    "a OR",
    "OR",
    "AND NOT",
    "NOT",
    "a AND (b",
    ")",
    "(",
    "{title} : x",
    "title:x",
    "-",
    "--",
    "- -a",
    "^",
    "+",
    "a + b",
    "\0",
    "a\0b",
    "🙂",
    "🙂 risk",
    "\u{202e}abc",
    "tag:",
    "in:",
    "module:99999999999999",
    "lesson:1",
    "#",
    "##",
    "in:notes -x",
    "tag:\"",
    "\u{e000}1",
    "\u{300}",
    "ก็",
    "'; DROP TABLE note; --",
    "\u{fffd}",
    "%_",
    "\\",
    "a:b:c",
    "-in:notes",
    "-#tag",
    "ⅷ",
    "\u{0345}",
];

#[test]
fn odd_queries_find_or_do_not_but_never_fail() {
    let bench = bench();
    keep(&bench, &note("n1", "Odd", "a b c x or near not and risk"));
    for text in ODD {
        find(&bench, text);
        bench
            .app
            .read(|db| matching_notes(db, text))
            .expect("never fails");
    }
    find(&bench, &"word ".repeat(2_000));
    find(&bench, &"x".repeat(10_000));
    find(&bench, &"a\"".repeat(5_000));
    find(
        &bench,
        &(0..2_000).map(|n| format!("-w{n} ")).collect::<String>(),
    );
    find(
        &bench,
        &(0..2_000)
            .map(|n| format!("module:{n} tag:t{n} "))
            .collect::<String>(),
    );
    assert_eq!(ids(&find(&bench, "a OR")), ["n1"]);
    assert_eq!(ids(&find(&bench, "🙂 risk")), ["n1"]);
    assert!(find(&bench, "🙂").hits.is_empty());
}

#[test]
fn naughty_strings_are_found_as_text_and_harmless_as_queries() {
    let Some(bytes) = course::corpus("strings/blns.json") else {
        return;
    };
    let strings: Vec<String> = serde_json::from_slice(&bytes).expect("JSON");
    let bench = bench();
    for (number, text) in strings.iter().enumerate() {
        keep(&bench, &note(&format!("n{number}"), "", text));
    }
    check(&bench);
    let mut found = 0;
    for (number, text) in strings.iter().enumerate() {
        find(&bench, text);
        let word = text.split_whitespace().find_map(|word| {
            let word = word.trim_start_matches(|c: char| c.is_ascii_punctuation());
            let end = word.find([':', '"', '“', '”', '„']);
            let word = &word[..end.unwrap_or(word.len())];
            (word.starts_with(char::is_alphanumeric) && !word.contains(char::is_control))
                .then_some(word)
        });
        let Some(word) = word else { continue };
        let notes = bench
            .app
            .read(|db| matching_notes(db, &format!("{word} ")))
            .expect("reads");
        assert!(
            notes.is_some_and(|notes| notes.contains(&format!("n{number}"))),
            "{word:?} of {text:?}"
        );
        found += 1;
    }
    println!("{found} of {} strings hold a word", strings.len());
    assert!(found > 300);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_text_fails(text in "\\PC{0,60}|[\\x00-\\x7f]{0,60}|(in:|tag:|module:|-|\"|#|[a-c]| ){0,40}", body in "\\PC{0,80}") {
        let bench = bench();
        keep(&bench, &note("n", "", &body));
        find(&bench, &text);
        find(&bench, &body);
        check(&bench);
    }
}

#[test]
fn words_that_stand_in_different_paragraphs_find_the_lesson() {
    let bench = bench();
    let found = find(&bench, "second heading last");
    assert_eq!(found.hits.len(), 1, "{found:?}");
    assert_eq!(found.hits[0].lesson.as_deref(), Some("one"));
    assert_eq!(found.hits[0].block, None);
    assert_eq!(found.counts[0].count, 1);
    // One passage has both: the passage, and not the lesson again.
    let found = find(&bench, "second paragraph");
    assert!(
        found.hits.iter().all(|hit| hit.block.is_some()),
        "{found:?}"
    );
}
