//! `colloquy`: courses, progress, notes, tools, search, backups and the loopback server, from a terminal.
//!
//! Every command parses its arguments, calls the core and prints the answer; nothing is decided
//! here. Answers go to stdout and everything else to stderr, so that answers can be piped.
//! Exit codes: 0 done, 1 failed (stderr says why), 2 not understood.

mod args;
mod backup;
mod call;
mod commands;
mod completions;
mod course;
mod data;
mod due;
mod failure;
mod note;
mod path;
mod print;
mod progress;
mod review;
mod search;
mod serve;
mod status;
mod tool;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use args::{Args, Command};
use failure::Failure;
use print::Printer;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(misunderstood) => return failure::usage(&misunderstood),
    };
    log_to_stderr(matches!(args.command, Command::Serve(_)));
    let json = args.json;
    match run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(json),
    }
}

fn run(args: Args) -> Result<(), Failure> {
    let printer = Printer::new(args.json);
    let place = data::Place::new(args.data)?;
    match args.command {
        Command::Course(command) => course::run(&command, &place, printer),
        Command::Progress(command) => progress::run(&command, &place, printer),
        Command::Path(command) => path::run(&command, &place, printer),
        Command::Note(command) => note::run(&command, &place, printer),
        Command::Tool(command) => tool::run(&command, &place, printer),
        Command::Review(command) => review::run(&command, &place, printer),
        Command::Due(command) => due::run(&command, &place, printer),
        Command::Search(options) => search::run(&options, None, &place, printer),
        Command::Backup(command) => backup::run(&command, &place, printer),
        Command::Serve(options) => serve::run(&options, &place, printer),
        Command::Commands(options) => commands::run(&options, printer),
        Command::Call(request) => call::run(&request, &place),
        Command::Completions { shell } => completions::run(shell),
        Command::Status => status::run(&place, printer),
    }
}

/// The server tells what it does; the other commands answer and are silent, unless asked.
fn log_to_stderr(serving: bool) {
    let usual = if serving { "info" } else { "off" };
    let filter =
        EnvFilter::try_from_env("COLLOQUY_LOG").unwrap_or_else(|_unset| EnvFilter::new(usual));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false)
        .init();
}
