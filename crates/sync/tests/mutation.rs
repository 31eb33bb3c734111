//! The mutation list: each of the engine's verifications, switched off, lets one attack or accident
//! through that is noticed, or made good, when it is on.

use colloquy_protocol::governance::{Action, Cutoff};
use colloquy_protocol::head::{Head, Seen, SignedHead};
use colloquy_protocol::segment::{Draft, seal};
use colloquy_protocol::{Event, EventId, Hash, Hlc, Key, Tip};
use colloquy_sync::sim::{Faults, Plan, SimRng, World, invariants};
use colloquy_sync::{Check, Checks, Request};

const ROUNDS: usize = 40;

/// An owner's three devices that know each other and have written.
fn world(checks: Checks, past: bool) -> World {
    let plan = Plan {
        devices: 1,
        steps: 0,
        faults: Faults::default(),
        havoc: 0,
        membership: 0,
        copies: 0,
        past,
        checks,
    };
    let mut world = World::new(41, plan);
    world.link();
    world.link();
    world.settle(ROUNDS);
    for index in [0, 1, 2, 1] {
        world.write(index);
        world.settle(ROUNDS);
    }
    world
}

fn put(world: &mut World, key: Key, bytes: &[u8]) {
    let request = Request::Put(key, bytes.to_vec());
    world.remote.handle(1, &request, &mut SimRng::new(1));
}

/// The newest head of device 1, to be told otherwise.
fn head(world: &World) -> Head {
    let tag = world.devices[1].identity.tag();
    let newest = world.remote.ever.iter().filter_map(|(key, bytes)| {
        let Key::Head {
            space,
            tag: of,
            counter,
        } = key
        else {
            return None;
        };
        let signer = world.devices[1].identity.keys.sign.public();
        let signed = (*of == tag).then(|| SignedHead::open(bytes, space, of, *counter, &signer));
        Some((*counter, signed?.ok()?.head().clone()))
    });
    let newest = newest.max_by_key(|(counter, _)| *counter);
    newest.expect("device 1 has a head").1
}

/// Device 1 lies: signs this head as its next.
fn lie(world: &mut World, mut head: Head) {
    head.counter += 1;
    let signed = head.sign(&world.devices[1].identity.keys.sign);
    put(world, signed.head().key(), signed.bytes());
    world.round(0, 500);
}

fn told(world: &World, device: usize, code: &str) -> bool {
    let reported = &world.devices[device].store.reported;
    reported.values().any(|finding| finding.code() == code)
}

/// The newest segment of device 1 at the store.
fn segment(world: &World) -> Key {
    let tag = world.devices[1].identity.tag();
    let own = world.remote.listed().filter_map(|(key, _)| match key {
        Key::Segment { tag: of, last, .. } if *of == tag => Some((*last, *key)),
        _ => None,
    });
    own.max_by_key(|(last, _)| *last)
        .expect("device 1 has a segment")
        .1
}

fn holds(world: &mut World) -> bool {
    world.settle(ROUNDS).is_some() && invariants::check(world).is_ok()
}

/// Whether the engine withstands what is done to it about one of its checks.
fn withstands(check: Check, checks: Checks) -> bool {
    let mut world = world(checks, check != Check::Late);
    match check {
        Check::OwnHead => {
            // A profile from a backup, with nothing to say: others have not seen what came after.
            world.copy(1);
            world.write(1);
            world.round(1, 500);
            world.round(3, 500);
            told(&world, 3, "cloned")
        }
        Check::OwnSeen => {
            let mut lie_of = head(&world);
            let me = world.devices[0].identity.tag();
            for seen in &mut lie_of.seen {
                if seen.tag == me {
                    seen.counter += 5;
                }
            }
            lie(&mut world, lie_of);
            told(&world, 0, "cloned")
        }
        Check::HeadCompare => {
            let mut lie_of = head(&world);
            lie_of.tip = Tip::START;
            lie(&mut world, lie_of);
            told(&world, 0, "rollback")
        }
        Check::Witness => {
            let mut lie_of = head(&world);
            let about = world.devices[2].identity.tag();
            for seen in &mut lie_of.seen {
                if seen.tag == about {
                    *seen = Seen {
                        tip: Tip {
                            seq: seen.tip.seq,
                            hash: Hash::of(b"another history"),
                        },
                        ..*seen
                    };
                }
            }
            lie(&mut world, lie_of);
            told(&world, 0, "split_view")
        }
        Check::StoreWentBack => {
            world.remote.wipe();
            world.round(0, 500);
            told(&world, 0, "went_back")
        }
        Check::Hash => {
            world.write(1);
            world.round(1, 500);
            let key = segment(&world);
            world.remote.rot_this(&key, &mut SimRng::new(2));
            world.round(0, 500);
            told(&world, 0, "quarantined")
        }
        Check::Chain => {
            another_history(&mut world);
            world.round(0, 500);
            told(&world, 0, "split_view")
        }
        Check::ReadBack => {
            world.write(1);
            world.remote.faults.torn = 1000;
            world.round(1, 500);
            world.remote.faults.torn = 0;
            world.round(1, 500);
            world.remote.broken.is_empty()
        }
        Check::Missing => {
            world.write(1);
            world.round(1, 500);
            let key = segment(&world);
            world.remote.lose_this(&key);
            world.round(0, 500);
            told(&world, 0, "missing")
        }
        Check::Cutoff => {
            let tag = world.devices[1].identity.tag();
            let cutoff = Cutoff { tag, seq: 1 };
            world.propose(0, Action::RevokeDevice { cutoff });
            holds(&mut world)
        }
        Check::ClosedEpoch => {
            let tag = world.devices[1].identity.tag();
            let cutoff = Cutoff { tag, seq: 1 };
            world.propose(0, Action::RevokeDevice { cutoff });
            world.write(0);
            holds(&mut world)
        }
        Check::SameBytes => {
            world.write(1);
            world.remote.faults.lost_answer = 1000;
            world.remote.faults.lost_answer = 0;
            // The answer to its put is lost; it is asked again, with more to say.
            let seals = |world: &World| {
                let tag = world.devices[1].identity.tag();
                let own = |key: &&Key| matches!(key, Key::Segment { tag: of, .. } if *of == tag);
                world.remote.ever.keys().filter(own).count()
            };
            let before = seals(&world);
            while seals(&world) == before {
                world.step(1);
            }
            world.devices[1].kill();
            world.write(1);
            holds(&mut world)
        }
        Check::Heal => {
            let key = segment(&world);
            world.remote.lose_this(&key);
            world.settle(ROUNDS);
            world.remote.listed().any(|(listed, _)| *listed == key)
        }
        Check::Repair => {
            let key = segment(&world);
            world.remote.rot_this(&key, &mut SimRng::new(2));
            world.link();
            holds(&mut world)
        }
        Check::Late => {
            // A newcomer who may not read the past is given it after all.
            world.now_ms += 31 * 24 * 3_600_000;
            world.settle(ROUNDS);
            world.write(0);
            world.settle(ROUNDS);
            world.link();
            world.settle(ROUNDS);
            let unread = world.devices[3].store.unread().count();
            assert!(unread > 0, "the newcomer reads everything");
            give_all_keys(&mut world);
            world.settle(ROUNDS);
            world.devices[3].store.unread().next().is_none()
        }
    }
}

/// Device 1 goes on from another history than the one that it showed.
fn another_history(world: &mut World) {
    let identity = world.devices[1].identity.clone();
    let mut lie_of = head(world);
    let engine = world.devices[1].engine.as_ref().expect("it runs");
    let key = engine.keyring().iter().last().expect("a key").clone();
    let event = Event {
        space: identity.space,
        id: EventId {
            device: identity.keys.device,
            seq: lie_of.tip.seq + 1,
        },
        hlc: Hlc::new(1, 0),
        schema: 1,
        kind: "set.add".to_owned(),
        body: vec![0; 8],
        deps: Vec::new(),
    };
    let draft = Draft {
        place: identity.place(),
        after: Tip {
            seq: lie_of.tip.seq,
            hash: Hash::of(b"another history"),
        },
        events: &[event],
        stands_for: None,
    };
    let sealed = seal(&draft, &key, &identity.keys.sign, &[9; 24]).expect("it seals");
    put(world, sealed.key(), &sealed.bytes);
    lie_of.tip = sealed.tip();
    lie(world, lie_of);
}

fn give_all_keys(world: &mut World) {
    let device = &world.devices[3];
    let (to, public) = (device.identity.tag().into(), device.identity.card.receive());
    let (space, now_ms) = (world.space(), world.now_ms);
    world.devices[0].with(now_ms, |engine, local| {
        let mut rng = SimRng::new(5);
        let keys: Vec<_> = engine.keyring().iter().cloned().collect();
        let grants = keys
            .iter()
            .map(|key| colloquy_protocol::grant(&space, key, to, &public, &mut rng))
            .collect::<Result<_, _>>()
            .expect("keys can be sealed");
        engine
            .propose(Action::Grant { grants }, local)
            .expect("allowed");
    });
}

#[test]
fn every_check_is_missed_when_it_is_off() {
    let mut wrong = Vec::new();
    for check in Check::ALL {
        if !withstands(*check, Checks::ALL) {
            wrong.push(format!("{check:?}: gets through though it is on"));
        }
        if withstands(*check, Checks::without(*check)) {
            wrong.push(format!("{check:?}: is not missed"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
