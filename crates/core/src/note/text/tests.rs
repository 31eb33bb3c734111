//! The forms of a text against each other, and against what others wrote.

use proptest::prelude::*;

use super::model::filled;
use super::*;

/// A file of the third-party material that developers have beside the repository. Without it the
/// test says so and passes.
fn corpus(path: &str) -> Option<Vec<u8>> {
    let root = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let file = root.join(path);
    if !file.exists() {
        println!("skipped: {} is not there", file.display());
        return None;
    }
    Some(std::fs::read(file).unwrap())
}

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned(), Marks::default())
}

/// Asserts that Markdown carries a document, and that the other forms do.
fn carried(doc: &Doc) {
    let markdown = to_markdown(doc);
    assert_eq!(&from_markdown(&markdown), doc, "{markdown:?}");
    assert_eq!(&from_json(&to_json(doc)), doc);
    assert_eq!(read(&create(doc, 5)).as_ref(), Ok(doc));
}

/// Asserts that what was imported is exported such that it is imported as the same.
fn fixed(markdown: &str) -> Doc {
    let doc = from_markdown(markdown);
    let once = to_markdown(&doc);
    let again = from_markdown(&once);
    assert_eq!(again, doc, "{markdown:?} became {once:?}");
    assert_eq!(to_markdown(&again), once, "{markdown:?}");
    doc
}

fn doc(blocks: Vec<Block>) -> Doc {
    Doc { blocks }
}

/// A line in which a newline is a break.
fn lines(of: &str, marks: &Marks) -> Vec<Inline> {
    let mut content = Vec::new();
    for (number, line) in of.split('\n').enumerate() {
        if number > 0 {
            content.push(Inline::Break);
        }
        if !line.is_empty() {
            content.push(Inline::Text(line.to_owned(), marks.clone()));
        }
    }
    content
}

/// Every place that a text can stand in.
fn everywhere(naughty: &str) {
    let plain = || lines(naughty, &Marks::default());
    let paragraph = || vec![Block::Paragraph(plain())];
    let cell = |header| Cell {
        header,
        colspan: 1,
        rowspan: 1,
        blocks: paragraph(),
    };
    let mark = |marks: Marks| {
        let mut content = vec![text("a")];
        content.extend(lines(naughty, &marks));
        content.push(text("b"));
        doc(vec![Block::Paragraph(content)])
    };
    let link = Link {
        href: naughty.to_owned(),
        title: Some(naughty.to_owned()),
    };
    let docs = [
        doc(paragraph()),
        doc(vec![Block::Heading {
            level: 3,
            content: plain(),
        }]),
        doc(vec![Block::BulletList(vec![paragraph(), paragraph()])]),
        doc(vec![Block::TaskList(vec![Task {
            checked: true,
            blocks: paragraph(),
        }])]),
        doc(vec![Block::Quote(vec![
            Block::OrderedList {
                start: 7,
                items: vec![paragraph()],
            },
            Block::Paragraph(plain()),
        ])]),
        doc(vec![Block::Table(vec![
            vec![cell(true), cell(true)],
            vec![cell(false), cell(false)],
        ])]),
        doc(vec![Block::Code {
            language: None,
            text: naughty.to_owned(),
        }]),
        mark(Marks {
            bold: true,
            ..Marks::default()
        }),
        mark(Marks {
            italic: true,
            strike: true,
            ..Marks::default()
        }),
        mark(Marks {
            code: true,
            ..Marks::default()
        }),
        mark(Marks {
            link: Some(link),
            ..Marks::default()
        }),
    ];
    for doc in docs {
        carried(&doc);
    }
}

#[test]
fn naughty_strings_survive_everywhere() {
    let Some(bytes) = corpus("strings/blns.json") else {
        return;
    };
    let strings: Vec<String> = serde_json::from_slice(&bytes).unwrap();
    assert!(strings.len() > 500);
    for naughty in strings.iter().filter(|naughty| !naughty.is_empty()) {
        everywhere(naughty);
    }
}

#[test]
fn what_markdown_would_take_for_its_own_survives_everywhere() {
    for naughty in [
        "- a",
        "+ a",
        "* a",
        "1. a",
        "12) a",
        "# a",
        "###### a #",
        "a #",
        "#",
        "> a",
        ">",
        "---",
        "- - -",
        "===",
        "=",
        "```",
        "~~~ x",
        "    code",
        "\tcode",
        "a  ",
        "  a",
        " ",
        "  ",
        "\\",
        "a\\",
        "\\\\",
        "&amp;",
        "&",
        "&#32;",
        "<b>",
        "<br>",
        "<!-- -->",
        "<div>",
        "[a](b)",
        "[a]",
        "[^1]: a",
        "[a]: b",
        "[ ] a",
        "[x] a",
        "![a](b)",
        "!",
        "a_b_c",
        "_a_",
        "__a__",
        "**a**",
        "~~a~~",
        "~a~",
        "`a`",
        "``",
        "|a|",
        "a|b",
        "\\|",
        ":--",
        "a\n:--",
        "a\n---",
        "a\n===",
        "a\n- b",
        "a\n1. b",
        "a\n> b",
        "a\n# b",
        "a\n\nb",
        "\na",
        "a\n",
        "\n",
        "http://a.b/c_d*e",
        "www.example.org",
        "a@b.c",
        "<http://a.b>",
        "\u{feff}",
        "\u{a0}",
        "\u{a0}a\u{a0}",
        "\u{2028}a\u{3000}",
        "a\tb",
        "\u{b}",
        "\u{c}a\u{c}",
        "\u{85}a",
        "\u{1}",
        "\u{7f}",
        "(a)",
        "\"a\"",
        "é",
        "💡",
        "a*",
        "*a",
        "$a$",
        "==a==",
        "a ~~ b",
        "* * *",
        "+",
        "-",
        "1.",
        "a:",
        ": a",
        "{#id}",
        "+++",
        "%%",
        "\\`",
        "a` ",
        "` a",
        "`` ` ``",
        "|",
        "a\\|b",
        "\\\\|",
    ] {
        everywhere(naughty);
    }
}

fn words_of(text: &str) -> std::collections::BTreeMap<String, usize> {
    let mut words = std::collections::BTreeMap::new();
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

#[test]
fn every_example_of_commonmark_is_imported_and_fixed_after_one_round() {
    let Some(bytes) = corpus("markdown/commonmark-0.31.json") else {
        return;
    };
    let examples: Vec<serde_json::Value> = serde_json::from_slice(&bytes).unwrap();
    assert!(examples.len() > 600);
    for example in &examples {
        let markdown = example["markdown"].as_str().unwrap();
        carried_state(&fixed(markdown));
    }
}

fn carried_state(doc: &Doc) {
    assert_eq!(&from_json(&to_json(doc)), doc);
    assert_eq!(read(&create(doc, 5)).as_ref(), Ok(doc));
}

#[test]
fn a_long_file_is_imported_whole() {
    let Some(bytes) = corpus("markdown/javascript-questions.en.md") else {
        return;
    };
    let markdown = String::from_utf8(bytes).unwrap();
    let doc = fixed(&markdown);
    carried_state(&doc);
    // Pairs of tags become marks.
    let mut source = markdown.replace("&nbsp;", "\u{a0}");
    for tag in ["b", "i", "em", "strong", "br", "br /"] {
        source = source
            .replace(&format!("<{tag}>"), "")
            .replace(&format!("</{tag}>"), "");
    }
    let (there, kept) = (words_of(&source), words_of(&to_markdown(&doc)));
    for (word, count) in there {
        let found = kept.get(&word).copied().unwrap_or_default();
        assert!(found >= count, "{word}: {count} became {found}");
    }
}

#[test]
fn what_the_document_has_no_form_for_stays_as_text() {
    let plain = |markdown: &str| fixed(markdown).plain();
    assert_eq!(
        plain("![a *dot*](dot.gif \"Dot\")"),
        "![a dot](dot.gif \"Dot\")"
    );
    assert_eq!(plain("a <span>b</span> c"), "a <span>b</span> c");
    assert_eq!(plain("<div>\n*a*\n</div>"), "<div>\n*a*\n</div>");
    assert_eq!(plain("a[^1]\n\n[^1]: b"), "a[^1]\n[^1]: b");
    assert_eq!(plain("a\n\n[^1]: b"), "a\n[^1]: b");
    assert_eq!(
        plain("a\n\n[x]: http://a.b/c 'd'\n"),
        "a\n[x]: http://a.b/c 'd'"
    );
    assert_eq!(
        plain("a\n\n[x]: http://a.b/c 'd'\ne"),
        "a\ne\n[x]: http://a.b/c 'd'"
    );
    assert_eq!(plain("[a][x]\n\n[x]: http://a.b/c 'd'\n"), "a");
    assert_eq!(plain("a <b>c</b> <i>d"), "a c <i>d");
    assert_eq!(plain("> [!NOTE]\n> a"), "[!NOTE] a");
}

#[test]
fn markdown_reads_well() {
    for markdown in [
        "A **bold** and _italic_ ~~word~~, `code`.\n",
        "# One\n\nText with a [link](https://a.b/c) and <https://d.e/f>.\n\n## Two\n",
        "- a\n- b\n  - c\n\n1. d\n2. e\n",
        "- [ ] to do\n- [x] done\n",
        "> quoted\n>\n> more\n",
        "```rust\nfn main() {}\n```\n",
        "| a | b |\n| --- | --- |\n| c | d |\n",
        "one\\\ntwo\n\n---\n\nsnake_case & co. 5 < 6, 3 > 2!\n",
    ] {
        let expected = markdown.replace("5 < 6", "5 \\< 6");
        assert_eq!(to_markdown(&from_markdown(markdown)), expected);
    }
}

fn characters() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(
        "abc é\u{a0}\t*_~`[]()<>&#!|\\-+=.:;1\"'\u{1}\u{3000}💡\r\n\u{feff}{}$^/@%"
            .chars()
            .collect::<Vec<_>>(),
    );
    prop_oneof![
        3 => "[a-z]{1,6}",
        3 => "[a-z]{1,4}( [a-z]{1,4}){0,3}",
        4 => prop::collection::vec(odd, 1..8).prop_map(String::from_iter),
        1 => "\\PC{1,5}",
    ]
}

fn marks() -> impl Strategy<Value = Marks> {
    let link = (characters(), prop::option::of(characters()));
    let marked = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        prop::option::of(link),
    );
    prop_oneof![
        5 => Just(Marks::default()),
        1 => Just(Marks { code: true, ..Marks::default() }),
        4 => marked.prop_map(|(bold, italic, strike, link)| Marks {
            bold,
            italic,
            strike,
            code: false,
            link: link.map(|(href, title)| Link { href, title }),
        }),
    ]
}

fn line() -> impl Strategy<Value = Vec<Inline>> {
    let piece = prop_oneof![
        8 => (characters(), marks()).prop_map(|(text, marks)| {
            // What a span of code cannot hold becomes text beside it.
            let text = if marks.code {
                text.replace(['\n', '\r', '|', '\u{0}'], "x")
            } else {
                text
            };
            Inline::Text(text, marks)
        }),
        1 => Just(Inline::Break),
    ];
    prop::collection::vec(piece, 1..6).prop_map(|pieces| {
        let mut line = Vec::new();
        for piece in pieces {
            match piece {
                Inline::Text(text, marks) => super::model::push_text(&mut line, &text, &marks),
                Inline::Break => line.push(Inline::Break),
            }
        }
        line
    })
}

fn code() -> impl Strategy<Value = Block> {
    let text = prop::collection::vec(characters(), 0..4);
    (prop::option::of("[a-z+#`~&\\\\]{1,6}( [a-z])?"), text).prop_map(|(language, text)| {
        Block::Code {
            language,
            text: text.join("\n").replace('\r', ""),
        }
    })
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        6 => line().prop_map(Block::Paragraph),
        2 => (1..=6_u8, prop::option::of(line())).prop_map(|(level, content)| Block::Heading {
            level,
            content: content.unwrap_or_default(),
        }),
        1 => code(),
        1 => Just(Block::Rule),
        1 => (1..4_usize, prop::collection::vec(line(), 3..12)).prop_map(|(columns, cells)| {
            let rows = cells.chunks_exact(columns).enumerate().map(|(number, row)| {
                let cell = |content: &Vec<Inline>| Cell {
                    header: number == 0,
                    colspan: 1,
                    rowspan: 1,
                    blocks: vec![Block::Paragraph(content.clone())],
                };
                row.iter().map(cell).collect()
            });
            Block::Table(rows.collect())
        }),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let item =
            prop::collection::vec(inner.clone(), 0..3).prop_map(|blocks| filled(blocks, true));
        let items = prop::collection::vec(item, 1..4);
        prop_oneof![
            items.clone().prop_map(Block::BulletList),
            (0..2000_u32, items.clone())
                .prop_map(|(start, items)| Block::OrderedList { start, items }),
            (items, any::<bool>()).prop_map(|(items, first)| {
                let task = |(number, blocks)| Task {
                    checked: first ^ (number % 2 == 0),
                    blocks,
                };
                Block::TaskList(items.into_iter().enumerate().map(task).collect())
            }),
            prop::collection::vec(inner, 0..3).prop_map(|b| Block::Quote(filled(b, false))),
        ]
    })
}

fn docs() -> impl Strategy<Value = Doc> {
    prop::collection::vec(block(), 0..5).prop_map(|blocks| doc(filled(blocks, false)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_carried(doc in docs()) {
        carried(&doc);
    }

    #[test]
    fn any_text_is_imported_and_fixed_after_one_round(
        text in prop::collection::vec(prop_oneof![
            characters(),
            Just("\n".to_owned()), Just("\n\n".to_owned()), Just("- ".to_owned()),
            Just("> ".to_owned()), Just("    ".to_owned()), Just("```\n".to_owned()),
            Just("| a | b |\n|---|---|\n".to_owned()), Just("[^1]: ".to_owned()),
            Just("[a]: ".to_owned()), Just("<div>".to_owned()), Just("<b>".to_owned()),
            Just("</b>".to_owned()), Just("- [ ] ".to_owned()), Just("**".to_owned()),
        ], 0..20)
    ) {
        carried_state(&fixed(&text.concat()));
    }
}

/// `everything.update.b64` was made by yjs 13.6.33 and @tiptap/y-tiptap 3.0.9 (client 4242) from
/// `everything.json`, the editor's document, under the schema of Tiptap 3.32. `edit.update.b64`
/// is what a second client (2^53 - 1) then did: `very ` typed in bold into the first paragraph
/// behind its seventh unit, its first two units and the third block deleted; `edited.json` is how
/// the editor read the result.
#[test]
fn what_the_editor_wrote_is_read() {
    use base64::Engine as _;
    let bytes = |text: &str| {
        base64::engine::general_purpose::STANDARD
            .decode(text.trim())
            .unwrap()
    };
    let expected =
        |json: &str| from_json(&serde_json::from_str::<serde_json::Value>(json).unwrap());
    let state = bytes(include_str!("samples/everything.update.b64"));
    let everything = expected(include_str!("samples/everything.json"));
    assert_eq!(read(&state).unwrap(), everything);
    let merged = merge(&state, &bytes(include_str!("samples/edit.update.b64"))).unwrap();
    assert_eq!(merged.doc, expected(include_str!("samples/edited.json")));
    assert!(merged.doc != everything);
    // The other way, for the editor: see `samples/README.md`.
    if let Some(path) = std::env::var_os("NOTE_TEXT_SAMPLE") {
        let ours = base64::engine::general_purpose::STANDARD.encode(create(&everything, 7));
        std::fs::write(path, ours).unwrap();
    }
}
