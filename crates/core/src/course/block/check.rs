//! Checks: five forms of answer, feedback for every option.

use super::{Fields, name};
use crate::course::form::{Field, Form};
use crate::course::model::{Check, Key, KeyedOption, MatchOption, PlainOption, Target, WrongValue};

const FORMS: &str = "single, multiple, ordering, matching or numeric";

pub(super) fn read(form: &mut Form<'_, '_>, fields: &mut Fields<'_, '_, '_>) -> Option<Check> {
    let difficulty = form
        .whole("difficulty", 1..=3, fields.problems())
        .unwrap_or(1);
    let prompt = form.filled("prompt", fields.problems());
    let prompt = fields.shown(prompt);
    let kind = form.filled("kind", fields.problems())?;
    let key = match kind.text.as_str() {
        "single" | "multiple" => choice(form, fields, kind.text == "single"),
        "ordering" => ordering(form, fields),
        "matching" => matching(form, fields),
        "numeric" => numeric(form, fields),
        _ => {
            fields.error(kind.at, format!("“kind” must be {FORMS}."));
            return None;
        }
    };
    let explanation = form.maybe_filled("explanation", fields.problems());
    let explanation = explanation.map(|explanation| fields.hidden(Some(explanation)));
    Some(Check {
        prompt,
        difficulty: u8::try_from(difficulty).unwrap_or(1),
        explanation,
        key,
    })
}

/// Reads `[[options]]` with an id, a text and feedback each, and something of their own.
fn options<T>(
    form: &mut Form<'_, '_>,
    fields: &mut Fields<'_, '_, '_>,
    own: impl Fn(&mut Form<'_, '_>, &mut Fields<'_, '_, '_>) -> T,
) -> Vec<(PlainOption, T)> {
    let mut ids: Vec<Option<Field>> = Vec::new();
    let mut found = Vec::new();
    for mut option in form.forms("options", "option", fields.problems()) {
        let id = option.id("id", fields.problems());
        let text = option.filled("text", fields.problems());
        let html = fields.line(text);
        let own = own(&mut option, fields);
        let feedback = option.filled("feedback", fields.problems());
        let feedback = fields.hidden(feedback);
        found.push((
            PlainOption {
                id: name(&id),
                html,
                feedback,
            },
            own,
        ));
        ids.push(id);
        option.finish(fields.problems());
    }
    fields.unique(&ids, "option");
    if found.len() < 2 {
        fields.error(form.at(), "This check needs two [[options]] or more.");
    }
    found
}

pub(super) fn choice(
    form: &mut Form<'_, '_>,
    fields: &mut Fields<'_, '_, '_>,
    single: bool,
) -> Key {
    let options: Vec<_> = options(form, fields, |option, fields| {
        option
            .maybe_flag("correct", fields.problems())
            .unwrap_or(false)
    })
    .into_iter()
    .map(
        |(PlainOption { id, html, feedback }, correct)| KeyedOption {
            id,
            html,
            correct,
            feedback,
        },
    )
    .collect();
    let right = options.iter().filter(|option| option.correct).count();
    if single && right != 1 {
        let message = format!("One option must have “correct = true”; here {right} have.");
        fields.error(form.at(), message);
    } else if right == 0 {
        fields.error(form.at(), "At least one option must have “correct = true”.");
    }
    if single {
        Key::Single { options }
    } else {
        Key::Multiple { options }
    }
}

fn ordering(form: &mut Form<'_, '_>, fields: &mut Fields<'_, '_, '_>) -> Key {
    let options = options(form, fields, |_, _| ());
    Key::Ordering {
        options: options.into_iter().map(|(option, ())| option).collect(),
    }
}

fn matching(form: &mut Form<'_, '_>, fields: &mut Fields<'_, '_, '_>) -> Key {
    let (mut ids, mut targets) = (Vec::new(), Vec::new());
    for mut target in form.forms("targets", "target", fields.problems()) {
        let id = target.id("id", fields.problems());
        let text = target.filled("text", fields.problems());
        targets.push(Target {
            id: name(&id),
            html: fields.line(text),
        });
        ids.push(id);
        target.finish(fields.problems());
    }
    fields.unique(&ids, "target");
    if targets.len() < 2 {
        fields.error(form.at(), "This check needs two [[targets]] or more.");
    }
    let options = options(form, fields, |option, fields| {
        let target = option.filled("target", fields.problems())?;
        if !targets.iter().any(|known| known.id == target.text) {
            let message = format!("There is no target “{}”.", target.text.escape_debug());
            fields.error(target.at, message);
        }
        Some(target)
    });
    let options = options
        .into_iter()
        .map(|(PlainOption { id, html, feedback }, target)| MatchOption {
            id,
            html,
            target: name(&target),
            feedback,
        });
    Key::Matching {
        options: options.collect(),
        targets,
    }
}

fn numeric(form: &mut Form<'_, '_>, fields: &mut Fields<'_, '_, '_>) -> Key {
    let answer = form.number("answer", fields.problems()).unwrap_or_default();
    let tolerance = form
        .number("tolerance", fields.problems())
        .unwrap_or_default();
    if tolerance < 0.0 {
        fields.error(form.place("tolerance"), "“tolerance” must not be negative.");
    }
    let unit = form
        .maybe_filled("unit", fields.problems())
        .map(|unit| unit.text.trim().to_owned());
    let feedback = form.filled("feedback", fields.problems());
    let feedback = fields.hidden(feedback);
    let otherwise = form.filled("otherwise", fields.problems());
    let otherwise = fields.hidden(otherwise);
    let mut wrong = Vec::new();
    for mut option in form.forms("options", "option of a numeric check", fields.problems()) {
        let value = option
            .number("value", fields.problems())
            .unwrap_or(f64::INFINITY);
        if (value - answer).abs() <= tolerance {
            let message = "This value is within the tolerance of the right answer.";
            fields.error(option.place("value"), message);
        }
        let feedback = option.filled("feedback", fields.problems());
        wrong.push(WrongValue {
            value,
            feedback: fields.hidden(feedback),
        });
        option.finish(fields.problems());
    }
    Key::Numeric {
        answer,
        tolerance,
        unit,
        feedback,
        wrong,
        otherwise,
    }
}
