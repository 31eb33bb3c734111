//! Which delay of one piece of work clears the first breach.

use std::cmp::Ordering;

use super::plan::{Load, Plan, Work, utilisation};

/// A delay after which the role is nowhere over 100 %.
#[derive(Debug, Clone, PartialEq)]
pub struct Delay {
    /// Place of the piece of work.
    pub work: usize,
    /// By how many months; fewer would not do.
    pub months: usize,
    /// Expected people that it frees in the month of the breach.
    pub freed: f64,
    /// Expected person-months that move beyond the last month.
    pub beyond: f64,
    /// What the delay costs in all, if the cost of a month is known.
    pub cost: Option<f64>,
}

/// Each piece of work on the role in breach that clears it by being delayed alone, with the
/// smallest delay that does; nothing does where nobody is in the role. A delay of k months moves the demand of month t to month t + k;
/// what passes the last month leaves the map. The best comes first: if all costs are known the
/// cheapest in all, otherwise the shortest; then the shortest, the least probable, the one that
/// wants least, and the first in the list.
pub fn delays(plan: &Plan, breach: &Load) -> Vec<Delay> {
    if plan.roles[breach.role].capacity() <= 0.0 {
        return Vec::new();
    }
    let mut found: Vec<Delay> = plan
        .work
        .iter()
        .enumerate()
        .filter(|(_, work)| work.role == breach.role && work.expected_in_all() > 0.0)
        .filter_map(|(at, work)| {
            let months = (1..=plan.months.len()).find(|months| clears(plan, at, *months))?;
            let stays = plan.months.len() - months;
            let beyond: f64 = work.d[stays..].iter().sum();
            Some(Delay {
                work: at,
                months,
                freed: (work.d[breach.month] - moved(work, months, breach.month)) * work.p,
                beyond: beyond * work.p,
                cost: work.cost.map(|cost| cost * months as f64),
            })
        })
        .collect();
    let priced = found.iter().all(|delay| delay.cost.is_some());
    found.sort_by(|a, b| {
        let (one, other) = (&plan.work[a.work], &plan.work[b.work]);
        let cost = match (a.cost, b.cost) {
            (Some(a), Some(b)) if priced => a.total_cmp(&b),
            _ => Ordering::Equal,
        };
        cost.then_with(|| a.months.cmp(&b.months))
            .then_with(|| one.p.total_cmp(&other.p))
            .then_with(|| one.expected_in_all().total_cmp(&other.expected_in_all()))
            .then_with(|| a.work.cmp(&b.work))
    });
    found
}

/// No month of the map is over 100 % for its role when this piece of work comes so much later.
fn clears(plan: &Plan, at: usize, months: usize) -> bool {
    let work = &plan.work[at];
    let capacity = plan.roles[work.role].capacity();
    (0..plan.months.len()).all(|month| {
        let others: f64 = plan
            .work
            .iter()
            .enumerate()
            .filter(|(place, other)| *place != at && other.role == work.role)
            .map(|(_, other)| other.d[month] * other.p)
            .sum();
        let demand = others + moved(work, months, month) * work.p;
        utilisation(demand, capacity).is_none_or(|u| u <= 1.0)
    })
}

/// What it wants in a month when it comes so much later.
fn moved(work: &Work, months: usize, month: usize) -> f64 {
    month
        .checked_sub(months)
        .and_then(|before| work.d.get(before))
        .copied()
        .unwrap_or(0.0)
}
