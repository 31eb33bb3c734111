//! The groups of the frontier's table: what is in, what is displaced, what is beyond the budget.

use crate::api::{FrontierNow, FrontierView, ProjectStanding, ProjectView};

/// Projects that stand alike.
pub(super) struct Group<'a> {
    pub(super) title: String,
    pub(super) state: State,
    pub(super) projects: Vec<(&'a ProjectView, State)>,
    /// Words, value and cost of the row that sums it up.
    pub(super) total: Option<(String, f64, f64)>,
}

/// How a project is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    In,
    Forced,
    Displaced,
    Out,
}

/// Every project in a group, in the order in which the table shows them.
pub(super) fn groups<'a>(view: &'a FrontierView, now: &FrontierNow) -> Vec<Group<'a>> {
    let standing = |project: &ProjectView| {
        now.standing
            .get(&project.id)
            .copied()
            .unwrap_or(ProjectStanding::Faulty)
    };
    let pick = |wanted: &dyn Fn(&ProjectView) -> Option<State>| {
        let mut found: Vec<(&ProjectView, State)> = view
            .projects
            .iter()
            .filter_map(|project| Some((project, wanted(project)?)))
            .collect();
        found.sort_by(|(a, s), (b, t)| {
            let forced = (*t == State::Forced).cmp(&(*s == State::Forced));
            let worth = |project: &ProjectView| project.value.unwrap_or(f64::NEG_INFINITY);
            // A total order, whatever the values are.
            let value = worth(b).total_cmp(&worth(a));
            forced.then(value)
        });
        found
    };
    let mut groups = Vec::new();
    let mut add = |title: String, state, projects: Vec<(&'a ProjectView, State)>, total| {
        if !projects.is_empty() {
            groups.push(Group {
                title,
                state,
                projects,
                total,
            });
        }
    };
    let sum_of = |projects: &[(&ProjectView, State)]| {
        let value = projects
            .iter()
            .filter_map(|(project, _)| project.value)
            .sum();
        let cost = projects
            .iter()
            .filter_map(|(project, _)| project.cost)
            .sum();
        (value, cost)
    };
    if let Some(yours) = &now.yours {
        let inside = pick(&|project| match standing(project) {
            ProjectStanding::In => Some(State::In),
            ProjectStanding::Forced => Some(State::Forced),
            _ => None,
        });
        let words = count(inside.len());
        add(
            "In the portfolio".to_owned(),
            State::In,
            inside,
            Some((words, yours.value, yours.cost)),
        );
    } else {
        // Nothing can be chosen with the forced ones in: they are shown for themselves, beside the
        // best set that there would be without forcing.
        let forced = pick(&|project| {
            let stands = standing(project) != ProjectStanding::Faulty;
            (project.forced && stands).then_some(State::Forced)
        });
        let (value, cost) = sum_of(&forced);
        let words = count(forced.len());
        add(
            "Forced in".to_owned(),
            State::Forced,
            forced,
            Some((words, value, cost)),
        );
        let best = pick(&|project| {
            let free = !project.forced && now.best.projects.contains(&project.id);
            free.then_some(State::In)
        });
        let words = if best.len() == now.best.projects.len() {
            count(best.len())
        } else {
            format!("{}, forced ones among them", count(now.best.projects.len()))
        };
        add(
            "Best set with nothing forced".to_owned(),
            State::In,
            best,
            Some((words, now.best.value, now.best.cost)),
        );
    }
    let shown_already = |project: &ProjectView| {
        now.yours.is_none() && (project.forced || now.best.projects.contains(&project.id))
    };
    let mut rest = |title: String, which: ProjectStanding, state: State| {
        let found = pick(&|project| {
            let faulty = which == ProjectStanding::Faulty;
            (standing(project) == which && (faulty || !shown_already(project))).then_some(state)
        });
        add(title, state, found, None);
    };
    rest(
        displaced_title(view),
        ProjectStanding::Displaced,
        State::Displaced,
    );
    rest(
        "Beyond the budget".to_owned(),
        ProjectStanding::Beyond,
        State::Out,
    );
    rest(
        "Dearer than the whole budget".to_owned(),
        ProjectStanding::OverBudget,
        State::Out,
    );
    rest(
        "Left out: something is missing or wrong".to_owned(),
        ProjectStanding::Faulty,
        State::Out,
    );
    groups
}

fn displaced_title(view: &FrontierView) -> String {
    let forced: Vec<&ProjectView> = view
        .projects
        .iter()
        .filter(|project| project.forced)
        .collect();
    match forced.as_slice() {
        [only] if only.name.chars().count() <= 40 => format!("Displaced by {}", only.name),
        [_] => "Displaced by the forced project".to_owned(),
        _ => "Displaced by the forced projects".to_owned(),
    }
}

fn count(projects: usize) -> String {
    match projects {
        1 => "1 project".to_owned(),
        several => format!("{several} projects"),
    }
}
