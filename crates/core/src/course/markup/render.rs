//! From Markdown to HTML, with a place for every problem.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write;

use comrak::nodes::{Node, NodeValue, Sourcepos};
use comrak::{Arena, Options};

use super::finish::{Lookup, finish};
use super::format::{Env, write};
use super::html::{Token, attributes, tokens};
use super::links::{Link, Picture, Resolver};
use super::parse::parse;
use super::sanitise::{Sanitiser, is_element, removed};
use crate::course::form::Field;
use crate::course::outline::{self, TYPED};
use crate::course::problem::{Page, Problems, Severity};

/// Deeper nesting than this is no text, and costs more than linear time.
const DEEPEST: usize = 100;

/// CommonMark with what GitHub adds, footnotes, alerts and description lists.
pub(crate) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.extension.description_lists = true;
    options.parse.leave_footnote_definitions = true;
    options.render.r#unsafe = true;
    options
}

/// Renders the text of one page.
pub(crate) struct Renderer<'c, 'p> {
    /// The page whose text it is.
    pub page: &'c Page<'c>,
    /// Looks up links and pictures.
    pub resolver: Resolver<'c>,
    /// For this page's text.
    pub sanitiser: Sanitiser,
    /// What was found wrong.
    pub problems: &'p mut Problems,
    /// Paths of the pictures in use.
    pub pictures: &'p mut BTreeSet<String>,
    /// Starts the ids of footnotes; unique in the lesson for each text.
    pub scope: String,
}

/// Definitions of footnotes by their names.
pub(crate) type Notes<'a> = BTreeMap<String, Node<'a>>;

/// Orders definitions of footnotes by their names.
pub(crate) fn notes_by_name<'a>(nodes: impl IntoIterator<Item = Node<'a>>) -> Notes<'a> {
    let named = nodes
        .into_iter()
        .filter_map(|node| match &node.data().value {
            NodeValue::FootnoteDefinition(definition) => Some((definition.name.clone(), node)),
            _ => None,
        });
    named.collect()
}

/// A Markdown text that was parsed.
pub(crate) struct Parsed<'a, 'f> {
    /// Blocks to render, in order.
    pub nodes: &'f [Node<'a>],
    /// Blocks before these whose footnotes are to stand under them.
    pub due: &'f [Node<'a>],
    /// The definitions of the whole text's footnotes.
    pub notes: &'f Notes<'a>,
    /// Byte offset in the page of a place in the text.
    pub place: &'f dyn Fn(Sourcepos) -> usize,
}

impl Renderer<'_, '_> {
    /// Renders a text of any number of paragraphs.
    pub fn text(&mut self, field: &Field) -> String {
        let arena = Arena::new();
        let root = parse(&arena, &field.text);
        let (notes, nodes): (Vec<_>, Vec<_>) = root
            .children()
            .partition(|node| matches!(node.data().value, NodeValue::FootnoteDefinition(_)));
        let lines = Page::new("", &field.text);
        let place = |at: Sourcepos| {
            field.place(lines.offset(at.start.line.saturating_sub(1), at.start.column))
        };
        self.nodes(&Parsed {
            nodes: &nodes,
            due: &[],
            notes: &notes_by_name(notes),
            place: &place,
        })
    }

    /// Renders a text that is usually one paragraph; one paragraph is not wrapped as such.
    pub fn line(&mut self, field: &Field) -> String {
        let html = self.text(field);
        let inner = html
            .strip_prefix("<p>")
            .and_then(|html| html.strip_suffix("</p>"));
        inner
            .filter(|inner| !inner.contains("<p>"))
            .map_or(html.clone(), str::to_owned)
    }

    /// Renders some blocks of a text, with the footnotes that they are the first to name.
    pub fn nodes(&mut self, parsed: &Parsed<'_, '_>) -> String {
        let mut session = Session {
            found: Vec::new(),
            parsed,
        };
        for node in parsed.nodes {
            if !session.prepare(self, node) {
                return String::new();
            }
        }
        let env = Env {
            prefix: self.sanitiser.prefix().to_owned(),
            scope: self.scope.clone(),
        };
        let mut raw = String::new();
        for node in parsed.nodes {
            raw.push_str(&write(node, &env));
        }
        self.notes(parsed, &mut session, &env, &mut raw);
        let at = parsed
            .nodes
            .first()
            .map_or(0, |node| (parsed.place)(node.data().sourcepos));
        self.clean(&raw, session.found, at)
    }

    fn notes<'a>(
        &mut self,
        parsed: &Parsed<'a, '_>,
        session: &mut Session<'_, 'a>,
        env: &Env,
        raw: &mut String,
    ) {
        let naming = parsed.due.iter().chain(parsed.nodes);
        let mut queue: Vec<(u32, String)> = naming.flat_map(|node| first_named(node)).collect();
        let (mut next, mut written) = (0, String::new());
        while let Some((number, name)) = queue.get(next).cloned() {
            next += 1;
            let Some(&note) = parsed.notes.get(&name) else {
                continue;
            };
            if !session.prepare(self, note) {
                continue;
            }
            queue.extend(first_named(note));
            let content: String = note.children().map(|child| write(child, env)).collect();
            let Env { prefix, scope } = env;
            let _ = write!(
                written,
                "<div {prefix}-class=\"footnote\" {prefix}-id=\"{scope}-{number}\" {prefix}-role=\"note\">\
                 <span {prefix}-class=\"footnote-number\">{number}</span>{content}</div>"
            );
        }
        if !written.is_empty() {
            let prefix = &env.prefix;
            let _ = write!(raw, "<div {prefix}-class=\"footnotes\">{written}</div>");
        }
    }

    fn clean(&mut self, raw: &str, found: Vec<Resolved>, at: usize) -> String {
        let Some(clean) = self.sanitiser.clean(raw) else {
            let message =
                "This is nested too deeply, or leaves too many elements open, to be shown.";
            self.problems.error(self.page, at, message);
            return String::new();
        };
        let prefix = self.sanitiser.prefix().to_owned();
        let html = finish(
            &clean,
            &mut Answers {
                renderer: self,
                found,
                at,
                prefix,
            },
        );
        html.trim().to_owned()
    }

    fn note<T>(&mut self, found: (T, Option<(Severity, String)>), at: usize) -> T {
        if let Some((severity, message)) = found.1 {
            self.problems.add(severity, self.page, at, message);
        }
        found.0
    }

    fn link(&mut self, url: &str, at: usize) -> Link {
        self.note(self.resolver.link(url), at)
    }

    fn picture(&mut self, url: &str, described: bool, at: usize) -> Picture {
        if !described {
            let message = "This picture has no description for people who cannot see it: ![description](path).";
            self.problems.warn(self.page, at, message);
        }
        let picture = self.note(self.resolver.picture(url), at);
        if let Picture::Here(path) = &picture {
            self.pictures.insert(path.clone());
        }
        picture
    }

    /// Warns about elements that will be removed from raw HTML.
    fn raw_html(&mut self, html: &str, at: usize) {
        let mut told = HashSet::new();
        for token in tokens(html) {
            let Token::Open(name, inside) = token else {
                continue;
            };
            let name = name.to_ascii_lowercase();
            if let Some(with_content) = removed(&name).filter(|_| told.insert(name.clone())) {
                let what = if with_content {
                    " and what it holds"
                } else {
                    ""
                };
                let message = format!("<{name}>{what} can't stand in a course and was removed.");
                self.problems.warn(self.page, at, message);
            }
            let target = attributes(inside)
                .into_iter()
                .find(|(n, _)| name == "a" && n == "href");
            if let Some((_, url)) = target.filter(|(_, url)| !self.resolver.is_allowed(url)) {
                self.link(&url, at);
            }
        }
    }
}

/// Whether this is a tag of no element, such as `<your name>`: text, in all likelihood.
fn is_placeholder(html: &str) -> bool {
    matches!(
        tokens(html)[..],
        [Token::Open(name, _) | Token::Close(name)] if !is_element(&name.to_ascii_lowercase())
    )
}

/// What a link or picture of the Markdown became.
enum Resolved {
    Link(Link),
    Picture(Picture),
}

struct Session<'f, 'a> {
    found: Vec<Resolved>,
    parsed: &'f Parsed<'a, 'f>,
}

impl Session<'_, '_> {
    /// Resolves the links and pictures below a node and notes what is wrong with it. False when
    /// it is nested too deeply to be rendered.
    fn prepare(&mut self, renderer: &mut Renderer<'_, '_>, node: Node<'_>) -> bool {
        let mut stack = vec![(node, 0)];
        while let Some((node, depth)) = stack.pop() {
            let at = (self.parsed.place)(node.data().sourcepos);
            if depth > DEEPEST {
                let message = "This is nested too deeply to be shown.";
                renderer.problems.error(renderer.page, at, message);
                return false;
            }
            self.prepare_one(renderer, node, at);
            let children: Vec<_> = node.children().map(|child| (child, depth + 1)).collect();
            stack.extend(children.into_iter().rev());
        }
        true
    }

    fn prepare_one(&mut self, renderer: &mut Renderer<'_, '_>, node: Node<'_>, at: usize) {
        let text = match &node.data().value {
            NodeValue::Image(_) => node.collect_text(),
            _ => String::new(),
        };
        let mut placeholder = None;
        match &mut node.data_mut().value {
            NodeValue::Link(link) => {
                let resolved = renderer.link(&link.url, at);
                link.url = self.number(renderer, Resolved::Link(resolved));
            }
            NodeValue::Image(image) => {
                let resolved = renderer.picture(&image.url, !text.trim().is_empty(), at);
                image.url = self.number(renderer, Resolved::Picture(resolved));
            }
            NodeValue::HtmlInline(html) if is_placeholder(html) => {
                placeholder = Some(std::mem::take(html));
            }
            NodeValue::HtmlInline(html) => renderer.raw_html(html, at),
            NodeValue::HtmlBlock(block) => renderer.raw_html(&block.literal, at),
            NodeValue::Heading(heading) if heading.level == 1 => {
                let message =
                    "The title is the lesson’s only heading of level 1: use ## and below.";
                renderer.problems.error(renderer.page, at, message);
                heading.level = 2;
            }
            NodeValue::CodeBlock(code) if TYPED.contains(&outline::language(&code.info)) => {
                let kind = outline::language(&code.info);
                let message =
                    format!("A {kind} block must stand on its own, not inside something else.");
                renderer.problems.error(renderer.page, at, message);
            }
            _ => {}
        }
        if let Some(text) = placeholder {
            node.data_mut().value = NodeValue::Text(text.into());
        }
    }

    fn number(&mut self, renderer: &Renderer<'_, '_>, resolved: Resolved) -> String {
        self.found.push(resolved);
        format!("{}:{}", renderer.sanitiser.prefix(), self.found.len() - 1)
    }
}

/// Answers the last step from what was resolved before; what it has never seen comes from raw
/// HTML and is looked up now.
struct Answers<'r, 'c, 'p> {
    renderer: &'r mut Renderer<'c, 'p>,
    found: Vec<Resolved>,
    at: usize,
    prefix: String,
}

impl Answers<'_, '_, '_> {
    fn known(&self, address: &str) -> Option<&Resolved> {
        let number = address.strip_prefix(&self.prefix)?.strip_prefix(':')?;
        self.found.get(number.parse::<usize>().ok()?)
    }
}

impl Lookup for Answers<'_, '_, '_> {
    fn link(&mut self, address: &str) -> Link {
        match self.known(address) {
            Some(Resolved::Link(link)) => link.clone(),
            Some(Resolved::Picture(_)) => Link::Nowhere,
            None => self.renderer.link(address, self.at),
        }
    }

    fn picture(&mut self, address: &str, described: bool) -> Picture {
        match self.known(address) {
            Some(Resolved::Picture(picture)) => picture.clone(),
            Some(Resolved::Link(_)) => Picture::Nowhere,
            None => self.renderer.picture(address, described, self.at),
        }
    }

    fn course(&self) -> &str {
        &self.renderer.resolver.targets.course
    }

    fn prefix(&self) -> &str {
        &self.prefix
    }
}

/// Number and name of the footnotes that are named for the first time below a node.
fn first_named(node: Node<'_>) -> Vec<(u32, String)> {
    let named = node
        .descendants()
        .filter_map(|node| match &node.data().value {
            NodeValue::FootnoteReference(note) if note.ref_num == 1 => {
                Some((note.ix, note.name.clone()))
            }
            _ => None,
        });
    named.collect()
}
