//! The log's promises: any order comes to the same, a fold alone makes the tables, an old folder
//! loses nothing.

mod adopting;
mod deeds;
mod merging;
mod orders;
mod rules;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, NaiveDate, TimeZone as _, Utc};
use colloquy_protocol::{DeviceId, Event, SpaceId};
use serde_json::Value;

use crate::api::{Host, dispatch};
use crate::app::Environment;
use crate::course;
use crate::db::Folder;
use crate::log::{self, Taken};
use crate::testing::{EVERYTHING, LESSON_ONE, asked, sample};
use crate::{Code, Error, Result};

/// The space that all devices of a test share.
const SPACE: SpaceId = SpaceId::new([7; 16]);

/// Numbers that a seed gives (SplitMix64, public domain): the same at every run.
#[derive(Debug, Clone)]
pub(super) struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Below `most`, which is not 0.
    pub fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most as u64).expect("is below a usize")
    }

    pub fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    pub fn is(&mut self) -> bool {
        self.next().is_multiple_of(2)
    }
}

/// A device's clock and entropy.
pub(super) struct World {
    now: Mutex<DateTime<Utc>>,
    drawn: Mutex<Numbers>,
}

impl World {
    fn new(seed: u64, ahead: Duration) -> Arc<Self> {
        let start = Utc
            .with_ymd_and_hms(2026, 11, 23, 9, 0, 0)
            .single()
            .expect("a moment");
        Arc::new(Self {
            now: Mutex::new(start + ahead),
            drawn: Mutex::new(Numbers(seed)),
        })
    }

    pub fn advance(&self, by: Duration) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Environment for World {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn local_date(&self) -> NaiveDate {
        self.now().date_naive()
    }

    fn fill_random(&self, buffer: &mut [u8]) {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in buffer.chunks_mut(8) {
            let bytes = drawn.next().to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
    }
}

/// One of a person's machines.
pub(super) struct Device {
    pub host: Host,
    pub world: Arc<World>,
    _dir: tempfile::TempDir,
}

impl Device {
    /// A machine with both courses, in the shared space.
    pub fn new(seed: u64) -> Self {
        Self::ahead(seed, Duration::zero())
    }

    /// Its clock is wrong by so much.
    pub fn ahead(seed: u64, ahead: Duration) -> Self {
        let device = Self::bare(seed, ahead);
        device
            .host
            .write(|write| {
                let lesson = format!("{LESSON_ONE}{EVERYTHING}").replace("![dot](dot.gif)", "dot");
                course::install(write, &sample(1, &lesson), false)?;
                course::install(write, &asked::files(1), false)
            })
            .expect("installs");
        device
    }

    /// A machine without courses: it only folds what others did.
    pub fn bare(seed: u64, ahead: Duration) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let world = World::new(seed, ahead);
        let host = Host::open(Folder::at(dir.path().join("data")), world.clone());
        let quick = |app: &crate::app::App| {
            app.with_connection(|db| db.pragma_update(None, "synchronous", "OFF"))?;
            Ok(())
        };
        host.with_app(quick).expect("sets");
        host.write(|write| log::join_space(write, SPACE))
            .expect("joins");
        Self {
            host,
            world,
            _dir: dir,
        }
    }

    pub fn id(&self) -> DeviceId {
        self.read(log::own).expect("is made").device
    }

    pub fn read<T>(&self, read: impl FnOnce(&rusqlite::Connection) -> Result<T>) -> T {
        self.host.read(read).expect("reads").0
    }

    /// A command whose refusal is an answer too.
    pub fn try_call(&self, name: &str, input: Value) -> Option<Value> {
        match dispatch(&self.host, name, input) {
            Ok(reply) => Some(reply.value),
            Err(Error {
                code: Code::InvalidInput | Code::NotFound,
                ..
            }) => None,
            Err(error) => panic!("{name}: {error}"),
        }
    }

    pub fn call(&self, name: &str, input: Value) -> Value {
        dispatch(&self.host, name, input)
            .unwrap_or_else(|error| panic!("{name}: {error}"))
            .value
    }

    /// Every event of its own.
    pub fn events(&self) -> Vec<Event> {
        let id = self.id();
        self.read(|db| log::events_of(db, id, 0, usize::MAX))
    }

    pub fn take(&self, events: &[Event]) -> Taken {
        let Some(first) = events.first() else {
            return Taken::default();
        };
        let taken = self
            .host
            .write(|write| log::apply_batch(write, first.id.device, events));
        taken.expect("applies").0
    }

    /// Takes everything that another machine has; says whether there was anything new.
    pub fn meet(&self, other: &Self) -> bool {
        let mut is_any = false;
        for device in other.read(log::known).into_keys() {
            if device == self.id() {
                continue;
            }
            let after = self.read(log::known).get(&device).copied().unwrap_or(0);
            let events = other.read(|db| log::events_of(db, device, after, usize::MAX));
            is_any |= self.take(&events).new > 0;
        }
        is_any
    }

    pub fn hash(&self) -> [u8; 32] {
        self.read(log::state_hash)
    }

    pub fn dump(&self) -> BTreeMap<&'static str, Vec<String>> {
        self.read(log::state::dump)
    }
}

/// All machines take from one another until nothing is new.
pub(super) fn settle(devices: &[Device]) {
    loop {
        let mut is_any = false;
        for to in devices {
            for from in devices {
                if !std::ptr::eq(to, from) {
                    is_any |= to.meet(from);
                }
            }
        }
        if !is_any {
            return;
        }
    }
}

/// Shows the first rows in which two machines differ.
pub(super) fn assert_same(one: &Device, other: &Device) {
    if one.hash() == other.hash() {
        return;
    }
    assert_same_rows(&one.dump(), &other.dump());
    panic!("hashes differ and rows do not");
}

pub(super) fn assert_same_rows(
    one: &BTreeMap<&'static str, Vec<String>>,
    other: &BTreeMap<&'static str, Vec<String>>,
) {
    for (table, rows) in one {
        let others = &other[table];
        let only = |a: &[String], b: &[String]| -> Vec<String> {
            a.iter().filter(|row| !b.contains(row)).cloned().collect()
        };
        assert_eq!(only(rows, others), only(others, rows), "{table}");
        assert_eq!(rows.len(), others.len(), "{table}");
    }
}
