//! `.colloquy` files: a course as one archive.
//!
//! **Context.** Packages travel by mail and shared folders and may come from anyone.
//!
//! **Design.** A ZIP archive whose first entry, `manifest.json`, lists every other file with its
//! length and BLAKE3 hash. The same course always gives the same bytes: sorted, one compression,
//! no dates. Reading believes nothing: not the archive's lengths, not its names. A package is
//! taken whole or refused with the reason.

mod read;
mod write;

use serde::{Deserialize, Serialize};

pub use read::read;
pub use write::write;

use crate::{Code, Error};

/// The largest package in bytes.
pub const LARGEST: u64 = 256 << 20;
const MANIFEST: &str = "manifest.json";
const LARGEST_MANIFEST: u64 = 8 << 20;
const FORMAT: u32 = 1;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    format: u32,
    course: String,
    revision: u32,
    title: String,
    files: Vec<Listed>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    path: String,
    bytes: u64,
    blake3: String,
}

/// A refusal: what is wrong with which thing in the package.
fn refuse(adjective: &str, thing: &str, reason: &str) -> Error {
    let thing: String = thing.escape_debug().take(200).collect();
    let message = format!(
        "This package is {adjective} and was not opened: {thing} {reason}. Nothing was changed."
    );
    Error::new(Code::BadPackage, message).with("file", thing)
}

fn damaged(thing: &str, reason: &str) -> Error {
    refuse("damaged", thing, reason)
}

fn dangerous(thing: &str, reason: &str) -> Error {
    refuse("not safe", thing, reason)
}

#[cfg(test)]
mod tests;
