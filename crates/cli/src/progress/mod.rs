//! `colloquy progress`: what was read and answered, to look at or to take along.

mod csv_table;
mod export;
mod show;

use crate::args::ProgressCommand;
use crate::data::Place;
use crate::failure::Failure;
use crate::print::Printer;

/// Runs a command about progress.
pub fn run(command: &ProgressCommand, place: &Place, printer: Printer) -> Result<(), Failure> {
    match command {
        ProgressCommand::Show { course } => show::run(course.as_deref(), place, printer),
        ProgressCommand::Export {
            course,
            format,
            output,
            table,
        } => {
            let wanted = export::Wanted {
                format: *format,
                table: *table,
            };
            export::run(course.as_deref(), wanted, output.as_deref(), place, printer)
        }
    }
}
