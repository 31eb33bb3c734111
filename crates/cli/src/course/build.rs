//! tmp
use crate::{failure::Failure, print::Printer};
use std::path::Path;
pub fn run(_d: &Path, _o: &Path, _p: Printer) -> Result<(), Failure> { Err(colloquy_core::Error::invalid("later").into()) }
