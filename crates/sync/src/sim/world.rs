//! A world of devices on one store, in which everything happens that can.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_protocol::governance::{Action, Entry, Policy, Role, SignedEntry, SpaceKind};
use colloquy_protocol::identity::{Fingerprint, PersonRoot};
use colloquy_protocol::{
    DeviceTag, EpochId, Hash, Hlc, InvitationTag, Key, ReceiveSecret, RecipientId, SignSecret,
    SpaceId,
};

use super::device::{Arrival, Device, Stepped, extra, identity, person};
use super::product::Deed;
use super::remote::{Faults, SimRemote};
use super::rng::SimRng;
use crate::checks::Checks;

/// A moment in 2026, milliseconds since 1970: where simulations begin.
pub const BEGIN_MS: u64 = 1_780_000_000_000;
/// An hour, milliseconds.
pub const HOUR_MS: u64 = 60 * 60 * 1000;

/// What a world is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Devices at the beginning.
    pub devices: usize,
    /// Things that happen before it becomes quiet.
    pub steps: usize,
    /// How often requests go wrong.
    pub faults: Faults,
    /// So many things in a thousand are done to the store, to disks, clocks and processes.
    pub havoc: u64,
    /// So many things in a thousand change who belongs.
    pub membership: u64,
    /// So many things in a thousand copy a profile.
    pub copies: u64,
    /// Whether newcomers may read what was before them.
    pub past: bool,
    /// The check that is off.
    pub checks: Checks,
}

/// Somebody who must not read a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    /// The segment.
    pub key: Key,
    /// Its epoch.
    pub epoch: EpochId,
    /// Who was gone, as far as its writer knew.
    pub to: DeviceTag,
}

/// See the module.
#[derive(Debug)]
pub struct World {
    /// Everything follows from it.
    pub seed: u64,
    /// What it is like.
    pub plan: Plan,
    /// The store.
    pub remote: SimRemote,
    /// The devices.
    pub devices: Vec<Device>,
    /// The true time: milliseconds since 1970.
    pub now_ms: u64,
    /// What was acknowledged: who did it.
    pub acknowledged: BTreeMap<u64, usize>,
    /// What a copied profile had not sent yet: both copies may send it.
    pub shared: BTreeSet<u64>,
    /// Who must not read what.
    pub closed: Vec<Closed>,
    /// Whether each request is told, too.
    pub verbose: bool,
    /// What happened, for who looks into a failure.
    pub story: Vec<String>,
    pub(super) persons: Vec<PersonRoot>,
    space: SpaceId,
    genesis: Hash,
    pub(super) rng: SimRng,
    pub(super) snapshot: Option<Snapshot>,
    sealed: BTreeSet<Key>,
    copied: BTreeSet<Fingerprint>,
    deeds: u64,
}

pub(super) struct Snapshot(pub(super) Box<dyn FnOnce(&mut SimRemote)>);

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Snapshot")
    }
}

impl World {
    /// A world at its beginning: one owner, whose devices and friends come.
    #[must_use]
    pub fn new(seed: u64, plan: Plan) -> Self {
        let mut rng = SimRng::new(seed);
        let space = SpaceId::new(rng.bytes());
        let owner = person(&mut rng);
        let at = Hlc::new(BEGIN_MS, 0);
        let mut first = identity(&owner, space, Hash::ZERO, at, &mut rng);
        let genesis = genesis(&owner, &first, plan.past, at);
        first.genesis = genesis.hash();
        let mut world = Self {
            seed,
            plan,
            remote: SimRemote::new(space),
            devices: Vec::new(),
            now_ms: BEGIN_MS,
            acknowledged: BTreeMap::new(),
            shared: BTreeSet::new(),
            closed: Vec::new(),
            story: Vec::new(),
            verbose: false,
            persons: vec![owner],
            space,
            genesis: genesis.hash(),
            rng,
            snapshot: None,
            sealed: BTreeSet::new(),
            copied: BTreeSet::new(),
            deeds: 0,
        };
        world.add(0, first, Arrival::Here);
        let now_ms = world.now_ms;
        world.devices[0].with(now_ms, |engine, local| engine.found(genesis, local).ok());
        for _ in 1..plan.devices {
            if world.rng.chance(500) {
                world.link();
            } else {
                world.invite();
            }
        }
        world
    }

    fn add(&mut self, person: usize, identity: crate::Identity, arrival: Arrival) {
        let index = self.remote.join();
        let signer = identity.keys.sign.public();
        self.remote.signers.insert(identity.tag(), signer);
        let card = self.persons[person].card();
        let (checks, rng) = (self.plan.checks, self.rng.split());
        let device = Device::new(index, person, identity, card, arrival, checks, rng);
        self.devices.push(device);
    }

    /// A new device of the person of a device.
    pub fn link(&mut self) {
        let persons: Vec<usize> = self.devices.iter().map(|device| device.person).collect();
        let Some(person) = self.rng.pick(&persons).copied() else {
            return;
        };
        let at = Hlc::new(self.now_ms, 0);
        let root = self.persons[person].clone();
        let identity = identity(&root, self.space, self.genesis, at, &mut self.rng);
        self.tell(format!(
            "device {} of person {person} comes",
            self.devices.len()
        ));
        self.add(person, identity, Arrival::Link);
    }

    /// Somebody invites a new person.
    pub fn invite(&mut self) {
        let by = self.rng.below(self.devices.len() as u64) as usize;
        let tag = InvitationTag::new(self.rng.bytes());
        let seed = SignSecret::from_bytes(&self.rng.bytes());
        let secret = ReceiveSecret::from_bytes(&self.rng.bytes());
        let role = match self.rng.below(3) {
            0 => Role::Lead,
            1 => Role::Moderator,
            _ => Role::Member,
        };
        let action = Action::Invite {
            tag,
            check: seed.public(),
            receive: secret.public(),
            role,
            until_ms: u64::MAX >> 17,
        };
        if !self.propose(by, action) {
            return;
        }
        let root = person(&mut self.rng);
        let at = Hlc::new(self.now_ms, 0);
        let mut identity = identity(&root, self.space, self.genesis, at, &mut self.rng);
        identity.extra.push(extra(tag, secret));
        self.persons.push(root);
        self.tell(format!("device {by} invites device {}", self.devices.len()));
        let person = self.persons.len() - 1;
        self.add(
            person,
            identity,
            Arrival::Join {
                tag,
                seed: Box::new(seed),
            },
        );
    }

    /// A device changes who belongs; whether the rules let it.
    pub fn propose(&mut self, by: usize, action: Action) -> bool {
        let now_ms = self.now_ms;
        let done = self.devices[by].with(now_ms, |engine, local| {
            engine.propose(action, local).is_ok()
        });
        done == Some(true)
    }

    /// A person does something on a device.
    pub fn write(&mut self, by: usize) -> u64 {
        self.deeds += 1;
        let number = self.deeds;
        let deed = if self.rng.chance(600) {
            Deed::Add { number }
        } else {
            let key = self.rng.below(12) as u8;
            Deed::Put { number, key }
        };
        let now_ms = self.devices[by].now(self.now_ms);
        self.devices[by].store.write(deed, now_ms);
        self.acknowledged.insert(number, by);
        number
    }

    /// Asks and answers one request of a device.
    pub fn step(&mut self, index: usize) -> Stepped {
        let sealed = |world: &Self| {
            let points = &world.devices[index].store.points;
            points.get(&crate::WritePoint::Seal).copied()
        };
        let before = sealed(self);
        let stepped = self.devices[index].step(&mut self.remote, self.now_ms);
        if self.verbose {
            let said = std::mem::take(&mut self.devices[index].said);
            self.story.extend(said);
        }
        if sealed(self) != before {
            self.note_closed(index);
        }
        stepped
    }

    /// Who is gone in a writer's view must not read what it seals.
    fn note_closed(&mut self, index: usize) {
        let device = &self.devices[index];
        let Some(members) = device
            .engine
            .as_ref()
            .and_then(|engine| engine.membership())
        else {
            return;
        };
        let gone: Vec<DeviceTag> = members
            .devices
            .iter()
            .filter(|(tag, known)| {
                // Copies of a profile share their keys, and one of them may belong still.
                members.active(tag).is_none() && !self.copied.contains(&known.card.person())
            })
            .map(|(tag, _)| *tag)
            .collect();
        let mut fresh = Vec::new();
        for (key, bytes) in device.store.own_sealed() {
            if self.sealed.insert(*key)
                && let Ok(header) = colloquy_protocol::segment::peek(bytes)
                && header.stands_for.is_none()
            {
                fresh.extend(gone.iter().map(|to| Closed {
                    key: *key,
                    epoch: header.epoch,
                    to: *to,
                }));
            }
        }
        self.closed.extend(fresh);
    }

    /// Runs a device's rounds until one comes to its end; at most so many requests.
    pub fn round(&mut self, index: usize, at_most: usize) -> Option<crate::Outcome> {
        for _ in 0..at_most {
            match self.step(index) {
                Stepped::On => {}
                Stepped::Done(outcome) => return Some(outcome),
                Stepped::Stopped => return None,
            }
        }
        None
    }

    /// Lets everything happen.
    pub fn run(&mut self) {
        for _ in 0..self.plan.steps {
            self.now_ms += self.rng.below(90_000);
            self.remote.faults = self.plan.faults;
            let index = self.rng.below(self.devices.len() as u64) as usize;
            let what = self.rng.below(1000);
            if what < self.plan.havoc {
                self.havoc(index);
            } else if what < self.plan.havoc + self.plan.membership {
                self.change_members(index);
            } else if what < self.plan.havoc + self.plan.membership + self.plan.copies {
                self.copy(index);
            } else if self.rng.chance(300) {
                self.write(index);
            } else {
                for _ in 0..=self.rng.below(12) {
                    if self.step(index) != Stepped::On {
                        break;
                    }
                }
            }
        }
    }

    /// Notes what happens.
    pub fn tell(&mut self, what: String) {
        self.story.push(what);
    }

    /// A profile is copied to another machine, and both go on.
    pub fn copy(&mut self, of: usize) {
        if self.devices[of].store.killed || self.devices.len() >= self.plan.devices + 6 {
            return;
        }
        let index = self.remote.join();
        let copy = self.devices[of].copy(index, self.rng.split());
        self.remote.copied.insert(copy.identity.tag());
        self.copied.insert(copy.identity.card.person());
        let sent = self.devices[of].store.log();
        let device = copy.identity.keys.device;
        let own = sent.filter(|event| event.id.device == device);
        self.shared
            .extend(own.filter_map(Deed::of).map(|deed| deed.number()));
        self.devices.push(copy);
        self.tell(format!("device {index} is a copy of device {of}"));
    }

    /// Everything is mended, and all devices run rounds, one after the other, until nothing changes
    /// any more; returns how many each ran.
    pub fn settle(&mut self, at_most: usize) -> Option<usize> {
        self.tell("– it becomes quiet".to_owned());
        self.remote.heal();
        for device in &mut self.devices {
            device.kill();
            device.store.full = false;
        }
        self.now_ms += 25 * HOUR_MS;
        let mut quiet = 0;
        for rounds in 1..=at_most {
            self.now_ms += 13 * HOUR_MS;
            self.tell(format!("– round {rounds}"));
            let mut changed = false;
            for index in 0..self.devices.len() {
                let outcome = self.round(index, 20_000);
                changed |= outcome.is_none_or(|outcome| {
                    outcome.changed || outcome.cloned || outcome.interrupted.is_some()
                });
            }
            quiet = if changed { 0 } else { quiet + 1 };
            // Turns are waited for: nothing may happen for a while, and then something.
            if quiet == 2 {
                return Some(rounds);
            }
        }
        None
    }

    /// Everybody's names under which keys may come, for who looks whether keys leaked.
    #[must_use]
    pub fn secrets_of(&self, tag: &DeviceTag) -> Vec<(RecipientId, ReceiveSecret)> {
        let devices = self.devices.iter();
        let of = devices.filter(|device| device.identity.tag() == *tag);
        of.flat_map(|device| {
            let own = (
                RecipientId::from(*tag),
                device.identity.keys.receive.clone(),
            );
            let extra = device.identity.extra.iter();
            std::iter::once(own).chain(extra.map(|extra| (extra.to, extra.secret.clone())))
        })
        .collect()
    }

    /// The space.
    #[must_use]
    pub const fn space(&self) -> SpaceId {
        self.space
    }

    /// Hash of its first entry.
    #[must_use]
    pub const fn genesis(&self) -> Hash {
        self.genesis
    }
}

fn genesis(owner: &PersonRoot, first: &crate::Identity, past: bool, at: Hlc) -> SignedEntry {
    Entry {
        space: first.space,
        author: first.tag(),
        seq: 1,
        previous: None,
        seen: Vec::new(),
        at,
        signer: first.keys.sign.public(),
        action: Action::Create {
            kind: SpaceKind::Cohort,
            policy: Policy {
                newcomers_read_past: past,
                epoch_days: 30,
            },
            person: owner.card(),
            device: first.card.clone(),
        },
    }
    .sign(&first.keys.sign)
}
