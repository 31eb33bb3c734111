//! What came of the steps, and the table of it.

use std::fmt;
use std::time::Duration;

/// How a step ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It found nothing wrong.
    Passed,
    /// It could not, or need not, run; the reason.
    Skipped(String),
    /// It found something wrong; what.
    Failed(String),
}

impl Outcome {
    /// The one word of the table.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Skipped(_) => "skipped",
            Self::Failed(_) => "FAILED",
        }
    }
}

/// The steps that have run.
#[derive(Default)]
pub struct Report {
    rows: Vec<(&'static str, Duration, Outcome)>,
}

impl Report {
    /// Adds a step that has ended.
    pub fn add(&mut self, name: &'static str, took: Duration, outcome: Outcome) {
        self.rows.push((name, took, outcome));
    }

    /// The first of some steps that ended otherwise than well.
    pub fn first_not_passed(&self, names: &[&'static str]) -> Option<&'static str> {
        self.rows
            .iter()
            .find(|(name, _, outcome)| names.contains(name) && *outcome != Outcome::Passed)
            .map(|(name, _, _)| *name)
    }

    /// The names of the steps that found something wrong.
    pub fn failed(&self) -> Vec<&'static str> {
        self.rows
            .iter()
            .filter(|(_, _, outcome)| matches!(outcome, Outcome::Failed(_)))
            .map(|(name, _, _)| *name)
            .collect()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<28}{:>8}  result", "step", "seconds")?;
        for (name, took, outcome) in &self.rows {
            write!(
                f,
                "{name:<28}{:>8.1}  {}",
                took.as_secs_f64(),
                outcome.word()
            )?;
            match outcome {
                Outcome::Skipped(reason) => writeln!(f, ": {reason}")?,
                Outcome::Passed | Outcome::Failed(_) => writeln!(f)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_how_each_step_ended() {
        let mut report = Report::default();
        report.add("UI: lint", Duration::from_millis(3_240), Outcome::Passed);
        report.add(
            "Rust: build",
            Duration::from_secs(100),
            Outcome::Failed("cargo build: 101".to_owned()),
        );
        report.add(
            "Rust: tests",
            Duration::ZERO,
            Outcome::Skipped("\"Rust: build\" did not pass".to_owned()),
        );
        assert_eq!(
            report.to_string(),
            "step                         seconds  result\n\
             UI: lint                         3.2  passed\n\
             Rust: build                    100.0  FAILED\n\
             Rust: tests                      0.0  skipped: \"Rust: build\" did not pass\n"
        );
        assert_eq!(report.failed(), ["Rust: build"]);
        assert_eq!(report.first_not_passed(&["UI: lint"]), None);
        assert_eq!(
            report.first_not_passed(&["UI: lint", "Rust: tests"]),
            Some("Rust: tests")
        );
    }
}
