//! A new highlight.

use std::collections::BTreeSet;

use super::anchor::{Blocks, Part, around};
use super::queries::{self, Head};
use super::{event, list, spot};
use crate::api::{HighlightAdd, HighlightPart, HighlightView, Topic};
use crate::app::Write;
use crate::{Error, Result, course};

/// Most blocks that a passage may touch.
const MOST_PARTS: usize = 200;
/// Longest quote in one block, in code points.
const LONGEST: usize = 20_000;

/// Keeps a highlight. One whose id is there already is returned as it is. A passage that is not at
/// the given position is looked for in its block; parts that hold nothing but white space are
/// left out.
///
/// # Errors
/// `not_found` when the lesson or a block is not there; `invalid_input` when the id is no UUID, the
/// passage is empty or too long, or its text does not stand in its block.
pub fn add(write: &mut Write<'_>, input: &HighlightAdd) -> Result<HighlightView> {
    let id = match &input.id {
        Some(id) => uuid::Uuid::parse_str(id)
            .map_err(|_| Error::invalid("The id of a highlight is a UUID.").with("id", id))?
            .to_string(),
        None => write.new_id(),
    };
    if let Some(head) = queries::head(write.db(), &id)? {
        return list::view(write.db(), head);
    }
    let parts = parts(write, input)?;
    let head = Head {
        id,
        course: input.course.clone(),
        lesson: input.lesson.clone(),
        at: write.stamp(),
    };
    let (parts, spots): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    write.record(&event::Add {
        id: &head.id,
        course: &head.course,
        lesson: &head.lesson,
        parts: parts.iter().map(event::Quote::of).collect(),
    })?;
    for (order, mut spot) in (0..).zip(spots) {
        spot.highlight.clone_from(&head.id);
        spot.order = order;
        queries::put_spot(write.db(), &spot)?;
    }
    write.touch(Topic::Highlight);
    list::view(write.db(), head)
}

/// The checked parts in reading order, and where they are.
fn parts(write: &Write<'_>, input: &HighlightAdd) -> Result<Vec<(Part, queries::Spot)>> {
    // Says which of the two is missing.
    course::lesson(write.db(), &input.course, &input.lesson)?;
    if input.parts.len() > MOST_PARTS {
        return Err(Error::invalid(format!(
            "A highlight can span {MOST_PARTS} blocks; this one spans {}.",
            input.parts.len()
        )));
    }
    let texts = course::block_texts(write.db(), &input.course, Some(&input.lesson))?;
    let blocks = Blocks::new(texts);
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for part in &input.parts {
        let Some(index) = blocks.index(&part.block) else {
            course::block(write.db(), &input.course, &input.lesson, &part.block)?;
            return Err(about(part, "Text cannot be highlighted in this block."));
        };
        if !seen.insert(&part.block) {
            return Err(about(part, "A highlight has one part for each block."));
        }
        if part.exact.chars().nth(LONGEST).is_some() {
            let message = format!("A highlight can hold {LONGEST} characters of a block.");
            return Err(about(part, &message));
        }
        if !part.exact.trim().is_empty() {
            found.push((index, anchored(&blocks, index, part)?));
        }
    }
    if found.is_empty() {
        return Err(Error::invalid("There is no text in this highlight."));
    }
    found.sort_by_key(|(index, _)| *index);
    Ok(found.into_iter().map(|(_, part)| part).collect())
}

/// The anchor as it stands in the block, whatever the caller took for its position and
/// surroundings.
fn anchored(blocks: &Blocks, index: usize, part: &HighlightPart) -> Result<(Part, queries::Spot)> {
    let position = |point: u32| usize::try_from(point).unwrap_or(usize::MAX);
    let text = &blocks.all[index].text;
    let mut anchor = Part {
        block: part.block.clone(),
        start: position(part.start),
        end: position(part.end),
        exact: part.exact.clone(),
        prefix: part.prefix.clone(),
        suffix: part.suffix.clone(),
    };
    if text.slice(anchor.start, anchor.end) != Some(&part.exact) {
        let place = blocks.nearest(index, &anchor).ok_or_else(|| {
            about(part, "This text does not stand in the block. It may have been revised: open the lesson again.")
        })?;
        (anchor.start, anchor.end) = (place.start, place.end);
    }
    (anchor.prefix, anchor.suffix) = around(text, anchor.start, anchor.end);
    let place = super::Place {
        block: index,
        start: anchor.start,
        end: anchor.end,
        changed: false,
    };
    Ok((anchor, spot("", 0, blocks, &place)))
}

fn about(part: &HighlightPart, message: &str) -> Error {
    Error::invalid(message).with("block", &part.block)
}
