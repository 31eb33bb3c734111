//! Random courses, highlights and revisions: what must be found again is, and nothing is lost.
//!
//! Every word of a course carries a number that it keeps through edits and moves, so that the
//! test knows where a passage really went.

use std::collections::{BTreeMap, BTreeSet};

use super::anchor::{Blocks, Last, Part, Place, around};
use super::text::Text;
use crate::course::BlockText;

/// The sequence of SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % most.max(1) as u64).expect("small")
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Frequent words come first and are drawn more often, as in any language.
const WORDS: &str = "the of a to and in is it that for with on as this by be are not or an at from which \
    project programme portfolio board risk benefit decision sponsor director team plan budget value report \
    committee strategy delivery change people work quarter month evidence capacity demand governance review \
    organisation stakeholder question answer first second small large early late better worse should could \
    would never always often measure forecast threshold escalate approve reject postpone deliver agree argue \
    owner office assurance maturity framework method candour conflict appetite dependency milestone outcome \
    résumé naïve Zürich coöperate façade jalapeño 12 2026 €40,000";

#[derive(Debug, Clone)]
struct Token {
    number: usize,
    text: String,
}

type Sentence = Vec<Token>;

#[derive(Debug, Clone)]
struct Block {
    id: String,
    lesson: usize,
    sentences: Vec<Sentence>,
    touched: bool,
}

struct World {
    dice: Dice,
    next: usize,
    words: Vec<&'static str>,
}

impl World {
    fn word(&mut self) -> Token {
        // The smaller of two draws: the front of the list is drawn more often.
        let (a, b) = (
            self.dice.below(self.words.len()),
            self.dice.below(self.words.len()),
        );
        self.next += 1;
        Token {
            number: self.next,
            text: self.words[a.min(b)].to_owned(),
        }
    }

    fn sentence(&mut self) -> Sentence {
        let length = 5 + self.dice.below(15);
        let mut sentence: Sentence = (0..length).map(|_| self.word()).collect();
        sentence[length - 1].text.push('.');
        if length > 9 {
            sentence[length / 2].text.push(',');
        }
        sentence
    }

    fn block(&mut self, lesson: usize, id: usize) -> Block {
        let sentences = match self.dice.below(6) {
            0 => vec![(0..3).map(|_| self.word()).collect()],
            n => (0..n).map(|_| self.sentence()).collect(),
        };
        Block {
            id: format!("b{id}"),
            lesson,
            sentences,
            touched: false,
        }
    }

    fn edit(&mut self, block: &mut Block) {
        block.touched = true;
        match self.dice.below(4) {
            0 if block.sentences.len() > 1 => {
                let at = self.dice.below(block.sentences.len());
                block.sentences.remove(at);
            }
            1 => {
                let at = self.dice.below(block.sentences.len() + 1);
                let new = self.sentence();
                block.sentences.insert(at, new);
            }
            _ => {
                for _ in 0..=self.dice.below(4) {
                    let at = self.dice.below(block.sentences.len());
                    let length = block.sentences[at].len();
                    let word = self.dice.below(length);
                    let new = self.word();
                    match self.dice.below(3) {
                        0 => block.sentences[at].insert(word, new),
                        1 if length > 1 => drop(block.sentences[at].remove(word)),
                        _ => block.sentences[at][word] = new,
                    }
                }
            }
        }
    }
}

impl Block {
    /// Its text, and first and last code point of every word.
    fn text(&self) -> (String, Vec<(usize, usize, usize)>) {
        let (mut text, mut length, mut places) = (String::new(), 0, Vec::new());
        for token in self.sentences.iter().flatten() {
            if length > 0 {
                text.push(' ');
                length += 1;
            }
            let end = length + token.text.chars().count();
            places.push((token.number, length, end));
            text.push_str(&token.text);
            length = end;
        }
        (text, places)
    }
}

fn blocks(course: &[Block]) -> Blocks {
    let text = |block: &Block| BlockText {
        block: block.id.clone(),
        lesson: format!("l{}", block.lesson),
        text: block.text().0,
    };
    Blocks::new(course.iter().map(text).collect())
}

/// A part with the words that it quotes.
#[derive(Debug)]
struct Mark {
    lesson: String,
    part: Part,
    last: Option<Last>,
    words: BTreeSet<usize>,
}

fn marks(world: &mut World, course: &[Block], count: usize) -> Vec<Vec<Mark>> {
    let mut found = Vec::new();
    while found.len() < count {
        let first = world.dice.below(course.len());
        let span = 1 + world.dice.below(3);
        let run = course[first..]
            .iter()
            .take(span)
            .take_while(|block| block.lesson == course[first].lesson);
        let run: Vec<_> = run.collect();
        let last_at = run.len() - 1;
        let marks = run.iter().enumerate().map(|(at, block)| {
            let (text, places) = block.text();
            let text = Text::new(text);
            // As people mark: from word to word, on from the end of one block into the next.
            let from = if at == 0 {
                world.dice.below(places.len())
            } else {
                0
            };
            let most = places.len() - from;
            let length = if at < last_at {
                most
            } else {
                1 + world.dice.below(most.min(30))
            };
            let chosen = &places[from..from + length];
            let (start, end) = (chosen[0].1, chosen[length - 1].2);
            let (prefix, suffix) = around(&text, start, end);
            Mark {
                lesson: format!("l{}", block.lesson),
                part: Part {
                    block: block.id.clone(),
                    start,
                    end,
                    exact: text.slice(start, end).expect("inside").to_owned(),
                    prefix,
                    suffix,
                },
                last: None,
                words: chosen.iter().map(|place| place.0).collect(),
            }
        });
        found.push(marks.collect());
    }
    found
}

/// Edits, moves or deletes about a third of the blocks; moved ones may lose their ids.
fn revise(world: &mut World, course: &[Block], keep_ids: bool) -> Vec<Block> {
    let mut next: Vec<Block> = Vec::new();
    let mut moved = Vec::new();
    for (at, block) in course.iter().enumerate() {
        let mut block = block.clone();
        if !world.dice.chance(30) {
            next.push(block);
            continue;
        }
        match world.dice.below(4) {
            0 => {}
            1 => {
                if !keep_ids {
                    block.id = format!("new{at}");
                }
                moved.push(block);
            }
            _ => {
                world.edit(&mut block);
                next.push(block);
            }
        }
    }
    for mut block in moved {
        let at = world.dice.below(next.len());
        block.lesson = next[at].lesson;
        next.insert(at, block);
    }
    next
}

/// Where words are now, by number: block index and place.
fn places(course: &[Block]) -> BTreeMap<usize, (usize, usize, usize)> {
    let blocks = course.iter().enumerate();
    blocks
        .flat_map(|(at, block)| {
            let places = block.text().1;
            places
                .into_iter()
                .map(move |(number, start, end)| (number, (at, start, end)))
        })
        .collect()
}

fn is_right(mark: &Mark, place: &Place, words: &BTreeMap<usize, (usize, usize, usize)>) -> bool {
    let covered = |(block, start, end): &(usize, usize, usize)| {
        *block == place.block && *start < place.end && place.start < *end
    };
    mark.words
        .iter()
        .filter_map(|word| words.get(word))
        .any(covered)
}

#[derive(Default, Debug)]
struct Score {
    untouched: usize,
    untouched_right: usize,
    edited: usize,
    edited_right: usize,
    gone: usize,
    gone_found: usize,
    gone_wrong: usize,
}

fn play(seed: u64, keep_ids: bool, revisions: usize) -> Score {
    let mut world = World {
        dice: Dice(seed),
        next: 0,
        words: WORDS.split_whitespace().collect(),
    };
    let mut course: Vec<Block> = Vec::new();
    for lesson in 0..8 {
        for _ in 0..15 {
            let id = course.len();
            course.push(world.block(lesson, id));
        }
    }
    let mut marks: Vec<Mark> = marks(&mut world, &course, 120)
        .into_iter()
        .flatten()
        .collect();
    let mut score = Score::default();
    for _ in 0..revisions {
        course = revise(&mut world, &course, keep_ids);
        let (blocks, words) = (blocks(&course), places(&course));
        for mark in &mut marks {
            let left = mark
                .words
                .iter()
                .filter(|word| words.contains_key(word))
                .count();
            let homes: BTreeSet<_> = mark
                .words
                .iter()
                .filter_map(|word| words.get(word))
                .map(|place| place.0)
                .collect();
            let untouched = homes.iter().all(|at| !course[*at].touched) && left > 0;
            let place = blocks.find(&mark.lesson, &mark.part, mark.last.as_ref());
            let right = place
                .as_ref()
                .is_some_and(|place| is_right(mark, place, &words));
            if let Some(place) = &place {
                let text = &blocks.all[place.block].text;
                let there = text
                    .slice(place.start, place.end)
                    .expect("a place is inside its block");
                assert!(place.start < place.end);
                assert_eq!(place.changed, there != mark.part.exact);
            }
            if untouched {
                score.untouched += 1;
                let exact = place.as_ref().is_some_and(|place| !place.changed);
                score.untouched_right += usize::from(right && exact);
            } else if 2 * left >= mark.words.len() && left > 0 {
                score.edited += 1;
                score.edited_right += usize::from(right);
            } else {
                score.gone += 1;
                score.gone_found += usize::from(right);
                score.gone_wrong += usize::from(place.is_some() && !right);
            }
            mark.last = place.map(|place| Last {
                lesson: blocks.all[place.block].lesson.clone(),
                block: blocks.all[place.block].id.clone(),
                start: place.start,
            });
        }
    }
    score
}

fn total(keep_ids: bool, revisions: usize) -> Score {
    let mut total = Score::default();
    for seed in 0..(24 / revisions as u64) {
        let score = play(seed, keep_ids, revisions);
        total.untouched += score.untouched;
        total.untouched_right += score.untouched_right;
        total.edited += score.edited;
        total.edited_right += score.edited_right;
        total.gone += score.gone;
        total.gone_found += score.gone_found;
        total.gone_wrong += score.gone_wrong;
    }
    println!("ids kept {keep_ids}, {revisions} revisions: {total:?}");
    total
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[test]
fn passages_are_found_again_after_a_revision() {
    let score = total(true, 1);
    assert_eq!(score.untouched_right, score.untouched);
    assert!(share(score.edited_right, score.edited) >= 0.95, "{score:?}");
    assert!(share(score.gone_wrong, score.gone) <= 0.05, "{score:?}");
}

#[test]
fn passages_are_found_again_after_several_revisions() {
    let score = total(true, 3);
    assert!(
        share(score.untouched_right, score.untouched) >= 0.99,
        "{score:?}"
    );
    assert!(share(score.edited_right, score.edited) >= 0.95, "{score:?}");
}

#[test]
fn whole_quotes_are_found_without_ids() {
    let score = total(false, 1);
    assert!(
        share(score.untouched_right, score.untouched) >= 0.95,
        "{score:?}"
    );
    assert!(share(score.edited_right, score.edited) >= 0.95, "{score:?}");
}
