//! Values over budgets: the two curves, the losses beside the present budget, the slider.

use super::model::{Model, in_millionths, in_unit};
use super::pareto::{self, Solved};
use crate::api::{CurvePoint, LossAt};

/// Most points of a curve that leave the core: several times the pixels of any screen.
pub const MOST_POINTS: usize = 2_000;

/// How many budgets beside the present one on either side.
const BESIDE: i32 = 2;

/// Both curves and what follows from them.
pub struct Curves {
    pub best: Vec<CurvePoint>,
    pub yours: Vec<CurvePoint>,
    pub losses: Vec<LossAt>,
    pub least: f64,
    pub greatest: f64,
    pub proven: bool,
}

/// Computes the curves; `budget` is the present one, if there is one.
pub fn curves(model: &Model, budget: Option<f64>, step: f64) -> Curves {
    let empty = || Solved {
        points: Vec::new(),
        proven: true,
    };
    let best = pareto::frontier(&model.instance, 0).unwrap_or_else(|_| empty());
    let yours = if model.forced == 0 {
        empty()
    } else {
        pareto::frontier(&model.instance, model.forced).unwrap_or_else(|_| empty())
    };
    let mut proven = best.proven && yours.proven;
    let losses = match budget {
        Some(budget) if model.forced != 0 => budgets_beside(budget)
            .into_iter()
            .map(|at| {
                let (lost, sure) = lost(model, &best, &yours, at);
                proven &= sure;
                LossAt { budget: at, lost }
            })
            .collect(),
        _ => Vec::new(),
    };
    let (least, greatest) = range(&best, &yours, budget, step);
    Curves {
        best: points(model, &best),
        yours: points(model, &yours),
        losses,
        least,
        greatest,
        proven,
    }
}

/// What forcing loses at a budget: by the curves if they are proven, else by a search of its own.
fn lost(model: &Model, best: &Solved, yours: &Solved, at: f64) -> (Option<f64>, bool) {
    let budget = in_millionths(at);
    if best.proven && yours.proven {
        let lost = yours
            .at(budget)
            .zip(best.at(budget))
            .map(|(yours, best)| model.value(best.value - yours.value));
        return (lost, true);
    }
    let best = pareto::best(&model.instance, 0, budget);
    let yours = pareto::best(&model.instance, model.forced, budget);
    match (best, yours) {
        (Ok((best, sure)), Ok((yours, too))) => {
            (Some(model.value(best.value - yours.value)), sure && too)
        }
        _ => (None, true),
    }
}

/// The present budget and two on either side, apart by a round step (1, 2 or 5 times a power of
/// ten) of at most an eighth of it: 14, 16, 18, 20, 22 for 18.
fn budgets_beside(budget: f64) -> Vec<f64> {
    if budget <= 0.0 {
        return vec![budget];
    }
    let most = budget / 8.0;
    let power = 10_f64.powf(most.log10().floor());
    let step = [5.0, 2.0, 1.0]
        .into_iter()
        .map(|times| times * power)
        .find(|step| *step <= most * (1.0 + 1e-9))
        .unwrap_or(power);
    (-BESIDE..=BESIDE)
        // Through millionths, so that 18.2 − 2 × 2 is 14.2 and not its neighbour.
        .map(|times| in_unit(in_millionths(budget + f64::from(times) * step)))
        .collect()
}

/// Least and greatest budget of the slider, on whole steps: from the cheapest thing that can be
/// bought to where nothing more can be gained; the present budget is always within.
fn range(best: &Solved, yours: &Solved, budget: Option<f64>, step: f64) -> (f64, f64) {
    let costs = || best.points.iter().map(|point| point.cost);
    let first = costs().find(|cost| *cost > 0).unwrap_or(0);
    let last = [best, yours]
        .iter()
        .filter_map(|solved| solved.points.last())
        .map(|point| point.cost)
        .max()
        .unwrap_or(0);
    let step = in_millionths(step).max(1);
    let down = first - first % step;
    let up = (last + step - 1) / step * step;
    let (mut least, mut greatest) = (in_unit(down), in_unit(up));
    if let Some(budget) = budget {
        least = least.min(budget);
        greatest = greatest.max(budget);
    }
    (least, greatest)
}

/// A tenth, hundredth … of the greatest budget: one step of a slider when none is given. The
/// hundredth part of the power of ten at or below it: 0.1 for 34.3, 10,000 for 2,500,000.
pub fn step_for(greatest: f64) -> f64 {
    if greatest <= 0.0 {
        return 1.0;
    }
    (10_f64.powf(greatest.log10().floor()) / 100.0).max(1e-6)
}

/// The steps of a curve; of more than [`MOST_POINTS`] an even choice with the last one.
fn points(model: &Model, solved: &Solved) -> Vec<CurvePoint> {
    let every = solved.points.len().div_ceil(MOST_POINTS).max(1);
    let last = solved.points.len().saturating_sub(1);
    solved
        .points
        .iter()
        .enumerate()
        .filter(|(place, _)| (last - place).is_multiple_of(every))
        .map(|(_, point)| CurvePoint {
            budget: in_unit(point.cost),
            value: model.value(point.value),
        })
        .collect()
}
