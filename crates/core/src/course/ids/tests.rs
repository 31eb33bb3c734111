//! Ids are added once, to the right place, and stay with their blocks.

use proptest::prelude::*;

use super::add_missing;
use crate::course::compile::{Mode, compile};
use crate::course::testing::{course, lesson};
use crate::course::{CourseFiles, revision};

fn text<'f>(files: &'f CourseFiles, path: &str) -> &'f str {
    std::str::from_utf8(&files[path]).unwrap()
}

/// Adds ids to a lesson and answers its text, without the front matter.
fn marked(body: &str) -> String {
    let files = add_missing(&course(&[("a", body)])).files;
    text(&files, "1-m/a.md")
        .strip_prefix(&lesson("a", ""))
        .unwrap()
        .to_owned()
}

#[test]
fn every_kind_of_block_gets_its_mark_where_it_belongs() {
    insta::assert_snapshot!(marked(
        "A paragraph\nof two lines.  \n\n## Heading\n\n## Closed ##\n\nSetext\n======\n\n- list\n- items\n\
         Next\n\n> quote\n\n```rust\ncode\n```\n~~~\nmore\n~~~\nText at once.\n\n| a |\n|---|\n| 1 |\n\n    code\n\
         \n<div>\n\nhtml\n\n</div>\n\n<!-- none -->\n\n---\n\n```check\nkind = \"single\"\n```\n\n![p](p.png)\n\n[^1]: Note.\n\n* last"
    ));
}

#[test]
fn nothing_else_is_touched() {
    let body = "Text.\r\n\r\n- a\r\n- b\r\n## H  \r\n\r\nHas one. {#mine}\r\n\r\n```tool\r\ntool = \"t1\"\r\n```\r\n";
    let mut files = course(&[("a", body), ("b", "Done. {#done}\n")]);
    files.insert(
        "1-m/a.md".to_owned(),
        (lesson("a", "").replace('\n', "\r\n") + body).into_bytes(),
    );
    files.insert("1-m/latin.md".to_owned(), vec![b'C', 0xe9]);
    files.insert("README.md".to_owned(), b"No lesson.".to_vec());
    let after = add_missing(&files);
    assert_eq!(after.changed, ["1-m/a.md"]);
    assert_eq!(after.added, 4);
    let edited = text(&after.files, "1-m/a.md");
    assert!(
        !edited.replace("\r\n", "").contains('\n'),
        "line ends are kept: {edited:?}"
    );
    let mut bare = edited.to_owned();
    for id in regex_ids(edited).iter().filter(|id| *id != "mine") {
        bare = bare
            .replace(&format!("\r\n\r\n{{#{id}}}\r\n"), "")
            .replace(&format!(" {{#{id}}}"), "")
            .replace(&format!("id = \"{id}\"\r\n"), "");
    }
    assert_eq!(bare, lesson("a", "").replace('\n', "\r\n") + body);
}

/// All ids in some text, however they are written.
fn regex_ids(text: &str) -> Vec<String> {
    let marks = text
        .split("{#")
        .skip(1)
        .filter_map(|rest| rest.split('}').next());
    let keys = text
        .split("\nid = \"k")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    marks
        .map(str::to_owned)
        .chain(keys.map(|id| format!("k{id}")))
        .collect()
}

#[test]
fn equal_text_gets_different_ids_and_the_same_ones_every_time() {
    let files = course(&[("a", "Same.\n\nSame.\n"), ("b", "Same.\n")]);
    let first = add_missing(&files);
    assert_eq!(first, add_missing(&files));
    let ids: Vec<String> = ["1-m/a.md", "1-m/b.md"]
        .iter()
        .flat_map(|path| regex_ids(text(&first.files, path)))
        .collect();
    assert_eq!(ids.len(), 3);
    assert!(
        ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2],
        "{ids:?}"
    );
    assert!(
        ids.iter().all(|id| id.len() == 6 && id.starts_with('k')),
        "{ids:?}"
    );
}

fn soup() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "# a",
        "## b ##",
        "- x",
        "  ",
        "\t",
        "```check",
        "```",
        "~~~ rust",
        "{#a}",
        "{#b redo=2}",
        "\n\n",
        "\n",
        "> ",
        "<details>",
        "</details>",
        "id = \"c\"",
        "[[options]]",
        "|a|b|\n|-|-|\n",
        "a\n===\n",
        "[^1]: ",
        "[^1]",
        "---",
        "text",
        "\r\n",
        "\r",
        "é",
        "\u{0}",
        "![x](y)",
        "<!-- ",
        "-->",
        "> [!note] ",
        "1. ",
        "* * *",
        "    ",
        "`",
        "**",
        "\u{feff}",
        "+++",
        ": d",
        "[r]: /u",
        "<pre>",
        "\\",
        "<b>",
        "<a href='",
        "*",
        "_",
        "[",
        "](",
        ")",
        "&amp;",
        "<https://x.y>",
        "www.x.y",
        "}",
        "{",
        "$",
        "~~",
        "|",
        "<?",
        "?>",
    ]);
    prop::collection::vec(parts, 0..30).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn after_it_no_id_is_missing_and_again_nothing_happens(a in soup(), b in soup()) {
        let once = add_missing(&course(&[("a", &a), ("b", &b)]));
        let problems = compile(&once.files, Mode::Lenient).problems;
        let missing: Vec<_> = problems.iter().filter(|p| p.message.contains("--fix")).collect();
        prop_assert!(missing.is_empty(), "{missing:?}\n{:?}", text(&once.files, "1-m/a.md"));
        let twice = add_missing(&once.files);
        prop_assert_eq!(twice.added, 0);
        prop_assert_eq!(twice.files, once.files);
    }
}

/// A block of a generated lesson.
#[derive(Debug, Clone)]
enum Piece {
    Paragraph(String),
    Heading(String),
    List(Vec<String>),
    Code(String),
    Table(String),
    Reflection(String),
}

impl Piece {
    fn write(&self) -> String {
        match self {
            Self::Paragraph(text) => format!("{text}.\n"),
            Self::Heading(text) => format!("## {text}\n"),
            Self::List(items) => items.iter().map(|item| format!("- {item}\n")).collect(),
            Self::Code(text) => format!("```text\n{text}\n```\n"),
            Self::Table(text) => format!("| {text} | b |\n|:--|:--|\n| 1 | 2 |\n"),
            Self::Reflection(text) => format!("```reflection\nprompt = \"{text}\"\n```\n"),
        }
    }
}

fn piece() -> impl Strategy<Value = Piece> {
    let words = || "WORD [a-z]{1,8}( [a-z]{1,8}){0,8}";
    prop_oneof![
        words().prop_map(Piece::Paragraph),
        words().prop_map(Piece::Heading),
        prop::collection::vec(words(), 1..4).prop_map(Piece::List),
        words().prop_map(Piece::Code),
        words().prop_map(Piece::Table),
        words().prop_map(Piece::Reflection),
    ]
}

/// What an author does to a block between two revisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edit {
    Keep,
    Change,
    Delete,
    MoveToEnd,
    InsertBefore,
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        70 => Just(Edit::Keep),
        10 => Just(Edit::Change),
        7 => Just(Edit::Delete),
        7 => Just(Edit::MoveToEnd),
        6 => Just(Edit::InsertBefore),
    ]
}

/// The text of a lesson divided into its marked blocks.
fn chunks(body: &str) -> Vec<String> {
    let mut chunks: Vec<String> = Vec::new();
    for part in body.trim_end().split("\n\n") {
        match chunks.last_mut() {
            Some(last) if part.starts_with("{#") => *last = format!("{last}\n\n{part}"),
            _ => chunks.push(part.to_owned()),
        }
    }
    chunks
}

proptest! {
    #[test]
    fn a_revision_keeps_the_ids_of_what_survives(
        pieces in prop::collection::vec((piece(), edit()), 1..30),
        add in piece(),
    ) {
        // Two lists side by side would be one; here each has its own bullet.
        let bullets = ["- ", "* ", "+ "].into_iter().cycle();
        let written = pieces.iter().zip(bullets).map(|((piece, _), bullet)| piece.write().replace("- ", bullet));
        let body: Vec<String> = written.collect();
        let first = add_missing(&course(&[("a", &body.join("\n"))])).files;
        let old = compile(&first, Mode::Strict).course.expect("a course");
        let marked = text(&first, "1-m/a.md").strip_prefix(&lesson("a", "")).unwrap_or_default().to_owned();
        let chunks = chunks(&marked);
        prop_assert_eq!(chunks.len(), pieces.len());

        let (mut kept, mut moved, mut inserted) = (Vec::new(), Vec::new(), 0);
        for (chunk, (_, edit)) in chunks.iter().zip(&pieces) {
            match edit {
                Edit::Keep => kept.push(chunk.clone()),
                Edit::Change => kept.push(chunk.replace("WORD", "OTHER")),
                Edit::Delete => {}
                Edit::MoveToEnd => moved.push(chunk.clone()),
                Edit::InsertBefore => {
                    inserted += 1;
                    kept.push(add.write().trim_end().replace("WORD", "NEW").replace("- ", "1. "));
                    kept.push(chunk.clone());
                }
            }
        }
        kept.append(&mut moved);
        prop_assume!(!kept.is_empty());
        let second = add_missing(&course(&[("a", &(kept.join("\n\n") + "\n"))])).files;
        let new = compile(&second, Mode::Strict).course.expect("a course");
        let compared = revision::compare(&old, &new);
        let deleted = pieces.iter().filter(|(_, edit)| *edit == Edit::Delete).count();
        prop_assert_eq!(compared.removed.len(), deleted, "{:?}", compared);
        prop_assert_eq!(compared.added.len(), inserted, "{:?}", compared);
    }
}
