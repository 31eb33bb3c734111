//! Which outcomes fit: down the scores, into the hours.

use std::cmp::Ordering;

use chrono::{Datelike as _, NaiveDate};

use crate::tool::sheet::{Row, date};

/// Outcomes at most.
pub(super) const MOST: usize = 3;

/// An outcome with all of its ratings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Action {
    pub id: String,
    pub name: String,
    pub gap: String,
    pub impact: u32,
    pub influence: u32,
    pub effort: u32,
    /// Hundredths of an hour a week.
    pub hours: u32,
    pub step: String,
    pub date: Option<NaiveDate>,
    pub done: bool,
}

impl Action {
    pub(super) fn of(row: &Row) -> Option<Self> {
        let rating = |column: &str| {
            let number = row.number(column)?;
            (1..=5_u32).find(|step| f64::from(*step) == number)
        };
        Some(Self {
            id: row.id.clone(),
            name: row.name(),
            gap: row.text("gap").to_owned(),
            impact: rating("impact")?,
            influence: rating("influence")?,
            effort: rating("effort")?,
            hours: hours(row.number("hours")?)?,
            step: row.text("step").to_owned(),
            // A calendar file has four digits for the year.
            date: date(row.text("date")).filter(|day| (1..=9999).contains(&day.year())),
            done: row.flag("done"),
        })
    }

    /// impact × influence / effort, 0.2 to 25.
    pub(super) fn score(&self) -> f64 {
        f64::from(self.impact * self.influence) / f64::from(self.effort)
    }

    /// Compares scores as fractions of whole numbers, then the impact.
    fn better(&self, other: &Self) -> Ordering {
        let mine = self.impact * self.influence * other.effort;
        let theirs = other.impact * other.influence * self.effort;
        mine.cmp(&theirs).then(self.impact.cmp(&other.impact))
    }
}

/// Hours as hundredths, so that 0.1 and 0.2 make 0.3.
pub(super) fn hours(number: f64) -> Option<u32> {
    let hundredths = (number * 100.0).round();
    // The largest number that a cell takes is 40; anything else is not hours.
    ((0.0..=1e6).contains(&hundredths)).then_some(hundredths as u32)
}

/// What became of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// In the plan.
    Chosen,
    /// It needs more than the hundredths of an hour that were left.
    TooLong { left: u32 },
    /// Three were chosen already.
    Full,
}

impl Verdict {
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Chosen => "yes",
            Self::TooLong { .. } => "does not fit",
            Self::Full => "after the third",
        }
    }
}

/// All outcomes by score with what became of each, and the hundredths of an hour that are used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filled {
    /// Places among the actions, best first.
    pub order: Vec<(usize, Verdict)>,
    pub used: u32,
}

/// Down the scores: what fits is taken, what does not is passed over, and three is the end.
pub(super) fn fill(actions: &[Action], hours: u32) -> Filled {
    let mut places: Vec<usize> = (0..actions.len()).collect();
    places.sort_by(|a, b| actions[*b].better(&actions[*a]));
    let (mut left, mut chosen) = (hours, 0);
    let order = places
        .into_iter()
        .map(|place| {
            let verdict = if chosen == MOST {
                Verdict::Full
            } else if let Some(rest) = left.checked_sub(actions[place].hours) {
                left = rest;
                chosen += 1;
                Verdict::Chosen
            } else {
                Verdict::TooLong { left }
            };
            (place, verdict)
        })
        .collect();
    Filled {
        order,
        used: hours - left,
    }
}
