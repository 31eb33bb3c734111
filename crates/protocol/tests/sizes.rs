//! What events of real prose take on the store: the built-in course's own sentences as notes.

use std::path::{Path, PathBuf};

use colloquy_protocol::segment::{Draft, Place, seal};
use colloquy_protocol::{
    DeviceId, DeviceTag, EpochKey, Event, EventId, Hash, Hlc, SignSecret, SpaceId, Tip,
};

const PLACE: Place = Place {
    space: SpaceId::new([1; 16]),
    tag: DeviceTag::new([2; 16]),
    device: DeviceId::new([3; 16]),
};

fn lessons(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the course is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            lessons(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}

/// Sentences of lessons, each once.
fn sentences() -> Vec<String> {
    let mut files = Vec::new();
    let courses = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../courses");
    lessons(&courses, &mut files);
    files.sort();
    let mut sentences: Vec<String> = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).expect("a lesson is text");
        let prose = text.lines().filter(|line| {
            line.len() > 80 && line.starts_with(|first: char| first.is_ascii_uppercase())
        });
        for line in prose {
            let split = line.split_inclusive(". ").map(|one| one.trim().to_owned());
            sentences.extend(split.filter(|one| (60..260).contains(&one.len())));
        }
    }
    sentences.dedup();
    sentences
}

/// A sentence as somebody's note: a note's random number, then the text.
fn event(seq: u64, sentence: &str) -> Event {
    let note = Hash::of(&(seq / 2).to_le_bytes());
    Event {
        space: PLACE.space,
        id: EventId {
            device: PLACE.device,
            seq,
        },
        hlc: Hlc::new(
            1_790_000_000_000 + seq * seq % 977 * 60_000,
            (seq % 2) as u16,
        ),
        schema: 1,
        kind: ["note.edit", "note.title", "progress.block"][(seq % 3) as usize].to_owned(),
        body: [&note.as_bytes()[..16], sentence.as_bytes()].concat(),
        deps: Vec::new(),
    }
}

fn size(after: Tip, events: &[Event]) -> usize {
    let draft = Draft {
        place: PLACE,
        after,
        events,
        stands_for: None,
    };
    let (key, signer) = (
        EpochKey::from_bytes(3, &[4; 32]),
        SignSecret::from_bytes(&[5; 32]),
    );
    let sealed = seal(&draft, &key, &signer, &[6; 24]);
    sealed.expect("events of the place").bytes.len()
}

#[test]
fn an_event_of_a_hundred_takes_at_most_160_bytes() {
    let sentences = sentences();
    assert!(
        sentences.len() > 500,
        "the course is prose: {}",
        sentences.len()
    );
    let mut worst = 0;
    for hundred in sentences.chunks_exact(100) {
        let events: Vec<Event> = (1..)
            .zip(hundred)
            .map(|(seq, sentence)| event(seq, sentence))
            .collect();
        worst = worst.max(size(Tip::START, &events).div_ceil(100));
    }
    println!("{worst} bytes an event at worst");
    assert!(worst <= 160, "{worst}");
}

#[test]
fn a_lone_sentence_takes_at_most_450_bytes() {
    let after = Tip {
        seq: 99_999,
        hash: Hash::of(b"before"),
    };
    let mut sizes: Vec<usize> = sentences()
        .iter()
        .map(|sentence| size(after, &[event(100_000, sentence)]))
        .collect();
    sizes.sort_unstable();
    let (median, most) = (sizes[sizes.len() / 2], sizes[sizes.len() - 1]);
    println!("{median} bytes at the median, {most} at most");
    assert!(median <= 450, "{median}");
    // The longest sentences have 260 characters.
    assert!(most <= 600, "{most}");
}
