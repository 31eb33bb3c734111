//! Fences that hold TOML: what a lesson asks, tells and offers beside its text.

mod check;
mod item;
mod other;

pub(crate) use item::items;

use super::form::{self, Field, Form};
use super::markup::html::{plain, words};
use super::markup::render::Renderer;
use super::model::Body;
use super::problem::{Page, Problems};

/// A fence that was read.
pub(crate) struct Fence {
    /// Id and where it stands.
    pub id: Option<Field>,
    /// Revision from which on earlier facts no longer count, and where that stands.
    pub redo: Option<(u32, usize)>,
    /// What it is.
    pub body: Body,
    /// Text for search: nothing that gives an answer away.
    pub text: String,
    /// Words in all, feedback included: a reader reads it too.
    pub words: u32,
}

/// The id of a fence, if it can be read at all.
pub(crate) fn peek_id(page: &Page<'_>, toml: std::ops::Range<usize>) -> Peek {
    let Some(table) = form::parse(page, toml, &mut Problems::default()) else {
        return Peek::Unreadable;
    };
    let id = table
        .get_ref()
        .iter()
        .find(|(key, _)| key.get_ref() == "id");
    match id {
        None => Peek::Missing,
        Some((_, value)) => Peek::Id(value.get_ref().as_str().unwrap_or_default().to_owned()),
    }
}

/// What is known of a fence's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Peek {
    /// The fence is not valid TOML.
    Unreadable,
    /// It has no id.
    Missing,
    /// It has one, which may not be valid.
    Id(String),
}

/// Reads a fence of the given kind whose TOML stands at `toml` of the renderer's page.
pub(crate) fn read(
    kind: &str,
    toml: std::ops::Range<usize>,
    at: usize,
    renderer: &mut Renderer<'_, '_>,
) -> Option<Fence> {
    let page = renderer.page;
    let table = form::parse(page, toml.clone(), renderer.problems)?;
    let what = match kind {
        "check" => "check",
        "reflection" => "reflection",
        "case" => "case",
        "tool" => "tool block",
        "cohort-prompt" => "cohort prompt",
        _ => "reading list",
    };
    let mut form = Form::new(page, toml.start, table.get_ref(), at, what);
    let id = form.maybe_id("id", renderer.problems);
    let redo = form.maybe_whole("redo", 1..=u32::MAX, renderer.problems);
    let redo = redo.map(|redo| (redo, form.place("redo")));
    let scope = format!("footnote-{}", id.as_ref().map_or("", |id| &id.text));
    let mut fields = Fields {
        renderer,
        scope,
        count: 0,
        text: Vec::new(),
        words: 0,
    };
    let body = match kind {
        "check" => Body::Check(check::read(&mut form, &mut fields)?),
        "case" => Body::Case(other::case(&mut form, &mut fields)),
        "tool" => other::tool(&mut form, &mut fields),
        "reading" => other::reading(&mut form, &mut fields),
        _ => {
            let (prompt, help) = other::prompt(&mut form, &mut fields);
            match kind {
                "reflection" => Body::Reflection { prompt, help },
                _ => Body::CohortPrompt { prompt, help },
            }
        }
    };
    let Fields { text, words, .. } = fields;
    form.finish(renderer.problems);
    Some(Fence {
        id,
        redo,
        body,
        text: text.join("\n"),
        words,
    })
}

/// Renders fields and gathers their text.
struct Fields<'r, 'c, 'p> {
    renderer: &'r mut Renderer<'c, 'p>,
    scope: String,
    count: u32,
    text: Vec<String>,
    words: u32,
}

impl Fields<'_, '_, '_> {
    fn problems(&mut self) -> &mut Problems {
        self.renderer.problems
    }

    fn error(&mut self, at: usize, message: impl Into<String>) {
        self.renderer
            .problems
            .error(self.renderer.page, at, message);
    }

    fn next_scope(&mut self) {
        self.count += 1;
        self.renderer.scope = format!("{}-{}", self.scope, self.count);
    }

    /// Paragraphs that a reader sees at once.
    fn shown(&mut self, field: Option<Field>) -> String {
        let html = self.hidden(field);
        self.text.push(plain(&html));
        html
    }

    /// Paragraphs that are shown later.
    fn hidden(&mut self, field: Option<Field>) -> String {
        self.next_scope();
        let html = field
            .map(|field| self.renderer.text(&field))
            .unwrap_or_default();
        self.words += words(&plain(&html));
        html
    }

    /// A line that a reader sees at once.
    fn line(&mut self, field: Option<Field>) -> String {
        self.next_scope();
        let html = field
            .map(|field| self.renderer.line(&field))
            .unwrap_or_default();
        let text = plain(&html);
        self.words += words(&text);
        self.text.push(text);
        html
    }

    /// Plain text that a reader sees at once.
    fn plain(&mut self, field: Option<Field>) -> String {
        let text = field
            .map(|field| field.text.trim().to_owned())
            .unwrap_or_default();
        self.words += words(&text);
        self.text.push(text.clone());
        text
    }

    /// Notes every id that is there twice.
    fn unique(&mut self, ids: &[Option<Field>], what: &str) {
        for (index, id) in ids.iter().enumerate() {
            let Some(id) = id else { continue };
            if ids[..index]
                .iter()
                .flatten()
                .any(|other| other.text == id.text)
            {
                let message = format!(
                    "There is another {what} “{}” in this block.",
                    id.text.escape_debug()
                );
                self.error(id.at, message);
            }
        }
    }
}

fn name(id: &Option<Field>) -> String {
    id.as_ref().map(|id| id.text.clone()).unwrap_or_default()
}
