//! Any order comes to the same; a fold alone makes the tables.

use chrono::Duration;
use colloquy_protocol::Event;
use proptest::prelude::*;

use super::deeds::deed;
use super::{Device, Numbers, assert_same, assert_same_rows, settle};
use crate::log;

/// Machines that did things by chance, meeting now and then, and all that they did.
fn lived(seed: u64, devices: usize, deeds: usize) -> Vec<Device> {
    let mut by = Numbers(seed);
    // One has a clock that is two days ahead, one that is some minutes behind.
    let wrong = [0, -7, 2 * 24 * 60, 0];
    let devices: Vec<Device> = (0..devices)
        .map(|place| Device::ahead(seed ^ (place as u64 + 1), Duration::minutes(wrong[place])))
        .collect();
    for _ in 0..deeds {
        let place = by.below(devices.len());
        deed(&devices[place], &mut by);
        if by.below(12) == 0 {
            let other = by.below(devices.len());
            if other != place {
                devices[place].meet(&devices[other]);
            }
        }
    }
    devices
}

/// Each device's events in order, the devices mixed by chance, some pieces sent twice.
fn fold_in_some_order(histories: &[Vec<Event>], seed: u64) -> Device {
    let replica = Device::bare(seed, Duration::zero());
    let mut by = Numbers(seed);
    let mut next = vec![0; histories.len()];
    while next.iter().zip(histories).any(|(at, all)| *at < all.len()) {
        let place = by.below(histories.len());
        let all = &histories[place];
        let until = (next[place] + 1 + by.below(30)).min(all.len());
        let from = next[place].saturating_sub(by.below(9));
        let taken = replica.take(&all[from..until]);
        assert_eq!(taken.missing, None);
        assert_eq!(taken.malformed, 0);
        next[place] = next[place].max(until);
    }
    replica
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn any_order_comes_to_the_same(seed: u64, count in 2_usize..=4) {
        let devices = lived(seed, count, 120);
        settle(&devices);
        for device in &devices[1..] {
            assert_same(&devices[0], device);
        }
        let histories: Vec<_> = devices.iter().map(Device::events).collect();
        for order in 1..3 {
            let replica = fold_in_some_order(&histories, !seed.rotate_left(17) ^ (order << 40));
            assert_same(&devices[0], &replica);
            prop_assert_eq!(replica.events().len(), 0);
        }
    }

    #[test]
    fn the_log_alone_makes_the_tables(seed: u64) {
        let devices = lived(seed, 1, 160);
        let before = devices[0].dump();
        devices[0].host.write(log::rebuild).expect("rebuilds");
        assert_same_rows(&before, &devices[0].dump());

        let other = lived(!seed, 2, 80).swap_remove(1);
        devices[0].meet(&other);
        let before = devices[0].dump();
        let events = devices[0].events().len();
        devices[0].host.write(log::rebuild).expect("rebuilds");
        assert_same_rows(&before, &devices[0].dump());
        prop_assert_eq!(devices[0].events().len(), events);
    }
}
