//! Sealing an epoch's key to those who may read.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{EpochId, EpochKey};
use crate::checks::{Check, Checks};
use crate::frame::{encoded, list};
use crate::{Hash, ReceivePublic, ReceiveSecret, RecipientId, SealedKey, SpaceId, key};

/// Most recipients of one rotation.
pub const MAX_RECIPIENTS: u64 = 4096;

/// A key sealed to one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct GrantedKey {
    /// To whom.
    #[n(0)]
    pub to: RecipientId,
    /// The key.
    #[n(1)]
    pub sealed: SealedKey,
}

/// The previous epoch's key under the new one.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PastKey {
    /// Which epoch the sealed key opens.
    #[n(0)]
    pub id: EpochId,
    /// Random, 24 bytes.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub nonce: [u8; 24],
    /// XChaCha20-Poly1305: 32 bytes and the tag.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub sealed: [u8; 48],
}

/// What a rotation tells the members: part of a governance entry.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Rotation {
    /// The new epoch.
    #[n(0)]
    pub id: EpochId,
    /// The new key for each recipient, in the order of the recipients' ids.
    #[cbor(
        n(1),
        encode_with = "list::encode",
        decode_with = "list::decode::<_, _, MAX_RECIPIENTS>"
    )]
    pub keys: Vec<GrantedKey>,
    /// If the policy lets newcomers read the past.
    #[n(2)]
    pub past: Option<PastKey>,
}

/// An existing epoch's key for one more recipient: a new device, or the holder of an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Grant {
    /// Which epoch.
    #[n(0)]
    pub id: EpochId,
    /// Its key, sealed.
    #[n(1)]
    pub key: GrantedKey,
}

/// An epoch's key that can't be sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EpochError {
    /// A recipient's public key can't be used.
    #[error("the public key of recipient {0} can't be used")]
    Recipient(RecipientId),
    /// More recipients than an entry can hold.
    #[error("an epoch can have {MAX_RECIPIENTS} recipients at most")]
    TooMany,
    /// It was sealed to another key, or altered.
    #[error("the key of {0} is not sealed to this recipient, or was altered")]
    Sealed(EpochId),
    /// The sealed key is not the one that the epoch promises.
    #[error("the sealed key is not that of {0}")]
    Commitment(EpochId),
}

/// A new epoch's key sealed to everybody in the list (see `Membership::recipients`), in canonical
/// order; `past` is the previous epoch's key if the policy lets newcomers read it.
///
/// # Errors
///
/// [`EpochError::Recipient`] names the recipient whose key can't be used.
pub fn rotate(
    space: &SpaceId,
    new: &EpochKey,
    recipients: &[(RecipientId, ReceivePublic)],
    past: Option<&EpochKey>,
    rng: &mut impl CryptoRng,
) -> Result<Rotation, EpochError> {
    if recipients.len() as u64 > MAX_RECIPIENTS {
        return Err(EpochError::TooMany);
    }
    let mut recipients = recipients.to_vec();
    recipients.sort_unstable();
    recipients.dedup_by_key(|(to, _)| *to);
    let keys = recipients
        .iter()
        .map(|(to, public)| grant(space, new, *to, public, rng).map(|grant| grant.key))
        .collect::<Result<_, _>>()?;
    let past = past.map(|past| wrap(space, new, past, rng)).transpose()?;
    Ok(Rotation {
        id: new.id(),
        keys,
        past,
    })
}

/// An epoch's key sealed to one recipient.
///
/// # Errors
///
/// [`EpochError::Recipient`] if the public key can't be used.
pub fn grant(
    space: &SpaceId,
    epoch: &EpochKey,
    to: RecipientId,
    public: &ReceivePublic,
    rng: &mut impl CryptoRng,
) -> Result<Grant, EpochError> {
    let sealed = key::seal(
        public,
        &info(space, &epoch.id()),
        to.as_bytes(),
        epoch.to_secret_bytes().as_slice(),
        rng,
    )
    .ok()
    .and_then(|sealed| <[u8; 80]>::try_from(sealed).ok())
    .ok_or(EpochError::Recipient(to))?;
    Ok(Grant {
        id: epoch.id(),
        key: GrantedKey {
            to,
            sealed: SealedKey::new(sealed),
        },
    })
}

/// Opens a key that was sealed to this recipient.
///
/// # Errors
///
/// [`EpochError::Sealed`] if it was not, [`EpochError::Commitment`] if it is another key than the
/// epoch promises: whoever rotated gave different people different keys.
pub fn open_grant(
    space: &SpaceId,
    id: &EpochId,
    key: &GrantedKey,
    secret: &ReceiveSecret,
) -> Result<EpochKey, EpochError> {
    open_grant_checked(space, id, key, secret, Checks::ALL)
}

pub(crate) fn open_grant_checked(
    space: &SpaceId,
    id: &EpochId,
    key: &GrantedKey,
    secret: &ReceiveSecret,
    checks: Checks,
) -> Result<EpochKey, EpochError> {
    let opened = key::open(
        secret,
        &info(space, id),
        key.to.as_bytes(),
        key.sealed.as_bytes(),
    )
    .ok_or(EpochError::Sealed(*id))?;
    promised(id, &opened, checks)
}

/// The key of these bytes, if it is the one that the epoch promises.
fn promised(id: &EpochId, opened: &[u8], checks: Checks) -> Result<EpochKey, EpochError> {
    let secret: Zeroizing<[u8; 32]> = opened
        .try_into()
        .map(Zeroizing::new)
        .map_err(|_| EpochError::Sealed(*id))?;
    let epoch = EpochKey::from_bytes(id.number, &secret);
    if checks.on(Check::EpochCommitment) && epoch.id() != *id {
        return Err(EpochError::Commitment(*id));
    }
    Ok(epoch)
}

fn wrap(
    space: &SpaceId,
    new: &EpochKey,
    past: &EpochKey,
    rng: &mut impl CryptoRng,
) -> Result<PastKey, EpochError> {
    let mut nonce = [0; 24];
    rng.fill_bytes(&mut nonce);
    let secret = past.to_secret_bytes();
    let payload = Payload {
        msg: secret.as_slice(),
        aad: &past_associated(space, &past.id()),
    };
    let sealed = past_cipher(new)
        .encrypt(&XNonce::from(nonce), payload)
        .ok()
        .and_then(|sealed| <[u8; 48]>::try_from(sealed).ok())
        .ok_or(EpochError::Sealed(past.id()))?;
    Ok(PastKey {
        id: past.id(),
        nonce,
        sealed,
    })
}

impl PastKey {
    /// The previous epoch's key, for whoever has the new one.
    ///
    /// # Errors
    ///
    /// [`EpochError::Sealed`] if it was altered, [`EpochError::Commitment`] if it is another key.
    pub fn open(&self, space: &SpaceId, new: &EpochKey) -> Result<EpochKey, EpochError> {
        let payload = Payload {
            msg: &self.sealed,
            aad: &past_associated(space, &self.id),
        };
        let opened = past_cipher(new)
            .decrypt(&XNonce::from(self.nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| EpochError::Sealed(self.id))?;
        promised(&self.id, &opened, Checks::ALL)
    }
}

fn past_cipher(new: &EpochKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&*new.cipher("colloquy 1 past epoch key")).into())
}

fn past_associated(space: &SpaceId, past: &EpochId) -> Vec<u8> {
    [space.as_bytes().as_slice(), &encoded(past)].concat()
}

/// What HPKE binds a sealed key to.
fn info(space: &SpaceId, id: &EpochId) -> Vec<u8> {
    let hash = Hash::of_parts("colloquy epoch key 1", &[space.as_bytes(), &encoded(id)]);
    hash.as_bytes().to_vec()
}
