//! `colloquy commands`: the command table with its types.

use colloquy_core::api::{COMMANDS, typescript};
use serde::Serialize;

use crate::args::CommandsOptions;
use crate::failure::Failure;
use crate::print::{self, Printer};

/// One row of the table.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    summary: &'static str,
    /// TypeScript names, as in `bindings.ts`.
    input: String,
    output: String,
}

/// Prints the table, or the TypeScript that the interface is compiled against.
pub fn run(options: &CommandsOptions, printer: Printer) -> Result<(), Failure> {
    if options.typescript {
        return print::raw(typescript().as_bytes());
    }
    let config = ts_rs::Config::new();
    let rows: Vec<Row> = COMMANDS
        .iter()
        .map(|command| Row {
            name: command.name,
            summary: command.summary.trim(),
            input: (command.input)(&config),
            output: (command.output)(&config),
        })
        .collect();
    printer.answer(&rows, |rows| {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| {
                [
                    row.name.into(),
                    row.input.clone(),
                    row.output.clone(),
                    row.summary.into(),
                ]
            })
            .collect();
        print::table(["Command", "Request", "Reply", "What it does"], &rows)
    })
}
