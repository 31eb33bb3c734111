//! From files to a course of blocks, with every problem on the way.

mod beside;
mod draft;
mod lesson;

use std::collections::{BTreeMap, BTreeSet};

use comrak::Arena;

pub use super::problem::{Problem, Severity};

use super::head::{self, CourseHead};
use super::markup::links::{Own, Resolver, Targets};
use super::markup::render::Renderer;
use super::markup::sanitise::Sanitiser;
use super::problem::{Page, Problems};
use super::{Course, CourseFiles, Module};
use crate::{Code, Error, Result};
pub(super) use draft::layout;
use draft::{Draft, ModuleDraft};

/// How strict to be about what a course refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// For authors: a missing picture or a link that leads nowhere is an error.
    Strict,
    /// For readers of a course by others: it opens, and the picture's description is shown.
    Lenient,
}

/// A compiled course, or why there is none.
#[derive(Debug)]
pub struct Compiled {
    /// The course, if there is no error.
    pub course: Option<Course>,
    /// All problems, by file and place.
    pub problems: Vec<Problem>,
    /// Paths of the files that the course uses.
    pub used: BTreeSet<String>,
}

impl Compiled {
    /// The course and the warnings about it.
    ///
    /// # Errors
    /// `bad_package` with the first error and how many there are.
    pub fn require(self) -> Result<(Course, Vec<Problem>)> {
        let errors = self
            .problems
            .iter()
            .filter(|problem| problem.is_error())
            .count();
        match (
            self.course,
            self.problems.iter().find(|problem| problem.is_error()),
        ) {
            (Some(course), None) => Ok((course, self.problems)),
            (_, Some(first)) => {
                let others = match errors {
                    1 => String::new(),
                    n => format!(" ({} more)", n - 1),
                };
                Err(Error::new(
                    Code::BadPackage,
                    format!("This course has errors. {first}{others}"),
                )
                .with("file", &first.file)
                .with("line", first.line)
                .with("column", first.column))
            }
            (None, None) => Err(Error::new(Code::BadPackage, "There is no course here.")),
        }
    }
}

/// Compiles a course. Never fails: what is wrong is in the problems.
#[must_use]
pub fn compile(files: &CourseFiles, mode: Mode) -> Compiled {
    let mut problems = Problems::default();
    let mut used = BTreeSet::new();
    let course = course(files, mode, &mut problems, &mut used);
    let course = course.filter(|_| !problems.any_error());
    Compiled {
        course,
        problems: problems.into_sorted(),
        used,
    }
}

fn course(
    files: &CourseFiles,
    mode: Mode,
    problems: &mut Problems,
    used: &mut BTreeSet<String>,
) -> Option<Course> {
    if !files.contains_key("course.toml") {
        problems.file_error(
            "course.toml",
            "There is no course.toml, so this is not a course.",
        );
        return None;
    }
    let page = text(files, "course.toml", problems);
    let head = page.as_ref().and_then(|page| head::course(page, problems));
    let arenas: Vec<Arena<'_>> = files.iter().map(|_| Arena::new()).collect();
    let modules = draft::modules(files, &arenas, problems);
    if modules.is_empty() {
        let message = "This course has no modules: make a folder that holds a module.toml.";
        problems.file_error("course.toml", message);
    }
    let (page, head) = page.zip(head)?;
    let targets = targets(files, &head, &modules, mode);
    let about_html = about(&page, &head, &targets, problems, used);
    let mut checking = Checking {
        problems,
        used,
        targets: &targets,
        revision: head.revision,
        last_number: 0,
        seen: BTreeMap::new(),
    };
    let mut terms = Vec::new();
    let modules = modules
        .iter()
        .map(|module| {
            terms.extend(checking.terms(module));
            checking.module(module)
        })
        .collect();
    used.insert("course.toml".to_owned());
    Some(Course {
        id: head.id.text,
        title: head.title,
        revision: head.revision,
        language: head.language,
        standfirst: head.standfirst,
        about_html,
        authors: head.authors,
        licence: head.licence,
        modules,
        terms,
    })
}

/// A file as text; a problem if it is none.
fn text<'f>(files: &'f CourseFiles, path: &'f str, problems: &mut Problems) -> Option<Page<'f>> {
    let bytes = files.get(path)?;
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Page::new(path, text)),
        Err(error) => {
            let good = error.valid_up_to();
            let before = std::str::from_utf8(&bytes[..good]).unwrap_or_default();
            let message =
                format!("This file is not UTF-8 text from byte {good} on. Save it as UTF-8.");
            problems.error(&Page::new(path, before), good, message);
            None
        }
    }
}

fn targets(
    files: &CourseFiles,
    head: &CourseHead,
    modules: &[ModuleDraft<'_, '_>],
    mode: Mode,
) -> Targets {
    let lessons = || modules.iter().flat_map(|module| &module.lessons);
    let blocks =
        lessons().flat_map(|lesson| lesson.ids().map(|id| (id, lesson.head.id.text.clone())));
    Targets {
        course: head.id.text.clone(),
        lessons: lessons()
            .map(|l| (l.page.path.to_owned(), l.head.id.text.clone()))
            .collect(),
        blocks: blocks.collect(),
        terms: modules
            .iter()
            .filter_map(|module| module.glossary.as_ref())
            .flat_map(|(_, terms)| terms.iter().map(|term| term.id.text.clone()))
            .collect(),
        files: files.keys().cloned().collect(),
        missing: Some(match mode {
            Mode::Strict => Severity::Error,
            Mode::Lenient => Severity::Warning,
        }),
    }
}

fn about(
    page: &Page<'_>,
    head: &CourseHead,
    targets: &Targets,
    problems: &mut Problems,
    used: &mut BTreeSet<String>,
) -> String {
    let Some(about) = &head.about else {
        return String::new();
    };
    let own = Own::default();
    let mut renderer = Renderer {
        page,
        resolver: Resolver {
            targets,
            page: page.path,
            own: &own,
        },
        sanitiser: Sanitiser::new(page.text),
        problems,
        pictures: used,
        scope: "footnote-about".to_owned(),
    };
    renderer.text(about)
}

/// Second pass: every link target is known, ids are compared across the course.
struct Checking<'c> {
    problems: &'c mut Problems,
    used: &'c mut BTreeSet<String>,
    targets: &'c Targets,
    revision: u32,
    /// Number of the module before; 0 at the first.
    last_number: u32,
    /// Kind and id of what was seen, and where.
    seen: BTreeMap<(&'static str, String), String>,
}

impl Checking<'_> {
    fn module(&mut self, draft: &ModuleDraft<'_, '_>) -> Module {
        self.unique("module", &draft.page, &draft.head.id.text, draft.head.id.at);
        self.used.insert(draft.page.path.to_owned());
        let lessons = draft
            .lessons
            .iter()
            .map(|draft| self.lesson(draft))
            .collect();
        Module {
            number: self.number(draft),
            id: draft.head.id.text.clone(),
            title: draft.head.title.clone(),
            standfirst: draft.head.standfirst.clone(),
            items: self.items(draft),
            lessons,
        }
    }

    /// The module's number: the author's, which must rise, else one more than the last.
    fn number(&mut self, draft: &ModuleDraft<'_, '_>) -> u32 {
        let next = self.last_number + 1;
        self.last_number = match draft.head.number {
            Some((given, at)) if given < next => {
                let message = format!(
                    "number = {given} is not above the number of the module before, {}.",
                    self.last_number
                );
                self.problems.error(&draft.page, at, message);
                next
            }
            Some((given, _)) => given,
            None => next,
        };
        self.last_number
    }

    /// Notes an id that something of its kind has already. Errors in its form are noted elsewhere.
    fn unique(&mut self, kind: &'static str, page: &Page<'_>, id: &str, at: usize) {
        if id.is_empty() {
            return;
        }
        let place = format!("{}:{}", page.path, page.position(at).0);
        match self.seen.get(&(kind, id.to_owned())) {
            Some(first) => {
                let message = format!(
                    "The {kind} id “{}” is used already, in {first}.",
                    id.escape_debug()
                );
                self.problems.error(page, at, message);
            }
            None => {
                self.seen.insert((kind, id.to_owned()), place);
            }
        }
    }

    fn redo(&mut self, page: &Page<'_>, redo: Option<u32>, at: usize) {
        if let Some(redo) = redo.filter(|redo| *redo == 0 || *redo > self.revision) {
            let message = format!(
                "redo = {redo} is not a revision: the course is at revision {}.",
                self.revision
            );
            self.problems.error(page, at, message);
        }
    }
}

#[cfg(test)]
mod tests;
