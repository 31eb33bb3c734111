//! Marking an answer: pure functions over the key.

use std::collections::BTreeSet;

use crate::api::{Answer, OptionFeedback, Verdict};
use crate::course::{Case, Check, Key, KeyedOption, MatchOption, PlainOption};
use crate::{Error, Result};

/// A marked answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    /// Share that is right, 0 to 1.
    pub score: f64,
    /// Feedback on every option, in the author's order.
    pub options: Vec<OptionFeedback>,
}

/// Marks an answer to a check.
///
/// # Errors
/// `invalid_input` when the answer has another form than the check, leaves something open, or
/// names an option that is not there.
pub fn grade(check: &Check, answer: &Answer) -> Result<Graded> {
    match (&check.key, answer) {
        (Key::Single { options }, Answer::Single { option }) => {
            choose(options, std::slice::from_ref(option))
        }
        (Key::Multiple { options }, Answer::Multiple { options: chosen }) => {
            choose(options, chosen)
        }
        (Key::Ordering { options }, Answer::Ordering { order }) => place(options, order),
        (Key::Matching { targets, options }, Answer::Matching { targets: given }) => {
            if let Some(unknown) = given
                .values()
                .find(|id| !targets.iter().any(|target| target.id == **id))
            {
                return Err(Error::not_found("target", unknown));
            }
            assign(options, given)
        }
        (Key::Numeric { .. }, Answer::Numeric { value }) => number(&check.key, *value),
        _ => Err(Error::invalid(
            "The answer has another form than the check.",
        )),
    }
}

/// Feedback on a choice in a case: the argument for every way, none of them right.
///
/// # Errors
/// `invalid_input` when the choice is not one of the case's options.
pub fn consider(case: &Case, answer: &Answer) -> Result<Vec<OptionFeedback>> {
    let Answer::Single { option: chosen } = answer else {
        return Err(Error::invalid("A case takes one option."));
    };
    if !case.options.iter().any(|option| option.id == *chosen) {
        return Err(Error::not_found("option", chosen));
    }
    Ok(case
        .options
        .iter()
        .map(|option| OptionFeedback {
            id: option.id.clone(),
            verdict: Verdict::Neutral,
            chosen: option.id == *chosen,
            right_target: None,
            feedback: option.argument.clone(),
        })
        .collect())
}

fn choose(options: &[KeyedOption], chosen: &[String]) -> Result<Graded> {
    let chosen = known(
        options.iter().map(|option| option.id.as_str()),
        chosen.iter().map(String::as_str),
    )?;
    if chosen.is_empty() {
        return Err(Error::invalid("Choose at least one option."));
    }
    let (mut hits, mut slips, mut right) = (0_u32, 0_u32, 0_u32);
    let feedback = options
        .iter()
        .map(|option| {
            let is_chosen = chosen.contains(option.id.as_str());
            right += u32::from(option.correct);
            hits += u32::from(option.correct && is_chosen);
            slips += u32::from(!option.correct && is_chosen);
            OptionFeedback {
                id: option.id.clone(),
                verdict: match (option.correct, is_chosen) {
                    (true, _) => Verdict::Right,
                    (false, true) => Verdict::Wrong,
                    (false, false) => Verdict::Neutral,
                },
                chosen: is_chosen,
                right_target: None,
                feedback: option.feedback.clone(),
            }
        })
        .collect();
    Ok(Graded {
        score: share(hits.saturating_sub(slips), right),
        options: feedback,
    })
}

fn place(options: &[PlainOption], order: &[String]) -> Result<Graded> {
    let placed = known(
        options.iter().map(|option| option.id.as_str()),
        order.iter().map(String::as_str),
    )?;
    if placed.len() != options.len() {
        return Err(Error::invalid("Put every option in its place."));
    }
    let mut hits = 0_u32;
    let feedback = options
        .iter()
        .zip(order)
        .map(|(option, given)| {
            let is_right = option.id == *given;
            hits += u32::from(is_right);
            placed_feedback(&option.id, is_right, None, &option.feedback)
        })
        .collect();
    Ok(Graded {
        score: share(hits, length(options)),
        options: feedback,
    })
}

fn assign(
    options: &[MatchOption],
    given: &std::collections::BTreeMap<String, String>,
) -> Result<Graded> {
    let placed = known(
        options.iter().map(|option| option.id.as_str()),
        given.keys().map(String::as_str),
    )?;
    if placed.len() != options.len() {
        return Err(Error::invalid("Sort every option to a target."));
    }
    let mut hits = 0_u32;
    let feedback = options
        .iter()
        .map(|option| {
            let is_right = given.get(&option.id) == Some(&option.target);
            hits += u32::from(is_right);
            placed_feedback(
                &option.id,
                is_right,
                Some(option.target.clone()),
                &option.feedback,
            )
        })
        .collect();
    Ok(Graded {
        score: share(hits, length(options)),
        options: feedback,
    })
}

fn number(key: &Key, value: f64) -> Result<Graded> {
    let Key::Numeric {
        answer,
        tolerance,
        feedback,
        wrong,
        otherwise,
        ..
    } = key
    else {
        return Err(Error::invalid("The check takes no number."));
    };
    if !value.is_finite() {
        return Err(Error::invalid("Give a number."));
    }
    // The margin absorbs the rounding of decimal fractions typed by people (0.1 + 0.2).
    let close = |to: f64| (value - to).abs() <= tolerance + 1e-9 * to.abs().max(1.0);
    let is_right = close(*answer);
    let text = if is_right {
        feedback
    } else {
        wrong
            .iter()
            .find(|typical| close(typical.value))
            .map_or(otherwise, |typical| &typical.feedback)
    };
    let option = placed_feedback("value", is_right, None, text);
    Ok(Graded {
        score: f64::from(u8::from(is_right)),
        options: vec![option],
    })
}

fn placed_feedback(
    id: &str,
    is_right: bool,
    right_target: Option<String>,
    feedback: &str,
) -> OptionFeedback {
    OptionFeedback {
        id: id.to_owned(),
        verdict: if is_right {
            Verdict::Right
        } else {
            Verdict::Wrong
        },
        chosen: true,
        right_target,
        feedback: feedback.to_owned(),
    }
}

/// The given ids as a set, when each is an option and none comes twice.
fn known<'a>(
    options: impl Iterator<Item = &'a str>,
    given: impl Iterator<Item = &'a str>,
) -> Result<BTreeSet<&'a str>> {
    let options: BTreeSet<_> = options.collect();
    let mut seen = BTreeSet::new();
    for id in given {
        if !options.contains(id) {
            return Err(Error::not_found("option", id));
        }
        if !seen.insert(id) {
            return Err(Error::invalid(format!("Option “{id}” is given twice.")));
        }
    }
    Ok(seen)
}

fn share(hits: u32, all: u32) -> f64 {
    if all == 0 {
        0.0
    } else {
        f64::from(hits) / f64::from(all)
    }
}

fn length<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "grade_tests.rs"]
mod tests;
