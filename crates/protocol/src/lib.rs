//! Wire formats of Colloquy's sync: bytes in, bytes out.
//!
//! **Context.** Each device appends to its own signed, encrypted log; logs are immutable objects on
//! any store; nobody writes under another's prefix. This crate knows what those bytes mean and who
//! may have written them.
//!
//! **Design.** No input or output, no clock and no randomness of its own: moments, entropy and
//! bytes come in as arguments. The product's events are opaque bodies here. `FORMAT.md` beside this
//! crate describes every format; golden vectors freeze them.

pub mod blob;
pub mod bundle;
pub mod checkpoint;
pub mod governance;
pub mod head;
pub mod identity;
pub mod invitation;
pub mod keyfile;
pub mod link;
pub mod segment;

mod checks;
mod clock;
mod epoch;
mod event;
mod frame;
#[cfg(fuzzing)]
pub mod fuzzing;
mod hash;

mod id;
mod key;
mod layout;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod text;

pub use clock::{Clock, FAR_AHEAD_MS, Hlc, Seen};
pub use epoch::{
    EpochError, EpochId, EpochKey, Grant, GrantedKey, Keyring, PastKey, Rotation, grant,
    open_grant, rotate,
};
pub use event::{Event, EventId};
pub use frame::{FormatError, FormatFault};
pub use hash::{Hash, ParseHashError};
pub use id::{DeviceId, DeviceTag, InvitationTag, LinkTag, ParseIdError, RecipientId, SpaceId};
pub use key::{
    KeyError, ReceivePublic, ReceiveSecret, SealedKey, SignPublic, SignSecret, Signature,
};
pub use layout::{FORMAT_OBJECT, Key, ParseKeyError, Prefix};
pub use segment::Tip;
pub use text::{CodeError, CodeKind};
