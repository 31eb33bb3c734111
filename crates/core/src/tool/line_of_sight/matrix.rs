//! Objectives, initiatives, and how far the one serves the other.

use super::{INITIATIVES, OBJECTIVES, TO};
use crate::tool::sheet::Input;

/// What a contribution can be: not at all, slightly, somewhat, strongly.
pub const STEPS: [f64; 4] = [0.0, 1.0, 3.0, STRONG];
/// Strongly.
pub const STRONG: f64 = 9.0;
/// Below this an initiative is out of sight.
pub const THRESHOLD: f64 = 0.10;

/// Sums of weights come within this of what they should be.
const HAIR: f64 = 1e-9;

/// Objectives and initiatives that are filled in.
pub struct Matrix {
    /// Those with a weight above 0.
    pub objectives: Vec<Objective>,
    /// All.
    pub initiatives: Vec<Initiative>,
}

/// What is to be served.
pub struct Objective {
    /// Name.
    pub name: String,
    /// Weight, above 0.
    pub w: f64,
}

/// What serves it.
pub struct Initiative {
    /// Row id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Spending, if it is filled in.
    pub s: Option<f64>,
    /// Contribution to each objective, in their order.
    pub c: Vec<f64>,
}

impl Matrix {
    /// What is filled in.
    pub fn read(input: &Input<'_>) -> Self {
        let weighted: Vec<(String, Objective)> = input
            .rows(OBJECTIVES)
            .into_iter()
            .filter_map(|row| {
                let w = row.number("w").filter(|w| *w > 0.0)?;
                let name = row.name();
                Some((format!("{TO}{}", row.id), Objective { name, w }))
            })
            .collect();
        let initiatives = input
            .rows(INITIATIVES)
            .into_iter()
            .map(|row| Initiative {
                name: row.name(),
                s: row.number("s"),
                c: weighted
                    .iter()
                    .map(|(column, _)| row.number(column).unwrap_or(0.0))
                    .collect(),
                id: row.id,
            })
            .collect();
        Self {
            objectives: weighted.into_iter().map(|(_, o)| o).collect(),
            initiatives,
        }
    }

    /// Alignment: Σ W·c ÷ (9 Σ W), 0 to 1; `None` without an objective.
    pub fn sight(&self, initiative: &Initiative) -> Option<f64> {
        self.on_scale(initiative, STRONG)
    }

    /// The same where “strongly” counts less than 9.
    pub fn on_scale(&self, initiative: &Initiative, strong: f64) -> Option<f64> {
        let total = self.weight();
        let served: f64 = self
            .objectives
            .iter()
            .zip(&initiative.c)
            .map(|(objective, c)| objective.w * c.min(strong))
            .sum();
        (total > 0.0).then(|| served / (strong * total))
    }

    /// Σ W.
    pub fn weight(&self) -> f64 {
        self.objectives.iter().map(|objective| objective.w).sum()
    }

    /// The part of the weight that these objectives carry, 0 to 1.
    pub fn weight_share(&self, of: &[usize]) -> f64 {
        of.iter().map(|at| self.objectives[*at].w).sum::<f64>() / self.weight()
    }

    /// Σ s.
    pub fn spending(&self) -> f64 {
        self.initiatives.iter().filter_map(|i| i.s).sum()
    }

    /// Σ s·a ÷ Σ s; `None` without an objective or without spending.
    pub fn portfolio(&self) -> Option<f64> {
        let sum: f64 = self.seen().map(|(_, s, a)| s * a).sum();
        let spending = self.spending();
        (spending > 0.0 && !self.objectives.is_empty()).then(|| sum / spending)
    }

    /// Initiatives with spending, that spending, and their line of sight.
    pub fn seen(&self) -> impl Iterator<Item = (&Initiative, f64, f64)> {
        self.initiatives
            .iter()
            .filter_map(|initiative| Some((initiative, initiative.s?, self.sight(initiative)?)))
    }

    /// Money on initiatives that are out of sight.
    pub fn spending_below(&self) -> f64 {
        self.seen()
            .filter(|(_, _, a)| is_below(*a))
            .map(|(_, s, _)| s)
            .sum()
    }

    /// Initiatives that spend.
    fn paid(&self) -> impl Iterator<Item = (&Initiative, f64)> {
        self.initiatives
            .iter()
            .filter_map(|initiative| Some((initiative, initiative.s.filter(|s| *s > 0.0)?)))
    }

    /// Objectives that no money serves, by place.
    pub fn orphans(&self) -> Vec<usize> {
        (0..self.objectives.len())
            .filter(|at| self.paid().all(|(initiative, _)| initiative.c[*at] == 0.0))
            .collect()
    }

    /// Money on initiatives that serve this objective strongly.
    pub fn spending_strong(&self, at: usize) -> f64 {
        self.paid()
            .filter(|(initiative, _)| initiative.c[at] >= STRONG)
            .map(|(_, s)| s)
            .sum()
    }

    /// Money by the objective that it mainly serves, and last what serves none.
    pub fn spending_mainly(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.objectives.len() + 1];
        for (initiative, s) in self.paid() {
            let most = initiative.c.iter().copied().fold(0.0, f64::max);
            if most == 0.0 {
                sums[self.objectives.len()] += s;
                continue;
            }
            let mainly: Vec<usize> = (0..self.objectives.len())
                .filter(|at| initiative.c[*at] == most)
                .collect();
            for at in &mainly {
                sums[*at] += s / mainly.len() as f64;
            }
        }
        sums
    }

    /// Pairs of initiatives that change places when “strongly” counts 5 in place of 9: which one
    /// overtakes which.
    pub fn overtaking(&self) -> Vec<(&Initiative, &Initiative)> {
        let mut pairs = Vec::new();
        for one in &self.initiatives {
            for other in &self.initiatives {
                let (Some(a), Some(b)) = (self.sight(one), self.sight(other)) else {
                    continue;
                };
                let (Some(c), Some(d)) = (self.on_scale(one, 5.0), self.on_scale(other, 5.0))
                else {
                    continue;
                };
                if a < b - HAIR && c > d + HAIR {
                    pairs.push((one, other));
                }
            }
        }
        pairs
    }
}

/// Below 0.10, and not merely by the last bit of a sum.
pub fn is_below(sight: f64) -> bool {
    sight < THRESHOLD - HAIR
}
