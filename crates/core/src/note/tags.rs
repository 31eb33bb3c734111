//! Tags: short words of the reader's own, without `#`.

use std::collections::HashMap;

use super::LONGEST_TAG;
use crate::{Error, Result};

/// A tag as it is kept: without `#` in front, its spaces as hyphens; `None` when nothing is left.
///
/// # Errors
/// `invalid_input` when it is too long.
pub(super) fn normal(tag: &str) -> Result<Option<String>> {
    let tag = tag.trim().trim_start_matches('#');
    let words = tag
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty());
    let tag = words.collect::<Vec<_>>().join("-");
    if tag.chars().count() > LONGEST_TAG {
        return Err(Error::invalid(format!(
            "A tag has at most {LONGEST_TAG} characters."
        )));
    }
    Ok((!tag.is_empty()).then_some(tag))
}

/// Spellings of tags by what makes them the same: letters without case.
#[derive(Debug, Default)]
pub(super) struct Spellings(HashMap<String, String>);

impl Spellings {
    /// Spellings in use.
    pub(super) fn of(tags: impl IntoIterator<Item = String>) -> Self {
        let mut spellings = Self::default();
        for tag in tags {
            spellings.first(tag);
        }
        spellings
    }

    /// The spelling that was used first for this tag.
    pub(super) fn first(&mut self, tag: String) -> String {
        self.0.entry(tag.to_lowercase()).or_insert(tag).clone()
    }
}

/// Whether two tags are the same.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
