//! Certificates: this device is that person's; and their end.

use minicbor::{Decode, Encode};

use super::{DeviceKeys, Fingerprint, PersonCard, PersonRoot};
use crate::checks::{Check, Checks};
use crate::frame::{Shape, encoded};
use crate::{DeviceId, Hash, Hlc, ReceivePublic, SignPublic, SignSecret, Signature};

const CERTIFICATE: Shape = Shape {
    magic: *b"CQC\x01",
    name: "certificate",
    limit: 1024,
    domain: "colloquy certificate 1",
};

const REVOCATION: Shape = Shape {
    magic: *b"CQR\x01",
    name: "revocation",
    limit: 1024,
    domain: "colloquy revocation 1",
};

/// Who signed a certificate or a revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Issuer {
    /// The person's root.
    #[n(0)]
    Root,
    /// A device of the person that may link.
    #[n(1)]
    Device(#[n(0)] SignPublic),
}

/// What a certificate says.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Statement {
    /// Whose device it is.
    #[n(0)]
    pub person: Fingerprint,
    /// Which device.
    #[n(1)]
    pub device: DeviceId,
    /// Checks its signatures.
    #[n(2)]
    pub sign: SignPublic,
    /// Seals to it.
    #[n(3)]
    pub receive: ReceivePublic,
    /// Whether it may certify further devices of the person.
    #[n(4)]
    pub may_link: bool,
    /// When it was certified.
    #[n(5)]
    pub at: Hlc,
    /// Who certified it.
    #[n(6)]
    pub issuer: Issuer,
}

/// This device is that person's.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Certificate {
    /// What is certified.
    #[n(0)]
    pub statement: Statement,
    /// By the issuer.
    #[n(1)]
    pub signature: Signature,
}

/// Why a certificate or a revocation is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// It is another person's.
    #[error("it is another person's")]
    Person,
    /// The issuer did not sign it.
    #[error("its issuer did not sign it")]
    Signature,
    /// The issuer is no device of the person, is revoked, or may not link.
    #[error("its issuer is not a device of the person that may link others")]
    Issuer,
}

impl Certificate {
    /// Certifies a device by the person's root.
    #[must_use]
    pub fn by_root(
        root: &PersonRoot,
        device: DeviceId,
        keys: (SignPublic, ReceivePublic),
        may_link: bool,
        at: Hlc,
    ) -> Self {
        let statement = Statement {
            person: root.card().fingerprint(),
            device,
            sign: keys.0,
            receive: keys.1,
            may_link,
            at,
            issuer: Issuer::Root,
        };
        Self::signed(statement, root.sign())
    }

    /// Certifies a device by another of the person's devices, which must be one that may link.
    #[must_use]
    pub fn by_device(
        issuer: &DeviceKeys,
        person: Fingerprint,
        device: DeviceId,
        keys: (SignPublic, ReceivePublic),
        may_link: bool,
        at: Hlc,
    ) -> Self {
        let statement = Statement {
            person,
            device,
            sign: keys.0,
            receive: keys.1,
            may_link,
            at,
            issuer: Issuer::Device(issuer.sign.public()),
        };
        Self::signed(statement, &issuer.sign)
    }

    fn signed(statement: Statement, signer: &SignSecret) -> Self {
        Self {
            signature: signer.sign(&Self::digest(&statement)),
            statement,
        }
    }

    fn digest(statement: &Statement) -> Hash {
        CERTIFICATE.digest(&[&encoded(statement)])
    }

    /// Whether it is believed: signed by the person's root, or by one of the devices of the person
    /// that are given (as their certificates say, and not revoked).
    ///
    /// # Errors
    ///
    /// [`CertificateError`].
    pub fn verify<'device>(
        &self,
        person: &PersonCard,
        devices: impl IntoIterator<Item = &'device Statement>,
    ) -> Result<(), CertificateError> {
        self.verify_checked(person, devices, Checks::ALL)
    }

    pub(crate) fn verify_checked<'device>(
        &self,
        person: &PersonCard,
        devices: impl IntoIterator<Item = &'device Statement>,
        checks: Checks,
    ) -> Result<(), CertificateError> {
        if self.statement.person != person.fingerprint() {
            return Err(CertificateError::Person);
        }
        let key = issuer_key(&self.statement.issuer, person, devices, checks)?;
        let digest = Self::digest(&self.statement);
        if checks.on(Check::CertificateSignature) && !key.signed(&digest, &self.signature) {
            return Err(CertificateError::Signature);
        }
        Ok(())
    }

    /// As an object by itself.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        CERTIFICATE.encode(self)
    }

    /// Reads what [`Certificate::to_bytes`] wrote; verify it next.
    ///
    /// # Errors
    ///
    /// If it is not a certificate.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, crate::FormatError> {
        CERTIFICATE.decode(bytes, Checks::ALL)
    }
}

/// The key that an issuer signs with.
fn issuer_key<'device>(
    issuer: &Issuer,
    person: &PersonCard,
    devices: impl IntoIterator<Item = &'device Statement>,
    checks: Checks,
) -> Result<SignPublic, CertificateError> {
    let Issuer::Device(key) = issuer else {
        return Ok(person.root);
    };
    let fingerprint = person.fingerprint();
    let known = devices
        .into_iter()
        .any(|device| device.sign == *key && device.person == fingerprint && device.may_link);
    if checks.on(Check::CertificateIssuer) && !known {
        return Err(CertificateError::Issuer);
    }
    Ok(*key)
}

/// What a revocation says.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
struct Revoked {
    #[n(0)]
    person: Fingerprint,
    #[n(1)]
    device: DeviceId,
    #[n(2)]
    at: Hlc,
    #[n(3)]
    issuer: Issuer,
}

/// This device is the person's no longer: for the person's own list of devices. In each space, a
/// governance entry ends the device with a cutoff; this statement is the reason to write it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Revocation {
    #[n(0)]
    revoked: Revoked,
    #[n(1)]
    signature: Signature,
}

impl Revocation {
    /// Revokes by the person's root.
    #[must_use]
    pub fn by_root(root: &PersonRoot, device: DeviceId, at: Hlc) -> Self {
        let revoked = Revoked {
            person: root.card().fingerprint(),
            device,
            at,
            issuer: Issuer::Root,
        };
        Self::signed(revoked, root.sign())
    }

    /// Revokes by another of the person's devices, which must be one that may link.
    #[must_use]
    pub fn by_device(issuer: &DeviceKeys, person: Fingerprint, device: DeviceId, at: Hlc) -> Self {
        let revoked = Revoked {
            person,
            device,
            at,
            issuer: Issuer::Device(issuer.sign.public()),
        };
        Self::signed(revoked, &issuer.sign)
    }

    fn signed(revoked: Revoked, signer: &SignSecret) -> Self {
        Self {
            signature: signer.sign(&REVOCATION.digest(&[&encoded(&revoked)])),
            revoked,
        }
    }

    /// The device that is revoked.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.revoked.device
    }

    /// When.
    #[must_use]
    pub const fn at(&self) -> Hlc {
        self.revoked.at
    }

    /// Whether it is believed; see [`Certificate::verify`].
    ///
    /// # Errors
    ///
    /// [`CertificateError`].
    pub fn verify<'device>(
        &self,
        person: &PersonCard,
        devices: impl IntoIterator<Item = &'device Statement>,
    ) -> Result<(), CertificateError> {
        self.verify_checked(person, devices, Checks::ALL)
    }

    pub(crate) fn verify_checked<'device>(
        &self,
        person: &PersonCard,
        devices: impl IntoIterator<Item = &'device Statement>,
        checks: Checks,
    ) -> Result<(), CertificateError> {
        if self.revoked.person != person.fingerprint() {
            return Err(CertificateError::Person);
        }
        let key = issuer_key(&self.revoked.issuer, person, devices, checks)?;
        let digest = REVOCATION.digest(&[&encoded(&self.revoked)]);
        if checks.on(Check::RevocationSignature) && !key.signed(&digest, &self.signature) {
            return Err(CertificateError::Signature);
        }
        Ok(())
    }

    /// As an object by itself.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        REVOCATION.encode(self)
    }

    /// Reads what [`Revocation::to_bytes`] wrote; verify it next.
    ///
    /// # Errors
    ///
    /// If it is not a revocation.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, crate::FormatError> {
        REVOCATION.decode(bytes, Checks::ALL)
    }
}
