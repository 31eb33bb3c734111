//! Whether a value fits its column.

use chrono::NaiveDate;
use serde_json::Value;

use crate::api::CellKind;

/// What is wanted instead, where the value does not fit: “a whole number from 0 to 5”.
pub fn check(kind: &CellKind, value: &Value) -> Result<(), String> {
    let fits = match kind {
        CellKind::Text { most } => value
            .as_str()
            .is_some_and(|text| text.chars().count() <= *most as usize),
        CellKind::Number {
            least, most, whole, ..
        } => value
            .as_f64()
            .is_some_and(|n| (*least..=*most).contains(&n) && (!whole || n.fract() == 0.0)),
        CellKind::Scale { least, most, .. } => value.as_f64().is_some_and(|n| {
            (f64::from(*least)..=f64::from(*most)).contains(&n) && n.fract() == 0.0
        }),
        CellKind::Steps { of } => value.as_f64().is_some_and(|n| of.contains(&n)),
        CellKind::Choice { options } => value
            .as_str()
            .is_some_and(|id| options.iter().any(|option| option.id == id)),
        // Whether the row is there is the tool's to judge: it may come later, or be gone.
        CellKind::Row { .. } => value
            .as_str()
            .is_some_and(|id| !id.is_empty() && id.len() <= 40),
        CellKind::Date => value.as_str().is_some_and(|day| date(day).is_some()),
        CellKind::Flag => value.is_boolean(),
    };
    if fits { Ok(()) } else { Err(wanted(kind)) }
}

/// A day that is written `YYYY-MM-DD`.
pub fn date(text: &str) -> Option<NaiveDate> {
    (text.len() == 10)
        .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
        .flatten()
}

/// What a cell takes, in words.
pub fn wanted(kind: &CellKind) -> String {
    match kind {
        CellKind::Text { most } => format!("a text of at most {most} characters"),
        CellKind::Number {
            least, most, whole, ..
        } => {
            let number = if *whole { "whole number" } else { "number" };
            format!("a {number} from {least} to {most}")
        }
        CellKind::Scale { least, most, .. } => format!("a whole number from {least} to {most}"),
        CellKind::Steps { of } => {
            let steps: Vec<_> = of.iter().map(f64::to_string).collect();
            match steps.split_last() {
                Some((last, rest)) if !rest.is_empty() => {
                    format!("{} or {last}", rest.join(", "))
                }
                _ => steps.concat(),
            }
        }
        CellKind::Choice { options } => {
            let labels: Vec<_> = options.iter().map(|o| format!("“{}”", o.label)).collect();
            format!("one of {}", labels.join(", "))
        }
        CellKind::Row { .. } => "the name of a row".to_owned(),
        CellKind::Date => "a day such as 2027-03-31".to_owned(),
        CellKind::Flag => "yes or no".to_owned(),
    }
}
