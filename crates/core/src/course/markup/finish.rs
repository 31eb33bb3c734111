//! From sanitised HTML to the form the interface expects.

use super::html::{Token, attributes, clean_tokens, escape};
use super::links::{Link, Picture};

/// Answers what a link or picture has become.
pub(crate) trait Lookup {
    /// For the address of a link, ours or the author's.
    fn link(&mut self, address: &str) -> Link;
    /// For the address of a picture and whether it has a description.
    fn picture(&mut self, address: &str, described: bool) -> Picture;
    /// The id of the course.
    fn course(&self) -> &str;
    /// The prefix of our own attributes.
    fn prefix(&self) -> &str;
}

/// Rewrites sanitised HTML: links and pictures as they were found, classes and ids of our own,
/// tables that can scroll, no heading of level 1, no empty paragraphs.
pub(crate) fn finish(clean: &str, lookup: &mut dyn Lookup) -> String {
    let tokens = clean_tokens(clean);
    let mut writer = Writer {
        out: String::with_capacity(clean.len()),
        lookup,
        tables: 0,
        links: Vec::new(),
    };
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        if let Token::Open("p", "") = token {
            let solid: Vec<_> = tokens[at..]
                .iter()
                .enumerate()
                .filter(|(_, t)| !is_blank(t))
                .take(2)
                .collect();
            match solid[..] {
                [(end, Token::Close("p")), ..] => {
                    at += end + 1;
                    continue;
                }
                [(_, Token::Open("img", inside)), (end, Token::Close("p"))] => {
                    writer.picture(inside, true);
                    at += end + 1;
                    continue;
                }
                _ => {}
            }
        }
        writer.token(token);
    }
    writer.out
}

fn is_blank(token: &Token<'_>) -> bool {
    matches!(token, Token::Text(text) if text.trim().is_empty())
}

struct Writer<'l> {
    out: String,
    lookup: &'l mut dyn Lookup,
    tables: usize,
    /// For each open link whether its end tag is to be written.
    links: Vec<bool>,
}

impl Writer<'_> {
    fn token(&mut self, token: &Token<'_>) {
        match *token {
            // The sanitiser escapes every < that begins no tag; nothing else gets through here.
            Token::Text(text) => self.out.push_str(&text.replace('<', "&lt;")),
            Token::Open("img", inside) => self.picture(inside, false),
            Token::Open("a", inside) => self.link(inside),
            Token::Close("a") => {
                if self.links.pop() == Some(true) {
                    self.out.push_str("</a>");
                }
            }
            Token::Open(name, inside) => {
                let name = if name == "h1" { "h2" } else { name };
                self.tables += usize::from(name == "table");
                if name == "table" && self.tables == 1 {
                    self.out.push_str("<div class=\"table\">");
                }
                self.out.push('<');
                self.out.push_str(name);
                self.attributes(inside, &[]);
                self.out.push('>');
            }
            Token::Close(name) => {
                let name = if name == "h1" { "h2" } else { name };
                self.out.push_str("</");
                self.out.push_str(name);
                self.out.push('>');
                if name == "table" {
                    if self.tables == 1 {
                        self.out.push_str("</div>");
                    }
                    self.tables = self.tables.saturating_sub(1);
                }
            }
            Token::Hidden => {}
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.out.push_str(&escape(value));
        self.out.push('"');
    }

    fn attributes(&mut self, inside: &str, except: &[&str]) {
        for (name, value) in attributes(inside) {
            let own = name
                .strip_prefix(self.lookup.prefix())
                .and_then(|own| own.strip_prefix('-'));
            let name = own.unwrap_or(&name).to_owned();
            if !except.contains(&&*name) {
                self.attribute(&name, &value);
            }
        }
    }

    fn link(&mut self, inside: &str) {
        let given = attributes(inside);
        let own = format!("{}-href", self.lookup.prefix());
        if given.iter().any(|(name, _)| *name == own) {
            self.out.push_str("<a");
            self.attributes(inside, &[]);
            self.out.push('>');
            self.links.push(true);
            return;
        }
        let address = given
            .into_iter()
            .find(|(name, _)| name == "href")
            .map(|(_, value)| value);
        let link = address.map_or(Link::Nowhere, |address| self.lookup.link(&address));
        self.links.push(link != Link::Nowhere);
        if link == Link::Nowhere {
            return;
        }
        self.out.push_str("<a");
        match &link {
            Link::Source(id) => {
                self.attribute("href", &format!("#source-{id}"));
                self.attribute("data-source", id);
                self.attribute("class", "source");
            }
            Link::Fact(id) => {
                self.attribute("href", &format!("#fact-{id}"));
                self.attribute("data-fact", id);
                self.attribute("class", "fact");
            }
            Link::Term(id) => {
                self.attribute("href", &format!("#term-{id}"));
                self.attribute("data-term", id);
                self.attribute("class", "term");
            }
            Link::Lesson(lesson, block) => {
                let course = self.lookup.course().to_owned();
                self.attribute("href", &format!("#/lesson/{course}/{lesson}"));
                self.attribute("data-lesson", lesson);
                if let Some(block) = block {
                    self.attribute("data-block", block);
                }
            }
            Link::Outside(url) => self.outside(url),
            Link::Nowhere => {}
        }
        self.attributes(inside, &["href"]);
        self.out.push('>');
    }

    fn outside(&mut self, url: &str) {
        self.out.push_str(" href=\"");
        // Writing to a string does not fail.
        let _ = comrak::html::escape_href(&mut self.out, url, false);
        self.out.push('"');
        self.attribute("rel", "noopener noreferrer");
        self.out.push_str(" data-external");
    }

    /// Writes a picture; one that stands alone in its paragraph becomes a figure.
    fn picture(&mut self, inside: &str, alone: bool) {
        let given = attributes(inside);
        let value = |wanted: &str| {
            given
                .iter()
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.clone())
        };
        let alt = value("alt");
        let address = value("src").unwrap_or_default();
        let picture = self.lookup.picture(&address, alt.is_some());
        let alt = alt.unwrap_or_default();
        let caption = value("title").filter(|_| alone);
        match picture {
            Picture::Here(path) => {
                self.out.push_str(if alone {
                    "<figure class=\"picture\"><img"
                } else {
                    "<img"
                });
                self.attribute("data-asset", &path);
                self.attribute("alt", &alt);
                self.attribute("loading", "lazy");
                let size = ["width", "height"].map(|name| (name, value(name)));
                for (name, value) in size {
                    if let Some(value) = value.filter(|v| v.parse::<u16>().is_ok()) {
                        self.attribute(name, &value);
                    }
                }
                if let Some(title) = value("title").filter(|_| !alone) {
                    self.attribute("title", &title);
                }
                self.out.push('>');
                self.caption(alone, caption.as_deref());
            }
            Picture::Missing(name) if alone => {
                self.out
                    .push_str("<figure class=\"picture picture-missing\"><p>");
                self.out.push_str(&escape(&alt));
                self.out.push_str("</p><figcaption>");
                let caption = caption.map_or(String::new(), |caption| format!("{caption} — "));
                self.out
                    .push_str(&escape(&format!("{caption}Picture missing: {name}")));
                self.out.push_str("</figcaption></figure>");
            }
            Picture::Missing(name) => {
                let text = [alt, format!("Picture missing: {name}")];
                let text = text
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>();
                self.out.push_str("<span class=\"picture-missing\">");
                self.out.push_str(&escape(&text.join(" — ")));
                self.out.push_str("</span>");
            }
            Picture::Outside(url) => {
                self.out.push_str(if alone { "<p><a" } else { "<a" });
                if self.links.last() == Some(&true) {
                    // A link can't stand in a link.
                    self.out.truncate(self.out.len() - 2);
                    self.out.push_str(&escape(&alt));
                } else {
                    self.outside(&url);
                    self.attribute("class", "picture-outside");
                    self.out.push('>');
                    self.out
                        .push_str(&escape(if alt.is_empty() { &url } else { &alt }));
                    self.out.push_str("</a>");
                }
                self.out.push_str(if alone { "</p>" } else { "" });
            }
            Picture::Nowhere if alone => {
                self.out.push_str("<p>");
                self.out.push_str(&escape(&alt));
                self.out.push_str("</p>");
            }
            Picture::Nowhere => self.out.push_str(&escape(&alt)),
        }
    }

    fn caption(&mut self, alone: bool, caption: Option<&str>) {
        if let Some(caption) = caption {
            self.out.push_str("<figcaption>");
            self.out.push_str(&escape(caption));
            self.out.push_str("</figcaption>");
        }
        if alone {
            self.out.push_str("</figure>");
        }
    }
}
