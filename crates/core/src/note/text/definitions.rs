//! Definitions of links that nothing uses.
//!
//! CommonMark takes `[name]: address` out of the text. A definition that a link uses lives on in
//! that link; any other would disappear with what its author wrote in it.

use std::collections::HashSet;

use super::model::{Block, Doc, Inline, Marks};

/// Adds the definitions that were taken out and are used nowhere, as they were written, at the
/// end.
pub(super) fn keep_unused(markdown: &str, doc: &mut Doc) {
    if !markdown.contains("]:") {
        return;
    }
    let mut hrefs = HashSet::new();
    addresses(&doc.blocks, &mut hrefs);
    let plain = doc.plain();
    let mut lost = Vec::new();
    let mut lines = markdown.lines().peekable();
    while let Some(line) = lines.next() {
        let line = line.trim_start_matches(|c: char| c.is_whitespace() || ">-+*".contains(c));
        let Some((name, rest)) = line.split_once("]:") else {
            continue;
        };
        let is_name = name
            .strip_prefix('[')
            .is_some_and(|name| !name.starts_with('^') && !name.contains(['[', ']', '\\']));
        if !is_name || plain.contains(line.trim()) {
            continue;
        }
        let mut written = vec![line.trim()];
        let mut rest = rest.trim();
        if rest.is_empty() {
            let Some(next) = lines.next() else { continue };
            rest = next.trim();
            written.push(rest);
        }
        let address = match rest.strip_prefix('<') {
            Some(rest) => rest.split('>').next(),
            None => rest.split_whitespace().next(),
        };
        if address.is_some_and(|address| hrefs.contains(address)) {
            continue;
        }
        // Its title may be on a line of its own.
        let title = |line: &&str| {
            let line = line.trim();
            line.starts_with(['"', '\'', '(']) && !plain.contains(line)
        };
        if let Some(next) = lines.next_if(title) {
            written.push(next.trim());
        }
        lost.push(written.join(" "));
    }
    if lost.is_empty() {
        return;
    }
    // The paragraph that stands for an empty document is not needed beside these.
    if *doc == Doc::empty() {
        doc.blocks.clear();
    }
    doc.blocks.extend(
        lost.into_iter()
            .map(|line| Block::Paragraph(vec![Inline::Text(line, Marks::default())])),
    );
}

fn addresses(blocks: &[Block], found: &mut HashSet<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => {
                for inline in content {
                    if let Inline::Text(_, marks) = inline
                        && let Some(link) = &marks.link
                    {
                        found.insert(link.href.clone());
                    }
                }
            }
            Block::BulletList(items) | Block::OrderedList { items, .. } => {
                items.iter().for_each(|item| addresses(item, found));
            }
            Block::TaskList(items) => {
                items.iter().for_each(|item| addresses(&item.blocks, found));
            }
            Block::Quote(blocks) => addresses(blocks, found),
            Block::Table(rows) => {
                for cell in rows.iter().flatten() {
                    addresses(&cell.blocks, found);
                }
            }
            Block::Code { .. } | Block::Rule => {}
        }
    }
}
