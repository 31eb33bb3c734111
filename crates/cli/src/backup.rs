//! `colloquy backup`: make, list and restore copies of the database.

use colloquy_core::Code;
use colloquy_core::api::{AppRecover, AppStatus, BackupList, BackupView, Nothing};

use crate::args::BackupCommand;
use crate::data::{self, Place};
use crate::failure::{self, Failure};
use crate::print::{self, Printer};

/// Runs a command about backups.
pub fn run(command: &BackupCommand, place: &Place, printer: Printer) -> Result<(), Failure> {
    match command {
        BackupCommand::Create => create(place, printer),
        BackupCommand::List => list(place, printer),
        BackupCommand::Restore { name } => restore(name, place, printer),
    }
}

fn create(place: &Place, printer: Printer) -> Result<(), Failure> {
    let made: BackupView = data::call(&place.ready()?, "backup_create", &Nothing {})?;
    printer.answer(&made, |made| {
        format!(
            "Made and checked {} ({}).",
            made.name,
            print::size(made.bytes)
        )
    })
}

/// Backups can be listed whatever the database is like: they are wanted most when it is damaged.
fn list(place: &Place, printer: Printer) -> Result<(), Failure> {
    let host = place.open()?;
    let list: BackupList = data::call(&host, "backup_list", &Nothing {})?;
    printer.answer(&list, list_text)?;
    if let Some(problem) = host.status()?.problem {
        failure::tell(&place.explain(&problem).message);
    }
    Ok(())
}

fn list_text(list: &BackupList) -> String {
    if list.backups.is_empty() {
        return format!("There are no backups in {} yet.", list.folder);
    }
    let good = list.backups.iter().filter(|backup| backup.good).count();
    let rows: Vec<_> = list
        .backups
        .iter()
        .map(|backup| {
            [
                backup.name.clone(),
                print::moment(&backup.made_at),
                print::size(backup.bytes),
                if backup.automatic { "daily" } else { "by hand" }.to_owned(),
                if backup.good {
                    "good"
                } else {
                    "cannot be used"
                }
                .to_owned(),
            ]
        })
        .collect();
    format!(
        "{} in {}, of which {good} can be restored.\n\n{}",
        print::count(list.backups.len(), "backup"),
        list.folder,
        print::table(["Name", "Made", "Size", "Reason", "Check"], &rows)
    )
}

fn restore(name: &str, place: &Place, printer: Printer) -> Result<(), Failure> {
    let host = place.open()?;
    let status = match host.status()?.problem {
        None => host.restore(name)?,
        Some(problem) if problem.error.code == Code::DatabaseCorrupt => {
            host.recover(&AppRecover::Restore {
                backup: name.to_owned(),
            })?
        }
        Some(problem) => return Err(place.explain(&problem).into()),
    };
    printer.answer(&status, |status| restored_text(name, status))?;
    match &status.problem {
        None => Ok(()),
        Some(problem) => Err(place.explain(problem).into()),
    }
}

fn restored_text(name: &str, status: &AppStatus) -> String {
    let kept = status
        .recovered
        .as_ref()
        .and_then(|recovered| recovered.kept_as.as_deref());
    match kept {
        Some(kept) => {
            format!("{name} is now the database. What was there before is kept as {kept}.")
        }
        None => format!("{name} is now the database."),
    }
}
