//! Ways past the signatures and ciphers for the fuzz targets, which can't guess keys: only there when
//! the compiler is told `--cfg=fuzzing`.

use crate::segment::{self, Header, Place, Sealed};
use crate::{
    DeviceId, DeviceTag, EpochKey, Hash, SignSecret, SpaceId, checkpoint, frame, governance, head,
};

/// Formats whose value the targets choose.
#[derive(Debug, Clone, Copy)]
pub enum Format {
    /// A head.
    Head,
    /// A checkpoint.
    Checkpoint,
    /// An entry of the governance log.
    Entry,
}

/// The device in whose name everything is signed.
#[must_use]
pub fn device() -> SignSecret {
    SignSecret::from_bytes(&[1; 32])
}

/// The key under which everything is sealed.
#[must_use]
pub fn epoch() -> EpochKey {
    EpochKey::from_bytes(1, &[2; 32])
}

/// Where everything lies.
pub const PLACE: Place = Place {
    space: SpaceId::new([1; 16]),
    tag: DeviceTag::new([2; 16]),
    device: DeviceId::new([3; 16]),
};

/// Any bytes as the value of an object, well signed.
#[must_use]
pub fn signed(format: Format, value: &[u8]) -> Vec<u8> {
    let shape = match format {
        Format::Head => head::SHAPE,
        Format::Checkpoint => checkpoint::SHAPE,
        Format::Entry => governance::ENTRY,
    };
    let mut bytes = [shape.magic.as_slice(), value].concat();
    let signature = device().sign(&shape.digest(&[&bytes]));
    bytes.extend_from_slice(signature.as_bytes());
    bytes
}

/// A segment of events 1 to `last`, well sealed and signed: of a text as it comes out of the cipher,
/// or, with `pack`, of events before they are packed.
#[must_use]
pub fn segment(bytes: &[u8], last: u64, pack: bool) -> Option<Sealed> {
    let packed;
    let text = if pack {
        packed = segment::pack(bytes);
        &packed
    } else {
        bytes
    };
    let header = Header {
        suite: 1,
        space: PLACE.space,
        tag: PLACE.tag,
        epoch: epoch().id(),
        first: 1,
        last,
        previous: Hash::ZERO,
        padded: u32::try_from(text.len()).ok()?,
        stands_for: None,
    };
    segment::assemble(header, text, &epoch(), &device(), &[0; 24]).ok()
}

/// The plain bytes of events: what [`segment`] packs.
#[must_use]
pub fn events(events: &[crate::Event]) -> Vec<u8> {
    segment::encode_events(events)
}

/// A value's encoding without its format's name: what [`signed`] takes.
#[must_use]
pub fn value(value: &impl minicbor::Encode<()>) -> Vec<u8> {
    frame::encoded(value)
}
