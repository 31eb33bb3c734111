//! What holds between projects: needs and exclusions that can never be met.

use std::collections::{BTreeMap, BTreeSet};

use super::input::{ProjectField, named};
use crate::api::{FrontierProblem, ProjectView};

/// Needs that name the project itself or nothing in the table.
pub fn check_depends(
    name: &str,
    id: &str,
    draft: &ProjectField,
    places: &BTreeMap<String, usize>,
    report: &mut impl FnMut(&str, String),
) {
    for other in &draft.depends {
        if other == id {
            report("depends", format!("{name} depends on itself."));
        } else if !places.contains_key(other) {
            report(
                "depends",
                format!("{name} depends on a project that is not in the table."),
            );
        }
    }
}

/// Projects that can never be in: what they need excludes itself, or takes no part.
pub fn impossible(
    views: &[ProjectView],
    places: &BTreeMap<String, usize>,
    names: &[String],
    faulty: &mut BTreeSet<usize>,
    problems: &mut Vec<FrontierProblem>,
) {
    let needed: Vec<BTreeSet<usize>> = (0..views.len())
        .map(|place| needed(place, views, places))
        .collect();
    let excludes = |one: usize, other: usize| {
        views[one].excludes.contains(&views[other].id)
            || views[other].excludes.contains(&views[one].id)
    };
    let label = |place: usize| named(&names[place], "a project without a name");
    for (place, all) in needed.iter().enumerate() {
        if faulty.contains(&place) {
            continue;
        }
        let clash = all
            .iter()
            .flat_map(|one| all.range(one + 1..).map(move |other| (*one, *other)))
            .find(|(one, other)| excludes(*one, *other));
        if let Some((one, other)) = clash {
            faulty.insert(place);
            let message = if one == place || other == place {
                let other = if one == place { other } else { one };
                format!(
                    "{0} depends on {1}, and they exclude each other.",
                    label(place),
                    label(other)
                )
            } else {
                format!(
                    "{} depends on {} and {}, which exclude each other.",
                    label(place),
                    label(one),
                    label(other)
                )
            };
            problems.push(FrontierProblem {
                project: Some(views[place].id.clone()),
                field: "excludes".to_owned(),
                message,
            });
        }
    }
    // A set of what is needed holds what those need in turn, so one pass finds them all.
    let broken = faulty.clone();
    for (place, all) in needed.iter().enumerate() {
        if broken.contains(&place) {
            continue;
        }
        if let Some(other) = all.iter().find(|other| broken.contains(other)) {
            faulty.insert(place);
            problems.push(FrontierProblem {
                project: Some(views[place].id.clone()),
                field: "depends".to_owned(),
                message: format!(
                    "{} depends on {}, which takes no part.",
                    label(place),
                    label(*other)
                ),
            });
        }
    }
}

/// A project with everything that it needs, directly or not.
fn needed(
    place: usize,
    views: &[ProjectView],
    places: &BTreeMap<String, usize>,
) -> BTreeSet<usize> {
    let mut all = BTreeSet::from([place]);
    let mut next = vec![place];
    while let Some(one) = next.pop() {
        for other in views[one].depends.iter().filter_map(|id| places.get(id)) {
            if all.insert(*other) {
                next.push(*other);
            }
        }
    }
    all
}
