//! A portfolio as whole numbers, and the way back. Why whole numbers: see [`super::input`].

use std::collections::{BTreeMap, BTreeSet};

use super::input::whole;
use super::instance::{Instance, Item, MOST, bit, items_of};
use crate::api::{FrontierProblem, ProjectView};

const MILLION: f64 = 1e6;
/// Room so that sums of values and bounds never overflow.
const ROOM: i128 = (i64::MAX / 8) as i128;

/// The portfolio as whole numbers, with the way back.
pub struct Model {
    pub instance: Instance,
    /// By item: its place among the projects.
    pub places: Vec<usize>,
    /// Items that are forced.
    pub forced: u64,
    /// A value of 1 as a numerator.
    per_value: f64,
}

impl Model {
    /// A numerator as a value in points.
    pub fn value(&self, numerator: i64) -> f64 {
        numerator as f64 / self.per_value
    }
}

/// Millionths of the unit as the unit.
pub fn in_unit(millionths: i64) -> f64 {
    millionths as f64 / MILLION
}

/// The unit as whole millionths.
pub fn in_millionths(number: f64) -> i64 {
    (number * MILLION).round() as i64
}

/// Numerators divided by what they have in common.
pub struct Numerators {
    /// By project; `None` where a score is missing.
    pub values: Vec<Option<i64>>,
    /// A value of 1 as a numerator.
    pub per_value: f64,
}

impl Numerators {
    /// `None` when they do not fit 64 bits.
    pub fn reduce(numerators: &[Option<i128>], weights: &[i64]) -> Option<Self> {
        let common = numerators
            .iter()
            .flatten()
            .fold(0_u128, |common, numerator| {
                gcd(common, numerator.unsigned_abs())
            })
            .max(1);
        let common_signed = i128::try_from(common).ok()?;
        let total: i128 = numerators
            .iter()
            .flatten()
            .map(|numerator| numerator.abs())
            .sum();
        if total / common_signed > ROOM {
            return None;
        }
        let values = numerators
            .iter()
            .map(|numerator| match numerator {
                Some(numerator) => i64::try_from(numerator / common_signed).ok().map(Some),
                None => Some(None),
            })
            .collect::<Option<_>>()?;
        let weight: i64 = weights.iter().sum();
        Some(Self {
            values,
            per_value: weight.max(1) as f64 * MILLION / common as f64,
        })
    }
}

/// Greatest common divisor (Euclid); of 0 and a number it is the number.
fn gcd(one: u128, other: u128) -> u128 {
    if other == 0 {
        one
    } else {
        gcd(other, one % other)
    }
}

/// The projects without a problem as an instance; `None` when there are none or too many.
pub fn model(
    views: &[ProjectView],
    places: &BTreeMap<String, usize>,
    faulty: &BTreeSet<usize>,
    numerators: &Numerators,
    problems: &mut Vec<FrontierProblem>,
) -> Option<Model> {
    let mut parts: Vec<(usize, Item)> = Vec::new();
    for (place, view) in views.iter().enumerate() {
        let (Some(cost), Some(value)) = (view.cost, numerators.values[place]) else {
            continue;
        };
        if !faulty.contains(&place) {
            let cost = in_millionths(cost);
            parts.push((place, Item { cost, value }));
        }
    }
    if parts.len() > MOST {
        problems.push(whole(
            "projects",
            format!(
                "{} projects take part; {MOST} is the most for which an optimum can be proven. Remove or combine the smallest until {MOST} are left.",
                parts.len()
            ),
        ));
        return None;
    }
    if parts.is_empty() {
        return None;
    }
    let item_at: BTreeMap<usize, usize> = parts
        .iter()
        .enumerate()
        .map(|(item, (place, _))| (*place, item))
        .collect();
    let set_of = |ids: &[String], own: usize| {
        ids.iter()
            .filter_map(|id| item_at.get(places.get(id)?))
            .fold(0, |set, item| set | bit(*item))
            & !bit(own)
    };
    let of = |ids: fn(&ProjectView) -> &[String]| -> Vec<u64> {
        parts
            .iter()
            .enumerate()
            .map(|(item, (place, _))| set_of(ids(&views[*place]), item))
            .collect()
    };
    let (needs, bars) = (of(|view| &view.depends), of(|view| &view.excludes));
    Some(Model {
        instance: Instance::new(parts.iter().map(|(_, item)| *item).collect(), needs, bars),
        forced: parts
            .iter()
            .enumerate()
            .filter(|(_, (place, _))| views[*place].forced)
            .fold(0, |set, (item, _)| set | bit(item)),
        places: parts.into_iter().map(|(place, _)| place).collect(),
        per_value: numerators.per_value,
    })
}

/// Ids of the projects of a set, in the order of the table.
pub fn ids(model: &Model, projects: &[ProjectView], set: u64) -> Vec<String> {
    items_of(set)
        .map(|item| projects[model.places[item]].id.clone())
        .collect()
}
