//! Long names within sentences: shortened, so that a sentence keeps what it has to say.

use super::super::balance::balanced;
use super::super::frontier::{LONG_NAME, shortened};
use super::super::text::{Line, Span, clean};
use crate::api::SheetView;
use crate::tool::sheet::part::safe;

/// The long names that are filled in, longest first, each with what stands for it.
pub(super) struct Names(Vec<(String, String)>);

impl Names {
    /// Of every text in the tables.
    pub(super) fn of(result: &SheetView) -> Self {
        let cells = result
            .tables
            .iter()
            .flat_map(|table| &table.rows)
            .flat_map(|row| row.cells.values());
        let mut names: Vec<(String, String)> = cells
            .filter_map(|cell| cell.as_str())
            .filter(|name| name.chars().count() > LONG_NAME)
            .flat_map(|name| [name.to_owned(), safe(name)])
            .map(|name| clean(&name).trim().to_owned())
            .map(|name| (name.clone(), shortened(&name)))
            .collect();
        names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        names.dedup();
        Self(names)
    }

    /// The lines of a sentence. Names are shortened only when it would be cut.
    pub(super) fn lines(
        &self,
        spans: &dyn Fn(&str) -> Vec<Span>,
        sentence: &str,
        wide: f32,
        most: usize,
    ) -> Vec<Line> {
        let whole = balanced(&spans(&clean(sentence)), wide, most);
        if whole.last().is_some_and(|line| line.text().ends_with('…')) {
            balanced(&spans(&self.shorten(sentence)), wide, most)
        } else {
            whole
        }
    }

    /// A sentence with them shortened.
    pub(super) fn shorten(&self, sentence: &str) -> String {
        let mut sentence = clean(sentence);
        if sentence.chars().count() > LONG_NAME {
            for (name, short) in &self.0 {
                if sentence.contains(name.as_str()) {
                    sentence = sentence.replace(name.as_str(), short);
                }
            }
        }
        sentence
    }
}
