//! Items: questions outside the lessons, for the pre-assessment, the fast-track and the
//! post-test. `items.toml` in a module's folder.

use super::check::choice;
use super::{Fields, name};
use crate::course::form::{self, Field, Form};
use crate::course::head::{is_month, whole};
use crate::course::markup::render::Renderer;
use crate::course::model::Key;
use crate::course::{Item, ItemForm, ItemKind};

/// An item with the places of its ids.
pub(crate) struct ItemRead {
    /// Its id.
    pub id: Field,
    /// The lesson it asks about.
    pub lesson: Field,
    /// What it is.
    pub item: Item,
}

/// Reads `[[items]]` of the renderer's page.
pub(crate) fn items(renderer: &mut Renderer<'_, '_>) -> Vec<ItemRead> {
    let page = renderer.page;
    let Some(table) = form::parse(page, whole(page), renderer.problems) else {
        return Vec::new();
    };
    let mut form = Form::new(page, whole(page).start, table.get_ref(), 0, "list of items");
    let found = form
        .forms("items", "item", renderer.problems)
        .into_iter()
        .filter_map(|form| item(form, renderer))
        .collect();
    form.finish(renderer.problems);
    found
}

fn item(mut form: Form<'_, '_>, renderer: &mut Renderer<'_, '_>) -> Option<ItemRead> {
    let id = form.id("id", renderer.problems);
    let mut fields = Fields {
        scope: format!("footnote-{}", name(&id)),
        renderer,
        count: 0,
        text: Vec::new(),
        words: 0,
    };
    let lesson = form.id("lesson", fields.problems());
    let wanted = "“form” must be a (pre-assessment), b (fast-track), c (post-test) or d (spare).";
    let letter = one_of(&mut form, &mut fields, "form", wanted, |text| {
        Some(match text {
            "a" => ItemForm::A,
            "b" => ItemForm::B,
            "c" => ItemForm::C,
            "d" => ItemForm::D,
            _ => return None,
        })
    });
    let wanted = "“kind” must be fact, scenario or calculation.";
    let kind = one_of(&mut form, &mut fields, "kind", wanted, |text| {
        Some(match text {
            "fact" => ItemKind::Fact,
            "scenario" => ItemKind::Scenario,
            "calculation" => ItemKind::Calculation,
            _ => return None,
        })
    });
    let prompt = form.filled("prompt", fields.problems());
    let prompt = fields.hidden(prompt);
    let Key::Single { options } = choice(&mut form, &mut fields, true) else {
        return None;
    };
    let explanation = form.filled("explanation", fields.problems());
    let explanation = fields.hidden(explanation);
    let dated = kind == Some(ItemKind::Fact);
    let source = own_text(&mut form, &mut fields, "source", dated);
    let as_at = own_text(&mut form, &mut fields, "as_at", dated);
    if as_at.as_deref().is_some_and(|at| !is_month(at)) {
        let message = "“as_at” must be a month such as “2026-11”.";
        fields.error(form.place("as_at"), message);
    }
    form.finish(renderer.problems);
    let (id, lesson) = (id?, lesson?);
    let item = Item {
        id: id.text.clone(),
        lesson: lesson.text.clone(),
        form: letter?,
        kind: kind?,
        prompt,
        options,
        explanation,
        source,
        as_at,
    };
    Some(ItemRead { id, lesson, item })
}

fn one_of<T>(
    form: &mut Form<'_, '_>,
    fields: &mut Fields<'_, '_, '_>,
    key: &'static str,
    wanted: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let field = form.filled(key, fields.problems())?;
    let value = read(&field.text);
    if value.is_none() {
        fields.error(field.at, wanted);
    }
    value
}

fn own_text(
    form: &mut Form<'_, '_>,
    fields: &mut Fields<'_, '_, '_>,
    key: &'static str,
    required: bool,
) -> Option<String> {
    let field = if required {
        form.filled(key, fields.problems())
    } else {
        form.maybe_filled(key, fields.problems())
    };
    field.map(|field| field.text.trim().to_owned())
}
