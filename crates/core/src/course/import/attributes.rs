//! What Pandoc and kramdown put into braces after a picture.

/// Reads `{alt='…' width="40%" .class}` at the start of a text: the description in it, if any,
/// and its length in bytes.
pub(super) fn read(text: &str) -> Option<(Option<String>, usize)> {
    let inner = text.strip_prefix('{')?;
    if inner.starts_with(['%', '{']) {
        return None;
    }
    let mut description = None;
    let mut rest = inner;
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('}') {
            return Some((description, text.len() - after.len()));
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '}')?;
        let (name, after) = rest.split_at(end);
        if name.contains(['{', '\n', '(', '[']) {
            return None;
        }
        rest = after;
        if let Some(assigned) = rest.strip_prefix('=') {
            let (value, after) = value(assigned)?;
            if name == "alt" || name == "fig-alt" {
                description = Some(value);
            }
            rest = after;
        }
    }
}

/// A value: in quotes, where a backslash stands before a quote inside, or up to a blank.
fn value(text: &str) -> Option<(String, &str)> {
    let quote = text.chars().next().filter(|c| *c == '"' || *c == '\'');
    let Some(quote) = quote else {
        let end = text.find(|c: char| c.is_whitespace() || c == '}')?;
        return Some((text[..end].to_owned(), &text[end..]));
    };
    let mut value = String::new();
    let mut letters = text[1..].char_indices();
    while let Some((at, c)) = letters.next() {
        match c {
            '\\' => value.extend(letters.next().map(|(_, c)| c)),
            c if c == quote => return Some((value, &text[at + 2..])),
            '\n' => value.push(' '),
            c => value.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_found_among_other_things() {
        assert_eq!(
            read("{alt='a \"b\" {c}' width=\"40%\"} more"),
            Some((Some("a \"b\" {c}".into()), 29))
        );
        assert_eq!(read("{: .image-with-shadow }x"), Some((None, 23)));
        assert_eq!(read("{alt='it\\'s'}"), Some((Some("it's".into()), 13)));
        assert_eq!(read("{.a width=3}"), Some((None, 12)));
        assert_eq!(read("{#fig:a alt=b}"), Some((Some("b".into()), 14)));
        for text in ["no", "{", "{alt='x", "{{ x }}", "{% x %}", "{a (b) c}"] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
