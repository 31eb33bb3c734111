//! What is in a line, as Markdown: escapes and marks.
//!
//! A mark is written with its sign (`**`, `_`, `~~`) where CommonMark's rules about what stands
//! beside a sign surely read it as such, else with its HTML element (`<strong>`), which the
//! reader knows. A character that a place would swallow or interpret is escaped by a backslash,
//! or by its number when a backslash cannot (spaces at an edge, control characters).

use std::fmt::Write as _;

use super::model::{Inline, Link, Marks};

/// Where the line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A paragraph: may go on over several lines of the file.
    Paragraph,
    /// A heading: one line, which no `#` may end.
    Heading,
    /// A cell of a table: one line, without `|`.
    Cell,
}

/// An empty line where one must be seen.
pub(super) const NOTHING: &str = "<!-- -->";

/// Writes a line. `prefix` begins every further line of the file.
pub(super) fn write(content: &[Inline], place: Place, prefix: &str, out: &mut String) {
    let mut writer = Line {
        place,
        prefix,
        out,
        at_start: place == Place::Paragraph,
    };
    let items: Vec<&Inline> = content.iter().collect();
    writer.run(&items, Marks::default(), true, true);
}

/// Writes what a code block is written in.
pub(super) fn info(language: &str, out: &mut String) {
    for (at, c) in language.char_indices() {
        match c {
            // Or it would make the fence longer.
            '~' if at == 0 => number(c, out),
            '\\' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => number(c, out),
            c => out.push(c),
        }
    }
}

fn number(c: char, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(out, "&#{};", u32::from(c));
}

struct Line<'o> {
    place: Place,
    prefix: &'o str,
    out: &'o mut String,
    /// Nothing is on this line of the file yet.
    at_start: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Link,
    Bold,
    Italic,
    Strike,
}

const MARKS: [Mark; 4] = [Mark::Link, Mark::Bold, Mark::Italic, Mark::Strike];

impl Mark {
    fn is_on(self, marks: &Marks) -> bool {
        match self {
            Self::Link => marks.link.is_some(),
            Self::Bold => marks.bold,
            Self::Italic => marks.italic,
            Self::Strike => marks.strike,
        }
    }

    fn without(self, marks: &Marks) -> Marks {
        let mut marks = marks.clone();
        match self {
            Self::Link => marks.link = None,
            Self::Bold => marks.bold = false,
            Self::Italic => marks.italic = false,
            Self::Strike => marks.strike = false,
        }
        marks
    }

    const fn sign(self) -> &'static str {
        match self {
            Self::Link => "",
            Self::Bold => "**",
            Self::Italic => "_",
            Self::Strike => "~~",
        }
    }

    const fn element(self) -> &'static str {
        match self {
            Self::Link => "a",
            Self::Bold => "strong",
            Self::Italic => "em",
            Self::Strike => "del",
        }
    }
}

impl Line<'_> {
    /// Writes pieces; `done` are the marks that are already written around them.
    fn run(&mut self, pieces: &[&Inline], done: Marks, first: bool, last: bool) {
        let mut at = 0;
        while at < pieces.len() {
            let ends = |end: usize| last && end == pieces.len();
            match pieces[at] {
                Inline::Break => {
                    self.break_line(ends(at + 1));
                    at += 1;
                }
                Inline::Text(text, marks) => {
                    let Some((mark, length)) = longest(&pieces[at..], marks, &done) else {
                        let edge = (
                            first && at == 0 || at > 0 && *pieces[at - 1] == Inline::Break,
                            ends(at + 1)
                                || pieces
                                    .get(at + 1)
                                    .is_some_and(|next| **next == Inline::Break),
                        );
                        if marks.code {
                            self.code(text, edge);
                        } else {
                            self.text(text, edge);
                        }
                        at += 1;
                        continue;
                    };
                    let inner = &pieces[at..at + length];
                    let (begins, closes) = (first && at == 0, ends(at + length));
                    self.marked(mark, inner, &done, begins, closes, pieces.get(at + length));
                    at += length;
                }
            }
        }
    }

    fn marked(
        &mut self,
        mark: Mark,
        inner: &[&Inline],
        done: &Marks,
        first: bool,
        last: bool,
        next: Option<&&Inline>,
    ) {
        let mut more = done.clone();
        let mut link = None;
        if let Some(Inline::Text(_, marks)) = inner.first().copied() {
            match mark {
                Mark::Link => {
                    more.link.clone_from(&marks.link);
                    link.clone_from(&marks.link);
                }
                Mark::Bold => more.bold = true,
                Mark::Italic => more.italic = true,
                Mark::Strike => more.strike = true,
            }
        }
        if let Some(link) = link {
            self.link(&link, inner, more);
            return;
        }
        let signed = self.sign_is_sure(mark, inner, done, next);
        let (open, close) = if signed {
            (mark.sign().to_owned(), mark.sign().to_owned())
        } else {
            let name = mark.element();
            (format!("<{name}>"), format!("</{name}>"))
        };
        self.out.push_str(&open);
        self.at_start = false;
        // Inside an element an edge is not the edge of the line, but white space beside a sign is
        // written as a number in any case.
        self.run(inner, more, first, last);
        self.out.push_str(&close);
    }

    /// Whether the sign of a mark would surely be read as opening here and closing there.
    fn sign_is_sure(
        &self,
        mark: Mark,
        inner: &[&Inline],
        done: &Marks,
        next: Option<&&Inline>,
    ) -> bool {
        let (Some(Inline::Text(head, head_marks)), Some(Inline::Text(tail, tail_marks))) =
            (inner.first(), inner.last())
        else {
            return false;
        };
        // Only words may touch a sign from inside, or another kind of sign.
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let alone = |marks: &Marks| {
            let rest = mark.without(marks);
            rest.code == done.code
                && rest.bold == done.bold
                && rest.italic == done.italic
                && rest.strike == done.strike
                && rest.link == done.link
        };
        if !word(head.chars().next()) || !word(tail.chars().next_back()) {
            return false;
        }
        if !alone(head_marks) || !alone(tail_marks) {
            return false;
        }
        // Outside: an edge, white space or (for signs that may stand in a word) anything but a
        // sign of the same kind.
        let before = self.out.chars().next_back().filter(|_| !self.at_start);
        let after = match next {
            None if *done == Marks::default() => None,
            // The end of a surrounding mark.
            None => Some('*'),
            Some(Inline::Break) => Some('\n'),
            Some(Inline::Text(text, marks)) => {
                let unmarked = marks == done && !marks.code;
                if unmarked {
                    text.chars().next()
                } else {
                    Some('*')
                }
            }
        };
        let outside = |c: Option<char>| match c {
            None => true,
            Some(c) if c.is_whitespace() => true,
            Some(c) => ".,;:!?()'\"".contains(c),
        };
        outside(before) && outside(after)
    }

    fn link(&mut self, link: &Link, inner: &[&Inline], more: Marks) {
        if let [Inline::Text(text, marks)] = inner
            && *text == link.href
            && link.title.is_none()
            && !marks.code
            && Mark::Link.without(marks) == Mark::Link.without(&more)
            && is_address(text)
            && (self.place != Place::Cell || !text.contains('|'))
        {
            self.out.push('<');
            self.out.push_str(text);
            self.out.push('>');
            self.at_start = false;
            return;
        }
        if self.out.ends_with('!') {
            // Or it would be a picture.
            self.out.pop();
            self.escaped('!');
        }
        self.out.push('[');
        self.at_start = false;
        self.run(inner, more, false, false);
        self.out.push_str("](");
        self.destination(&link.href);
        if let Some(title) = &link.title {
            self.out.push_str(" \"");
            self.quoted(title, '"');
            self.out.push('"');
        }
        self.out.push(')');
    }

    fn destination(&mut self, href: &str) {
        let plain = !href.is_empty()
            && href
                .chars()
                .all(|c| c.is_alphanumeric() || "/:?#@!$,;=%.-+~".contains(c));
        if plain {
            self.out.push_str(href);
            return;
        }
        self.out.push('<');
        self.quoted(href, '>');
        self.out.push('>');
    }

    /// Text between delimiters, where backslashes and numbers work but marks do not.
    fn quoted(&mut self, text: &str, end: char) {
        let inner = text.trim_start();
        let head = text.len() - inner.len();
        let tail = head + inner.trim_end().len();
        for (at, c) in text.char_indices() {
            match c {
                c if c.is_whitespace() && (at < head || at >= tail) => number(c, self.out),
                // A backslash before the closing quote is taken for an escape by some readers.
                '\\' if end == '"' && at + 1 == text.len() => number(c, self.out),
                '\\' | '&' | '<' | '>' | '"' | '|' | '`' => {
                    // Always as a number where a backslash might meet another reader's rules.
                    if c == end || c == '\\' {
                        self.out.push('\\');
                        self.out.push(c);
                    } else {
                        number(c, self.out);
                    }
                }
                c if c.is_control() || c.is_whitespace() && c != ' ' || c == '\u{feff}' => {
                    number(c, self.out);
                }
                c => self.out.push(c),
            }
        }
    }

    fn break_line(&mut self, last: bool) {
        if self.place == Place::Paragraph && !last {
            self.out.push_str("\\\n");
            self.out.push_str(self.prefix);
            self.at_start = true;
        } else {
            self.out.push_str("<br>");
            self.at_start = false;
        }
    }

    /// Code in a line. What a code span cannot hold (an end of line; `\|` in a table) is written
    /// as text, which keeps the characters.
    fn code(&mut self, text: &str, edge: (bool, bool)) {
        let odd = |c: char| c == '\n' || c == '\r';
        if self.place == Place::Cell && text.contains('\\') && text.contains('|') {
            self.text(text, edge);
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(odd).unwrap_or(rest.len());
            if end > 0 {
                self.span(&rest[..end]);
            }
            rest = &rest[end..];
            if let Some(c) = rest.chars().next() {
                number(c, self.out);
                self.at_start = false;
                rest = &rest[c.len_utf8()..];
            }
        }
    }

    fn span(&mut self, text: &str) {
        let mut runs: Vec<usize> = Vec::new();
        let mut run = 0;
        for c in text.chars().chain(std::iter::once(' ')) {
            if c == '`' {
                run += 1;
            } else if run > 0 {
                runs.push(run);
                run = 0;
            }
        }
        let fence = (1..).find(|length| !runs.contains(length)).unwrap_or(1);
        let fence: String = std::iter::repeat_n('`', fence).collect();
        let blank = text.chars().all(|c| c == ' ');
        let pad = text.starts_with('`')
            || text.ends_with('`')
            || (!blank && text.starts_with(' ') && text.ends_with(' '));
        self.out.push_str(&fence);
        if pad {
            self.out.push(' ');
        }
        if self.place == Place::Cell {
            self.out.push_str(&text.replace('|', "\\|"));
        } else {
            self.out.push_str(text);
        }
        if pad {
            self.out.push(' ');
        }
        self.out.push_str(&fence);
        self.at_start = false;
    }

    fn text(&mut self, text: &str, (first, last): (bool, bool)) {
        let mut chars = text.char_indices().peekable();
        // Text that goes on after something else may still begin a line of the file.
        let mut before = self.out.chars().next_back().filter(|_| !self.at_start);
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            let head = self.at_start || (first && text[..at].trim().is_empty());
            let tail = last && text[at..].trim().is_empty();
            match c {
                ' ' if !head && !tail => self.out.push(' '),
                c if c.is_control() || c == '\u{feff}' || (c.is_whitespace() && (head || tail)) => {
                    number(c, self.out);
                }
                '\\' | '`' | '*' | '[' | ']' | '<' | '~' => self.escaped(c),
                '_' => {
                    let inside = before.is_some_and(|b| b.is_alphanumeric() || b == '_')
                        && next.is_some_and(|n| n.is_alphanumeric() || n == '_');
                    if inside && before != Some('_') && next != Some('_') {
                        self.out.push('_');
                    } else {
                        self.escaped('_');
                    }
                }
                '&' if next.is_none_or(|n| n == '#' || n.is_ascii_alphabetic()) => self.escaped(c),
                '|' if self.place == Place::Cell => self.escaped(c),
                '#' if self.place == Place::Heading && next.is_none() => self.escaped(c),
                '#' | '>' | '+' | '-' | '=' | ':' | '|' if self.at_start => self.escaped(c),
                c if self.at_start && c.is_ascii_digit() => {
                    self.out.push(c);
                    while let Some((_, digit)) = chars.next_if(|(_, c)| c.is_ascii_digit()) {
                        self.out.push(digit);
                    }
                    if let Some((_, sign)) = chars.next_if(|(_, c)| *c == '.' || *c == ')') {
                        self.escaped(sign);
                    }
                }
                c => self.out.push(c),
            }
            self.at_start = false;
            before = self.out.chars().next_back();
        }
    }

    fn escaped(&mut self, c: char) {
        self.out.push('\\');
        self.out.push(c);
    }
}

/// The mark that lasts longest from the first piece on, and how many pieces that is.
fn longest(pieces: &[&Inline], marks: &Marks, done: &Marks) -> Option<(Mark, usize)> {
    let lasts = |mark: Mark| {
        pieces
            .iter()
            .take_while(|piece| match piece {
                Inline::Text(_, other) => {
                    mark.is_on(other) && (mark != Mark::Link || other.link == marks.link)
                }
                Inline::Break => false,
            })
            .count()
    };
    MARKS
        .into_iter()
        .filter(|mark| mark.is_on(marks) && !mark.is_on(done))
        .map(|mark| (mark, lasts(mark)))
        // The first of the longest, so that the same text is always written the same.
        .reduce(|best, other| if other.1 > best.1 { other } else { best })
}

/// Whether a text can stand between `<` and `>` as an address.
fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    (2..=32).contains(&scheme.len())
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
        && rest
            .chars()
            .all(|c| c.is_ascii_graphic() && !"<>\\&`".contains(c))
}
