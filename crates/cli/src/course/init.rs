//! tmp
use crate::{failure::Failure, print::Printer};
use std::path::Path;
pub fn run(_d: &Path, _f: Option<&Path>, _t: Option<&str>, _p: Printer) -> Result<(), Failure> {
    Err(colloquy_core::Error::invalid("later").into())
}
