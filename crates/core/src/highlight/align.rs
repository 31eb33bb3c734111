//! Aligning the words of a quote with those of a text.
//!
//! Local alignment with affine gaps (Smith and Waterman 1981, Gotoh 1982): a run of words put in
//! or taken out costs little more than one, so a new sentence inside a passage does not break it
//! up, while single common words far apart do not make a passage.

use super::text::Word;

/// Larger tables are not computed: such a quote is found letter for letter or not at all.
const MOST_CELLS: usize = 4_000_000;

const OTHER: i32 = -12;
const OPEN: i32 = -24;
const EXTEND: i32 = -1;

/// Where a best value came from.
const STOP: u8 = 0;
const PAIR: u8 = 1;
const LEFT_OUT: u8 = 2;
const PUT_IN: u8 = 3;
/// Flags beside it: the gap that ends here goes on.
const LEFT_OUT_GOES_ON: u8 = 4;
const PUT_IN_GOES_ON: u8 = 8;

fn likeness(a: &Word, b: &Word) -> i32 {
    if !a.is_like(b) {
        return OTHER;
    }
    let length = i32::try_from(a.weight().min(8)).unwrap_or_default();
    let full = 8 + 2 * length;
    if a.text == b.text { full } else { full / 2 }
}

/// The best alignment: pairs of a word of the quote and a word of the text, both increasing. A
/// pair may be of two words that differ, between pairs that agree.
pub(super) fn align(quote: &[Word], text: &[Word]) -> Vec<(usize, usize)> {
    let width = text.len() + 1;
    if quote.is_empty() || (quote.len() + 1).saturating_mul(width) > MOST_CELLS {
        return Vec::new();
    }
    let mut from = vec![STOP; (quote.len() + 1) * width];
    let mut above = vec![0; width];
    let mut left_out = vec![i32::MIN / 2; width];
    let mut best = (0, 0, 0);
    for (row, word) in (1..).zip(quote) {
        let mut line = vec![0; width];
        let mut put_in = i32::MIN / 2;
        for (column, other) in (1..).zip(text) {
            let mut flags = 0;
            let (open, goes_on) = (above[column] + OPEN, left_out[column] + EXTEND);
            if goes_on > open {
                flags |= LEFT_OUT_GOES_ON;
            }
            left_out[column] = open.max(goes_on);
            let (open, goes_on) = (line[column - 1] + OPEN, put_in + EXTEND);
            if goes_on > open {
                flags |= PUT_IN_GOES_ON;
            }
            put_in = open.max(goes_on);
            let pair = above[column - 1] + likeness(word, other);
            let (value, source) = [
                (0, STOP),
                (pair, PAIR),
                (left_out[column], LEFT_OUT),
                (put_in, PUT_IN),
            ]
            .into_iter()
            .rev()
            .max_by_key(|(value, _)| *value)
            .unwrap_or((0, STOP));
            line[column] = value;
            from[row * width + column] = source | flags;
            if value > best.0 {
                best = (value, row, column);
            }
        }
        above = line;
    }
    trace(&from, width, best.1, best.2)
}

fn trace(from: &[u8], width: usize, mut row: usize, mut column: usize) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    while row > 0 && column > 0 {
        match from[row * width + column] & 3 {
            PAIR => {
                row -= 1;
                column -= 1;
                pairs.push((row, column));
            }
            LEFT_OUT => {
                while row > 1 && from[row * width + column] & LEFT_OUT_GOES_ON != 0 {
                    row -= 1;
                }
                row -= 1;
            }
            PUT_IN => {
                while column > 1 && from[row * width + column] & PUT_IN_GOES_ON != 0 {
                    column -= 1;
                }
                column -= 1;
            }
            _ => break,
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::super::text::words;
    use super::align;

    fn aligned(quote: &str, text: &str) -> String {
        let (quote, text) = (words(quote), words(text));
        let pairs = align(&quote, &text);
        let pairs = pairs
            .iter()
            .map(|(a, b)| format!("{}={}", quote[*a].text, text[*b].text));
        pairs.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_changed_put_in_and_left_out() {
        assert_eq!(
            aligned("alpha beta gamma", "x alpha delta gamma y"),
            "alpha=alpha beta=delta gamma=gamma"
        );
        assert_eq!(
            aligned(
                "alpha beta gamma delta",
                "alpha beta one two three four five six gamma delta"
            ),
            "alpha=alpha beta=beta gamma=gamma delta=delta"
        );
        assert_eq!(
            aligned(
                "alpha beta one two three four five six gamma delta",
                "alpha beta gamma delta"
            ),
            "alpha=alpha beta=beta gamma=gamma delta=delta"
        );
        assert_eq!(
            aligned("programme", "the programmes are"),
            "programme=programmes"
        );
        assert_eq!(aligned("alpha", "beta"), "");
        assert_eq!(aligned("", "beta"), "");
    }
}
