//! Real courses by others, and what they do not show.

use std::collections::BTreeMap;
use std::fs;

use super::{Imported, from_folder, into_folder};
use crate::Code;
use crate::course::compile::{Mode, compile};
use crate::course::markup::html::plain;
use crate::course::markup::render::options;
use crate::course::markup::sanitise::Sanitiser;
use crate::course::testing::{assert_harmless, corpus, markup, unzip};
use crate::course::{Body, Course, files};

/// Makes a course of some files; whatever it is, it must compile.
fn import(given: &[(&str, &[u8])]) -> (Imported, Course) {
    let folder = tempfile::Builder::new().prefix("course").tempdir().unwrap();
    let root = folder.path().join("my-notes");
    for (path, bytes) in given {
        let place = root.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }
    let place = if given.len() == 1 {
        root.join(given[0].0)
    } else {
        root
    };
    let imported = from_folder(&place).unwrap();
    let course = course(&imported);
    (imported, course)
}

fn course(imported: &Imported) -> Course {
    let compiled = compile(&imported.files, Mode::Lenient);
    let errors: Vec<_> = compiled
        .problems
        .iter()
        .filter(|problem| problem.is_error())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let course = compiled.course.unwrap();
    markup(&course).into_iter().for_each(assert_harmless);
    course
}

fn text<'i>(imported: &'i Imported, path: &str) -> &'i str {
    let bytes = imported
        .files
        .get(path)
        .unwrap_or_else(|| panic!("{path} in {:?}", imported.files.keys()));
    std::str::from_utf8(bytes).unwrap()
}

/// How often each word occurs.
fn words(text: &str) -> BTreeMap<String, i64> {
    let mut words = BTreeMap::new();
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}

/// Words that occur in one text more often than in another.
fn lost(from: &str, to: &str) -> BTreeMap<String, i64> {
    let there = words(to);
    let missing = words(from).into_iter().map(|(word, count)| {
        let kept = there.get(&word).copied().unwrap_or_default();
        (word, count - kept)
    });
    missing.filter(|(_, missing)| *missing > 0).collect()
}

/// What a reader reads of a lesson.
fn shown(lesson: &crate::course::Lesson) -> String {
    let mut shown = format!("{}\n", lesson.title);
    for block in &lesson.blocks {
        if let Body::Heading { html, .. } | Body::Prose { html } = &block.body {
            shown.push_str(&plain(html));
            shown.push('\n');
        }
    }
    shown
}

#[test]
fn the_git_lesson_of_the_carpentries_opens_and_keeps_its_text() {
    let Some(bytes) = corpus("markdown/git-novice.zip") else {
        return;
    };
    let given = unzip(&bytes);
    let borrowed: Vec<_> = given
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .collect();
    let (imported, course) = import(&borrowed);
    let lessons: Vec<_> = course
        .modules
        .iter()
        .flat_map(|module| &module.lessons)
        .collect();
    let titles: Vec<_> = lessons.iter().map(|lesson| lesson.title.as_str()).collect();
    insta::assert_json_snapshot!("git_novice_titles", titles);
    insta::assert_json_snapshot!("git_novice_report", imported.report);
    assert_eq!(course.modules.len(), 1);
    assert_eq!(lessons.len(), 14);
    assert_eq!(
        imported
            .files
            .keys()
            .filter(|path| path.ends_with(".svg"))
            .count(),
        11
    );

    for (lesson, (path, bytes)) in lessons
        .iter()
        .zip(given.iter().filter(|(path, _)| path.ends_with(".md")))
    {
        let original = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
        let body = original.splitn(3, "---\n").nth(2).unwrap();
        let lines = body.lines().filter(|line| !line.starts_with(":::"));
        let body = lines.collect::<Vec<_>>().join("\n");
        let lost = lost(&reading(&body), &shown(lesson));
        assert!(lost.is_empty(), "{path}: {lost:?}");
    }
    let callouts = markup(&course)
        .iter()
        .map(|html| html.matches("class=\"callout-title\"").count())
        .sum::<usize>();
    let folds = markup(&course)
        .iter()
        .map(|html| html.matches("<details>").count())
        .sum::<usize>();
    println!("git-novice: {callouts} callouts, {folds} folds");
    assert!(
        callouts > 60 && folds > 25,
        "{callouts} callouts, {folds} folds"
    );
}

/// What a reader of the original reads: rendered by comrak alone. Attributes in braces leave
/// their description.
fn reading(markdown: &str) -> String {
    let mut kept = String::new();
    let mut rest = markdown;
    while let Some((before, after)) = rest.split_once("{alt=") {
        kept.push_str(before);
        let (inside, after) = after.split_once('}').unwrap_or((after, ""));
        kept.push_str(
            &inside
                .split(" width=")
                .next()
                .unwrap_or_default()
                .replace('*', " "),
        );
        rest = after;
    }
    let html = comrak::markdown_to_html(&(kept + rest), &options());
    plain(&Sanitiser::new("").clean(&html).unwrap())
}

#[test]
fn a_long_page_of_questions_opens_and_loses_nothing() {
    let Some(bytes) = corpus("markdown/javascript-questions.en.md") else {
        return;
    };
    let (imported, course) = import(&[("javascript-questions.en.md", &bytes)]);
    assert_eq!(course.title, "JavaScript Questions");
    let lesson = &course.modules[0].lessons[0];
    let details = |text: &str| text.matches("<details>").count();
    let original = String::from_utf8_lossy(&bytes);
    let all = markup(&course).concat();
    println!(
        "javascript-questions: {} folds, {} blocks",
        details(&all),
        lesson.blocks.len()
    );
    assert_eq!(details(&all), details(&original));
    assert!(details(&all) >= 155);
    assert_eq!(all.matches("</details>").count(), details(&all));
    let lost = lost(&reading(&original), &shown(lesson));
    assert!(lost.is_empty(), "{lost:?}");
    insta::assert_json_snapshot!("javascript_questions_report", imported.report);
}

#[test]
fn folders_become_modules_in_their_order() {
    let (imported, course) = import(&[
        ("10-later/a.md", b"Text"),
        ("2-sooner/b.md", b"# The *B* page\n\nText"),
        ("2-sooner/1_first.markdown", b"Text"),
        ("README.md", b"Welcome"),
        ("2-sooner/deep/x.md", b"Deep"),
    ]);
    let modules: Vec<_> = course
        .modules
        .iter()
        .map(|m| {
            (
                m.title.as_str(),
                m.lessons
                    .iter()
                    .map(|l| l.title.as_str())
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    assert_eq!(course.title, "My notes");
    assert_eq!(
        modules,
        [
            ("My notes", vec!["README"]),
            ("Sooner", vec!["First", "The B page"]),
            ("Deep", vec!["X"]),
            ("Later", vec!["A"]),
        ]
    );
    assert!(
        text(&imported, "2-sooner/b.md").ends_with("\n\nText {#k6gy4a}\n")
            || imported.files.contains_key("2-sooner/b.md")
    );
    assert!(imported.report.is_empty(), "{:?}", imported.report);
}

#[test]
fn pages_of_nearly_the_same_name_are_all_kept() {
    let (imported, course) = import(&[
        ("a.md", b"One"),
        ("a.markdown", b"Two"),
        ("A.md", b"Three"),
        ("-.md", b"Four"),
    ]);
    let lessons: Vec<_> = imported
        .files
        .keys()
        .filter(|path| path.ends_with(".md"))
        .collect();
    assert_eq!(
        lessons,
        [
            "1-my-notes/-.md",
            "1-my-notes/A.md",
            "1-my-notes/a-2.md",
            "1-my-notes/a-3.md"
        ]
    );
    assert_eq!(course.modules[0].lessons.len(), 4);
}

#[test]
fn links_lead_to_the_same_places() {
    let (imported, course) = import(&[
        ("one/a.md", b"[b](b.md), [c](../two/c.md#part-two), [here](#top), [there](#nothing), [html](b.html),\n[gone](../x.md), [*bold* [x]](b.md \"T\"), [ref][r], [bad](javascript:x), <https://x.y>\n\n# Top\n\n[r]: ../two/c.md\n"),
        ("one/b.md", b"![p](../img/a%20b.png \"Cap\") ![](none.png){alt='No \"one\"'} ![far](https://x.y/z.png)\n\n<img src=\"../img/raw.gif\" alt=\"raw\"><a href=\"a.md\">a</a>\n"),
        ("two/c.md", "Öffnen [b](../one/b.md)\n\nPart *two*\n---\n".as_bytes()),
        ("img/a b.png", b"1"),
        ("img/raw.gif", b"2"),
    ]);
    insta::assert_snapshot!("links_a", text(&imported, "1-one/a.md"));
    insta::assert_snapshot!("links_b", text(&imported, "1-one/b.md"));
    insta::assert_snapshot!("links_c", text(&imported, "2-two/c.md"));
    insta::assert_json_snapshot!("links_report", imported.report);
    assert_eq!(imported.files["pictures/img/a b.png"], b"1");
    assert_eq!(imported.files["pictures/img/raw.gif"], b"2");
    let problems = compile(&imported.files, Mode::Strict).problems;
    let errors: Vec<_> = problems
        .iter()
        .filter(|p| p.is_error())
        .map(|p| p.message.as_str())
        .collect();
    assert_eq!(errors, ["The picture “pictures/one/none.png” is missing."]);
    assert_eq!(course.modules.len(), 2);
}

#[test]
fn headings_begin_at_level_two() {
    let levels = |page: &str| -> (String, Vec<(u8, String)>) {
        let (_, course) = import(&[("page.md", page.as_bytes())]);
        let lesson = &course.modules[0].lessons[0];
        let headings = lesson.blocks.iter().filter_map(|block| match &block.body {
            Body::Heading { level, html } => Some((*level, html.clone())),
            _ => None,
        });
        (lesson.title.clone(), headings.collect())
    };
    let h = |level: u8, text: &str| (level, text.to_owned());
    assert_eq!(
        levels("# T\n\n## A\n\n### B\n"),
        ("T".into(), vec![h(2, "A"), h(3, "B")])
    );
    assert_eq!(
        levels("# T #\n\n# A\n\n## B\n\n###### C\n"),
        ("T".into(), vec![h(2, "A"), h(3, "B"), h(6, "C")])
    );
    assert_eq!(
        levels("T\n===\n\nA\nb\n===\n\nB\n---\n"),
        ("T".into(), vec![h(2, "A b"), h(3, "B")])
    );
    assert_eq!(
        levels("## A\n\n# B\n"),
        ("Page".into(), vec![h(3, "A"), h(2, "B")])
    );
    assert_eq!(
        levels("---\ntitle: X\n---\n# Y\n"),
        ("X".into(), vec![h(2, "Y")])
    );
    assert_eq!(
        levels("---\ntitle: Y\n---\n# Y {#y}\n\n> # Z\n\n# W\n").1,
        vec![h(2, "W")]
    );
}

#[test]
fn fences_and_marks_of_others_are_text() {
    let (imported, course) = import(&[
        ("a.md", b"```check\nx = 1\n```\n\n> ```tool\n> y\n> ```\n\nText {#Fig:1} and {#two}\n\n- a\n\n{#three}\n\nEnd\\\n{#four}\n"),
        ("b.md", b"Text {#two}\n"),
    ]);
    assert_eq!(course.modules[0].lessons.len(), 2);
    assert!(text(&imported, "1-my-notes/a.md").contains("\\{#two}"));
}

#[test]
fn text_that_is_not_utf8_is_kept_as_far_as_it_can_be() {
    let (imported, course) = import(&[("a.md", b"Caf\xe9 noir\r\n")]);
    assert_eq!(
        course.modules[0].lessons[0].blocks[0].text,
        "Caf\u{fffd} noir"
    );
    assert_eq!(imported.report.len(), 1);
}

#[test]
fn nothing_to_import_is_said() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        from_folder(folder.path()).unwrap_err().code,
        Code::InvalidInput
    );
    assert_eq!(
        from_folder(&folder.path().join("none")).unwrap_err().code,
        Code::NotFound
    );
    fs::write(folder.path().join("a.md"), "Text").unwrap();
    let place = folder.path().join("course");
    let imported = into_folder(&folder.path().join("a.md"), &place).unwrap();
    assert_eq!(files::from_folder(&place).unwrap(), imported.files);
    assert!(
        from_folder(&place)
            .unwrap_err()
            .message
            .ends_with("is a course already: it holds a course.toml.")
    );
    assert_eq!(
        into_folder(&folder.path().join("a.md"), &place)
            .unwrap_err()
            .code,
        Code::InvalidInput
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(100))]
    #[test]
    fn any_markdown_becomes_a_course(parts in proptest::collection::vec(proptest::sample::select(vec![
        "# a", "## b ##", "- x", "  ", "```check", "```", "{#a}", "{#B}", "\n\n", "\n", "> ", "<details>",
        "</details>", "|a|b|\n|-|-|\n", "a\n===\n", "[^1]: ", "---\n", "text", "\r\n", "é", "\u{0}", "![x](y)",
        "<!-- ", "::: challenge\n", ":::\n", "::: solution\n", "{: .x}\n", "{% x %}", "[a](b.md#c)", "[a](#b)",
        "+---+\n|", "{alt='x'}", "title: x\n", "[r]: /u\n", "[r]", "<img src=x>", "<a href='y'>", "\t", "1. ",
        "![a [b](c)](d)", "[![a](b)](c)", "**", "`", "\\", "> [!note] ", "====\n", "<h1>x</h1>",
    ]), 0..30)) {
        import(&[("a.md", parts.concat().as_bytes()), ("b.md", b"# b\n")]);
    }
}
