//! The words that a module teaches: `glossary.toml` in its folder.

use super::form::{self, Field, Form};
use super::head::whole;
use super::problem::{Page, Problems};

/// A term before its meaning is rendered.
#[derive(Debug)]
pub(super) struct TermHead {
    pub id: Field,
    pub term: Field,
    pub meaning: Field,
    /// Id of the lesson that teaches it.
    pub lesson: Option<Field>,
}

/// Reads `[[terms]]`.
pub(super) fn read(page: &Page<'_>, problems: &mut Problems) -> Vec<TermHead> {
    let Some(table) = form::parse(page, whole(page), problems) else {
        return Vec::new();
    };
    let mut form = Form::new(page, whole(page).start, table.get_ref(), 0, "glossary");
    let mut terms = Vec::new();
    for mut term in form.forms("terms", "term", problems) {
        let id = term.id("id", problems);
        let name = term.filled("term", problems);
        let meaning = term.filled("meaning", problems);
        let lesson = term.maybe_id("lesson", problems);
        term.finish(problems);
        if let (Some(id), Some(term), Some(meaning)) = (id, name, meaning) {
            terms.push(TermHead {
                id,
                term,
                meaning,
                lesson,
            });
        }
    }
    form.finish(problems);
    terms
}
