//! Rust as tokens, without comments and without test modules.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::repo::{self, File};

/// One token that a rule looks at, with its line.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub line: usize,
}

/// The Rust that ships: not `tests.rs`, not the tests under `tests/` or beside a crate's `src`.
pub fn shipped() -> Vec<File> {
    let mut files = repo::files("crates", &[".rs"]);
    files.extend(repo::files("src-tauri", &[".rs"]));
    files.retain(|file| {
        let is_test = matches!(file.name(), "tests.rs" | "testing.rs")
            || ["/tests/", "/fuzz/", "/benches/"]
                .iter()
                .any(|folder| file.path.contains(folder));
        !is_test
    });
    files
}

/// Identifiers, punctuation and literals in order; attributes and everything under `#[cfg(test)]` left out.
pub fn pieces(file: &File) -> Vec<Piece> {
    let stream: TokenStream = file
        .text
        .parse()
        .unwrap_or_else(|error| panic!("{} is not Rust: {error}", file.path));
    let mut pieces = Vec::new();
    walk(stream, &mut pieces);
    pieces
}

fn walk(stream: TokenStream, pieces: &mut Vec<Piece>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        if let Some((after, is_test)) = attribute(&tokens, at) {
            at = if is_test {
                after_item(&tokens, after)
            } else {
                after
            };
            continue;
        }
        match &tokens[at] {
            TokenTree::Group(group) => walk(group.stream(), pieces),
            token => pieces.push(Piece {
                text: token.to_string(),
                line: token.span().start().line,
            }),
        }
        at += 1;
    }
}

/// The end of an attribute that begins here, and whether it is `#[cfg(test)]` or `#[test]`.
fn attribute(tokens: &[TokenTree], at: usize) -> Option<(usize, bool)> {
    let is = |at: usize, sign: char| matches!(tokens.get(at), Some(TokenTree::Punct(found)) if found.as_char() == sign);
    if !is(at, '#') {
        return None;
    }
    let at = if is(at + 1, '!') { at + 2 } else { at + 1 };
    match tokens.get(at) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            let text: String = group.stream().to_string().split_whitespace().collect();
            let is_test = text == "test"
                || text.starts_with("cfg(test)")
                || text.starts_with("cfg(all(test,");
            Some((at + 1, is_test))
        }
        _ => None,
    }
}

/// The end of the item that begins here: its braces or its semicolon.
fn after_item(tokens: &[TokenTree], from: usize) -> usize {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(sign) => sign.as_char() == ';',
        _ => false,
    };
    tokens[from..]
        .iter()
        .position(is_end)
        .map_or(tokens.len(), |end| from + end + 1)
}

#[test]
fn comments_attributes_and_tests_are_left_out() {
    let text = r#"
        //! Utc::now
        /// SELECT
        #[doc = "x"]
        fn one() { /* two */ three("four"); }
        #[cfg(test)]
        mod tests { fn five() {} }
        #[cfg(test)]
        use six;
        #[test]
        fn seven() {}
        fn eight() {}
    "#;
    let pieces = pieces(&File::sample("a.rs", text));
    let text: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(text, ["fn", "one", "three", "\"four\"", ";", "fn", "eight"]);
    assert_eq!(pieces[0].line, 5);
}
