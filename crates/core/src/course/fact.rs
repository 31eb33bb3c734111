//! The dated facts in a lesson's front matter.

use std::collections::BTreeSet;

use super::form::{Field, Form};
use super::head::is_month;
use super::problem::{Page, Problems};
use crate::api::Fact;

/// Reads `[[facts]]`. `sources` are the ids of the lesson's sources.
pub(super) fn read(
    page: &Page<'_>,
    form: &mut Form<'_, '_>,
    sources: &BTreeSet<String>,
    problems: &mut Problems,
) -> Vec<(Field, Fact)> {
    let mut facts = Vec::new();
    for mut fact in form.forms("facts", "fact", problems) {
        let id = fact.id("id", problems);
        let claim = fact.filled("claim", problems);
        let as_at = fact.filled("as_at", problems);
        if let Some(at) = as_at.as_ref().filter(|at| !is_month(&at.text)) {
            problems.error(page, at.at, "“as_at” must be a month such as “2026-11”.");
        }
        let source = fact.filled("source", problems);
        if let Some(source) = source.as_ref().filter(|s| !sources.contains(&s.text)) {
            let message = format!(
                "This lesson has no source “{}”.",
                source.text.escape_debug()
            );
            problems.error(page, source.at, message);
        }
        let changed = fact.maybe_filled("changed", problems);
        if let Some(changed) = changed.as_ref().filter(|c| !is_year_or_month(&c.text)) {
            let message = "“changed” must be a year or a month such as “2025” or “2025-11”.";
            problems.error(page, changed.at, message);
        }
        let was = fact.maybe_filled("was", problems);
        let unverified = fact.maybe_filled("unverified", problems);
        fact.finish(problems);
        let Some(id) = id else { continue };
        let text = |field: Field| field.text.trim().to_owned();
        let own = Fact {
            id: id.text.clone(),
            claim: claim.map(text).unwrap_or_default(),
            as_at: as_at.map(text).unwrap_or_default(),
            source: source.map(text).unwrap_or_default(),
            changed: changed.map(text),
            was: was.map(text),
            unverified: unverified.map(text),
        };
        facts.push((id, own));
    }
    facts
}

fn is_year_or_month(text: &str) -> bool {
    is_month(text) || (text.len() == 4 && is_month(&format!("{text}-01")))
}
