//! The list of what a course may contain, applied by ammonia.

use std::collections::{HashMap, HashSet};

use ammonia::Builder;

use super::html::{Token, VOID, tokens};

/// Elements that may stand in a course.
pub(crate) const ELEMENTS: [&str; 62] = [
    "a",
    "abbr",
    "aside",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Other elements of HTML: they are removed, their text stays. What is no element at all, such as
/// `<your name>`, is text.
const OTHERS: [&str; 68] = [
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "audio",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "bgsound",
    "big",
    "blink",
    "body",
    "button",
    "canvas",
    "center",
    "data",
    "datalist",
    "dialog",
    "dir",
    "embed",
    "fieldset",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "head",
    "header",
    "hgroup",
    "html",
    "image",
    "input",
    "keygen",
    "label",
    "legend",
    "link",
    "main",
    "map",
    "marquee",
    "menu",
    "menuitem",
    "meta",
    "meter",
    "nav",
    "nobr",
    "optgroup",
    "option",
    "output",
    "param",
    "picture",
    "plaintext",
    "progress",
    "rb",
    "rtc",
    "search",
    "slot",
    "source",
    "spacer",
    "strike",
    "title",
    "track",
    "tt",
    "video",
    "xmp",
    "isindex",
    "listing",
];

/// Elements that go with everything inside them; of others the text stays.
const WITH_CONTENT: [&str; 12] = [
    "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "select", "style",
    "svg", "template", "textarea",
];

const ATTRIBUTES: [(&str, &[&str]); 10] = [
    ("a", &["href"]),
    ("img", &["src", "alt", "width", "height"]),
    ("td", &["colspan", "rowspan", "align"]),
    ("th", &["colspan", "rowspan", "align", "scope"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("ol", &["start", "reversed", "type"]),
    ("li", &["value"]),
    ("details", &["open"]),
    ("time", &["datetime"]),
];

/// More work than any text needs: elements that stay open are copied into every paragraph that
/// follows, so that a small text can unfold into gigabytes.
const MOST_WORK: usize = 2_000_000;
/// Deeper nesting than this is no text either.
const DEEPEST: usize = 200;

/// Keeps what may stay.
#[derive(Debug, Clone)]
pub(crate) struct Sanitiser {
    prefix: String,
}

impl Sanitiser {
    /// For one text. The prefix of our own attributes is a hash of all of it, so that the text
    /// cannot hold it.
    pub fn new(text: &str) -> Self {
        let hash = blake3::hash(text.as_bytes()).to_hex();
        Self {
            prefix: format!("x{}", &hash[..24]),
        }
    }

    /// The start of attribute names and of a URL scheme that only we can write.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Sanitises HTML; `None` when it is too tangled to be worked on.
    pub fn clean(&self, html: &str) -> Option<String> {
        if work(html)? > MOST_WORK {
            return None;
        }
        let own = format!("{}-", self.prefix);
        let attributes = ATTRIBUTES
            .into_iter()
            .map(|(tag, names)| (tag, names.iter().copied().collect()));
        let mut builder = Builder::default();
        builder
            .tags(ELEMENTS.into_iter().collect())
            .clean_content_tags(WITH_CONTENT.into_iter().collect())
            .tag_attributes(attributes.collect::<HashMap<_, HashSet<_>>>())
            .tag_attribute_values(HashMap::new())
            .set_tag_attribute_values(HashMap::new())
            .generic_attributes(HashSet::from(["lang", "dir", "title"]))
            .generic_attribute_prefixes(HashSet::from([own.as_str()]))
            .allowed_classes(HashMap::new())
            .url_schemes(HashSet::from([
                "http",
                "https",
                "mailto",
                "source",
                self.prefix.as_str(),
            ]))
            .link_rel(None);
        Some(builder.clean(html).to_string())
    }
}

/// An upper bound of the nodes a browser's parser would make of it: tags times the most elements
/// open at once. `None` when it is nested too deeply.
fn work(html: &str) -> Option<usize> {
    const BARRIERS: [&str; 8] = [
        "table", "td", "th", "caption", "marquee", "object", "applet", "template",
    ];
    let mut open: Vec<String> = Vec::new();
    let (mut deepest, mut tags) = (0, 0);
    for token in tokens(html) {
        match token {
            Token::Open(name, _) => {
                tags += 1;
                let name = name.to_ascii_lowercase();
                if !VOID.contains(&&*name) && !optional_end(&name) {
                    open.push(name);
                    deepest = deepest.max(open.len());
                }
            }
            Token::Close(name) => {
                tags += 1;
                let name = name.to_ascii_lowercase();
                for at in (0..open.len()).rev() {
                    if open[at] == name {
                        open.truncate(at);
                        break;
                    }
                    if BARRIERS.contains(&&*open[at]) {
                        break;
                    }
                }
            }
            Token::Text(_) | Token::Hidden => {}
        }
        if deepest > DEEPEST {
            return None;
        }
    }
    Some(tags * (deepest + 1))
}

/// Elements that the next one of their kind ends.
pub(crate) fn optional_end(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "colgroup"
            | "option"
            | "optgroup"
            | "rp"
            | "rt"
            | "html"
            | "head"
            | "body"
    )
}

/// Whether this is the name of an element of HTML.
pub(crate) fn is_element(name: &str) -> bool {
    [&ELEMENTS[..], &OTHERS, &WITH_CONTENT]
        .iter()
        .any(|names| names.contains(&name))
}

/// Whether an element is removed, and then whether its content goes with it.
pub(crate) fn removed(name: &str) -> Option<bool> {
    (!ELEMENTS.contains(&name)).then(|| WITH_CONTENT.contains(&name))
}
