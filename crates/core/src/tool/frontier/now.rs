//! What holds at one budget: the best set, yours, what forcing and ranking lose, in one sentence.

use std::collections::BTreeMap;

use super::input::Portfolio;
use super::instance::{Blocked, bit, items_of};
use super::model::{Model, ids, in_millionths, in_unit};
use super::{greedy, pareto, wording};
use crate::api::{
    ForcedLoss, FrontierFinding, FrontierNow, GreedyLoss, GreedyOrder, ProjectStanding, Selection,
};

/// What holds at a budget (in the unit, already found possible), and whether it is proven.
pub fn now(portfolio: &Portfolio, model: &Model, budget: f64, step: f64) -> (FrontierNow, bool) {
    let place = Place {
        portfolio,
        model,
        budget: in_millionths(budget),
        proven: true,
    };
    place.now(budget, step)
}

struct Place<'a> {
    portfolio: &'a Portfolio,
    model: &'a Model,
    /// Millionths.
    budget: i64,
    proven: bool,
}

impl Place<'_> {
    fn best(&mut self, forced: u64) -> Result<pareto::Point, Blocked> {
        let (point, proven) = pareto::best(&self.model.instance, forced, self.budget)?;
        self.proven &= proven;
        Ok(point)
    }

    fn now(mut self, budget: f64, step: f64) -> (FrontierNow, bool) {
        let forced = self.model.forced;
        // Nothing forced always has a best set, if only the empty one.
        let best = self.best(0).unwrap_or(pareto::Point {
            cost: 0,
            value: 0,
            set: 0,
        });
        let yours = if forced == 0 {
            Ok(best)
        } else {
            self.best(forced)
        };
        let lost = yours.map_or(0, |yours| best.value - yours.value);
        let losses = match yours {
            Ok(yours) if lost > 0 || forced != 0 => self.losses(yours.value),
            _ => Vec::new(),
        };
        let greedy = self.greedy(yours);
        let finding = self.finding(best, yours, &losses, &greedy);
        let (unit, step) = (&self.portfolio.unit, step);
        let over = match finding {
            FrontierFinding::Unaffordable { over } => wording::amount(over, unit, step),
            _ => String::new(),
        };
        let sentence = wording::sentence(&finding, &wording::amount(budget, unit, step), &over);
        let now = FrontierNow {
            budget,
            sentence,
            finding,
            best: self.selection(best.set),
            yours: yours.ok().map(|yours| self.selection(yours.set)),
            lost: self.model.value(lost),
            standing: self.standing(best.set, yours.ok().map(|yours| yours.set)),
            forced: losses
                .into_iter()
                .map(|(item, lost)| ForcedLoss {
                    project: self.id(item),
                    lost: self.model.value(lost),
                })
                .collect(),
            greedy,
        };
        (now, self.proven)
    }

    fn id(&self, item: usize) -> String {
        self.portfolio.projects[self.model.places[item]].id.clone()
    }

    fn name(&self, item: usize) -> String {
        self.portfolio.projects[self.model.places[item]]
            .name
            .clone()
    }

    fn selection(&self, set: u64) -> Selection {
        Selection {
            projects: ids(self.model, &self.portfolio.projects, set),
            value: self.model.value(self.model.instance.value(set)),
            cost: in_unit(self.model.instance.cost(set)),
        }
    }

    /// By forced item: the optimum with the other forced items forced and this one free, less the
    /// optimum with all of them forced. Dearest first; of equals the earlier in the table.
    fn losses(&mut self, all: i64) -> Vec<(usize, i64)> {
        let forced = self.model.forced;
        let mut losses: Vec<(usize, i64)> = items_of(forced)
            .map(|item| {
                let free = self.best(forced & !bit(item));
                (item, free.map_or(0, |free| free.value - all))
            })
            .collect();
        losses.sort_by_key(|(_, lost)| -lost);
        losses
    }

    /// What ranking chooses under the same forcing; nothing when the forced items do not fit.
    fn greedy(&self, yours: Result<pareto::Point, Blocked>) -> Vec<GreedyLoss> {
        let instance = &self.model.instance;
        let reduced = instance.reduce(self.model.forced, Some(self.budget));
        let (Ok(yours), Ok(reduced)) = (yours, reduced) else {
            return Vec::new();
        };
        [GreedyOrder::Value, GreedyOrder::Ratio]
            .into_iter()
            .map(|by| {
                let chosen = greedy::choose(instance, reduced, self.budget, by);
                GreedyLoss {
                    by,
                    chosen: self.selection(chosen),
                    lost: self.model.value(yours.value - instance.value(chosen)),
                }
            })
            .collect()
    }

    fn finding(
        &self,
        best: pareto::Point,
        yours: Result<pareto::Point, Blocked>,
        losses: &[(usize, i64)],
        greedy: &[GreedyLoss],
    ) -> FrontierFinding {
        let value = self.model.value(best.value);
        let share = |lost: f64| if value > 0.0 { lost / value } else { 0.0 };
        let yours = match yours {
            Ok(yours) => yours,
            Err(Blocked::Contradiction(one, other)) => {
                return FrontierFinding::Contradiction {
                    projects: vec![self.name(one), self.name(other)],
                };
            }
            Err(Blocked::Over(over)) => {
                return FrontierFinding::Unaffordable {
                    over: in_unit(over),
                };
            }
        };
        if self.model.forced != 0 {
            let lost = self.model.value(best.value - yours.value);
            return if best.value > yours.value {
                FrontierFinding::Costs {
                    projects: losses
                        .iter()
                        .filter(|(_, lost)| *lost > 0)
                        .map(|(item, _)| self.name(*item))
                        .collect(),
                    lost,
                    share: share(lost),
                }
            } else {
                FrontierFinding::Free
            };
        }
        if best.set == 0 {
            return FrontierFinding::Nothing;
        }
        match greedy.iter().find(|greedy| greedy.by == GreedyOrder::Value) {
            Some(greedy) if greedy.lost > 0.0 => FrontierFinding::Ranking {
                lost: greedy.lost,
                share: share(greedy.lost),
            },
            _ => FrontierFinding::Best,
        }
    }

    fn standing(&self, best: u64, yours: Option<u64>) -> BTreeMap<String, ProjectStanding> {
        let mut standing: BTreeMap<String, ProjectStanding> = self
            .portfolio
            .projects
            .iter()
            .map(|project| (project.id.clone(), ProjectStanding::Faulty))
            .collect();
        let instance = &self.model.instance;
        let shown = yours.unwrap_or(best);
        for item in 0..instance.len() {
            let is = if self.model.forced & bit(item) != 0 {
                ProjectStanding::Forced
            } else if shown & bit(item) != 0 {
                ProjectStanding::In
            } else if best & bit(item) != 0 {
                ProjectStanding::Displaced
            } else if instance.cost(instance.closure(item)) > self.budget {
                ProjectStanding::OverBudget
            } else {
                ProjectStanding::Beyond
            };
            standing.insert(self.id(item), is);
        }
        standing
    }
}
