//! Each invariant can fail: a world that holds, with one thing broken on purpose.

use std::collections::BTreeMap;

use colloquy_protocol::Key;
use colloquy_protocol::governance::{Action, Cutoff, Membership};
use colloquy_sync::sim::product::Deed;
use colloquy_sync::sim::{Closed, Faults, Owed, Plan, World, invariants};
use colloquy_sync::{Change, Checks, Store, WritePoint};

/// An owner with two devices and a member who was removed, all quiet.
fn world() -> World {
    let plan = Plan {
        devices: 1,
        steps: 0,
        faults: Faults::default(),
        havoc: 0,
        membership: 0,
        copies: 0,
        past: true,
        checks: Checks::ALL,
    };
    let mut world = World::new(31, plan);
    world.link();
    assert!(world.settle(40).is_some());
    while world.devices.len() < 3 {
        world.invite();
    }
    assert!(world.settle(40).is_some());
    for index in 0..3 {
        world.write(index);
    }
    assert!(world.settle(40).is_some());
    let person = world.devices[2].identity.card.person();
    let tag = world.devices[2].identity.tag();
    let cutoffs = vec![Cutoff { tag, seq: 0 }];
    assert!(world.propose(0, Action::Remove { person, cutoffs }));
    assert!(world.settle(40).is_some());
    world
}

fn members(world: &World) -> Membership {
    let engine = world.devices[0].engine.as_ref().expect("it runs");
    engine.membership().expect("it knows").clone()
}

fn holds(name: &str, world: &World) -> bool {
    let (_, invariant) = invariants::ALL
        .iter()
        .find(|(known, _)| *known == name)
        .expect("an invariant of this name");
    invariant(world, &members(world)).is_ok()
}

#[test]
fn every_invariant_can_fail() {
    type Break = fn(&mut World);
    let breaks: &[(&str, Break)] = &[
        ("one membership", |world| world.devices[1].engine = None),
        ("one name a device", |world| {
            world.copy(1);
            world.write(1);
        }),
        ("equal state", |world| {
            world.write(0);
        }),
        ("acknowledged is present", |world| {
            world.acknowledged.insert(9_999, 0);
        }),
        ("nothing is doubled", |world| {
            world.devices[0].store.write(Deed::Add { number: 1 }, 1);
            world.devices[0].store.write(Deed::Add { number: 1 }, 1);
        }),
        ("nothing waits", |world| {
            world.write(1);
            world.remote.cut_off(1, true);
            world.round(1, 100);
        }),
        ("a non-member decrypts nothing", |world| {
            let gone = world.devices[2].identity.tag();
            let keyring = world.devices[2].engine.as_ref().expect("it runs").keyring();
            let epoch = keyring.iter().next().expect("it was given a key").id();
            let space = world.space();
            world.closed.push(Closed {
                key: Key::Format { space },
                epoch,
                to: gone,
            });
        }),
        ("nothing counts after a cutoff", |world| {
            let none = BTreeMap::new();
            let changes = [Change::Cutoffs(&none)];
            let store = &mut world.devices[0].store;
            store
                .commit(WritePoint::Cutoffs, &changes)
                .expect("it has room");
        }),
        ("every tamper is reported", |world| {
            let space = world.space();
            let owed = Owed::About(Key::Format { space });
            world.devices[0].owed.push((owed, "a test".to_owned()));
        }),
        ("nothing forbidden was done", |world| {
            world.remote.broken.push("a test".to_owned());
        }),
    ];
    assert_eq!(breaks.len(), invariants::ALL.len());
    for (name, break_it) in breaks {
        let mut world = world();
        invariants::check(&world).expect("it holds before");
        break_it(&mut world);
        assert!(!holds(name, &world), "{name} does not notice");
    }
}
