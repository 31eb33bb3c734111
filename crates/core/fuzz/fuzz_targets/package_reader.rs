//! Any bytes at all, mutated from a package that is as it should be.
#![no_main]

mod sample;

use colloquy_core::course::package;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: write_seed(), |bytes: &[u8]| {
    // To refuse is fine; to panic, to hang or to fill the memory is not.
    let _ = package::read(bytes);
});

/// Puts a good package where the caller wants its seeds: made now, so that it never is of an older
/// format.
fn write_seed() {
    let Some(folder) = std::env::var_os("COLLOQUY_FUZZ_SEEDS") else {
        return;
    };
    let good = package::write(&sample::course("Text. {#p}\n")).expect("the sample is a course");
    package::read(&good).expect("a package that was just written can be read");
    std::fs::write(std::path::Path::new(&folder).join("good"), good)
        .expect("the folder for seeds can be written");
}
