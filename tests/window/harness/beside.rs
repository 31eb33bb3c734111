//! What is beside the window: the command line on the same data, and files that were saved.

use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx};

use super::{App, places};

impl App {
    /// What `colloquy` says about the app's data.
    pub fn colloquy(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(places::command_line());
        command.args(["--data".as_ref(), self.data().root().as_os_str()]);
        let output = command.args(arguments).output().expect("colloquy runs");
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).expect("colloquy says text")
    }
}

/// The cells of a sheet of a workbook, as text.
pub fn sheet(file: &Path, name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook(file).expect("a workbook");
    let range = book.worksheet_range(name).expect("the sheet");
    let row = |cells: &[Data]| cells.iter().map(Data::to_string).collect();
    range.rows().map(row).collect()
}
