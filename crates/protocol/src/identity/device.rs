//! A device's own keys.

use std::fmt;

use minicbor::{Decode, Encode};
use rand_core::CryptoRng;

use super::{Certificate, CertificateError, PersonCard};
use crate::checks::Checks;
use crate::frame::list;
use crate::identity::Fingerprint;
use crate::{DeviceId, DeviceTag, ReceivePublic, ReceiveSecret, SignPublic, SignSecret};

/// The secret keys of one device. They never leave it.
#[derive(Clone)]
pub struct DeviceKeys {
    /// Which device.
    pub device: DeviceId,
    /// Signs its segments, heads and entries.
    pub sign: SignSecret,
    /// Opens what is sealed to it.
    pub receive: ReceiveSecret,
}

impl DeviceKeys {
    /// New keys for a device.
    pub fn generate(device: DeviceId, rng: &mut impl CryptoRng) -> Self {
        Self {
            device,
            sign: SignSecret::generate(rng),
            receive: ReceiveSecret::generate(rng),
        }
    }
}

impl fmt::Debug for DeviceKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DeviceKeys(of {})", self.device)
    }
}

/// A device in one space: its name there, and the certificate that says whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DeviceCard {
    /// Its name in the space's store.
    #[n(0)]
    pub tag: DeviceTag,
    /// Its keys and whose it is.
    #[n(1)]
    pub certificate: Certificate,
    /// If another device certified it: that device's certificate, then its issuer's, up to one by
    /// the root. A space need not know the devices in between.
    #[cbor(
        n(2),
        encode_with = "list::encode",
        decode_with = "list::decode::<_, _, MAX_CHAIN>"
    )]
    pub chain: Vec<Certificate>,
}

/// Most certificates between a device and its person's root.
pub const MAX_CHAIN: u64 = 8;

impl DeviceCard {
    /// The device as its events name it.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.certificate.statement.device
    }

    /// Checks its signatures.
    #[must_use]
    pub const fn sign(&self) -> SignPublic {
        self.certificate.statement.sign
    }

    /// Seals to it.
    #[must_use]
    pub const fn receive(&self) -> ReceivePublic {
        self.certificate.statement.receive
    }

    /// Whose it is.
    #[must_use]
    pub const fn person(&self) -> Fingerprint {
        self.certificate.statement.person
    }

    /// Whether the root certified it, or a chain of devices that may link, each certified by the
    /// next, the last by the root.
    ///
    /// # Errors
    ///
    /// The first certificate that is not believed says why.
    pub fn verify(&self, person: &PersonCard) -> Result<(), CertificateError> {
        self.verify_checked(person, Checks::ALL)
    }

    pub(crate) fn verify_checked(
        &self,
        person: &PersonCard,
        checks: Checks,
    ) -> Result<(), CertificateError> {
        let issuers = self.chain.iter().map(Some).chain([None]);
        for (certificate, issuer) in self.certificates().zip(issuers) {
            let issuer = issuer.map(|issuer| &issuer.statement);
            certificate.verify_checked(person, issuer, checks)?;
        }
        Ok(())
    }

    /// Its certificate, then its issuer's, up to the root's.
    pub fn certificates(&self) -> impl Iterator<Item = &Certificate> {
        [&self.certificate].into_iter().chain(&self.chain)
    }
}
