//! A person of the grid, and what the formulas say of one.

use chrono::NaiveDate;

use crate::tool::sheet::Row;

/// ADKAR's five, in order: column and name.
pub(super) const ELEMENTS: [(&str, &str); 5] = [
    ("awareness", "Awareness"),
    ("desire", "Desire"),
    ("knowledge", "Knowledge"),
    ("ability", "Ability"),
    ("reinforcement", "Reinforcement"),
];
/// An element at this or below is a barrier (Prosci).
const BARRIER: u32 = 3;
/// Power from here on counts as an attribute.
const POWERFUL: u32 = 4;

/// A row, as far as it is filled in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Person {
    pub id: String,
    pub name: String,
    /// It has initials of its own.
    pub named: bool,
    pub role: String,
    pub power: Option<u32>,
    pub interest: Option<u32>,
    pub current: Option<i32>,
    pub desired: Option<i32>,
    pub legitimacy: bool,
    pub urgency: bool,
    pub lender: String,
    /// Credibility, reliability, intimacy, self-orientation.
    pub trust: [Option<u32>; 4],
    pub adkar: [Option<u32>; 5],
    pub next: String,
    pub date: Option<NaiveDate>,
}

/// Where somebody is stuck.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Barrier {
    /// The first element at 3 or below, by its place.
    At(usize),
    /// All five are above 3.
    None,
}

impl Barrier {
    pub(super) fn label(self) -> String {
        match self {
            Self::At(element) => ELEMENTS[element].1.to_owned(),
            Self::None => "none".to_owned(),
        }
    }
}

/// Mitchell, Agle and Wood’s seven, and nobody in their sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Dormant,
    Discretionary,
    Demanding,
    Dominant,
    Dangerous,
    Dependent,
    Definitive,
    Bystander,
}

impl Class {
    pub(super) const fn of(power: bool, legitimacy: bool, urgency: bool) -> Self {
        match (power, legitimacy, urgency) {
            (true, false, false) => Self::Dormant,
            (false, true, false) => Self::Discretionary,
            (false, false, true) => Self::Demanding,
            (true, true, false) => Self::Dominant,
            (true, false, true) => Self::Dangerous,
            (false, true, true) => Self::Dependent,
            (true, true, true) => Self::Definitive,
            (false, false, false) => Self::Bystander,
        }
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Dormant => "dormant",
            Self::Discretionary => "discretionary",
            Self::Demanding => "demanding",
            Self::Dominant => "dominant",
            Self::Dangerous => "dangerous",
            Self::Dependent => "dependent",
            Self::Definitive => "definitive",
            Self::Bystander => "no attribute",
        }
    }

    /// What it means, in words of our own.
    pub(super) const fn meaning(self) -> &'static str {
        match self {
            Self::Dormant => "could stop it, and has no reason to yet",
            Self::Discretionary => "has a good claim, without power or hurry",
            Self::Demanding => "is pressing, without power or a good claim",
            Self::Dominant => "has the power and the right, and no hurry yet",
            Self::Dangerous => "has the power and the hurry, without the right",
            Self::Dependent => "has a just and pressing claim, and no means of enforcing it",
            Self::Definitive => "has the power, the right and the hurry",
            Self::Bystander => "has neither power nor a claim nor hurry, so far",
        }
    }
}

impl Person {
    pub(super) fn of(row: &Row) -> Self {
        let positive = |column: &str| whole(row, column).and_then(|n| u32::try_from(n).ok());
        Self {
            id: row.id.clone(),
            name: row.name(),
            named: !row.text("name").is_empty(),
            role: row.text("role").to_owned(),
            power: positive("power"),
            interest: positive("interest"),
            current: whole(row, "current"),
            desired: whole(row, "desired"),
            legitimacy: row.flag("legitimacy"),
            urgency: row.flag("urgency"),
            lender: row.text("lender").to_owned(),
            trust: ["credibility", "reliability", "intimacy", "self"].map(positive),
            adkar: ELEMENTS.map(|(column, _)| positive(column)),
            next: row.text("move").to_owned(),
            date: crate::tool::sheet::date(row.text("date")),
        }
    }

    /// power × interest × max(0, needed − now), 0 to 100.
    pub(super) fn priority(&self) -> Option<u32> {
        let gap = (self.desired? - self.current?).max(0).unsigned_abs();
        Some(self.power? * self.interest? * gap)
    }

    /// (C + R + I) / S, 0.3 to 30.
    pub(super) fn trust(&self) -> Option<f64> {
        let [credibility, reliability, intimacy, own] = self.trust;
        let own = own.filter(|own| *own > 0)?;
        Some(f64::from(credibility? + reliability? + intimacy?) / f64::from(own))
    }

    /// The first element at 3 or below. `None` when one before it was not scored: it might be
    /// that one.
    pub(super) fn barrier(&self) -> Option<Barrier> {
        for (place, score) in self.adkar.iter().enumerate() {
            if (*score)? <= BARRIER {
                return Some(Barrier::At(place));
            }
        }
        Some(Barrier::None)
    }

    /// `None` while power is not scored.
    pub(super) fn class(&self) -> Option<Class> {
        let power = self.power? >= POWERFUL;
        Some(Class::of(power, self.legitimacy, self.urgency))
    }

    /// A good claim and a power of 1 or 2: somebody could lend more.
    pub(super) fn could_be_lent_power(&self) -> bool {
        self.legitimacy && self.power.is_some_and(|power| power <= 2)
    }
}

/// Whole, and small: it was checked when it was saved.
fn whole(row: &Row, column: &str) -> Option<i32> {
    let number = row.number(column)?;
    (-10..=10).find(|step| f64::from(*step) == number)
}
