//! Front matter: what a Markdown file says about itself before its text.
//!
//! Written as YAML that Obsidian, Joplin and Zettlr read. Read leniently, from YAML or TOML: only
//! the lines `key: value`, lists and literal blocks. Keys that Colloquy has no place for are
//! given back as they were written, so that they can be kept.

/// What a file said about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Matter {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) created: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) tags: Vec<String>,
    /// Lines about the place, as our own export writes them.
    pub(super) place: String,
    /// Lines of other keys, as written.
    pub(super) unknown: String,
}

/// A value in YAML's double quotes: any text on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Splits a file into what it says about itself and its text.
pub(super) fn split(file: &str) -> (Matter, &str) {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let (fence, sign) = match file.lines().next().map(str::trim_end) {
        Some("---") => ("---", ':'),
        Some("+++") => ("+++", '='),
        _ => return (Matter::default(), file),
    };
    let mut at = 0;
    let mut lines = Vec::new();
    for (number, whole) in file.split_inclusive('\n').enumerate() {
        at += whole.len();
        let line = whole.trim_end_matches(['\n', '\r']);
        if number == 0 {
            continue;
        }
        let closes = line.trim_end() == fence || (sign == ':' && line.trim_end() == "...");
        if closes {
            let Some(matter) = read(&lines, sign) else {
                break;
            };
            let text = &file[at..];
            let text = text.strip_prefix("\r\n").unwrap_or(text);
            return (matter, text.strip_prefix('\n').unwrap_or(text));
        }
        lines.push(line);
    }
    // A line across at the beginning, not front matter.
    (Matter::default(), file)
}

/// `None` when these lines are not front matter at all.
fn read(lines: &[&str], sign: char) -> Option<Matter> {
    let mut matter = Matter::default();
    let mut at = 0;
    while at < lines.len() {
        let first = lines[at];
        let from = at;
        at += 1;
        // What is indented, and items of a list, belong to the key above.
        while at < lines.len()
            && (lines[at].starts_with([' ', '\t', '-', ']']) || lines[at].trim().is_empty())
        {
            at += 1;
        }
        let entry = &lines[from..at];
        if first.trim().is_empty() {
            continue;
        }
        let known = match first.split_once(sign) {
            Some((key, value)) if !key.contains([' ', '"']) || sign == '=' => {
                take(&mut matter, key.trim(), value.trim(), &entry[1..])
            }
            Some(_) => false,
            None if first.starts_with(['#', '[']) => false,
            None => return None,
        };
        if !known {
            let ours = ["lesson:", "tool:", "quote:"];
            let kept = if ours.iter().any(|key| first.starts_with(key)) {
                &mut matter.place
            } else {
                &mut matter.unknown
            };
            for line in entry {
                kept.push_str(line);
                kept.push('\n');
            }
        }
    }
    matter.unknown.truncate(matter.unknown.trim_end().len());
    matter.place.truncate(matter.place.trim_end().len());
    Some(matter)
}

/// Takes a value that there is a place for.
fn take(matter: &mut Matter, key: &str, value: &str, more: &[&str]) -> bool {
    let one = || more.iter().all(|line| line.trim().is_empty());
    match key.to_ascii_lowercase().as_str() {
        "title" if one() && matter.title.is_none() => matter.title = Some(scalar(value)),
        "id" if one() && matter.id.is_none() => {
            let Ok(id) = uuid::Uuid::try_parse(&scalar(value)) else {
                return false;
            };
            matter.id = Some(id.to_string());
        }
        "created" | "date" if one() && matter.created.is_none() => {
            let Some(moment) = moment(&scalar(value)) else {
                return false;
            };
            matter.created = Some(moment);
        }
        "updated" | "modified" if one() && matter.updated.is_none() => {
            let Some(moment) = moment(&scalar(value)) else {
                return false;
            };
            matter.updated = Some(moment);
        }
        "tags" | "tag" | "keywords" if matter.tags.is_empty() => matter.tags = list(value, more),
        _ => return false,
    }
    true
}

/// A moment as it is stored, from RFC 3339 or a bare date (and time, then UTC).
fn moment(text: &str) -> Option<String> {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(crate::app::stamp(moment.with_timezone(&Utc)));
    }
    let bare = [
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
    ]
    .iter()
    .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
    .or_else(|| {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        Some(date.and_time(NaiveTime::MIN))
    })?;
    Some(crate::app::stamp(bare.and_utc()))
}

fn scalar(value: &str) -> String {
    let value = value.trim();
    if let Some(inner) = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        return unescaped(inner);
    }
    match value
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''))
    {
        Some(inner) => inner.replace("''", "'"),
        None => value.to_owned(),
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('0') => out.push('\0'),
            Some(kind @ ('u' | 'x' | 'U')) => {
                let length = match kind {
                    'x' => 2,
                    'u' => 4,
                    _ => 8,
                };
                let digits: String = chars.by_ref().take(length).collect();
                let c = u32::from_str_radix(&digits, 16)
                    .ok()
                    .and_then(char::from_u32);
                out.push(c.unwrap_or('\u{fffd}'));
            }
            Some(other) => out.push(other),
            None => out.push('\\'),
        }
    }
    out
}

/// A list: `[a, b]`, `a, b` or a line each with a hyphen.
fn list(value: &str, more: &[&str]) -> Vec<String> {
    let mut whole = value.trim().to_owned();
    if whole.starts_with('[') {
        // It may go on over several lines.
        for line in more {
            whole.push_str(line);
        }
    }
    let inner = whole.trim().trim_start_matches('[').trim_end_matches(']');
    let mut found: Vec<String> = parts(inner).into_iter().map(scalar).collect();
    if !whole.starts_with('[') {
        let items = more.iter().map(|line| line.trim());
        found.extend(items.map(|line| scalar(line.trim_start_matches('-'))));
    }
    found.retain(|tag| !tag.trim().is_empty());
    found
}

/// What commas outside of quotes divide.
fn parts(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut from, mut quote, mut escaped) = (0, None, false);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some('"'), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            // An apostrophe in a word is not a quote.
            (None, '"' | '\'') if text[from..at].trim().is_empty() => quote = Some(c),
            (None, ',') => {
                found.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(&text[from..]);
    found
}
