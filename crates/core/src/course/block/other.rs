//! Reflections, cases, tools, cohort prompts and reading lists.

use super::{Fields, name};
use crate::api::ReadingItem;
use crate::course::form::Form;
use crate::course::head::web_address;
use crate::course::model::{Body, Case, CaseOption};

pub(super) fn prompt(
    form: &mut Form<'_, '_>,
    fields: &mut Fields<'_, '_, '_>,
) -> (String, Option<String>) {
    let prompt = form.filled("prompt", fields.problems());
    let prompt = fields.shown(prompt);
    let help = form.maybe_filled("help", fields.problems());
    (prompt, help.map(|help| fields.line(Some(help))))
}

pub(super) fn tool(form: &mut Form<'_, '_>, fields: &mut Fields<'_, '_, '_>) -> Body {
    let tool = form.id("tool", fields.problems());
    let prompt = form.maybe_filled("prompt", fields.problems());
    Body::Tool {
        tool: name(&tool),
        prompt: prompt.map(|prompt| fields.shown(Some(prompt))),
    }
}

pub(super) fn case(form: &mut Form<'_, '_>, fields: &mut Fields<'_, '_, '_>) -> Case {
    let title = form.filled("title", fields.problems());
    let title = fields.plain(title);
    let body = form.filled("body", fields.problems());
    let html = fields.shown(body);
    let decision = form.filled("decision", fields.problems());
    let decision = fields.shown(decision);
    let (mut ids, mut options) = (Vec::new(), Vec::new());
    for mut option in form.forms("options", "option of a case", fields.problems()) {
        let id = option.id("id", fields.problems());
        let text = option.filled("text", fields.problems());
        let html = fields.line(text);
        let argument = option.filled("argument", fields.problems());
        let argument = fields.hidden(argument);
        options.push(CaseOption {
            id: name(&id),
            html,
            argument,
        });
        ids.push(id);
        option.finish(fields.problems());
    }
    fields.unique(&ids, "option");
    if options.len() < 2 {
        fields.error(form.at(), "This case needs two [[options]] or more.");
    }
    Case {
        title,
        html,
        decision,
        options,
    }
}

pub(super) fn reading(form: &mut Form<'_, '_>, fields: &mut Fields<'_, '_, '_>) -> Body {
    let mut items = Vec::new();
    for mut item in form.forms("items", "work", fields.problems()) {
        let mut plain = |key| {
            let value = item.filled(key, fields.problems());
            fields.plain(value)
        };
        let (author, title, date) = (plain("author"), plain("title"), plain("date"));
        let why = item.filled("why", fields.problems());
        let why = fields.line(why);
        let page = fields.renderer.page;
        let url = web_address(page, &mut item, fields.problems());
        items.push(ReadingItem {
            author,
            title,
            date,
            why,
            url,
        });
        item.finish(fields.problems());
    }
    if items.is_empty() {
        fields.error(form.at(), "This reading list has no [[items]].");
    }
    Body::Reading { items }
}
