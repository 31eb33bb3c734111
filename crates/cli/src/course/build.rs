//! `colloquy course build`: one file of a course that has no errors.

use std::path::Path;

use colloquy_core::course::compile::{Compiled, Mode, compile};
use colloquy_core::course::{Course, files, package};
use colloquy_core::{Code, Error};
use serde::Serialize;

use crate::failure::Failure;
use crate::print::{self, Printer};
use colloquy_core::whole_file;

/// What was built.
#[derive(Serialize)]
struct Built {
    file: String,
    course: String,
    title: String,
    revision: u32,
    lessons: usize,
    bytes: u64,
    /// BLAKE3 of the whole file, hexadecimal.
    blake3: String,
}

/// Builds a package; an older file stays when the course has errors.
pub fn run(dir: &Path, output: &Path, printer: Printer) -> Result<(), Failure> {
    let files = files::from_folder(dir)?;
    let course = without_errors(compile(&files, Mode::Strict), dir)?;
    let bytes = package::write(&files)?;
    whole_file::write(output, &bytes)?;
    let built = Built {
        file: output.display().to_string(),
        lessons: course
            .modules
            .iter()
            .map(|module| module.lessons.len())
            .sum(),
        course: course.id,
        title: course.title,
        revision: course.revision,
        bytes: bytes.len() as u64,
        blake3: blake3::hash(&bytes).to_hex().to_string(),
    };
    printer.answer(&built, text)
}

fn text(built: &Built) -> String {
    let Built {
        file,
        title,
        revision,
        bytes,
        blake3,
        ..
    } = built;
    let lessons = print::count(built.lessons, "lesson");
    format!(
        "Built {file}: “{title}”, revision {revision}, {lessons}, {bytes} bytes.\nBLAKE3 {blake3}"
    )
}

fn without_errors(compiled: Compiled, dir: &Path) -> Result<Course, Error> {
    let errors = compiled
        .problems
        .iter()
        .filter(|problem| problem.is_error())
        .count();
    compiled.course.filter(|_| errors == 0).ok_or_else(|| {
        let found = print::count(errors, "error");
        let dir = dir.display();
        let message = format!(
            "The course in {dir} has {found}, so nothing was written. `colloquy course check {dir}` \
             lists what to mend."
        );
        Error::new(Code::BadPackage, message).with("errors", errors)
    })
}
