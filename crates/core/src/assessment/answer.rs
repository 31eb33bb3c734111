//! Answering a question of a sitting.

use super::event;
use super::queries::{self, Given};
use super::view::{self, Names};
use crate::api::{ItemAnswer, ItemView, Topic};
use crate::app::Write;
use crate::{Error, Result};

/// An answer takes at most a day; a longer time is a clock or a window left open.
const LONGEST_SECONDS: u32 = 24 * 60 * 60;

/// Keeps the first answer to a question. The same answer again changes nothing; another one is
/// refused.
///
/// # Errors
/// `not_found` for an unknown sitting, question or option, `invalid_input` for a confidence outside
/// 1 to 4, for a second, different answer, and when the sitting is finished. Then nothing was
/// changed.
pub fn answer(write: &mut Write<'_>, input: &ItemAnswer) -> Result<ItemView> {
    let sitting = queries::sitting(write.db(), &input.sitting)?
        .ok_or_else(|| Error::not_found("sitting", &input.sitting))?;
    let mut asked = queries::asked(write.db(), &sitting.id)?
        .into_iter()
        .find(|asked| asked.item.id == input.item)
        .ok_or_else(|| Error::not_found("question", &input.item).with("sitting", &sitting.id))?;
    if !(1..=4).contains(&input.confidence) {
        return Err(Error::invalid(
            "Say how sure you are, from 1 to 4. Nothing was changed.",
        ));
    }
    let correct = match &input.option {
        None => false,
        Some(id) => asked
            .item
            .options
            .iter()
            .find(|option| option.id == *id)
            .map(|option| option.correct)
            .ok_or_else(|| Error::not_found("option", id).with("item", &input.item))?,
    };
    let given = Given {
        option: input.option.clone(),
        correct,
        confidence: input.confidence,
    };
    let finished = sitting.finished_at.is_some();
    match &asked.given {
        Some(first) if *first == given => {}
        Some(_) => {
            return Err(Error::invalid(
                "You answered this question already, and the first answer stands. Nothing was changed.",
            )
            .with("item", &input.item));
        }
        None if finished => {
            return Err(Error::invalid(
                "This round of questions is finished, so it takes no more answers. Nothing was changed.",
            )
            .with("sitting", &sitting.id));
        }
        None => {
            let seconds = input.seconds.min(LONGEST_SECONDS);
            write.record(&event::Answer {
                sitting: &sitting.id,
                item: &input.item,
                option: given.option.as_deref(),
                correct: given.correct,
                confidence: given.confidence,
                seconds,
            })?;
            write.touch(Topic::Path);
            asked.given = Some(given);
        }
    }
    let names = Names::read(write.db(), &sitting.course)?;
    Ok(view::item(&asked, finished, &names))
}
