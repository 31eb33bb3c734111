//! Making, changing, taking away and bringing back cards.

use std::borrow::Cow;

use super::deck::{self, Deck, Source};
use super::event;
use super::face::{self, Faces};
use super::queries::{self, Passage};
use crate::api::{CardAdd, CardOrigin, CardSet, CardView, Topic};
use crate::app::Write;
use crate::{Error, Result, course};

/// Longest side of a card, in characters.
const LONGEST: usize = 4_000;
/// Longest answer that is made of a passage, in characters.
const EXCERPT_CHARS: usize = 3_000;
/// Longest question that is made of a note without a title.
const FIRST_WORDS_CHARS: usize = 80;
/// What stands where the passage stood.
const GAP: &str = "[…]";
/// Surroundings of a highlight are cut after so many characters.
const CONTEXT: usize = 32;

/// Makes a card. A highlight and a note have one card each: asked for again it is returned as it
/// is, and brought back if it was taken away. So is the card of a check or term that exists by
/// rule.
///
/// # Errors
/// `not_found` when there is no such highlight or note, or no card by rule; `invalid_input` when
/// the id is no UUID or belongs to another card, or a side is empty or too long.
pub fn add_card(write: &mut Write<'_>, input: &CardAdd) -> Result<CardView> {
    match &input.origin {
        CardOrigin::Check { course, block, .. } => {
            return restore_card(write, &deck::check_id(course, block));
        }
        CardOrigin::Term { course, term } => {
            return restore_card(write, &deck::term_id(course, term));
        }
        CardOrigin::Highlight { .. } | CardOrigin::Note { .. } | CardOrigin::Own => {}
    }
    let id = match &input.id {
        Some(id) => uuid::Uuid::parse_str(id)
            .map_err(|_| Error::invalid("The id of a card is a UUID.").with("id", id))?
            .to_string(),
        None => write.new_id(),
    };
    let origin = serde_json::to_string(&input.origin)?;
    match queries::origin_of(write.db(), &id)? {
        Some(known) if known == origin => return view(write, &id),
        Some(_) => {
            let message = "This id belongs to another card; nothing was changed.";
            return Err(Error::invalid(message).with("id", id));
        }
        None => {}
    }
    if input.origin != CardOrigin::Own
        && let Some(known) = queries::card_of(write.db(), &origin)?
    {
        return restore_card(write, &known);
    }
    let [front, back] = sides(write, input)?;
    write.record(&event::AddCard {
        id: &id,
        origin: &origin,
        front: &side(&front, "question")?,
        back: &side(&back, "answer")?,
    })?;
    write.touch(Topic::Review);
    view(write, &id)
}

/// Changes both sides of a card of one's own. Its reviews stay.
///
/// # Errors
/// `not_found` when there is no such card; `invalid_input` when it follows from the course, or a
/// side is empty or too long.
pub fn set_card(write: &mut Write<'_>, input: &CardSet) -> Result<CardView> {
    let deck = Deck::load(write.db(), write.local_date())?;
    if deck.entry(&input.card)?.source != Source::Own {
        let message =
            "The text of this card is the course’s and changes with it; nothing was changed.";
        return Err(Error::invalid(message).with("card", &input.card));
    }
    let (front, back) = (
        side(&input.front, "question")?,
        side(&input.back, "answer")?,
    );
    write.record(&event::SetCard {
        id: &input.card,
        front: &front,
        back: &back,
    })?;
    write.touch(Topic::Review);
    view(write, &input.card)
}

/// Takes a card away; it can be brought back. Doing it twice is harmless.
///
/// # Errors
/// `not_found` when there is no such card.
pub fn remove_card(write: &mut Write<'_>, id: &str) -> Result<CardView> {
    let card = view(write, id)?;
    // The first date stays.
    if queries::removed_at(write.db(), id)?.is_none() {
        mark(write, &card, true)?;
    }
    write.touch(Topic::Review);
    Ok(CardView {
        removed: true,
        ..card
    })
}

/// Brings a card back, with its reviews. Doing it twice is harmless.
///
/// # Errors
/// `not_found` when there is no such card.
pub fn restore_card(write: &mut Write<'_>, id: &str) -> Result<CardView> {
    let card = view(write, id)?;
    if queries::removed_at(write.db(), id)?.is_some() {
        mark(write, &card, false)?;
    }
    write.touch(Topic::Review);
    Ok(CardView {
        removed: false,
        ..card
    })
}

fn mark(write: &mut Write<'_>, card: &CardView, removed: bool) -> Result<()> {
    write.record(&event::RemoveCard {
        id: &card.id,
        origin: &serde_json::to_string(&card.origin)?,
        removed,
    })
}

fn view(write: &Write<'_>, id: &str) -> Result<CardView> {
    let deck = Deck::load(write.db(), write.local_date())?;
    let entry = deck.entry(id)?;
    face::view(&Faces::read(write.db(), &[entry])?, entry, write.now())
}

/// Question and answer as given, or as made of what the card comes from.
fn sides<'a>(write: &Write<'_>, input: &'a CardAdd) -> Result<[Cow<'a, str>; 2]> {
    let made = match &input.origin {
        CardOrigin::Highlight { highlight } => of_highlight(write, highlight)?,
        CardOrigin::Note { note } => of_note(write, note)?,
        _ => [String::new(), String::new()],
    };
    let [front, back] = made;
    let or = |given: &'a str, made: String| {
        if given.trim().is_empty() {
            Cow::Owned(made)
        } else {
            Cow::Borrowed(given)
        }
    };
    Ok([or(&input.front, front), or(&input.back, back)])
}

/// A passage is asked for by the gap that it leaves: the lesson, then the words around it. One that
/// fills its paragraph leaves none; there the lesson's objective asks for it.
fn of_highlight(write: &Write<'_>, highlight: &str) -> Result<[String; 2]> {
    let parts = queries::passage(write.db(), highlight)?;
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return Err(Error::not_found("highlight", highlight));
    };
    let gap = around(first, last);
    let mut front = Vec::new();
    let ids = serde_json::to_string(&[highlight])?;
    if let Some([_, course, lesson]) = queries::places(write.db(), &ids)?.into_iter().next() {
        let names = queries::lesson_names(write.db())?.into_iter();
        let mut names = names.filter(|name| name.course == course && name.lesson == lesson);
        if let Some(name) = names.next() {
            front.push(name.name);
            if gap.is_none() {
                front.push(course::lesson(write.db(), &course, &lesson)?.objective);
            }
        }
    }
    front.extend(gap);
    let back: Vec<&str> = parts.iter().map(|part| part.exact.trim()).collect();
    Ok([
        front.join("\n"),
        course::excerpt(&back.join(" "), EXCERPT_CHARS),
    ])
}

/// The words before and after a passage; `None` when nothing that can be read stands there.
fn around(first: &Passage, last: &Passage) -> Option<String> {
    let is_told = |text: &str| text.chars().any(char::is_alphanumeric);
    if !is_told(&first.prefix) && !is_told(&last.suffix) {
        return None;
    }
    // Where the surroundings were cut, the cut word goes.
    let is_cut = |text: &str| text.chars().count() >= CONTEXT;
    let before = match first.prefix.split_once(char::is_whitespace) {
        Some((_, rest)) if is_cut(&first.prefix) => format!("… {rest}"),
        _ => first.prefix.clone(),
    };
    let after = match last.suffix.rsplit_once(char::is_whitespace) {
        Some((rest, _)) if is_cut(&last.suffix) => format!("{rest} …"),
        _ => last.suffix.clone(),
    };
    let text = format!("{before}{GAP}{after}");
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A note is asked for by its title, or by its first words.
fn of_note(write: &Write<'_>, note: &str) -> Result<[String; 2]> {
    let (title, excerpt) =
        queries::note(write.db(), note)?.ok_or_else(|| Error::not_found("note", note))?;
    let front = if title.trim().is_empty() {
        course::excerpt(&excerpt, FIRST_WORDS_CHARS)
    } else {
        title
    };
    Ok([front, excerpt])
}

/// A side without white space around it.
fn side(text: &str, what: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        let message = format!("The card has no {what}; nothing was changed.");
        return Err(Error::invalid(message));
    }
    if text.chars().nth(LONGEST).is_some() {
        let message =
            format!("The {what} has more than {LONGEST} characters; nothing was changed.");
        return Err(Error::invalid(message));
    }
    Ok(text.to_owned())
}
