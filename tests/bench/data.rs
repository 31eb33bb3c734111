//! A library of notes from a seed: words as often as in real texts (Zipf's law), 1.2 kB a note.

use std::path::PathBuf;
use std::sync::Arc;

use colloquy_core::api::{Host, NoteCreate, dispatch};
use colloquy_core::app::Machine;
use colloquy_core::db::Folder;
use colloquy_core::note;
use serde_json::{Value, json};

/// The seed of everything.
pub const SEED: u64 = 20_261_123;

/// Different words in the library.
const WORDS: usize = 20_000;

/// Bytes of text in a note.
const NOTE_BYTES: usize = 1_200;

/// Writes texts of seeded words.
pub struct Writer {
    random: fastrand::Rng,
    words: Vec<String>,
    /// Share of all words up to each one.
    shares: Vec<f64>,
}

impl Writer {
    pub fn new() -> Self {
        let mut random = fastrand::Rng::with_seed(SEED);
        let words: Vec<String> = (0..WORDS).map(|_| word(&mut random)).collect();
        let mut sum = 0.0;
        let mut shares: Vec<f64> = (1..=WORDS)
            .map(|rank| {
                sum += 1.0 / rank as f64;
                sum
            })
            .collect();
        shares.iter_mut().for_each(|share| *share /= sum);
        Self {
            random,
            words,
            shares,
        }
    }

    /// The word of a rank, from 0 (the most common).
    pub fn ranked(&self, rank: usize) -> &str {
        &self.words[rank]
    }

    fn next_word(&mut self) -> &str {
        let at = self.random.f64();
        let rank = self.shares.partition_point(|share| *share < at);
        &self.words[rank.min(WORDS - 1)]
    }

    /// Some words, as a title.
    pub fn title(&mut self) -> String {
        let words: Vec<_> = (0..4).map(|_| self.next_word().to_owned()).collect();
        words.join(" ")
    }

    /// A text of three paragraphs.
    pub fn text(&mut self) -> String {
        let mut text = String::with_capacity(NOTE_BYTES + 16);
        let mut paragraph = 0;
        while text.len() < NOTE_BYTES {
            if text.len() > (paragraph + 1) * NOTE_BYTES / 3 {
                text.push_str(".\n\n");
                paragraph += 1;
            } else if !text.is_empty() {
                text.push(' ');
            }
            let word = self.next_word().to_owned();
            text.push_str(&word);
        }
        text
    }
}

/// A word of two to four syllables.
fn word(random: &mut fastrand::Rng) -> String {
    const HEADS: [&str; 16] = [
        "b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "pr", "st", "tr",
    ];
    const TAILS: [&str; 8] = ["a", "e", "i", "o", "u", "an", "er", "in"];
    (0..random.usize(2..=4))
        .map(|_| {
            let head = HEADS[random.usize(..HEADS.len())];
            format!("{head}{}", TAILS[random.usize(..TAILS.len())])
        })
        .collect()
}

/// A data folder with the built-in course and many notes.
pub struct Library {
    pub dir: tempfile::TempDir,
    pub host: Host,
    pub writer: Writer,
}

impl Library {
    /// Makes `notes` notes.
    pub fn of(notes: usize) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let host = Host::open(Folder::at(dir.path()), Arc::new(Machine));
        call(&host, "course_start", &json!({}));
        let mut writer = Writer::new();
        eprintln!("making a library of {notes} notes …");
        let mut left = notes;
        while left > 0 {
            let batch = left.min(5_000);
            host.write(|write| {
                for _ in 0..batch {
                    let input = NoteCreate {
                        title: writer.title(),
                        markdown: writer.text(),
                        ..NoteCreate::default()
                    };
                    note::create(write, &input)?;
                }
                Ok(())
            })
            .expect("notes are created");
            left -= batch;
        }
        Self { dir, host, writer }
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        Folder::at(self.dir.path()).database()
    }
}

/// Runs a command of the table, as every interface does.
pub fn call(host: &Host, name: &str, input: &Value) -> Value {
    dispatch(host, name, input.clone())
        .unwrap_or_else(|error| panic!("{name}: {error}"))
        .value
}
