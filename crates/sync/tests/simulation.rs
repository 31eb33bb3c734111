//! Many worlds, each from a seed, and those that once broke something.

use colloquy_sync::Checks;
use colloquy_sync::sim;

/// How many seeds each part runs: several parts, so that they run side by side.
const PART: u64 = 250;

fn hold(seeds: impl IntoIterator<Item = u64>) {
    for seed in seeds {
        if let Err(failure) = sim::run(seed, Checks::ALL) {
            panic!(
                "seed {} breaks: {}\n(`cargo xtask sim --seeds 1 --from {}` tells the story; keep the \
                 seed in tests/seeds.txt)",
                failure.seed, failure.broken, failure.seed
            );
        }
    }
}

#[test]
fn seeds_that_once_broke_something_hold() {
    let kept = include_str!("seeds.txt");
    let lines = kept.lines().filter(|line| !line.starts_with('#'));
    let seeds: Vec<u64> = lines
        .filter_map(|line| line.split_whitespace().next())
        .map(|seed| {
            seed.parse()
                .expect("a line of seeds.txt begins with a seed")
        })
        .collect();
    assert!(!seeds.is_empty());
    hold(seeds);
}

macro_rules! parts {
    ($($name:ident $part:literal)*) => {
        $(
            #[test]
            fn $name() {
                hold($part * PART..($part + 1) * PART);
            }
        )*
    };
}

parts! {
    seeds_of_part_0_hold 0
    seeds_of_part_1_hold 1
    seeds_of_part_2_hold 2
    seeds_of_part_3_hold 3
    seeds_of_part_4_hold 4
    seeds_of_part_5_hold 5
    seeds_of_part_6_hold 6
}

#[test]
fn a_seed_gives_the_same_world_twice() {
    let world = || sim::run(7, Checks::ALL).expect("seed 7 holds");
    let (one, other) = (world(), world());
    assert_eq!(one.story, other.story);
    assert_eq!(one.remote.requests, other.remote.requests);
    for (one, other) in one.devices.iter().zip(&other.devices) {
        assert_eq!(one.store.product(), other.store.product());
    }
}
