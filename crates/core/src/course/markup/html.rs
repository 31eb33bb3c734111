//! Reading tags, in what an author wrote and in what the sanitiser returns.

/// A piece of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text between tags, entities as written.
    Text(&'a str),
    /// `<name …>`: the name as written and everything up to the `>`.
    Open(&'a str, &'a str),
    /// `</name>`.
    Close(&'a str),
    /// A comment, a declaration, or the content of an element that holds no markup.
    Hidden,
}

/// Elements that have no end tag.
pub(crate) const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements whose content is not read as markup.
const RAW: [&str; 9] = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript",
];

/// No element has a longer name.
const LONGEST_NAME: usize = 64;
/// In text by others, a longer tag is taken for text: looking for its end from every `<` would
/// take forever on a text made for that.
const LONGEST_TAG: usize = 8 << 10;

/// Divides HTML by anyone into tokens. Never fails: what is no tag is text.
pub(crate) fn tokens(html: &str) -> Vec<Token<'_>> {
    divide(html, LONGEST_TAG)
}

/// Divides HTML that the sanitiser has written into tokens.
pub(crate) fn clean_tokens(html: &str) -> Vec<Token<'_>> {
    divide(html, usize::MAX)
}

fn divide(html: &str, longest: usize) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        let Some((token, after)) = tag(from, longest) else {
            let end = at + 1;
            found.push(Token::Text(&rest[..end]));
            rest = &rest[end..];
            continue;
        };
        if !before.is_empty() {
            found.push(Token::Text(before));
        }
        found.push(token);
        rest = after;
        if let Token::Open(name, _) = token
            && RAW.contains(&&*name.to_ascii_lowercase())
        {
            let end = find_close(rest, name).unwrap_or(rest.len());
            found.push(Token::Hidden);
            rest = &rest[end..];
        }
    }
    if !rest.is_empty() {
        found.push(Token::Text(rest));
    }
    found
}

fn tag(from: &str, longest: usize) -> Option<(Token<'_>, &str)> {
    let inside = &from[1..];
    if let Some(comment) = inside.strip_prefix("!--") {
        let end = comment.find("-->").map_or(comment.len(), |end| end + 3);
        return Some((Token::Hidden, &comment[end..]));
    }
    if inside.starts_with(['!', '?']) {
        let end = inside.find('>').map_or(inside.len(), |end| end + 1);
        return Some((Token::Hidden, &inside[end..]));
    }
    let (closing, named) = match inside.strip_prefix('/') {
        Some(named) => (true, named),
        None => (false, inside),
    };
    if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name_ends = |b: u8| b.is_ascii_whitespace() || b == b'/' || b == b'>';
    let length = named.bytes().take(LONGEST_NAME).position(name_ends);
    let (name, rest) = named.split_at(length?);
    let end = end_of_tag(rest, longest)?;
    let token = if closing {
        Token::Close(name)
    } else {
        Token::Open(name, &rest[..end])
    };
    Some((token, &rest[end + 1..]))
}

/// Where the `>` of a tag stands: not inside a quoted value.
fn end_of_tag(rest: &str, most: usize) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().take(most).enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn find_close(rest: &str, name: &str) -> Option<usize> {
    let wanted = format!("</{name}");
    let bytes = rest.as_bytes();
    bytes
        .windows(wanted.len())
        .position(|part| part.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// The attributes of an open tag, names in lower case, values decoded.
pub(crate) fn attributes(inside: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = inside.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
    while !rest.is_empty() {
        let mut after_first = rest.char_indices().skip(1);
        let end = after_first.find(|(_, c)| c.is_whitespace() || *c == '=' || *c == '/');
        let (name, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = after.trim_start();
        let mut value = "";
        if let Some(assigned) = rest.strip_prefix('=') {
            let assigned = assigned.trim_start();
            let quote = assigned.chars().next().filter(|c| *c == '"' || *c == '\'');
            (value, rest) = match quote {
                Some(quote) => assigned[1..]
                    .split_once(quote)
                    .unwrap_or((&assigned[1..], "")),
                None => {
                    let end = assigned.find(char::is_whitespace).unwrap_or(assigned.len());
                    assigned.split_at(end)
                }
            };
        }
        found.push((name.to_ascii_lowercase(), decode(value)));
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
    }
    found
}

/// Writes text so that it is text in HTML, also inside a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Reads the entities that the sanitiser writes.
pub(crate) fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

/// Elements that begin and end a line of their own in plain text.
const LINES: [&str; 31] = [
    "aside",
    "blockquote",
    "br",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tfoot",
    "tr",
    "ul",
];

/// Classes of ours whose content is no part of the text.
const SIGNS: [&str; 3] = ["\"footnote-ref\"", "\"footnote-number\"", "\"task-mark\""];

/// The text of sanitised HTML: one line for each paragraph, item or cell, white space collapsed
/// except in code.
pub(crate) fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut code = 0_usize;
    let mut sign = None;
    for token in clean_tokens(html) {
        match token {
            _ if sign.is_some_and(|name| token != Token::Close(name)) => {}
            Token::Close(name) if sign == Some(name) => sign = None,
            Token::Open(name, inside) if SIGNS.iter().any(|sign| inside.contains(sign)) => {
                sign = Some(name);
            }
            Token::Text(part) if code > 0 => text.push_str(&decode(part)),
            Token::Text(part) => {
                let part = decode(part);
                for (index, word) in part.split([' ', '\n', '\t', '\r', '\u{c}']).enumerate() {
                    if index > 0 && !text.is_empty() && !text.ends_with([' ', '\n']) {
                        text.push(' ');
                    }
                    text.push_str(word);
                }
            }
            Token::Open(name, inside) => {
                code += usize::from(name == "pre");
                new_line(&mut text, name);
                if name == "img" {
                    let alt = attributes(inside)
                        .into_iter()
                        .find(|(name, _)| name == "alt");
                    text.push_str(&alt.map(|(_, alt)| alt).unwrap_or_default());
                }
            }
            Token::Close(name) => {
                code = code.saturating_sub(usize::from(name == "pre"));
                new_line(&mut text, name);
            }
            Token::Hidden => {}
        }
    }
    let lines = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The text of sanitised HTML as the page holds it: the `textContent` of the DOM (WHATWG DOM) that a
/// browser makes of it. White space is as written, line breaks and blocks add nothing.
pub(crate) fn text_content(html: &str) -> String {
    let mut text = String::new();
    let mut after_pre = false;
    for token in clean_tokens(html) {
        if let Token::Text(part) = token {
            // A parser makes one newline of each kind, and drops one that begins a `pre`
            // (WHATWG HTML, 13.2.3.5 and 13.2.6.4.7).
            let part = part.replace("\r\n", "\n").replace('\r', "\n");
            let part = match part.strip_prefix('\n') {
                Some(rest) if after_pre => rest,
                _ => &part,
            };
            text.push_str(&decode(part));
        }
        after_pre = matches!(token, Token::Open("pre", _));
    }
    text
}

fn new_line(text: &mut String, name: &str) {
    if LINES.contains(&name) && !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// How many words a reader reads: runs of characters that hold a letter or a digit.
pub(crate) fn words(text: &str) -> u32 {
    let words = text
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric));
    u32::try_from(words.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_text() {
        let read = tokens("a < b <i title='>'>c</i><!-- <b> --><script>if (a<b) </b></script>");
        assert_eq!(
            read[..5],
            [
                Token::Text("a <"),
                Token::Text(" b "),
                Token::Open("i", " title='>'"),
                Token::Text("c"),
                Token::Close("i"),
            ]
        );
        assert_eq!(
            read[5..],
            [
                Token::Hidden,
                Token::Open("script", ""),
                Token::Hidden,
                Token::Close("script"),
            ]
        );
        assert_eq!(
            tokens("<a href=\"x"),
            [Token::Text("<"), Token::Text("a href=\"x")]
        );
    }

    #[test]
    fn attributes_are_read_however_they_are_written() {
        let read = attributes(" Href=\"a&amp;b\" open x='1 2' y = z / é");
        let read: Vec<_> = read.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(
            read,
            [
                ("href", "a&b"),
                ("open", ""),
                ("x", "1 2"),
                ("y", "z"),
                ("é", "")
            ]
        );
    }

    #[test]
    fn text_content_is_what_the_page_holds() {
        let html = "<p>One\n  <em>two</em> &amp;<br>\n three&nbsp;&lt;</p>\n<ul><li>a</li><li><img alt=\"b\"></li></ul>\
                    <pre>\n<code>x\r\n  y\n</code></pre><pre><code>\nz</code></pre>&amp;lt;";
        let text = "One\n  two &\n three\u{a0}<\nax\n  y\n\nz&lt;";
        assert_eq!(text_content(html), text);
        assert_eq!(crate::course::testing::text_content(html), text);
    }

    #[test]
    fn plain_text_keeps_paragraphs_and_code() {
        let html = "<p>One\n  <em>two</em> &amp;\n three</p><ul><li>a</li><li><img alt=\"b\"></li></ul>\
                    <pre><code>x\n  y\n</code></pre>";
        assert_eq!(plain(html), "One two & three\na\nb\nx\n  y");
        assert_eq!(words("One two & three — 4"), 4);
    }
}
