//! What is handed over.

use minicbor::{Decode, Encode};
use zeroize::Zeroizing;

use super::Seed;
use crate::checks::{Check, Checks};
use crate::frame::{FormatError, FormatFault, Shape, list};
use crate::governance::{InvitationState, Membership};
use crate::head::GovernanceHead;
use crate::identity::Fingerprint;
use crate::text::{self, CodeError, CodeKind};
use crate::{DeviceTag, Hash, SignPublic, SignSecret, SpaceId};

/// Most bytes that say where the space's store is.
pub const MAX_REMOTE: usize = 4096;
/// Most heads that an invitation mentions.
pub const MAX_HEADS: u64 = 256;

const SHAPE: Shape = Shape {
    magic: *b"CQI\x01",
    name: "invitation",
    limit: 16 << 10,
    domain: "colloquy invitation 1",
};

/// How far a device's heads went: a store that shows less has held something back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct HeadMark {
    /// Whose.
    #[n(0)]
    pub tag: DeviceTag,
    /// The counter of its newest head.
    #[n(1)]
    pub counter: u64,
}

/// All that somebody needs to join. Secret: it holds the seed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Invitation {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// The hash of its first entry.
    #[n(1)]
    pub genesis: Hash,
    /// Where its store is, without lasting secrets; the product's own encoding.
    #[cbor(
        n(2),
        encode_with = "list::encode_bytes",
        decode_with = "list::decode_bytes::<_, MAX_REMOTE>"
    )]
    pub remote: Vec<u8>,
    /// Who invites.
    #[n(3)]
    pub inviter: Fingerprint,
    /// With which device.
    #[n(4)]
    pub device: DeviceTag,
    /// That device's key.
    #[n(5)]
    pub signer: SignPublic,
    /// Lets one person in.
    #[n(6)]
    pub seed: Seed,
    /// Until when: milliseconds since 1970.
    #[n(7)]
    pub until_ms: u64,
    /// How far the governance log went.
    #[n(8)]
    pub governance: GovernanceHead,
    /// How far the devices' heads went.
    #[cbor(
        n(9),
        encode_with = "list::encode",
        decode_with = "list::decode::<_, _, MAX_HEADS>"
    )]
    pub heads: Vec<HeadMark>,
}

/// Why an invitation can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvitationError {
    /// It is not an invitation.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// The pasted text is not an invitation's code.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// The key in it did not sign it.
    #[error("its inviter did not sign it")]
    Signature,
    /// The space does not know the inviter, or no longer.
    #[error("the space does not know the inviter, or no longer")]
    Inviter,
    /// The space does not know the invitation: its entry is not there yet, or was refused.
    #[error("the space does not know the invitation")]
    Unknown,
    /// Somebody used it, or it was taken back.
    #[error("it was used or taken back")]
    Over(InvitationState),
    /// It has ended.
    #[error("it has ended")]
    Ended,
}

/// An invitation that is whole and signed by the key in it.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedInvitation {
    invitation: Invitation,
    bytes: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for SignedInvitation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not the bytes: the seed is in them.
        formatter
            .debug_tuple("SignedInvitation")
            .field(&self.invitation)
            .finish()
    }
}

impl Invitation {
    /// Signs it: the key goes in, the lists are put in order.
    ///
    /// # Errors
    ///
    /// [`InvitationError::Format`] if it would be too large.
    pub fn sign(mut self, signer: &SignSecret) -> Result<SignedInvitation, InvitationError> {
        self.signer = signer.public();
        self.governance.ends.sort_unstable();
        self.governance.ends.dedup();
        self.heads.sort_unstable_by_key(|head| head.tag);
        self.heads.dedup_by_key(|head| head.tag);
        let limits = [
            (
                "bytes that say where the store is",
                self.remote.len() <= MAX_REMOTE,
            ),
            ("heads", self.heads.len() as u64 <= MAX_HEADS),
        ];
        if let Some((what, _)) = limits.iter().find(|(_, fits)| !fits) {
            return Err(SHAPE.fault(FormatFault::Limit(what)).into());
        }
        let bytes = Zeroizing::new(SHAPE.sign(&self, signer));
        SHAPE.content(&bytes)?;
        Ok(SignedInvitation {
            invitation: self,
            bytes,
        })
    }
}

impl SignedInvitation {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// [`InvitationError::Format`] or [`InvitationError::Signature`].
    pub fn open(bytes: &[u8]) -> Result<Self, InvitationError> {
        Self::open_checked(bytes, Checks::ALL)
    }

    /// Reads a pasted code.
    ///
    /// # Errors
    ///
    /// [`InvitationError`]; a code of another kind is named.
    pub fn from_code(code: &str) -> Result<Self, InvitationError> {
        let bytes = Zeroizing::new(text::decode(CodeKind::Invitation, code, Checks::ALL)?);
        Self::open(&bytes)
    }

    pub(crate) fn open_checked(bytes: &[u8], checks: Checks) -> Result<Self, InvitationError> {
        let split = SHAPE.split::<Invitation>(bytes, checks)?;
        if checks.on(Check::InvitationSignature) && !split.signed_by(&split.value.signer) {
            return Err(InvitationError::Signature);
        }
        let invitation = split.value;
        let sorted = invitation.heads.is_sorted_by(|a, b| a.tag < b.tag)
            && invitation.governance.ends.is_sorted_by(|a, b| a < b);
        if checks.on(Check::Canonical) && !sorted {
            return Err(SHAPE.fault(FormatFault::NotCanonical).into());
        }
        Ok(Self {
            invitation,
            bytes: Zeroizing::new(bytes.to_vec()),
        })
    }

    /// What it says.
    #[must_use]
    pub const fn invitation(&self) -> &Invitation {
        &self.invitation
    }

    /// As a file. Secret: it holds the seed.
    #[must_use]
    pub fn to_secret_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// As a code to paste. Secret, too.
    #[must_use]
    pub fn to_secret_code(&self) -> Zeroizing<String> {
        Zeroizing::new(text::encode(CodeKind::Invitation, &self.bytes))
    }

    /// Whether it can be used now (milliseconds since 1970), as far as it says itself.
    ///
    /// # Errors
    ///
    /// [`InvitationError::Ended`].
    pub const fn is_current(&self, now_ms: u64) -> Result<(), InvitationError> {
        if now_ms > self.invitation.until_ms {
            return Err(InvitationError::Ended);
        }
        Ok(())
    }

    /// Whether the space, as the newcomer found it, agrees: the inviter belongs to it, the device
    /// is theirs, and the invitation is there and unused.
    ///
    /// # Errors
    ///
    /// [`InvitationError::Inviter`], [`InvitationError::Unknown`] or [`InvitationError::Over`].
    pub fn agrees(&self, membership: &Membership) -> Result<(), InvitationError> {
        let invitation = &self.invitation;
        let inviter = membership.active(&invitation.device);
        let known = inviter.is_some_and(|(device, _)| {
            device.card.sign() == invitation.signer && device.card.person() == invitation.inviter
        });
        if !known {
            return Err(InvitationError::Inviter);
        }
        let invited = membership.invitations.get(&invitation.seed.tag());
        let invited = invited.ok_or(InvitationError::Unknown)?;
        match invited.state {
            InvitationState::Open => Ok(()),
            state => Err(InvitationError::Over(state)),
        }
    }
}
