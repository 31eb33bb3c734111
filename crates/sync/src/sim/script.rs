//! One story that comes by every place in the engine that commits, for the crash matrix.

use colloquy_protocol::governance::{Action, Cutoff};
use colloquy_protocol::{Hash, Key};

use super::device::Stepped;
use super::remote::Faults;
use super::rng::SimRng;
use super::store::Kill;
use super::world::{HOUR_MS, Plan, World};
use crate::checks::Checks;

/// A day, milliseconds.
const DAY_MS: u64 = 24 * HOUR_MS;

/// Runs the story; with a kill, a device is killed there and starts again. Returns the world before
/// it becomes quiet.
#[must_use]
pub fn script(kill: Option<(usize, Kill)>) -> World {
    let plan = Plan {
        devices: 1,
        steps: 0,
        faults: Faults::default(),
        havoc: 0,
        membership: 0,
        copies: 0,
        past: false,
        checks: Checks::ALL,
    };
    let mut world = World::new(11, plan);
    let arm = |world: &mut World| {
        if let Some((index, kill)) = kill
            && let Some(device) = world.devices.get_mut(index)
            && !device.armed
        {
            device.armed = true;
            device.store.kill = Some(kill);
        }
    };
    // What was committed before anybody could be killed is not counted.
    world.devices[0].store.points.clear();
    arm(&mut world);
    // A second device of the owner, and a member.
    world.write(0);
    everybody(&mut world);
    world.link();
    arm(&mut world);
    for _ in 0..3 {
        everybody(&mut world);
    }
    // Somebody turns a bit over in what nobody has read yet: it is told, and mended.
    world.write(0);
    full_round(&mut world, 0);
    rot_newest_segment(&mut world);
    for _ in 0..4 {
        everybody(&mut world);
    }
    // A member comes who may not read the past, and is given it later.
    world.now_ms += 31 * DAY_MS;
    for _ in 0..2 {
        everybody(&mut world);
    }
    world.write(0);
    everybody(&mut world);
    while world.devices.len() < 3 {
        world.invite();
    }
    arm(&mut world);
    for _ in 0..6 {
        everybody(&mut world);
    }
    grant_the_past(&mut world);
    for _ in 0..3 {
        everybody(&mut world);
    }
    // An attachment.
    let hash = world.devices[0].store.attach(b"a picture");
    world.devices[1].store.want(hash);
    for _ in 0..2 {
        everybody(&mut world);
    }
    // So many small segments that they are merged, and the covered ones removed.
    for _ in 0..64 {
        world.write(0);
        full_round(&mut world, 0);
    }
    for _ in 0..3 {
        everybody(&mut world);
    }
    world.now_ms += 31 * DAY_MS;
    for _ in 0..3 {
        everybody(&mut world);
    }
    // A copy of a profile: both go on.
    world.write(1);
    world.copy(1);
    for index in [1, 3] {
        world.write(index);
    }
    for _ in 0..4 {
        everybody(&mut world);
    }
    // The member goes.
    let person = world.devices[2].identity.card.person();
    let tag = world.devices[2].identity.tag();
    let cutoffs = vec![Cutoff { tag, seq: 0 }];
    for _ in 0..2 {
        let cutoffs = cutoffs.clone();
        world.propose(0, Action::Remove { person, cutoffs });
    }
    for index in 0..3 {
        world.write(index);
    }
    for _ in 0..3 {
        everybody(&mut world);
    }
    world
}

fn everybody(world: &mut World) {
    world.now_ms += HOUR_MS;
    for index in 0..world.devices.len() {
        full_round(world, index);
    }
}

/// A round; whoever is killed starts again and goes on.
fn full_round(world: &mut World, index: usize) {
    for _ in 0..2_000 {
        if matches!(world.step(index), Stepped::Done(_)) {
            return;
        }
    }
}

fn rot_newest_segment(world: &mut World) {
    let tag = world.devices[0].identity.tag();
    let newest = world
        .remote
        .listed()
        .filter_map(|(key, _)| match key {
            Key::Segment { tag: of, last, .. } if *of == tag => Some((*last, *key)),
            _ => None,
        })
        .max_by_key(|(last, _)| *last);
    if let Some((_, key)) = newest {
        let mut rng = SimRng::new(3);
        world.remote.rot_this(&key, &mut rng);
    }
}

/// The owner hands the member the keys of what was before.
fn grant_the_past(world: &mut World) {
    let device = &world.devices[2];
    let (to, public) = (device.identity.tag().into(), device.identity.card.receive());
    let space = world.space();
    let now_ms = world.now_ms;
    for _ in 0..2 {
        world.devices[0].with(now_ms, |engine, local| {
            let keys: Vec<_> = engine.keyring().iter().cloned().collect();
            let mut rng = SimRng::new(5);
            let grants = keys
                .iter()
                .filter_map(|key| colloquy_protocol::grant(&space, key, to, &public, &mut rng).ok())
                .collect();
            engine.propose(Action::Grant { grants }, local).is_ok()
        });
    }
}

/// The hash of the attachment of the story.
#[must_use]
pub fn attachment() -> Hash {
    Hash::of(b"a picture")
}
