//! Colloquy's build tool. `cargo xtask <command>` sets up what the machine lacks, then does what
//! was asked.
//!
//! Each command is a module; `repo` knows where things are, `os` what machine this is, and `setup`
//! is what every other command starts with.

mod bench;
mod bindings;
mod bundle;
mod display;
mod fuzz;
mod notices;
mod os;
mod repo;
mod run;
mod setup;
mod sim;
mod stamp;
mod test;
mod ui;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::repo::Repo;
use crate::setup::Purpose;
use crate::test::Group;

/// Sets up, runs, tests and packages Colloquy.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing to build and to test (the other commands do their part of this
    /// themselves)
    Setup,
    /// Set up, build and start the app (a release build); without a display, serve it on loopback
    Run {
        /// Keep all data in this folder instead of the platform's data folder
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
        /// Arguments handed to the app as they are
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Set up and run the tests: Rust, UI, browser, real window, lints, fuzzing
    Test {
        /// Run only this part; may be given more than once
        #[arg(long, value_enum)]
        only: Vec<Group>,
    },
    /// Measure the app against bare baselines (release builds; takes some minutes)
    Bench {
        /// Parts of the names of what to measure; everything when left out
        rows: Vec<String>,
        /// Put the table into README.md
        #[arg(long)]
        write: bool,
    },
    /// Feed the package reader with mutated packages
    Fuzz {
        /// How long to fuzz, without the time to build
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// Run the sync simulation for many seeds (a release build, all cores); stops at a violation
    Sim {
        /// How many seeds
        #[arg(long, default_value_t = 10_000)]
        seeds: u64,
        /// The first seed
        #[arg(long, default_value_t = 0)]
        from: u64,
    },
    /// Build the .deb into target/bundle
    Bundle {
        /// Unpack the .deb and check what is in it
        #[arg(long)]
        verify: bool,
    },
    /// Write THIRD-PARTY-NOTICES: the licences of everything the app ships
    Notices {
        /// Only check that the file is up to date
        #[arg(long)]
        check: bool,
    },
    /// Write ui/src/api/bindings.ts, the command table's types for the UI
    Bindings {
        /// Only check that the file is up to date
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    match dispatch(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: Command) -> Result<()> {
    let repo = Repo::find()?;
    match command {
        Command::Setup => {
            setup::setup(&repo, Purpose::Test)?;
            println!(
                "Everything is in place: `cargo xtask run` starts the app, `cargo xtask test` tests it."
            );
            Ok(())
        }
        Command::Run { data, args } => run::run(&repo, data.as_deref(), &args),
        Command::Test { only } => test::test(&repo, &only),
        Command::Bench { rows, write } => bench::bench(&repo, &rows, write),
        Command::Fuzz { seconds } => fuzz::fuzz(&repo, seconds),
        Command::Sim { seeds, from } => sim::sim(&repo, seeds, from),
        Command::Bundle { verify } => bundle::bundle(&repo, verify),
        Command::Notices { check } => {
            setup::npm::install(&repo, "ui")?;
            notices::notices(&repo, check)
        }
        Command::Bindings { check } => bindings::bindings(&repo, check, None),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn arguments_after_two_dashes_go_to_the_app() {
        let cli = Cli::try_parse_from([
            "cargo xtask",
            "run",
            "--data",
            "d",
            "--",
            "--help",
            "a.colloquy",
        ])
        .unwrap();
        let Command::Run { data, args } = cli.command else {
            panic!("not run")
        };
        assert_eq!(data, Some(PathBuf::from("d")));
        assert_eq!(args, ["--help", "a.colloquy"]);
    }
}
