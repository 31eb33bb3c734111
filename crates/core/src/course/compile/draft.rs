//! First pass: what there is, before anything is rendered.

use std::collections::{BTreeMap, BTreeSet};

use comrak::Arena;

use super::super::block::{Peek, peek_id};
use super::super::files::natural;
use super::super::form::Field;
use super::super::glossary::{self, TermHead};
use super::super::head::{self, LessonHead, ModuleHead};
use super::super::marker::is_id;
use super::super::markup::parse::parse;
use super::super::outline::{self, Outline, Shape};
use super::super::problem::{Page, Problems};
use super::CourseFiles;

/// The longest text of one lesson.
const LONGEST: usize = 1 << 20;

/// A module whose lessons were divided into blocks.
pub(super) struct ModuleDraft<'f, 'a> {
    pub page: Page<'f>,
    pub head: ModuleHead,
    pub lessons: Vec<Draft<'f, 'a>>,
    /// `glossary.toml` and what it holds.
    pub glossary: Option<(Page<'f>, Vec<TermHead>)>,
    /// `items.toml`.
    pub items: Option<Page<'f>>,
}

/// A lesson that was divided into blocks.
pub(super) struct Draft<'f, 'a> {
    pub page: Page<'f>,
    pub head: LessonHead,
    /// The line (from 0) on which the text begins.
    pub first: usize,
    pub outline: Outline<'a>,
}

impl Draft<'_, '_> {
    /// The valid ids of its blocks.
    pub fn ids(&self) -> impl Iterator<Item = String> {
        let found = self
            .outline
            .pieces
            .iter()
            .filter_map(|piece| match &piece.shape {
                Shape::Typed { toml, .. } => match peek_id(&self.page, toml.clone()) {
                    Peek::Id(id) => Some(id),
                    Peek::Missing | Peek::Unreadable => None,
                },
                _ => piece.mark.as_ref().map(|(marker, _)| marker.id.clone()),
            });
        found.filter(|id| is_id(id))
    }
}

/// The folders of a course's modules, in order, and the lessons in each.
pub(in super::super) fn layout(files: &CourseFiles) -> Vec<(&str, Vec<&str>)> {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in files.keys() {
        if let Some((folder, "module.toml")) = path.split_once('/') {
            folders.entry(folder).or_default();
        }
    }
    for path in files.keys() {
        let Some((folder, name)) = path.split_once('/') else {
            continue;
        };
        if let Some(lessons) = folders.get_mut(folder)
            && name.ends_with(".md")
            && !name.contains('/')
        {
            lessons.push(path);
        }
    }
    let mut folders: Vec<_> = folders.into_iter().collect();
    folders.sort_by(|a, b| natural(a.0, b.0));
    for (folder, lessons) in &mut folders {
        let name = |path: &&str| path[folder.len() + 1..].to_owned();
        lessons.sort_by(|a, b| natural(&name(a), &name(b)));
    }
    folders
}

/// Reads every module and lesson.
pub(super) fn modules<'f, 'a>(
    files: &'f CourseFiles,
    arenas: &'a [Arena<'a>],
    problems: &mut Problems,
) -> Vec<ModuleDraft<'f, 'a>> {
    let layout = layout(files);
    stray(files, &layout, problems);
    let mut arenas = arenas.iter();
    let mut modules = Vec::new();
    for (folder, paths) in layout {
        let Some((path, _)) = files.get_key_value(&format!("{folder}/module.toml")) else {
            continue;
        };
        if paths.is_empty() {
            problems.file_error(
                path,
                "This module has no lessons: put a Markdown file beside it.",
            );
        }
        let page = super::text(files, path, problems);
        let head = page.as_ref().and_then(|page| head::module(page, problems));
        let lessons = paths.into_iter().zip(&mut arenas);
        let lessons: Vec<_> = lessons
            .filter_map(|(path, arena)| lesson(files, path, arena, problems))
            .collect();
        // A module that can't be read still has lessons whose problems are worth knowing.
        let page = page.unwrap_or_else(|| Page::new(path, ""));
        let head = head.unwrap_or_else(|| ModuleHead {
            id: nameless(),
            number: None,
            title: String::new(),
            standfirst: String::new(),
        });
        let mut beside = |name: &str| {
            let (path, _) = files.get_key_value(&format!("{folder}/{name}"))?;
            super::text(files, path, problems)
        };
        let (glossary, items) = (beside("glossary.toml"), beside("items.toml"));
        let glossary = glossary.map(|page| {
            let terms = glossary::read(&page, problems);
            (page, terms)
        });
        modules.push(ModuleDraft {
            page,
            head,
            lessons,
            glossary,
            items,
        });
    }
    modules
}

fn nameless() -> Field {
    Field {
        text: String::new(),
        at: 0,
        exact: false,
    }
}

/// Tells of Markdown that no module takes in.
fn stray(files: &CourseFiles, layout: &[(&str, Vec<&str>)], problems: &mut Problems) {
    let taken: BTreeSet<&str> = layout
        .iter()
        .flat_map(|(_, lessons)| lessons.iter().copied())
        .collect();
    for path in files
        .keys()
        .filter(|path| path.contains('/') && !taken.contains(path.as_str()))
    {
        let message = if path.ends_with("/module.toml") && path.matches('/').count() > 1 {
            "A module’s folder must stand directly in the course’s folder; this one is left out."
        } else if path.ends_with(".md") {
            "This file is not directly in a folder with a module.toml, so it is no lesson."
        } else {
            continue;
        };
        problems.warn(&Page::new(path, ""), 0, message);
    }
}

fn lesson<'f, 'a>(
    files: &'f CourseFiles,
    path: &'f str,
    arena: &'a Arena<'a>,
    problems: &mut Problems,
) -> Option<Draft<'f, 'a>> {
    let page = super::text(files, path, problems)?;
    if page.text.len() > LONGEST {
        problems.error(&page, 0, "This lesson is longer than 1 MiB: divide it.");
        return None;
    }
    let front = head::front_matter(&page);
    let (head, first) = match front {
        Some((toml, first)) => (head::lesson(&page, toml, problems), first),
        None => {
            let message =
                "This lesson has no front matter: begin it with +++, its facts in TOML, and +++.";
            problems.error(&page, 0, message);
            (None, 0)
        }
    };
    let root = parse(arena, &page.text[page.start_of(first)..]);
    let outline = outline::read(root, &page, first, problems);
    if outline.pieces.is_empty() {
        problems.warn(&page, page.start_of(first), "This lesson is empty.");
    }
    let head = head.unwrap_or_else(|| LessonHead {
        id: nameless(),
        title: String::new(),
        objective: String::new(),
        minutes: 1,
        standfirst: String::new(),
        sources: Vec::new(),
        facts: Vec::new(),
        fact_places: Vec::new(),
    });
    Some(Draft {
        page,
        head,
        first,
        outline,
    })
}
