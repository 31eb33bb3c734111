//! Markdown as a tree whose places are right.

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, parse_document};

use super::render::options;
use crate::course::problem::Page;

/// How far behind its definitions of links a paragraph is looked for.
const MOST_DEFINITIONS: usize = 500;

/// Parses Markdown.
///
/// comrak counts the lines of a paragraph from its start, also when it began with definitions of
/// links (`[name]: address`) that are no longer in it; every place behind them would be too high.
pub(crate) fn parse<'a>(arena: &'a Arena<'a>, text: &str) -> Node<'a> {
    let root = parse_document(arena, text, &options());
    let lines = Page::new("", text);
    let blocks: Vec<_> = root.descendants().collect();
    for node in blocks {
        let below = match node.data().value {
            NodeValue::Paragraph => 0,
            NodeValue::Heading(heading) if heading.setext => 1,
            _ => continue,
        };
        if let Some((inlines, block)) = hidden_lines(node, &lines, below) {
            for inner in node.descendants().skip(1) {
                let mut data = inner.data_mut();
                data.sourcepos.start.line += inlines;
                data.sourcepos.end.line += inlines;
            }
            let mut data = node.data_mut();
            data.sourcepos.start.line += inlines;
            data.sourcepos.end.line += block;
        }
    }
    root
}

/// By how many lines the inlines of a paragraph, and its end, are placed too high. `below` is the
/// number of lines that follow its text.
fn hidden_lines(node: Node<'_>, lines: &Page<'_>, below: usize) -> Option<(usize, usize)> {
    let at = node.data().sourcepos;
    let first = at.start.line.saturating_sub(1);
    let start = lines.offset(first, at.start.column);
    if !lines
        .text
        .get(start..)
        .is_some_and(|text| text.starts_with('['))
    {
        return None;
    }
    let last = node.last_child()?.data().sourcepos.end.line;
    let missing = at.end.line.saturating_sub(below).saturating_sub(last);
    if missing > 0 {
        return Some((missing, 0));
    }
    let child = node.first_child()?;
    let data = child.data();
    let NodeValue::Text(text) = &data.value else {
        return None;
    };
    let begins = |line: &usize| {
        lines
            .line(*line)
            .get(at.start.column - 1..)
            .is_some_and(|rest| rest.starts_with(&**text))
    };
    let found = (first..lines.lines().min(first + MOST_DEFINITIONS)).find(begins)?;
    Some((found - first, found - first)).filter(|_| found > first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// First and last line of each paragraph and heading, and of its first inline.
    fn places(text: &str) -> Vec<(usize, usize, usize)> {
        let arena = Arena::new();
        let root = parse(&arena, text);
        let found = root.descendants().filter_map(|node| {
            let at = node.data().sourcepos;
            let inline = node.first_child()?.data().sourcepos.start.line;
            let wanted = matches!(
                node.data().value,
                NodeValue::Paragraph | NodeValue::Heading(_)
            );
            wanted.then_some((at.start.line, at.end.line, inline))
        });
        found.collect()
    }

    #[test]
    fn definitions_of_links_do_not_move_what_follows() {
        assert_eq!(
            places("[r]: /u\ntext\nmore\n\nnext"),
            [(2, 3, 2), (5, 5, 5)]
        );
        assert_eq!(places("[r]: /u\n\"t\"\n[s]: /v\ntext [r]"), [(4, 4, 4)]);
        assert_eq!(places("[r]: /u\ntext\n====\n"), [(2, 3, 2)]);
        assert_eq!(places("> [r]: /u\n> text [r]"), [(2, 2, 2)]);
        assert_eq!(places("[r]: /u\n====\n|a|b|\n|-|-|\n")[0], (2, 2, 2));
        assert_eq!(places("[a](b) text\n[c](d)\n"), [(1, 2, 1)]);
    }
}
