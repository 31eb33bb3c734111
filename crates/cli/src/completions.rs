//! `colloquy completions`: scripts that complete arguments in a shell.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::args::Args;
use crate::failure::Failure;
use crate::print;

/// Prints the script for a shell.
pub fn run(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "colloquy", &mut script);
    print::raw(&script)
}
