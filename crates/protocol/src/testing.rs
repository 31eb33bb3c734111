//! What the tests share: entropy from a seed, people with their devices, a few real sentences.

use std::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};

use crate::identity::{Certificate, DeviceCard, DeviceKeys, PersonRoot, Phrase};
use crate::{DeviceId, DeviceTag, Event, EventId, Hash, Hlc, SpaceId};

/// Bytes that are the same in every run.
pub(crate) struct Entropy(blake3::OutputReader);

impl Entropy {
    pub(crate) fn new(seed: u64) -> Self {
        Self(
            blake3::Hasher::new()
                .update(&seed.to_le_bytes())
                .finalize_xof(),
        )
    }
}

impl TryRng for Entropy {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Entropy {}

pub(crate) const SPACE: SpaceId = SpaceId::new([0x51; 16]);

/// A person with devices.
pub(crate) struct Person {
    pub(crate) root: PersonRoot,
    pub(crate) devices: Vec<DeviceKeys>,
    number: u8,
}

/// A name that hashes of the same words give.
pub(crate) fn sixteen(words: &[&[u8]]) -> [u8; 16] {
    Hash::of_parts("test", words).half()
}

impl Person {
    /// The person of this number, with one device.
    pub(crate) fn new(number: u8) -> Self {
        let phrase = Phrase::from_entropy([number; 32]);
        let mut person = Self {
            root: PersonRoot::from_phrase(&phrase),
            devices: Vec::new(),
            number,
        };
        person.add_device();
        person
    }

    pub(crate) fn add_device(&mut self) -> usize {
        let index = self.devices.len();
        let id = DeviceId::new(sixteen(&[b"device", &[self.number, index as u8]]));
        let seed = 1000 + u64::from(self.number) * 100 + index as u64;
        self.devices
            .push(DeviceKeys::generate(id, &mut Entropy::new(seed)));
        index
    }

    pub(crate) fn tag(&self, device: usize) -> DeviceTag {
        DeviceTag::new(sixteen(&[b"tag", &[self.number, device as u8]]))
    }

    /// The device as the root certifies it.
    pub(crate) fn card(&self, device: usize) -> DeviceCard {
        let keys = &self.devices[device];
        let public = (keys.sign.public(), keys.receive.public());
        let at = Hlc::new(1_000 + device as u64, 0);
        DeviceCard {
            tag: self.tag(device),
            certificate: Certificate::by_root(&self.root, keys.device, public, true, at),
            chain: Vec::new(),
        }
    }

    /// The device as another of the person's devices, which the root certified, certifies it.
    pub(crate) fn linked_card(&self, device: usize, by: usize, may_link: bool) -> DeviceCard {
        let keys = &self.devices[device];
        let public = (keys.sign.public(), keys.receive.public());
        let person = self.root.card().fingerprint();
        let at = Hlc::new(2_000, 0);
        let issuer = &self.devices[by];
        DeviceCard {
            tag: self.tag(device),
            certificate: Certificate::by_device(issuer, person, keys.device, public, may_link, at),
            chain: vec![self.card(by).certificate],
        }
    }
}

/// The first sentences of lessons and notes, as people write them.
const PROSE: &[&str] = &[
    "A portfolio board that meets once a quarter decides on numbers that are eleven weeks old.",
    "Ask the sponsor what she would stop if nobody were to notice, and write the answer down.",
    "We moved the intake form to one page and the number of requests fell by a third.",
    "The finance partner wants the benefits in cash terms; the clinic wants fewer cancelled lists.",
    "Three of the five programmes report green, and not one of them can name its next decision.",
    "Try this on Thursday: five minutes of silence before the risk review, then speak in turn.",
    "My note on capacity: eighty per cent planned is the point at which the queue begins to grow.",
    "What did the steering committee refuse last year? If nothing, it is not steering.",
];

/// Events of one device from a number on, each a sentence or two of prose and what goes with it.
pub(crate) fn prose_events(space: SpaceId, device: DeviceId, first: u64, count: u64) -> Vec<Event> {
    let event = |seq: u64| {
        let sentence = |index: u64| PROSE[(index % PROSE.len() as u64) as usize];
        let words: Vec<&str> = sentence(seq * 5 + seq / 8).split(' ').collect();
        let (head, tail) = words.split_at((seq % words.len() as u64) as usize);
        let text = format!(
            "{} {} {} {}",
            tail.join(" "),
            seq * 7919 % 1013,
            sentence(seq * 3 + 1),
            head.join(" ")
        );
        let note = Hash::of_parts("note", &[&(seq / 3).to_le_bytes()]);
        let mut body = note.as_bytes()[..16].to_vec();
        body.extend_from_slice(text.as_bytes());
        let kind = ["note.edit", "note.edit", "progress.block", "review.log"];
        Event {
            space,
            id: EventId { device, seq },
            hlc: Hlc::new(1_790_000_000_000 + seq * 41_337, (seq % 3) as u16),
            schema: 1,
            kind: kind[(seq % 4) as usize].to_owned(),
            body: if seq % 4 < 2 {
                body
            } else {
                body[..24].to_vec()
            },
            deps: Vec::new(),
        }
    };
    (first..first + count).map(event).collect()
}
