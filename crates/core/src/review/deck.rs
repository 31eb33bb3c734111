//! All cards that there are, each with what its reviews amount to.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;

use super::memory::{Memory, Reviewed, Scheduler, rating};
use super::{queries, settings};
use crate::api::{CardOrigin, ReviewSettings};
use crate::{Code, Error, Result};

/// What a card follows from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// A row of the reader's own.
    Own,
    /// A missed check.
    Check {
        course: String,
        lesson: String,
        block: String,
    },
    /// A term of a completed lesson.
    Term {
        course: String,
        lesson: String,
        term: String,
    },
}

impl Source {
    /// The same at the border, for those by rule.
    pub(super) fn origin(&self) -> Option<CardOrigin> {
        match self.clone() {
            Self::Own => None,
            Self::Check {
                course,
                lesson,
                block,
            } => Some(CardOrigin::Check {
                course,
                lesson,
                block,
            }),
            Self::Term { course, term, .. } => Some(CardOrigin::Term { course, term }),
        }
    }
}

/// A card, without its texts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub id: String,
    pub source: Source,
    pub removed: bool,
    /// `None` until the first review.
    pub memory: Option<Memory>,
    /// With `memory`.
    pub due: Option<NaiveDate>,
}

/// All cards, in the order in which new ones are asked: the reader's own, missed checks, terms;
/// the oldest of each first.
pub(super) struct Deck {
    pub entries: Vec<Entry>,
    pub settings: ReviewSettings,
    pub scheduler: Scheduler,
    /// Cards reviewed on the date of the deck, also those that are gone or taken away since.
    pub reviewed: u32,
    /// Those of them that had never been reviewed before.
    pub begun: u32,
}

/// Id of the card of a check.
pub(super) fn check_id(course: &str, block: &str) -> String {
    format!("check/{course}/{block}")
}

/// Id of the card of a term.
pub(super) fn term_id(course: &str, term: &str) -> String {
    format!("term/{course}/{term}")
}

impl Deck {
    /// Every card as it stands on a date: one ordered query over the log, none a card.
    pub(super) fn load(db: &Connection, date: NaiveDate) -> Result<Self> {
        let settings = settings::read(db)?;
        let mut deck = Self {
            entries: entries(db, &settings)?,
            scheduler: Scheduler::new(settings.retention),
            settings,
            reviewed: 0,
            begun: 0,
        };
        deck.fold(db, date)?;
        Ok(deck)
    }

    /// The card of an id.
    ///
    /// # Errors
    /// `not_found`.
    pub(super) fn entry(&self, id: &str) -> Result<&Entry> {
        self.entries
            .iter()
            .find(|entry| entry.id == id)
            .ok_or_else(|| Error::not_found("card", id))
    }

    fn fold(&mut self, db: &Connection, date: NaiveDate) -> Result<()> {
        let mut places: HashMap<String, usize> = HashMap::with_capacity(self.entries.len());
        for (place, entry) in self.entries.iter().enumerate() {
            places.insert(entry.id.clone(), place);
        }
        let mut log = Log::default();
        let mut close = |log: &mut Log| -> Result<()> {
            if let Some(first) = log.reviews.first() {
                if log.reviews.iter().any(|review| review.day == date) {
                    self.reviewed += 1;
                    self.begun += u32::from(first.day == date);
                }
                if let Some(place) = places.get(&log.card) {
                    let memory = self.scheduler.fold(&log.reviews, moment(&log.at)?)?;
                    self.entries[*place].due =
                        memory.map(|memory| self.scheduler.due(&log.card, &memory));
                    self.entries[*place].memory = memory;
                }
            }
            log.reviews.clear();
            Ok(())
        };
        queries::each_review(db, |card, at, day, number| {
            if card != log.card {
                close(&mut log)?;
                card.clone_into(&mut log.card);
            }
            log.reviews.push(Reviewed {
                day: log.days.read(day)?,
                rating: rating(number),
            });
            at.clone_into(&mut log.at);
            Ok(())
        })?;
        close(&mut log)
    }
}

/// The reviews of one card while they come in.
#[derive(Default)]
struct Log {
    card: String,
    reviews: Vec<Reviewed>,
    /// Moment of the last of them.
    at: String,
    days: Days,
}

/// Dates as written, each read once: a log has many reviews a day.
#[derive(Default)]
struct Days(HashMap<String, NaiveDate>);

impl Days {
    fn read(&mut self, text: &str) -> Result<NaiveDate> {
        if let Some(day) = self.0.get(text) {
            return Ok(*day);
        }
        let day = text.parse().map_err(|_| unreadable(text))?;
        self.0.insert(text.to_owned(), day);
        Ok(day)
    }
}

fn moment(text: &str) -> Result<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text)
        .map(|moment| moment.with_timezone(&Utc))
        .map_err(|_| unreadable(text))
}

fn unreadable(text: &str) -> Error {
    let message = format!("The review log holds a date that cannot be read: “{text}”.");
    Error::new(Code::Internal, message)
}

fn entries(db: &Connection, settings: &ReviewSettings) -> Result<Vec<Entry>> {
    let entry = |id: String, source: Source, removed: bool| Entry {
        id,
        source,
        removed,
        memory: None,
        due: None,
    };
    let (mut found, mut removed) = (Vec::new(), std::collections::HashSet::new());
    for row in queries::card_rows(db)? {
        if !is_by_rule(&row.id) {
            found.push(entry(row.id, Source::Own, row.removed));
        } else if row.removed {
            removed.insert(row.id);
        }
    }
    if settings.checks {
        for cause in queries::missed_checks(db)? {
            let id = check_id(&cause.course, &cause.of);
            let removed = removed.contains(&id);
            let source = Source::Check {
                course: cause.course,
                lesson: cause.lesson,
                block: cause.of,
            };
            found.push(entry(id, source, removed));
        }
    }
    if settings.terms {
        for cause in queries::learnt_terms(db)? {
            let id = term_id(&cause.course, &cause.of);
            let removed = removed.contains(&id);
            let source = Source::Term {
                course: cause.course,
                lesson: cause.lesson,
                term: cause.of,
            };
            found.push(entry(id, source, removed));
        }
    }
    Ok(found)
}

/// Ids of one's own cards are UUIDs.
pub(crate) fn is_by_rule(id: &str) -> bool {
    id.contains('/')
}
