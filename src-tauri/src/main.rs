//! Starts Colloquy in its window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

use clap::Parser as _;
use colloquy_desktop::Options;

fn main() -> ExitCode {
    // Before any thread: it changes the environment.
    colloquy_desktop::choose_painting();
    match colloquy_desktop::run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("colloquy-desktop: {error}");
            ExitCode::FAILURE
        }
    }
}
