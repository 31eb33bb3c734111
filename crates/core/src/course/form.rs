//! Reading TOML with a place for everything: every value knows where it stands, every key that
//! nobody asked for is a problem.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::marker::is_id;
use super::problem::{Page, Problems};

/// A text value with its place.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    /// The value, line ends as `\n`.
    pub text: String,
    /// Byte offset in the page of the value, or of its first character where `exact`.
    pub at: usize,
    /// The value is written without escapes, so that offsets inside it are offsets in the page.
    pub exact: bool,
}

impl Field {
    /// The place of a byte of the value.
    pub fn place(&self, inside: usize) -> usize {
        if self.exact {
            self.at + inside
        } else {
            self.at
        }
    }
}

/// Parses a slice of a page that holds TOML. Syntax errors are noted and give `None`.
pub(crate) fn parse<'a>(
    page: &Page<'a>,
    range: std::ops::Range<usize>,
    problems: &mut Problems,
) -> Option<Spanned<DeTable<'a>>> {
    let text = &page.text[range.clone()];
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start).min(text.len());
        let message = error.message().replace('\n', " ");
        problems.error(
            page,
            range.start + at,
            format!("This is not valid TOML: {message}."),
        );
    }
    errors.is_empty().then_some(table)
}

/// A table that is being read.
pub(crate) struct Form<'t, 'a> {
    page: &'t Page<'a>,
    base: usize,
    table: &'t DeTable<'a>,
    at: usize,
    what: &'static str,
    asked: BTreeSet<&'static str>,
}

impl<'t, 'a> Form<'t, 'a> {
    /// Starts reading a document at `base` of a page; problems about the whole of it are noted
    /// at `at`. `what` names it in messages, for example “check”.
    pub fn new(
        page: &'t Page<'a>,
        base: usize,
        table: &'t DeTable<'a>,
        at: usize,
        what: &'static str,
    ) -> Self {
        Self {
            page,
            base,
            table,
            at,
            what,
            asked: BTreeSet::new(),
        }
    }

    /// Byte offset for problems about the table as a whole.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Where the value of a key stands, else the table.
    pub fn place(&self, key: &str) -> usize {
        let found = self.table.iter().find(|(k, _)| k.get_ref() == key);
        found.map_or(self.at, |(_, value)| self.base + value.span().start)
    }

    fn find(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'a>>> {
        self.asked.insert(key);
        self.table
            .iter()
            .find(|(k, _)| k.get_ref() == key)
            .map(|(_, value)| value)
    }

    fn required<T>(&self, key: &str, value: Option<T>, problems: &mut Problems) -> Option<T> {
        let missing = value.is_none() && !self.table.iter().any(|(k, _)| k.get_ref() == key);
        if missing {
            problems.error(
                self.page,
                self.at,
                format!("This {} has no “{key}”.", self.what),
            );
        }
        value
    }

    fn wrong(
        &self,
        value: &Spanned<DeValue<'_>>,
        key: &str,
        wanted: &str,
        problems: &mut Problems,
    ) {
        let at = self.base + value.span().start;
        problems.error(self.page, at, format!("“{key}” must be {wanted}."));
    }

    /// A text that may be left out; may be empty.
    pub fn maybe_text(&mut self, key: &'static str, problems: &mut Problems) -> Option<Field> {
        let value = self.find(key)?;
        let DeValue::String(text) = value.get_ref() else {
            self.wrong(value, key, "a text in quotes", problems);
            return None;
        };
        let span = value.span();
        let raw = &self.page.text[self.base + span.start..self.base + span.end];
        // A Windows file has its own line ends inside multi-line texts; offsets then drift.
        let inside = if text.is_empty() || text.contains('\r') {
            None
        } else {
            raw.find(&**text)
        };
        Some(Field {
            text: text.replace("\r\n", "\n"),
            at: self.base + span.start + inside.unwrap_or(0),
            exact: inside.is_some(),
        })
    }

    /// A text that may not be left out, but may be empty.
    pub fn text(&mut self, key: &'static str, problems: &mut Problems) -> Option<Field> {
        let value = self.maybe_text(key, problems);
        self.required(key, value, problems)
    }

    /// A text that may be left out, but not be empty.
    pub fn maybe_filled(&mut self, key: &'static str, problems: &mut Problems) -> Option<Field> {
        let field = self.maybe_text(key, problems)?;
        if field.text.trim().is_empty() {
            problems.error(self.page, field.at, format!("“{key}” is empty."));
        }
        Some(field)
    }

    /// A text that may be neither left out nor empty.
    pub fn filled(&mut self, key: &'static str, problems: &mut Problems) -> Option<Field> {
        let value = self.maybe_filled(key, problems);
        self.required(key, value, problems)
    }

    /// An id.
    pub fn id(&mut self, key: &'static str, problems: &mut Problems) -> Option<Field> {
        let value = self.maybe_id(key, problems);
        self.required(key, value, problems)
    }

    /// An id that may be left out.
    pub fn maybe_id(&mut self, key: &'static str, problems: &mut Problems) -> Option<Field> {
        let field = self.maybe_text(key, problems)?;
        if !is_id(&field.text) {
            let message = format!(
                "“{}” is not an id: use 1 to 64 lower-case letters, digits and hyphens.",
                field.text.escape_debug()
            );
            problems.error(self.page, field.at, message);
        }
        Some(field)
    }

    /// A whole number in a range that may be left out.
    pub fn maybe_whole(
        &mut self,
        key: &'static str,
        range: std::ops::RangeInclusive<u32>,
        problems: &mut Problems,
    ) -> Option<u32> {
        let value = self.find(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(n) => u32::from_str_radix(n.as_str(), n.radix()).ok(),
            _ => None,
        };
        if let Some(number) = number.filter(|n| range.contains(n)) {
            return Some(number);
        }
        let wanted = match (*range.start(), *range.end()) {
            (low, u32::MAX) => format!("a whole number of at least {low}"),
            (low, high) => format!("a whole number from {low} to {high}"),
        };
        self.wrong(value, key, &wanted, problems);
        None
    }

    /// A whole number in a range.
    pub fn whole(
        &mut self,
        key: &'static str,
        range: std::ops::RangeInclusive<u32>,
        problems: &mut Problems,
    ) -> Option<u32> {
        let value = self.maybe_whole(key, range, problems);
        self.required(key, value, problems)
    }

    /// A finite number.
    pub fn number(&mut self, key: &'static str, problems: &mut Problems) -> Option<f64> {
        let value = self.find(key);
        let number = value.and_then(|value| match value.get_ref() {
            DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix())
                .ok()
                .map(|n| n as f64),
            DeValue::Float(n) => n.as_str().parse().ok().filter(|n: &f64| n.is_finite()),
            _ => None,
        });
        if let (Some(value), None) = (value, number) {
            self.wrong(value, key, "a number", problems);
        }
        self.required(key, number, problems)
    }

    /// A yes or no that may be left out.
    pub fn maybe_flag(&mut self, key: &'static str, problems: &mut Problems) -> Option<bool> {
        let value = self.find(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(value, key, "true or false", problems);
        }
        flag
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &'static str, problems: &mut Problems) -> Option<Vec<String>> {
        let value = self.find(key);
        let texts = value.and_then(|value| {
            let items = value.get_ref().as_array()?.iter();
            items
                .map(|item| item.get_ref().as_str().map(str::to_owned))
                .collect()
        });
        if let (Some(value), None) = (value, &texts) {
            self.wrong(value, key, "a list of texts", problems);
        }
        self.required(key, texts, problems)
    }

    /// The tables under `[[key]]`, none if it is left out.
    pub fn forms(
        &mut self,
        key: &'static str,
        what: &'static str,
        problems: &mut Problems,
    ) -> Vec<Form<'t, 'a>> {
        let Some(value) = self.find(key) else {
            return Vec::new();
        };
        let items = value
            .get_ref()
            .as_array()
            .map(|items| items.iter())
            .into_iter()
            .flatten();
        let tables: Option<Vec<_>> = items
            .map(|item| {
                let table = item.get_ref().as_table()?;
                let at = self.base + item.span().start;
                Some(Form::new(self.page, self.base, table, at, what))
            })
            .collect();
        if !value.get_ref().is_array() || tables.is_none() {
            self.wrong(
                value,
                key,
                &format!("written as [[{key}]] tables"),
                problems,
            );
        }
        tables.unwrap_or_default()
    }

    /// Notes every key that nobody asked for.
    pub fn finish(self, problems: &mut Problems) {
        for (key, _) in self.table {
            if self.asked.contains(&**key.get_ref()) {
                continue;
            }
            let name = key.get_ref();
            let near = self.asked.iter().min_by_key(|known| distance(known, name));
            let hint = match near.filter(|known| distance(known, name) <= 2) {
                Some(known) => format!(" Did you mean “{known}”?"),
                None => String::new(),
            };
            let message = format!(
                "A {} has no key “{}”.{hint}",
                self.what,
                name.escape_debug()
            );
            problems.error(self.page, self.base + key.span().start, message);
        }
    }
}

/// How many letters differ (Levenshtein), for “did you mean”.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let cost = if from == *to {
                diagonal
            } else {
                1 + diagonal.min(row[j]).min(row[j + 1])
            };
            diagonal = row[j + 1];
            row[j + 1] = cost;
        }
    }
    row[b.len()]
}
