//! Blocks of raw HTML: which elements they leave open, and whether there is anything to see.

use crate::course::markup::html::{Token, VOID, plain, tokens};
use crate::course::markup::sanitise::{Sanitiser, optional_end, removed};

/// Opens and closes elements as the tags of some HTML do.
pub(super) fn follow_tags(html: &str, open: &mut Vec<String>) {
    for token in tokens(html) {
        match token {
            Token::Open(name, inside) => {
                let name = name.to_ascii_lowercase();
                if !VOID.contains(&&*name) && !optional_end(&name) && !inside.ends_with('/') {
                    open.push(name);
                }
            }
            Token::Close(name) => {
                let name = name.to_ascii_lowercase();
                if let Some(at) = open.iter().rposition(|opened| *opened == name) {
                    open.truncate(at);
                }
            }
            Token::Text(_) | Token::Hidden => {}
        }
    }
}

/// Whether HTML shows anything: a comment or an empty anchor is no block.
pub(super) fn is_visible(html: &str) -> bool {
    let clean = Sanitiser::new("").clean(html);
    clean.is_none_or(|clean| {
        clean.contains("<img") || clean.contains("<hr") || !plain(&clean).trim().is_empty()
    })
}

/// Whether HTML that opens elements could show something once they are closed.
pub(super) fn is_visible_if_closed(html: &str) -> bool {
    let mut names = tokens(html).into_iter().filter_map(|token| match token {
        Token::Open(name, _) => Some(name.to_ascii_lowercase()),
        _ => None,
    });
    names.any(|name| removed(&name) != Some(true))
}
