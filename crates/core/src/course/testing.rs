//! What several tests of this slice need.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::PathBuf;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::markup::links::{Own, Resolver, Targets};
use super::markup::render::Renderer;
use super::markup::sanitise::Sanitiser;
use super::problem::{Page, Problem, Problems};
use super::{Body, Course, CourseFiles, Key, form};

/// A file of the third-party material that developers have beside the repository. Without it
/// the test says so and passes.
pub(crate) fn corpus(path: &str) -> Option<Vec<u8>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let file = root.join(path);
    if !file.exists() {
        println!("skipped: {} is not there", file.display());
        return None;
    }
    Some(std::fs::read(file).unwrap())
}

/// The files of a zip archive by name.
pub(crate) fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut read = |index| {
        let mut entry = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut content).unwrap();
        (
            String::from_utf8_lossy(entry.name_raw()).into_owned(),
            content,
        )
    };
    (0..zip::ZipArchive::new(std::io::Cursor::new(bytes))
        .unwrap()
        .len())
        .map(&mut read)
        .collect()
}

pub(crate) const COURSE: &str = "format = 1\nid = \"sample\"\ntitle = \"Sample\"\nrevision = 3\n\
    language = \"en\"\nstandfirst = \"A sample.\"\nauthors = [\"A. Author\"]\n";
pub(crate) const MODULE: &str = "id = \"m\"\ntitle = \"Module\"\n";

/// A lesson with this text.
pub(crate) fn lesson(id: &str, body: &str) -> String {
    format!(
        "+++\nid = \"{id}\"\ntitle = \"Lesson\"\nobjective = \"Learn.\"\nminutes = 5\nstandfirst = \"Short.\"\n+++\n\n{body}"
    )
}

/// A course of one module with these lessons: id and text each.
pub(crate) fn course(lessons: &[(&str, &str)]) -> CourseFiles {
    let mut files = CourseFiles::new();
    files.insert("course.toml".to_owned(), COURSE.into());
    files.insert("1-m/module.toml".to_owned(), MODULE.into());
    for (id, body) in lessons {
        files.insert(format!("1-m/{id}.md"), lesson(id, body).into());
    }
    files
}

/// Renders Markdown by itself, in a course without lessons or files.
pub(crate) fn render(text: &str) -> (String, Vec<Problem>) {
    let targets = Targets {
        course: "c".to_owned(),
        ..Targets::default()
    };
    let (own, page) = (Own::default(), Page::new("l.md", text));
    let (mut problems, mut pictures) = (Problems::default(), BTreeSet::new());
    let mut renderer = Renderer {
        page: &page,
        resolver: Resolver {
            targets: &targets,
            page: "l.md",
            own: &own,
        },
        sanitiser: Sanitiser::new(text),
        problems: &mut problems,
        pictures: &mut pictures,
        scope: "footnote".to_owned(),
    };
    let html = renderer.text(&form::Field {
        text: text.to_owned(),
        at: 0,
        exact: true,
    });
    (html, problems.into_sorted())
}

/// All markup of a course.
pub(crate) fn markup(course: &Course) -> Vec<&str> {
    let mut found = vec![course.about_html.as_str()];
    let lessons = course.modules.iter().flat_map(|module| &module.lessons);
    for block in lessons.flat_map(|lesson| &lesson.blocks) {
        match &block.body {
            Body::Heading { html, .. } | Body::Prose { html } => found.push(html),
            Body::Check(check) => {
                found.push(&check.prompt);
                found.extend(check.explanation.as_deref());
                match &check.key {
                    Key::Single { options } | Key::Multiple { options } => {
                        found.extend(options.iter().flat_map(|o| [&*o.html, &*o.feedback]));
                    }
                    Key::Ordering { options } => {
                        found.extend(options.iter().flat_map(|o| [&*o.html, &*o.feedback]));
                    }
                    Key::Matching { targets, options } => {
                        found.extend(targets.iter().map(|t| &*t.html));
                        found.extend(options.iter().flat_map(|o| [&*o.html, &*o.feedback]));
                    }
                    Key::Numeric {
                        feedback,
                        wrong,
                        otherwise,
                        ..
                    } => {
                        found.extend([&**feedback, &**otherwise]);
                        found.extend(wrong.iter().map(|w| &*w.feedback));
                    }
                }
            }
            Body::Reflection { prompt, help } | Body::CohortPrompt { prompt, help } => {
                found.push(prompt);
                found.extend(help.as_deref());
            }
            Body::Case(case) => {
                found.extend([&*case.html, &*case.decision]);
                found.extend(case.options.iter().flat_map(|o| [&*o.html, &*o.argument]));
            }
            Body::Tool { prompt, .. } => found.extend(prompt.as_deref()),
            Body::Reading { items } => found.extend(items.iter().map(|item| &*item.why)),
        }
    }
    found
}

/// What html5ever reads in some HTML: names and attributes of the start tags.
type Tags = Vec<(String, Vec<(String, String)>)>;

#[derive(Default)]
struct Collect(RefCell<Tags>);

impl TokenSink for Collect {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token
            && tag.kind == TagKind::StartTag
        {
            let attributes = tag
                .attrs
                .iter()
                .map(|a| (a.name.local.to_string(), a.value.to_string()));
            self.0
                .borrow_mut()
                .push((tag.name.to_string(), attributes.collect()));
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Characters(RefCell<String>);

impl TokenSink for Characters {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::CharacterTokens(text) = token {
            self.0.borrow_mut().push_str(&text);
        }
        TokenSinkResult::Continue
    }
}

/// The text that a browser would hold: html5ever's tree without its elements, then its entities.
pub(crate) fn text_content(html: &str) -> String {
    let input = BufferQueue::default();
    let text = ammonia::Builder::empty().clean(html).to_string();
    input.push_back(StrTendril::from(text));
    let tokenizer = Tokenizer::new(Characters::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// The start tags that a browser would read.
pub(crate) fn tags(html: &str) -> Tags {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Collect::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

const CLASSES: [&str; 17] = [
    "callout",
    "callout-note",
    "callout-tip",
    "callout-important",
    "callout-warning",
    "callout-caution",
    "callout-title",
    "task",
    "task-mark",
    "table",
    "source",
    "fact",
    "term",
    "footnotes",
    "footnote",
    "footnote-number",
    "footnote-ref",
];

/// Asserts that markup can't run, load or restyle anything.
pub(crate) fn assert_harmless(html: &str) {
    for (name, attributes) in tags(html) {
        assert!(
            super::markup::sanitise::ELEMENTS.contains(&&*name) && name != "h1",
            "<{name}> in {html}"
        );
        for (attribute, value) in attributes {
            let place = || format!("{attribute}={value:?} in {html}");
            match attribute.as_str() {
                "href" => {
                    let value = value.to_ascii_lowercase();
                    let kinds = ["https:", "http:", "mailto:", "#"];
                    assert!(
                        kinds.iter().any(|kind| value.starts_with(kind)),
                        "{}",
                        place()
                    );
                }
                "class" => {
                    for class in value.split(' ') {
                        let known = CLASSES.contains(&class)
                            || class.starts_with("language-")
                            || class.starts_with("picture");
                        assert!(known, "{}", place());
                    }
                }
                "id" => assert!(value.starts_with("footnote-"), "{}", place()),
                "role" => assert_eq!(value, "note", "{}", place()),
                "rel" => assert_eq!(value, "noopener noreferrer", "{}", place()),
                "data-asset" | "data-source" | "data-fact" | "data-term" | "data-lesson"
                | "data-block" | "data-external" | "data-footnote" | "alt" | "title" | "lang"
                | "dir" | "loading" | "width" | "height" | "colspan" | "rowspan" | "align"
                | "scope" | "span" | "start" | "reversed" | "type" | "value" | "open"
                | "datetime" => {}
                _ => panic!("{}", place()),
            }
        }
    }
}
