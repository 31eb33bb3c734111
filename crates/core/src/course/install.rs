//! Installing a course: from files to rows, replacing an older revision.

use std::path::Path;

use super::compile::{Mode, compile};
use super::{
    COMPILER_VERSION, Course, CourseFiles, CourseTerm, Module, files, package, queries, revision,
};
use crate::api::{CourseInstalled, CourseSummary, Topic};
use crate::app::{App, Write};
use crate::{Code, Error, Result, highlight, search, setting};

/// Reads a `.colloquy` file, or a course folder, as files.
///
/// # Errors
/// `not_found` when there is nothing at the path, `bad_package` when it is refused.
pub fn read_path(path: &Path) -> Result<CourseFiles> {
    let found = std::fs::metadata(path).map_err(|error| Error::file("open", path, &error))?;
    if found.is_dir() {
        return files::from_folder(path);
    }
    if found.len() > package::LARGEST {
        return Err(Error::new(
            Code::BadPackage,
            format!(
                "{} is larger than any course package can be. Nothing was changed.",
                path.display()
            ),
        ));
    }
    let bytes = std::fs::read(path).map_err(|error| Error::file("read", path, &error))?;
    package::read(&bytes).map_err(|error| error.with("path", path.display()))
}

/// Installs a course and makes it the current one. What was recorded about an older revision
/// stays, by block id.
///
/// # Errors
/// `bad_package` with the first problem when the course cannot be compiled; nothing is changed.
pub fn install(
    write: &mut Write<'_>,
    files: &CourseFiles,
    built_in: bool,
) -> Result<CourseInstalled> {
    let installed = replace(write, files, built_in)?;
    setting::set_current_course(write, &installed.id)?;
    write.touch(Topic::App);
    Ok(installed)
}

/// Starts the built-in course: installs it when needed and makes it the current one.
///
/// # Errors
/// When the database cannot be written.
pub fn start_built_in(write: &mut Write<'_>) -> Result<CourseInstalled> {
    install(write, super::builtin::files(), true)
}

/// Makes an installed course the current one.
///
/// # Errors
/// `not_found` when it is not installed.
pub fn choose(write: &mut Write<'_>, course: &str) -> Result<CourseSummary> {
    let mut summary =
        queries::summary(write.db(), course)?.ok_or_else(|| Error::not_found("course", course))?;
    setting::set_current_course(write, course)?;
    summary.current = true;
    write.touch(Topic::App);
    write.touch(Topic::Course);
    Ok(summary)
}

/// Brings installed courses up to date with this build: a new revision of the built-in course,
/// and courses that an older compiler made.
///
/// # Errors
/// When the database cannot be read or written.
pub fn refresh(app: &App) -> Result<()> {
    let stale = app.read(|db| {
        let digest = digest(super::builtin::files());
        let rows = queries::versions(db)?;
        Ok(rows
            .into_iter()
            .filter(|row| {
                row.compiler != COMPILER_VERSION || (row.built_in && row.digest != digest)
            })
            .collect::<Vec<_>>())
    })?;
    for row in stale {
        let renewed = app.write(|write| {
            if row.built_in {
                return replace(write, super::builtin::files(), true);
            }
            let files = queries::files(write.db(), &row.id)?;
            replace(write, &files, false)
        });
        match renewed {
            // A newer compiler may be stricter: the course stays readable as it was installed.
            Err(error) if error.code == Code::BadPackage => {
                tracing::warn!(
                    course = row.id,
                    "an installed course could not be compiled again"
                );
            }
            other => drop(other?),
        }
    }
    Ok(())
}

fn replace(write: &mut Write<'_>, files: &CourseFiles, built_in: bool) -> Result<CourseInstalled> {
    let compiled = compile(files, Mode::Lenient);
    let mut warnings = Vec::new();
    for problem in &compiled.problems {
        if problem.is_error() {
            let message = format!("This course was not installed. Nothing was changed. {problem}");
            return Err(Error::new(Code::BadPackage, message)
                .with("file", &problem.file)
                .with("line", problem.line));
        }
        warnings.push(problem.to_string());
    }
    let course = compiled
        .course
        .ok_or_else(|| Error::new(Code::BadPackage, "This folder or file holds no course."))?;
    let before = queries::summary(write.db(), &course.id)?;
    let old_blocks = queries::block_ids(write.db(), &course.id)?;
    let changed = revision::compare_ids(&old_blocks, &course);
    queries::put_course(
        write.db(),
        &course,
        &digest(files),
        built_in,
        &write.stamp(),
    )?;
    for (path, bytes) in files {
        queries::put_file(write.db(), &course.id, path, bytes)?;
    }
    put_modules(write, &course)?;
    // What was kept about the older text follows into the new one, in the same transaction.
    highlight::reanchor(write, &course.id)?;
    search::index_course(write, &course.id)?;
    write.touch(Topic::Course);
    write.touch(Topic::Progress);
    Ok(CourseInstalled {
        id: course.id.clone(),
        title: course.title.clone(),
        revision: course.revision,
        replaced: before.map(|summary| summary.revision),
        lessons: u32::try_from(
            course
                .modules
                .iter()
                .map(|module| module.lessons.len())
                .sum::<usize>(),
        )
        .unwrap_or(u32::MAX),
        blocks_added: changed.added,
        blocks_removed: changed.removed,
        warnings,
    })
}

fn put_modules(write: &Write<'_>, course: &Course) -> Result<()> {
    let (mut order, mut items) = (0, 0);
    for module in &course.modules {
        queries::put_module(write.db(), &course.id, module)?;
        put_lessons(write, course, module, &mut order)?;
        for item in &module.items {
            queries::put_item(write.db(), &course.id, &module.id, items, item)?;
            items += 1;
        }
    }
    for (order, term) in (0..).zip(by_term(&course.terms)) {
        queries::put_term(write.db(), &course.id, order, term)?;
    }
    Ok(())
}

/// As a dictionary orders them: capital letters and hyphens apart.
fn by_term(terms: &[CourseTerm]) -> Vec<&CourseTerm> {
    let mut ordered: Vec<&CourseTerm> = terms.iter().collect();
    ordered.sort_by_cached_key(|term| {
        let plain = term
            .term
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == ' ');
        (plain.collect::<String>().to_lowercase(), term.id.clone())
    });
    ordered
}

fn put_lessons(write: &Write<'_>, course: &Course, module: &Module, order: &mut u32) -> Result<()> {
    for (place, lesson) in (1..).zip(&module.lessons) {
        let number: String = format!("{}.{place}", module.number);
        let at = queries::LessonPlace {
            module: &module.id,
            number: &number,
            order: *order,
        };
        queries::put_lesson(write.db(), &course.id, &at, lesson)?;
        *order += 1;
        let seconds = super::reading_time::seconds(lesson);
        for (place, (block, seconds)) in (0..).zip(lesson.blocks.iter().zip(seconds)) {
            queries::put_block(write.db(), &course.id, &lesson.id, place, seconds, block)?;
        }
    }
    Ok(())
}

/// BLAKE3 over every path and content, each with its length, in order of paths.
fn digest(files: &CourseFiles) -> String {
    let mut hasher = blake3::Hasher::new();
    for (path, bytes) in files {
        for part in [path.as_bytes(), bytes.as_slice()] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    hasher.finalize().to_hex().to_string()
}
