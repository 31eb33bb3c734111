//! Wire formats of Colloquy's sync: bytes in, bytes out.
//!
//! **Context.** Each device appends to its own signed, encrypted log; logs are immutable objects on
//! any store; nobody writes under another's prefix. This crate knows what those bytes mean and who
//! may have written them.
//!
//! **Design.** No input or output, no clock and no randomness of its own: moments, entropy and
//! bytes come in as arguments. The product's events are opaque bodies here. `FORMAT.md` beside this
//! crate describes every format; golden vectors freeze them.

mod clock;
mod event;
mod id;

pub use clock::{Clock, FAR_AHEAD_MS, Hlc, Seen};
pub use event::{Event, EventId};
pub use id::{DeviceId, ParseIdError, SpaceId};
