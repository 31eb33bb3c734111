//! HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305, by hpke.

use std::fmt;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::KeyError;
use crate::Hash;

type PrivateKey = <X25519HkdfSha256 as Kem>::PrivateKey;
type PublicKey = <X25519HkdfSha256 as Kem>::PublicKey;
type Encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey;

/// Length of an encapsulated key.
const ENCAPSULATED: usize = 32;

/// A public key to seal to: 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct ReceivePublic(#[cbor(with = "minicbor::bytes")] [u8; 32]);

impl ReceivePublic {
    /// A key of these bytes. Whether it can be used shows when something is sealed to it.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for ReceivePublic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ReceivePublic({})", Hash::new(self.0))
    }
}

/// A secret key that opens what was sealed to its public key. Zeroised when dropped.
#[derive(Clone)]
pub struct ReceiveSecret {
    /// What the key is derived from (`DeriveKeyPair` of RFC 9180), and what is stored.
    seed: Zeroizing<[u8; 32]>,
    secret: PrivateKey,
    public: ReceivePublic,
}

impl ReceiveSecret {
    /// A new key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut());
        Self::from_bytes(&seed)
    }

    /// The key of this seed, by RFC 9180's `DeriveKeyPair`.
    #[must_use]
    pub fn from_bytes(seed: &[u8; 32]) -> Self {
        let (secret, public) = X25519HkdfSha256::derive_keypair(seed);
        Self {
            seed: Zeroizing::new(*seed),
            secret,
            public: ReceivePublic(public.to_bytes().into()),
        }
    }

    /// The seed: whoever has it can open everything that was ever sealed to the public key.
    #[must_use]
    pub fn to_secret_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.seed.clone()
    }

    /// The key to seal to.
    #[must_use]
    pub const fn public(&self) -> ReceivePublic {
        self.public
    }
}

impl fmt::Debug for ReceiveSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ReceiveSecret(of {:?})", self.public)
    }
}

/// A 32-byte key sealed to one recipient: encapsulated key (32), ciphertext (32), tag (16).
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct SealedKey(#[cbor(with = "minicbor::bytes")] [u8; 80]);

impl SealedKey {
    /// A sealed key of these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 80]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 80] {
        &self.0
    }
}

impl fmt::Debug for SealedKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SealedKey")
    }
}

/// Seals to a key; the encapsulated key comes first. `info` and `associated` must be the same to open.
pub(crate) fn seal(
    to: &ReceivePublic,
    info: &[u8],
    associated: &[u8],
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, KeyError> {
    let public = PublicKey::from_bytes(&to.0).map_err(|_| KeyError)?;
    let (encapsulated, sealed) = hpke::single_shot_seal_with_rng::<
        ChaCha20Poly1305,
        HkdfSha256,
        X25519HkdfSha256,
    >(&OpModeS::Base, &public, info, plain, associated, rng)
    .map_err(|_| KeyError)?;
    let mut bytes = encapsulated.to_bytes().to_vec();
    bytes.extend_from_slice(&sealed);
    Ok(bytes)
}

/// Opens what [`seal`] made; `None` if it is not for this key, or was altered.
pub(crate) fn open(
    secret: &ReceiveSecret,
    info: &[u8],
    associated: &[u8],
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (encapsulated, sealed) = sealed.split_at_checked(ENCAPSULATED)?;
    let encapsulated = Encapsulated::from_bytes(encapsulated).ok()?;
    hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &secret.secret,
        &encapsulated,
        info,
        sealed,
        associated,
    )
    .ok()
    .map(Zeroizing::new)
}
