//! Events of cards (each side: the last writer wins) and of reviews (append only; taking back marks).

use minicbor::{Decode, Encode};

use super::queries::{self, NewReview, OwnCard};
use crate::Result;
use crate::api::{CardOrigin, Topic};
use crate::log::{Apply, Body, Outcome};

pub(crate) use super::deck::is_by_rule;

const ENTITY: &str = "card";

/// The reader makes a card.
#[derive(Debug, Encode, Decode)]
pub(crate) struct AddCard<'b> {
    #[b(0)]
    pub id: &'b str,
    /// `api::CardOrigin` as JSON.
    #[b(1)]
    pub origin: &'b str,
    #[b(2)]
    pub front: &'b str,
    #[b(3)]
    pub back: &'b str,
}

/// Both sides of a card are changed.
#[derive(Debug, Encode, Decode)]
pub(crate) struct SetCard<'b> {
    #[b(0)]
    pub id: &'b str,
    #[b(1)]
    pub front: &'b str,
    #[b(2)]
    pub back: &'b str,
}

/// A card is taken away, or brought back.
#[derive(Debug, Encode, Decode)]
pub(crate) struct RemoveCard<'b> {
    #[b(0)]
    pub id: &'b str,
    /// `api::CardOrigin` as JSON: a card by rule has no row before.
    #[b(1)]
    pub origin: &'b str,
    #[n(2)]
    pub removed: bool,
}

/// A card is rated.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Rate<'b> {
    #[b(0)]
    pub id: &'b str,
    #[b(1)]
    pub card: &'b str,
    /// Local date, YYYY-MM-DD.
    #[b(2)]
    pub day: &'b str,
    /// 1 to 4.
    #[n(3)]
    pub rating: u32,
    #[n(4)]
    pub ms: u32,
}

/// A review is taken back.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Undo<'b> {
    #[b(0)]
    pub review: &'b str,
}

impl Body for AddCard<'_> {
    const KIND: &'static str = "card.add";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if !to.is_own && serde_json::from_str::<CardOrigin>(self.origin).is_err() {
            return Ok(Outcome::Malformed);
        }
        let card = OwnCard {
            id: self.id.to_owned(),
            origin: self.origin.to_owned(),
            front: self.front.to_owned(),
            back: self.back.to_owned(),
        };
        let now = queries::texts(to.db(), self.id)?;
        queries::put_card(to.db(), &card, to.at)?;
        sides(to, self.id, now, [self.front, self.back])?;
        to.made(format!("card/{}", self.id));
        to.touch(Topic::Review);
        Ok(Outcome::Done)
    }
}

impl Body for SetCard<'_> {
    const KIND: &'static str = "card.set";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        let Some(now) = queries::texts(to.db(), self.id)? else {
            return Ok(Outcome::Waits(format!("card/{}", self.id)));
        };
        sides(to, self.id, Some(now), [self.front, self.back])?;
        to.touch(Topic::Review);
        Ok(Outcome::Done)
    }
}

/// Each side by itself.
fn sides(to: &Apply<'_>, id: &str, now: Option<[String; 2]>, new: [&str; 2]) -> Result<()> {
    let [front, back] = now.map_or([None, None], |sides| sides.map(Some));
    if to.wins_text(
        [ENTITY, id, "front"],
        (front.as_deref(), None),
        Some(new[0]),
    )? {
        queries::set_front(to.db(), id, new[0])?;
    }
    if to.wins_text([ENTITY, id, "back"], (back.as_deref(), None), Some(new[1]))? {
        queries::set_back(to.db(), id, new[1])?;
    }
    Ok(())
}

impl Body for RemoveCard<'_> {
    const KIND: &'static str = "card.remove";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if is_by_rule(self.id) {
            queries::put_ruled(to.db(), self.id, self.origin, to.at)?;
        } else if queries::texts(to.db(), self.id)?.is_none() {
            return Ok(Outcome::Waits(format!("card/{}", self.id)));
        }
        if to.wins(ENTITY, self.id, "removed")? {
            queries::put_removed(to.db(), self.id, self.removed.then_some(to.at))?;
        }
        to.touch(Topic::Review);
        Ok(Outcome::Done)
    }
}

impl Body for Rate<'_> {
    const KIND: &'static str = "review.rate";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if !(1..=4).contains(&self.rating) {
            return Ok(Outcome::Malformed);
        }
        queries::put_review(
            to.db(),
            &NewReview {
                id: self.id,
                card: self.card,
                at: to.at,
                day: self.day,
                rating: self.rating,
                ms: self.ms,
            },
        )?;
        to.made(format!("review/{}", self.id));
        to.touch(Topic::Review);
        Ok(Outcome::Done)
    }
}

impl Body for Undo<'_> {
    const KIND: &'static str = "review.undo";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        if queries::reviewed_card(to.db(), self.review)?.is_none() {
            return Ok(Outcome::Waits(format!("review/{}", self.review)));
        }
        queries::put_undone(to.db(), self.review, to.at)?;
        to.touch(Topic::Review);
        Ok(Outcome::Done)
    }
}
