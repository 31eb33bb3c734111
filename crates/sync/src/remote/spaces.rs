//! Which spaces lie in a store: needed when a device knows nothing yet but the recovery phrase.

use std::future::Future;

use colloquy_protocol::SpaceId;

use super::RemoteError;

/// A store that can say which spaces lie in it.
pub trait Spaces {
    /// The spaces, in the order of their ids, without that of the probe
    /// ([`PROBE_SPACE`](super::PROBE_SPACE)).
    fn spaces(&self) -> impl Future<Output = Result<Vec<SpaceId>, RemoteError>> + Send;
}
