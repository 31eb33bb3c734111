//! Invitations: all that somebody needs to join a space, in a file or a pasted code.
//!
//! **Context.** Whoever is invited knows nothing of the space, and no owner need be online. Whoever
//! gets hold of the invitation can use it once; a second use shows.
//!
//! **Design.** The inviter writes an `Invite` entry with public keys that the seed gives, grants the
//! current epoch's key to the invitation, and hands the seed over in a signed [`Invitation`]. It says
//! which first entry makes the space and how far log and heads went, so a store that shows an older
//! state to the newcomer is found out. The newcomer writes a `Join` entry with a proof that only the
//! seed can give; where a store takes nothing from strangers, the same entry goes as a
//! [`JoinRequest`], sealed by the seed, under a name that the seed gives: two uses meet there.
//! Formats: `FORMAT.md`, section 10.

mod object;
mod request;
#[cfg(test)]
mod tests;

pub use object::{HeadMark, Invitation, InvitationError, MAX_REMOTE, SignedInvitation};
pub use request::{JoinRequest, RequestError};

use std::fmt;

use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::governance::{Action, Role};
use crate::{Hash, InvitationTag, ReceiveSecret, SignSecret, key};

/// The secret of an invitation: 32 random bytes. Zeroised when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed(Zeroizing<[u8; 32]>);

impl Seed {
    /// A new seed: one for each invitation.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut secret = Zeroizing::new([0; 32]);
        rng.fill_bytes(secret.as_mut());
        Self(secret)
    }

    /// The seed of these bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Its bytes: whoever has them can join.
    #[must_use]
    pub fn to_secret_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.0.clone()
    }

    /// Names the invitation; tells nothing of the seed.
    #[must_use]
    pub fn tag(&self) -> InvitationTag {
        let derived = key::derive("colloquy 1 invitation tag", self.0.as_slice());
        InvitationTag::new(Hash::new(*derived).half())
    }

    /// Makes the proof in a `Join` entry (see [`crate::governance::join_proof`]).
    #[must_use]
    pub fn prove(&self) -> SignSecret {
        SignSecret::from_bytes(&key::derive(
            "colloquy 1 invitation proof",
            self.0.as_slice(),
        ))
    }

    /// Opens the epoch key that was granted to the invitation.
    #[must_use]
    pub fn receive(&self) -> ReceiveSecret {
        ReceiveSecret::from_bytes(&key::derive(
            "colloquy 1 invitation recipient",
            self.0.as_slice(),
        ))
    }

    /// The entry that makes the invitation known to the space; `until_ms` since 1970.
    #[must_use]
    pub fn invite(&self, role: Role, until_ms: u64) -> Action {
        Action::Invite {
            tag: self.tag(),
            check: self.prove().public(),
            receive: self.receive().public(),
            role,
            until_ms,
        }
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Seed(of {})", self.tag())
    }
}

impl<Ctx> Encode<Ctx> for Seed {
    fn encode<W: minicbor::encode::Write>(
        &self,
        encoder: &mut minicbor::Encoder<W>,
        _: &mut Ctx,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        encoder.bytes(self.0.as_slice())?;
        Ok(())
    }
}

impl<'bytes, Ctx> Decode<'bytes, Ctx> for Seed {
    fn decode(
        decoder: &mut minicbor::Decoder<'bytes>,
        context: &mut Ctx,
    ) -> Result<Self, minicbor::decode::Error> {
        minicbor::bytes::decode(decoder, context).map(Self::from_bytes)
    }
}
