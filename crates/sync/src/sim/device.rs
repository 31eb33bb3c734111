//! A device of the simulation: its keys, its disk, its wrong clock, and its engine while it runs.

use colloquy_protocol::governance::{Action, InvitationState, join_proof};
use colloquy_protocol::identity::{
    Certificate, DeviceCard, DeviceKeys, PersonCard, PersonRoot, Phrase,
};
use colloquy_protocol::{
    DeviceId, DeviceTag, Hash, Hlc, InvitationTag, Key, Prefix, ReceiveSecret, SignSecret, SpaceId,
};

use super::remote::SimRemote;
use super::rng::SimRng;
use super::store::SimStore;
use crate::checks::Checks;
use crate::engine::{Engine, Outcome, Step};
use crate::finding::{Finding, FindingId};
use crate::identity::{Extra, Identity};
use crate::request::{Answer, Request};
use crate::store::{Local, Store};

/// How a device comes to belong.
#[derive(Debug, Clone)]
pub enum Arrival {
    /// It belongs.
    Here,
    /// Its person is a member: it adds itself.
    Link,
    /// By an invitation.
    Join {
        /// Which.
        tag: InvitationTag,
        /// Its seed's keys.
        seed: Box<SignSecret>,
    },
}

/// See the module.
#[derive(Debug)]
pub struct Device {
    /// Its place in the world and at the store.
    pub index: usize,
    /// Whose it is.
    pub person: usize,
    /// Who it is.
    pub identity: Identity,
    /// Its disk.
    pub store: SimStore,
    /// While the program runs.
    pub engine: Option<Engine>,
    /// Its clock is so far from the world's: milliseconds.
    pub offset_ms: i64,
    /// How it comes to belong.
    pub arrival: Arrival,
    /// What must have been reported, with why.
    pub owed: Vec<(Owed, String)>,
    /// Its chance.
    pub rng: SimRng,
    /// Its person's public keys.
    pub card: PersonCard,
    /// Whether it was told to be killed, once.
    pub armed: bool,
    /// What it asked last, and what came.
    pub said: Vec<String>,
    checks: Checks,
    shown: Option<Vec<Key>>,
    due: Vec<(Owed, String)>,
}

/// Something that must have been reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owed {
    /// About this object.
    About(Key),
    /// This.
    This(FindingId),
}

/// What a step came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stepped {
    /// A request was asked and answered.
    On,
    /// The round is over.
    Done(Outcome),
    /// The process was killed, or its disk is full.
    Stopped,
}

/// A person's keys.
#[must_use]
pub fn person(rng: &mut SimRng) -> PersonRoot {
    PersonRoot::from_phrase(&Phrase::from_entropy(rng.bytes()))
}

/// A new device of a person in a space.
#[must_use]
pub fn identity(
    root: &PersonRoot,
    space: SpaceId,
    genesis: Hash,
    at: Hlc,
    rng: &mut SimRng,
) -> Identity {
    let keys = DeviceKeys::generate(DeviceId::new(rng.bytes()), rng);
    let public = (keys.sign.public(), keys.receive.public());
    let certificate = Certificate::by_root(root, keys.device, public, true, at);
    Identity {
        space,
        genesis,
        card: DeviceCard {
            tag: DeviceTag::new(rng.bytes()),
            certificate,
            chain: Vec::new(),
        },
        keys,
        extra: Vec::new(),
    }
}

/// The secret of an invitation as a name under which keys come.
#[must_use]
pub const fn extra(tag: InvitationTag, secret: ReceiveSecret) -> Extra {
    Extra {
        to: colloquy_protocol::RecipientId::new(*tag.as_bytes()),
        secret,
    }
}

impl Device {
    /// A device with an empty disk.
    #[must_use]
    pub fn new(
        index: usize,
        person: usize,
        identity: Identity,
        card: PersonCard,
        arrival: Arrival,
        checks: Checks,
        rng: SimRng,
    ) -> Self {
        Self {
            card,
            index,
            person,
            store: SimStore::new(identity.place()),
            identity,
            engine: None,
            offset_ms: 0,
            arrival,
            owed: Vec::new(),
            rng,
            armed: false,
            said: Vec::new(),
            checks,
            shown: None,
            due: Vec::new(),
        }
    }

    /// A copy of its profile on another machine.
    #[must_use]
    pub fn copy(&self, index: usize, rng: SimRng) -> Self {
        let mut copy = Self::new(
            index,
            self.person,
            self.identity.clone(),
            self.card,
            self.arrival.clone(),
            self.checks,
            rng,
        );
        copy.store = self.store.clone();
        copy.store.killed = false;
        copy.store.kill = None;
        copy.store.full = false;
        copy
    }

    /// Its clock, milliseconds since 1970.
    #[must_use]
    pub const fn now(&self, world_ms: u64) -> u64 {
        world_ms.saturating_add_signed(self.offset_ms)
    }

    /// The process ends.
    pub fn kill(&mut self) {
        self.engine = None;
        self.shown = None;
        self.due.clear();
        self.store.killed = false;
        self.store.kill = None;
    }

    /// The engine, started if it is not running; `None` if it can't be.
    pub fn engine(&mut self) -> Option<&mut Engine> {
        if self.engine.is_none() {
            let identity = self.identity.clone();
            match Engine::open_unchecked(identity, &mut self.store, self.checks) {
                Ok(engine) => self.engine = Some(engine),
                Err(error) => {
                    let broken = format!("device {} can't start: {error}", self.index);
                    self.store.broken.push(broken);
                }
            }
        }
        self.engine.as_mut()
    }

    /// Does something with the engine and what it has at hand.
    pub fn with<T>(
        &mut self,
        world_ms: u64,
        act: impl FnOnce(&mut Engine, &mut Local<'_>) -> T,
    ) -> Option<T> {
        let now_ms = self.now(world_ms);
        self.store.now_ms = now_ms;
        self.engine()?;
        let engine = self.engine.as_mut()?;
        let mut local = Local {
            store: &mut self.store,
            now_ms,
            rng: &mut self.rng,
        };
        let result = act(engine, &mut local);
        if self.store.killed {
            self.kill();
            return None;
        }
        Some(result)
    }

    /// One request to the store, or the end of a round.
    pub fn step(&mut self, remote: &mut SimRemote, world_ms: u64) -> Stepped {
        let Some(step) = self.with(world_ms, |engine, local| engine.next(local)) else {
            return Stepped::Stopped;
        };
        let goes_on = matches!(
            &step,
            Ok(Step::Ask(Request::List(Prefix::Heads(_), Some(_)))) | Err(_)
        );
        if step.is_err() {
            self.shown = None;
            self.due.clear();
        }
        if !goes_on {
            self.owe_for_listing();
            let due = std::mem::take(&mut self.due);
            self.owed.extend(due);
        }
        let request = match step {
            Ok(Step::Ask(request)) => request,
            Ok(Step::Done(outcome)) => {
                self.arrive(world_ms);
                if outcome.cloned {
                    self.become_another(remote, world_ms);
                }
                return Stepped::Done(outcome);
            }
            Err(_) => return Stepped::Stopped,
        };
        let mut rng = self.rng.split();
        let answer = remote.handle(self.index, &request, &mut rng);
        self.said = vec![told(self.index, &request, &answer)];
        let owed = self.owe(&request, &answer, remote);
        let Some(told) = self.with(world_ms, |engine, local| engine.told(answer, local)) else {
            return Stepped::Stopped;
        };
        if told.is_err() {
            self.shown = None;
            self.due.clear();
            return Stepped::Stopped;
        }
        // Some is told at once, some when the engine is asked next.
        self.due.extend(owed);
        Stepped::On
    }

    /// What the engine must report if it takes this answer in.
    fn owe(
        &mut self,
        request: &Request,
        answer: &Answer,
        remote: &SimRemote,
    ) -> Vec<(Owed, String)> {
        match (request, answer) {
            (Request::Get(keys), Answer::Got(objects)) => {
                let ends = objects.iter().position(|object| {
                    use crate::remote::RemoteError::{Busy, Unreachable};
                    matches!(object, Err(Unreachable(_) | Busy { .. }))
                });
                let taken = &keys[..ends.unwrap_or(keys.len())];
                let known = |key: &Key| match key {
                    Key::Head { tag, .. } => self.engine.as_ref().is_some_and(|engine| {
                        engine
                            .membership()
                            .is_some_and(|members| members.devices.contains_key(tag))
                    }),
                    _ => true,
                };
                remote
                    .damaged
                    .iter()
                    .filter(|key| taken.contains(key) && known(key))
                    .map(|key| (Owed::About(*key), format!("{key} came damaged")))
                    .collect()
            }
            (Request::List(Prefix::Heads(_), cursor), Answer::Listed(Ok(page))) => {
                let mut shown = match cursor {
                    Some(_) => self.shown.take().unwrap_or_default(),
                    None => Vec::new(),
                };
                shown.extend(page.entries.iter().map(|entry| entry.key));
                self.shown = Some(shown);
                Vec::new()
            }
            (Request::List(..), _) => {
                self.shown = None;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// After a whole listing of the heads was looked at: what it lacked must be reported.
    fn owe_for_listing(&mut self) {
        // The listing was taken in by the step before, and looked at by this one.
        let Some(shown) = self.shown.take() else {
            return;
        };
        let newest = |of: DeviceTag| {
            let counters = shown.iter().filter_map(|key| match key {
                Key::Head { tag, counter, .. } if *tag == of => Some(*counter),
                _ => None,
            });
            counters.max()
        };
        for (tag, known) in self.store.stored_heads().collect::<Vec<_>>() {
            let shown = newest(tag);
            if shown.is_none_or(|shown| shown < known) {
                let finding = Finding::WentBack { tag, known, shown };
                let why = format!("head {known} of {tag} was hidden");
                self.owed.push((Owed::This(finding.id()), why));
            }
        }
    }

    /// Does its part to belong, when what it needs has come.
    fn arrive(&mut self, world_ms: u64) {
        let card = self.identity.card.clone();
        let space = self.identity.space;
        let arrival = self.arrival.clone();
        let root = self.card;
        let proposed = self.with(world_ms, |engine, local| {
            let members = engine.membership()?;
            if members.devices.contains_key(&card.tag) {
                return Some(true);
            }
            let action = match &arrival {
                Arrival::Here => return Some(true),
                Arrival::Link => {
                    members.members.get(&card.person())?;
                    Action::AddDevice {
                        device: card.clone(),
                    }
                }
                Arrival::Join { tag, seed } => {
                    let invited = members.invitations.get(tag)?;
                    if invited.state != InvitationState::Open {
                        return None;
                    }
                    let proof = join_proof(seed, &space, tag, &card.sign(), &card.person());
                    Action::Join {
                        tag: *tag,
                        person: root,
                        device: card.clone(),
                        proof,
                    }
                }
            };
            engine.propose(action, local).ok().map(|_| true)
        });
        if proposed.flatten().is_some() {
            self.arrival = Arrival::Here;
        }
    }

    /// Leaves the old name to the other copy.
    pub fn become_another(&mut self, remote: &mut SimRemote, world_ms: u64) {
        let mut rng = self.rng.split();
        let now_ms = self.now(world_ms);
        let Some(Some(new)) = self.with(world_ms, |engine, _| engine.successor(now_ms, &mut rng))
        else {
            return;
        };
        remote.signers.insert(new.tag(), new.keys.sign.public());
        // The keys are kept before anything else, as a program does.
        let kept = new.clone();
        let became = self.with(world_ms, |engine, local| engine.become_another(new, local));
        if matches!(became, Some(Ok(true))) || self.store.place().tag == kept.tag() {
            self.identity = kept;
        }
    }

    /// Whether it may be asked for nothing: no engine runs and nothing waits.
    pub fn waiting(&mut self) -> u64 {
        self.store.unsealed_count().unwrap_or(u64::MAX)
    }
}

fn told(index: usize, request: &Request, answer: &Answer) -> String {
    let short = |key: &Key| {
        let name = key.to_string();
        let (_, name) = name.split_at(36);
        name.replace('/', " ")
    };
    let asked = match request {
        Request::List(prefix, _) => format!("list {}", &prefix.to_string()[36..]),
        Request::Get(keys) => keys.iter().map(short).collect::<Vec<_>>().join(", "),
        Request::Put(key, bytes) => format!("put {} ({} bytes)", short(key), bytes.len()),
        Request::Delete(keys) => format!(
            "delete {} first of {}",
            keys.first().map(short).unwrap_or_default(),
            keys.len()
        ),
    };
    let came = match answer {
        Answer::Listed(Ok(page)) => format!("{} names", page.entries.len()),
        Answer::Got(objects) => objects
            .iter()
            .map(|object| match object {
                Ok(Some(bytes)) => format!("{} bytes", bytes.len()),
                Ok(None) => "none".to_owned(),
                Err(error) => error.to_string(),
            })
            .collect::<Vec<_>>()
            .join(", "),
        other => format!("{other:?}"),
    };
    format!("  device {index}: {asked} → {came}")
}
