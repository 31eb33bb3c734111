//! `colloquy-sim`: many seeds, on all cores. See `cargo xtask sim`.

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use colloquy_sync::sim;
use colloquy_sync::{Check, Checks};

/// Seeds between two lines of progress.
const STRIDE: u64 = 500;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |text: &str| text.parse::<u64>().ok();
    match words.as_slice() {
        ["crowd", devices, events] => match (number(devices), number(events)) {
            (Some(devices), Some(events)) => crowd(devices as usize, events as usize),
            _ => usage(),
        },
        ["mutations", seeds] => match number(seeds) {
            Some(seeds) => mutations(seeds),
            None => usage(),
        },
        [seeds, from] => match (number(seeds), number(from)) {
            (Some(seeds), Some(from)) => many(seeds, from),
            _ => usage(),
        },
        _ => usage(),
    }
}

fn usage() -> ExitCode {
    eprintln!(
        "usage: colloquy-sim <how many seeds> <from which>\n       colloquy-sim crowd <devices> <events \
         of each>\n       colloquy-sim mutations <seeds for each>"
    );
    ExitCode::FAILURE
}

/// Many devices that were apart come together.
fn crowd(devices: usize, events: usize) -> ExitCode {
    let (_, crowd) = sim::crowd(1, devices, events);
    println!(
        "{devices} devices, {} events: equal after {:?} rounds, {} requests, {} bytes on the store",
        crowd.events, crowd.rounds, crowd.requests, crowd.bytes
    );
    match crowd.rounds {
        Some(_) => ExitCode::SUCCESS,
        None => ExitCode::FAILURE,
    }
}

/// For each verification, a seed that breaks something when it is off.
fn mutations(seeds: u64) -> ExitCode {
    let mut all = ExitCode::SUCCESS;
    for check in Check::ALL {
        let found = (0..seeds).find_map(|seed| {
            let broken = sim::scenario::run_hard(seed, Checks::without(*check)).err()?;
            sim::scenario::run_hard(seed, Checks::ALL)
                .ok()
                .map(|_| broken)
        });
        match found {
            Some(failure) => println!(
                "(Check::{check:?}, {}), // {}",
                failure.seed, failure.broken
            ),
            None => {
                println!("// Check::{check:?}: no seed below {seeds} notices");
                all = ExitCode::FAILURE;
            }
        }
    }
    all
}

/// Many seeds on all cores.
fn many(seeds: u64, from: u64) -> ExitCode {
    let (next, done) = (AtomicU64::new(from), AtomicU64::new(0));
    let stop = AtomicBool::new(false);
    let failure = Mutex::new(None);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= from.saturating_add(seeds) {
                        break;
                    }
                    if let Err(broken) = sim::run(seed, Checks::ALL) {
                        stop.store(true, Ordering::Relaxed);
                        if let Ok(mut failure) = failure.lock() {
                            failure.get_or_insert(broken);
                        }
                    }
                    let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                    if done % STRIDE == 0 {
                        println!("{done} of {seeds} seeds hold");
                    }
                }
            });
        }
    });
    let failure = failure.into_inner().ok().flatten();
    match failure {
        Some(failure) => {
            let again = sim::scenario::run_verbosely(failure.seed, Checks::ALL);
            let story = again.err().map(|again| again.story).unwrap_or_default();
            for line in &story {
                println!("  {line}");
            }
            println!("seed {} breaks: {}", failure.seed, failure.broken);
            ExitCode::FAILURE
        }
        None => {
            println!("{} seeds from {from} hold", done.into_inner());
            ExitCode::SUCCESS
        }
    }
}
