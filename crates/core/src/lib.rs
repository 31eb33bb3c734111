//! Colloquy's core: everything the product does, without a window, a network or a terminal.
//!
//! A host (the desktop shell, the `colloquy` command line, the loopback server) owns a
//! [`Host`](api::Host) and sends it named commands; see [`api`]. Inside, features are slices
//! ([`course`], [`progress`]) over one database ([`db`]), written through one door ([`app`]).

pub mod api;
pub mod app;
pub mod assessment;
pub mod bookmark;
pub mod calendar;
pub mod course;
pub mod db;
pub mod direction;
mod error;
pub mod highlight;
pub mod log;
pub mod note;
pub mod notice;
pub mod path;
pub mod progress;
pub mod review;
pub mod search;
pub mod setting;
#[cfg(test)]
mod testing;
pub mod tool;
pub mod whole_file;
pub mod writing;

pub use error::{Code, Error, Result};
