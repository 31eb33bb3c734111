//! Making a course of a folder, or one file, of ordinary Markdown.
//!
//! **Context.** Most courses exist already, as Markdown for some site. What its dialect adds
//! (front matter, fenced divs, attributes in braces) would show up as clutter; links and pictures
//! point into a folder that a course hasn't.
//!
//! **Design.** Each page goes through two steps: `lines` rewrites what is no Markdown at all,
//! line by line; `rewrite` moves links, pictures and headings, by the places comrak gives them.
//! No text is dropped: whatever can't be kept as it was is in the report.

mod attributes;
mod front;
mod lines;
mod page;
mod rewrite;
mod source;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::compile::{Mode, compile};
use super::marker::slug;
use super::scaffold::quoted;
use super::{CourseFiles, files, ids};
use crate::{Error, Result};
use page::Page;
use source::Source;

/// A course that was made of other files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The course.
    pub files: CourseFiles,
    /// What could not be kept as it was, for the author: one line each, most with the path of
    /// the original.
    pub report: Vec<String>,
}

/// Makes a course of a folder of Markdown, or of one Markdown file. Each sub-folder becomes a
/// module, each file a lesson, in order of their numbers and names.
///
/// # Errors
/// `not_found` when there is nothing at the path, `invalid_input` when it holds no Markdown.
pub fn from_folder(from: &Path) -> Result<Imported> {
    let source = Source::open(from)?;
    let mut report = Vec::new();
    let pages = page::read(&source, &mut report);
    if pages.is_empty() {
        let message = format!("There is no Markdown file (.md) in {}.", from.display());
        return Err(Error::invalid(message).with("path", from.display()));
    }
    let title = match &pages[..] {
        [only] => only.title.clone(),
        _ => source.title(),
    };
    let mut files = CourseFiles::new();
    let plan = Plan::new(&pages, &title);
    plan.write_facts(&title, &mut files);
    let mut pictures = BTreeMap::new();
    let texts = rewrite::pages(&pages, &plan, &mut pictures, &mut report);
    for (page, text) in pages.iter().zip(texts) {
        let lesson = format!("{}\n{}\n", plan.front(page), text.trim_matches('\n'));
        files.insert(plan.places[&page.path].clone(), lesson.into_bytes());
    }
    for (place, picture) in pictures {
        match source.picture(&picture.path) {
            Ok(bytes) => {
                files.insert(place, bytes);
            }
            Err(reason) => {
                report.push(format!(
                    "{}: the picture {} {reason}.",
                    picture.named_in, picture.path
                ));
            }
        }
    }
    let files = ids::add_missing(&files).files;
    let problems = compile(&files, Mode::Lenient).problems;
    report.extend(
        problems
            .iter()
            .filter(|problem| problem.is_error())
            .map(ToString::to_string),
    );
    Ok(Imported { files, report })
}

/// Makes a course of Markdown and writes it into a folder that does not exist or is empty.
///
/// # Errors
/// Those of [`from_folder`]; `invalid_input` when the folder is not empty.
pub fn into_folder(from: &Path, folder: &Path) -> Result<Imported> {
    let imported = from_folder(from)?;
    files::to_folder(&imported.files, folder)?;
    Ok(imported)
}

/// Where everything goes.
struct Plan {
    /// Path of a page to the path of its lesson.
    places: BTreeMap<String, String>,
    /// Path of a page to the id of its lesson.
    ids: BTreeMap<String, String>,
    /// Folder, id and title of each module.
    modules: Vec<(String, String, String)>,
    course: String,
}

impl Plan {
    fn new(pages: &[Page], title: &str) -> Self {
        let mut plan = Self {
            places: BTreeMap::new(),
            ids: BTreeMap::new(),
            modules: Vec::new(),
            course: slug(title, "course"),
        };
        let (mut taken, mut folders) = (BTreeSet::new(), BTreeMap::<&str, String>::new());
        let (mut modules, mut names) = (BTreeSet::new(), BTreeSet::new());
        for page in pages {
            let (folder, name) = page.path.rsplit_once('/').unwrap_or(("", &page.path));
            let place = folders.entry(folder).or_insert_with(|| {
                let last = folder.rsplit('/').next().unwrap_or_default();
                let title = if last.is_empty() {
                    title.to_owned()
                } else {
                    prettify(last)
                };
                let id = unique(&slug(bare(&title), "module"), &mut modules);
                let place = format!("{}-{id}", plan.modules.len() + 1);
                plan.modules.push((place.clone(), id, title));
                place
            });
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let id = unique(&slug(bare(stem), "lesson"), &mut taken);
            let lower = format!("{place}/{}", safe_name(stem)).to_lowercase();
            // Two pages may differ only in their ending, or in capital letters.
            let number = unique(&lower, &mut names)[lower.len()..].to_owned();
            plan.places.insert(
                page.path.clone(),
                format!("{place}/{}{number}.md", safe_name(stem)),
            );
            plan.ids.insert(page.path.clone(), id);
        }
        plan
    }

    fn write_facts(&self, title: &str, files: &mut CourseFiles) {
        let course = format!(
            "format = 1\nid = {}\ntitle = {}\nrevision = 1\nlanguage = \"en\"\nstandfirst = \"\"\nauthors = []\n",
            quoted(&self.course),
            quoted(title)
        );
        files.insert("course.toml".to_owned(), course.into_bytes());
        for (folder, id, title) in &self.modules {
            let module = format!("id = {}\ntitle = {}\n", quoted(id), quoted(title));
            files.insert(format!("{folder}/module.toml"), module.into_bytes());
        }
    }

    fn front(&self, page: &Page) -> String {
        format!(
            "+++\nid = {}\ntitle = {}\nobjective = {}\nminutes = {}\nstandfirst = \"\"\n+++\n",
            quoted(&self.ids[&page.path]),
            quoted(&page.title),
            quoted(&page.objective),
            page.minutes
        )
    }
}

/// A name without its leading number.
fn bare(name: &str) -> &str {
    let rest = name
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches(['-', '_', '.', ' ']);
    if rest.is_empty() { name } else { rest }
}

/// A name of a file or folder as a title.
fn prettify(name: &str) -> String {
    let words = bare(name).replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    let title: String = first.chain(letters).collect();
    if title.is_empty() {
        name.to_owned()
    } else {
        title
    }
}

fn unique(id: &str, taken: &mut BTreeSet<String>) -> String {
    let again = (2..).map(|number| format!("{id}-{number}"));
    let mut candidates = std::iter::once(id.to_owned()).chain(again);
    let found = candidates
        .find(|candidate| !taken.contains(candidate))
        .unwrap_or_default();
    taken.insert(found.clone());
    found
}

/// A file's name that every system can hold.
fn safe_name(name: &str) -> String {
    let safe = |c: char| {
        if c.is_control() || "\\/:*?\"<>|".contains(c) {
            '-'
        } else {
            c
        }
    };
    let name: String = name.chars().map(safe).collect();
    match name.trim_matches([' ', '.']) {
        "" => "-".to_owned(),
        name => name.to_owned(),
    }
}
