//! Texts in code points and in words.

/// A text whose code points can be counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    pub text: String,
    /// Code points in all.
    pub length: usize,
}

impl Text {
    pub fn new(text: String) -> Self {
        let length = text.chars().count();
        Self { text, length }
    }

    /// The stretch between two code points; none when it is not inside.
    pub fn slice(&self, start: usize, end: usize) -> Option<&str> {
        if start > end || end > self.length {
            return None;
        }
        Some(&self.text[self.byte(start)..self.byte(end)])
    }

    /// Where each occurrence of `quote` begins, overlapping ones too.
    pub fn occurrences(&self, quote: &str) -> Vec<usize> {
        let (mut found, mut from, mut counted) = (Vec::new(), 0, 0);
        let Some(first) = quote.chars().next() else {
            return found;
        };
        while let Some(at) = self.text[from..].find(quote) {
            counted += self.text[from..from + at].chars().count();
            found.push(counted);
            from += at + first.len_utf8();
            counted += 1;
        }
        found
    }

    fn byte(&self, point: usize) -> usize {
        if self.text.is_ascii() {
            return point;
        }
        let mut places = self.text.char_indices();
        places.nth(point).map_or(self.text.len(), |(byte, _)| byte)
    }
}

/// A word of a text, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl Word {
    /// Code points; long words say more about a text than short ones.
    pub fn weight(&self) -> usize {
        self.end - self.start
    }

    /// Whether this is the same word, perhaps in another form.
    pub fn is_like(&self, other: &Self) -> bool {
        if self.text == other.text {
            return true;
        }
        let pairs = self.text.chars().zip(other.text.chars());
        let same = pairs.take_while(|(a, b)| a == b).count();
        let longer = self.weight().max(other.weight());
        same >= 4 && 3 * same >= 2 * longer
    }
}

/// Words of a text; in scripts without spaces, each character.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, character) in text.chars().enumerate() {
        if !character.is_alphanumeric() {
            open = false;
            continue;
        }
        let alone = stands_alone(character);
        match found.last_mut() {
            Some(word) if open && !alone => {
                word.text.extend(character.to_lowercase());
                word.end = at + 1;
            }
            _ => found.push(Word {
                text: character.to_lowercase().collect(),
                start: at,
                end: at + 1,
            }),
        }
        open = !alone;
    }
    found
}

/// Chinese characters and kana are words by themselves here (Unicode blocks from U+2E80 on).
const fn stands_alone(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn occurrences_and_slices_count_code_points() {
        let text = Text::new("ää b ää äää".to_owned());
        assert_eq!(text.occurrences("ää"), [0, 5, 8, 9]);
        assert_eq!(text.slice(3, 4), Some("b"));
        assert_eq!(text.slice(8, 11), Some("äää"));
        assert_eq!(text.slice(8, 12), None);
        assert_eq!(text.occurrences(""), [] as [usize; 0]);
    }

    #[test]
    fn words_have_places() {
        let read = words("The PMO’s 東京 plan");
        let read: Vec<_> = read
            .iter()
            .map(|w| (w.text.as_str(), w.start, w.end))
            .collect();
        assert_eq!(
            read,
            [
                ("the", 0, 3),
                ("pmo", 4, 7),
                ("s", 8, 9),
                ("東", 10, 11),
                ("京", 11, 12),
                ("plan", 13, 17)
            ]
        );
        let word = |text| words(text).remove(0);
        assert!(
            word("programme").is_like(&word("programmes"))
                && !word("plan").is_like(&word("plantation"))
        );
    }
}
