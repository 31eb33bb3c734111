//! kill -9 at every place that commits, before and after, in a story that comes by all of them.

use std::collections::BTreeMap;

use colloquy_sync::WritePoint;
use colloquy_sync::sim::{Kill, World, invariants, script};

/// How often each device commits at each place.
fn points(world: &World) -> Vec<BTreeMap<WritePoint, u64>> {
    let devices = world.devices.iter();
    devices.map(|device| device.store.points.clone()).collect()
}

fn holds(world: &mut World, what: &str) {
    assert!(world.settle(40).is_some(), "{what}: it is not quiet");
    if let Err(broken) = invariants::check(world) {
        panic!("{what}: {broken}");
    }
    let attached = &world.devices[1].store;
    assert!(
        attached.has_blob(script::attachment()),
        "{what}: no attachment"
    );
}

#[test]
fn the_story_comes_by_every_place() {
    let mut world = script::script(None);
    let points = points(&world);
    for point in WritePoint::ALL {
        assert!(
            points.iter().any(|device| device.contains_key(point)),
            "{point:?} is never committed"
        );
    }
    let own = world.devices[0].store.own_segments();
    assert!(own < 64, "{own} own segments: nothing was merged");
    holds(&mut world, "without a kill");
}

/// Kills a device at the first, the middle and the last commit of each place, before and after it.
fn matrix(index: usize) {
    let points = points(&script::script(None));
    let mut kills = 0;
    for (point, count) in &points[index] {
        let mut nths = vec![0, count / 2, count - 1];
        nths.dedup();
        for commit in nths {
            for after in [false, true] {
                let kill = Kill {
                    commit,
                    at: Some(*point),
                    after,
                };
                let mut world = script::script(Some((index, kill)));
                let what = format!("device {index} killed at {kill:?}");
                assert!(world.devices[index].store.kill.is_none(), "{what}: never");
                holds(&mut world, &what);
                kills += 1;
            }
        }
    }
    assert!(kills > 20, "only {kills} kills");
}

#[test]
fn the_owner_is_killed_everywhere() {
    matrix(0);
}

#[test]
fn the_second_device_is_killed_everywhere() {
    matrix(1);
}

#[test]
fn the_member_is_killed_everywhere() {
    matrix(2);
}
