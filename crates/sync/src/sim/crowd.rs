//! Many devices that were apart and come together: how many rounds until all have everything.

use super::device::Stepped;
use super::remote::Faults;
use super::world::{Plan, World};
use crate::checks::Checks;

/// What a crowd needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crowd {
    /// Rounds of all devices after the last partition healed, until all states were equal; `None` if
    /// they were not after ten.
    pub rounds: Option<u32>,
    /// Requests to the store in those rounds.
    pub requests: u64,
    /// Bytes on the store.
    pub bytes: u64,
    /// Events in each device's log.
    pub events: u64,
}

/// So many devices, all but the first cut off while each writes so many events; then all come back.
#[must_use]
pub fn crowd(seed: u64, devices: usize, events: usize) -> (World, Crowd) {
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
    let mut world = World::new(seed, plan);
    while world.devices.len() < devices {
        world.link();
    }
    // Everybody is let in.
    world.settle(40);
    for index in 0..devices {
        world.remote.cut_off(index, true);
    }
    for _ in 0..events {
        for index in 0..devices {
            world.now_ms += 7;
            world.write(index);
        }
    }
    for index in 0..devices {
        world.remote.cut_off(index, false);
    }
    let before = world.remote.requests;
    let mut rounds = None;
    for round in 1..=10 {
        world.now_ms += 60_000;
        for index in 0..devices {
            while world.step(index) == Stepped::On {}
        }
        let first = world.devices[0].store.product();
        let equal = |device: &super::Device| device.store.product() == first;
        if world.devices.iter().all(equal) {
            rounds = Some(round);
            break;
        }
    }
    let bytes = world.remote.listed().map(|(_, size)| size as u64).sum();
    let crowd = Crowd {
        rounds,
        requests: world.remote.requests - before,
        bytes,
        events: world.devices[0].store.log().count() as u64,
    };
    (world, crowd)
}
