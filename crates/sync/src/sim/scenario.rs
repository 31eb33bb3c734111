//! From a seed to a world, and what came of it.

use super::invariants;
use super::remote::Faults;
use super::rng::SimRng;
use super::world::{Plan, World};
use crate::checks::Checks;

/// Rounds after which it must be quiet.
pub const ROUNDS: usize = 40;

/// A seed that breaks something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The seed.
    pub seed: u64,
    /// What broke.
    pub broken: String,
    /// What had happened.
    pub story: Vec<String>,
}

/// What a seed's world is like: some are calm, some have every fault at once.
#[must_use]
pub fn plan(seed: u64, checks: Checks) -> Plan {
    let mut rng = SimRng::new(seed ^ 0x5EED);
    let mut rate = |most: u64| {
        if rng.chance(400) { 0 } else { rng.below(most) }
    };
    let faults = Faults {
        drop: rate(80),
        lost_answer: rate(60),
        torn: rate(60),
        flip: rate(40),
        stale: rate(120),
        delay: rate(200),
        foreign: rate(20),
        full: rate(50),
    };
    let (havoc, membership, copies) = (rate(120), rate(50), rate(12));
    Plan {
        devices: 2 + rng.below(4) as usize,
        steps: 60 + rng.below(180) as usize,
        faults,
        havoc,
        membership,
        copies,
        past: rng.chance(700),
        checks,
    }
}

/// A seed's world in which everything happens that can, and often: for showing that a verification
/// that is off is missed.
#[must_use]
pub fn hard_plan(seed: u64, checks: Checks) -> Plan {
    let mut rng = SimRng::new(seed ^ 0x4A2D);
    Plan {
        devices: 3 + rng.below(2) as usize,
        steps: 150,
        faults: Faults {
            drop: 20,
            lost_answer: 20,
            torn: 40,
            flip: 30,
            stale: 60,
            delay: 60,
            foreign: 5,
            full: 10,
        },
        havoc: 90,
        membership: 40,
        copies: 10,
        past: seed.is_multiple_of(2),
        checks,
    }
}

/// Runs a seed's hard world to its end.
///
/// # Errors
///
/// What broke.
pub fn run_hard(seed: u64, checks: Checks) -> Result<World, Box<Failure>> {
    finish(World::new(seed, hard_plan(seed, checks)))
}

/// Runs a seed's world to its end.
///
/// # Errors
///
/// What broke.
pub fn run(seed: u64, checks: Checks) -> Result<World, Box<Failure>> {
    finish(World::new(seed, plan(seed, checks)))
}

/// The same, with each request in the story.
///
/// # Errors
///
/// What broke.
pub fn run_verbosely(seed: u64, checks: Checks) -> Result<World, Box<Failure>> {
    let mut world = World::new(seed, plan(seed, checks));
    world.verbose = true;
    finish(world)
}

fn finish(mut world: World) -> Result<World, Box<Failure>> {
    let seed = world.seed;
    world.run();
    let settled = world.settle(ROUNDS);
    let broken = match settled {
        Some(_) => invariants::check(&world),
        None => Err(format!("after {ROUNDS} rounds it is not quiet")),
    };
    match broken {
        Ok(()) => Ok(world),
        Err(broken) => Err(Box::new(Failure {
            seed,
            broken,
            story: world.story,
        })),
    }
}
