//! What makes no sense across cells.

use super::case::{Benefit, Case};
use super::{BENEFITS, LINKS, OUTPUTS, SHARES};
use crate::api::SheetProblem;
use crate::tool::sheet::Input;
use crate::tool::sheet::part::{plain, problem};

/// Sums of shares are off by a last bit.
const HAIR: f64 = 1e-9;

/// Each at the cell where it can be mended.
pub fn problems(input: &Input<'_>, case: &Case) -> Vec<SheetProblem> {
    let mut found: Vec<SheetProblem> = case.benefits.iter().flat_map(of_benefit).collect();
    for row in input.rows(LINKS) {
        for (column, table, what) in [("from", OUTPUTS, "output"), ("to", BENEFITS, "benefit")] {
            let id = row.text(column);
            if !id.is_empty() && input.rows(table).iter().all(|other| other.id != id) {
                let message = format!(
                    "The {what} of the link “{}” is not there any more, so the link is not counted: choose another.",
                    row.name()
                );
                found.push(problem(LINKS, &row.id, column, message));
            }
        }
    }
    for (at, benefit) in case.benefits.iter().enumerate() {
        let sum = case.contributed(at);
        let last = case
            .links_to(at)
            .filter(|link| link.share.is_some_and(|share| share > 0.0))
            .last();
        if let Some(link) = last.filter(|_| sum > 1.0 + HAIR) {
            let message = format!(
                "The contributions to “{}” come to {}%, and 100% is the most: lower one of them.",
                benefit.name,
                plain(sum * 100.0, 1)
            );
            found.push(problem(LINKS, &link.id, "share", message));
        }
    }
    found
}

fn of_benefit(benefit: &Benefit) -> Vec<SheetProblem> {
    let name = &benefit.name;
    let at = |column: &str, message: String| problem(BENEFITS, &benefit.id, column, message);
    let mut found = Vec::new();
    if benefit.evidenced && benefit.realised.is_none() {
        found.push(at(
            "realised",
            format!("“{name}” is marked as evidenced and nothing is realised to date: enter what is, or take the mark away."),
        ));
    }
    let worse = benefit.v.is_some_and(|v| v < 0.0);
    for (column, sum, what) in [
        ("planned", benefit.planned, "planned"),
        ("realised", benefit.realised, "realised"),
    ] {
        if worse && sum.is_some_and(|sum| sum > 0.0) {
            found.push(at(
                column,
                format!("“{name}” is a disbenefit, but what is {what} of it is above 0: give it a minus sign, or give none to its value."),
            ));
        }
    }
    if benefit.v.is_some_and(|v| v >= 0.0) && benefit.planned.is_some_and(|planned| planned < 0.0) {
        found.push(at(
            "planned",
            format!("“{name}” is worth 0 or more, but what is planned of it is below 0: take the minus sign away, or give one to its value."),
        ));
    }
    for (lower, upper) in [(0, 1), (1, 2)] {
        let (Some(low), Some(high)) = (benefit.shares[lower], benefit.shares[upper]) else {
            continue;
        };
        // A larger share of a disbenefit makes a lower claim.
        let (crossed, is) = if benefit.is_disbenefit() {
            (low < high, "above")
        } else {
            (low > high, "below")
        };
        if crossed {
            found.push(at(
                SHARES[upper].0,
                format!(
                    "The {} share of “{name}”, {}%, is {is} the {} one, {}%, so the claims would cross: exchange them.",
                    SHARES[upper].1.to_lowercase(),
                    plain(high * 100.0, 2),
                    SHARES[lower].1.to_lowercase(),
                    plain(low * 100.0, 2)
                ),
            ));
        }
    }
    found
}
