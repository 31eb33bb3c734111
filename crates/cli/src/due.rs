//! `colloquy due`: deadlines and the steps of the 90-day plan.

use colloquy_core::api::{DeadlineSet, DueKind, DueList, DueMark, DueView, FileMade, Nothing};

use crate::args::DueCommand;
use crate::data::{self, Place};
use crate::failure::Failure;
use crate::print::{self, Printer};
use crate::tool;

/// Runs a command about dates.
pub fn run(command: &DueCommand, place: &Place, printer: Printer) -> Result<(), Failure> {
    let host = place.ready()?;
    let list: DueList = match command {
        DueCommand::List => data::call(&host, "due_list", &Nothing {})?,
        DueCommand::Add { title, date } => {
            let deadline = DeadlineSet {
                id: None,
                title: title.clone(),
                date: date.clone(),
            };
            data::call(&host, "deadline_set", &deadline)?
        }
        DueCommand::Done { id, undo } => {
            let mark = DueMark {
                id: id.clone(),
                done: !undo,
            };
            data::call(&host, "due_mark", &mark)?
        }
        DueCommand::Export { output } => {
            let made: FileMade = data::call(&host, "calendar_export", &Nothing {})?;
            return tool::write(&made, output, printer);
        }
    };
    printer.answer(&list, text)
}

fn text(list: &DueList) -> String {
    if list.due.is_empty() {
        return "Nothing has a date yet.".to_owned();
    }
    let open = list.due.iter().filter(|due| !due.done).count();
    let rows: Vec<_> = list.due.iter().map(row).collect();
    format!(
        "{open} of {} open.\n\n{}",
        print::count(list.due.len(), "date"),
        print::table(["Date", "What", "From", "Done", "Id"], &rows)
    )
}

fn row(due: &DueView) -> [String; 5] {
    let from = match due.kind {
        DueKind::Deadline => "deadline",
        DueKind::Plan => "plan",
    };
    [
        due.date.clone(),
        due.title.clone(),
        from.to_owned(),
        if due.done { "done" } else { "" }.to_owned(),
        due.id.clone(),
    ]
}
