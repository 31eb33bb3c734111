//! The mark that names a block in its source: `{#id}` or `{#id redo=3}`.

/// A mark as it was written. Its parts are checked where it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marker {
    /// What stands after `#`; may be no valid id.
    pub id: String,
    /// The revision after `redo=`.
    pub redo: Option<u32>,
    /// Anything else between the braces.
    pub other: Vec<String>,
}

/// Reads a text that is a mark and nothing else.
pub(crate) fn parse(text: &str) -> Option<Marker> {
    let inner = text.trim().strip_prefix("{#")?.strip_suffix('}')?;
    if inner.contains(['{', '}', '\n']) {
        return None;
    }
    let mut words = inner.split_whitespace();
    let id = match inner.chars().next() {
        Some(first) if !first.is_whitespace() => words.next()?.to_owned(),
        _ => String::new(),
    };
    let mut marker = Marker {
        id,
        redo: None,
        other: Vec::new(),
    };
    for word in words {
        match word
            .strip_prefix("redo=")
            .and_then(|number| number.parse().ok())
        {
            Some(revision) => marker.redo = Some(revision),
            None => marker.other.push(word.to_owned()),
        }
    }
    Some(marker)
}

/// Divides a text that ends with a mark into what stands before it and the mark as written.
/// The mark must stand apart: at the start or after white space.
pub(crate) fn split_end(text: &str) -> Option<(&str, &str)> {
    let trimmed = text.trim_end();
    if !trimmed.ends_with('}') {
        return None;
    }
    let at = trimmed.rfind("{#")?;
    let (before, mark) = trimmed.split_at(at);
    let apart = before.is_empty() || before.ends_with(char::is_whitespace);
    (apart && parse(mark).is_some()).then(|| (before.trim_end(), mark))
}

/// Whether this may be an id: 1 to 64 lower-case letters, digits and hyphens.
pub(crate) fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Makes an id of any text: its letters and digits in lower case, joined by hyphens.
pub(crate) fn slug(text: &str, otherwise: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        let plain = match c.to_lowercase().next().unwrap_or(c) {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
            'è' | 'é' | 'ê' | 'ë' => 'e',
            'ì' | 'í' | 'î' | 'ï' => 'i',
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
            'ù' | 'ú' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            'ñ' => 'n',
            c => c,
        };
        if plain.is_ascii_alphanumeric() {
            slug.push(plain);
        } else if !slug.ends_with('-') && !matches!(plain, '\'' | '’') {
            slug.push('-');
        }
    }
    slug.truncate(48);
    match slug.trim_matches('-') {
        "" => otherwise.to_owned(),
        slug => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_with_their_parts() {
        assert_eq!(
            parse(" {#k3f9 redo=3} "),
            Some(Marker {
                id: "k3f9".into(),
                redo: Some(3),
                other: vec![]
            })
        );
        assert_eq!(
            parse("{#a redo=x}").map(|m| m.other),
            Some(vec!["redo=x".to_owned()])
        );
        assert_eq!(parse("{# a}").map(|m| m.id), Some(String::new()));
        assert_eq!(parse("{#a} b"), None);
        assert_eq!(parse("{a}"), None);
    }

    #[test]
    fn a_mark_at_the_end_stands_apart() {
        assert_eq!(split_end("Some text. {#a}"), Some(("Some text.", "{#a}")));
        assert_eq!(split_end("{#a redo=2} "), Some(("", "{#a redo=2}")));
        assert_eq!(split_end("text{#a}"), None);
        assert_eq!(split_end("{#a} text"), None);
    }

    #[test]
    fn ids_are_short_and_plain() {
        assert!(is_id("what-a-director-owns-2"));
        assert!(!is_id("") && !is_id("A") && !is_id("a_b") && !is_id(&"a".repeat(65)));
    }
}
