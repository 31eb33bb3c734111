//! Any bytes as every kind of object: refused or read, and what is read is written the same way.
#![no_main]

mod entropy;
mod seeds;

use std::sync::LazyLock;

use colloquy_protocol::blob::BlobRef;
use colloquy_protocol::bundle::{Item, Reader};
use colloquy_protocol::checkpoint::SignedCheckpoint;
use colloquy_protocol::fuzzing::{PLACE, device};
use colloquy_protocol::governance::SignedEntry;
use colloquy_protocol::head::SignedHead;
use colloquy_protocol::identity::{Certificate, DeviceKeys, PersonRoot, Phrase, Revocation};
use colloquy_protocol::invitation::{JoinRequest, Seed, SignedInvitation};
use colloquy_protocol::link::{Gift, Offer, OfferKeys, SignedAnswer, SignedOffer};
use colloquy_protocol::{Hash, Key, SignPublic, keyfile, segment};
use entropy::Entropy;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: seeds::write(|_, bytes| Some(bytes)), |bytes: &[u8]| {
    let signer = device().public();
    let _ = segment::peek(bytes);
    let _ = segment::check_signature(bytes, &signer);
    let _ = SignedHead::open(bytes, &PLACE.space, &PLACE.tag, 1, &signer);
    let key = Key::Checkpoint {
        space: PLACE.space,
        tag: PLACE.tag,
        upto: 1,
        hash: Hash::of(bytes),
    };
    let _ = SignedCheckpoint::open(bytes, &key, &signer);
    if let Ok(entry) = SignedEntry::open(bytes) {
        assert_eq!(entry.bytes(), bytes);
    }
    if let Ok(certificate) = Certificate::from_bytes(bytes) {
        assert_eq!(certificate.to_bytes(), bytes);
    }
    if let Ok(revocation) = Revocation::from_bytes(bytes) {
        assert_eq!(revocation.to_bytes(), bytes);
    }
    if let Ok(invitation) = SignedInvitation::open(bytes) {
        assert_eq!(invitation.to_secret_bytes(), bytes);
    }
    let _ = JoinRequest::open(bytes, &Seed::from_bytes([0x60; 32]), &PLACE.space);
    if let Ok(reference) = BlobRef::from_bytes(bytes) {
        assert_eq!(*reference.to_secret_bytes(), bytes);
        let _ = reference.open_piece(0, bytes);
    }
    // Not `open`: a passphrase costs too much time to try thousands a second.
    let _ = keyfile::protection(bytes);
    link(bytes);
    bundle(bytes);
});

fn link(bytes: &[u8]) {
    if bytes.len() > 4096 {
        return;
    }
    let offer = LazyLock::force(&OFFER);
    let kept = OfferKeys::generate(&mut Entropy::new(2));
    let _ = SignedAnswer::open(bytes, offer, &kept);
    let keys = DeviceKeys::generate(PLACE.device, &mut Entropy::new(1));
    let _ = Gift::open(bytes, offer, &keys);
    if let Ok(offer) = SignedOffer::open(bytes) {
        assert_eq!(offer.bytes(), bytes);
        assert_eq!(SignedOffer::from_code(&offer.to_code()), Ok(offer));
    }
}

static OFFER: LazyLock<SignedOffer> = LazyLock::new(|| {
    let offer = Offer {
        space: PLACE.space,
        genesis: Hash::ZERO,
        person: PersonRoot::from_phrase(&Phrase::from_entropy([1; 32])).card(),
        device: PLACE.tag,
        signer: SignPublic::new([0; 32]),
        receive: OfferKeys::generate(&mut Entropy::new(2)).public(),
        remote: Vec::new(),
        until_ms: 0,
    };
    offer.sign(&device()).expect("short")
});

fn bundle(bytes: &[u8]) {
    let Ok(mut reader) = Reader::new(bytes) else {
        return;
    };
    let mut read = 0;
    while let Ok(Some(item)) = reader.next_item() {
        if let Item::Object { bytes, .. } = item {
            read += bytes.len();
        }
    }
    assert!(read <= bytes.len());
    assert!(reader.ending().is_some());
}
