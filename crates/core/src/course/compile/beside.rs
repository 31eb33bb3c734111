//! Second pass: what stands beside the lessons of a module, its glossary and its items.

use std::collections::BTreeSet;

use super::super::block;
use super::super::form::Field;
use super::super::markup::links::{Own, Resolver};
use super::super::markup::render::Renderer;
use super::super::markup::sanitise::Sanitiser;
use super::super::problem::Page;
use super::super::{CourseTerm, Item};
use super::{Checking, ModuleDraft};

impl Checking<'_> {
    pub(super) fn terms(&mut self, draft: &ModuleDraft<'_, '_>) -> Vec<CourseTerm> {
        let Some((page, heads)) = &draft.glossary else {
            return Vec::new();
        };
        self.used.insert(page.path.to_owned());
        let mut terms = Vec::new();
        for head in heads {
            self.unique("term", page, &head.id.text, head.id.at);
            if let Some(lesson) = &head.lesson {
                self.must_be_lesson(draft, page, lesson);
            }
            let meaning = self.beside(page, &format!("footnote-term-{}", head.id.text), |r| {
                r.line(&head.meaning)
            });
            terms.push(CourseTerm {
                id: head.id.text.clone(),
                term: head.term.text.trim().to_owned(),
                meaning,
                lesson: head.lesson.as_ref().map(|lesson| lesson.text.clone()),
            });
        }
        terms
    }

    pub(super) fn items(&mut self, draft: &ModuleDraft<'_, '_>) -> Vec<Item> {
        let Some(page) = &draft.items else {
            return Vec::new();
        };
        self.used.insert(page.path.to_owned());
        let (mut items, mut forms) = (Vec::new(), BTreeSet::new());
        for read in self.beside(page, "footnote-item", block::items) {
            self.unique("item", page, &read.id.text, read.id.at);
            self.must_be_lesson(draft, page, &read.lesson);
            if !forms.insert((read.item.lesson.clone(), read.item.form)) {
                let message = format!(
                    "There is another item of this form for the lesson “{}”.",
                    read.lesson.text.escape_debug()
                );
                self.problems.error(page, read.id.at, message);
            }
            items.push(read.item);
        }
        items
    }

    fn must_be_lesson(&mut self, draft: &ModuleDraft<'_, '_>, page: &Page<'_>, lesson: &Field) {
        if !draft.lessons.iter().any(|l| l.head.id.text == lesson.text) {
            let message = format!(
                "This module has no lesson “{}”.",
                lesson.text.escape_debug()
            );
            self.problems.error(page, lesson.at, message);
        }
    }

    /// Renders something of a page that is no lesson.
    fn beside<T>(
        &mut self,
        page: &Page<'_>,
        scope: &str,
        render: impl FnOnce(&mut Renderer<'_, '_>) -> T,
    ) -> T {
        let own = Own::default();
        let mut renderer = Renderer {
            page,
            resolver: Resolver {
                targets: self.targets,
                page: page.path,
                own: &own,
            },
            sanitiser: Sanitiser::new(page.text),
            problems: self.problems,
            pictures: self.used,
            scope: scope.to_owned(),
        };
        render(&mut renderer)
    }
}
