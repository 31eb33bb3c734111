//! Which steps there are, what each needs, and in which order they run.

use anyhow::Result;

use super::report::Outcome;
use super::{Context, Group, steps};

/// One line of the table at the end.
pub struct Step {
    /// What it is called in the output.
    pub name: &'static str,
    /// The groups that it belongs to.
    groups: &'static [Group],
    /// The steps without which it makes no sense; they run too, and before it.
    pub needs: &'static [&'static str],
    /// What it does.
    pub run: fn(&Context) -> Result<Outcome>,
}

const UI_BUILD: &str = "UI: build";
const RUST_BUILD: &str = "Rust: build";

/// All steps: the quick ones first, each after what it needs.
const STEPS: &[Step] = &[
    Step {
        name: "Rust: format",
        groups: &[Group::Lint],
        needs: &[],
        run: steps::format,
    },
    Step {
        name: "UI: lint",
        groups: &[Group::Lint],
        needs: &[],
        run: steps::ui_lint,
    },
    Step {
        name: "UI: types",
        groups: &[Group::Ui],
        needs: &[],
        run: steps::ui_check,
    },
    Step {
        name: "UI: unit tests",
        groups: &[Group::Ui],
        needs: &[],
        run: steps::ui_test,
    },
    Step {
        name: UI_BUILD,
        groups: &[Group::Ui],
        needs: &[],
        run: steps::ui_build,
    },
    Step {
        name: "Licences: notices",
        groups: &[Group::Lint],
        needs: &[],
        run: steps::notices,
    },
    Step {
        name: "Licences: cargo-deny",
        groups: &[Group::Lint],
        needs: &[],
        run: steps::deny,
    },
    Step {
        name: "Rust: clippy",
        groups: &[Group::Lint],
        needs: &[UI_BUILD],
        run: steps::clippy,
    },
    Step {
        name: RUST_BUILD,
        groups: &[],
        needs: &[UI_BUILD],
        run: steps::build,
    },
    Step {
        name: "UI: bindings",
        groups: &[Group::Rust],
        needs: &[RUST_BUILD],
        run: steps::bindings,
    },
    Step {
        name: "Rust: tests",
        groups: &[Group::Rust, Group::Window],
        needs: &[RUST_BUILD],
        run: steps::nextest,
    },
    Step {
        name: "Rust: documentation tests",
        groups: &[Group::Rust],
        needs: &[RUST_BUILD],
        run: steps::doc,
    },
    Step {
        name: "Browser: tests",
        groups: &[Group::Browser],
        needs: &[RUST_BUILD],
        run: steps::browser,
    },
    Step {
        name: "Rust: fuzz",
        groups: &[Group::Fuzz],
        needs: &[],
        run: steps::fuzz,
    },
];

/// The steps of some groups and what they need; all steps when no group is named.
pub fn of(only: &[Group]) -> Vec<&'static Step> {
    let mut wanted: Vec<&str> = Vec::new();
    // From the last to the first: a need stands before the step that has it.
    for step in STEPS.iter().rev() {
        let asked = only.is_empty() || step.groups.iter().any(|group| only.contains(group));
        if asked || wanted.contains(&step.name) {
            wanted.push(step.name);
            wanted.extend(step.needs);
        }
    }
    STEPS
        .iter()
        .filter(|step| wanted.contains(&step.name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: &[Group]) -> Vec<&'static str> {
        of(only).iter().map(|step| step.name).collect()
    }

    #[test]
    fn every_need_is_a_step_that_stands_before() {
        for (index, step) in STEPS.iter().enumerate() {
            for need in step.needs {
                assert!(
                    STEPS[..index].iter().any(|before| before.name == *need),
                    "{}: {need}",
                    step.name
                );
            }
        }
    }

    #[test]
    fn without_a_choice_everything_runs() {
        assert_eq!(names(&[]).len(), STEPS.len());
    }

    #[test]
    fn a_choice_brings_what_it_needs_and_no_more() {
        assert_eq!(
            names(&[Group::Browser]),
            [UI_BUILD, RUST_BUILD, "Browser: tests"]
        );
        assert_eq!(names(&[Group::Fuzz]), ["Rust: fuzz"]);
        assert_eq!(
            names(&[Group::Window]),
            [UI_BUILD, RUST_BUILD, "Rust: tests"]
        );
        assert!(!names(&[Group::Ui, Group::Lint]).contains(&RUST_BUILD));
    }
}
