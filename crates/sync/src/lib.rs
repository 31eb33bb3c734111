//! Colloquy's sync engine: what to fetch, verify, apply and publish, and the stores it can use.
//!
//! **Context.** Each device appends to its own signed, encrypted log; a store that is trusted with
//! nothing but availability carries the objects; nobody writes under another's prefix.
//!
//! **Design.** [`Engine`] decides and does no input or output: it is asked what it wants next and
//! told what came of it, with the time and entropy handed in. [`driver`] runs it over a
//! [`remote::Remote`] and a [`Store`], the device's own database. [`sim`] runs it over both with every
//! fault there is, from a seed.

pub mod driver;
pub mod engine;
pub mod lock;
pub mod remote;
#[cfg(feature = "testing")]
pub mod sim;

mod checks;
mod finding;
mod identity;
mod request;
mod status;
mod store;

pub use checks::{Check, Checks};
pub use engine::{Engine, Outcome, ProposeError, Step};
pub use finding::{Damage, Finding, FindingId, Report};
pub use identity::{Extra, Identity};
pub use request::{Answer, Request};
pub use status::{Line, Progress, Status};
pub use store::{
    Change, Kept, KeptHead, KeptSegment, Local, Marks, Saved, Store, StoreError, WritePoint,
};
