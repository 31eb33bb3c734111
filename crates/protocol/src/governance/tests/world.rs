//! A space with people who act on what each of their devices knows.

use std::collections::BTreeMap;

use crate::governance::{Action, Cutoff, Entry, Fold, Policy, Role, SignedEntry, SpaceKind};
use crate::governance::{ends_of, fold, join_proof};
use crate::identity::Fingerprint;
use crate::invitation::Seed;
use crate::testing::{Person, SPACE, sixteen};
use crate::{DeviceTag, Hash, Hlc, SignPublic};

/// A device: which person's, and which of theirs.
pub(crate) type Actor = (usize, usize);

/// The policy that the tests' spaces begin with.
pub(crate) const POLICY: Policy = Policy {
    newcomers_read_past: false,
    epoch_days: 30,
};

pub(crate) struct World {
    pub(crate) people: Vec<Person>,
    /// What each device knows.
    known: BTreeMap<Actor, BTreeMap<Hash, SignedEntry>>,
    /// Each device's last entry.
    last: BTreeMap<Actor, (u64, Hash)>,
    pub(crate) genesis: Hash,
    pub(crate) seeds: Vec<Seed>,
    clock: u64,
}

impl World {
    /// So many people with three devices each; the first has made the space.
    pub(crate) fn new(people: u8, kind: SpaceKind) -> Self {
        let person = |number| {
            let mut person = Person::new(number + 1);
            person.add_device();
            person.add_device();
            person
        };
        let mut world = Self {
            people: (0..people).map(person).collect(),
            known: BTreeMap::new(),
            last: BTreeMap::new(),
            genesis: Hash::ZERO,
            seeds: Vec::new(),
            clock: 1_000,
        };
        let owner = &world.people[0];
        let create = Action::Create {
            kind,
            policy: POLICY,
            person: owner.root.card(),
            device: owner.card(0),
        };
        world.genesis = world.act((0, 0), create).hash();
        world
    }

    pub(crate) fn fingerprint(&self, person: usize) -> Fingerprint {
        self.people[person].root.card().fingerprint()
    }

    pub(crate) fn tag(&self, (person, device): Actor) -> DeviceTag {
        self.people[person].tag(device)
    }

    pub(crate) fn sign(&self, (person, device): Actor) -> SignPublic {
        self.people[person].devices[device].sign.public()
    }

    /// The entry that a device would write now.
    pub(crate) fn draft(&self, actor: Actor, at: u64, action: Action) -> Entry {
        let last = self.last.get(&actor);
        let ends = ends_of(self.known.get(&actor).into_iter().flatten().map(|(_, e)| e)).ends;
        Entry {
            space: SPACE,
            author: self.tag(actor),
            seq: last.map_or(1, |(seq, _)| seq + 1),
            previous: last.map(|(_, hash)| *hash),
            seen: ends,
            at: Hlc::new(at, 0),
            signer: self.sign(actor),
            action,
        }
    }

    /// A device writes an entry after what it knows.
    pub(crate) fn act(&mut self, actor: Actor, action: Action) -> SignedEntry {
        self.clock += 10;
        self.act_at(actor, self.clock, action)
    }

    /// The same, by a clock that may be wrong.
    pub(crate) fn act_at(&mut self, actor: Actor, at: u64, action: Action) -> SignedEntry {
        let draft = self.draft(actor, at, action);
        let signed = draft.sign(&self.people[actor.0].devices[actor.1].sign);
        self.last.insert(actor, (signed.entry().seq, signed.hash()));
        self.learn(actor, signed.clone());
        signed
    }

    pub(crate) fn learn(&mut self, actor: Actor, signed: SignedEntry) {
        let known = self.known.entry(actor).or_default();
        known.insert(signed.hash(), signed);
    }

    /// One device learns all that another knows.
    pub(crate) fn gossip(&mut self, from: Actor, to: Actor) {
        let all: Vec<SignedEntry> = self.entries_of(from);
        for signed in all {
            self.learn(to, signed);
        }
    }

    /// Every device learns everything.
    pub(crate) fn meet(&mut self) {
        let all = self.all();
        for actor in self.known.keys().copied().collect::<Vec<_>>() {
            for signed in &all {
                self.learn(actor, signed.clone());
            }
        }
    }

    pub(crate) fn entries_of(&self, actor: Actor) -> Vec<SignedEntry> {
        let known = self.known.get(&actor).into_iter().flatten();
        known.map(|(_, signed)| signed.clone()).collect()
    }

    /// Everything that anybody wrote.
    pub(crate) fn all(&self) -> Vec<SignedEntry> {
        let mut all = BTreeMap::new();
        for known in self.known.values() {
            all.extend(known.clone());
        }
        all.into_values().collect()
    }

    /// What everything comes to.
    pub(crate) fn fold(&self) -> Fold {
        fold(&SPACE, &self.genesis, &self.all())
    }

    pub(crate) fn invite(&mut self, actor: Actor, role: Role) -> usize {
        let number = self.seeds.len();
        let half = sixteen(&[b"seed", &number.to_le_bytes()]);
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&half);
        let seed = Seed::from_bytes(bytes);
        let invite = seed.invite(role, 1 << 40);
        self.seeds.push(seed);
        self.act(actor, invite);
        number
    }

    pub(crate) fn join_action(&self, actor: Actor, seed: usize) -> Action {
        let (person, device) = actor;
        let seed = &self.seeds[seed];
        Action::Join {
            tag: seed.tag(),
            person: self.people[person].root.card(),
            device: self.people[person].card(device),
            proof: join_proof(
                &seed.prove(),
                &SPACE,
                &seed.tag(),
                &self.sign(actor),
                &self.fingerprint(person),
            ),
        }
    }

    pub(crate) fn join(&mut self, actor: Actor, seed: usize) -> SignedEntry {
        let action = self.join_action(actor, seed);
        self.act(actor, action)
    }

    /// Invited by the owner, and in, with everybody knowing.
    pub(crate) fn admit(&mut self, person: usize, role: Role) {
        let seed = self.invite((0, 0), role);
        self.gossip((0, 0), (person, 0));
        self.join((person, 0), seed);
        self.meet();
    }

    pub(crate) fn remove(&self, person: usize, upto: u64) -> Action {
        Action::Remove {
            person: self.fingerprint(person),
            cutoffs: self.cutoffs(person, upto),
        }
    }

    pub(crate) fn cutoffs(&self, person: usize, upto: u64) -> Vec<Cutoff> {
        let cutoff = |device| Cutoff {
            tag: self.tag((person, device)),
            seq: upto + device as u64,
        };
        (0..2).map(cutoff).collect()
    }

    pub(crate) fn set_role(&self, person: usize, role: Role) -> Action {
        Action::SetRole {
            person: self.fingerprint(person),
            role,
            cutoffs: self.cutoffs(person, 5),
        }
    }

    pub(crate) fn revoke(&self, actor: Actor, upto: u64) -> Action {
        Action::RevokeDevice {
            cutoff: Cutoff {
                tag: self.tag(actor),
                seq: upto,
            },
        }
    }
}
