//! What is wrong with a course, and where: file, line and column.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Whether a course can be used in spite of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The course is not usable before it is mended.
    Error,
    /// The course works; the author should know.
    Warning,
}

/// One thing that is wrong at one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Problem {
    /// Path inside the course.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// Whether it stops the course from being used.
    pub severity: Severity,
    /// One sentence for the author.
    pub message: String,
}

impl Problem {
    /// Whether it stops the course from being used.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            message,
            ..
        } = self;
        write!(f, "{file}:{line}:{column}: {message}")
    }
}

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    /// Notes a problem at a byte offset of a page.
    pub fn add(
        &mut self,
        severity: Severity,
        page: &Page<'_>,
        at: usize,
        message: impl Into<String>,
    ) {
        let (line, column) = page.position(at);
        self.0.push(Problem {
            file: page.path.to_owned(),
            line,
            column,
            severity,
            message: message.into(),
        });
    }

    /// Notes an error.
    pub fn error(&mut self, page: &Page<'_>, at: usize, message: impl Into<String>) {
        self.add(Severity::Error, page, at, message);
    }

    /// Notes a warning.
    pub fn warn(&mut self, page: &Page<'_>, at: usize, message: impl Into<String>) {
        self.add(Severity::Warning, page, at, message);
    }

    /// Notes an error about a file as a whole.
    pub fn file_error(&mut self, path: &str, message: impl Into<String>) {
        self.error(&Page::new(path, ""), 0, message);
    }

    /// Whether any of them is an error.
    pub fn any_error(&self) -> bool {
        self.0.iter().any(|p| p.severity == Severity::Error)
    }

    /// All of them, by place, each once.
    pub fn into_sorted(mut self) -> Vec<Problem> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}

/// A text file of a course, with its lines.
#[derive(Debug, Clone)]
pub(crate) struct Page<'a> {
    /// Path inside the course.
    pub path: &'a str,
    /// Content.
    pub text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Page<'a> {
    /// Divides a text into lines as CommonMark does: at `\n`, `\r\n` and a lone `\r`.
    pub fn new(path: &'a str, text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|&(at, &byte)| {
            byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
        });
        let starts = std::iter::once(0)
            .chain(ends.map(|(at, _)| at + 1))
            .collect();
        Self { path, text, starts }
    }

    /// How many lines there are; a last line without characters counts.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The byte offset at which a line (from 0) starts; the end of the text behind the last.
    pub fn start_of(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// A line (from 0) without its ending; empty behind the last.
    pub fn line(&self, line: usize) -> &'a str {
        let text = &self.text[self.start_of(line)..self.start_of(line + 1)];
        text.trim_end_matches(['\n', '\r'])
    }

    /// The line (from 0) that holds a byte offset.
    pub fn line_at(&self, at: usize) -> usize {
        self.starts
            .partition_point(|&start| start <= at)
            .saturating_sub(1)
    }

    /// Line and column for people: both from 1, the column in characters.
    pub fn position(&self, at: usize) -> (u32, u32) {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.line_at(at);
        let before = self.text[self.start_of(line)..at].trim_start_matches('\u{feff}');
        (small(line + 1), small(before.chars().count() + 1))
    }

    /// The byte offset of a line (from 0) and a byte column (from 1), kept inside the text.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let start = self.start_of(line);
        (start + column.saturating_sub(1)).min(start + self.line(line).len())
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_in_commonmark_and_columns_are_characters() {
        let page = Page::new("a.md", "\u{feff}één\r\nzwei\rthree\n");
        assert_eq!(page.lines(), 4);
        assert_eq!(page.line(0), "\u{feff}één");
        assert_eq!(page.line(2), "three");
        assert_eq!(page.line(9), "");
        let at = page.text.find('n').expect("an n");
        assert_eq!(page.position(at), (1, 3));
        assert_eq!(page.position(page.text.len() + 5), (4, 1));
        assert_eq!(
            page.position(5),
            (1, 2),
            "inside a character counts as its start"
        );
    }

    #[test]
    fn a_problem_reads_like_a_compilers() {
        let mut problems = Problems::default();
        problems.warn(&Page::new("m/l.md", "a\nb"), 2, "Second.");
        problems.error(&Page::new("m/l.md", "a\nb"), 0, "First.");
        let shown: Vec<_> = problems
            .into_sorted()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(shown, ["m/l.md:1:1: First.", "m/l.md:2:1: Second."]);
    }
}
