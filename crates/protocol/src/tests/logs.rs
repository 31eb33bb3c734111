//! Attacks on heads, checkpoints and blobs.

use super::{Outcome, harmed, stopped};
use crate::blob::{BlobKey, BlobRef, seal_piece};
use crate::checkpoint::{self, Checkpoint, Part, SignedCheckpoint};
use crate::checks::Checks;
use crate::head::{self, GovernanceHead, Head, SignedHead, compare_checked};
use crate::testing::SPACE;
use crate::{DeviceTag, Hash, Key, SignSecret, Tip};

const TAG: DeviceTag = DeviceTag::new([1; 16]);

fn device() -> SignSecret {
    SignSecret::from_bytes(&[2; 32])
}

fn stranger() -> SignSecret {
    SignSecret::from_bytes(&[9; 32])
}

fn tip(seq: u64, word: &[u8]) -> Tip {
    Tip {
        seq,
        hash: Hash::of(word),
    }
}

fn head(counter: u64, tip: Tip) -> Head {
    Head {
        space: SPACE,
        tag: TAG,
        counter,
        tip,
        governance: GovernanceHead::default(),
        checkpoint: None,
        seen: Vec::new(),
    }
}

fn open(bytes: &[u8], counter: u64, checks: Checks) -> Result<SignedHead, String> {
    let place = (&SPACE, &TAG, counter);
    stopped(SignedHead::open_checked(
        bytes,
        place,
        &device().public(),
        checks,
    ))
}

/// A device signs one head in two encodings: two objects under one counter, both its own.
pub(super) fn second_encoding(checks: Checks) -> Outcome {
    let signed = head(2, tip(3, b"tip")).sign(&device());
    let value = &signed.bytes()[4..signed.bytes().len() - 64];
    assert_eq!(value[0] >> 5, 4, "a list of a few");
    // The list's length in a byte of its own.
    let mut bytes = head::SHAPE.magic.to_vec();
    bytes.extend_from_slice(&[0x98, value[0] & 0x1F]);
    bytes.extend_from_slice(&value[1..]);
    let signature = device().sign(&head::SHAPE.digest(&[&bytes]));
    bytes.extend_from_slice(signature.as_bytes());
    harmed(open(&bytes, 2, checks)?.head() == signed.head())
}

pub(super) fn forged_head(checks: Checks) -> Outcome {
    let forged = head(9, tip(99, b"forged")).sign(&stranger());
    open(forged.bytes(), 9, checks).map(drop)
}

/// The store serves an early head under a new counter.
pub(super) fn old_head_as_new(checks: Checks) -> Outcome {
    let old = head(1, tip(1, b"old")).sign(&device());
    open(old.bytes(), 8, checks).map(drop)
}

/// The store brings an early head back.
pub(super) fn rolled_back(checks: Checks) -> Outcome {
    let (new, old) = (head(8, tip(80, b"new")), head(7, tip(70, b"old")));
    stopped(compare_checked(
        &new.sign(&device()),
        &old.sign(&device()),
        checks,
    ))
    .map(drop)
}

/// A copied device goes on from the same head in two ways.
pub(super) fn split_view(checks: Checks) -> Outcome {
    let (one, other) = (head(8, tip(80, b"one")), head(8, tip(81, b"other")));
    stopped(compare_checked(
        &one.sign(&device()),
        &other.sign(&device()),
        checks,
    ))
    .map(drop)
}

fn checkpoint(parts: Vec<Part>) -> Checkpoint {
    Checkpoint {
        space: SPACE,
        tag: TAG,
        tip: tip(4, b"tip"),
        parts,
    }
}

fn part(first: u64, last: u64) -> Part {
    Part {
        first,
        last,
        hash: Hash::of(&[first as u8]),
    }
}

fn open_checkpoint(bytes: &[u8], checks: Checks) -> Outcome {
    let key = Key::Checkpoint {
        space: SPACE,
        tag: TAG,
        upto: 4,
        hash: Hash::of(bytes),
    };
    let public = device().public();
    stopped(SignedCheckpoint::open_checked(bytes, &key, &public, checks)).map(drop)
}

pub(super) fn forged_checkpoint(checks: Checks) -> Outcome {
    let forged = checkpoint(vec![part(1, 4)]).sign(&stranger());
    open_checkpoint(forged.expect("covers all").bytes(), checks)
}

/// A device compacts its log and leaves an event out.
pub(super) fn gap_in_checkpoint(checks: Checks) -> Outcome {
    let gap = checkpoint(vec![part(1, 2), part(4, 4)]);
    open_checkpoint(&checkpoint::SHAPE.sign(&gap, &device()), checks)
}

/// Who can read an attachment, and so has its key, puts another in its place.
pub(super) fn other_piece(checks: Checks) -> Outcome {
    let key = BlobKey::from_bytes([1; 32]);
    let good = seal_piece(&key, 0, b"the minutes").expect("small");
    let other = seal_piece(&key, 0, b"not minutes").expect("small");
    let reference = BlobRef {
        key,
        size: 11,
        chunks: vec![good.hash],
    };
    let opened = stopped(reference.open_piece_checked(0, &other.bytes, checks))?;
    harmed(opened == b"not minutes")
}
