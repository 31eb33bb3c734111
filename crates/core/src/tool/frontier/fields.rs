//! Which fields the tool has, and of what type their values are.

use serde::Deserialize;
use serde_json::Value;

use super::input::{CRITERION, CriterionField, PROJECT, ProjectField};
use crate::tool::Fields;
use crate::{Error, Result};

/// Longest name of a project or criterion, in characters.
pub const NAME_CHARS: usize = 200;
/// Most projects that are stored (fewer are computed with, see [`super::instance::MOST`]).
pub const MOST_STORED: usize = 200;
/// Most criteria.
pub const MOST_CRITERIA: usize = 20;

const UNIT_CHARS: usize = 20;
const ID_CHARS: usize = 40;

/// Refuses a field that the tool does not have, or a value of the wrong type or size.
pub fn check(field: &str, value: &Value) -> Result<()> {
    let wrong = |what: &str| Err(Error::invalid(format!("“{field}” takes {what}.")));
    match field {
        "unit" => match value.as_str() {
            Some(unit) if unit.chars().count() <= UNIT_CHARS => Ok(()),
            _ => wrong("a text of at most 20 characters"),
        },
        "budget" | "step" => match value.as_f64() {
            Some(_) => Ok(()),
            None => wrong("a number"),
        },
        _ if has_id(field, CRITERION) => match CriterionField::deserialize(value) {
            Err(error) => wrong(&format!("{{name, weight, order}}: {error}")),
            Ok(criterion) if criterion.name.chars().count() > NAME_CHARS => {
                wrong("a name of at most 200 characters")
            }
            Ok(_) => Ok(()),
        },
        _ if has_id(field, PROJECT) => match ProjectField::deserialize(value) {
            Err(error) => wrong(&format!(
                "{{name, cost, scores, forced, depends, excludes, order}}: {error}"
            )),
            Ok(project) => match too_much(&project) {
                Some(what) => wrong(what),
                None => Ok(()),
            },
        },
        _ => Err(Error::invalid(format!(
            "Portfolio frontier has no field “{field}”."
        ))),
    }
}

fn too_much(project: &ProjectField) -> Option<&'static str> {
    if project.name.chars().count() > NAME_CHARS {
        Some("a name of at most 200 characters")
    } else if project.scores.len() > MOST_CRITERIA * 2 {
        // Scores of criteria that were removed may linger.
        Some("scores for at most 40 criteria")
    } else if project.depends.len() > MOST_STORED || project.excludes.len() > MOST_STORED {
        Some("at most 200 projects to depend on or exclude")
    } else {
        let mut ids = project
            .depends
            .iter()
            .chain(&project.excludes)
            .chain(project.scores.keys());
        ids.any(|id| !is_id(id))
            .then_some("ids of 1 to 40 letters, digits, hyphens and underscores")
    }
}

fn has_id(field: &str, prefix: &str) -> bool {
    field.strip_prefix(prefix).is_some_and(is_id)
}

fn is_id(id: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (1..=ID_CHARS).contains(&id.len()) && id.bytes().all(allowed)
}

/// Refuses more projects or criteria than are stored.
pub fn check_all(fields: &Fields) -> Result<()> {
    for (prefix, most, what) in [
        (PROJECT, MOST_STORED, "projects"),
        (CRITERION, MOST_CRITERIA, "criteria"),
    ] {
        let count = fields
            .keys()
            .filter(|field| field.starts_with(prefix))
            .count();
        if count > most {
            return Err(Error::invalid(format!(
                "There would be {count} {what}; {most} is the most. Nothing was changed."
            ))
            .with("field", what));
        }
    }
    Ok(())
}
