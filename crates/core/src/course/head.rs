//! The facts about a course, a module and a lesson: `course.toml`, `module.toml`, front matter.

use std::collections::BTreeSet;
use std::ops::Range;

use super::fact;
use super::form::{self, Field, Form};
use super::problem::{Page, Problems};
use crate::api::{Fact, Source};

/// The version of the format that this code reads.
pub(crate) const FORMAT: u32 = 1;
/// The longest lesson in minutes.
const LONGEST: u32 = 600;

/// What `course.toml` says.
#[derive(Debug)]
pub(crate) struct CourseHead {
    pub id: Field,
    pub title: String,
    pub revision: u32,
    pub language: String,
    pub standfirst: String,
    pub authors: Vec<String>,
    pub licence: Option<String>,
    pub about: Option<Field>,
}

/// What `module.toml` says.
#[derive(Debug)]
pub(crate) struct ModuleHead {
    pub id: Field,
    /// The number by the author, and where it stands.
    pub number: Option<(u32, usize)>,
    pub title: String,
    pub standfirst: String,
}

/// What a lesson's front matter says.
#[derive(Debug)]
pub(crate) struct LessonHead {
    pub id: Field,
    pub title: String,
    pub objective: String,
    pub minutes: u32,
    pub standfirst: String,
    pub sources: Vec<Source>,
    pub facts: Vec<Fact>,
    /// Where each fact's id stands.
    pub fact_places: Vec<usize>,
}

/// Reads `course.toml`.
pub(crate) fn course(page: &Page<'_>, problems: &mut Problems) -> Option<CourseHead> {
    let table = form::parse(page, whole(page), problems)?;
    let mut form = Form::new(page, whole(page).start, table.get_ref(), 0, "course");
    if let Some(format) = form
        .whole("format", 1..=u32::MAX, problems)
        .filter(|f| *f != FORMAT)
    {
        let message = format!(
            "This course has format {format}; this version of Colloquy reads format {FORMAT}."
        );
        problems.error(page, form.place("format"), message);
    }
    let language = form.filled("language", problems);
    if let Some(language) = language.as_ref().filter(|l| !is_language(&l.text)) {
        problems.error(
            page,
            language.at,
            "“language” must be a language tag such as “en” or “en-GB”.",
        );
    }
    let head = CourseHead {
        id: form.id("id", problems)?,
        title: filled(form.filled("title", problems)),
        revision: form.whole("revision", 1..=u32::MAX, problems).unwrap_or(1),
        language: filled(language),
        standfirst: sentence(
            page,
            form.text("standfirst", problems),
            "standfirst",
            problems,
        ),
        authors: form.texts("authors", problems).unwrap_or_default(),
        licence: form
            .maybe_filled("licence", problems)
            .map(|licence| licence.text.trim().to_owned()),
        about: form.maybe_text("about", problems),
    };
    form.finish(problems);
    Some(head)
}

/// Reads a `module.toml`.
pub(crate) fn module(page: &Page<'_>, problems: &mut Problems) -> Option<ModuleHead> {
    let table = form::parse(page, whole(page), problems)?;
    let mut form = Form::new(page, whole(page).start, table.get_ref(), 0, "module");
    let id = form.id("id", problems);
    let number = form
        .maybe_whole("number", 1..=999, problems)
        .map(|number| (number, form.place("number")));
    let title = filled(form.filled("title", problems));
    let standfirst = form
        .maybe_text("standfirst", problems)
        .map(|s| s.text.trim().to_owned());
    form.finish(problems);
    Some(ModuleHead {
        id: id?,
        number,
        title,
        standfirst: standfirst.unwrap_or_default(),
    })
}

/// Where the front matter's TOML stands and on which line (from 0) the text begins. Without
/// front matter the text is the whole page.
pub(crate) fn front_matter(page: &Page<'_>) -> Option<(Range<usize>, usize)> {
    let fence = |line: usize| page.line(line).trim_start_matches('\u{feff}').trim_end() == "+++";
    if !fence(0) {
        return None;
    }
    let end = (1..page.lines()).find(|line| fence(*line))?;
    Some((page.start_of(1)..page.start_of(end), end + 1))
}

/// Reads a lesson's front matter.
pub(crate) fn lesson(
    page: &Page<'_>,
    toml: Range<usize>,
    problems: &mut Problems,
) -> Option<LessonHead> {
    let table = form::parse(page, toml.clone(), problems)?;
    let mut form = Form::new(page, toml.start, table.get_ref(), 0, "lesson");
    let id = form.id("id", problems);
    let title = filled(form.filled("title", problems));
    let objective = sentence(
        page,
        form.text("objective", problems),
        "objective",
        problems,
    );
    let minutes = form.whole("minutes", 1..=LONGEST, problems).unwrap_or(1);
    let standfirst = sentence(
        page,
        form.text("standfirst", problems),
        "standfirst",
        problems,
    );
    let mut ids = BTreeSet::new();
    let mut sources = Vec::new();
    for mut source in form.forms("sources", "source", problems) {
        let id = source.id("id", problems);
        if let Some(id) = id.as_ref().filter(|id| !ids.insert(id.text.clone())) {
            let message = format!(
                "There is another source “{}” in this lesson.",
                id.text.escape_debug()
            );
            problems.error(page, id.at, message);
        }
        sources.push(read_source(page, &mut source, filled(id), problems));
        source.finish(problems);
    }
    let facts = fact::read(page, &mut form, &ids, problems);
    let (fact_places, facts) = facts.into_iter().map(|(id, fact)| (id.at, fact)).unzip();
    form.finish(problems);
    Some(LessonHead {
        id: id?,
        title,
        objective,
        minutes,
        standfirst,
        sources,
        facts,
        fact_places,
    })
}

fn read_source(
    page: &Page<'_>,
    form: &mut Form<'_, '_>,
    id: String,
    problems: &mut Problems,
) -> Source {
    let as_at = form.maybe_filled("as_at", problems);
    if let Some(as_at) = as_at.as_ref().filter(|a| !is_month(&a.text)) {
        problems.error(page, as_at.at, "“as_at” must be a month such as “2026-11”.");
    }
    let mut maybe = |key| {
        form.maybe_filled(key, problems)
            .map(|value| value.text.trim().to_owned())
    };
    let (publisher, note) = (maybe("publisher"), maybe("note"));
    Source {
        id,
        author: filled(form.filled("author", problems)),
        title: filled(form.filled("title", problems)),
        date: filled(form.filled("date", problems)),
        publisher,
        url: web_address(page, form, problems),
        as_at: as_at.map(|as_at| as_at.text),
        note,
    }
}

/// Reads the `url` of a source or a work: `http` or `https`.
pub(crate) fn web_address(
    page: &Page<'_>,
    form: &mut Form<'_, '_>,
    problems: &mut Problems,
) -> Option<String> {
    let url = form.maybe_filled("url", problems)?;
    let lower = url.text.to_ascii_lowercase();
    let host = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    if host.is_none_or(str::is_empty)
        || url
            .text
            .contains(|c: char| c.is_whitespace() || c.is_control())
    {
        problems.error(
            page,
            url.at,
            "“url” must be an address that starts with https:// or http://.",
        );
    }
    Some(url.text)
}

/// The text of a page without its byte order mark.
pub(super) fn whole(page: &Page<'_>) -> Range<usize> {
    let mark = if page.text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    mark..page.text.len()
}

fn filled(field: Option<Field>) -> String {
    field
        .map(|field| field.text.trim().to_owned())
        .unwrap_or_default()
}

fn sentence(page: &Page<'_>, field: Option<Field>, key: &str, problems: &mut Problems) -> String {
    if let Some(empty) = field.as_ref().filter(|field| field.text.trim().is_empty()) {
        problems.warn(
            page,
            empty.at,
            format!("“{key}” is empty: readers see it, write one sentence."),
        );
    }
    filled(field)
}

fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

pub(super) fn is_month(text: &str) -> bool {
    let Some((year, month)) = text.split_once('-') else {
        return false;
    };
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    digits(year, 4) && digits(month, 2) && matches!(month.parse(), Ok(1..=12))
}
