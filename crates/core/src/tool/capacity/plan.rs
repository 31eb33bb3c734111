//! Months, roles, work, and what the one wants of the other.

use chrono::{Months, NaiveDate};

use super::{MONTH, ROLES, WORK};
use crate::tool::sheet::part::plain;
use crate::tool::sheet::{Input, Row};

/// From here to `HIGH`: the second band.
pub const MIDDLE: f64 = 0.70;
/// From here to 1: the third band.
pub const HIGH: f64 = 0.85;

/// A month of the map.
pub struct Month {
    /// The column of its demand: `m:2027-03`.
    pub id: String,
    /// `Mar 2027`.
    pub label: String,
    /// `March 2027`.
    pub full: String,
}

/// A role whose capacity is known.
pub struct Role {
    /// Row id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Headcount.
    pub h: f64,
    /// Availability, 0 to 1.
    pub a: f64,
}

impl Role {
    /// h·a, in full-time people.
    pub fn capacity(&self) -> f64 {
        self.h * self.a
    }
}

/// A piece of work on a role of the map.
pub struct Work {
    /// Row id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Place of its role.
    pub role: usize,
    /// Probability, 0 to 1.
    pub p: f64,
    /// People wanted if it goes ahead, for each month of the map.
    pub d: Vec<f64>,
    /// Cost of a month's delay.
    pub cost: Option<f64>,
    /// Person-months wanted, if it goes ahead, in months that are not on the map.
    pub elsewhere: f64,
}

impl Work {
    /// Person-months if it goes ahead.
    pub fn in_all(&self) -> f64 {
        self.d.iter().sum()
    }

    /// Person-months weighted by its probability.
    pub fn expected_in_all(&self) -> f64 {
        self.in_all() * self.p
    }
}

/// How loaded a role is in a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Load {
    /// Place of the month.
    pub month: usize,
    /// Place of the role.
    pub role: usize,
    /// Utilisation; infinite where work is wanted of nobody.
    pub u: f64,
}

/// Everything that can be computed with.
pub struct Plan {
    /// In order; none while the first month is not filled in.
    pub months: Vec<Month>,
    /// Those with headcount and availability.
    pub roles: Vec<Role>,
    /// Those on one of these roles.
    pub work: Vec<Work>,
}

impl Plan {
    /// What is filled in.
    pub fn read(input: &Input<'_>) -> Self {
        let months = months(input);
        let roles: Vec<Role> = input
            .rows(ROLES)
            .into_iter()
            .filter_map(|row| {
                Some(Role {
                    name: row.name(),
                    h: row.number("h")?,
                    a: row.number("a")? / 100.0,
                    id: row.id,
                })
            })
            .collect();
        let work = input
            .rows(WORK)
            .into_iter()
            .filter_map(|row| {
                let role = roles.iter().position(|role| role.id == row.text("role"))?;
                let d = months
                    .iter()
                    .map(|month| row.number(&month.id).unwrap_or(0.0))
                    .collect();
                Some(Work {
                    name: row.name(),
                    role,
                    p: row.number("p").unwrap_or(100.0) / 100.0,
                    d,
                    cost: row.number("delay"),
                    elsewhere: elsewhere(&row, &months),
                    id: row.id,
                })
            })
            .collect();
        Self {
            months,
            roles,
            work,
        }
    }

    /// Σ d·p of a role in a month.
    pub fn demand(&self, role: usize, month: usize) -> f64 {
        self.work
            .iter()
            .filter(|work| work.role == role)
            .map(|work| work.d[month] * work.p)
            .sum()
    }

    /// Utilisation; `None` where nobody is there and nothing is wanted.
    pub fn utilisation(&self, role: usize, month: usize) -> Option<f64> {
        utilisation(self.demand(role, month), self.roles[role].capacity())
    }

    /// All roles in all months, by month.
    pub fn cells(&self) -> impl Iterator<Item = Load> {
        (0..self.months.len())
            .flat_map(|month| (0..self.roles.len()).map(move |role| (month, role)))
            .filter_map(|(month, role)| {
                let u = self.utilisation(role, month)?;
                Some(Load { month, role, u })
            })
    }

    /// Over 100 %: the earliest first, in one month the greatest first.
    pub fn breaches(&self) -> Vec<Load> {
        let mut over: Vec<Load> = self.cells().filter(|load| load.u > 1.0).collect();
        over.sort_by(|a, b| a.month.cmp(&b.month).then_with(|| b.u.total_cmp(&a.u)));
        over
    }

    /// The greatest load that can be put into a number; of equal ones the earliest.
    pub fn highest(&self) -> Option<Load> {
        self.cells()
            .filter(|load| load.u.is_finite())
            .reduce(|most, load| if load.u > most.u { load } else { most })
    }

    /// Utilisation of a role over all months; `None` where nobody is there.
    pub fn mean(&self, role: usize) -> Option<f64> {
        let months = self.months.len();
        let capacity = self.roles[role].capacity() * months as f64;
        let demand: f64 = (0..months).map(|month| self.demand(role, month)).sum();
        (capacity > 0.0).then(|| settled(demand / capacity))
    }
}

/// Demand over capacity: infinite where nobody is there, `None` where nothing is wanted either.
pub fn utilisation(demand: f64, capacity: f64) -> Option<f64> {
    if capacity > 0.0 {
        Some(settled(demand / capacity))
    } else if demand > 0.0 {
        Some(f64::INFINITY)
    } else {
        None
    }
}

/// Sums of tenths are off by a last bit, which must not make 100 % a breach.
fn settled(u: f64) -> f64 {
    (u * 1e9).round() / 1e9
}

/// u/(1 − u): the average wait in average jobs; `None` from 100 % on.
pub fn wait(u: f64) -> Option<f64> {
    (u < 1.0).then(|| u / (1.0 - u))
}

/// A utilisation in whole per cent; never on the other side of 100 by rounding.
pub fn of_hundred(u: f64) -> String {
    match plain(u * 100.0, 0) {
        text if text == "100" && u > 1.0 => "over 100%".to_owned(),
        text if text == "100" && u < 1.0 => "under 100%".to_owned(),
        text => format!("{text}%"),
    }
}

/// The months of the map; none without a first one.
pub fn months(input: &Input<'_>) -> Vec<Month> {
    let first = input
        .value("start")
        .and_then(|start| start.as_str()?.get(..7))
        .and_then(|month| NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d").ok());
    let Some(first) = first else {
        return Vec::new();
    };
    let wanted = input.number("months").unwrap_or(12.0).clamp(3.0, 18.0);
    (0..18_u32)
        .take_while(|at| f64::from(*at) < wanted)
        .filter_map(|at| first.checked_add_months(Months::new(at)))
        .map(|month| Month {
            id: month.format(&format!("{MONTH}%Y-%m")).to_string(),
            label: month.format("%b %Y").to_string(),
            full: month.format("%B %Y").to_string(),
        })
        .collect()
}

/// Demand in months that were once on the map and are not now.
fn elsewhere(row: &Row, months: &[Month]) -> f64 {
    row.cells
        .iter()
        .filter(|(key, _)| key.starts_with(MONTH) && !months.iter().any(|month| month.id == **key))
        .filter_map(|(_, people)| people.as_f64())
        .sum()
}
