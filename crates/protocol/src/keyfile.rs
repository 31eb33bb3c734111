//! A device's secret keys in a file, where there is no keychain.
//!
//! **Context.** Some machines have no keychain that a program could use. The person then chooses a
//! passphrase, or that the file is protected by its rights alone; the file says which.
//!
//! **Design.** Argon2id (RFC 9106) by argon2 with its cost in the file, XChaCha20-Poly1305 over the
//! two seeds with everything else as associated data. The least cost is OWASP's (19 MiB, 2 passes); a
//! file that asks for less, or for more than a machine should give, is refused before the work.
//! Format: `FORMAT.md`, section 12.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use zeroize::{Zeroize, Zeroizing};

use crate::checks::{self, Check, Checks};
use crate::frame::{FormatError, Shape, encoded};
use crate::identity::DeviceKeys;
use crate::{DeviceId, ReceiveSecret, SignSecret};

const SHAPE: Shape = Shape {
    magic: *b"CQP\x01",
    name: "key file",
    limit: 1024,
    domain: "colloquy key file 1",
};

/// How much work a passphrase costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Work {
    /// Memory, KiB.
    #[n(0)]
    pub memory_kib: u32,
    /// Passes over it.
    #[n(1)]
    pub passes: u32,
}

impl Work {
    /// The least that is accepted: OWASP's password storage cheat sheet, Argon2id.
    pub const LEAST: Self = Self {
        memory_kib: 19 * 1024,
        passes: 2,
    };
    /// What new files get: RFC 9106's second recommendation, for machines that share their memory.
    pub const USUAL: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
    };
    /// The most that is accepted.
    pub const MOST: Self = Self {
        memory_kib: 1024 * 1024,
        passes: 16,
    };

    const fn is_sound(self) -> bool {
        self.memory_kib >= Self::LEAST.memory_kib
            && self.passes >= Self::LEAST.passes
            && self.memory_kib <= Self::MOST.memory_kib
            && self.passes <= Self::MOST.passes
    }
}

/// What protects a key file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// A passphrase.
    Passphrase(Work),
    /// Its rights alone: the person's recorded choice.
    Rights,
}

/// Why a key file can't be made or opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// It is not a key file.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// It asks for less work than is safe, or for more than is sensible.
    #[error("it asks for {} KiB and {} passes", .0.memory_kib, .0.passes)]
    Work(Work),
    /// A passphrase is needed.
    #[error("it needs its passphrase")]
    Locked,
    /// The passphrase is another, or the file was altered.
    #[error("the passphrase is another, or the file was altered")]
    Passphrase,
    /// The machine can't give the memory.
    #[error("not enough memory: {} KiB are needed", .0.memory_kib)]
    Memory(Work),
}

#[derive(Encode, Decode)]
struct KeyFile {
    #[n(0)]
    device: DeviceId,
    #[n(1)]
    body: Body,
}

#[derive(Encode, Decode)]
enum Body {
    #[n(0)]
    Passphrase {
        #[n(0)]
        work: Work,
        #[cbor(n(1), with = "minicbor::bytes")]
        salt: [u8; 16],
        #[cbor(n(2), with = "minicbor::bytes")]
        nonce: [u8; 24],
        /// The two seeds and the tag.
        #[cbor(n(3), with = "minicbor::bytes")]
        sealed: [u8; 80],
    },
    #[n(1)]
    Rights {
        #[n(0)]
        seeds: Seeds,
    },
}

/// The seed that signs, then the seed that receives.
#[derive(Encode, Decode)]
#[cbor(transparent)]
struct Seeds(#[cbor(with = "minicbor::bytes")] [u8; 64]);

impl Drop for Seeds {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Seeds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Seeds")
    }
}

impl Seeds {
    fn of(keys: &DeviceKeys) -> Self {
        let mut seeds = Self([0; 64]);
        seeds.0[..32].copy_from_slice(keys.sign.to_secret_bytes().as_slice());
        seeds.0[32..].copy_from_slice(keys.receive.to_secret_bytes().as_slice());
        seeds
    }

    fn keys(&self, device: DeviceId) -> DeviceKeys {
        let (mut sign, mut receive) = (Zeroizing::new([0; 32]), Zeroizing::new([0; 32]));
        sign.copy_from_slice(&self.0[..32]);
        receive.copy_from_slice(&self.0[32..]);
        DeviceKeys {
            device,
            sign: SignSecret::from_bytes(&sign),
            receive: ReceiveSecret::from_bytes(&receive),
        }
    }
}

/// A key file that a passphrase protects.
///
/// # Errors
///
/// [`KeyFileError::Work`] if the work is too little or too much, [`KeyFileError::Memory`] if the
/// machine can't do it.
pub fn seal(
    keys: &DeviceKeys,
    passphrase: &str,
    work: Work,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, KeyFileError> {
    let (mut salt, mut nonce) = ([0; 16], [0; 24]);
    rng.fill_bytes(&mut salt);
    rng.fill_bytes(&mut nonce);
    if !work.is_sound() {
        return Err(KeyFileError::Work(work));
    }
    let cipher = cipher(passphrase, &salt, work)?;
    let seeds = Seeds::of(keys);
    let payload = Payload {
        msg: &seeds.0,
        aad: &associated(keys.device, work, &salt),
    };
    let sealed = cipher
        .encrypt(&XNonce::from(nonce), payload)
        .ok()
        .and_then(|sealed| <[u8; 80]>::try_from(sealed).ok())
        .ok_or(KeyFileError::Passphrase)?;
    Ok(SHAPE.encode(&KeyFile {
        device: keys.device,
        body: Body::Passphrase {
            work,
            salt,
            nonce,
            sealed,
        },
    }))
}

/// The keys as they are: for the keychain, or for a file that only its owner may read. Secret.
#[must_use]
pub fn plain(keys: &DeviceKeys) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(SHAPE.encode(&KeyFile {
        device: keys.device,
        body: Body::Rights {
            seeds: Seeds::of(keys),
        },
    }))
}

/// What protects a key file.
///
/// # Errors
///
/// [`KeyFileError::Format`] if it is not one.
pub fn protection(bytes: &[u8]) -> Result<Protection, KeyFileError> {
    let file: KeyFile = SHAPE.decode(bytes, Checks::ALL)?;
    Ok(match file.body {
        Body::Passphrase { work, .. } => Protection::Passphrase(work),
        Body::Rights { .. } => Protection::Rights,
    })
}

/// Opens a key file; the passphrase is not asked for where there is none.
///
/// # Errors
///
/// [`KeyFileError`].
pub fn open(bytes: &[u8], passphrase: Option<&str>) -> Result<DeviceKeys, KeyFileError> {
    open_checked(bytes, passphrase, Checks::ALL)
}

pub(crate) fn open_checked(
    bytes: &[u8],
    passphrase: Option<&str>,
    checks: Checks,
) -> Result<DeviceKeys, KeyFileError> {
    let file: KeyFile = SHAPE.decode(bytes, checks)?;
    let (work, salt, nonce, sealed) = match file.body {
        Body::Rights { seeds } => return Ok(seeds.keys(file.device)),
        Body::Passphrase {
            work,
            salt,
            nonce,
            sealed,
        } => (work, salt, nonce, sealed),
    };
    if checks.on(Check::KeyFileWork) && !work.is_sound() {
        return Err(KeyFileError::Work(work));
    }
    let passphrase = passphrase.ok_or(KeyFileError::Locked)?;
    let (cipher, nonce) = (cipher(passphrase, &salt, work)?, XNonce::from(nonce));
    let payload = Payload {
        msg: &sealed,
        aad: &associated(file.device, work, &salt),
    };
    let opened = checks::decrypt(&cipher, &nonce, payload, Check::KeyFileAead, checks);
    let opened = opened.map(Zeroizing::new).ok_or(KeyFileError::Passphrase)?;
    let mut seeds = Seeds([0; 64]);
    if opened.len() != seeds.0.len() {
        return Err(KeyFileError::Passphrase);
    }
    seeds.0.copy_from_slice(&opened);
    Ok(seeds.keys(file.device))
}

fn cipher(
    passphrase: &str,
    salt: &[u8; 16],
    work: Work,
) -> Result<XChaCha20Poly1305, KeyFileError> {
    let params = Params::new(work.memory_kib, work.passes, 1, Some(32));
    let params = params.map_err(|_| KeyFileError::Work(work))?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut())
        .map_err(|_| KeyFileError::Memory(work))?;
    Ok(XChaCha20Poly1305::new((&*key).into()))
}

fn associated(device: DeviceId, work: Work, salt: &[u8; 16]) -> Vec<u8> {
    let mut bytes = SHAPE.magic.to_vec();
    bytes.extend_from_slice(device.as_bytes());
    bytes.extend_from_slice(&encoded(&work));
    bytes.extend_from_slice(salt);
    bytes
}
