//! `cargo xtask test`: every test there is, in an order that fails early, with a table at the end.

mod plan;
mod report;
mod steps;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::os::Os;
use crate::repo::Repo;
use crate::setup::{self, Purpose};

use report::{Outcome, Report};

/// The parts of the tests that can be run alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Group {
    /// Unit, integration and documentation tests
    Rust,
    /// Type check, unit tests and build of the UI
    Ui,
    /// Journeys in a browser
    Browser,
    /// Journeys in the real window
    Window,
    /// Formatting, lints, licences
    Lint,
    /// A short run of the fuzz targets
    Fuzz,
}

/// What the steps work with.
pub struct Context<'a> {
    repo: &'a Repo,
    os: Os,
    only: Vec<Group>,
}

impl Context<'_> {
    /// Whether a group was asked for.
    fn wants(&self, group: Group) -> bool {
        self.only.is_empty() || self.only.contains(&group)
    }

    /// Where tests put their pictures of screens.
    fn screens(&self) -> PathBuf {
        self.repo.target("screens")
    }
}

/// Sets up and runs the steps of the groups asked for; of all when none is named.
pub fn test(repo: &Repo, only: &[Group]) -> Result<()> {
    setup::setup(repo, Purpose::Test)?;
    let context = Context {
        repo,
        os: Os::detect(),
        only: only.to_vec(),
    };
    let mut report = Report::default();
    for step in plan::of(only) {
        println!("\n== {}", step.name);
        let start = Instant::now();
        let outcome = match report.first_not_passed(step.needs) {
            Some(need) => Outcome::Skipped(format!("\"{need}\" did not pass")),
            None => {
                (step.run)(&context).unwrap_or_else(|error| Outcome::Failed(format!("{error:#}")))
            }
        };
        if let Outcome::Failed(reason) | Outcome::Skipped(reason) = &outcome {
            println!("{}: {reason}", outcome.word());
        }
        report.add(step.name, start.elapsed(), outcome);
    }
    println!("\n{report}");
    let failed = report.failed();
    if !failed.is_empty() {
        bail!(
            "failed: {}. What each had to say is above, under its name",
            failed.join(", ")
        );
    }
    Ok(())
}
