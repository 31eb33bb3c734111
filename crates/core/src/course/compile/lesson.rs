//! Second pass: the blocks of a lesson.

use comrak::nodes::{Node, NodeValue, Sourcepos};

use super::super::block::{self, Peek};
use super::super::marker::{Marker, is_id};
use super::super::markup::html::{plain, words};
use super::super::markup::links::{Own, Resolver};
use super::super::markup::render::{Notes, Parsed, Renderer, notes_by_name};
use super::super::markup::sanitise::Sanitiser;
use super::super::outline::{Piece, Shape};
use super::super::{Body, Lesson, LessonBlock};
use super::{Checking, Draft};

/// Told to authors whose blocks have no ids yet.
const FIX: &str = "run “colloquy course check --fix” to add one";

/// What the blocks of one lesson share.
struct Shared<'s, 'f, 'a> {
    draft: &'s Draft<'f, 'a>,
    own: Own,
    sanitiser: Sanitiser,
    notes: Notes<'a>,
}

impl Checking<'_> {
    pub(super) fn lesson(&mut self, draft: &Draft<'_, '_>) -> Lesson {
        let head = &draft.head;
        self.unique("lesson", &draft.page, &head.id.text, head.id.at);
        for (fact, at) in head.facts.iter().zip(&head.fact_places) {
            self.unique("fact", &draft.page, &fact.id, *at);
        }
        self.used.insert(draft.page.path.to_owned());
        let shared = Shared {
            draft,
            own: Own {
                sources: head.sources.iter().map(|s| s.id.clone()).collect(),
                facts: head.facts.iter().map(|fact| fact.id.clone()).collect(),
            },
            sanitiser: Sanitiser::new(draft.page.text),
            notes: notes_by_name(draft.outline.notes.iter().copied()),
        };
        // Headings whose footnotes stand under the text that follows.
        let mut due = Vec::new();
        let pieces = draft.outline.pieces.iter();
        let blocks = pieces
            .filter_map(|piece| self.block(&shared, piece, &mut due))
            .collect();
        Lesson {
            id: head.id.text.clone(),
            path: draft.page.path.to_owned(),
            title: head.title.clone(),
            objective: head.objective.clone(),
            minutes: head.minutes,
            standfirst: head.standfirst.clone(),
            sources: head.sources.clone(),
            facts: head.facts.clone(),
            blocks,
        }
    }

    fn block<'a>(
        &mut self,
        shared: &Shared<'_, '_, 'a>,
        piece: &Piece<'a>,
        due: &mut Vec<Node<'a>>,
    ) -> Option<LessonBlock> {
        let draft = shared.draft;
        let mut renderer = Renderer {
            page: &draft.page,
            resolver: Resolver {
                targets: self.targets,
                page: draft.page.path,
                own: &shared.own,
            },
            sanitiser: shared.sanitiser.clone(),
            problems: self.problems,
            pictures: self.used,
            scope: "footnote".to_owned(),
        };
        if let Shape::Typed { kind, toml } = &piece.shape {
            let fence = block::read(kind, toml.clone(), piece.at, &mut renderer);
            if block::peek_id(&draft.page, toml.clone()) == Peek::Missing {
                let message = format!("This {kind} block has no id: {FIX}.");
                self.problems.error(&draft.page, piece.at, message);
            }
            let fence = fence?;
            let id = self.typed_id(draft, piece, kind, &fence);
            let redo = fence.redo.map(|(redo, _)| redo);
            let (text, words) = (fence.text, fence.words);
            return Some(LessonBlock {
                id,
                redo,
                words,
                text,
                body: fence.body,
            });
        }
        let place = |at: Sourcepos| {
            let line = draft.first + at.start.line.saturating_sub(1);
            draft.page.offset(line, at.start.column)
        };
        let body = match piece.shape {
            Shape::Heading { level, .. } => {
                due.extend(&piece.nodes);
                let parsed = Parsed {
                    nodes: &piece.nodes,
                    due: &[],
                    notes: &Notes::new(),
                    place: &place,
                };
                let html = inside_heading(&renderer.nodes(&parsed));
                if plain(&html).trim().is_empty() {
                    renderer
                        .problems
                        .warn(renderer.page, piece.at, "This heading is empty.");
                }
                Body::Heading {
                    level: level.max(2),
                    html,
                }
            }
            _ => {
                let parsed = Parsed {
                    nodes: &piece.nodes,
                    due,
                    notes: &shared.notes,
                    place: &place,
                };
                let html = renderer.nodes(&parsed);
                due.clear();
                Body::Prose { html }
            }
        };
        let text = match &body {
            Body::Heading { html, .. } | Body::Prose { html } => plain(html),
            _ => String::new(),
        };
        let (id, redo) = self.marked(draft, piece);
        Some(LessonBlock {
            id,
            redo,
            words: words(&text),
            text,
            body,
        })
    }

    fn typed_id(
        &mut self,
        draft: &Draft<'_, '_>,
        piece: &Piece<'_>,
        kind: &str,
        fence: &block::Fence,
    ) -> String {
        if let Some((_, at)) = piece.mark {
            let message = format!("A {kind} block has its id inside: id = \"…\".");
            self.problems.error(&draft.page, at, message);
        }
        if let Some((redo, at)) = fence.redo {
            self.redo(&draft.page, Some(redo), at);
        }
        let Some(id) = &fence.id else {
            return String::new();
        };
        self.unique("block", &draft.page, &id.text, id.at);
        id.text.clone()
    }

    fn marked(&mut self, draft: &Draft<'_, '_>, piece: &Piece<'_>) -> (String, Option<u32>) {
        let Some((Marker { id, redo, other }, at)) = &piece.mark else {
            let what = describe(piece);
            self.problems.error(
                &draft.page,
                piece.at,
                format!("This {what} has no id: {FIX}."),
            );
            return (String::new(), None);
        };
        if !is_id(id) {
            let message = format!(
                "“{}” is not an id: use 1 to 64 lower-case letters, digits and hyphens.",
                id.escape_debug()
            );
            self.problems.error(&draft.page, *at, message);
        }
        for word in other {
            let message = format!(
                "“{}” means nothing here: {{#id}} or {{#id redo=2}}.",
                word.escape_debug()
            );
            self.problems.error(&draft.page, *at, message);
        }
        self.redo(&draft.page, *redo, *at);
        self.unique("block", &draft.page, id, *at);
        (id.clone(), *redo)
    }
}

/// What stands between the tags of a rendered heading.
fn inside_heading(html: &str) -> String {
    let inner = html
        .split_once('>')
        .and_then(|(_, rest)| rest.rsplit_once("</h"));
    inner.map_or(String::new(), |(inner, _)| inner.to_owned())
}

fn describe(piece: &Piece<'_>) -> &'static str {
    match piece.nodes.last().map(|node| node.data().value.clone()) {
        Some(NodeValue::Paragraph) => "paragraph",
        Some(NodeValue::Heading(_)) => "heading",
        Some(NodeValue::List(_) | NodeValue::DescriptionList) => "list",
        Some(NodeValue::BlockQuote) => "quote",
        Some(NodeValue::Alert(_)) => "callout",
        Some(NodeValue::Table(_)) => "table",
        Some(NodeValue::CodeBlock(_)) => "code block",
        Some(NodeValue::HtmlBlock(_)) => "block of HTML",
        _ => "block",
    }
}
