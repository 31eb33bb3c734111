//! Finding a quoted passage again in a text that has changed.
//!
//! What is looked for never changes: the quote and up to 32 code points on either side. The last
//! known place is only a hint. In this order: the quote letter for letter where it was made, or
//! where it was last; most of its words there; the quote elsewhere in the course; half of its
//! words where it was; most of its words elsewhere.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::align::align;
use super::text::{Text, Word, words};
use crate::course::BlockText;

/// Code points kept on either side of a quote.
pub(super) const CONTEXT: usize = 32;
/// A quote of fewer code points says little by itself: its surroundings must agree.
const SHORT: usize = 12;
/// Code points of surroundings that tell one place from another.
const TELLING: usize = 8;
/// The same, for a short quote.
const TELLING_SHORT: usize = 16;
/// Share of the quote's words that must be left, by length, where it was.
const ENOUGH: f64 = 0.5;
/// The share at which a changed passage where it was is preferred to the whole quote elsewhere.
const MOST: f64 = 0.75;
/// The share that must be left elsewhere, and of how many words.
const ENOUGH_ELSEWHERE: f64 = 0.7;
const WORDS_ELSEWHERE: usize = 5;
/// More occurrences than this say nothing.
const MOST_OCCURRENCES: usize = 1_000;

/// The piece of a passage inside one block; positions count code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub block: String,
    pub start: usize,
    pub end: usize,
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
}

/// Where a part was in the revision before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Last {
    pub lesson: String,
    pub block: String,
    pub start: usize,
}

/// Where a part is: index of the block in its [`Blocks`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub block: usize,
    pub start: usize,
    pub end: usize,
    /// The text there is not the quote, letter for letter.
    pub changed: bool,
}

/// A block that can carry highlights.
pub(super) struct Block {
    pub id: String,
    pub lesson: String,
    pub text: Text,
    words: OnceCell<Vec<Word>>,
}

/// The blocks of a course in reading order.
pub(super) struct Blocks {
    pub all: Vec<Block>,
    by_id: BTreeMap<String, usize>,
}

impl Blocks {
    pub fn new(texts: Vec<BlockText>) -> Self {
        let all: Vec<_> = texts
            .into_iter()
            .map(|block| Block {
                id: block.block,
                lesson: block.lesson,
                text: Text::new(block.text),
                words: OnceCell::new(),
            })
            .collect();
        let by_id = all
            .iter()
            .enumerate()
            .map(|(at, block)| (block.id.clone(), at))
            .collect();
        Self { all, by_id }
    }

    /// The index of a block by its id.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Where a part of a passage is now. `lesson` is where it was made.
    pub fn find(&self, lesson: &str, part: &Part, last: Option<&Last>) -> Option<Place> {
        let mut near = Vec::new();
        for (id, start) in [(&part.block, part.start)]
            .into_iter()
            .chain(last.map(|last| (&last.block, last.start)))
        {
            if let Some(block) = self.index(id) {
                // The later hint is of a later revision.
                near.retain(|(other, _)| *other != block);
                near.push((block, start));
            }
        }
        let lesson = last.map_or(lesson, |last| &last.lesson);
        let exact = near
            .iter()
            .find_map(|(block, start)| self.exact_in(*block, part, *start));
        exact.or_else(|| {
            let quote = words(&part.exact);
            let fuzzy: Vec<_> = near
                .iter()
                .filter_map(|(block, _)| self.fuzzy_in(*block, part, &quote))
                .collect();
            let take = |least: f64| {
                fuzzy
                    .iter()
                    .find(|(share, _)| *share >= least)
                    .map(|(_, place)| place.clone())
            };
            let tried: BTreeSet<_> = near.iter().map(|(block, _)| *block).collect();
            take(MOST)
                .or_else(|| self.exact_elsewhere(lesson, part, &tried))
                .or_else(|| take(ENOUGH))
                .or_else(|| self.fuzzy_elsewhere(lesson, part, &quote, &tried))
        })
    }

    /// The quote in a block, letter for letter, wherever it fits best.
    pub fn nearest(&self, block: usize, part: &Part) -> Option<Place> {
        self.best_in(block, part, part.start)
            .map(|(_, place)| place)
    }

    /// The quote in a block, letter for letter, if that is surely the place.
    fn exact_in(&self, block: usize, part: &Part, hint: usize) -> Option<Place> {
        let (agreeing, place) = self.best_in(block, part, hint)?;
        // One word or two may stand anywhere.
        let is_sure = !self.may_stand_anywhere(block, place.end - place.start)
            || agreeing >= TELLING
            || (place.start == hint && agreeing > 0);
        is_sure.then_some(place)
    }

    /// Whether a text of this length says little in a block: it is short, and the block is not.
    fn may_stand_anywhere(&self, block: usize, length: usize) -> bool {
        length < SHORT && self.all[block].text.length > 4 * length + CONTEXT
    }

    /// Where the surroundings agree best, else nearest; and how much of them agrees.
    fn best_in(&self, block: usize, part: &Part, hint: usize) -> Option<(usize, Place)> {
        let text = &self.all.get(block)?.text;
        let length = part.exact.chars().count();
        let places = text.occurrences(&part.exact);
        let best = places
            .iter()
            .take(MOST_OCCURRENCES)
            .map(|start| (context(text, *start, start + length, part), *start))
            .max_by_key(|(context, start)| (*context, std::cmp::Reverse(start.abs_diff(hint))));
        let (agreeing, start) = best?;
        let place = Place {
            block,
            start,
            end: start + length,
            changed: false,
        };
        Some((agreeing, place))
    }

    fn exact_elsewhere(&self, lesson: &str, part: &Part, tried: &BTreeSet<usize>) -> Option<Place> {
        let length = part.exact.chars().count();
        let mut found = Vec::new();
        for (at, block) in self.all.iter().enumerate() {
            if tried.contains(&at) {
                continue;
            }
            for start in block.text.occurrences(&part.exact) {
                let agreeing = context(&block.text, start, start + length, part);
                let near = if block.lesson == lesson { TELLING } else { 0 };
                found.push((agreeing + near, agreeing, at, start));
                if found.len() > MOST_OCCURRENCES {
                    return None;
                }
            }
        }
        let only = found.len() == 1;
        // The first of the best, in reading order.
        let (_, agreeing, block, start) = found.into_iter().rev().max_by_key(|found| found.0)?;
        let is_sure = if length >= SHORT {
            only || agreeing >= TELLING
        } else {
            agreeing >= TELLING_SHORT
        };
        is_sure.then_some(Place {
            block,
            start,
            end: start + length,
            changed: false,
        })
    }

    /// Where most words of the quote stand in a block, and their share.
    fn fuzzy_in(&self, block: usize, part: &Part, quote: &[Word]) -> Option<(f64, Place)> {
        let there = self.words(block);
        if shared(quote, there) < ENOUGH {
            return None;
        }
        // The surroundings help to find the place; they may have changed more than the quote.
        let (before, after) = (words(&part.prefix), words(&part.suffix));
        let whole = [before.as_slice(), quote, after.as_slice()].concat();
        let with = self.aligned(
            block,
            part,
            &whole,
            before.len()..before.len() + quote.len(),
        );
        let with = with.filter(|(share, _)| *share >= ENOUGH);
        // What is left of a short quote may stand anywhere.
        if self.may_stand_anywhere(block, weight(quote)) {
            return with;
        }
        with.or_else(|| self.aligned(block, part, quote, 0..quote.len()))
    }

    fn fuzzy_elsewhere(
        &self,
        lesson: &str,
        part: &Part,
        quote: &[Word],
        tried: &BTreeSet<usize>,
    ) -> Option<Place> {
        if quote.len() < WORDS_ELSEWHERE {
            return None;
        }
        let mut best: Option<(f64, Place)> = None;
        for (at, block) in self.all.iter().enumerate() {
            if tried.contains(&at) || shared(quote, self.words(at)) < ENOUGH_ELSEWHERE {
                continue;
            }
            let Some((share, place)) = self.aligned(at, part, quote, 0..quote.len()) else {
                continue;
            };
            let share = share + if block.lesson == lesson { 0.05 } else { 0.0 };
            let least = best.as_ref().map_or(ENOUGH_ELSEWHERE, |(share, _)| *share);
            if share > least {
                best = Some((share, place));
            }
        }
        best.map(|(_, place)| place)
    }

    fn aligned(
        &self,
        block: usize,
        part: &Part,
        pattern: &[Word],
        quote: std::ops::Range<usize>,
    ) -> Option<(f64, Place)> {
        let there = self.words(block);
        let pairs = align(pattern, there);
        let inside = || pairs.iter().filter(|(own, _)| quote.contains(own));
        let kept: usize = inside()
            .filter(|(own, other)| pattern[*own].is_like(&there[*other]))
            .map(|(own, _)| pattern[*own].weight())
            .sum();
        if self.may_stand_anywhere(block, kept) {
            let around = pairs.iter().filter(|(own, _)| !quote.contains(own));
            let agreeing: usize = around
                .filter(|(own, other)| pattern[*own].is_like(&there[*other]))
                .map(|(own, _)| pattern[*own].weight())
                .sum();
            if agreeing < TELLING {
                return None;
            }
        }
        let (first, last) = (inside().next()?, inside().next_back()?);
        let place = self.edges(block, part, there[first.1].start, there[last.1].end);
        Some((share(kept, weight(&pattern[quote.clone()])), place))
    }

    /// A stretch from word to word, with the signs at the quote's ends when they are still there.
    fn edges(&self, block: usize, part: &Part, mut start: usize, mut end: usize) -> Place {
        let text = &self.all[block].text;
        let is_sign = |c: &char| !c.is_alphanumeric();
        let before: String = part.exact.chars().take_while(is_sign).collect();
        let after: Vec<char> = part.exact.chars().rev().take_while(is_sign).collect();
        let after: String = after.into_iter().rev().collect();
        let (leads, trails) = (before.chars().count(), after.chars().count());
        if leads <= start && text.slice(start - leads, start) == Some(&before) {
            start -= leads;
        }
        if text.slice(end, end + trails) == Some(&after) {
            end += trails;
        }
        Place {
            block,
            start,
            end,
            changed: text.slice(start, end) != Some(&part.exact),
        }
    }

    fn words(&self, block: usize) -> &[Word] {
        let block = &self.all[block];
        block.words.get_or_init(|| words(&block.text.text))
    }
}

/// Up to [`CONTEXT`] code points before and after a stretch.
pub(super) fn around(text: &Text, start: usize, end: usize) -> (String, String) {
    let before = text.slice(start.saturating_sub(CONTEXT), start);
    let after = text.slice(end, (end + CONTEXT).min(text.length));
    (
        before.unwrap_or_default().to_owned(),
        after.unwrap_or_default().to_owned(),
    )
}

/// How many code points of the surroundings agree; all when the block holds nothing else.
fn context(text: &Text, start: usize, end: usize, part: &Part) -> usize {
    let (before, after) = around(text, start, end);
    let same = |own: &mut dyn Iterator<Item = char>, there: &mut dyn Iterator<Item = char>| {
        own.zip(there).take_while(|(a, b)| a == b).count()
    };
    let length = |text: &str| text.chars().count();
    let (prefix, suffix) = (length(&part.prefix), length(&part.suffix));
    let agreeing = (
        same(&mut part.prefix.chars().rev(), &mut before.chars().rev()),
        same(&mut part.suffix.chars(), &mut after.chars()),
    );
    let begins = prefix < CONTEXT && start == prefix && agreeing.0 == prefix;
    let ends = suffix < CONTEXT && end + suffix == text.length && agreeing.1 == suffix;
    if begins && ends {
        return 2 * CONTEXT;
    }
    agreeing.0 + agreeing.1
}

/// The share of a quote's words that a text holds anywhere: alignment can't find more.
fn shared(quote: &[Word], text: &[Word]) -> f64 {
    // As many letters as any two forms of a word have in common.
    let stem = |word: &Word| word.text.chars().take(4).collect::<String>();
    let stems: BTreeSet<_> = text.iter().map(stem).collect();
    let there = quote.iter().filter(|word| stems.contains(&stem(word)));
    share(there.map(Word::weight).sum(), weight(quote))
}

fn weight(words: &[Word]) -> usize {
    words.iter().map(Word::weight).sum()
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 {
        0.0
    } else {
        number(part) / number(whole)
    }
}
