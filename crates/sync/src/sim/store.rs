//! The device's own keeping, in memory: survives what the process does not, can be killed at any
//! commit, can run out of room, and can be copied.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use colloquy_protocol::segment::Place;
use colloquy_protocol::{Clock, DeviceId, DeviceTag, EpochKey, Event, EventId, Hash, Key, Tip};

use super::product::{Deed, Product};
use crate::finding::{Finding, FindingId, Report};
use crate::store::{Change, Kept, KeptHead, KeptSegment, Marks, WritePoint};

#[derive(Debug, Clone)]
pub(super) struct Object {
    pub(super) bytes: Rc<[u8]>,
    pub(super) kept: Kept,
    segment: Option<(Tip, bool)>,
}

/// Kills the process at a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kill {
    /// Which commit from now, from 0, of all or of one place.
    pub commit: u64,
    /// The place, if it is one.
    pub at: Option<WritePoint>,
    /// After the commit was made, or just before.
    pub after: bool,
}

/// See the module.
#[derive(Debug, Clone)]
pub struct SimStore {
    pub(super) place: Place,
    pub(super) log: BTreeMap<EventId, Event>,
    product: Product,
    clock: Clock,
    pub(super) objects: BTreeMap<Key, Object>,
    pub(super) heads: BTreeMap<DeviceTag, KeptHead>,
    pub(super) tips: BTreeMap<DeviceTag, Tip>,
    pub(super) keys: Vec<EpochKey>,
    pub(super) cutoffs: BTreeMap<DeviceId, u64>,
    pub(super) findings: BTreeMap<FindingId, Report>,
    pub(super) marks: Marks,
    pub(super) wanted: BTreeSet<Hash>,

    /// Everything that was ever reported.
    pub reported: BTreeMap<FindingId, Finding>,
    /// Objects that a finding was ever about.
    pub reported_keys: BTreeSet<Key>,
    /// The next kill.
    pub kill: Option<Kill>,
    /// The process was killed: drop the engine.
    pub killed: bool,
    /// The disk is full.
    pub full: bool,
    /// The device's clock.
    pub now_ms: u64,
    /// How often each place committed.
    pub points: BTreeMap<WritePoint, u64>,
    /// What the engine did against the contract.
    pub broken: Vec<String>,
}

impl SimStore {
    /// A store without anything.
    #[must_use]
    pub fn new(place: Place) -> Self {
        Self {
            place,
            log: BTreeMap::new(),
            product: Product::default(),
            clock: Clock::default(),
            objects: BTreeMap::new(),
            heads: BTreeMap::new(),
            tips: BTreeMap::new(),
            keys: Vec::new(),
            cutoffs: BTreeMap::new(),
            findings: BTreeMap::new(),
            marks: Marks::default(),
            wanted: BTreeSet::new(),
            reported: BTreeMap::new(),
            reported_keys: BTreeSet::new(),
            kill: None,
            killed: false,
            full: false,
            now_ms: 0,
            points: BTreeMap::new(),
            broken: Vec::new(),
        }
    }

    /// A person does something: acknowledged when this returns.
    pub fn write(&mut self, deed: Deed, now_ms: u64) -> EventId {
        let last = self.own_last();
        let id = EventId {
            device: self.place.device,
            seq: last + 1,
        };
        let event = Event {
            space: self.place.space,
            id,
            hlc: self.clock.tick(now_ms),
            schema: 1,
            kind: deed.kind().to_owned(),
            body: deed.body(),
            deps: Vec::new(),
        };
        self.insert(event);
        id
    }

    pub(super) fn own_last(&self) -> u64 {
        let device = self.place.device;
        let all = EventId { device, seq: 0 }..=EventId {
            device,
            seq: u64::MAX,
        };
        let last = self.log.range(all).next_back();
        let sealed = self.tips.get(&self.place.tag).map_or(0, |tip| tip.seq);
        last.map_or(0, |(id, _)| id.seq).max(sealed)
    }

    fn insert(&mut self, event: Event) {
        if self.counts(&event.id) {
            self.product.apply(&event);
        }
        self.log.insert(event.id, event);
    }

    fn counts(&self, id: &EventId) -> bool {
        let cutoff = self.cutoffs.get(&id.device);
        cutoff.is_none_or(|cutoff| id.seq <= *cutoff)
    }

    /// The events that count.
    pub fn counted(&self) -> impl Iterator<Item = &Event> {
        self.log.values().filter(|event| self.counts(&event.id))
    }

    /// Everything in the log.
    pub fn log(&self) -> impl Iterator<Item = &Event> {
        self.log.values()
    }

    /// The product's state.
    #[must_use]
    pub const fn product(&self) -> &Product {
        &self.product
    }

    /// The state that a fold over the log gives.
    #[must_use]
    pub fn folded(&self) -> Product {
        let mut product = Product::default();
        for event in self.counted() {
            product.apply(event);
        }
        product
    }

    /// The device's name.
    #[must_use]
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// The counters of the heads that were seen at the store.
    pub fn stored_heads(&self) -> impl Iterator<Item = (DeviceTag, u64)> {
        self.heads.iter().filter_map(|(tag, head)| match head.key {
            Key::Head { counter, .. } if head.kept == Kept::Stored => Some((*tag, counter)),
            _ => None,
        })
    }

    /// Ranges of events of devices whose segments were kept closed.
    pub fn unread(&self) -> impl Iterator<Item = (DeviceTag, u64, u64)> {
        self.objects.iter().filter_map(|(key, object)| match key {
            Key::Segment {
                tag, first, last, ..
            } if object.segment.is_some_and(|(_, opened)| !opened) => Some((*tag, *first, *last)),
            _ => None,
        })
    }

    /// Own segments that wait.
    pub fn own_sealed(&self) -> impl Iterator<Item = (&Key, &[u8])> {
        self.objects.iter().filter_map(|(key, object)| match key {
            Key::Segment { tag, .. } if *tag == self.place.tag && object.kept == Kept::Waiting => {
                Some((key, &*object.bytes))
            }
            _ => None,
        })
    }

    /// How many own segments are kept.
    #[must_use]
    pub fn own_segments(&self) -> usize {
        self.of(&self.place.tag).count()
    }

    /// The product wants a piece of an attachment.
    pub fn want(&mut self, hash: Hash) {
        self.wanted.insert(hash);
    }

    /// The product has a piece of an attachment that is to be put.
    pub fn attach(&mut self, bytes: &[u8]) -> Hash {
        let hash = Hash::of(bytes);
        let key = Key::Blob {
            space: self.place.space,
            hash,
        };
        let object = Object {
            bytes: bytes.into(),
            kept: Kept::Waiting,
            segment: None,
        };
        self.objects.insert(key, object);
        hash
    }

    /// Whether a piece of an attachment is here.
    #[must_use]
    pub fn has_blob(&self, hash: Hash) -> bool {
        let space = self.place.space;
        self.objects.contains_key(&Key::Blob { space, hash })
    }

    pub(super) fn of(&self, tag: &DeviceTag) -> impl Iterator<Item = KeptSegment> {
        let tag = *tag;
        self.objects
            .iter()
            .filter_map(move |(key, object)| match key {
                Key::Segment { tag: of, first, .. } if *of == tag => {
                    let (tip, opened) = object.segment?;
                    Some(KeptSegment {
                        first: *first,
                        tip,
                        key: *key,
                        size: object.bytes.len() as u64,
                        kept: object.kept,
                        opened,
                    })
                }
                _ => None,
            })
    }

    pub(super) fn make(&mut self, change: &Change<'_>) {
        match change {
            Change::Keep {
                key,
                bytes,
                kept,
                segment,
            } => self.keep(*key, bytes, *kept, *segment),
            Change::Stored(keys) => {
                for key in keys {
                    self.stored(key);
                }
            }
            Change::Forget(keys) => self.objects.retain(|key, _| !keys.contains(key)),
            Change::Sealed(tip) => {
                self.tips.insert(self.place.tag, *tip);
            }
            Change::Read(tag, tip) => {
                self.tips.insert(*tag, *tip);
            }
            Change::Apply(events) => {
                for event in *events {
                    self.take(event);
                }
            }
            Change::Opened(key) => {
                if let Some(object) = self.objects.get_mut(key) {
                    object.segment = object.segment.map(|(tip, _)| (tip, true));
                }
            }
            Change::Cutoffs(cutoffs) => {
                self.cutoffs.clone_from(cutoffs);
                self.product = self.folded();
            }
            Change::Report(report) => {
                let id = report.finding.id();
                if let Finding::Quarantined { key, .. } | Finding::Tampered { key, .. } =
                    &report.finding
                {
                    self.reported_keys.insert(*key);
                }
                self.reported.insert(id, report.finding.clone());
                self.findings.insert(id, (*report).clone());
            }
            Change::Resolve(id) => {
                self.findings.remove(id);
            }
            Change::Marks(marks) => self.marks = *marks,
            Change::Blob(hash, bytes) => {
                self.wanted.remove(hash);
                let key = Key::Blob {
                    space: self.place.space,
                    hash: *hash,
                };
                self.keep(key, bytes, Kept::Stored, None);
            }
            Change::Become { old, after, new } => {
                self.tips.insert(old.tag, *after);
                self.place.tag = new.tag;
                self.place.device = new.device();
                let own = self
                    .log
                    .extract_if(.., |id, _| id.device == old.device && id.seq > after.seq);
                let moved: Vec<Event> = own.map(|(_, event)| event).collect();
                for (mut event, seq) in moved.into_iter().zip(1..) {
                    event.id = EventId {
                        device: new.device(),
                        seq,
                    };
                    self.log.insert(event.id, event);
                }
                self.marks = Marks::default();
                self.product = self.folded();
            }
        }
    }

    fn keep(&mut self, key: Key, bytes: &[u8], kept: Kept, segment: Option<(Tip, bool)>) {
        if let Key::Head { tag, .. } = key {
            let head = KeptHead {
                key,
                bytes: bytes.to_vec(),
                kept,
                heard_ms: 0,
            };
            self.heads.insert(tag, head);
            return;
        }
        let object = Object {
            bytes: bytes.into(),
            kept,
            segment,
        };
        self.objects.insert(key, object);
    }

    fn stored(&mut self, key: &Key) {
        if let Key::Head { tag, .. } = key
            && let Some(head) = self.heads.get_mut(tag)
            && head.key == *key
        {
            head.kept = Kept::Stored;
        }
        if let Some(object) = self.objects.get_mut(key) {
            object.kept = Kept::Stored;
        }
    }

    fn take(&mut self, event: &Event) {
        if let Some(known) = self.log.get(&event.id) {
            if known != event {
                self.broken
                    .push(format!("two events with the id {:?}", event.id));
            }
            return;
        }
        self.clock.see(event.hlc, self.now_ms);
        self.insert(event.clone());
    }
}
