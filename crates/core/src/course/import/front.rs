//! The front matter of other tools: enough of YAML and TOML to find a title and a length.

/// What is used of a page's front matter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    pub title: Option<String>,
    /// Sum of the minutes that it names for teaching and exercises.
    pub minutes: u32,
    /// Names of what is not used.
    pub unused: Vec<String>,
}

/// Divides a page into its front matter and its text.
pub(super) fn split(text: &str) -> (Front, &str) {
    let fence = match text.lines().next().map(str::trim_end) {
        Some(fence @ ("---" | "+++")) => fence,
        _ => return (Front::default(), text),
    };
    let mut front = Front::default();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim_end();
        if number > 0 && (line == fence || (fence == "---" && line == "...")) {
            return (front, &text[at..]);
        }
        // What comes closer than a blank line to a heading or a text is no front matter.
        if number > 0 && !is_entry(line) {
            break;
        }
        read(line, &mut front);
    }
    (Front::default(), text)
}

fn is_entry(line: &str) -> bool {
    line.is_empty()
        || line.starts_with([' ', '\t', '-', '#', '[', ']', '"'])
        || line.contains([':', '='])
}

fn read(line: &str, front: &mut Front) {
    let Some((key, value)) = line.split_once([':', '=']) else {
        return;
    };
    let key = key.trim_end();
    if key.is_empty() || key.contains(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')) {
        return;
    }
    let value = unquote(value.trim());
    match (key, value.parse::<u32>()) {
        ("title", _) if !value.is_empty() => front.title = Some(value),
        ("teaching" | "exercises" | "duration" | "minutes", Ok(minutes)) => {
            front.minutes = front.minutes.saturating_add(minutes);
        }
        _ => front.unused.push(key.to_owned()),
    }
}

fn unquote(value: &str) -> String {
    if let Some(inner) = value.strip_prefix('\'').and_then(|v| v.strip_suffix('\'')) {
        return inner.replace("''", "'");
    }
    match value.strip_prefix('"').and_then(|v| v.strip_suffix('"')) {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_minutes_are_found() {
        let (front, text) = split(
            "---\ntitle: 'It''s: \"so\"'\nteaching: 5\nexercises: 10\nkeypoints:\n- \"a: b\"\n---\nText\n",
        );
        assert_eq!(front.title.as_deref(), Some("It's: \"so\""));
        assert_eq!(
            (front.minutes, &*front.unused),
            (15, &["keypoints".to_owned()][..])
        );
        assert_eq!(text, "Text\n");
        let (front, text) = split("+++\r\ntitle = \"A \\\"b\\\"\"\r\n+++\r\nText");
        assert_eq!((front.title.as_deref(), text), (Some("A \"b\""), "Text"));
    }

    #[test]
    fn a_ruled_line_is_no_front_matter() {
        for text in [
            "---\n\nText\n\n---\n",
            "--- \nText",
            "# A\n---\n",
            "---\ntitle: x\n",
        ] {
            assert_eq!(split(text), (Front::default(), text), "{text:?}");
        }
    }
}
