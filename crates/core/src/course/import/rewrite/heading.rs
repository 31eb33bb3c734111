//! Headings: the title goes, the others begin at level 2.

use comrak::nodes::{Node, NodeValue};

use super::Rewriting;
use super::address::headings;

impl Rewriting<'_> {
    pub(super) fn headings(&mut self, root: Node<'_>) {
        let all: Vec<_> = headings(root).collect();
        let title = if self.page.heading_is_title {
            all.first().copied()
        } else {
            None
        };
        let first = usize::from(title.is_some());
        let shift = all[first..].iter().any(|node| level(node) == 1);
        if let Some(title) = title {
            let at = title.data().sourcepos;
            let start = self.lines.start_of(at.start.line.saturating_sub(1));
            let last = at.end.line.saturating_sub(1);
            let end = self.lines.start_of(last) + self.lines.line(last).len();
            self.title = start..end;
        }
        for (number, node) in all.into_iter().enumerate().skip(first) {
            let id = self
                .addresses
                .anchors
                .of(&self.page.path, number)
                .map(str::to_owned);
            self.heading(node, shift, id.as_deref());
        }
    }

    fn heading(&mut self, node: Node<'_>, shift: bool, id: Option<&str>) {
        let NodeValue::Heading(heading) = node.data().value else {
            return;
        };
        let range = self.range(node);
        let inside = self.inside(node);
        let mark = id.map_or(String::new(), |id| format!(" {{#{id}}}"));
        let end = inside.as_ref().map_or(range.end, |inside| inside.end);
        if !heading.setext {
            if shift && heading.level < 6 {
                self.edit(range.start..range.start, "#");
            }
            self.edit(end..end, mark);
        } else if shift {
            // An underlined heading has only levels 1 and 2: it is written with signs instead.
            self.edit(
                range.start..range.start,
                if heading.level == 1 { "## " } else { "### " },
            );
            for child in node
                .children()
                .filter(|child| matches!(child.data().value, NodeValue::SoftBreak))
            {
                let before = child
                    .previous_sibling()
                    .map_or(end, |node| self.range(node).end);
                let after = child
                    .next_sibling()
                    .map_or(end, |node| self.range(node).start);
                self.edit(before..after.max(before), " ");
            }
            self.edit(end..range.end.max(end), mark);
        } else {
            self.edit(end..end, mark);
        }
    }
}

fn level(node: Node<'_>) -> u8 {
    match node.data().value {
        NodeValue::Heading(heading) => heading.level,
        _ => 0,
    }
}
