//! The second step: links, pictures and headings are moved to where they belong in a course.

mod address;
mod heading;

use std::collections::BTreeMap;
use std::ops::Range;

use comrak::Arena;
use comrak::nodes::{Node, NodeValue};

use super::page::Page;
use super::{Plan, attributes};
use crate::course::markup::html::{Token, attributes as tag_attributes, tokens};
use crate::course::markup::parse::parse;
use crate::course::outline::TYPED;
use crate::course::problem::Page as Text;
use address::{Addresses, Anchors, Place};

/// A picture that the course needs.
pub(super) struct Picture {
    /// Path in the folder it comes from.
    pub path: String,
    /// Path of the first page that names it.
    pub named_in: String,
}

/// Rewrites the text of every page. The pictures they name are gathered by the path that they
/// get in the course.
pub(super) fn pages(
    pages: &[Page],
    plan: &Plan,
    pictures: &mut BTreeMap<String, Picture>,
    report: &mut Vec<String>,
) -> Vec<String> {
    let arenas: Vec<Arena<'_>> = pages.iter().map(|_| Arena::new()).collect();
    let parsed = pages
        .iter()
        .zip(&arenas)
        .map(|(page, arena)| parse(arena, &page.text));
    let roots: Vec<Node<'_>> = parsed.collect();
    let anchors = Anchors::new(pages, &roots, plan);
    let rewritten = pages.iter().zip(&roots).map(|(page, root)| {
        let addresses = Addresses {
            page: &page.path,
            plan,
            anchors: &anchors,
        };
        let mut rewriting = Rewriting {
            page,
            lines: Text::new(&page.path, &page.text),
            addresses,
            edits: Vec::new(),
            title: 0..0,
            pictures,
            report,
        };
        rewriting.headings(root);
        for node in root.descendants() {
            rewriting.node(node);
        }
        rewriting.apply()
    });
    rewritten.collect()
}

struct Rewriting<'r> {
    page: &'r Page,
    lines: Text<'r>,
    addresses: Addresses<'r>,
    edits: Vec<(Range<usize>, String)>,
    /// The heading that became the title; nothing inside it matters any more.
    title: Range<usize>,
    pictures: &'r mut BTreeMap<String, Picture>,
    report: &'r mut Vec<String>,
}

impl Rewriting<'_> {
    /// The bytes of the page's text that a node stands for.
    fn range(&self, node: Node<'_>) -> Range<usize> {
        let at = node.data().sourcepos;
        let start = self
            .lines
            .offset(at.start.line.saturating_sub(1), at.start.column);
        let end = self
            .lines
            .offset(at.end.line.saturating_sub(1), at.end.column + 1);
        start..end.max(start)
    }

    /// The bytes between the first and the last child of a node.
    fn inside(&self, node: Node<'_>) -> Option<Range<usize>> {
        let (first, last) = (node.first_child()?, node.last_child()?);
        Some(self.range(first).start..self.range(last).end)
    }

    fn edit(&mut self, range: Range<usize>, text: impl Into<String>) {
        let text = text.into();
        if self
            .page
            .text
            .get(range.clone())
            .is_some_and(|old| old != text)
        {
            self.edits.push((range, text));
        }
    }

    fn note(&mut self, message: String) {
        let line = format!("{}: {message}", self.page.path);
        if !self.report.contains(&line) {
            self.report.push(line);
        }
    }

    fn node(&mut self, node: Node<'_>) {
        let value = node.data().value.clone();
        match value {
            NodeValue::Link(link) => self.link(node, &link.url, &link.title),
            NodeValue::Image(image) => self.image(node, &image.url, &image.title),
            NodeValue::Text(_) => self.text(node),
            NodeValue::HtmlInline(html) => self.html(node, &html),
            NodeValue::HtmlBlock(html) => self.html(node, &html.literal),
            NodeValue::CodeBlock(code) if code.fenced => self.fence(node),
            _ => {}
        }
    }

    /// Keeps what could be taken for one of our marks as text.
    fn text(&mut self, node: Node<'_>) {
        let range = self.range(node);
        let text = self.page.text.get(range.clone()).unwrap_or_default();
        for (at, _) in text.match_indices("{#") {
            let at = range.start + at;
            if !self.page.text[..at].ends_with('\\') {
                self.edits.push((at..at, "\\".to_owned()));
            }
        }
    }

    /// Keeps of a fence's info string the language, which must not be one of ours.
    fn fence(&mut self, node: Node<'_>) {
        let start = self.range(node).start;
        let line = self.lines.line(self.lines.line_at(start));
        let end = self.lines.start_of(self.lines.line_at(start)) + line.len();
        let opening = self.page.text.get(start..end).unwrap_or_default();
        let info = opening.trim_start_matches(['`', '~']);
        let attributes = info.trim_start().strip_prefix('{');
        let mut name = match attributes {
            // `{.python #id}` of Pandoc, `{r setup}` of R Markdown.
            Some(inside) => inside
                .trim_start_matches(['.', '='])
                .split([' ', ',', '}', '#'])
                .next()
                .unwrap_or_default(),
            None => info.split_whitespace().next().unwrap_or_default(),
        };
        name = name.split('{').next().unwrap_or_default();
        if TYPED.contains(&name) {
            name = "text";
        }
        if attributes.is_some() || info.contains("{#") || name == "text" {
            self.edit(end - info.len()..end, name);
        }
    }

    fn link(&mut self, node: Node<'_>, url: &str, title: &str) {
        let range = self.range(node);
        if !self
            .page
            .text
            .get(range.clone())
            .is_some_and(|text| text.starts_with('['))
        {
            return;
        }
        let place = self.addresses.link(url);
        let (open, close) = match &place {
            Place::Same => return,
            Place::Course(path) => ("[", format!("]({path}{})", quoted_title(title))),
            Place::Nowhere(reason) => {
                self.note(format!("the link to {url} {reason}; its text stays."));
                ("", String::new())
            }
        };
        let inside = self.inside(node).unwrap_or(range.end..range.end);
        self.edit(range.start..inside.start, open);
        self.edit(inside.end.max(inside.start)..range.end, close);
    }

    fn image(&mut self, node: Node<'_>, url: &str, title: &str) {
        let mut range = self.range(node);
        if !self
            .page
            .text
            .get(range.clone())
            .is_some_and(|text| text.starts_with("!["))
        {
            return;
        }
        let mut alt = words(&node.collect_text());
        let mut caption = title.to_owned();
        if let Some((description, length)) = attributes::read(&self.page.text[range.end..]) {
            range.end += length;
            if let Some(description) = description {
                if caption.is_empty() {
                    caption = alt;
                }
                alt = description;
            }
        }
        let place = match self.picture(url) {
            Some(place) => place,
            None => url.replace(' ', "%20"),
        };
        let alt = escape_alt(&words(&alt));
        self.edit(
            range,
            format!("![{alt}]({place}{})", quoted_title(&caption)),
        );
    }

    /// Notes a picture that stands in the folder; answers its new address.
    fn picture(&mut self, url: &str) -> Option<String> {
        let (path, place) = self.addresses.picture(url)?;
        let named_in = self.page.path.clone();
        let address = format!("../{}", address::encode(&place));
        self.pictures
            .entry(place)
            .or_insert(Picture { path, named_in });
        Some(address)
    }

    /// Moves the addresses in raw HTML.
    fn html(&mut self, node: Node<'_>, html: &str) {
        let range = self.range(node);
        let Some(source) = self.page.text.get(range.clone()) else {
            return;
        };
        let mut source = source.replace("\n{#", "\n&#123;#");
        for token in tokens(html) {
            let Token::Open(name, inside) = token else {
                continue;
            };
            for (attribute, value) in tag_attributes(inside) {
                let new = match (name.to_ascii_lowercase().as_str(), attribute.as_str()) {
                    ("img", "src") => self.picture(&value),
                    ("a", "href") => match self.addresses.link(&value) {
                        Place::Course(path) => Some(path),
                        Place::Same => None,
                        Place::Nowhere(reason) => {
                            self.note(format!("the link to {value} {reason}; its text stays."));
                            None
                        }
                    },
                    _ => None,
                };
                if let Some(new) = new {
                    source = source.replacen(&value, &new, 1);
                }
            }
        }
        self.edit(range, source);
    }

    fn apply(mut self) -> String {
        let title = self.title.clone();
        let is_outside =
            |range: &Range<usize>| range.end <= title.start || range.start >= title.end;
        self.edits.retain(|(range, _)| {
            is_outside(range) && (title.is_empty() || range.start != title.start)
        });
        self.edits.push((title, String::new()));
        // At one place: what is inserted first, then what is rewritten, the longest first.
        self.edits
            .sort_by_key(|(range, _)| (range.start, !range.is_empty(), usize::MAX - range.end));
        let mut text = String::with_capacity(self.page.text.len());
        let mut from = 0;
        for (range, new) in self.edits {
            // What stands inside something that was rewritten whole went with it.
            if range.start < from {
                continue;
            }
            text.push_str(&self.page.text[from..range.start]);
            text.push_str(&new);
            from = range.end;
        }
        text + &self.page.text[from..]
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escape_alt(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if "\\[]*_`<&!~".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn quoted_title(title: &str) -> String {
    match words(title).as_str() {
        "" => String::new(),
        title => format!(
            " \"{}\"",
            title
                .replace('\\', "\\\\")
                .replace('"', "\\\"")
                .replace('&', "\\&")
        ),
    }
}
