//! T4, Portfolio frontier: the most value that any affordable set of projects can reach.
//!
//! **Context.** A portfolio is usually filled by going down a ranked list, with a few projects
//! forced in by somebody. Both lose value, and nobody sees how much, because finding the best set
//! by hand is hopeless: forty projects make about 10¹² sets. This tool finds it exactly for every
//! budget, so that the price of a forced project is a number (lesson 4.3).
//!
//! **Design.** [`input`] turns fields into whole numbers and problems; [`instance`] is a portfolio
//! of numbers; [`pareto`] is the exact solver; [`greedy`] is what ranking would do; [`now`] and
//! [`curve`] make views of them; [`wording`] makes sentences. Everything here is pure.

mod curve;
mod fields;
mod greedy;
mod input;
mod instance;
mod model;
mod now;
mod pareto;
mod relations;
#[cfg(test)]
mod tests;
mod wording;

use super::Fields;
use crate::api::{FrontierNow, FrontierView, ToolFigure, ToolSummary};
use crate::{Error, Result};
use input::{Portfolio, read};
use model::Model;

pub(super) use fields::{MOST_CRITERIA, MOST_STORED, NAME_CHARS, check, check_all};
pub(super) use input::{CRITERION, PROJECT, SCORE};
pub(super) use wording::around;

/// How the result is computed.
pub(super) const FORMULA: &[&str] = &[
    "Value of a project: V = Σ w·s ÷ Σ w, its scores weighted by the criteria. Value of a portfolio: the sum of its projects’ values. Points that are added must measure amounts, with nothing at 0.",
    "Best: of all sets of projects that cost at most the budget, that hold whatever their members depend on and no two that exclude each other, the one of the greatest value; of equal ones the cheapest. Every such set is covered by the search, so nothing better was missed.",
    "Yours: the same among the sets that hold every forced project. Value lost by forcing = best − yours. Value lost by forcing one project = the best with the others forced and this one free − yours.",
    "Ranking: down the list once, by value or by value ÷ cost, taking what still fits, if what it depends on is in already and nothing that is in excludes it.",
];

/// What the numbers are worth.
pub(super) const CAVEAT: &str = "All weights and thresholds are this project’s own and unvalidated. The optimum is exact for the scores and costs that were typed in, and no better than they are: sets within a few per cent of each other are equal for any practical purpose.";

/// Projects, the frontier over budgets, and what holds at the present one.
pub(super) fn view(fields: &Fields) -> FrontierView {
    let portfolio = read(fields);
    let step = step(&portfolio);
    let curves = portfolio
        .model
        .as_ref()
        .map(|model| curve::curves(model, portfolio.budget, step));
    let now = present(&portfolio, step);
    let proven = now.as_ref().is_none_or(|(_, proven)| *proven)
        && curves.as_ref().is_none_or(|curves| curves.proven);
    let curves = curves.unwrap_or(curve::Curves {
        best: Vec::new(),
        yours: Vec::new(),
        losses: Vec::new(),
        least: portfolio.budget.unwrap_or(0.0),
        greatest: portfolio.budget.unwrap_or(0.0),
        proven: true,
    });
    FrontierView {
        step,
        least: curves.least,
        greatest: curves.greatest,
        best: curves.best,
        yours: curves.yours,
        losses: curves.losses,
        now: now.map(|(now, _)| now),
        proven,
        unit: portfolio.unit,
        criteria: portfolio.criteria,
        projects: portfolio.projects,
        problems: portfolio.problems,
    }
}

/// The step of the slider: as given, or a round part of what everything costs.
fn step(portfolio: &Portfolio) -> f64 {
    portfolio.step.unwrap_or_else(|| {
        let all: f64 = portfolio
            .projects
            .iter()
            .filter_map(|project| project.cost)
            .sum();
        curve::step_for(all.max(portfolio.budget.unwrap_or(0.0)))
    })
}

fn present(portfolio: &Portfolio, step: f64) -> Option<(FrontierNow, bool)> {
    let (model, budget) = (portfolio.model.as_ref()?, portfolio.budget?);
    Some(now::now(portfolio, model, budget, step))
}

/// What holds at another budget than the one that is filled in.
///
/// # Errors
/// `invalid_input` when the budget cannot be computed with, or there is nothing to compute.
pub(super) fn at(fields: &Fields, budget: f64) -> Result<FrontierNow> {
    if !(0.0..=input::GREATEST).contains(&budget) {
        return Err(
            Error::invalid("A budget is a number from 0 to 100,000,000,000.")
                .with("field", "budget"),
        );
    }
    let portfolio = read(fields);
    let model: &Model = portfolio.model.as_ref().ok_or_else(|| {
        Error::invalid("There is no project yet that can be computed with.")
            .with("field", "projects")
    })?;
    Ok(now::now(&portfolio, model, budget, step(&portfolio)).0)
}

/// What the fields say, in one sentence.
pub(super) fn finding(fields: &Fields) -> String {
    let portfolio = read(fields);
    if let Some((now, _)) = present(&portfolio, step(&portfolio)) {
        return now.sentence;
    }
    let whole = portfolio
        .problems
        .iter()
        .find(|problem| problem.project.is_none());
    match (whole, portfolio.projects.len()) {
        (Some(problem), _) => problem.message.clone(),
        (None, 0) => "There are no projects yet.".to_owned(),
        (None, _) if portfolio.model.is_none() => "No project can be computed with yet.".to_owned(),
        (None, 1) => "1 project, and no budget yet.".to_owned(),
        (None, count) => format!("{count} projects, and no budget yet."),
    }
}

/// The figures to compare with later results; `None` until there is a project and a budget.
pub(super) fn summary(view: &FrontierView) -> Option<ToolSummary> {
    let now = view.now.as_ref()?;
    let shown = now.yours.as_ref().unwrap_or(&now.best);
    let figure = |name: &str, label: &str, value: f64, unit: &str| ToolFigure {
        name: name.to_owned(),
        label: label.to_owned(),
        value,
        unit: unit.to_owned(),
    };
    let mut figures = vec![
        figure("budget", "Budget", now.budget, &view.unit),
        figure("best", "Best value", now.best.value, "points"),
    ];
    if let Some(yours) = &now.yours {
        figures.push(figure("yours", "Your value", yours.value, "points"));
        figures.push(figure("lost", "Lost by forcing", now.lost, "points"));
    }
    figures.push(figure(
        "projects",
        "Projects in",
        f64::from(u32::try_from(shown.projects.len()).unwrap_or(u32::MAX)),
        "",
    ));
    figures.push(figure("cost", "Cost", shown.cost, &view.unit));
    Some(ToolSummary {
        finding: now.sentence.clone(),
        figures,
    })
}

/// Words by which the tool is found: names of projects and criteria.
pub(super) fn words(fields: &Fields) -> Vec<String> {
    let portfolio = read(fields);
    let projects = portfolio.projects.into_iter().map(|project| project.name);
    let criteria = portfolio
        .criteria
        .into_iter()
        .map(|criterion| criterion.name);
    projects.chain(criteria).collect()
}
