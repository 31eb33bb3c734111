//! T4, Portfolio frontier: the most value that any affordable set of projects can reach.
//!
//! Fields: `unit` (text, such as `€m`), `budget` (number), `step` (number: how far the slider
//! moves), `criterion:<id>` = `{name, weight, order}`, `project:<id>` =
//! `{name, cost, scores: {<criterion id>: number}, forced, depends: [id], excludes: [id], order}`.
//! Without criteria of one's own there is one, with the id `score`, the name “Score”, weight 1.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A budget to look at without saving it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FrontierAsk {
    /// In the unit of the tool.
    pub budget: f64,
}

/// Projects, the frontier over budgets, and what holds at the present one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FrontierView {
    /// Unit of costs and budgets.
    pub unit: String,
    /// How far one step of the slider moves, in that unit.
    pub step: f64,
    /// Least budget that the slider offers.
    pub least: f64,
    /// Greatest budget that the slider offers: where everything that fits together is affordable.
    pub greatest: f64,
    /// Criteria with their share of the weight; shares add up to 1.
    pub criteria: Vec<Criterion>,
    /// In the order of the table.
    pub projects: Vec<ProjectView>,
    /// What is wrong with the input; a project with a problem takes no part.
    pub problems: Vec<FrontierProblem>,
    /// Best value with nothing forced, over budgets: a step function, one point where it rises. Of
    /// more than 2,000 steps an even choice that keeps the last one.
    pub best: Vec<CurvePoint>,
    /// Best value with everything forced that is forced; empty when nothing is. It begins at the
    /// least budget that pays for the forced projects.
    pub yours: Vec<CurvePoint>,
    /// Value lost by forcing at five budgets around the present one; empty when nothing is forced.
    pub losses: Vec<LossAt>,
    /// What holds at the present budget; `null` until there is a project and a budget.
    pub now: Option<FrontierNow>,
    /// Every figure is a proven optimum. False only when the search was cut short.
    pub proven: bool,
}

/// A criterion of the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Criterion {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// As given.
    pub weight: f64,
    /// Its share of all weights, 0 to 1.
    pub share: f64,
}

/// A project as it is filled in, with its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProjectView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Cost in the unit; `null` when it cannot be read.
    pub cost: Option<f64>,
    /// Scores by criterion.
    pub scores: BTreeMap<String, f64>,
    /// V = Σ share × score; `null` when it cannot be computed.
    pub value: Option<f64>,
    /// It must be in.
    pub forced: bool,
    /// Ids of projects that must be in when it is.
    pub depends: Vec<String>,
    /// Ids of projects that cannot be in with it.
    pub excludes: Vec<String>,
}

/// Something that cannot be computed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FrontierProblem {
    /// Project id; `null` when it is about the whole.
    pub project: Option<String>,
    /// Field: `name`, `cost`, `scores`, `depends`, `excludes`, `forced`, `budget`, `criteria`, `projects`.
    pub field: String,
    /// In one sentence, naming the project.
    pub message: String,
}

/// From this budget on, this value can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct CurvePoint {
    /// Budget.
    pub budget: f64,
    /// Value.
    pub value: f64,
}

/// What forcing costs at a budget.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct LossAt {
    /// Budget.
    pub budget: f64,
    /// Value lost; `null` when the forced projects cost more than the budget.
    pub lost: Option<f64>,
}

/// A set of projects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Selection {
    /// Project ids in the order of the table.
    pub projects: Vec<String>,
    /// Sum of values.
    pub value: f64,
    /// Sum of costs.
    pub cost: f64,
}

/// What holds at one budget.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FrontierNow {
    /// Budget.
    pub budget: f64,
    /// The conclusion, for the opening sentence.
    pub finding: FrontierFinding,
    /// The finding as one plain sentence.
    pub sentence: String,
    /// Best set with nothing forced.
    pub best: Selection,
    /// Best set with everything forced; `null` when the forced ones do not fit.
    pub yours: Option<Selection>,
    /// Value lost by all forcing together; 0 when nothing is forced, or `yours` is `null`.
    pub lost: f64,
    /// Where each project stands, by id: in `yours`, or in `best` when `yours` is `null`.
    pub standing: BTreeMap<String, ProjectStanding>,
    /// What each forced project costs, dearest first; empty when `yours` is `null`.
    pub forced: Vec<ForcedLoss>,
    /// What ranking would have chosen instead.
    pub greedy: Vec<GreedyLoss>,
}

/// The conclusion at a budget.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum FrontierFinding {
    /// The forced projects cannot all be in: they exclude each other.
    Contradiction {
        /// The two that exclude each other, by name.
        projects: Vec<String>,
    },
    /// The forced projects (with what they depend on) cost more than the budget.
    Unaffordable {
        /// By how much.
        over: f64,
    },
    /// Forcing costs value.
    Costs {
        /// Names of the forced projects that cost something, dearest first; empty when none does
        /// by itself and only all of them together do.
        projects: Vec<String>,
        /// Value lost by all forcing together.
        lost: f64,
        /// Share of the best value, 0 to 1.
        share: f64,
    },
    /// Something is forced, and would be in anyway.
    Free,
    /// Nothing is forced, and ranking loses value.
    Ranking {
        /// Value lost by ranking by score.
        lost: f64,
        /// Share of the best value, 0 to 1.
        share: f64,
    },
    /// Nothing is forced, and ranking finds the best set too.
    Best,
    /// The budget pays for no project.
    Nothing,
}

/// Where a project stands at the present budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProjectStanding {
    /// In the portfolio.
    In,
    /// In the portfolio because it is forced; also a forced one when `yours` is `null`.
    Forced,
    /// Would be in if nothing were forced.
    Displaced,
    /// Beyond the budget, with and without forcing.
    Beyond,
    /// Costs more than the whole budget (with what it depends on).
    OverBudget,
    /// Left out of the computation: its input has a problem.
    Faulty,
}

/// What one forced project costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ForcedLoss {
    /// Project id.
    pub project: String,
    /// Value lost by forcing this one while the others stay forced.
    pub lost: f64,
}

/// What ranking would choose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct GreedyLoss {
    /// Ranked by what.
    pub by: GreedyOrder,
    /// What it chooses, under the same forcing.
    pub chosen: Selection,
    /// Value lost against the best set under the same forcing.
    pub lost: f64,
}

/// An order to rank by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GreedyOrder {
    /// Highest value first, taken while it fits.
    Value,
    /// Most value for its cost first, taken while it fits.
    Ratio,
}
