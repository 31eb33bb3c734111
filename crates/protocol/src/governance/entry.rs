//! An entry of the governance log as an object.

use std::collections::BTreeSet;

use minicbor::{Decode, Encode};

use super::Action;
use crate::checks::{Check, Checks};
use crate::frame::{FormatError, FormatFault, Shape, list};
use crate::head::{GovernanceHead, MAX_ENDS};
use crate::identity::Fingerprint;
use crate::{DeviceTag, Hash, Hlc, InvitationTag, Key, SignPublic, SignSecret, Signature, SpaceId};

pub(crate) const SHAPE: Shape = Shape {
    magic: *b"CQG\x01",
    name: "governance entry",
    limit: 512 << 10,
    domain: "colloquy governance entry 1",
};

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Entry {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// The device that wrote it.
    #[n(1)]
    pub author: DeviceTag,
    /// Which of its author's entries, from 1.
    #[n(2)]
    pub seq: u64,
    /// The author's entry before; none for the first.
    #[n(3)]
    pub previous: Option<Hash>,
    /// The ends of the graph that the author knew (see [`ends_of`]), in order, without `previous`.
    #[cbor(
        n(4),
        encode_with = "list::encode",
        decode_with = "list::decode::<_, _, MAX_ENDS>"
    )]
    pub seen: Vec<Hash>,
    /// When, by the author's clock.
    #[n(5)]
    pub at: Hlc,
    /// The author's key.
    #[n(6)]
    pub signer: SignPublic,
    /// What it does.
    #[n(7)]
    pub action: Action,
}

/// Why an object is not an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// It is not an entry at all.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// The key in it did not sign it.
    #[error("the key that it names did not sign it")]
    Signature,
    /// Its name promises something else.
    #[error("it lies under another's name: its {0} is another")]
    Place(&'static str),
}

/// An entry that is whole and signed by the key in it. Whether that key may is for [`super::fold`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedEntry {
    entry: Entry,
    bytes: Vec<u8>,
    hash: Hash,
}

impl Entry {
    /// Signs it: the key goes in, the lists are put in order.
    #[must_use]
    pub fn sign(mut self, signer: &SignSecret) -> SignedEntry {
        self.signer = signer.public();
        self.seen.sort_unstable();
        self.seen.dedup();
        self.seen.retain(|hash| Some(*hash) != self.previous);
        if let Action::Remove { cutoffs, .. }
        | Action::Leave { cutoffs }
        | Action::SetRole { cutoffs, .. } = &mut self.action
        {
            cutoffs.sort_unstable();
            cutoffs.dedup_by_key(|cutoff| cutoff.tag);
        }
        let bytes = SHAPE.sign(&self, signer);
        SignedEntry {
            hash: Hash::of(&bytes),
            entry: self,
            bytes,
        }
    }

    /// What it refers to.
    pub fn parents(&self) -> impl Iterator<Item = Hash> {
        self.previous.iter().chain(&self.seen).copied()
    }

    fn in_order(&self) -> bool {
        let cutoffs = match &self.action {
            Action::Remove { cutoffs, .. }
            | Action::Leave { cutoffs }
            | Action::SetRole { cutoffs, .. } => cutoffs.as_slice(),
            _ => &[],
        };
        let keys = match &self.action {
            Action::Rotate { rotation } => rotation.keys.as_slice(),
            _ => &[],
        };
        self.seen.is_sorted_by(|a, b| a < b)
            && self
                .previous
                .is_none_or(|previous| !self.seen.contains(&previous))
            && cutoffs.is_sorted_by(|a, b| a.tag < b.tag)
            && keys.is_sorted_by(|a, b| a.to < b.to)
            && (self.seq == 1) == self.previous.is_none()
            && self.seq > 0
    }
}

impl SignedEntry {
    /// Reads an entry and verifies its signature.
    ///
    /// # Errors
    ///
    /// [`EntryError`].
    pub fn open(bytes: &[u8]) -> Result<Self, EntryError> {
        Self::open_checked(bytes, Checks::ALL)
    }

    /// Reads an entry that was found under a name.
    ///
    /// # Errors
    ///
    /// [`EntryError`], also if the name promises another.
    pub fn open_at(bytes: &[u8], key: &Key) -> Result<Self, EntryError> {
        let signed = Self::open(bytes)?;
        let Key::Governance {
            space,
            tag,
            seq,
            hash,
        } = key
        else {
            return Err(EntryError::Place("kind"));
        };
        let place = [
            ("hash", signed.hash == *hash),
            ("space", signed.entry.space == *space),
            ("author", signed.entry.author == *tag),
            ("number", signed.entry.seq == *seq),
        ];
        match place.iter().find(|(_, same)| !same) {
            Some((what, _)) => Err(EntryError::Place(what)),
            None => Ok(signed),
        }
    }

    pub(crate) fn open_checked(bytes: &[u8], checks: Checks) -> Result<Self, EntryError> {
        let split = SHAPE.split::<Entry>(bytes, checks)?;
        if checks.on(Check::EntrySignature) && !split.signed_by(&split.value.signer) {
            return Err(EntryError::Signature);
        }
        if checks.on(Check::Canonical) && !split.value.in_order() {
            return Err(SHAPE.fault(FormatFault::NotCanonical).into());
        }
        Ok(Self {
            entry: split.value,
            bytes: bytes.to_vec(),
            hash: Hash::of(bytes),
        })
    }

    /// What it says.
    #[must_use]
    pub const fn entry(&self) -> &Entry {
        &self.entry
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
        Key::Governance {
            space: self.entry.space,
            tag: self.entry.author,
            seq: self.entry.seq,
            hash: self.hash,
        }
    }
}

/// How far a set of entries goes: their number, and the hashes that none of them refers to. For an
/// entry's `seen` and for heads.
#[must_use]
pub fn ends_of<'entry>(entries: impl IntoIterator<Item = &'entry SignedEntry>) -> GovernanceHead {
    let (mut all, mut referred) = (BTreeSet::new(), BTreeSet::new());
    for signed in entries {
        all.insert(signed.hash);
        referred.extend(signed.entry.parents());
    }
    GovernanceHead {
        count: all.len() as u64,
        ends: all
            .difference(&referred)
            .copied()
            .take(MAX_ENDS as usize)
            .collect(),
    }
}

/// The first entry of a space that this person made: for who comes back with nothing but the phrase
/// and the store. If there are several (two devices made one space), the one with the least hash.
#[must_use]
pub fn genesis_of<'entry>(
    entries: impl IntoIterator<Item = &'entry SignedEntry>,
    space: &SpaceId,
    person: &Fingerprint,
) -> Option<Hash> {
    let made = entries.into_iter().filter(|signed| {
        let entry = &signed.entry;
        matches!(&entry.action, Action::Create { person: card, device, .. }
            if entry.space == *space
                && card.fingerprint() == *person
                && device.sign() == entry.signer
                && device.verify(card).is_ok())
    });
    made.map(|signed| signed.hash).min()
}

/// What the seed's key signs when somebody joins: that this device of this person uses it here.
#[must_use]
pub fn join_proof(
    seed: &SignSecret,
    space: &SpaceId,
    tag: &InvitationTag,
    device: &SignPublic,
    person: &Fingerprint,
) -> Signature {
    seed.sign(&proof_digest(space, tag, device, person))
}

pub(super) fn proof_digest(
    space: &SpaceId,
    tag: &InvitationTag,
    device: &SignPublic,
    person: &Fingerprint,
) -> Hash {
    Hash::of_parts(
        "colloquy join proof 1",
        &[
            space.as_bytes(),
            tag.as_bytes(),
            device.as_bytes(),
            person.as_bytes(),
        ],
    )
}
