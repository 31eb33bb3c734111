//! The driver over the simulated store: whole rounds, and rounds that are dropped at each await.

use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use colloquy_sync::driver::{self, Surroundings};
use colloquy_sync::sim::{Faults, Plan, SimHandle, SimRemote, SimRng, SimStore, World};
use colloquy_sync::{Checks, Engine, Identity, Line, Status, Store};
use rand_core::CryptoRng;

struct Here<'world> {
    store: &'world mut SimStore,
    rng: SimRng,
    now_ms: u64,
    lines: Vec<Line>,
}

impl Surroundings for Here<'_> {
    fn step<T>(&mut self, act: impl FnOnce(&mut dyn Store, u64, &mut dyn CryptoRng) -> T) -> T {
        act(self.store, self.now_ms, &mut self.rng)
    }

    fn report(&mut self, status: &Status) {
        self.lines.push(status.line);
    }
}

/// An owner's two devices on one store, with something to say on each.
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
    let mut world = World::new(21, plan);
    world.link();
    assert!(world.settle(40).is_some());
    for _ in 0..5 {
        world.write(0);
        world.write(1);
    }
    for device in &mut world.devices {
        device.kill();
    }
    world
}

/// Runs a round of a device; drops it at an await, if one is given. Whether it came to its end.
fn round(
    remote: &Arc<Mutex<SimRemote>>,
    index: usize,
    identity: &Identity,
    store: &mut SimStore,
    now_ms: u64,
    drop_at: Option<usize>,
) -> (bool, Vec<Line>) {
    let handle = SimHandle::new(remote.clone(), index, SimRng::new(1));
    let mut engine = Engine::open(identity.clone(), store).expect("it opens");
    let mut here = Here {
        store,
        rng: SimRng::new(now_ms),
        now_ms,
        lines: Vec::new(),
    };
    let done = {
        let mut round = std::pin::pin!(driver::round(&mut engine, &handle, &mut here));
        let mut context = Context::from_waker(Waker::noop());
        let mut polls = 0;
        loop {
            if let Poll::Ready(outcome) = round.as_mut().poll(&mut context) {
                let outcome = outcome.expect("the device's store holds");
                assert_eq!(outcome.interrupted, None);
                break true;
            }
            polls += 1;
            if Some(polls) == drop_at {
                break false;
            }
        }
    };
    (done, here.lines)
}

#[test]
fn a_round_dropped_at_any_await_is_made_up_for() {
    let mut dropped = 0;
    for drop_at in 1.. {
        let mut world = world();
        let space = world.space();
        let remote = std::mem::replace(&mut world.remote, SimRemote::new(space));
        let remote = Arc::new(Mutex::new(remote));
        let mut whole = false;
        let begin_ms = world.now_ms;
        for times in 0..4 {
            for (index, device) in world.devices.iter_mut().enumerate() {
                let drop_at = (times == 0 && index == 0).then_some(drop_at);
                let now_ms = begin_ms + times * 3_600_000;
                let (done, lines) = round(
                    &remote,
                    index,
                    &device.identity,
                    &mut device.store,
                    now_ms,
                    drop_at,
                );
                whole |= drop_at.is_some() && done;
                assert!(lines.iter().any(|line| matches!(line, Line::Syncing(_))));
                assert!(!done || matches!(lines.last(), Some(Line::Synced { .. })));
            }
        }
        let [one, other] = world.devices.as_slice() else {
            panic!("two devices");
        };
        assert_eq!(one.store.product(), other.store.product());
        assert_eq!(one.store.log().count(), 10, "dropped at {drop_at}");
        if whole {
            break;
        }
        dropped += 1;
    }
    assert!(
        dropped > 10,
        "a round waits more often than {dropped} times"
    );
}

#[test]
fn a_poll_with_nothing_new_is_one_request() {
    let mut world = world();
    assert!(world.settle(40).is_some());
    for index in 0..2 {
        let before = world.remote.requests;
        world.round(index, 100).expect("a round");
        assert_eq!(world.remote.requests - before, 1);
    }
}

#[test]
fn a_crowd_that_was_apart_is_equal_within_three_rounds() {
    let (_, crowd) = colloquy_sync::sim::crowd(5, 10, 40);
    assert_eq!(crowd.events, 400);
    assert!(crowd.rounds.is_some_and(|rounds| rounds <= 3), "{crowd:?}");
}
