//! Every verification of this crate by name, so that tests can switch one off and show what gets
//! through without it.
//!
//! Shipped code has only [`Checks::ALL`]: nothing outside the tests can make another value, and the
//! compiler folds the questions away.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

/// One verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Check {
    /// Bytes that a decoder reads are those that the encoder writes.
    Canonical,
    /// The hash in a segment's name is that of its bytes.
    SegmentHash,
    /// A segment is signed by its device.
    SegmentSignature,
    /// A segment says that it lies where it was found.
    SegmentPlace,
    /// The key is the one that the segment was sealed with.
    SegmentCommitment,
    /// A segment's text and header are what was sealed: the tag of the cipher.
    SegmentAead,
    /// A compressed body does not grow beyond the limit.
    SegmentLimit,
    /// The padding is zeros.
    SegmentPadding,
    /// A segment holds as many events as its name says.
    SegmentCount,
    /// A segment follows the one that its reader knows.
    SegmentChain,
    /// A head is signed by its device.
    HeadSignature,
    /// A head says that it lies where it was found.
    HeadPlace,
    /// A head does not go back.
    HeadRollback,
    /// A device does not show two histories.
    HeadSplit,
    /// A checkpoint is signed by its device.
    CheckpointSignature,
    /// A checkpoint's parts cover every event from the first.
    CheckpointCover,
    /// A piece of a blob is the one that its event names.
    BlobHash,
    /// A device's certificate is signed by its person, or by a device that may link.
    CertificateSignature,
    /// Only a device that may link certifies another.
    CertificateIssuer,
    /// A revocation is signed by its person, or by a device that may link.
    RevocationSignature,
    /// A key that was sealed to somebody is the one that its epoch promises.
    EpochCommitment,
    /// An entry of the governance log is signed by its author.
    EntrySignature,
    /// An author's tag belongs to the key that signed.
    EntryAuthor,
    /// The first entry is the one that the reader was told of.
    EntryGenesis,
    /// What an entry refers to has come.
    EntryParents,
    /// The author may do it.
    EntryRight,
    /// Removal wins over what the removed did at the same time.
    EntryRemovalWins,
    /// A space keeps an owner.
    EntryLastOwner,
    /// Who joins holds the seed of the invitation.
    JoinProof,
    /// An invitation lets one person in.
    JoinOnce,
    /// An invitation ends.
    JoinExpiry,
    /// A new device has a certificate of its person.
    JoinCertificate,
    /// Events of a removed device after its cutoff are refused.
    EventCutoff,
    /// A writer does not use an epoch that somebody removed can read.
    EpochRecipients,
    /// An invitation is signed by its inviter.
    InvitationSignature,
    /// A pasted code was not mistyped.
    CodeChecksum,
    /// A join request belongs to the invitation.
    RequestAead,
    /// An offer to link is signed by the device that made it.
    OfferSignature,
    /// An answer is signed by the new device.
    AnswerSignature,
    /// An answer belongs to the offer.
    AnswerOffer,
    /// The four words depend on what both sides said.
    LinkWords,
    /// A key file is what was written: the tag of the cipher.
    KeyFileAead,
    /// A key file does not ask for less work than the least, or more than the machine has.
    KeyFileWork,
    /// An object in a bundle is whole.
    BundleHash,
    /// A bundle ends with what it held.
    BundleTrailer,
}

/// Which verifications are made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Checks {
    off: Option<Check>,
}

impl Checks {
    /// Every verification: what shipped code uses.
    pub(crate) const ALL: Self = Self { off: None };

    /// Every verification but one.
    #[cfg(test)]
    pub(crate) const fn without(check: Check) -> Self {
        Self { off: Some(check) }
    }

    /// Whether to make this one.
    pub(crate) const fn on(self, check: Check) -> bool {
        match self.off {
            None => true,
            Some(off) => off as u8 != check as u8,
        }
    }
}

/// Decrypts if the cipher's tag fits, which is the check.
pub(crate) fn decrypt(
    cipher: &XChaCha20Poly1305,
    nonce: &XNonce,
    payload: Payload<'_, '_>,
    check: Check,
    checks: Checks,
) -> Option<Vec<u8>> {
    let ciphertext = payload.msg;
    let opened = cipher.decrypt(nonce, payload).ok();
    if opened.is_some() || checks.on(check) {
        return opened;
    }
    without_tag(cipher, nonce, ciphertext)
}

/// There is no way to read a text whose tag does not fit.
#[cfg(not(test))]
const fn without_tag(_: &XChaCha20Poly1305, _: &XNonce, _: &[u8]) -> Option<Vec<u8>> {
    None
}

/// What the cipher gives if nobody looks at its tag: encrypting a second time takes the key stream
/// off again.
#[cfg(test)]
fn without_tag(cipher: &XChaCha20Poly1305, nonce: &XNonce, ciphertext: &[u8]) -> Option<Vec<u8>> {
    let text = ciphertext.get(..ciphertext.len().checked_sub(16)?)?;
    let mut plain = cipher.encrypt(nonce, Payload::from(text)).ok()?;
    plain.truncate(text.len());
    Some(plain)
}
