#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // Refusing is fine; panicking, hanging or filling the memory is not.
    let _ = colloquy_core::course::package::read(bytes);
});
