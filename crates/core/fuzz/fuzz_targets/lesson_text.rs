//! Any text as a lesson: the compiler reports problems, and what it takes survives being packed.
#![no_main]

mod sample;

use colloquy_core::course::compile::{Mode, compile};
use colloquy_core::course::package;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let files = sample::course(text);
    let compiled = compile(&files, Mode::Lenient);
    if compiled.course.is_some() {
        let packed = package::write(&files).expect("a course without errors can be packed");
        let unpacked = package::read(&packed).expect("a package that was just written can be read");
        assert_eq!(files, unpacked);
    }
});
