//! `colloquy-sim`: many seeds, on all cores. See `cargo xtask sim`.

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use colloquy_sync::Checks;
use colloquy_sync::sim;

/// Seeds between two lines of progress.
const STRIDE: u64 = 500;

fn main() -> ExitCode {
    let numbers: Result<Vec<u64>, _> = std::env::args().skip(1).map(|text| text.parse()).collect();
    let Ok([seeds, from]) = numbers.as_deref().map(|numbers| match numbers {
        [seeds, from] => [*seeds, *from],
        _ => [2000, 0],
    }) else {
        eprintln!("usage: colloquy-sim <how many seeds> <from which>");
        return ExitCode::FAILURE;
    };
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
