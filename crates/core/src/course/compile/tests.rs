//! Whole courses: one that holds everything, one in which everything is wrong.

use std::path::Path;

use proptest::prelude::*;

use super::{Mode, compile};
use crate::Code;
use crate::course::testing::{assert_harmless, corpus, course, lesson, markup};
use crate::course::{Body, CourseFiles, builtin, files};

fn sample(name: &str) -> CourseFiles {
    files::from_folder(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src/course/samples")
            .join(name),
    )
    .unwrap()
}

fn shown(files: &CourseFiles, mode: Mode) -> Vec<String> {
    compile(files, mode)
        .problems
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_course_with_every_block_in_every_form() {
    let compiled = compile(&sample("whole"), Mode::Strict);
    assert!(compiled.problems.is_empty(), "{:#?}", compiled.problems);
    let course = compiled.course.unwrap();
    markup(&course).into_iter().for_each(assert_harmless);
    insta::assert_json_snapshot!(course);
}

#[test]
fn a_course_in_which_everything_is_wrong() {
    let compiled = compile(&sample("broken"), Mode::Strict);
    assert!(compiled.course.is_none());
    let problems: Vec<String> = compiled
        .problems
        .iter()
        .map(|p| format!("{:?} {p}", p.severity))
        .collect();
    insta::assert_json_snapshot!(problems);
}

#[test]
fn readers_of_a_course_by_others_get_it_with_what_is_missing_shown() {
    let files = course(&[(
        "a",
        "![A map](map.png \"Map\") {#i}\n\nSee ![it](map.png), [there](b.md). {#p}\n",
    )]);
    let strict = compile(&files, Mode::Strict);
    assert!(strict.course.is_none());
    let lenient = compile(&files, Mode::Lenient);
    let shown: Vec<_> = lenient.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "1-m/a.md:9:1: The picture “1-m/map.png” is missing.",
            "1-m/a.md:11:5: The picture “1-m/map.png” is missing.",
            "1-m/a.md:11:21: There is no lesson “b.md” in this course.",
        ]
    );
    let course = lenient.course.unwrap();
    assert_eq!(
        markup(&course)[1..],
        [
            "<figure class=\"picture picture-missing\"><p>A map</p><figcaption>Map — Picture missing: map.png</figcaption></figure>",
            "<p>See <span class=\"picture-missing\">it — Picture missing: map.png</span>, there.</p>",
        ]
    );
}

#[test]
fn a_wrong_letter_case_is_explained() {
    let mut files = course(&[("a", "![A map](Map.PNG) {#i}\n")]);
    files.insert("1-m/map.png".to_owned(), vec![1]);
    let shown = shown(&files, Mode::Strict);
    assert_eq!(shown.len(), 1);
    assert!(
        shown[0].contains("There is “1-m/map.png”: capital and small letters"),
        "{shown:?}"
    );
}

#[test]
fn text_that_is_not_utf8_is_told_with_its_place() {
    let mut files = course(&[("a", "Good. {#p}\n")]);
    let mut bytes = lesson("b", "Café\nCaf").into_bytes();
    bytes.push(0xe9);
    files.insert("1-m/b.md".to_owned(), bytes);
    let shown = shown(&files, Mode::Lenient);
    assert_eq!(
        shown,
        ["1-m/b.md:10:4: This file is not UTF-8 text from byte 99 on. Save it as UTF-8."]
    );
}

#[test]
fn problems_inside_fields_are_placed_exactly() {
    let body = "```reflection\nid = \"r\"\nprompt = \"\"\"\nOne\n\nTwo [x](source:none)\n\"\"\"\nhelp = \"a \\\"b\\\" [y](source:none)\"\n```\n";
    let shown = shown(&course(&[("a", body)]), Mode::Strict);
    assert_eq!(
        shown,
        [
            "1-m/a.md:14:5: This lesson has no source “none”.",
            // Escapes in the text: the place is that of the text as a whole.
            "1-m/a.md:16:8: This lesson has no source “none”.",
        ]
    );
}

#[test]
fn files_from_windows_give_the_same_course() {
    let unix = sample("whole");
    let windows: CourseFiles = unix
        .iter()
        .map(|(path, bytes)| match std::str::from_utf8(bytes) {
            Ok(text) if !path.ends_with(".svg") => (
                path.clone(),
                format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes(),
            ),
            _ => (path.clone(), bytes.clone()),
        })
        .collect();
    let (unix, windows) = (
        compile(&unix, Mode::Strict),
        compile(&windows, Mode::Strict),
    );
    assert!(windows.problems.is_empty(), "{:#?}", windows.problems);
    let (unix, windows) = (unix.course.unwrap(), windows.course.unwrap());
    for (unix, windows) in unix.modules.iter().zip(&windows.modules) {
        for (unix, windows) in unix.lessons.iter().zip(&windows.lessons) {
            for (unix, windows) in unix.blocks.iter().zip(&windows.blocks) {
                assert_eq!(unix, windows);
            }
        }
    }
}

#[test]
fn only_what_is_used_is_listed() {
    let mut files = sample("whole");
    files.insert("README.md".to_owned(), b"Notes".to_vec());
    files.insert("1-first/pictures/unused.png".to_owned(), vec![0]);
    let compiled = compile(&files, Mode::Strict);
    assert_eq!(compiled.used, sample("whole").into_keys().collect());
}

#[test]
fn the_first_error_is_what_a_refusal_says() {
    let error = compile(&sample("broken"), Mode::Lenient)
        .require()
        .unwrap_err();
    assert_eq!(error.code, Code::BadPackage);
    assert!(
        error
            .message
            .starts_with("This course has errors. 1-a/1-front.md:1:1: "),
        "{error}"
    );
    let error = compile(&CourseFiles::new(), Mode::Lenient)
        .require()
        .unwrap_err();
    assert!(error.message.contains("There is no course.toml"), "{error}");
}

#[test]
fn the_built_in_course_has_no_problems() {
    let compiled = compile(builtin::files(), Mode::Strict);
    let errors = compiled
        .problems
        .iter()
        .filter(|problem| !problem.message.contains("--fix"));
    let errors: Vec<_> = errors.map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_examples_for_authors_are_right() {
    let guide = include_str!("../../../../../courses/README.md");
    let examples = guide
        .split("\n````markdown\n")
        .skip(1)
        .filter_map(|rest| rest.split("\n````").next());
    let examples: Vec<&str> = examples.collect();
    assert_eq!(examples.len(), 6);
    let files = course(&[("a", &(examples.join("\n\n") + "\n"))]);
    let problems = shown(&files, Mode::Strict);
    assert!(problems.is_empty(), "{problems:#?}");
    // The facts: course, module and lesson, as the guide shows them.
    let toml: Vec<&str> = guide
        .split("\n```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("\n```").next())
        .collect();
    let lesson = guide
        .split("\n```markdown\n+++")
        .nth(1)
        .and_then(|rest| rest.split("\n```").next());
    let mut files = CourseFiles::new();
    files.insert("course.toml".to_owned(), toml[0].into());
    files.insert("1-m/module.toml".to_owned(), toml[1].into());
    files.insert(
        "1-m/l.md".to_owned(),
        format!("+++{}\n", lesson.unwrap()).into_bytes(),
    );
    let problems = shown(&files, Mode::Strict);
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn a_module_may_bring_its_number_which_must_rise() {
    let numbered = |lines: [&str; 3]| {
        let mut files = crate::testing::sample(1, "Text. {#a}\n");
        files.remove("01-first/02-two.md");
        let lesson = files["01-first/01-one.md"].clone();
        for (index, line) in lines.into_iter().enumerate() {
            let toml = format!("id = \"n{index}\"\ntitle = \"T\"\n{line}\n");
            files.insert(format!("0{}-m/module.toml", index + 2), toml.into_bytes());
            let text = String::from_utf8_lossy(&lesson)
                .replace("\"one\"", &format!("\"l{index}\""))
                .replace("{#a}", &format!("{{#a{index}}}"));
            files.insert(format!("0{}-m/1.md", index + 2), text.into_bytes());
        }
        let compiled = compile(&files, Mode::Lenient);
        let numbers: Vec<u32> = compiled
            .course
            .iter()
            .flat_map(|course| &course.modules)
            .map(|module| module.number)
            .collect();
        (
            numbers,
            compiled.problems.iter().any(|problem| problem.is_error()),
        )
    };
    assert_eq!(
        numbered(["number = 4", "", "number = 9"]),
        (vec![1, 4, 5, 9], false)
    );
    assert!(numbered(["number = 4", "number = 4", ""]).1);
    assert!(numbered(["number = 0", "", ""]).1);
}

#[test]
fn naughty_strings_stay_themselves() {
    let Some(bytes) = corpus("strings/blns.json") else {
        return;
    };
    let strings: Vec<String> = serde_json::from_slice(&bytes).unwrap();
    for string in strings {
        let quoted = toml::Value::String(string.clone()).to_string();
        let body = format!(
            "```reading\nid = \"r\"\n[[items]]\nauthor = {quoted}\ntitle = \"T\"\ndate = \"1\"\nwhy = \"W\"\n```\n"
        );
        let compiled = compile(&course(&[("a", &body)]), Mode::Strict);
        if string.trim().is_empty() {
            continue;
        }
        let course = compiled
            .course
            .unwrap_or_else(|| panic!("{string:?}: {:?}", compiled.problems));
        let Body::Reading { items } = &course.modules[0].lessons[0].blocks[0].body else {
            panic!()
        };
        assert_eq!(items[0].author, string.trim().replace("\r\n", "\n"));
    }
}

proptest! {
    #[test]
    fn any_text_compiles_or_is_refused(body in "(?s).{0,300}", front in "(?s).{0,80}") {
        let mut files = course(&[("a", &body)]);
        files.insert("1-m/b.md".to_owned(), format!("+++\n{front}\n+++\n{body}").into_bytes());
        files.insert("2-x/module.toml".to_owned(), front.into_bytes());
        let compiled = compile(&files, Mode::Lenient);
        prop_assert!(compiled.course.is_some() || compiled.problems.iter().any(|p| p.is_error()));
    }

    #[test]
    fn any_markdown_compiles_or_is_refused(parts in prop::collection::vec(prop_oneof![
        Just("# a\n"), Just("- x\n"), Just("  "), Just("\t"), Just("```check\n"), Just("```\n"),
        Just("{#a}"), Just("{#b redo=2}\n"), Just("\n\n"), Just("\n"), Just("> "), Just("<details>\n"),
        Just("</details>\n"), Just("id = \"c\"\n"), Just("[[options]]\n"), Just("|a|b|\n|-|-|\n"),
        Just("a\n===\n"), Just("[^1]: "), Just("[^1]"), Just("---\n"), Just("text"), Just("\r\n"),
        Just("\r"), Just("é"), Just("\u{0}"), Just("![x](y)"), Just("<!-- "), Just("prompt = '''"),
        Just("> [!note] "), Just("1. "), Just("* * *\n"), Just("    "), Just("`"), Just("**"),
        Just("\u{feff}"), Just("+++\n"), Just(": d\n"), Just("[r]: /u\n"), Just("<pre>\n"),
    ], 0..40)) {
        let compiled = compile(&course(&[("a", &parts.concat())]), Mode::Lenient);
        if let Some(course) = compiled.course {
            markup(&course).into_iter().for_each(assert_harmless);
        }
    }
}
