//! Answers on stdout: JSON for programs; a sentence, then a table, for people.

use std::io::{self, Write};

use chrono::{DateTime, Local};
use colloquy_core::Error;
use serde::Serialize;

use crate::failure::Failure;

/// Prints answers in the form that was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Printer {
    json: bool,
}

impl Printer {
    /// Prints JSON, or text for people.
    pub const fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether JSON was asked for.
    pub const fn is_json(self) -> bool {
        self.json
    }

    /// Prints `value` as JSON, or what `text` makes of it.
    pub fn answer<T: Serialize>(
        self,
        value: &T,
        text: impl FnOnce(&T) -> String,
    ) -> Result<(), Failure> {
        if self.json {
            return json(value);
        }
        let mut text = text(value);
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        raw(text.as_bytes())
    }

    /// Prints one line: `value` as JSON, or what `text` makes of it.
    pub fn line<T: Serialize>(
        self,
        value: &T,
        text: impl FnOnce(&T) -> String,
    ) -> Result<(), Failure> {
        let mut line = if self.json {
            serde_json::to_string(value).map_err(Error::from)?
        } else {
            text(value)
        };
        line.push('\n');
        raw(line.as_bytes())
    }
}

/// Prints a value as indented JSON.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_vec_pretty(value).map_err(Error::from)?;
    text.push(b'\n');
    raw(&text)
}

/// Prints bytes as they are.
pub fn raw(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(bytes)
        .and_then(|()| stdout.flush())
        .map_err(|source| Failure::printing(&source))
}

/// Rows under a heading.
pub fn table<const COLUMNS: usize>(heading: [&str; COLUMNS], rows: &[[String; COLUMNS]]) -> String {
    let heading = heading.map(str::to_owned);
    columns(std::iter::once(&heading).chain(rows))
}

/// Names with their values.
pub fn pairs(rows: &[[String; 2]]) -> String {
    columns(rows.iter())
}

/// Columns two spaces apart.
fn columns<'a, const COLUMNS: usize>(
    lines: impl Iterator<Item = &'a [String; COLUMNS]> + Clone,
) -> String {
    let mut widths = [0; COLUMNS];
    for line in lines.clone() {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for line in lines {
        let padded: Vec<String> = line
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        text.push_str(padded.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// A stored moment in the reader's own time, to the minute.
pub fn moment(stored: &str) -> String {
    DateTime::parse_from_rfc3339(stored).map_or_else(
        |_other_form| stored.to_owned(),
        |moment| {
            moment
                .with_timezone(&Local)
                .format("%Y-%m-%d %H:%M")
                .to_string()
        },
    )
}

/// A size for people: `812 bytes`, `14 kB`, `3.2 MB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// A number with its word: `1 lesson`, `4 lessons`.
pub fn count(number: impl TryInto<u64>, word: &str) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_end_without_spaces() {
        let rows = [
            ["1.1".into(), "Für alle".into()],
            ["1.12".into(), String::new()],
        ];
        assert_eq!(
            table(["", "Title"], &rows),
            "      Title\n1.1   Für alle\n1.12\n"
        );
    }

    #[test]
    fn sizes_and_counts_read_well() {
        assert_eq!(
            [size(999), size(1_000), size(1_001)],
            ["999 bytes", "1 kB", "2 kB"]
        );
        assert_eq!([size(999_999), size(3_140_000)], ["1000 kB", "3.2 MB"]);
        assert_eq!(
            [count(1, "lesson"), count(0, "check")],
            ["1 lesson", "0 checks"]
        );
    }

    #[test]
    fn a_moment_of_another_form_is_shown_as_it_is() {
        assert_eq!(moment("long ago"), "long ago");
    }
}
