//! How comrak writes each kind of node; where nothing is said, as it always does.

use std::fmt::{self, Write};

use comrak::html::{ChildRendering, Context, format_document_with_formatter, format_node_default};
use comrak::nodes::{Node, NodeValue};
use comrak::options::Plugins;

use super::html::escape;
use super::render::options;
use crate::course::outline::language;

/// What writing needs to know.
#[derive(Debug, Clone, Default)]
pub(super) struct Env {
    /// Starts the names of our own attributes.
    pub prefix: String,
    /// Starts the ids of footnotes.
    pub scope: String,
}

/// Writes a block as HTML that is not yet safe.
pub(super) fn write(node: Node<'_>, env: &Env) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = format_document_with_formatter(
        node,
        &options(),
        &mut out,
        &Plugins::default(),
        format_node,
        env.clone(),
    );
    out
}

fn format_node(
    context: &mut Context<'_, '_, Env>,
    node: Node<'_>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    let prefix = context.user.prefix.clone();
    match &node.data().value {
        NodeValue::Alert(alert) => {
            context.cr()?;
            if !entering {
                context.write_str("</aside>\n")?;
                return Ok(ChildRendering::HTML);
            }
            let kind = alert.alert_type.default_title();
            let title = escape(alert.title.as_deref().unwrap_or(kind));
            let kind = kind.to_ascii_lowercase();
            write!(context, "<aside {prefix}-class=\"callout callout-{kind}\">")?;
            writeln!(context, "<p {prefix}-class=\"callout-title\">{title}</p>")?;
        }
        NodeValue::TaskItem(task) => {
            if !entering {
                context.write_str("</li>\n")?;
                return Ok(ChildRendering::HTML);
            }
            context.cr()?;
            let mark = if task.symbol.is_some() { '☑' } else { '☐' };
            write!(
                context,
                "<li {prefix}-class=\"task\"><span {prefix}-class=\"task-mark\">{mark}</span> "
            )?;
        }
        NodeValue::CodeBlock(code) if entering => {
            context.cr()?;
            let language = language(&code.info).to_ascii_lowercase();
            let known = language
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+#-_.".contains(&b));
            match language.is_empty() || !known || language.len() > 32 {
                true => context.write_str("<pre><code>")?,
                false => write!(
                    context,
                    "<pre><code {prefix}-class=\"language-{language}\">"
                )?,
            }
            context.escape(&code.literal)?;
            context.write_str("</code></pre>\n")?;
        }
        NodeValue::CodeBlock(_) => {}
        NodeValue::Paragraph if is_in_note(node) => {
            context.write_str(if entering { "<p>" } else { "</p>\n" })?;
        }
        NodeValue::FootnoteReference(note) if entering => {
            let (scope, number) = (context.user.scope.clone(), note.ix);
            write!(
                context,
                "<sup {prefix}-class=\"footnote-ref\"><a {prefix}-href=\"#{scope}-{number}\" \
                 {prefix}-data-footnote=\"{scope}-{number}\">{number}</a></sup>"
            )?;
        }
        NodeValue::FootnoteReference(_) => {}
        _ => return format_node_default(context, node, entering),
    }
    Ok(ChildRendering::HTML)
}

fn is_in_note(node: Node<'_>) -> bool {
    node.parent()
        .is_some_and(|parent| matches!(parent.data().value, NodeValue::FootnoteDefinition(_)))
}

/// Renders a block without resolving its links.
#[cfg(test)]
pub(crate) fn write_for_test(node: Node<'_>) -> String {
    write(
        node,
        &Env {
            prefix: "x".to_owned(),
            scope: "footnote".to_owned(),
        },
    )
}
