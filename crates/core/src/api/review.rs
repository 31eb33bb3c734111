//! Review: cards that come back before they are forgotten.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a card comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "snake_case", deny_unknown_fields)]
pub enum CardOrigin {
    /// A check that was missed.
    Check {
        /// Course id.
        course: String,
        /// Lesson id.
        lesson: String,
        /// Block id.
        block: String,
    },
    /// A term of the glossary.
    Term {
        /// Course id.
        course: String,
        /// Term id.
        term: String,
    },
    /// A highlighted passage.
    Highlight {
        /// Highlight id.
        highlight: String,
    },
    /// A note.
    Note {
        /// Note id.
        note: String,
    },
    /// Written by hand.
    Own,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CardView {
    /// Card id.
    pub id: String,
    /// Where it comes from.
    pub origin: CardOrigin,
    /// The question: markup for checks and terms, plain text for the rest.
    pub front: String,
    /// The answer, likewise.
    pub back: String,
    /// `front` and `back` are markup.
    pub markup: bool,
    /// Where it belongs, such as `4.3 Ranking or optimising`; may be empty.
    pub place: String,
    /// The lesson that it leads to, as course and lesson id.
    pub lesson: Option<super::LessonRef>,
    /// When it is due, local date `YYYY-MM-DD`; `null` for one that was never reviewed.
    pub due: Option<String>,
    /// Reviews so far.
    pub reviews: u32,
    /// Reviews answered with “again”.
    pub lapses: u32,
    /// When it was reviewed last, RFC 3339 UTC.
    pub last_at: Option<String>,
    /// How likely it is remembered now, 0 to 1; `null` for a new one.
    pub recall: Option<f64>,
    /// Taken away; can be brought back.
    pub removed: bool,
}

/// How well something was remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// Not remembered.
    Again,
    /// With effort.
    Hard,
    /// Remembered.
    Good,
    /// At once.
    Easy,
}

/// Today's review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReviewDay {
    /// The local date.
    pub date: String,
    /// Cards left today, in the order to ask.
    pub queue: Vec<ReviewCard>,
    /// Cards reviewed today.
    pub done: u32,
    /// Cards that are due but beyond the daily cap: they wait.
    pub waiting: u32,
    /// About how many minutes the queue takes.
    pub minutes: u32,
    /// How many come on each of the next 14 days, from tomorrow, as scheduled now and levelled to
    /// the cap.
    pub ahead: Vec<ReviewLoad>,
    /// Cards in all, those taken away left out.
    pub cards: u32,
    /// The last review of today can be undone.
    pub can_undo: bool,
    /// The next date on which something is due; `null` when nothing ever is.
    pub next: Option<String>,
    /// How it is set.
    pub settings: ReviewSettings,
}

/// A card in the queue, with what each rating would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReviewCard {
    /// The card.
    pub card: CardView,
    /// The date on which it comes back, for again, hard, good, easy: local dates `YYYY-MM-DD`.
    pub dates: Vec<String>,
}

/// How many cards come on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReviewLoad {
    /// Local date.
    pub date: String,
    /// Cards.
    pub cards: u32,
    /// It is an easy day.
    pub easy: bool,
}

/// Rate a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReviewRate {
    /// Id of this review, made by the caller (a UUID): sent again it counts once.
    pub id: Option<String>,
    /// Card id.
    pub card: String,
    /// How well.
    pub rating: Rating,
    /// Milliseconds from showing the question to rating.
    pub ms: u32,
}

/// How review is set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReviewSettings {
    /// Most cards a day, 5 to 200.
    pub cap: u32,
    /// Most new cards a day, 0 to 50.
    pub new_cap: u32,
    /// Wanted share remembered, 0.8 to 0.95.
    pub retention: f64,
    /// Days with half the cap, from Monday to Sunday.
    pub easy: [bool; 7],
    /// Terms of lessons that are done become cards.
    pub terms: bool,
    /// Checks that were missed become cards.
    pub checks: bool,
}

/// Make a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CardAdd {
    /// Card id made by the caller (a UUID); `null` lets the core make one.
    pub id: Option<String>,
    /// Where it comes from.
    pub origin: CardOrigin,
    /// The question; empty for one made of the origin: the passage's lesson, the note's title.
    pub front: String,
    /// The answer; empty for the passage or the note's beginning.
    pub back: String,
}

/// Change a card of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CardSet {
    /// Card id.
    pub card: String,
    /// The question.
    pub front: String,
    /// The answer.
    pub back: String,
}

/// A card by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CardRef {
    /// Card id.
    pub card: String,
}

/// Which cards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CardFilter {
    /// Words that occur in question or answer; empty for all.
    pub words: String,
    /// Those that were taken away, instead of the others.
    pub removed: bool,
    /// From which on, from 0.
    pub from: u32,
    /// At most how many, 1 to 200.
    pub most: u32,
}

/// Cards by when they are due.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CardList {
    /// This page.
    pub cards: Vec<CardView>,
    /// In all.
    pub total: u32,
}
