//! A page on its way to becoming a lesson.

use comrak::Arena;
use comrak::nodes::NodeValue;

use super::source::Source;
use super::{front, lines, prettify};
use crate::course::files::natural;
use crate::course::markup::html::{Token, plain, tokens};
use crate::course::markup::parse::parse;

/// Words read in a minute, where the page does not say how long it takes.
const WORDS_A_MINUTE: usize = 200;

/// A page after the first step.
pub(super) struct Page {
    /// Path in the folder it comes from.
    pub path: String,
    pub title: String,
    pub objective: String,
    pub minutes: u32,
    /// Its text.
    pub text: String,
    /// The title is the first heading of level 1, which is not repeated in the text.
    pub heading_is_title: bool,
}

/// Reads all pages, in order.
pub(super) fn read(source: &Source, report: &mut Vec<String>) -> Vec<Page> {
    let mut paths: Vec<&String> = source.pages.keys().collect();
    paths.sort_by(|a, b| by_parts(a, b));
    let pages = paths
        .into_iter()
        .map(|path| one(path, &source.pages[path], report));
    pages.collect()
}

/// Orders paths part by part, numbers as numbers; files of a folder before its sub-folders.
fn by_parts(a: &str, b: &str) -> std::cmp::Ordering {
    let (mut a, mut b) = (a.split('/').peekable(), b.split('/').peekable());
    loop {
        let (Some(x), Some(y)) = (a.next(), b.next()) else {
            return a.peek().is_some().cmp(&b.peek().is_some());
        };
        let folders = a.peek().is_some().cmp(&b.peek().is_some());
        let order = folders.then_with(|| natural(x, y));
        if order.is_ne() {
            return order;
        }
    }
}

fn one(path: &str, bytes: &[u8], report: &mut Vec<String>) -> Page {
    let text = String::from_utf8_lossy(bytes);
    if matches!(text, std::borrow::Cow::Owned(_)) {
        report.push(format!(
            "{path}: is not all UTF-8; what could not be read is shown as �."
        ));
    }
    let text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let (front, body) = front::split(&text);
    if !front.unused.is_empty() {
        report.push(format!(
            "{path}: not used of its front matter: {}.",
            front.unused.join(", ")
        ));
    }
    let lines = lines::rewrite(body);
    report.extend(lines.notes.iter().map(|note| format!("{path}: {note}.")));
    let (heading, raw) = headings(&lines.text);
    let heading_is_title = match (&front.title, &heading) {
        (Some(title), Some(heading)) => lines::plain(title).eq_ignore_ascii_case(heading),
        (None, Some(_)) => true,
        _ => false,
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let title = front
        .title
        .map(|title| lines::plain(&title))
        .or(heading)
        .or(raw);
    let words = lines.text.split_whitespace().count();
    let minutes = match front.minutes {
        0 => u32::try_from(words.div_ceil(WORDS_A_MINUTE)).unwrap_or(u32::MAX),
        minutes => minutes,
    };
    Page {
        path: path.to_owned(),
        title: title
            .filter(|title| title.contains(|c: char| !c.is_whitespace() && !c.is_control()))
            .unwrap_or_else(|| prettify(name)),
        objective: lines.objective.unwrap_or_default(),
        minutes: minutes.clamp(1, 600),
        text: lines.text,
        heading_is_title,
    }
}

/// The text of the first heading of level 1, if nothing but such a heading comes first among the
/// headings, and of one in raw HTML.
fn headings(text: &str) -> (Option<String>, Option<String>) {
    let arena = Arena::new();
    let root = parse(&arena, text);
    let heading = root.children().find_map(|node| match node.data().value {
        NodeValue::Heading(heading) => Some((heading.level, node.collect_text())),
        _ => None,
    });
    let raw = root.children().find_map(|node| match &node.data().value {
        NodeValue::HtmlBlock(html) => raw_heading(&html.literal),
        _ => None,
    });
    let text = heading.filter(|(level, text)| *level == 1 && !text.trim().is_empty());
    (
        text.map(|(_, text)| text.split_whitespace().collect::<Vec<_>>().join(" ")),
        raw,
    )
}

fn raw_heading(html: &str) -> Option<String> {
    let tokens = tokens(html);
    let is_h1 = |token: &Token<'_>| matches!(token, Token::Open(name, _) if name.eq_ignore_ascii_case("h1"));
    let at = tokens.iter().position(is_h1)?;
    let inside = tokens[at + 1..]
        .iter()
        .take_while(|token| !matches!(token, Token::Close(_)));
    let text: String = inside
        .filter_map(|token| {
            if let Token::Text(text) = token {
                Some(*text)
            } else {
                None
            }
        })
        .collect();
    Some(plain(&text)).filter(|text| !text.is_empty())
}
