//! `colloquy status`: where the data is and whether it can be used.

use colloquy_core::api::AppStatus;

use crate::data::Place;
use crate::failure::Failure;
use crate::print::{self, Printer};

/// Prints the status; fails when the database cannot be used.
pub fn run(place: &Place, printer: Printer) -> Result<(), Failure> {
    let status = place.open()?.status()?;
    printer.answer(&status, |status| text(status, place))?;
    if status.problem.is_some() {
        Err(Failure::Told)
    } else {
        Ok(())
    }
}

fn text(status: &AppStatus, place: &Place) -> String {
    let sentence = match &status.problem {
        Some(problem) => place.explain(problem).message,
        None if status.first_run => "Everything is ready; no course was started yet.".to_owned(),
        None => "Everything is ready.".to_owned(),
    };
    let mut rows = vec![
        ["Version".to_owned(), status.version.clone()],
        ["Data folder".to_owned(), status.data_folder.clone()],
        [
            "Database".to_owned(),
            format!(
                "{} ({})",
                status.database,
                print::size(status.database_bytes)
            ),
        ],
    ];
    if let Some(course) = &status.current_course {
        rows.push(["Current course".to_owned(), course.clone()]);
    }
    format!("{sentence}\n\n{}", print::pairs(&rows))
}
