//! `colloquy course`: write, check, build and install courses.

mod build;
mod check;
mod init;
mod installed;

use crate::args::CourseCommand;
use crate::data::Place;
use crate::failure::Failure;
use crate::print::Printer;

/// Runs a command about courses.
pub fn run(command: &CourseCommand, place: &Place, printer: Printer) -> Result<(), Failure> {
    match command {
        CourseCommand::Check { dir, fix } => check::run(dir, *fix, printer),
        CourseCommand::Build { dir, output } => build::run(dir, output, printer),
        CourseCommand::Open { path } => installed::open(path, place, printer),
        CourseCommand::List => installed::list(place, printer),
        CourseCommand::Init { dir, from, title } => {
            init::run(dir, from.as_deref(), title.as_deref(), printer)
        }
    }
}
