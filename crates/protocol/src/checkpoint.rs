//! Checkpoints: which objects hold a device's events from the first, so that older ones can go.
//!
//! **Context.** A device that publishes often leaves thousands of small segments. It alone may merge
//! them (nobody else writes under its prefix), and a reader who comes later must find every event.
//!
//! **Design.** A checkpoint holds no events: it is a signed list of the merged segments that together
//! cover 1 to `upto`, which stay small enough to be opened one by one. Merging goes like the merging
//! of sorted files, so that each event is written a few times, not once for each checkpoint. Each
//! part stands for the last segment that it replaces (`segment`), and keeps its epoch. Format:
//! `FORMAT.md`, section 5.

use minicbor::{Decode, Encode};

use crate::checks::{Check, Checks};
use crate::frame::{FormatError, FormatFault, Shape, list};
use crate::{DeviceTag, Hash, Key, SignPublic, SignSecret, SpaceId, Tip};

/// Most segments that one checkpoint lists.
pub const MAX_PARTS: u64 = 8192;

const SHAPE: Shape = Shape {
    magic: *b"CQK\x01",
    name: "checkpoint",
    limit: 512 << 10,
    domain: "colloquy checkpoint 1",
};

/// A segment that a checkpoint lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Part {
    /// Its first event.
    #[n(0)]
    pub first: u64,
    /// Its last event.
    #[n(1)]
    pub last: u64,
    /// Of the object.
    #[n(2)]
    pub hash: Hash,
}

/// Which objects hold a device's events from 1.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Checkpoint {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// Whose log.
    #[n(1)]
    pub tag: DeviceTag,
    /// Where the log stands after the last part: the next segment's `previous`.
    #[n(2)]
    pub tip: Tip,
    /// Segments that cover every event once, in order.
    #[cbor(
        n(3),
        encode_with = "list::encode",
        decode_with = "list::decode::<_, _, MAX_PARTS>"
    )]
    pub parts: Vec<Part>,
}

/// Why a checkpoint was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// It is not a checkpoint.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// Its bytes are not those that its name promises.
    #[error("its bytes have the hash {0}")]
    Hash(Hash),
    /// Its device did not sign it.
    #[error("its device did not sign it")]
    Signature,
    /// Its device signed it for another place.
    #[error("it belongs elsewhere: its {0} is another")]
    Place(&'static str),
    /// Its parts leave events out, or have them twice.
    #[error("its parts don't cover event {0} exactly once")]
    Cover(u64),
}

/// A checkpoint, ready for the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    bytes: Vec<u8>,
    hash: Hash,
}

impl Checkpoint {
    /// Signs it.
    ///
    /// # Errors
    ///
    /// [`CheckpointError::Cover`] if the parts don't cover every event exactly once,
    /// [`CheckpointError::Format`] if there are too many.
    pub fn sign(self, signer: &SignSecret) -> Result<SignedCheckpoint, CheckpointError> {
        self.covers()?;
        if self.parts.len() as u64 > MAX_PARTS {
            return Err(SHAPE.fault(FormatFault::Limit("parts")).into());
        }
        let bytes = SHAPE.sign(&self, signer);
        Ok(SignedCheckpoint {
            hash: Hash::of(&bytes),
            checkpoint: self,
            bytes,
        })
    }

    fn covers(&self) -> Result<(), CheckpointError> {
        let mut covered = 0_u64;
        for part in &self.parts {
            let next = covered.saturating_add(1);
            if part.first != next || part.last < part.first {
                return Err(CheckpointError::Cover(next));
            }
            covered = part.last;
        }
        if covered != self.tip.seq || covered == 0 {
            return Err(CheckpointError::Cover(covered.saturating_add(1)));
        }
        Ok(())
    }
}

impl SignedCheckpoint {
    /// Reads and verifies a checkpoint that was found under a name, against its device's key.
    ///
    /// # Errors
    ///
    /// [`CheckpointError`].
    pub fn open(bytes: &[u8], key: &Key, signer: &SignPublic) -> Result<Self, CheckpointError> {
        Self::open_checked(bytes, key, signer, Checks::ALL)
    }

    pub(crate) fn open_checked(
        bytes: &[u8],
        key: &Key,
        signer: &SignPublic,
        checks: Checks,
    ) -> Result<Self, CheckpointError> {
        let Key::Checkpoint {
            space,
            tag,
            upto,
            hash,
        } = key
        else {
            return Err(CheckpointError::Place("kind"));
        };
        let split = SHAPE.split::<Checkpoint>(bytes, checks)?;
        let found = Hash::of(bytes);
        if found != *hash {
            return Err(CheckpointError::Hash(found));
        }
        if checks.on(Check::CheckpointSignature) && !split.signed_by(signer) {
            return Err(CheckpointError::Signature);
        }
        let checkpoint = split.value;
        let place = [
            ("space", checkpoint.space == *space),
            ("device", checkpoint.tag == *tag),
            ("last event", checkpoint.tip.seq == *upto),
        ];
        if let Some((what, _)) = place.iter().find(|(_, same)| !same) {
            return Err(CheckpointError::Place(what));
        }
        if checks.on(Check::CheckpointCover) {
            checkpoint.covers()?;
        }
        Ok(Self {
            checkpoint,
            bytes: bytes.to_vec(),
            hash: found,
        })
    }

    /// What it says.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The object.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The hash that names it.
    #[must_use]
    pub const fn hash(&self) -> Hash {
        self.hash
    }

    /// Where to put it.
    #[must_use]
    pub const fn key(&self) -> Key {
        Key::Checkpoint {
            space: self.checkpoint.space,
            tag: self.checkpoint.tag,
            upto: self.checkpoint.tip.seq,
            hash: self.hash,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn checkpoint(lengths: &[u64]) -> Checkpoint {
        let mut covered = 0;
        let parts = lengths.iter().map(|length| {
            let first = covered + 1;
            covered += length;
            Part {
                first,
                last: covered,
                hash: Hash::of(&first.to_le_bytes()),
            }
        });
        Checkpoint {
            space: SpaceId::new([1; 16]),
            tag: DeviceTag::new([2; 16]),
            parts: parts.collect(),
            tip: Tip {
                seq: lengths.iter().sum(),
                hash: Hash::of(b"tip"),
            },
        }
    }

    proptest! {
        #[test]
        fn a_checkpoint_survives(lengths in prop::collection::vec(1..1000_u64, 1..30)) {
            let signer = SignSecret::from_bytes(&[3; 32]);
            let signed = checkpoint(&lengths).sign(&signer).expect("covers all");
            let opened = SignedCheckpoint::open(signed.bytes(), &signed.key(), &signer.public());
            prop_assert_eq!(opened, Ok(signed));
        }

        #[test]
        fn a_gap_or_an_overlap_is_named(
            lengths in prop::collection::vec(1..1000_u64, 2..10),
            at: prop::sample::Index,
            more: bool,
        ) {
            let mut gap = checkpoint(&lengths);
            let at = at.index(gap.parts.len());
            let part = &mut gap.parts[at];
            let wanted = part.first;
            part.first = if more { part.first + 1 } else { part.first - 1 };
            let refused = gap.sign(&SignSecret::from_bytes(&[3; 32]));
            prop_assert_eq!(refused, Err(CheckpointError::Cover(wanted)));
        }
    }
}
