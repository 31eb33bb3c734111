//! Reading what is looked for.
//!
//! Any text is a query. Nothing of it reaches FTS5 but words in quotation marks, so its own
//! syntax (`NEAR(`, `OR`, `*`, `^`) has no meaning here.

use super::kind::{self, Mask};
use super::place;
use crate::api::SearchKind;

/// More words than this narrow nothing down any further.
const MOST_WORDS: usize = 32;

/// One word or phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    /// It is still being typed: longer words match too.
    pub open: bool,
}

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ask {
    pub words: Vec<Word>,
    pub without: Vec<Word>,
    pub tags: Vec<Word>,
    /// Kinds asked for; 0 when none is named.
    pub kinds: Mask,
    pub modules: Vec<u32>,
    pub lessons: Vec<String>,
}

/// A piece of the text: `-key:"value"`, each part of which may be missing.
struct Piece {
    minus: bool,
    key: Option<String>,
    text: String,
    quoted: bool,
    open: bool,
}

impl Ask {
    /// Reads a text. Never fails: what is no filter is a word.
    pub fn read(text: &str) -> Self {
        let text: Vec<char> = text
            .chars()
            .filter(|c| !super::is_unseen(*c))
            .map(plain)
            .collect();
        let mut ask = Self::default();
        let mut at = 0;
        while let Some(piece) = next(&text, &mut at) {
            ask.take(piece);
        }
        ask
    }

    fn take(&mut self, piece: Piece) {
        let Piece {
            minus,
            key,
            text,
            quoted,
            open,
        } = piece;
        if let Some(key) = &key
            && !minus
            && self.filter(key, &text, open)
        {
            return;
        }
        let text = match key {
            Some(key) => format!("{key}:{text}"),
            None => text,
        };
        if !quoted
            && !minus
            && let Some(tag) = text.strip_prefix('#')
            && has_letters(tag)
        {
            add(
                &mut self.tags,
                Word {
                    text: tag.to_owned(),
                    open,
                },
            );
            return;
        }
        let list = if minus {
            &mut self.without
        } else {
            &mut self.words
        };
        // What is left out is left out as written: a beginning would take away too much.
        add(
            list,
            Word {
                text,
                open: open && !minus,
            },
        );
    }

    /// Takes a filter; `false` when it is none.
    fn filter(&mut self, key: &str, value: &str, open: bool) -> bool {
        if value.is_empty() {
            // Still being typed.
            return matches!(key, "in" | "module" | "lesson" | "tag");
        }
        match key {
            "in" => {
                let value = value.to_lowercase();
                let kinds = [
                    ("lessons", SearchKind::Lesson),
                    ("notes", SearchKind::Note),
                    ("reflections", SearchKind::Reflection),
                    ("tools", SearchKind::Tool),
                ];
                let found = kinds.iter().find(|(name, _)| name.starts_with(&value));
                found.is_some_and(|(_, kind)| {
                    self.kinds |= kind::mask(*kind);
                    true
                })
            }
            "module" => value.parse().is_ok_and(|number| {
                self.modules.push(number);
                true
            }),
            "lesson" => {
                let numbers = value.split_once('.').filter(|(module, lesson)| {
                    [module, lesson]
                        .iter()
                        .all(|part| part.parse::<u32>().is_ok())
                });
                numbers.is_some_and(|_| {
                    self.lessons.push(value.to_owned());
                    true
                })
            }
            "tag" => {
                let text = value.trim_start_matches('#');
                has_letters(text) && {
                    add(
                        &mut self.tags,
                        Word {
                            text: text.to_owned(),
                            open,
                        },
                    );
                    true
                }
            }
            _ => false,
        }
    }

    /// The kinds to look through.
    pub fn mask(&self) -> Mask {
        if self.kinds == 0 {
            kind::ALL
        } else {
            self.kinds
        }
    }

    /// The FTS5 query; none when nothing but kinds is asked for.
    pub fn expression(&self) -> Option<String> {
        let mut parts = Vec::new();
        if !self.words.is_empty() {
            // Side by side and not with AND: FTS5 then passes over a word that holds no letter.
            let words: Vec<_> = self.words.iter().map(quote).collect();
            parts.push(words.join(" "));
        }
        parts.extend(self.tags.iter().map(|tag| format!("tags : {}", quote(tag))));
        let modules = self
            .modules
            .iter()
            .map(|module| place::module_word(*module));
        let lessons = self.lessons.iter().map(|lesson| place::lesson_word(lesson));
        let places: Vec<_> = modules
            .chain(lessons)
            .map(|word| format!("place : \"{word}\""))
            .collect();
        if !places.is_empty() {
            parts.push(places.join(" OR "));
        }
        if parts.is_empty() {
            return None;
        }
        let wanted = format!("({})", parts.join(") AND ("));
        if self.without.is_empty() {
            return Some(wanted);
        }
        let without: Vec<_> = self.without.iter().map(quote).collect();
        Some(format!("({wanted}) NOT ({})", without.join(" OR ")))
    }
}

/// The character as it is read: no controls, one kind of quotation marks.
fn plain(character: char) -> char {
    match character {
        '“' | '”' | '„' => '"',
        other if other.is_control() || place::is_reserved(other) => ' ',
        other => other,
    }
}

fn next(text: &[char], at: &mut usize) -> Option<Piece> {
    while text.get(*at)?.is_whitespace() {
        *at += 1;
    }
    let mut piece = Piece {
        minus: false,
        key: None,
        text: String::new(),
        quoted: false,
        open: false,
    };
    if text[*at] == '-'
        && text
            .get(*at + 1)
            .is_some_and(|c| !c.is_whitespace() && *c != '-')
    {
        piece.minus = true;
        *at += 1;
    }
    loop {
        match text.get(*at) {
            Some('"') if piece.text.is_empty() => {
                *at += 1;
                let rest = &text[*at..];
                let closed = rest.iter().position(|c| *c == '"');
                let end = closed.unwrap_or(rest.len());
                piece.text = rest[..end].iter().collect();
                piece.quoted = true;
                piece.open = closed.is_none();
                *at += end + usize::from(closed.is_some());
                break;
            }
            Some(':') if piece.key.is_none() && is_key(&piece.text) => {
                piece.key = Some(std::mem::take(&mut piece.text).to_lowercase());
                *at += 1;
            }
            Some(c) if !c.is_whitespace() && *c != '"' => {
                piece.text.push(*c);
                *at += 1;
            }
            ended => {
                piece.open = ended.is_none();
                break;
            }
        }
    }
    // After a sign the word is over.
    piece.open = piece.open && piece.text.ends_with(char::is_alphanumeric);
    Some(piece)
}

fn is_key(text: &str) -> bool {
    ["in", "module", "lesson", "tag"]
        .iter()
        .any(|key| text.eq_ignore_ascii_case(key))
}

fn add(list: &mut Vec<Word>, word: Word) {
    if !has_letters(&word.text) {
        return;
    }
    let lower = word.text.to_lowercase();
    if let Some(same) = list
        .iter_mut()
        .find(|other| other.text.to_lowercase() == lower)
    {
        same.open &= word.open;
    } else if list.len() < MOST_WORDS {
        list.push(word);
    }
}

fn has_letters(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// As an FTS5 string: any text between quotation marks, those inside doubled.
fn quote(word: &Word) -> String {
    let star = if word.open { " *" } else { "" };
    format!("\"{}\"{star}", word.text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(text: &str) -> String {
        Ask::read(text).expression().unwrap_or_default()
    }

    #[test]
    fn words_phrases_and_beginnings() {
        assert_eq!(expression("risk app"), "(\"risk\" \"app\" *)");
        assert_eq!(expression("risk app "), "(\"risk\" \"app\")");
        assert_eq!(expression("\"risk appetite\""), "(\"risk appetite\")");
        assert_eq!(expression("“risk app"), "(\"risk app\" *)");
        assert_eq!(expression("PMO's e-mail,"), "(\"PMO's\" \"e-mail,\")");
        assert_eq!(
            expression("a OR NEAR(b* ^c"),
            "(\"a\" \"OR\" \"NEAR(b*\" \"^c\" *)"
        );
        assert_eq!(
            expression("risk -\"old text\" -x"),
            "((\"risk\")) NOT (\"old text\" OR \"x\")"
        );
        assert_eq!(expression("Risk risk"), "(\"Risk\")");
    }

    #[test]
    fn filters() {
        let ask = Ask::read("in:notes module:4 lesson:4.2 tag:a #b-c risk");
        assert_eq!(ask.kinds, kind::NOTES);
        assert_eq!(
            (ask.modules, ask.lessons),
            (vec![4], vec!["4.2".to_owned()])
        );
        assert_eq!(
            ask.tags.iter().map(|tag| &*tag.text).collect::<Vec<_>>(),
            ["a", "b-c"]
        );
        assert_eq!(ask.words.len(), 1);
        let unknown = Ask::read("in:nowhere module:x lesson:4 other:thing https://a.b/c");
        assert_eq!((unknown.kinds, unknown.words.len()), (0, 5));
        assert_eq!(
            Ask::read("IN:refl").kinds,
            kind::mask(SearchKind::Reflection)
        );
        assert_eq!(Ask::read("in: module:").words, []);
    }

    #[test]
    fn nothing_to_look_for() {
        for text in [
            "", " ", "\0", "\"", "\"\"", "-", "--", "*", "🙂", "in:notes", "- -", "#", "\u{e000}",
        ] {
            assert_eq!(Ask::read(text).expression(), None, "{text:?}");
        }
        // Taking words away from nothing leaves nothing.
        assert_eq!(Ask::read("-risk").expression(), None);
    }
}
