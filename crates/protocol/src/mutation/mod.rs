//! The mutation list: each verification switched off lets one named attack through.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

/// What the cipher gives if nobody looks at its tag: encrypting a second time takes the key stream
/// off again.
pub(crate) fn without_tag(
    cipher: &XChaCha20Poly1305,
    nonce: &XNonce,
    ciphertext: &[u8],
) -> Vec<u8> {
    let length = ciphertext.len() - 16;
    let mut plain = cipher
        .encrypt(nonce, Payload::from(&ciphertext[..length]))
        .expect("the cipher takes what it gave");
    plain.truncate(length);
    plain
}
